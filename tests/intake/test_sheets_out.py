"""What goes back to the user: the bad rows with their reasons, and the template to fill in."""

import openpyxl
import pytest
from zoo import book, roster, spoiled

from partyoffice.core.errors import OfficeError
from partyoffice.intake.returned import write_errors
from partyoffice.intake.staging import stage
from partyoffice.intake.template import SAMPLE_MARK, write_template


@pytest.fixture
def returned(still_office, importer, tmp_path):
    def make(rows):
        path, out = tmp_path / "名册.xlsx", tmp_path / "错误行.xlsx"
        book(path, rows, top=2)
        assert write_errors(stage(still_office, importer, path), out)
        return out

    return make


def test_only_the_bad_rows_go_back_as_they_stood_with_the_reason(returned):
    rows = spoiled(3, 4, "2012-02-30")
    sheet = openpyxl.load_workbook(returned(rows)).active
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert told[0] == [*rows[0], "原行号", "错误原因"]
    assert told[1][:9] == rows[3]
    assert told[1][9] == "6"
    assert told[1][10] == "出生日期：“2012-02-30”不是有效日期"
    assert len(told) == 2


def test_every_cell_that_goes_back_is_text(returned):
    rows = spoiled(3, 4, "2012-02-30")
    rows[3][7] = "=HYPERLINK(1)"
    sheet = openpyxl.load_workbook(returned(rows)).active
    assert {cell.data_type for cell in sheet[2]} == {"s"}
    assert {cell.number_format for cell in sheet[2]} == {"@"}
    assert sheet["H2"].value == "=HYPERLINK(1)"


def test_the_mended_error_sheet_comes_in(returned, still_office, importer, tmp_path):
    out = returned(spoiled(3, 4, "2012-02-30"))
    workbook = openpyxl.load_workbook(out)
    workbook.active["E2"] = "1990-02-28"
    workbook.save(out)
    staged = stage(still_office, importer, out)
    assert [row.good for row in staged.rows] == [True]


def test_without_bad_rows_there_is_nothing_to_return(still_office, importer, tmp_path):
    path = tmp_path / "名册.xlsx"
    book(path, roster(2))
    with pytest.raises(OfficeError, match="没有有问题的行"):
        write_errors(stage(still_office, importer, path), tmp_path / "错误行.xlsx")
    assert not (tmp_path / "错误行.xlsx").exists()


@pytest.fixture
def template(still_office, importer, tmp_path):
    path = tmp_path / "模板.xlsx"
    with still_office.reading() as session:
        write_template(importer, session, path)
    return path


def test_the_template_is_all_text_with_drop_downs(template):
    workbook = openpyxl.load_workbook(template)
    sheet = workbook.active
    titles = [cell.value for cell in sheet[1]]
    assert titles[:5] == ["姓名", "性别", "民族", "出生日期", "身份证号"]
    assert {cell.number_format for cell in sheet[2]} == {"@"}
    assert sheet.column_dimensions["E"].width >= 20
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists["C2:C2001"].startswith("=选项!$B$1:$B$") or lists["C2:C2001"].startswith("选项!$B$1:$B$")
    assert workbook["选项"]["B1"].value == "汉族"
    assert workbook["选项"].sheet_state == "hidden"


def test_the_template_explains_each_field(template):
    notes = openpyxl.load_workbook(template)["填写说明"]
    told = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert told["姓名"].startswith("必填")
    assert "末三位" in told["身份证号"]
    assert "请整行删除" in told["示例行"] or "整行删除" in told["示例行"]


def test_the_untouched_template_is_refused_for_its_sample_row(template, still_office, importer):
    staged = stage(still_office, importer, template)
    assert [(note.row, note.code) for note in staged.problems] == [(2, "sample")]
    assert staged.rows[0].shown["name"] == SAMPLE_MARK


def test_a_filled_template_comes_in(template, still_office, importer):
    workbook = openpyxl.load_workbook(template)
    for column, text in enumerate(("林知夏", "女", "汉族", "1990-03", None), 1):
        workbook.active.cell(2, column).value = text
    workbook.save(template)
    staged = stage(still_office, importer, template)
    assert [row.good for row in staged.rows] == [True]
    assert staged.rows[0].values["name"] == "林知夏"
