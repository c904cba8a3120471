"""The Word file of an official document: its words in order, its measures in its own properties."""

import docx
import pytest
from docx.oxml.ns import qn

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.reports.document import Column, Document, Heading, Paragraph, Table
from partyoffice.reports.official import Annex, Official
from partyoffice.reports.write import write

ISSUER = "中共青禾市第一中学支部委员会"
TABLE = Table((Column("姓名"),), [("林知夏",)])
BLOCKS = (
    Paragraph("一、情况。属实。\n二、结论", "body"),
    Heading("（三）材料", 2),
    Paragraph("同意。", "body"),
)
ANNEXES, NUMBER, UPPER = (
    (Annex("名单", (TABLE,)), Annex("说明")),
    "青中党支〔2026〕3号",
    "中共青禾市教育局委员会",
)
CONTACT, TITLE = "联系人：沈砚秋", "关于审批林知夏同志为中共预备党员的请示"
OFFICIAL = Official(
    ISSUER, Day(2026, 11, 20), UPPER, NUMBER, ANNEXES, CONTACT, "教务处", "办公室", style="red",
    head=f"{ISSUER}文件", signer="方砚舟",
)  # fmt: skip


@pytest.fixture
def written(tmp_path):
    def made(official, *blocks, title=TITLE):
        path = tmp_path / "公文.docx"
        write(Document(title, blocks, official=official), path)
        return docx.Document(path)

    return made


def said(file):
    return [one.text for one in file.paragraphs if one.text.strip()]


def test_everything_stands_in_its_order(written):
    file = written(OFFICIAL, *BLOCKS)
    assert said(file) == [
        f"{ISSUER}文件", f"{NUMBER}\t签发人：方砚舟", TITLE, f"{UPPER}：", "一、情况。属实。", "二、结论",
        "（三）材料", "同意。", "附件：1.\t名单", "2.\t说明", ISSUER, "2026年11月20日", f"（{CONTACT}）",
        "附件1", "名单",
    ]  # fmt: skip
    roster, imprint = file.tables
    assert [cell.text for row in roster.rows for cell in row.cells] == ["姓名", "林知夏"]
    assert [row.cells[0].text for row in imprint.rows] == ["抄送：教务处。", "办公室\t2026年11月20日印发"]


def test_the_paper_has_the_margins_of_the_standard_and_22_lines_of_room(written):
    file = written(OFFICIAL, *BLOCKS)
    section = file.sections[0]
    sides = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(side.mm) for side in sides] == [37, 28, 26, 35]
    line = next(one for one in file.paragraphs if one.text == "同意。").paragraph_format.line_spacing
    assert 22 * line.mm <= 225 < 23 * line.mm


def test_headings_have_their_faces_and_the_head_is_red(written):
    file = written(OFFICIAL, *BLOCKS)
    faces = {
        run.text: run._r.rPr.rFonts.get(qn("w:eastAsia"))
        for one in file.paragraphs for run in one.runs
        if run._r.rPr is not None and run._r.rPr.rFonts is not None
    }  # fmt: skip
    assert (faces["一、情况。"], faces["属实。"]) == ("黑体", "仿宋_GB2312")
    assert (faces["二、结论"], faces["（三）材料"]) == ("黑体", "楷体_GB2312")
    assert faces[f"{ISSUER}文件"] == "方正小标宋简体"
    assert str(file.paragraphs[0].runs[0].font.color.rgb) == "FF0000"


def test_odd_pages_are_numbered_at_the_right_and_even_ones_at_the_left(written):
    file = written(OFFICIAL, *BLOCKS)
    assert file.settings.odd_and_even_pages_header_footer
    section = file.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert [one._p.pPr.jc.val.name for one in (odd, even)] == ["RIGHT", "LEFT"]
    for one in (odd, even):
        assert one._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"


def test_the_signature_keeps_the_last_lines_with_it(written):
    file = written(OFFICIAL, *BLOCKS)
    kept = {one.text for one in file.paragraphs if one.paragraph_format.keep_with_next}
    assert {"附件：1.\t名单", "2.\t说明", ISSUER, "2026年11月20日"} <= kept
    bare = written(Official(ISSUER, None, sealed=False), *BLOCKS)
    assert "同意。" in {one.text for one in bare.paragraphs if one.paragraph_format.keep_with_next}


def test_a_paper_with_little_on_it_leaves_the_rest_out(written):
    file = written(
        Official("党支部", None, number="青党〔2026〕1号", annexes=(Annex("名单", BLOCKS),)), title="通知"
    )
    assert said(file) == [
        "青党〔2026〕1号", "通知", "附件：名单", "党支部", Official("", None).dated, "附件", "名单",
        "一、情况。属实。", "二、结论", "（三）材料", "同意。",
    ]  # fmt: skip
    assert not file.tables
    red = written(Official("党支部", None, number="青党〔2026〕1号", style="red"), title="通知")
    assert said(red)[:2] == ["党支部", "青党〔2026〕1号"]


def test_a_letter_is_laid_out_in_pdf_alone(written):
    with pytest.raises(OfficeError, match="只能存为 PDF"):
        written(Official("党支部", None, style="letter"))
