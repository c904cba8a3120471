"""Which kinds of list the import dialog takes, and one that is no roster through it."""

import csv
from pathlib import Path

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day

from .test_import import people


@pytest.fixture
def window(show, empty):
    return show(empty)


def test_ctrl_i_begins_with_what_the_view_shown_keeps(window, rest):
    begins = []
    for view in ("ledger", "assessments", "money"):
        window.show_page("dues", view=view)
        window.actions_table["file.import"].trigger()
        begins.append(window.dialogs.newest.choose.kind())
        window.dialogs.newest.reject()
        rest(window)
    assert begins == ["dues", "pay", "members"]


def test_only_a_sheet_whose_changes_hold_from_a_day_on_asks_for_that_day(window):
    asked = {}
    for kind in ("pay", "dues", "members"):
        dialog = window.dialogs.open("import", kind=kind)
        dialog.on_file(Path("没有这个文件.xlsx"))
        asked[kind] = not dialog.preview.day.isHidden()
        dialog.preview.day.set_value(Day(2020, 3, 1))
        asked[kind, "day"] = dialog.preview.on().year
        dialog.reject()
    assert [asked[kind] for kind in ("pay", "dues", "members")] == [False, False, True]
    assert asked["pay", "day"] == clock.today().year != asked["members", "day"] == 2020


def test_headings_alone_are_no_rows_that_are_there_already(window, rest, tmp_path):
    path = tmp_path / "工资.csv"
    path.write_text("姓名,岗位工资,薪级工资\n", encoding="utf-8-sig")
    dialog = window.dialogs.open("import", kind="pay")
    dialog.on_file(path)
    rest(window)
    assert dialog.said.text() == "表头下面没有内容，没有可以导入的"


def test_the_dialog_offers_every_kind_and_a_list_of_applicants_goes_through_it(window, rest, tmp_path):
    path = tmp_path / "积极分子.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerow(["姓名", "出生年月", "申请入党时间", "确定积极分子时间"])
        csv.writer(out).writerow(["许青禾", "1995-03", "2025-03-01", "2025-09-01"])
    dialog = window.dialogs.open("import")
    kinds = dialog.choose.kinds
    assert kinds.isEnabled()
    titles = [kinds.itemText(at) for at in range(kinds.count())]
    assert titles == [
        "党员名册", "申请人、积极分子和发展对象", "会议记录", "党费台账", "工资单（党费核定）",
        "组织关系转接登记",
    ]  # fmt: skip
    kinds.setCurrentIndex(1)
    assert dialog.choose.kind() == "applicants"
    dialog.on_file(path)
    rest(window)
    dialog.go.click()
    rest(window)
    assert people(window.office)["许青禾"].category == "入党积极分子"
