"""Rows of people in, everything else of the template as it was."""

import itertools
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from papers import FRAME, Shape, as_excel, filled, looks, people, texts

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.intake.reading import read

SHAPES = {
    "one head": Shape(),
    "two heads": Shape(
        heads=("序号", "姓名", "性别", "党内情况/入党时间", "转正时间", "联系电话", "备注"), two=True
    ),
    "title and note above": Shape(bands=("党员花名册", "填报单位（盖章）：", "截至 2025 年底")),
    "no title": Shape(bands=()),
    "no empty rows": Shape(rows=0),
    "one empty row": Shape(rows=1),
    "numbered rows": Shape(numbered=True),
    "no lines": Shape(framed=False),
    "nothing below": Shape(foot=()),
    "total and notes": Shape(
        total={2: "=COUNTA(B3:B7)"},
        foot=("注：1. 本表一式两份。2. 出生年月按档案填写。", "负责人：", "填表人："),
    ),
    "example row": Shape(example={1: 1, 2: "示例：张三", 5: "1985.03", 7: "2005年7月"}),
    "last year's people": Shape(example={1: 1, 2: "旧人甲", 3: "男"}),
    "many rows": Shape(rows=40),
}
EDGES = [
    (SHAPES[name], count) for name in ("one head", "two heads", "total and notes") for count in (1, 4, 5, 6)
]


@pytest.mark.parametrize(("shape", "count"), [*itertools.product(SHAPES.values(), (0, 23)), *EDGES])
def test_everybody_stands_in_the_rows_and_the_rest_stays(shape, count, tmp_path):
    """The one property of filling: names in order, what stood above and below unchanged and in place."""
    source, made = as_excel(shape.write(tmp_path / "模板.xlsx")), tmp_path / "填好.xlsx"
    found = people(count)
    assert filled(source, made, found).rows == count
    before, after = openpyxl.load_workbook(source).active, openpyxl.load_workbook(made).active
    name = shape.heads.index("姓名") + 1
    rows = range(shape.first, shape.first + count)
    assert [after.cell(row, name).value for row in rows] == [one["name"] for one in found]
    assert [after.cell(row, 1).value for row in rows] == list(range(1, count + 1))
    # Above and below: every text, style, height and merged area, moved by as many rows as were put in.
    below, more = shape.first + shape.rows, max(0, count - shape.rows)
    moved = {row: row for row in range(1, shape.first)}
    moved |= {row: row + more for row in range(below, before.max_row + 1)}
    for row, to in moved.items():
        for column in range(1, len(shape.heads) + 1):
            old, new = before.cell(row, column), after.cell(to, column)
            assert looks(old) == looks(new)
            assert new.value == old.value or str(old.value).startswith("=")
        assert before.row_dimensions[row].height == after.row_dimensions[to].height
    spans = {(r.min_row, r.min_col, r.max_row, r.max_col) for r in before.merged_cells.ranges}
    wanted = {(moved[a], b, moved[c], d) for a, b, c, d in spans}
    assert {(r.min_row, r.min_col, r.max_row, r.max_col) for r in after.merged_cells.ranges} == wanted
    assert after.max_row <= max([before.max_row + more, shape.first + count - 1])


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_new_rows_look_like_the_templates_own(shape, tmp_path):
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    filled(source, made, people(12))
    before, after = openpyxl.load_workbook(source).active, openpyxl.load_workbook(made).active
    if not shape.rows:
        assert all(after.cell(row, 2).border == FRAME for row in range(shape.first, shape.first + 12))
        assert not after.cell(shape.first, 2).font.bold
        return
    for row in range(shape.first, shape.first + 12):
        assert after.row_dimensions[row].height == shape.high
        for column in range(1, len(shape.heads) + 1):
            assert looks(after.cell(row, column)) == looks(before.cell(shape.first, column))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_print_settings_stay_and_the_print_area_reaches_the_new_end(shape, tmp_path):
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    filled(source, made, people(30))
    before, after = openpyxl.load_workbook(source).active, openpyxl.load_workbook(made).active
    assert after.page_setup.orientation == "landscape"
    assert after.page_margins.left == before.page_margins.left
    assert after.oddFooter.center.text == "第 &P 页"
    assert after.freeze_panes == before.freeze_panes
    assert after.print_title_rows == before.print_title_rows
    if shape.foot:
        end = int(before.print_area.rsplit("$", 1)[1]) + max(0, 30 - shape.rows)
        assert after.print_area.endswith(f"${end}")


def test_what_it_wrote_is_read_back_equal_by_the_import_engine(tmp_path):
    shape = Shape(heads=("序号", "姓名", "性别", "民族", "出生日期", "身份证号", "入党时间", "联系电话"))
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    found = people(23)
    filled(source, made, found)
    page = read(made).sheets[0]
    rows = dict(zip(page.numbers, page.rows, strict=True))
    keys = ("name", "sex", "ethnicity", "birth", "id_number", "joined", "phone")
    got = [[str(value) for value in rows[shape.first + at][1:8]] for at in range(23)]
    assert got == [[str(one[key]) for key in keys] for one in found]


def test_numbers_phones_and_hostile_texts_are_text(tmp_path):
    shape = Shape(heads=("姓名", "身份证号", "手机号码", "工号", "备注"))
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    hostile = ["=1+1", "+SUM(A1)", "-2", "@x", "\t=1", "＝1", "007", "<b>&\"'", "a\x0bb\x00c", " 两 端 "]
    found = [
        {**one, "note": text, "staff_number": "000123"} for one, text in zip(people(10), hostile, strict=True)
    ]
    filled(source, made, found)
    page = openpyxl.load_workbook(made).active
    for at, text in enumerate(hostile):
        number, phone, staff, note = (page.cell(shape.first + at, column) for column in (2, 3, 4, 5))
        assert [one.data_type for one in (number, phone, staff, note)] == ["s"] * 4
        assert [one.number_format for one in (number, phone, staff)] == ["@"] * 3
        assert (number.value, staff.value) == (found[at]["id_number"], "000123")
        assert note.value.replace("\n", "") == text.replace("\x0b", "").replace("\x00", "").replace("\t", " ")
    assert page.cell(shape.first, 5).quotePrefix


def test_formulas_in_the_rows_are_kept_and_copied_down_and_never_overwritten(tmp_path):
    shape = Shape(
        heads=("序号", "姓名", "身份证号", "年龄", "比例"),
        formulas={4: '=IF(C{row}="","",MID(C{row},7,4)-$A$1)', 5: "=D{row}/D$8"},
        total={4: "=SUM(D3:D7)"},
    )
    source, made = as_excel(shape.write(tmp_path / "模板.xlsx")), tmp_path / "填好.xlsx"
    done = filled(source, made, people(20))
    assert done.look.reckoned == ("年龄", "比例")
    for at, row in enumerate(texts(made, 3, 22), 3):
        assert row[3:] == [f'=IF(C{at}="","",MID(C{at},7,4)-$A$1)', f"=D{at}/D$23"]
    assert texts(made, 23, 23)[0][3] == "=SUM(D3:D22)"
    with zipfile.ZipFile(made) as archive:  # the chain of formulas is old: programs make it anew
        assert "xl/calcChain.xml" not in archive.namelist()
        assert b"calcChain" not in archive.read("xl/_rels/workbook.xml.rels")
        assert b"calcChain" not in archive.read("[Content_Types].xml")
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


def test_a_formula_that_stands_in_the_first_row_alone_goes_into_every_row(tmp_path):
    source, made = (
        Shape(heads=("姓名", "身份证号", "年龄")).write(tmp_path / "模板.xlsx"),
        tmp_path / "填好.xlsx",
    )
    book = openpyxl.load_workbook(source)
    book.active["C3"] = "=LEN(B3)"
    book.save(source)
    filled(source, made, people(9))
    assert [row[2] for row in texts(made, 3, 11)] == [f"=LEN(B{at})" for at in range(3, 12)]


def test_other_sheets_names_conditions_lists_and_notes_follow_the_rows(tmp_path):
    shape = Shape(total={1: "合计", 5: "=SUM(A3:A7)"})
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    page, other = book["花名册"], book.create_sheet("汇 总")
    other["A1"], other["A2"], other["A3"] = "=花名册!E8", "=SUM(花名册!A3:A7)", "=A1+'汇 总'!A2"
    book.defined_names["人员"] = DefinedName("人员", attr_text="花名册!$B$3:$B$7")
    book.defined_names["填表"] = DefinedName("填表", attr_text="花名册!$A$9")
    choice = DataValidation(type="list", formula1='"男,女"')
    choice.add("C3:C7")
    page.add_data_validation(choice)
    page.conditional_formatting.add(
        "A3:A7", CellIsRule(operator="greaterThan", formula=["$A$8"], fill=PatternFill())
    )
    page.auto_filter.ref = "A2:I7"
    page["A9"].comment = Comment("这里签名", "上级")
    page["A9"].hyperlink = "#花名册!A1"
    page.row_breaks.append(openpyxl.worksheet.pagebreak.Break(id=8))
    book.save(source)
    filled(source, made, people(25))
    book = openpyxl.load_workbook(made)
    page = book["花名册"]
    assert [cell.value for cell in book["汇 总"]["A"]] == [
        "=花名册!E28",
        "=SUM(花名册!A3:A27)",
        "=A1+'汇 总'!A2",
    ]
    assert book.defined_names["人员"].attr_text == "花名册!$B$3:$B$27"
    assert book.defined_names["填表"].attr_text == "花名册!$A$29"
    assert str(page.data_validations.dataValidation[0].sqref) == "C3:C27"
    rule = next(iter(page.conditional_formatting))
    assert str(rule.sqref) == "A3:A27"
    assert rule.rules[0].formula == ["$A$28"]
    assert page.auto_filter.ref == "A2:I27"
    assert page["A29"].comment.text == "这里签名"
    assert page["A29"].hyperlink is not None
    assert [one.id for one in page.row_breaks.brk] == [28]


def test_a_sheet_table_grows_with_the_rows(tmp_path):
    source, made = Shape(foot=()).write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    book.active.add_table(Table(displayName="人员表", ref="A2:I7"))
    book.save(source)
    filled(source, made, people(9))
    assert openpyxl.load_workbook(made).active.tables["人员表"].ref == "A2:I11"


def test_everything_it_need_not_touch_stays_byte_for_byte(tmp_path):
    """Shapes, charts, printer settings: whatever part it is, it is copied as it stands."""
    source, made = Shape().write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("xl/printerSettings/printerSettings1.bin", b"\x01printer")
        archive.writestr("xl/media/seal.bin", b"seal")
    filled(source, made, people(30))
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(made) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        assert before.namelist() == after.namelist()
        assert "xl/printerSettings/printerSettings1.bin" not in changed
        assert changed <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"}


def test_pictures_and_charts_below_go_down_with_the_rows(tmp_path):
    from openpyxl.chart import BarChart, Reference

    source, made = Shape().write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=1, min_row=3, max_row=7))
    book.active.add_chart(chart, "B10")
    book.save(source)
    filled(source, made, people(25))
    with zipfile.ZipFile(made) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert re.search(r"<(?:\w+:)?row>29</", drawing)
    assert "$A$3:$A$27" in chart


def test_cells_merged_within_a_row_are_merged_in_every_row(tmp_path):
    shape = Shape(heads=("序号", "姓名", "性别", "备注", ""), rows=3)
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    for row in (2, 3, 4, 5):
        book.active.merge_cells(start_row=row, end_row=row, start_column=4, end_column=5)
    book.save(source)
    filled(source, made, [{**one, "note": "备"} for one in people(8)])
    page = openpyxl.load_workbook(made).active
    assert {f"D{row}:E{row}" for row in range(2, 11)} <= {str(one) for one in page.merged_cells.ranges}
    assert [row[3] for row in texts(made, 3, 10)] == ["备"] * 8


def test_one_person_may_take_two_rows(tmp_path):
    shape = Shape(heads=("序号", "姓名", "性别", "简历"), rows=4)
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    for row, column in itertools.product((3, 5), (1, 2, 3)):
        book.active.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    book.save(source)
    found = people(5)
    filled(source, made, found)
    rows = texts(made, 3, 13)
    assert [row[1] for row in rows] == [name for one in found for name in (one["name"], None)] + [None]
    assert rows[10][0] == "填表人："
    merged = {str(one) for one in openpyxl.load_workbook(made).active.merged_cells.ranges}
    assert {f"B{row}:B{row + 1}" for row in (3, 5, 7, 9, 11)} <= merged


def test_the_last_row_keeps_its_closing_line(tmp_path):
    source, made = Shape(rows=4).write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    thick = Border(bottom=Side(style="thick"))
    for column in range(1, 10):
        book.active.cell(6, column).border = thick
    book.save(source)
    filled(source, made, people(9))
    page = openpyxl.load_workbook(made).active
    assert [page.cell(row, 2).border == thick for row in range(3, 12)] == [False] * 8 + [True]


def test_what_was_set_in_beforehand_is_repeated_and_an_example_goes(tmp_path):
    shape = Shape(heads=("序号", "姓名", "学校代码", "性别"), rows=4, numbered=True)
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    for row in range(3, 7):
        book.active.cell(row, 3, "青禾中学")
    book.save(source)
    filled(as_excel(source), made, people(7))
    assert [row[2] for row in texts(made, 3, 9)] == ["青禾中学"] * 7
    source = Shape(example={2: "（示例）张三", 9: "示例备注"}).write(tmp_path / "例.xlsx")
    assert filled(source, made, people(3)).look.used == 1
    assert "示例" not in str(texts(made, 3, 9))


def test_of_former_people_nothing_is_left_not_even_unseen(tmp_path):
    source, made = Shape().write(tmp_path / "去年.xlsx"), tmp_path / "今年.xlsx"
    book = openpyxl.load_workbook(source)
    for row in range(3, 8):
        book.active.cell(row, 2, f"旧人{row}")
        book.active.cell(row, 6, "330099199003071234")
    book.save(source)
    assert filled(as_excel(source), made, people(2)).look.used == 5
    with zipfile.ZipFile(made) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert "旧人" not in whole
    assert "330099199003071234" not in whole
    assert texts(made, 5, 7) == [[None] * 9] * 3


def test_advice_below_the_head_stays_above_the_people(tmp_path):
    shape = Shape(heads=("姓名", "性别", "出生日期", "身份证号"), rows=3)
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    for column, text in enumerate(("必填", "请选择", "格式：1990-01-01", "文本格式"), 1):
        book.active.cell(3, column, text)
    book.save(source)
    filled(source, made, people(4))
    rows = texts(made, 3, 8)
    assert rows[0][:2] == ["必填", "请选择"]
    assert [row[0] for row in rows[1:]] == [one["name"] for one in people(4)] + ["填表人："]


def test_hidden_rows_show_once_somebody_stands_in_them(tmp_path):
    source, made = Shape().write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    book.active.row_dimensions[4].hidden = True
    book.save(source)
    filled(source, made, people(3))
    assert not openpyxl.load_workbook(made).active.row_dimensions[4].hidden


def test_nothing_is_written_where_the_template_wants_blanks_or_a_word_for_nothing(tmp_path):
    source, made = (
        Shape(heads=("姓名", "党内职务", "备注")).write(tmp_path / "模板.xlsx"),
        tmp_path / "填好.xlsx",
    )
    filled(source, made, people(2))
    assert texts(made, 3, 4) == [[people(2)[0]["name"], "组织委员", None], [people(2)[1]["name"], None, None]]
    filled(source, made, people(2), blank="无")
    assert [row[1:] for row in texts(made, 3, 4)] == [["组织委员", "无"], ["无", "无"]]


# --- dates ---


@pytest.mark.parametrize(
    ("example", "exact", "month"),
    [
        ("1985.03", "1970.01", "2001.06"),
        ("1985.3", "1970.1", "2001.6"),
        ("1985年3月", "1970年1月", "2001年6月"),
        ("1985-03-12", "1970-01-01", "2001-06"),
        ("1985/3/12", "1970/1/1", "2001/6"),
        ("1985年3月12日", "1970年1月1日", "2001年6月"),
        ("19850312", "19700101", "200106"),
        ("198503", "197001", "200106"),
        ("", "1970-01-01", "2001-06"),
    ],
)
def test_dates_are_written_as_the_example_shows(example, exact, month, tmp_path):
    shape = Shape(heads=("姓名", "出生日期", "入党时间"), example={1: "示例：张三", 2: example, 3: example})
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    filled(source, made, people(1))
    assert texts(made, 3, 3)[0][1:] == [exact, month]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("出生日期（如1985.03）", "1970.01"),
        ("出生日期\n（YYYY-MM-DD）", "1970-01-01"),
        ("出生日期（格式：yyyy/m/d）", "1970/1/1"),
        ("入党年月", "2001-06"),
        ("出生年月", "1970-01"),
        ("出生年月日", "1970-01-01"),
    ],
)
def test_without_an_example_dates_are_written_as_the_heading_says(heading, told, tmp_path):
    source, made = Shape(heads=("姓名", heading)).write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    filled(source, made, people(1))
    assert texts(made, 3, 3)[0][1] == told


def test_a_date_cell_of_the_template_gets_a_real_date_but_a_month_never_becomes_a_day(tmp_path):
    shape = Shape(
        heads=("姓名", "出生日期", "入党时间", "转正时间"),
        formats={2: "yyyy-mm-dd", 3: "yyyy-mm-dd", 4: 'yyyy"年"m"月"'},
    )
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    filled(source, made, people(2))
    first, second = texts(made, 3, 4)
    assert (first[1].date(), first[2], first[3].date()) == (date(1970, 1, 1), "2001-06", date(2002, 6, 21))
    assert [one.date() for one in second[1:3]] == [date(1971, 2, 2), date(2002, 6, 21)]
    assert openpyxl.load_workbook(made).active["D3"].number_format == 'yyyy"年"m"月"'


def test_a_workbook_that_counts_from_1904_gets_the_same_days(tmp_path):
    source, made = (
        Shape(heads=("姓名", "出生日期"), formats={2: "yyyy-mm-dd"}).write(tmp_path / "模板.xlsx"),
        tmp_path / "填好.xlsx",
    )
    book = openpyxl.load_workbook(source)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(source)
    filled(source, made, people(3))
    assert [row[1].date() for row in texts(made, 3, 5)] == [one["birth"].first for one in people(3)]


# --- columns ---


def test_a_heading_of_two_meanings_stays_empty_until_it_is_answered(tmp_path):
    source, made = Shape(heads=("姓名", "职务", "身高")).write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    done = filled(source, made, people(1))
    assert [one.heading for one in done.look.columns.ambiguous] == ["职务"]
    assert done.look.unmapped == ["身高"]
    assert texts(made, 3, 3)[0][1:] == [None, None]
    done = filled(source, made, people(1), answers={"职务": "党内职务", "身高": "性别"})
    assert texts(made, 3, 3)[0][1:] == ["组织委员", "男"]
    assert done.look.columns.answered == {"职务": "post", "身高": "sex"}
    filled(source, made, people(1), remembered=lambda _mark: {"职务": "post", "身高": "gone"})
    assert texts(made, 3, 3)[0][1:] == ["组织委员", None]


def test_our_words_become_the_words_of_the_templates_own_lists(tmp_path):
    source, made = Shape(heads=("姓名", "性别", "民族")).write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(source)
    page, lists = book.active, book.create_sheet("选项")
    for row, text in enumerate(("01-汉族", "02-蒙古族"), 1):
        lists.cell(row, 1, text)
    lists.sheet_state = "hidden"
    for formula, cells in (('"男性,女性"', "B3:B7"), ("选项!$A$1:$A$2", "C3:C7")):
        choice = DataValidation(type="list", formula1=formula)
        choice.add(cells)
        page.add_data_validation(choice)
    book.save(source)
    done = filled(as_excel(source), made, people(3))
    assert [row[1:] for row in texts(made, 3, 5)] == [
        ["男性", "畲族"],
        ["女性", "01-汉族"],
        ["男性", "01-汉族"],
    ]
    assert done.odd == {"民族": ("畲族",)}


# --- the work itself ---


def test_the_same_people_make_the_same_file(tmp_path):
    source, one, two = Shape().write(tmp_path / "模板.xlsx"), tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    filled(source, one, people(30))
    filled(source, two, people(30))
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(two) as second:
        assert [first.read(name) for name in first.namelist()] == [
            second.read(name) for name in second.namelist()
        ]


def test_a_filled_sheet_can_be_filled_again(tmp_path):
    source, one, two = Shape().write(tmp_path / "模板.xlsx"), tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    filled(source, one, people(9))
    filled(one, two, people(20))
    assert [row[1] for row in texts(two, 3, 22)] == [each["name"] for each in people(20)]
    assert texts(two, 23, 23)[0][0] == "填表人："


def test_a_cancelled_filling_leaves_nothing(tmp_path):
    source, made = Shape().write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    with pytest.raises(Cancelled):
        filled(source, made, people(500), progress=lambda done, _total: done == 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["模板.xlsx"]


def test_progress_tells_of_all_rows(tmp_path):
    told = []
    filled(
        Shape().write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx", people(401),
        progress=lambda done, total: told.append((done, total)) or True,
    )  # fmt: skip
    assert told == [(0, 401), (200, 401), (400, 401), (401, 401)]


def test_a_sheet_of_wps_with_prefixes_and_without_cell_addresses_is_filled(tmp_path):
    """Other makers name the elements otherwise, and leave addresses out."""
    source, made = Shape(rows=2).write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["xl/worksheets/sheet1.xml"].replace(b'xmlns="' + space, b'xmlns:x="' + space)
    body = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", body)
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb'<x:row r="\d+"', b"<x:row", body)
    other = tmp_path / "别家.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    filled(other, made, people(7))
    assert [row[1] for row in texts(made, 3, 9)] == [one["name"] for one in people(7)]
    assert texts(made, 10, 10)[0][0] == "填表人："


def test_a_formula_shared_by_rows_is_written_out(tmp_path):
    source, made = (
        Shape(heads=("姓名", "身份证号", "年龄"), rows=3).write(tmp_path / "模板.xlsx"),
        tmp_path / "好.xlsx",
    )
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["xl/worksheets/sheet1.xml"].decode()
    for row, inner in (
        (3, '<f t="shared" ref="C3:C5" si="0">LEN(B3)</f><v>0</v>'),
        (4, '<f t="shared" si="0"/><v>0</v>'),
        (5, '<f t="shared" si="0"/><v>0</v>'),
    ):
        body = re.sub(rf'(<c r="C{row}"[^>/]*)(?:\s*/>|></c>)', rf"\1>{inner}</c>", body)
    parts["xl/worksheets/sheet1.xml"] = body.encode()
    other = tmp_path / "共用.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    filled(other, made, people(6))
    assert [row[2] for row in texts(made, 3, 8)] == [f"=LEN(B{row})" for row in range(3, 9)]
    with zipfile.ZipFile(made) as archive:
        assert b"fullCalcOnLoad" in archive.read("xl/workbook.xml")
        assert b"shared" not in archive.read("xl/worksheets/sheet1.xml")


def test_an_italic_name_stays_italic(tmp_path):
    source, made = Shape().write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    filled(source, made, people(9))
    page = openpyxl.load_workbook(made).active
    assert all(page.cell(row, 2).font == Font(name="宋体", size=11, italic=True) for row in range(3, 12))
    assert Path(source).read_bytes()


# --- around the rows ---

SHARED = {
    "unit": "青禾中学",
    "today": Day(2026, 11, 20),
    "filler": "",
    "count": "3",
    "branch": "第一党支部",
    "year": "2026",
}


def test_labels_around_the_rows_get_what_holds_for_the_paper(tmp_path):
    shape = Shape(
        bands=("{{年度}} 年度党员花名册（{{人数}} 人）", "填报单位（盖章）："),
        foot=("填报日期：", "填表人：", "负责人：　　填表人：", "单位：其他", "备注："),
    )
    source, made = shape.write(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx"
    done = filled(source, made, people(8), shared=SHARED)
    said = [row[0] for row in texts(made, 1, 2)] + [row[0] for row in texts(made, 12, 16)]
    assert said == [
        "2026 年度党员花名册（3 人）", "填报单位（盖章）：青禾中学", "填报日期：2026年11月20日", "填表人：",
        "负责人：　　填表人：", "单位：其他", "备注：",
    ]  # fmt: skip
    assert done.around["填报单位（盖章）："] == "填报单位（盖章）：青禾中学"
    page = openpyxl.load_workbook(made).active
    assert page["A1"].font.sz == 18
    filled(source, made, people(8))
    assert texts(made, 2, 2)[0][0] == "填报单位（盖章）："


def test_a_label_with_a_type_of_its_own_within_stays(tmp_path):
    source, made = (
        Shape(foot=("填报单位：", "填表单位：")).write(tmp_path / "模板.xlsx"),
        tmp_path / "填好.xlsx",
    )
    filled(as_excel(source, rich="填报单位："), made, people(2), shared=SHARED)
    assert [row[0] for row in texts(made, 8, 9)] == ["填报单位：", "填表单位：青禾中学"]
