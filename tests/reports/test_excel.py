import errno
import tempfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.escape import unescape

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.reports import excel
from partyoffice.reports.document import (
    Column,
    Document,
    Fields,
    Heading,
    Page,
    Paragraph,
    Photo,
    Signatures,
    Table,
)  # fmt: skip
from partyoffice.reports.sheet_widths import row_height, text_width

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("x")', "{=1}"]
HOSTILE += ["00123", "1e5", "TRUE", "https://a.example", "mailto:a", "internal:A1"]
HOSTILE += ["<r><t>x</t></r>", "</t></is></c>", "a & <b>", "_x000D_ _x0041_", " 前后有空格 ", "&lt;"]
COLUMNS = (
    Column("序号", kind="number"),
    Column("姓名"),
    Column("出生日期", kind="date"),
    Column("公民身份号码", kind="id"),
    Column("党费", kind="money"),
    Column("备注", align="left"),
    Column("编号", hidden=True),
)
ROWS = [
    (1, "林知夏", Day(1990, 1, 2), "330099199001021234", 140950, "好", "u:1"),
    (2, "顾𬭎", Day(1990, 5), "330099199005021234", None, "", "u:2"),
    (3, "沈砚秋", date(1991, 2, 3), "330099199102031234", -5, None, "u:3"),
]
BLOCKS = (Table(COLUMNS, ROWS), Signatures(("填报单位", "负责人", "填表人", "日期")))
PAPER = Document(
    "党员花名册", BLOCKS, page=Page(landscape=True), subtitle="草稿", lines=("青禾中学", "单位：人")
)


def opened(path):
    return openpyxl.load_workbook(path).active


def test_cells_keep_their_types(tmp_path):
    path = tmp_path / "roster.xlsx"
    assert excel.write(PAPER, path) == 8
    sheet = opened(path)
    assert [cell.value for cell in sheet[4]] == ["序号", "姓名", "出生日期", "公民身份号码", "党费", "备注"]
    first, second, third = sheet[5], sheet[6], sheet[7]
    born = datetime(1990, 1, 2)  # ruff: ignore[call-datetime-without-tzinfo] -- a sheet knows no zones
    assert [cell.value for cell in first] == [1, "林知夏", born, "330099199001021234", 1409.5, "好"]
    assert [cell.data_type for cell in first] == ["n", "s", "d", "s", "n", "s"]
    assert first[2].number_format == "yyyy-mm-dd"
    assert first[3].number_format == "@"
    assert first[4].number_format == "0.00"
    assert [second[2].value, second[2].data_type, second[4].value] == ["1990-05", "s", None]
    assert [third[2].is_date, third[4].value] == [True, -0.05]


def test_the_sheet_is_ready_to_read_and_print(tmp_path):
    path = tmp_path / "roster.xlsx"
    excel.write(PAPER, path)
    sheet = opened(path)
    assert sheet.title == "党员花名册"
    assert sheet["A1"].value == "党员花名册"
    assert sheet["A3"].value == "青禾中学　　单位：人"
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area == "'党员花名册'!$A$1:$F$8"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.page_setup.fitToWidth in {None, 1}  # one page wide is what a sheet says by silence
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "填报单位：" in sheet["A8"].value
    assert "日期：" in sheet["A8"].value
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["B"].width


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_becomes_a_formula_a_link_or_a_number(tmp_path, hostile):
    path = tmp_path / "hostile.xlsx"
    text = hostile.replace("\t", " ")
    blocks = (Table((Column(hostile),), ((hostile,),)), Fields(((hostile, hostile),)), Paragraph(hostile))
    paper = Document(hostile, blocks, subtitle=hostile, lines=(hostile,))
    excel.write(paper, path)
    cells = [cell for row in opened(path).iter_rows() for cell in row if cell.value is not None]
    assert {(unescape(cell.value), cell.data_type, cell.hyperlink) for cell in cells} == {(text, "s", None)}
    assert len(cells) >= 7


def test_control_characters_are_cleaned_and_rare_ones_kept(tmp_path, rare):
    path = tmp_path / "odd.xlsx"
    text = "".join(chr(code) for code in range(32)) + "\ud800" + rare
    excel.write(Document("表", (Table((Column("甲"),), ((text,),)),)), path, plain=True)
    value = opened(path)["A2"].value
    assert value == " \n\n\n\n\ufffd" + rare


def test_a_plain_sheet_is_headings_and_rows_with_the_hidden_number(tmp_path):
    path = tmp_path / "plain.xlsx"
    assert excel.write(PAPER, path, plain=True) == 4
    sheet = opened(path)
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    assert sheet["G2"].value == "u:1"
    assert sheet.column_dimensions["G"].hidden
    assert not sheet.column_dimensions["A"].hidden
    assert sheet.max_row == 4
    assert sheet.freeze_panes == "C2"
    assert not sheet.merged_cells.ranges


def test_every_block_finds_its_place(tmp_path, photo):
    path = tmp_path / "blocks.xlsx"
    fields = Fields((("姓名", "林知夏"), ("出生", Day(1990, 5, 6)), ("电话", "13900000000")), 2)
    heading, prose, table = Heading("一、基本情况"), Paragraph("说明" * 100), Table((Column("甲"),), ())
    blocks = (heading, fields, prose, Photo(photo), table, Signatures(()))
    excel.write(Document("卡[片]:/", blocks), path)
    sheet = opened(path)
    assert sheet.title == "卡 片"
    values = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    day = datetime(1990, 5, 6)  # ruff: ignore[call-datetime-without-tzinfo] -- a sheet knows no zones
    assert values[:3] == [["卡[片]:/"], ["一、基本情况"], ["姓名", "林知夏", "出生", day]]
    assert values[3:] == [["电话", "13900000000"], ["说明" * 100], ["甲"], ["无"]]


def test_rows_may_come_from_a_generator_longer_than_the_sample(tmp_path):
    path = tmp_path / "long.xlsx"
    told = []
    rows = ((place, f"人{place}") for place in range(1200))
    excel.write(
        Document("长表", (Table((Column("序号"), Column("姓名")), rows),)), path, plain=True,
        progress=lambda *said: told.append(said) or True,
    )  # fmt: skip
    sheet = opened(path)
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(range(1200))
    assert told == [(500, 0), (1000, 0)]


def test_a_cell_that_excel_would_cut_is_refused(tmp_path):
    path = tmp_path / "old.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(OfficeError, match="32767"):
        excel.write(Document("表", (Table((Column("甲"),), (("长" * 40_000,),)),)), path)
    with pytest.raises(OfficeError, match="第 2 行"):
        excel.write(Document("表", (Table((Column("甲"),), (("a" * 40_000,),)),)), path, plain=True)
    assert path.read_bytes() == b"old"


def test_cancelling_leaves_the_old_file_and_no_scratch(tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    path = tmp_path / "old.xlsx"
    path.write_bytes(b"old")
    rows = [(place, "甲") for place in range(2000)]
    with pytest.raises(Cancelled):
        excel.write(
            Document("表", (Table((Column("a"), Column("b")), rows),)), path, progress=lambda *_: False
        )
    assert path.read_bytes() == b"old"
    assert not list(scratch.iterdir())
    assert sorted(tmp_path.iterdir()) == [path, scratch]


def test_a_full_disk_while_closing_is_said_with_what_is_left(tmp_path, monkeypatch):
    def full(_book):
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "old.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", full)
    with pytest.raises(OfficeError, match=r"磁盘空间不足，只剩 \d+ MB"):
        excel.write(PAPER, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(excel, "MOST_ROWS", 10)
    rows = [("甲",)] * 20
    with pytest.raises(OfficeError, match="最多 10 行"):
        excel.write(Document("表", (Table((Column("a"),), rows),)), tmp_path / "a.xlsx")


def test_rows_grow_with_their_text_and_columns_give_way_to_the_paper(tmp_path):
    path = tmp_path / "high.xlsx"
    columns = (Column("序号"), Column("姓名"), *(Column(f"备注{place}") for place in range(6)))
    rows = [(1, "林知夏", *["很长的备注" * 8] * 6), (2, "沈砚秋", *["短"] * 6), (3, "方\n砚\n舟", *[""] * 6)]
    excel.write(Document("表", (Table(columns, rows),)), path)
    sheet = opened(path)
    heights = [sheet.row_dimensions[row].height for row in (3, 4, 5)]
    assert heights[1] is None
    assert heights[0] > 60
    assert heights[2] == 45
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert sum(widths) < 110
    assert min(widths) > 5


def test_columns_of_numbers_never_give_way_to_the_paper(tmp_path):
    path = tmp_path / "whole.xlsx"
    columns = (Column("公民身份号码", kind="id"), *(Column(f"备注{place}") for place in range(9)))
    excel.write(Document("表", (Table(columns, [("330099199001021234", *["备注" * 20] * 9)]),)), path)
    widths = opened(path).column_dimensions
    assert widths["A"].width >= 20
    assert widths["J"].width < 14


def test_a_text_is_as_wide_as_its_longest_line():
    assert [text_width(text) for text in ("abc", "林知夏", "a林", "林\nabcd", "")] == [3, 6, 3, 4, 0]
    assert row_height(["一" * 9000], [20]) == 409


def test_a_watermark_stands_in_the_head_of_the_sheet_whatever_signs_it_holds(tmp_path):
    excel.write(Document("名册", (), mark="2026-11-20 林&知夏 上报"), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet.oddHeader.right.text.replace("&&", "&") == "2026-11-20 林&知夏 上报"
