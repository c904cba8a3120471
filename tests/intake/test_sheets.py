"""What single cells, merged areas, months and dates of the zoo turn into."""

from pathlib import Path

import pytest
import zoo_layouts
import zoo_values
from zoo import BRANCH, HEAD, book, line, people, roster

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.intake.staging import stage
from partyoffice.intake.target import Options

SHAPES = {shape.name: shape for shape in (*zoo_layouts.ZOO.shapes, *zoo_values.ZOO.shapes)}


@pytest.fixture
def look(still_office, importer, tmp_path, stopped_clock):
    def look(path=None, **options):
        path = SHAPES[path].make(tmp_path) if isinstance(path, str) else path
        return stage(still_office, importer, path, Options(on=stopped_clock, **options))

    return look


def values(staged, key):
    return [row.values.get(key) for row in staged.rows]


def test_names_and_numbers_arrive_as_they_stand(look):
    staged = look("plain")
    assert values(staged, "name") == [one.name for one in people(5)]
    assert values(staged, "id_number") == [one.id_number for one in people(5)]
    assert values(staged, "phone") == [one.phone for one in people(5)]
    assert values(staged, "birth") == [Day.of(one.born) for one in people(5)]


@pytest.mark.parametrize("name", ["real_date_cells", "real_date_cells_of_1904", "mixed_date_styles"])
def test_dates_of_every_style_are_the_same_day(look, name):
    assert set(values(look(name), "joined")) == {Day(2012, 6, 21)}


@pytest.mark.parametrize("name", ["months_as_text", "dates_shown_as_months"])
def test_months_stay_months(look, name):
    assert set(values(look(name), "joined")) == {Day(2012, 6)}


def test_a_merged_branch_is_filled_down(look):
    assert values(look("branch_merged_down_the_rows"), "branch") == [BRANCH] * 5


def test_words_that_mean_nothing_are_no_values(look):
    staged = look("words_that_mean_nothing")
    assert not any("phone" in row.values or "joined" in row.values for row in staged.rows)


def test_masked_values_leave_the_stored_ones_alone(look):
    staged = look("masked_values")
    assert "id_number" not in staged.rows[0].values
    assert "phone" not in staged.rows[1].values


def test_two_heading_rows_join(look):
    staged = look("two_row_head_that_only_joins_to_a_heading")
    assert staged.columns.headings() == {
        "姓名": "name",
        "性别": "sex",
        "出生日期": "birth",
        "身份证号码": "id_number",
        "党内职务": "party_post",
        "全日制学历": "full_time_education",
        "在职学历": "on_job_education",
    }


def test_hidden_rows_come_in_when_asked_for(look):
    assert len(look("hidden_rows", hidden=True).rows) == 5
    assert look("hidden_rows", hidden=True).hidden_rows == []


def test_the_slipped_row_is_named_with_what_stands_where(look):
    note = look("one_row_slipped_to_the_left").problems[0]
    assert note.row == 4
    assert "“性别”一栏是“" in note.message
    assert "错开" in note.message


def test_the_damaged_id_says_what_to_do(look):
    note = look("numeric_id_number").problems[0]
    assert (note.row, note.column, note.code) == (2, "身份证号", "id-numeric")
    assert note.message == "此单元格是数值格式，末三位已丢失，请改为文本格式并重新录入"


def test_both_rows_of_a_repeated_number_name_each_other(look):
    first, second = look("the_same_id_number_twice").problems
    assert (first.row, second.row) == (3, 5)
    assert "第 5 行" in first.message
    assert "第 3 行" in second.message


def test_the_total_that_differs_says_both_numbers(look):
    note = look("totals_and_signatures_below").warnings[0]
    assert note.row == 7
    assert "6 人" in note.message
    assert "5 行" in note.message


def test_lines_of_csv_are_counted_as_an_editor_counts_them(look):
    assert [row.number for row in look("csv_with_title_and_broken_lines").rows] == [4, 6, 7, 8, 9]


def test_gb18030_names_and_dots_survive(look, tmp_path):
    rows = roster(3)
    rows[1][1], rows[2][1], rows[3][1] = "陆䶮", "阿依古丽·买买提", "𬭚清"
    path = tmp_path / "罕见字.csv"
    path.write_bytes("\n".join(",".join(row) for row in rows).encode("gb18030"))
    assert values(look(path), "name") == ["陆䶮", "阿依古丽·买买提", "𬭚清"]


def test_liantong_is_no_utf8(look, tmp_path):
    path = tmp_path / "联通.csv"
    path.write_bytes("姓名,工作单位\r\n林知夏,联通\r\n".encode("gbk"))
    assert values(look(path), "name") == ["林知夏"]


def test_two_sheets_that_fit_equally_are_both_named(look, tmp_path):
    def second(workbook, _sheet):
        other = workbook.add_worksheet("二支部")
        for row, texts in enumerate(roster(2)):
            other.write_row(row, 0, texts)

    path = tmp_path / "两张.xlsx"
    book(path, roster(), name="一支部", after=second)
    with pytest.raises(OfficeError, match="“一支部”、“二支部”") as refused:
        look(path)
    assert "数据没有改动" in str(refused.value)
    assert len(look(path, sheet="二支部").rows) == 2


def test_empty_sheets_beside_the_list_are_passed_over(look, tmp_path):
    path = tmp_path / "三张.xlsx"
    book(path, roster(), after=lambda workbook, _sheet: [workbook.add_worksheet() for _ in range(2)])
    assert len(look(path).rows) == len(look(path, sheet="党员名册").rows) > 0


def test_a_workbook_with_nothing_in_it_has_no_head(look, tmp_path):
    path = tmp_path / "空白.xlsx"
    book(path, [])
    with pytest.raises(OfficeError, match="没有找到人员的表头"):
        look(path)


def test_a_sheet_that_is_not_there_is_refused_with_the_list(look, tmp_path):
    path = tmp_path / "名册.xlsx"
    book(path, roster())
    with pytest.raises(OfficeError, match=r"没有名为“花名册”的工作表.*党员名册"):
        look(path, sheet="花名册")


def test_a_hidden_sheet_is_read_when_named(look):
    assert len(look("hidden_dictionary_sheet", sheet="字典").rows) == 3


def test_a_sheet_without_headings_is_refused(look, tmp_path):
    path = tmp_path / "无表头.xlsx"
    book(path, [line(1, people(1)[0])])
    with pytest.raises(OfficeError, match="没有找到人员的表头"):
        look(path)


def test_more_than_three_hundred_columns_are_refused(look, tmp_path):
    path = tmp_path / "太宽.xlsx"
    book(path, [[*HEAD, *(f"列{n}" for n in range(300))]])
    with pytest.raises(OfficeError, match="KO1 单元格还有内容，超过 300 列"):
        look(path)


def test_more_than_fifty_thousand_rows_are_refused(look, tmp_path):
    path = tmp_path / "太长.csv"
    path.write_text("姓名,性别\n" + "林知夏,女\n" * 50_001, encoding="utf-8")
    with pytest.raises(OfficeError, match="超过 50000 行"):
        look(path)


def test_more_than_fifty_thousand_rows_of_a_workbook_are_refused(look, tmp_path):
    path = tmp_path / "太长.xlsx"
    book(path, [["姓名", "性别"], *[["林知夏", "女"]] * 50_001], constant_memory=True)
    with pytest.raises(OfficeError, match="超过 50000 行"):
        look(path)


@pytest.mark.parametrize("name", ["旧名册.xls", "旧名册.et", "旧名册.ods"])
def test_workbooks_of_other_programs_come_in_alike(look, name):
    staged = look(Path(__file__).parents[1] / "data" / "intake" / name)
    good = [row for row in staged.rows if row.good]
    assert [row.values["name"] for row in good] == [people(5)[place].name for place in (0, 3, 4)]
    assert {row.values["joined"] for row in good} == {Day(2012, 6, 21)}
    assert {row.values["branch"] for row in good} == {BRANCH}
    assert staged.header_row == 2
    assert staged.hidden_rows == [5]
    assert [(note.row, note.code) for note in staged.problems] == [(4, "id-numeric")]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_reading_stops_after_fifty_blank_rows_and_says_so(look, tmp_path, ending):
    rows = [*roster(2), *[[""]] * 51, *roster(2)[1:]]
    path = tmp_path / f"很空{ending}"
    if ending == ".csv":
        path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    else:
        book(path, rows)
    staged = look(path)
    assert len(staged.rows) == 2
    assert [(note.row, note.code) for note in staged.warnings] == [(55, "rest-skipped")]


def test_forty_nine_blank_rows_do_not_yet_end_a_sheet(look, tmp_path):
    path = tmp_path / "较空.xlsx"
    book(path, [*roster(2), *[[""]] * 49, *[[str(n), one.name] for n, one in enumerate(people(4)[2:], 3)]])
    assert len(look(path).rows) == 4


def test_cells_of_the_greatest_length_cost_no_time_and_make_no_long_sentences(look, tmp_path):
    rows = roster(2)
    rows[0].append("(" * 32_000)
    rows[1][6] = rows[1][3] = rows[1][1] = "1(" * 16_000
    path = tmp_path / "很长.xlsx"
    book(path, rows)
    staged = look(path)
    assert {note.row for note in staged.problems} == {2}
    assert max(len(note.message) + len(note.value) for note in staged.problems) < 700
