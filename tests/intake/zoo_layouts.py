"""The zoo's layouts: what stands above, below, beside and behind the rows."""

import xlsxwriter
from zoo import BRANCH, HEAD, Zoo, book, lines, people, rezip, roster

ZOO = Zoo()
shape = ZOO.shape


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
