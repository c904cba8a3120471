"""The small table of a form: the keys of a sheet, and the way out of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from partyoffice.core.field import Field, Kind
from partyoffice.ui.record_form import RecordForm

Key = Qt.Key


@pytest.fixture
def form(qtbot, dressed):
    fields = (
        Field("before", "文号"),
        Field("rows", "附件", Kind.TABLE, choices=("附件名称", "附件正文")),
        Field("after", "抄送机关"),
    )
    made = RecordForm(fields, {})
    qtbot.addWidget(made)
    made.resize(600, 480)
    made.show()
    made.activateWindow()
    made.jump("before")
    qtbot.waitUntil(made.editor("before").focus_part().hasFocus)
    return made


def table(form):
    return form.editor("rows").table


def cell(form):
    return table(form).currentRow(), table(form).currentColumn()


def test_the_first_cell_is_current_when_the_keyboard_comes(form, qtbot):
    qtbot.keyClick(form.editor("before").focus_part(), Key.Key_Tab)
    assert table(form).hasFocus()
    assert cell(form) == (0, 0)
    assert table(form).selectedIndexes()


def test_tab_goes_right_and_on_to_the_next_row_and_out_of_an_empty_one(form, qtbot):
    form.jump("rows")
    for text in ("方案", "第一条"):
        QApplication.clipboard().setText(text)
        qtbot.keyClick(table(form), "v", Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(table(form), Key.Key_Tab)
    assert form.values()["rows"] == "方案\t第一条"
    assert (table(form).hasFocus(), cell(form)) == (True, (1, 0))
    qtbot.keyClick(table(form), Key.Key_Tab)
    assert form.editor("after").focus_part().hasFocus()


def test_after_a_block_was_pasted_the_next_row_is_current_and_tab_leaves(form, qtbot):
    form.jump("rows")
    QApplication.clipboard().setText("方案\t第一条\n名单\t")
    qtbot.keyClick(table(form), "v", Qt.KeyboardModifier.ControlModifier)
    assert form.values()["rows"] == "方案\t第一条\n名单\t"
    assert cell(form) == (2, 0)
    qtbot.keyClick(table(form), Key.Key_Tab)
    assert form.editor("after").focus_part().hasFocus()


def test_shift_tab_goes_back_cell_by_cell_and_out_of_the_first(form, qtbot):
    form.jump("rows")
    table(form).setCurrentCell(0, 1)
    qtbot.keyClick(table(form), Key.Key_Backtab)
    assert cell(form) == (0, 0)
    qtbot.keyClick(table(form), Key.Key_Backtab)
    assert form.editor("before").focus_part().hasFocus()
