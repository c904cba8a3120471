"""The zoo: sheets shaped like the ones schools really have, filled with invented people.

Each shape says what should come of it: the row of headings, how many rows come in, the codes of
the rows that do not. The writers are xlsxwriter, openpyxl and plain text, as the shape needs.
"""

import csv
import io
import string
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import starmap
from pathlib import Path
from random import Random

import xlsxwriter

from partyoffice.core.invented import Person, invent_people

HEAD = ("序号", "姓名", "性别", "民族", "出生日期", "身份证号", "入党时间", "所在党支部", "手机号码")
BRANCH = "教工第一党支部"


def people(count: int, seed: int = 7) -> list[Person]:
    source = invent_people(Random(seed), years=range(1965, 2000))
    return [next(source) for _ in range(count)]


def line(number: int, one: Person) -> list[str]:
    born = one.born.isoformat()
    return [str(number), one.name, one.sex, one.nation, born, one.id_number, "2012-06-21", BRANCH, one.phone]


def lines(count: int, seed: int = 7) -> list[list[str]]:
    return list(starmap(line, enumerate(people(count, seed), 1)))


@dataclass(frozen=True)
class Shape:
    name: str
    make: Callable[[Path], Path]
    header_row: int = 1
    good: int = 5
    codes: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass
class Zoo:
    shapes: list[Shape] = field(default_factory=list)

    def shape(self, ending: str = ".xlsx", **expected):
        """Register a function that fills a file of this ending."""

        def register(fill):
            def make(folder: Path) -> Path:
                path = folder / f"{fill.__name__}{ending}"
                fill(path)
                return path

            self.shapes.append(Shape(fill.__name__, make, **expected))
            return make

        return register


ZOO = Zoo()
shape = ZOO.shape


def book(path: Path, rows, *, top: int = 0, after=None, name: str = "党员名册", **options) -> None:
    """Write rows of texts as text cells, then let ``after(workbook, sheet)`` spoil them."""
    with xlsxwriter.Workbook(str(path), options) as workbook:
        sheet = workbook.add_worksheet(name)
        for row, values in enumerate(rows, top):
            for column, value in enumerate(values):
                if value:
                    sheet.write_string(row, column, value)
        if after:
            after(workbook, sheet)


def roster(count: int = 5) -> list[list[str]]:
    return [list(HEAD), *lines(count)]


def spoiled(row: int, column: int, value: str, count: int = 5) -> list[list[str]]:
    rows = roster(count)
    rows[row][column] = value
    return rows


@shape()
def plain(path):
    book(path, roster())


@shape(header_row=4)
def title_rows_above(path):
    def titles(workbook, sheet):
        sheet.merge_range("A1:I1", "青禾市第三中学党员名册", workbook.add_format({"align": "center"}))
        sheet.write("A2", "填报单位：（盖章）")
        sheet.write("G2", "填报时间：2026年11月")

    book(path, roster(), top=3, after=titles)


@shape(header_row=3)
def two_row_head(path):
    upper = ["序号", "姓名", "性别", "民族", "出生日期", "身份证号", "党内信息", "", "手机号码"]
    lower = ["", "", "", "", "", "", "入党时间", "所在党支部", ""]

    def merge(_workbook, sheet):
        for column in (0, 1, 2, 3, 4, 5, 8):
            sheet.merge_range(1, column, 2, column, upper[column])
        sheet.merge_range("G2:H2", "党内信息")

    book(path, [["花名册"], upper, lower, *lines(5)], after=merge)


@shape(header_row=2)
def two_row_head_that_only_joins_to_a_heading(path):
    upper = ["姓名", "性别", "出生", "身份证", "党内", "学历", ""]
    lower = ["", "", "日期", "号码", "职务", "全日制", "在职"]
    rows = [
        [one.name, one.sex, one.born.isoformat(), one.id_number, "组织委员", "大学", ""] for one in people(5)
    ]
    book(path, [upper, lower, *rows], after=lambda _book, sheet: sheet.merge_range("F1:G1", "学历"))


@shape(header_row=4)
def notes_and_stage_bands_above(path):
    bands = ["", "基本信息", "", "", "", "", "党内信息", "", "联系方式"]
    book(path, [["说明：请如实填写"], ["1. 身份证号用文本格式"], bands, *roster()])


@shape()
def spaced_and_starred_headings(path):
    head = [
        "序 号",
        "姓   名*",
        "性  别：",
        "民\n族",
        "出生年月（岁）",
        "公民身份号码（必填）",
        "加入党组织日期(2019/10/24)",
        "所属党组织名称*",
        "手机号：",
    ]
    book(path, [head, *lines(5)])


@shape()
def heads_repeated_on_every_page(path):
    rows = lines(5)
    book(path, [list(HEAD), *rows[:3], list(HEAD), *rows[3:]])


@shape(warnings=("total-differs",))
def totals_and_signatures_below(path):
    rest = [["合计", "共 6 人"], [], ["填表人：林知夏", "", "", "负责人：沈砚秋"], ["注：本表一式两份"]]
    book(path, [*roster(), *rest])


@shape()
def subtotals_and_branch_bands_between(path):
    rows = lines(5)

    def band(_workbook, sheet):
        sheet.merge_range("A2:I2", "第一党小组")

    book(path, [list(HEAD), [], *rows[:2], ["小计", "2人"], *rows[2:], ["总计", "5 人"]], after=band)


@shape()
def numbered_blank_rows_below(path):
    book(path, [*roster(), *([str(number)] for number in range(6, 40))])


@shape(good=3, hidden=(3, 5))
def hidden_rows(path):
    def hide(_workbook, sheet):
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(4, None, None, {"hidden": True})

    book(path, roster(), after=hide)


@shape(good=3, hidden=(2, 4))
def rows_hidden_by_a_filter(path):
    def narrow(_workbook, sheet):
        sheet.autofilter("A1:I6")
        sheet.filter_column("C", "x == 男")
        for row in (1, 3):
            sheet.set_row(row, options={"hidden": True})

    book(path, roster(), after=narrow)


@shape()
def hidden_columns(path):
    book(path, roster(), after=lambda _book, sheet: sheet.set_column("F:F", None, None, {"hidden": True}))


@shape()
def hidden_dictionary_sheet(path):
    def dictionary(workbook, _sheet):
        other = workbook.add_worksheet("字典")
        for row, values in enumerate(roster(3)):
            other.write_row(row, 0, values)
        other.hide()

    book(path, roster(), after=dictionary)


@shape()
def cover_sheet_first(path):
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("封面").write("B3", "党员花名册")
        sheet = workbook.add_worksheet("名册")
        for row, values in enumerate(roster()):
            sheet.write_row(row, 0, values)


@shape()
def branch_merged_down_the_rows(path):
    rows = roster()
    for row in rows[1:]:
        row[7] = ""
    book(path, rows, after=lambda _book, sheet: sheet.merge_range("H2:H6", BRANCH))


@shape()
def real_date_cells(path):
    _dates(path)


@shape()
def real_date_cells_of_1904(path):
    _dates(path, date_1904=True)


def _dates(path: Path, **options) -> None:
    def dates(workbook, sheet):
        form = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(1, 6):
            sheet.write_datetime(row, 6, date(2012, 6, 21), form)

    book(path, roster(), after=dates, **options)


@shape()
def dates_shown_as_months(path):
    def months(workbook, sheet):
        for row, shown in enumerate(('yyyy"年"m"月"', "yyyy-mm", "yyyy.mm", 17, 57), 1):
            sheet.write_datetime(row, 6, date(2012, 6, 1), workbook.add_format({"num_format": shown}))

    book(path, roster(), after=months)


@shape(good=1, codes=("date-unclear",) * 4)
def numbers_where_dates_should_be(path):
    def numbers(workbook, sheet):
        form = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_number(1, 6, 45839)
        sheet.write_number(2, 6, 60, form)
        sheet.write_number(3, 6, 0, form)
        sheet.write_number(4, 6, 2012.1)
        sheet.write_number(5, 6, 20120621)

    book(path, roster(), after=numbers)


@shape(good=8)
def mixed_date_styles(path):
    rows = roster(8)
    styles = (
        "20120621",
        "2012.6.21",
        "2012-06-21",
        "2012/6/21",
        "2012年6月21日",
        "２０１２．６．２１",
        "2012-6-21日",
        "2012年06月21号",
    )
    for row, text in zip(rows[1:], styles, strict=True):
        row[6] = text
    book(path, rows)


@shape()
def months_as_text(path):
    rows = roster()
    for row, text in zip(rows[1:], ("2012年6月", "2012.06", "201206", "2012-06", "2012/6"), strict=True):
        row[6] = text
    book(path, rows)


@shape(good=2, codes=("date-impossible", "date-unclear", "date-unclear"))
def impossible_and_unclear_dates(path):
    rows = roster()
    for row, text in zip(rows[1:], ("2012-02-30", "7/1/25", "45839"), strict=False):
        row[6] = text
    book(path, rows)


@shape(good=4, codes=("id-numeric",))
def numeric_id_number(path):
    book(
        path,
        roster(),
        after=lambda _book, sheet: sheet.write_number("F2", float(people(1)[0].id_number[:17] + "0")),
    )


@shape(good=3, codes=("id-numeric", "id-numeric"))
def id_number_in_scientific_notation_or_cut(path):
    rows = spoiled(1, 5, "3.30099E+17")
    cut = rows[2][5][:15] + "000"
    rows[2][5] = cut if cut != rows[2][5] else cut[:-4] + "1000"
    book(path, rows)


@shape(good=1, codes=("id-length", "id-check", "id-birth", "id-other"))
def faulty_id_numbers(path):
    rows = roster()
    rows[1][5] = rows[1][5][:-1]
    rows[2][5] = rows[2][5][:-1] + str((int(rows[2][5][-1].replace("X", "0")) + 1) % 10)
    rows[3][5] = rows[3][5][:6] + "19900230" + rows[3][5][14:]
    rows[4][5] = "E12345678"
    book(path, rows)


@shape(warnings=("id-old",))
def old_and_oddly_typed_id_numbers(path):
    rows = roster()
    rows[1][5] = "330099" + "650307" + "123"
    rows[2][5] = " " + rows[2][5][:6] + " " + rows[2][5][6:14] + " " + rows[2][5][14:]
    rows[3][5] = "'" + rows[3][5]
    rows[4][5] = rows[4][5].translate(str.maketrans(string.digits, "０１２３４５６７８９"))
    book(path, rows)


@shape(good=3, codes=("id-duplicate", "id-duplicate"))
def the_same_id_number_twice(path):
    rows = roster()
    rows[4][5] = rows[2][5]
    book(path, rows)


@shape(good=4, codes=("shifted",))
def one_row_slipped_to_the_left(path):
    rows = roster()
    rows[3] = [*rows[3][:2], *rows[3][3:], ""]
    book(path, rows)


@shape()
def code_prefixes_and_short_nations(path):
    rows = roster()
    for row, text in zip(rows[1:], ("868_汉族", "汉", "01 汉族", "维吾尔", "壮族"), strict=True):
        row[3] = text
    book(path, rows)


@shape(good=3, codes=("nation-unknown", "nation-unknown"))
def nations_nobody_knows(path):
    rows = spoiled(1, 3, "蒙族")
    rows[2][3] = "火星族"
    book(path, rows)


@shape(warnings=("masked", "masked"))
def masked_values(path):
    rows = roster()
    rows[1][5] = rows[1][5][:6] + "********" + rows[1][5][14:]
    rows[2][8] = rows[2][8][:3] + "****" + rows[2][8][7:]
    book(path, rows)


@shape(warnings=("cleaned",))
def invisible_characters(path):
    book(path, spoiled(2, 1, "\u200b林\ufeff知夏\u00a0"))


@shape()
def words_that_mean_nothing(path):
    rows = roster()
    for row, text in zip(rows[1:], ("无", "—", "暂缺", "/", "N/A"), strict=True):
        row[8] = row[6] = text
    book(path, rows)


@shape(good=5, codes=("sample",))
def sample_row_left_in(path):
    book(path, [*roster(), ["6", "示例(请删除)", "男", "汉族", "1990-03-07", "", "2012-06-21", BRANCH, ""]])


@shape(good=4, codes=("formula",))
def formulas_without_results(path):
    import openpyxl

    workbook = openpyxl.Workbook()
    for values in roster():
        workbook.active.append(values)
    workbook.active["E3"] = "=DATE(1980,1,1)"
    workbook.save(path)


@shape(good=4, codes=("required",))
def a_row_without_a_name(path):
    book(path, spoiled(2, 1, ""))


@shape(warnings=("rest-skipped",))
def row_near_the_end_of_the_sheet(path):
    """A blank typed into row 1 048 576, as Ctrl+End habits leave behind."""
    book(path, roster(), after=lambda _book, sheet: sheet.write_string(1048575, 8, " x"))


@shape()
def formats_down_to_the_last_row(path):
    def paint(workbook, sheet):
        form = workbook.add_format({"border": 1})
        for row in range(6, 60000):
            sheet.set_row(row, 15, form)

    book(path, roster(), after=paint)


@shape()
def wrong_dimension(path):
    """WPS writes <dimension ref="A1"/>; openpyxl's read-only mode then sees one cell."""
    book(path, roster())
    rezip(
        path,
        {
            "xl/worksheets/sheet1.xml": lambda body: body.replace(
                b'<dimension ref="A1:I6"/>', b'<dimension ref="A1"/>'
            )
        },
    )


@shape()
def tags_with_a_prefix(path):
    def prefixed(body: bytes) -> bytes:
        import re

        body = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", body.split(b"?>", 1)[1])
        return body.replace(b"xmlns=", b"xmlns:x=", 1)

    book(path, roster())
    rezip(path, {"xl/worksheets/sheet1.xml": prefixed})


@shape(good=4000)
def four_thousand_rows(path):
    book(path, roster(4000))


def rezip(path: Path, changes: dict[str, Callable[[bytes], bytes]]) -> None:
    """Write the zip again with some of its parts changed."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in parts:
            new.writestr(name, changes.get(name, lambda same: same)(body))


def table(rows, delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


@shape(".csv")
def csv_in_gbk(path):
    path.write_bytes(table(roster()).encode("gbk", "replace"))


@shape(".csv")
def csv_in_utf8_with_mark(path):
    path.write_bytes(table(roster()).encode("utf-8-sig"))


@shape(".csv")
def csv_in_utf8_without_mark(path):
    path.write_bytes(table(roster()).encode())


@shape(".txt")
def text_in_utf16_with_tabs(path):
    path.write_bytes(table(roster(), "\t").encode("utf-16"))


@shape(".csv")
def csv_in_utf16_without_mark(path):
    path.write_bytes(table(roster()).encode("utf-16-le"))


@shape(".csv")
def csv_with_semicolons(path):
    path.write_bytes(table(roster(), ";").encode("utf-8-sig"))


@shape(".csv", header_row=3)
def csv_with_title_and_broken_lines(path):
    rows = spoiled(1, 7, "教工\n第一党支部")
    path.write_bytes(table([["党员名册"], [], *rows]).encode("utf-8-sig"))


@shape(".csv", good=4, codes=("id-numeric",))
def csv_saved_by_excel_with_damaged_ids(path):
    path.write_bytes(table(spoiled(1, 5, "3.30099E+17")).encode("gbk", "replace"))
