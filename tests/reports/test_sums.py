"""The last row of a table: its sums in a sheet as formulas, on paper as figures that never open a page."""

from datetime import date
from operator import itemgetter

import docx
import openpyxl
import pypdfium2

from partyoffice.core.field import Field, Kind
from partyoffice.part import Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports import write as door
from partyoffice.reports.document import Column, Document, Table, as_text

MONTHS = (Column("1月", kind="money"), Column("2月", kind="money"))
COLUMNS = (Column("姓名"), *MONTHS, Column("备注"), Column("3月", kind="money"),
           Column("合计", kind="money", adds=(1, 2, 4)))  # fmt: skip
ROWS = [("林知夏", 2050, "免交", "", 10, 2060), ("方砚舟", 5, 1, "", None, 6)]
PAPER = Document("台账", (Table(COLUMNS, ROWS, totals=("合计", 2055, 1, None, 10, 2066)),))


def saved(document, path, **how):
    door.write(document, path, **how)
    formulas, values = (openpyxl.load_workbook(path, data_only=only).active for only in (False, True))
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in (formulas, values)]


def test_sums_of_a_sheet_are_formulas_that_agree_with_their_values(tmp_path):
    formulas, values = saved(PAPER, tmp_path / "a.xlsx")
    assert [row[5] for row in formulas[2:]] == ["=SUM(B3:C3,E3)", "=SUM(B4:C4,E4)", "=SUM(F3:F4)"]
    assert formulas[4] == ["合计", "=SUM(B3:B4)", "=SUM(C3:C4)", None, "=SUM(E3:E4)", "=SUM(F3:F4)"]
    assert values[4] == ["合计", 20.55, 0.01, None, 0.1, 20.66]
    assert values[2] == ["林知夏", 20.5, "免交", None, 0.1, 20.6]


def test_sums_are_the_last_row_of_every_paper(tmp_path):
    for ending in (".pdf", ".docx", ".csv"):
        door.write(PAPER, tmp_path / f"a{ending}")
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_textpage().get_text_range()
    assert page.split("方砚舟")[1].split()[3:8] == ["合计", "20.55", "0.01", "0.10", "20.66"]
    last = docx.Document(str(tmp_path / "a.docx")).tables[0].rows[-1]
    assert [cell.text for cell in last.cells] == ["合计", "20.55", "0.01", "", "0.10", "20.66"]
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[-1] == "合计,20.55,0.01,,0.10,20.66"
    assert as_text(PAPER).splitlines()[-1] == "合计 | 20.55 | 0.01 |  | 0.10 | 20.66"


def test_the_sums_never_stand_alone_on_a_page(tmp_path):
    for count in range(40, 50):
        rows = [("林知夏", 1, 1, "", 1, 3)] * count
        paper = Document("台账", (Table(COLUMNS, rows, totals=("合计", count, 0, None, 0, 0)),), foot="")
        door.write(paper, tmp_path / "a.pdf")
        *_, last = pypdfium2.PdfDocument(tmp_path / "a.pdf")
        assert "林知夏" in last.get_textpage().get_text_range()


def test_without_rows_there_are_no_sums(tmp_path):
    empty = Document("台账", (Table(COLUMNS, [], totals=("合计", 0, 0, None, 0, 0)),))
    formulas, _ = saved(empty, tmp_path / "a.xlsx")
    assert [row[0] for row in formulas] == ["台账", "姓名", "无"]
    assert as_text(empty).endswith("无\n")


def test_a_list_adds_up_what_it_shows_and_leaves_the_sums_out_of_a_sheet_to_work_on(tmp_path):
    money = {"width": 4, "align": "right"}
    columns = (
        Listed(Field("a", "甲", Kind.MONEY), read=itemgetter(0), summed=True, **money),
        Listed(Field("b", "乙", Kind.MONEY), read=itemgetter(1), **money),
        Listed(Field("sum", "合计", Kind.MONEY), read=sum, adds=("a", "b"), summed=True, **money),
    )
    listing = Listing("清单", columns, ("a", "b", "sum"))
    day = date(2026, 1, 1)
    formulas, _ = saved(listing.document([(1, 2), (3, 4)], Wish(day)), tmp_path / "a.xlsx")
    assert formulas[-1] == [None, "=SUM(B3:B4)", "合计", "=SUM(D3:D4)"]
    assert formulas[-2] == [2, 0.03, 0.04, "=SUM(B4:C4)"]
    plain = Wish(day, plain=True, columns=("合计", "甲"))
    formulas, _ = saved(listing.document([(1, 2), (3, 4)], plain), tmp_path / "a.xlsx", plain=True)
    assert formulas == [["序号", "合计", "甲"], [1, 0.03, 0.01], [2, 0.07, 0.03]]
