"""Word files read back: every text in its order, tables as wide as the paper, heads repeated."""

import errno
import io
import os
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.parts.hdrftr import FooterPart
from docx.table import Table as WordTable
from PIL import Image

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.reports import word, word_file
from partyoffice.reports.document import (
    Column,
    Document,
    Fields,
    Heading,
    Page,
    PageBreak,
    Paragraph,
    Photo,
    Signatures,
    Table,
)

COLUMNS = (
    Column("序号", kind="number"),
    Column("姓名"),
    Column("身份证号", kind="id"),
    Column("入党时间", kind="date"),
    Column("金额", kind="money"),
    Column("备注", align="left"),
    Column("编号", hidden=True),
)
ROWS = (
    (1, "林知夏", "330099199001021234", Day(2012, 7, 1), -1050, "从外校转入，“存根”已归档 <&>", "u1"),
    (2, "阿卜杜热合曼·买买提艾力", "330099199003045678", Day(2012, 7), None, "第一行\n第二行", "u2"),
)
PAPER = Document(
    "党员名册",
    (
        Table(COLUMNS, ROWS),
        Paragraph("注：仅供核对", "note"),
        Signatures(("负责人", "填表人"), ("", "沈砚秋")),
    ),
    page=Page(landscape=True),
    subtitle="二〇二六年度",
    lines=("填报单位：青禾中学", "截止日期：2026-11-21", "示例"),
)
FLOW = Document(
    "关于接收预备党员的请示",
    (
        Heading("一、基本情况"),
        Paragraph("第一段。\n第二段。", "body"),
        Heading("（一）材料", 2),
        Fields((("姓名", "顾𬭎"), ("出生日期", Day(1990, 1)), ("职务", None))),
        PageBreak(),
        Table((Column("甲"), Column("乙")), ()),
        Signatures(("甲方", "乙方", "丙方", "丁方")),
    ),
    foot="",
)


@pytest.fixture
def saved(tmp_path):
    def write(document):
        path = tmp_path / "a.docx"
        word.write(document, path)
        return docx.Document(str(path))

    return write


def said(made):
    """Return every text of a file in reading order: paragraphs, then each row of each table."""
    lines = []
    for block in made.iter_inner_content():
        if isinstance(block, WordTable):
            lines += [[cell.text for cell in row.cells] for row in block.rows]
        elif block.text:
            lines.append(block.text)
    return lines


def test_everything_a_roster_says_is_read_back_in_order(saved):
    assert said(saved(PAPER)) == [
        "党员名册",
        "二〇二六年度",
        "填报单位：青禾中学\t截止日期：2026-11-21\t示例",
        ["序号", "姓名", "身份证号", "入党时间", "金额", "备注"],
        ["1", "林知夏", "330099199001021234", "2012-07-01", "-10.50", "从外校转入，“存根”已归档 <&>"],
        ["2", "阿卜杜热合曼·买买提艾力", "330099199003045678", "2012-07", "", "第一行\n第二行"],
        "注：仅供核对",
        "负责人：\t\t填表人：沈砚秋",
    ]


def test_everything_a_running_text_says_is_read_back_in_order(saved):
    made = saved(FLOW)
    assert said(made) == [
        "关于接收预备党员的请示",
        "一、基本情况",
        "第一段。",
        "第二段。",
        "（一）材料",
        ["姓名", "顾𬭎", "出生日期", "1990-01"],
        ["职务", "", "", ""],
        ["甲", "乙"],
        ["无", "无"],  # one cell across both columns
        "甲方：\t\t乙方：\t\t丙方：\t\t丁方：\t",
    ]
    looks = {one.text: one.style.name for one in made.paragraphs if one.text}
    assert looks["关于接收预备党员的请示"] == "Title"
    assert looks["一、基本情况"] == "Heading 1"
    assert looks["第一段。"] == "公文正文"
    breaks = [one for one in made.paragraphs if one.paragraph_format.page_break_before]
    assert len(breaks) == 1


def test_heads_are_repeated_and_rows_stay_whole_unless_taller_than_a_third_of_the_sheet(saved):
    table = Table((Column("姓名"), Column("简历", align="left")), (("林知夏", "短"), ("沈砚秋", "长" * 3000)))
    rows = saved(Document("表", (table,))).tables[0].rows

    def marks(row, name):
        return row._tr.trPr is not None and row._tr.trPr.find(qn(name)) is not None

    assert [marks(row, "w:tblHeader") for row in rows] == [True, False, False]
    assert [marks(row, "w:cantSplit") for row in rows] == [True, True, False]


@pytest.mark.parametrize("page", [Page(), Page(landscape=True), Page("A3", landscape=True, left=13, right=7)])
def test_columns_are_together_exactly_as_wide_as_the_text(saved, page):
    made = saved(Document("表", (Table(COLUMNS, ROWS), Fields((("甲", "1"), ("乙", "2")))), page=page))
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == page.millimetres
    assert (section.orientation == 1) is page.landscape
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm) for side in sides] == [page.top, page.right, page.bottom, page.left]
    room = section.page_width - section.left_margin - section.right_margin
    for table in made.tables:
        for row in table.rows:
            assert abs(sum(cell.width for cell in row.cells) - room) < 3 * 635  # three twentieths of a point


def test_the_foot_counts_pages_by_fields(saved):
    foot = saved(PAPER).sections[0].footer.paragraphs[0]
    codes = [code.text.strip() for code in foot._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert foot.text == "第 1 页 共 1 页"
    assert not saved(FLOW).sections[0].footer.paragraphs[0].text


def test_no_foot_is_read_from_a_file_that_the_built_program_cannot_find(saved, monkeypatch):
    def missing(_cls):
        raise FileNotFoundError("docx/parts/../templates/default-footer.xml")

    monkeypatch.setattr(FooterPart, "_default_footer_xml", classmethod(missing))
    assert saved(PAPER).sections[0].footer.paragraphs[0].text


def test_signatures_keep_the_notes_and_the_last_row_with_them(saved):
    made = saved(PAPER)
    rows = made.tables[0].rows
    kept = [
        {one.paragraph_format.keep_with_next for cell in row.cells for one in cell.paragraphs} for row in rows
    ]
    assert kept == [{None}, {None}, {True}]  # the head is kept by its style
    assert made.styles["表头"].paragraph_format.keep_with_next
    note = next(one for one in made.paragraphs if one.text.startswith("注"))
    assert note.paragraph_format.keep_with_next


def test_styles_name_the_faces_chinese_offices_use(saved):
    styles = saved(PAPER).styles

    def face(name):
        faces = styles[name].element.rPr.rFonts
        return faces.get(qn("w:eastAsia")), faces.get(qn("w:ascii"))

    assert {
        name: face(name) for name in ("Title", "Heading 1", "公文正文", "表格文字", "表头", "Subtitle")
    } == {
        "Title": ("方正小标宋简体", "方正小标宋简体"),
        "Heading 1": ("黑体", "黑体"),
        "公文正文": ("仿宋_GB2312", "Times New Roman"),
        "表格文字": ("宋体", "Times New Roman"),
        "表头": ("黑体", "黑体"),
        "Subtitle": ("楷体_GB2312", "Times New Roman"),
    }


@pytest.mark.parametrize("size", [8.5, 9, 12])
def test_the_size_of_a_table_hangs_on_its_style_so_that_one_change_reaches_every_cell(saved, size):
    made = saved(Document("表", (Table((Column("姓名"),), (("林知夏",),), size=size),)))
    assert made.styles["表格文字"].font.size.pt == made.styles["表头"].font.size.pt == size
    runs = [run for row in made.tables[0].rows for run in row.cells[0].paragraphs[0].runs]
    assert [run.font.size for run in runs] == [None, None]


def test_quotation_marks_are_set_in_the_chinese_face(saved):
    made = saved(Document("“三会一课”", (Paragraph("无引号"),)))
    hints = [one.runs[0]._r.find(f".//{qn('w:rFonts')}") for one in made.paragraphs[:2]]
    assert hints[0].get(qn("w:hint")) == "eastAsia"
    assert hints[1] is None


def test_what_no_file_can_hold_is_left_out_and_rare_characters_stay(saved, rare):
    made = saved(
        Document("林\x00知\ud800夏", (Paragraph(rare), Table((Column("甲"),), [(f"{rare}\x0b尾",)])))
    )
    assert said(made) == ["林知\ufffd夏", rare, ["甲"], [f"{rare}\n尾"]]


def test_photos_fit_their_frames_and_what_is_no_picture_says_so(saved, photo):
    held = io.BytesIO()
    Image.new("RGB", (300, 100)).save(held, "GIF")
    made = saved(Document("照片", (Photo(photo), Photo(held.getvalue()), Photo(b"no"), Photo(None))))
    shapes = made.inline_shapes
    assert [round(shape.width / shape.height, 2) for shape in shapes] == [0.71, 3.0]
    assert all(shape.width.mm <= 25 and shape.height.mm <= 35 for shape in shapes)
    assert [table.cell(0, 0).text for table in made.tables] == ["", "", "照片无法读取", "照片"]


def test_a_title_may_be_longer_than_the_properties_of_a_file_hold(saved):
    made = saved(Document("长" * 300, ()))
    assert made.paragraphs[0].text == "长" * 300
    assert made.core_properties.title == "长" * 255


def test_an_empty_document_is_a_file_word_opens(saved):
    made = saved(Document("", ()))
    assert [one.text for one in made.paragraphs] == [""]
    assert len(made.sections) == 1


def test_a_file_names_its_title_and_nothing_of_the_library(saved, tmp_path):
    about = saved(PAPER).core_properties
    assert (about.title, about.author, about.comments) == ("党员名册", "", "")
    with zipfile.ZipFile(tmp_path / "a.docx") as file:
        names = set(file.namelist())
        whole = b"".join(file.read(name) for name in names)
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert b"python-docx" not in whole


def test_two_thousand_rows_are_written_and_counted(tmp_path):
    path, told = tmp_path / "a.docx", []
    rows = [(place, "林知夏", f"33009919900102{place:04d}", None, 0, "", "") for place in range(2000)]
    document = Document("名册", (Table(COLUMNS, rows),))
    assert word.write(document, path, progress=lambda *done: told.append(done) or True) == 2000
    assert told == [(500, 2000), (1000, 2000), (1500, 2000), (2000, 2000)]
    body = docx.Document(str(path)).tables[0]._tbl
    ids = [row.findall(f".//{qn('w:t')}")[2].text for row in body.tr_lst[1:]]
    assert ids == [row[2] for row in rows]


def test_a_cancelled_file_leaves_nothing(tmp_path):
    with pytest.raises(Cancelled):
        word.write(PAPER, tmp_path / "a.docx", progress=lambda *_: False)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_one_sentence_and_the_old_file_stays(tmp_path, monkeypatch):
    def full(_self, _path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "a.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(word_file.WordFile, "save", full)
    with pytest.raises(OfficeError, match="磁盘空间不足"):
        word.write(PAPER, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(OfficeError, match="找不到"):
        word.write(PAPER, tmp_path / "没有" / "a.docx")


def test_a_watermark_stands_at_the_foot_of_every_page(tmp_path):
    word.write(Document("名册", (), mark="2026-11-20 {林}知夏 上报"), tmp_path / "a.docx")
    foot = docx.Document(str(tmp_path / "a.docx")).sections[0].footer
    assert "2026-11-20 林知夏 上报" in "".join(one.text for one in foot.paragraphs)
