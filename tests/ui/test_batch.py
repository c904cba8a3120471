"""批量修改: field, value, preview, one step (U23, U24, U53)."""

import pytest
from PySide6.QtCore import Qt

from partyoffice.core.field import Field, Kind
from partyoffice.ui import paste
from partyoffice.ui.batch_edit import WHAT
from partyoffice.ui.choice_editor import ChoiceEditor
from partyoffice.ui.paste_plan import Verdict
from partyoffice.ui.question_row import Questions
from tests.ui.conftest import PEOPLE, PlainEdits

Key, Held = Qt.Key, Qt.KeyboardModifier
SEX, COUNT = 3, 6


class BatchEdits(PlainEdits):
    """Also notes who a history would be changed for."""

    def __init__(self, grid):
        super().__init__(grid)
        self.asked_many = []

    def ask_many(self, record_ids, key):
        self.asked_many.append((list(record_ids), key))


@pytest.fixture
def cells(grid):
    made = BatchEdits(grid)
    grid.edits = made
    grid.model.set_masked(False)
    grid.take_focus()
    return made


def opened(grid, *rows, at=COUNT):
    grid.choice.choose(grid.model.index(rows[0], at))
    for row in rows:
        grid.choice.toggle(grid.model.index(row, 0))
    return paste.batch(grid)


def choose_field(dialog, key):
    dialog.what.editors[WHAT.key].set_value(key)
    dialog.what.edited.emit(WHAT.key)


def give(dialog, value):
    key = dialog.field().key
    dialog.value.editors[key].set_value(value)
    dialog.value.edited.emit(key)
    dialog.preview()


def test_it_begins_with_the_column_in_which_the_user_stands(grid, cells):
    dialog = opened(grid, 0, 1, at=COUNT)
    assert dialog.field().key == "count"
    assert dialog.windowTitle() == "批量修改：2 人"


def test_rows_that_move_behind_the_dialog_stay_the_chosen_records(grid, cells):
    dialog = opened(grid, 0, 1)
    chosen = grid.choice.ids()
    grid.model.sort(SEX, Qt.SortOrder.DescendingOrder)
    grid.model.show_only(at for at, row in enumerate(PEOPLE) if row[0] != chosen[1])
    give(dialog, 5)
    assert [row.record_id for row in dialog.plan.rows] == chosen[:1]
    dialog.apply()
    assert cells.written == [("批量修改", [(chosen[0], "count", 5)])]


def test_a_field_is_found_by_typing_and_names_and_numbers_are_not_offered(grid, cells):
    dialog = opened(grid, 0, 1)
    editor = dialog.what.editors[WHAT.key]
    assert isinstance(editor, ChoiceEditor)
    assert editor.matching("性") == ["性别"]
    offered = {option.text for option in editor.choices}
    assert offered == {"性别", "入党时间", "次数", "状态（变更）"}


def test_old_and_new_are_shown_unchanged_ones_grey_and_the_count_is_on_the_button(grid, cells):
    dialog = opened(grid, 0, 1, 2, at=SEX)
    choose_field(dialog, "sex")
    give(dialog, "女")
    kinds = [row.cells["sex"].verdict for row in dialog.plan.rows]
    assert kinds == [Verdict.SAME, Verdict.SAME, Verdict.CHANGE]
    assert (dialog.verb.text(), dialog.verb.isEnabled()) == ("修改 1 人", True)
    dialog.verb.click()
    assert cells.written == [("批量修改", [(13, "sex", "女")])]


def test_everything_is_one_step(grid, cells):
    grid.choice.select_all()
    dialog = paste.batch(grid)
    choose_field(dialog, "count")
    give(dialog, 9)
    assert dialog.verb.text() == "修改 5 人"
    dialog.verb.click()
    assert len(cells.written) == 1
    assert len(cells.written[0][1]) == 5


def test_ctrl_a_takes_the_found_rows_only(grid, cells, qtbot):
    grid.model.find("fyz")
    qtbot.keyClick(grid.body, Key.Key_A, Held.ControlModifier)
    dialog = paste.batch(grid)
    assert [row.record_id for row in dialog.plan.rows] == [13]


def test_locked_records_are_listed_and_left_alone(grid, cells):
    cells.locked_ids = {12}
    dialog = opened(grid, 0, 1, 2)
    give(dialog, 7)
    trouble = dialog.plan.troubles()
    assert [(one.who, one.why) for one in trouble] == [("阿依古丽·买买提", "已在回收站，请先恢复")]
    assert dialog.pane.problems.model.rowCount() == 1
    dialog.verb.click()
    assert [one[0] for one in cells.written[0][1]] == [11, 13]


def test_a_value_that_cannot_be_is_told_beside_the_button(grid, cells):
    dialog = opened(grid, 0, 1)
    give(dialog, 100)
    assert dialog.reason.whole() == "次数不能超过 99"
    assert not dialog.verb.isEnabled()
    dialog.apply()
    assert cells.written == []


def test_nothing_said_and_nothing_to_change_are_told(grid, cells):
    dialog = opened(grid, 0, 1, at=1)
    assert dialog.reason.whole() == "还差：修改哪一项"
    choose_field(dialog, "count")
    assert dialog.reason.whole() == "还差：改为什么，或勾选“清空”"
    choose_field(dialog, "sex")
    give(dialog, "女")
    assert dialog.reason.whole() == "没有要改动的内容"


def test_it_can_clear_but_not_what_is_required(grid, cells):
    dialog = opened(grid, 0, 1)
    dialog.clear.setChecked(True)
    assert dialog.verb.text() == "修改 2 人"
    dialog.verb.click()
    assert cells.written == [("批量修改", [(11, "count", None), (12, "count", None)])]
    wanted = Field("sex", "性别", Kind.CHOICE, choices=("男", "女"), open=False, required=True)
    cells.field = lambda key: wanted if key == "sex" else PlainEdits.field(cells, key)
    dialog = opened(grid, 0, 1, at=SEX)
    assert not dialog.clear.isVisible()


def test_a_history_goes_on_to_the_form_that_asks_for_the_day(grid, cells):
    dialog = opened(grid, 0, 1)
    choose_field(dialog, "state")
    assert dialog.verb.text() == "下一步：批量变更"
    assert "从哪一天起" in dialog.note.text()
    dialog.verb.click()
    assert (cells.asked_many, cells.written) == ([([11, 12], "state")], [])


def test_typing_is_shown_after_a_pause_and_ctrl_enter_does_not_outrun_it(grid, cells, qtbot):
    dialog = opened(grid, 0, 1)
    line = dialog.value.editors["count"].focus_part()
    qtbot.keyClicks(line, "8")
    qtbot.waitUntil(lambda: dialog.verb.text() == "修改 2 人" and dialog.verb.isEnabled())
    qtbot.keyClicks(line, "8")
    qtbot.keyClick(dialog, Key.Key_Return, Held.ControlModifier)
    assert [one[2] for one in cells.written[0][1]] == [88, 88]


def test_without_a_row_and_in_a_list_to_look_at_it_says_why_not(grid, cells, told):
    grid.model.fill([], [])
    assert paste.batch(grid) is None
    grid.edits = None
    assert paste.batch(grid) is None
    assert told == [paste.NO_ROWS, paste.FIXED]


def test_tab_goes_in_reading_order_through_everything(grid, cells, qtbot):
    dialog = opened(grid, 0, 1)
    give(dialog, 5)
    parts, walked = [*dialog.above(), dialog.pane.grid.body, dialog.cancel, dialog.verb], []
    at = parts[0]
    for _ in range(80):
        if at in parts and at not in walked:
            walked.append(at)
        at = at.nextInFocusChain()
    assert walked == parts


def test_enter_alone_leads_from_the_field_through_the_value_to_the_button(grid, cells, qtbot):
    dialog = opened(grid, 0, 1, at=1)
    line = dialog.what.editors[WHAT.key].focus_part()
    line.insert("次数")
    dialog.what.editors[WHAT.key].edited.emit()
    qtbot.keyClick(line, Key.Key_Return)
    value = dialog.value.editors["count"].focus_part()
    assert dialog.focusWidget() is value
    qtbot.keyClicks(value, "7")
    qtbot.keyClick(value, Key.Key_Return)
    assert dialog.focusWidget() is dialog.verb
    assert cells.written == []
    qtbot.keyClick(dialog.verb, Key.Key_Return)
    assert len(cells.written) == 1


def test_esc_changes_nothing(grid, cells, qtbot):
    dialog = opened(grid, 0, 1)
    give(dialog, 5)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert (dialog.isVisible(), cells.written) == (False, [])


def test_enter_goes_from_question_to_question(qapp, qtbot):
    asked = Questions([(Field("a", "甲", required=True), ""), (Field("b", "乙"), "")])
    qtbot.addWidget(asked)
    asked.show()
    asked.jump()
    first, second = (asked.editors[key].focus_part() for key in "ab")
    assert asked.missing() == ["甲"]
    qtbot.keyClicks(first, "x")
    qtbot.keyClick(first, Key.Key_Return)
    assert asked.focusWidget() is second
    assert (asked.missing(), asked.values()) == ([], {"a": "x", "b": ""})
    asked.show_only(["b"])
    assert asked.shown() == ["b"]
    assert asked.values()["a"] is None
