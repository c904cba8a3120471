"""Word asks to repair a file whose elements stand in another order than its schema's (ECMA-376, 17)."""

import zipfile
from itertools import pairwise

import pytest
from lxml import etree

from partyoffice.core.dates import Day
from partyoffice.core.resources import resource
from partyoffice.reports import form_file as form
from partyoffice.reports import form_word
from partyoffice.reports.document import (
    Column,
    Document,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Photo,
    Signatures,
    Table,
)
from partyoffice.reports.official import Annex, Official
from partyoffice.reports.write import write

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd "
    "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike outline shadow noProof snapToGrid vanish color spacing w "
    "kern position sz szCs highlight u effect bdr shd fitText vertAlign lang",
    "tblPr": "tblStyle tblpPr tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "sectPr": "footerReference type pgSz pgMar paperSrc pgBorders pgNumType cols titlePg docGrid",
    "style": "name basedOn next link uiPriority qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
}
MANY = frozenset({"tbl", "tr", "tc", "sectPr"})
TABLE = Table(
    (Column("姓名"), Column("金额", kind="money", align="right")), (("林知夏", 100), ("长" * 2000, None))
)
EVERYTHING = Document(
    "全部",
    (
        *(Heading("一、"), Heading("（一）", 2), Paragraph("“段”", "body", "right"), Paragraph("注", "note")),
        *(
            TABLE,
            TABLE,
            Fields((("姓名", "林知夏"),)),
            Paragraph("后"),
            PageBreak(),
            Table((Column("甲"),), ()),
        ),
        *(Photo(None), Photo(b"no"), Signatures(("甲", "乙"), ("", "名")), Signatures(("丙",)), TABLE),
    ),
    subtitle="副题",
    lines=("左", "中", "右"),
)
LETTER = Document(
    "关于林知夏同志的请示",
    (Paragraph("一、情况。" * 9, "body"), TABLE),
    official=Official(
        "中共青禾中学支部委员会", Day(2026, 11, 20), "上级党委", "青中〔2026〕1号",
        (Annex("名单", (TABLE,)),), "联系人：沈砚秋", "各支部", "办公室", style="red", signer="方砚舟",
    ),
)  # fmt: skip


def faults(path):
    """Yield what stands out of order, twice where once is meant, or where Word wants something else."""
    with zipfile.ZipFile(path) as file:
        roots = [etree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xml")]
    for element in (one for root in roots for one in root.iter()):
        name, inside = etree.QName(element).localname, [etree.QName(one).localname for one in element]
        order = ORDER.get(name, "").split()
        if order and "wordprocessingml" in element.tag:
            places = [order.index(one) if one in order else -1 for one in inside]
            if (
                places != sorted(places)
                or -1 in places
                or (name not in MANY and len(set(inside)) < len(inside))
            ):
                yield name, inside
        if name == "tc" and inside[-1] != "p":
            yield "a cell ends with a paragraph", inside
        if name == "body" and (inside[-1] != "sectPr" or inside[-2] == "tbl"):
            yield "a file ends with a paragraph and its section", inside[-2:]
        if name == "body" and ("tbl", "tbl") in pairwise(inside):
            yield "neighbouring tables run into one", inside


@pytest.mark.parametrize(
    "document", [EVERYTHING, LETTER, Document("", (TABLE,))], ids=["all", "letter", "bare"]
)
def test_a_document_stands_in_the_order_word_wants(tmp_path, document):
    write(document, tmp_path / "a.docx")
    assert not list(faults(tmp_path / "a.docx"))


@pytest.mark.parametrize("path", sorted(resource("forms").glob("*.toml")), ids=lambda path: path.stem)
def test_a_form_stands_in_the_order_word_wants(tmp_path, path, photo):
    made = form.read(path)
    entries = {row.block.key: [{}] * 20 for row in made.rows if row.block}
    full = (
        dict.fromkeys(made.fields, "长" * (3 if made.tile else 300))
        | entries
        | {"photo": photo, "stamp": "示例"}
    )
    form_word.write_forms(made, [None, full], tmp_path / "a.docx")
    assert not list(faults(tmp_path / "a.docx"))
