"""The very first import: where its preview begins, and branches that only the sheet itself knows (U57)."""

import pytest
from PySide6.QtCore import Qt

from .test_import import GOOD, people, person, sheet
from .test_import_mending import BAD, branches


@pytest.fixture
def window(show, empty):
    return show(empty)


@pytest.fixture
def open_import(window, rest):
    def run(path):
        dialog = window.dialogs.open("import", path=path)
        rest(window)
        return dialog

    return run


@pytest.fixture
def first(open_import, tmp_path):
    """The very first import: no branch is there yet, and one of the sheet's own is misspelt."""
    rows = [
        person(f"骆{'一二三四五六七八'[at]}", f"19{70 + at}-05-06", branch=f"第{'一二'[at % 2]}党支部")
        for at in range(8)
    ]
    rows.append(person("方砚舟", "1991-03-04", branch="第二党支步"))
    return open_import(sheet(tmp_path / "名册.xlsx", rows))


def test_a_branch_misspelt_in_the_first_import_is_led_to_its_own_neighbour(first, window, rest):
    pane = first.preview.created
    assert next((one.name, one.like) for one in pane.founded) == ("第二党支步", "第二党支部")
    assert not any(one.like for one in pane.founded[1:])  # 第一 and 第二 are both meant
    pane.ticks["第二党支步"].click()
    rest(window)
    assert pane.words.whole() == "将新建 2 个支部：第一党支部、第二党支部"
    pane.combos["第二党支步"].setCurrentText("第二党支部")
    pane.combos["第二党支步"].activated.emit(1)
    rest(window)
    first.go.click()
    rest(window)
    assert people(window.office)["方砚舟"].branch == "第二党支部"
    assert {"第一党支部", "第二党支部"} <= branches(window.office)
    assert "第二党支步" not in branches(window.office)


def test_the_preview_begins_in_the_first_faulty_cell_and_f4_passes_over_reminders(
    open_import, window, rest, tmp_path
):
    other = person("骆嘉言", "1992-05-06", joined="2018.13.1")
    dialog = open_import(sheet(tmp_path / "名册.xlsx", [BAD, *GOOD, other]))
    pane = dialog.preview
    assert dialog.focusWidget() is pane.grid.body
    rows = []
    for _ in range(3):
        rows.append(pane.grid.model.record(pane.grid.body.currentIndex().row()).row.number)
        pane.next_problem()
    assert rows == [2, 5, 2]
    assert dialog.focusWidget() is pane.grid.body


def test_a_sheet_without_faults_begins_on_the_red_button_and_control_enter_imports_from_a_cell(
    open_import, window, rest, qtbot, tmp_path
):
    dialog = open_import(sheet(tmp_path / "名册.xlsx", GOOD))
    assert dialog.focusWidget() is dialog.go
    dialog.preview.grid.take_focus()
    qtbot.keyClick(dialog.preview.grid.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(window)
    assert len(people(window.office)) == len(GOOD)


def test_tab_goes_from_the_rows_to_the_problems_and_on_to_the_buttons(open_import, qtbot, tmp_path):
    dialog = open_import(sheet(tmp_path / "名册.xlsx", [BAD, *GOOD]))
    qtbot.keyClick(dialog.preview.grid.body, Qt.Key.Key_F6)
    assert dialog.focusWidget() is dialog.preview.list
    way = []
    for _ in range(3):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        way.append(dialog.focusWidget().text())
    assert way == ["上一步", "取消", "只导入没有问题的 2 行"]
