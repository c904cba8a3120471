"""The zoo's values: dates, numbers, labels and encodings as people really type them."""

import string
from datetime import date
from pathlib import Path

from zoo import BRANCH, Zoo, book, people, rezip, roster, spoiled, table

ZOO = Zoo()
shape = ZOO.shape


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
def formulas_with_empty_and_faulty_results(path):
    def formulas(_workbook, sheet):
        sheet.write_formula("I2", '=IF(A2="","",A2)', None, "")
        sheet.write_formula("I3", "=VLOOKUP(A3,K:L,2,0)", None, "#N/A")
        sheet.write_formula("H4", '="教工"&"支部"', None, "教工支部")

    book(path, roster(), after=formulas)
    # Excel marks an empty text as a result; xlsxwriter leaves the mark out.
    rezip(path, {"xl/worksheets/sheet1.xml": lambda body: body.replace(b'<c r="I2">', b'<c r="I2" t="str">')})


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
