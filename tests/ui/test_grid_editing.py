"""Changing cells in their place: the keys of ux §8 and §10 (U17, U18, U22, U29, U81, U85-U88)."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.id_number import check_digit
from partyoffice.ui.choice_editor import ChoiceEditor
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.date_editor import read as read_day
from partyoffice.ui.delegate import CellDelegate
from partyoffice.ui.editors import FlagEditor, LongEditor
from partyoffice.ui.grid import Grid
from partyoffice.ui.number_editors import IdNumberEditor
from partyoffice.ui.page import Page
from tests.ui.conftest import FIELDS, PlainEdits

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
NUMBER_AT, NAME, SEX, JOINED, ID_NUMBER, COUNT, STATE = range(1, 8)


def where(grid):
    index = grid.body.currentIndex()
    return grid.model.columns[index.column()].key, index.row()


def line(grid):
    return grid.editing.box.part


def key(grid, qtbot, pressed, held=Held.NoModifier):
    """Press a key where the keyboard is: in the open editor, else in the list."""
    qtbot.keyClick(line(grid) if grid.editing.box else grid.body, pressed, held)


def write(grid, qtbot, text):
    for sign in text:
        qtbot.keyClicks(line(grid) if grid.editing.box else grid.body, sign)


def block(grid, first, last):
    grid.choice.choose(grid.model.index(*first))
    grid.choice.extend(grid.model.index(*last))


def test_opening_and_closing_an_editor_paints_only_its_row(grid, edits, qtbot, qapp, monkeypatch):
    painted, real = set(), CellDelegate.content
    monkeypatch.setattr(
        CellDelegate, "content", lambda self, *given: (painted.add(given[2].row()), real(self, *given))
    )
    grid.choice.choose(grid.model.index(2, COUNT))
    seen = []
    for pressed in (Key.Key_F2, Key.Key_Escape) * 2:  # the first time the window itself is drawn along
        painted.clear()
        key(grid, qtbot, pressed)
        qapp.processEvents()
        seen.append(set(painted))
    assert seen[2:] == [{2}, {2}]


class Passed(QObject):
    """Notes the keys that reach a widget."""

    def __init__(self, seen):
        super().__init__()
        self.seen = seen

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.KeyPress:
            self.seen.append(event.key())
        return False


# Opening and ending --------------------------------------------------------------------------


def test_f2_opens_with_the_caret_at_the_end_and_nothing_selected(grid, edits, qtbot):
    grid.choice.go_to(11, "name")
    key(grid, qtbot, Key.Key_F2)
    assert (line(grid).text(), line(grid).cursorPosition()) == ("沈砚秋", 3)
    assert not line(grid).hasSelectedText()
    assert grid.window().focusWidget() is line(grid)


def test_typing_overwrites_and_enter_stores_and_goes_down(grid, edits, qtbot):
    grid.choice.go_to(11, "count")
    write(grid, qtbot, "12")
    assert line(grid).text() == "12"
    key(grid, qtbot, Key.Key_Return)
    assert edits.written == [("修改", [(11, "count", 12)])]
    assert (where(grid), grid.editing.box) == (("count", 1), None)
    assert grid.window().focusWidget() is grid.body


def test_shift_enter_stores_and_goes_up(grid, edits, qtbot):
    grid.choice.go_to(12, "count")
    write(grid, qtbot, "7")
    key(grid, qtbot, Key.Key_Return, Held.ShiftModifier)
    assert (edits.written, where(grid)) == ([("修改", [(12, "count", 7)])], ("count", 0))


def test_tab_stores_and_goes_right_and_with_shift_left(grid, edits, qtbot):
    grid.choice.go_to(11, "joined")
    write(grid, qtbot, "2012-7-1")
    key(grid, qtbot, Key.Key_Tab)
    assert (edits.written, where(grid)) == (
        [("修改", [(11, "joined", read_day("2012-07-01"))])],
        ("id_number", 0),
    )
    key(grid, qtbot, Key.Key_F2)
    key(grid, qtbot, Key.Key_Backtab, Held.ShiftModifier)
    assert (len(edits.written), where(grid)) == (1, ("joined", 0))


def test_tab_at_the_end_of_a_row_goes_to_the_first_cell_that_can_be_edited(grid, edits, qtbot):
    grid.choice.go_to(11, "state")
    key(grid, qtbot, Key.Key_Tab)
    assert where(grid) == ("name", 1)
    key(grid, qtbot, Key.Key_Backtab, Held.ShiftModifier)
    assert where(grid) == ("number", 1)
    key(grid, qtbot, Key.Key_Backtab, Held.ShiftModifier)
    assert where(grid) == ("count", 0)


def test_enter_after_tabs_goes_on_where_the_row_was_begun(grid, edits, qtbot):
    grid.choice.go_to(11, "name")
    key(grid, qtbot, Key.Key_Tab)
    key(grid, qtbot, Key.Key_Tab)
    write(grid, qtbot, "2013-1-1")
    key(grid, qtbot, Key.Key_Return)
    assert (len(edits.written), where(grid)) == (1, ("name", 1))
    key(grid, qtbot, Key.Key_Tab)
    key(grid, qtbot, Key.Key_Right)
    key(grid, qtbot, Key.Key_Return)
    assert where(grid) == ("joined", 2)


def test_an_arrow_ends_typing_over_but_moves_the_caret_after_f2(grid, edits, qtbot):
    grid.choice.go_to(11, "count")
    write(grid, qtbot, "8")
    key(grid, qtbot, Key.Key_Down)
    assert (edits.written, where(grid)) == ([("修改", [(11, "count", 8)])], ("count", 1))
    key(grid, qtbot, Key.Key_F2)
    key(grid, qtbot, Key.Key_Left)
    assert (grid.editing.box is not None, where(grid)) == (True, ("count", 1))


def test_esc_restores(grid, edits, qtbot):
    grid.choice.go_to(11, "count")
    write(grid, qtbot, "44")
    key(grid, qtbot, Key.Key_Escape)
    assert (edits.written, grid.editing.box, grid.model.text(0, COUNT)) == ([], None, "3")
    assert grid.window().focusWidget() is grid.body


def test_an_unchanged_value_writes_nothing(grid, edits, qtbot):
    for field in ("name", "sex", "joined", "id_number", "count"):
        grid.choice.go_to(14, field)
        key(grid, qtbot, Key.Key_F2)
        key(grid, qtbot, Key.Key_Return)
    assert edits.written == []


@pytest.mark.parametrize(
    ("cell", "typed", "sentence"), [("count", "100", "次数不能超过 99"), ("joined", "2012-13", "请核对原件")]
)
def test_a_value_that_cannot_stand_keeps_the_editor_open_and_says_why(
    grid, edits, qtbot, cell, typed, sentence
):
    grid.choice.go_to(11, cell)
    write(grid, qtbot, typed)
    key(grid, qtbot, Key.Key_Return)
    box = grid.editing.box
    assert sentence in box.sentence.text()
    assert box.note.isVisible()
    assert box.note.geometry().top() >= box.geometry().bottom()
    assert (line(grid).property("state"), edits.written, where(grid)[1]) == ("bad", [], 0)
    assert grid.window().focusWidget() is line(grid)
    key(grid, qtbot, Key.Key_Escape)
    assert (grid.editing.box, edits.written) == (None, [])


def test_the_sentence_goes_when_the_value_is_mended_and_it_can_be_stored(grid, edits, qtbot):
    grid.choice.go_to(11, "count")
    write(grid, qtbot, "1x")
    key(grid, qtbot, Key.Key_Return)
    key(grid, qtbot, Key.Key_Backspace)
    assert not grid.editing.box.note.isVisible()
    key(grid, qtbot, Key.Key_Return)
    assert edits.written == [("修改", [(11, "count", 1)])]


def test_a_refused_write_keeps_what_was_typed(grid, edits, qtbot):
    edits.refuses = True
    grid.choice.go_to(11, "count")
    write(grid, qtbot, "5")
    key(grid, qtbot, Key.Key_Return)
    assert (line(grid).text(), where(grid)) == ("5", ("count", 0))


def test_a_click_elsewhere_stores_and_a_wrong_value_keeps_the_click_back(grid, edits, qtbot):
    grid.choice.go_to(11, "count")
    write(grid, qtbot, "6")
    at = grid.body.visualRect(grid.model.index(2, SEX)).center()
    qtbot.mouseClick(grid.body.viewport(), LEFT, pos=at)
    assert (edits.written, where(grid)) == ([("修改", [(11, "count", 6)])], ("sex", 2))
    grid.choice.go_to(11, "count")
    write(grid, qtbot, "600")
    qtbot.mouseClick(grid.body.viewport(), LEFT, pos=at)
    assert (line(grid).text(), where(grid), len(edits.written)) == ("600", ("count", 0), 1)


def test_leaving_the_list_for_another_field_stores(grid, edits, qtbot):
    other = QLineEdit(grid.window())
    other.show()
    grid.choice.go_to(11, "count")
    write(grid, qtbot, "6")
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: edits.written == [("修改", [(11, "count", 6)])])
    assert grid.window().focusWidget() is other


def test_a_page_is_left_when_what_was_typed_is_stored_and_not_before(grid, edits, qtbot):
    page = Page()
    page.grid = grid
    grid.choice.go_to(11, "count")
    write(grid, qtbot, "600")
    assert not page.may_leave()
    key(grid, qtbot, Key.Key_Backspace)
    assert page.may_leave()
    assert edits.written == [("修改", [(11, "count", 60)])]


def test_control_tab_is_the_windows_also_in_an_open_editor(grid, edits, qtbot):
    passed = []
    grid.window().installEventFilter(keeper := Passed(passed))
    grid.choice.go_to(11, "count")
    key(grid, qtbot, Key.Key_Tab, Held.ControlModifier)
    write(grid, qtbot, "6")
    key(grid, qtbot, Key.Key_Tab, Held.ControlModifier)
    assert passed.count(Key.Key_Tab) == 2
    assert (where(grid), grid.editing.box is not None) == (("count", 0), True)
    grid.window().removeEventFilter(keeper)


def test_scrolling_keeps_the_editor_and_what_was_typed_in_sight(grid, edits, qtbot):
    rows = [(at, f"人{at}", "女", "", "", 1) for at in range(1, 300)]
    edits.rows = {row[0]: list(row) for row in rows}
    grid.model.fill(rows, [row[0] for row in rows])
    grid.choice.go_to(1, "count")
    write(grid, qtbot, "6")
    grid.body.verticalScrollBar().setValue(3000)
    assert line(grid).text() == "6"
    assert grid.editing.changes.grid.cell_room(grid.model.index(0, COUNT)).contains(
        grid.editing.box.geometry()
    )
    key(grid, qtbot, Key.Key_Return)
    assert edits.written == [("修改", [(1, "count", 6)])]


def test_the_editor_is_never_cut_at_the_lower_edge_or_under_the_frozen_part(grid, edits, qtbot):
    rows = [(at, f"人{at}", "女", "", "", 1) for at in range(1, 300)]
    edits.rows = {row[0]: list(row) for row in rows}
    grid.model.fill(rows, [row[0] for row in rows])
    grid.resize(430, 300)
    for record, field in ((137, "id_number"), (299, "sex"), (150, "name"), (1, "count")):
        grid.choice.go_to(record, field)
        key(grid, qtbot, Key.Key_F2)
        box, index = grid.editing.box, grid.body.currentIndex()
        assert grid.cell_room(index).contains(box.geometry()), field
        box.say("写得不对，请核对原件以后再填一次")
        assert grid.rect().contains(box.note.geometry()), field
        assert not box.note.geometry().intersects(box.geometry())
        key(grid, qtbot, Key.Key_Escape)


# The record is followed ----------------------------------------------------------------------


def test_after_a_commit_that_sorts_elsewhere_enter_goes_to_who_stood_below(grid, edits, qtbot):
    grid.sort_by(COUNT)  # 12, 13, 15, 11, 14
    grid.choice.go_to(12, "count")
    write(grid, qtbot, "50")
    key(grid, qtbot, Key.Key_Return)
    assert (grid.choice.current_id(), where(grid)) == (13, ("count", 0))


def test_control_enter_stores_and_follows_the_record(grid, edits, qtbot):
    grid.sort_by(COUNT)
    grid.choice.go_to(12, "count")
    write(grid, qtbot, "50")
    key(grid, qtbot, Key.Key_Return, Held.ControlModifier)
    assert (edits.written, grid.choice.current_id(), where(grid)) == (
        [("填充", [(12, "count", 50)])],
        12,
        ("count", 3),
    )


def test_an_editor_follows_its_record_and_says_so_when_it_goes(grid, edits, told, qtbot):
    grid.choice.go_to(15, "count")
    write(grid, qtbot, "5")
    grid.sort_by(COUNT)
    row = grid.model.rows_of([15])[15]
    assert grid.editing.box.geometry().top() == grid.cell_rect(grid.model.index(row, COUNT)).top()
    grid.model.find("沈")
    assert grid.editing.box is None
    assert told == ["正在修改的这一行已不在列表中，刚才输入的内容没有保存"]


# What cannot be changed ----------------------------------------------------------------------


def test_a_history_opens_its_form_instead(grid, edits, qtbot):
    grid.choice.go_to(12, "state")
    key(grid, qtbot, Key.Key_F2)
    assert (edits.asked, grid.editing.box) == ([(12, "state")], None)


def test_locked_computed_and_masked_cells_say_why_and_open_nothing(grid, edits, told, qtbot):
    edits.locked_ids = {12}
    for record, field in ((12, "name"), (11, "number")):
        grid.choice.go_to(record, field)
        key(grid, qtbot, Key.Key_F2)
    grid.model.set_masked(True)
    grid.model.columns[ID_NUMBER]
    grid.choice.go_to(11, "id_number")
    write(grid, qtbot, "3")
    assert told == [
        "已在回收站，请先恢复", "“序号”由程序算出，不能直接改", "“身份证号”已遮盖，按 F9 显示后再修改",
    ]  # fmt: skip
    assert grid.editing.box is None


def test_a_cell_being_edited_is_not_disturbed_when_numbers_mask_themselves(grid, edits, told, qtbot):
    grid.choice.go_to(11, "id_number")
    key(grid, qtbot, Key.Key_F2)
    typed = "330099197601010010"
    typed = typed[:17] + check_digit(typed[:17])
    grid.editing.box.editor.line.setText(typed)
    grid.model.set_masked(True)
    assert grid.editing.box.editor.line.text() == typed
    key(grid, qtbot, Key.Key_Return)
    assert edits.value(11, "id_number") == typed
    assert told == []


# The editors of the forms --------------------------------------------------------------------


def test_each_kind_has_the_editor_of_the_forms(grid, edits, qtbot, monkeypatch):
    monkeypatch.setitem(FIELDS, "name", Field("name", "谈话", Kind.LONG))
    monkeypatch.setitem(FIELDS, "count", Field("count", "在册", Kind.FLAG))
    kinds = {
        "sex": ChoiceEditor,
        "joined": DayEditor,
        "id_number": IdNumberEditor,
        "name": LongEditor,
        "count": FlagEditor,
    }
    for field, kind in kinds.items():
        grid.choice.go_to(11, field)
        key(grid, qtbot, Key.Key_F2)
        assert isinstance(grid.editing.box.editor, kind)
        assert grid.editing.box.part.hasFocus()
        key(grid, qtbot, Key.Key_Escape)


def test_alt_enter_makes_a_line_in_long_text_and_enter_stores_it(grid, edits, qtbot, monkeypatch):
    monkeypatch.setitem(FIELDS, "name", Field("name", "谈话", Kind.LONG))
    grid.choice.go_to(11, "name")
    write(grid, qtbot, "ab")
    key(grid, qtbot, Key.Key_Return, Held.AltModifier)
    write(grid, qtbot, "c")
    key(grid, qtbot, Key.Key_Return)
    assert edits.written == [("修改", [(11, "name", "ab\nc")])]


def test_f7_opens_the_list_and_enter_in_it_stores_and_goes_on(grid, edits, qtbot):
    grid.choice.go_to(11, "sex")
    key(grid, qtbot, Key.Key_F7)
    popup = grid.editing.box.editor.popup
    assert popup.isVisible()
    popup.setCurrentIndex(popup.model().index(0, 0))
    qtbot.keyClick(popup, Key.Key_Return)
    assert (edits.written, where(grid)) == ([("修改", [(11, "sex", "男")])], ("sex", 1))


def test_a_word_outside_a_closed_list_is_not_stored(grid, edits, qtbot, commit):
    grid.choice.go_to(11, "sex")
    commit(grid.body, "其他")
    key(grid, qtbot, Key.Key_Return)
    assert "列表里没有“其他”" in grid.editing.box.sentence.text()
    assert edits.written == []


@pytest.mark.parametrize(
    ("pressed", "held"), [(Key.Key_Period, Held.NoModifier), (Key.Key_Semicolon, Held.ControlModifier)]
)
def test_a_full_stop_and_control_semicolon_propose_today(grid, edits, told, qtbot, pressed, held):
    grid.choice.go_to(11, "joined")
    key(grid, qtbot, pressed, held)
    assert (line(grid).text(), edits.written) == (str(clock.today()), [])
    key(grid, qtbot, Key.Key_Return)
    assert edits.written == [("修改", [(11, "joined", Day.of(clock.today()))])]
    grid.choice.go_to(11, "count")
    key(grid, qtbot, Key.Key_Semicolon, Held.ControlModifier)
    assert told == ["“次数”不是日期，不能填今天"]


def test_full_width_digits_are_stored_plain_and_names_as_typed(grid, edits, qtbot, commit):
    for field, typed in (("joined", "２０１２．７．１"), ("count", "１２"), ("name", "阿依努尔·艾力")):
        grid.choice.go_to(11, field)
        commit(grid.body, typed)
        key(grid, qtbot, Key.Key_Return)
    stored = [changes[0][2] for _verb, changes in edits.written]
    assert stored == [read_day("2012-07-01"), 12, "阿依努尔·艾力"]


# Input methods -------------------------------------------------------------------------------


def test_the_first_composed_character_opens_the_editor_and_is_kept(grid, edits, qtbot, compose, commit):
    grid.choice.go_to(11, "name")
    assert grid.body.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(grid.body, "s")
    compose(grid.body, "shen")
    assert grid.window().focusWidget() is grid.body  # to move the keyboard would break off composing
    assert grid.editing.composing()
    commit(grid.body, "申")
    assert (line(grid).text(), grid.window().focusWidget()) == ("申", line(grid))
    commit(line(grid), "屠")
    key(grid, qtbot, Key.Key_Return)
    assert edits.written == [("修改", [(11, "name", "申屠")])]


@pytest.mark.parametrize(
    "pressed",
    [Key.Key_Return, Key.Key_Escape, Key.Key_Tab, Key.Key_Space, Key.Key_1, Key.Key_Down, Key.Key_Delete],
)
@pytest.mark.parametrize("inside", [False, True])
def test_no_key_acts_while_a_character_is_being_composed(
    grid, edits, qtbot, compose, commit, pressed, inside
):
    grid.choice.go_to(11, "name")
    if inside:
        commit(grid.body, "申")
    compose(line(grid) if inside else grid.body, "tu")
    qtbot.keyClick(line(grid) if inside else grid.body, pressed)
    assert (edits.written, grid.editing.composing(), where(grid)) == ([], True, ("name", 0))


def test_a_composition_given_up_leaves_the_cell_as_it_was(grid, edits, qtbot, compose):
    grid.choice.go_to(11, "name")
    compose(grid.body, "tu")
    compose(grid.body, "")
    assert (grid.editing.box, edits.written) == (None, [])
    compose(grid.body, "tu")
    at = grid.body.visualRect(grid.model.index(2, SEX)).center()
    qtbot.mouseClick(grid.body.viewport(), LEFT, pos=at)
    assert (grid.editing.box, edits.written, where(grid)) == (None, [], ("sex", 2))


def test_a_click_while_composing_keeps_what_was_committed_before(grid, edits, qtbot, compose, commit):
    grid.choice.go_to(11, "name")
    commit(grid.body, "申")
    compose(line(grid), "tu")
    assert grid.finish_edit()
    assert edits.written == [("修改", [(11, "name", "申")])]


def test_no_input_method_begins_where_nothing_can_be_typed(grid, edits, compose):
    grid.choice.go_to(11, "number")
    assert not grid.body.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(grid.body, "s")
    assert grid.editing.box is None


def test_the_candidates_stand_beside_the_cell_also_in_the_frozen_part(grid, edits):
    for field in ("name", "count"):
        grid.choice.go_to(12, field)
        rect = grid.body.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        assert grid.body.mapToGlobal(rect.topLeft()) == grid.cell_on_screen().topLeft()


# Several cells -------------------------------------------------------------------------------


def test_del_clears_the_selected_cells_as_one_step(grid, edits, told, qtbot):
    block(grid, (0, SEX), (2, JOINED))
    key(grid, qtbot, Key.Key_Delete)
    cleared = [
        (record, field, value) for record in (11, 12, 13) for field, value in (("sex", ""), ("joined", None))
    ]
    assert (edits.written, told) == ([("清除", cleared)], [])
    assert grid.choice.block() == ([0, 1, 2], [SEX, JOINED])


def test_del_says_in_one_sentence_what_stays(grid, edits, told, qtbot):
    edits.locked_ids = {12}
    block(grid, (0, NAME), (1, SEX))
    key(grid, qtbot, Key.Key_Delete)
    assert edits.written == [("清除", [(11, "sex", "")])]
    assert told == ["3 个单元格没有改。例如沈砚秋的“姓名”没有改：必填，不能清空"]


def test_del_on_ticked_rows_is_left_to_the_page(grid, edits, qtbot):
    grid.choice.toggle(grid.model.index(1, 0))
    with qtbot.waitSignal(grid.delete_wanted):
        key(grid, qtbot, Key.Key_Delete)
    assert edits.written == []


def test_control_enter_fills_the_selection_with_what_was_typed(grid, edits, qtbot):
    block(grid, (1, COUNT), (3, COUNT))
    write(grid, qtbot, "9")
    key(grid, qtbot, Key.Key_Return, Held.ControlModifier)
    assert edits.written == [("填充", [(12, "count", 9), (13, "count", 9), (14, "count", 9)])]
    assert (grid.choice.rows(), where(grid)) == ([1, 2, 3], ("count", 1))


def test_control_enter_fills_columns_of_the_same_kind_alone(grid, edits, told, qtbot):
    block(grid, (0, JOINED), (1, COUNT))
    key(grid, qtbot, Key.Key_Return, Held.ControlModifier)
    assert edits.written == [("填充", [(12, "joined", read_day("2012-06-21"))])]
    assert told == ["2 个单元格没有改。例如“身份证号”没有改：种类和当前格不同"]


def test_control_d_fills_down_and_copies_from_above_for_one_row(grid, edits, told, qtbot):
    block(grid, (0, JOINED), (2, JOINED))
    key(grid, qtbot, Key.Key_D, Held.ControlModifier)
    day = read_day("2012-06-21")
    assert edits.written.pop() == ("向下填充", [(12, "joined", day), (13, "joined", day)])
    grid.choice.go_to(14, "count")
    key(grid, qtbot, Key.Key_D, Held.ControlModifier)
    assert edits.written.pop() == ("向下填充", [(14, "count", 2)])
    grid.choice.go_to(11, "count")
    key(grid, qtbot, Key.Key_D, Held.ControlModifier)
    assert told == ["第一行上面没有可以照填的内容"]


def test_filling_down_ticked_rows_is_refused(grid, edits, told):
    for row in (0, 1):
        grid.choice.toggle(grid.model.index(row, 0))
    grid.fill_down()
    assert (edits.written, told) == ([], ["向下填充请先选中要填充的单元格，不要勾选整行"])


def test_enter_and_tab_go_round_in_a_block_and_leave_it_selected(grid, edits, qtbot):
    block(grid, (0, JOINED), (1, COUNT))
    grid.choice.extend(grid.model.index(1, ID_NUMBER))
    seen = []
    for _ in range(4):
        key(grid, qtbot, Key.Key_Return)
        seen.append(where(grid))
    assert seen == [("joined", 1), ("id_number", 0), ("id_number", 1), ("joined", 0)]
    key(grid, qtbot, Key.Key_Tab)
    key(grid, qtbot, Key.Key_Tab)
    assert (where(grid), grid.choice.block()) == (("joined", 1), ([0, 1], [JOINED, ID_NUMBER]))


def test_typing_down_a_selected_block_stores_each_and_keeps_the_block(grid, edits, qtbot):
    block(grid, (0, COUNT), (2, COUNT))
    for amount in "789":
        write(grid, qtbot, amount)
        key(grid, qtbot, Key.Key_Return)
    assert [changes[0] for _verb, changes in edits.written] == [
        (11, "count", 7),
        (12, "count", 8),
        (13, "count", 9),
    ]
    assert (where(grid), grid.choice.rows()) == (("count", 0), [0, 1, 2])


def test_backspace_opens_the_cell_emptied_and_esc_brings_it_back(grid, edits, qtbot):
    grid.choice.go_to(11, "count")
    key(grid, qtbot, Key.Key_Backspace)
    assert line(grid).text() == ""
    key(grid, qtbot, Key.Key_Escape)
    assert (edits.written, grid.model.text(0, COUNT)) == ([], "3")


# Ways out ------------------------------------------------------------------------------------


@pytest.fixture
def between(model, qtbot):
    """A list that can be edited between two fields."""
    around, box = QWidget(), QVBoxLayout()
    around.setLayout(box)
    parts = (QLineEdit(), Grid(model, frozen=3), QLineEdit())
    for part in parts:
        box.addWidget(part)
    qtbot.addWidget(around)
    around.show()
    parts[1].edits = PlainEdits(parts[1])
    parts[1].choice.go_to(11)
    parts[1].take_focus()
    parts[1].kept = around  # nobody else holds the widget around them
    return parts


def test_f6_leaves_a_list_in_which_tab_goes_from_cell_to_cell(between, qtbot):
    before, grid, after = between
    qtbot.keyClick(grid.body, Key.Key_F6)
    assert grid.window().focusWidget() is after
    grid.take_focus()
    qtbot.keyClick(grid.body, Key.Key_F6, Held.ShiftModifier)
    assert grid.window().focusWidget() is before


def test_esc_and_then_tab_leave_it_too_and_so_does_tab_at_its_very_end(between, qtbot):
    _before, grid, after = between
    qtbot.keyClick(grid.body, Key.Key_Escape)
    qtbot.keyClick(grid.body, Key.Key_Tab)
    assert grid.window().focusWidget() is after
    grid.take_focus()
    grid.choice.go_to(15, "state")
    qtbot.keyClick(grid.body, Key.Key_Tab)
    assert grid.window().focusWidget() is after


def test_the_keyboard_reaches_a_cell_again_after_esc_and_an_arrow(grid, edits, qtbot):
    grid.choice.go_to(11, "name")
    key(grid, qtbot, Key.Key_Escape)
    key(grid, qtbot, Key.Key_Right)
    key(grid, qtbot, Key.Key_Tab)
    assert where(grid) == ("joined", 0)


def test_double_click_opens_the_card_also_where_cells_are_edited(grid, edits, qtbot):
    at = grid.body.visualRect(grid.model.index(3, COUNT)).center()
    qtbot.mouseClick(grid.body.viewport(), LEFT, pos=at)
    with qtbot.waitSignal(grid.opened) as told:
        qtbot.mouseDClick(grid.body.viewport(), LEFT, pos=at)
    assert (told.args, grid.editing.box) == ([14], None)


def test_rows_and_columns_move_on_in_a_list_that_can_be_edited(grid, edits, qtbot):
    grid.choice.go_to(11, "count")
    key(grid, qtbot, Key.Key_Return)
    assert where(grid) == ("count", 1)
    key(grid, qtbot, Key.Key_Return, Held.ShiftModifier)
    assert where(grid) == ("count", 0)
