"""Selecting cells and moving among them: the keys of ux §8 and §10 (U10, U11, U15, U17, U23)."""

from decimal import Decimal
from operator import itemgetter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from partyoffice.core.field import Kind
from partyoffice.ui import cell_sums, marks, painting
from partyoffice.ui.grid import Grid
from partyoffice.ui.table_model import NUMBER, TICK, Column, TableModel

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
NAME, SEX, JOINED, ID_NUMBER, COUNT, STATE = range(2, 8)


def where(grid):
    index = grid.body.currentIndex()
    return grid.model.columns[index.column()].key, index.row()


def press(grid, view, row, column, held=Held.NoModifier, button=LEFT, *, qtbot):
    at = view.visualRect(grid.model.index(row, column)).center()
    qtbot.mouseClick(view.viewport(), button, held, at)


def many(count):
    return [(at, f"人{at}", "女" if at % 2 else "男", "", "", at % 7) for at in range(1, count + 1)]


@pytest.fixture
def large(grid):
    rows = many(20_000)
    grid.model.fill(rows, [row[0] for row in rows])
    return grid


# One cell, blocks, ticks ---------------------------------------------------------------------


def test_a_click_makes_one_cell_current_and_lights_its_row(grid, qtbot):
    press(grid, grid.body, 2, JOINED, qtbot=qtbot)
    assert where(grid) == ("joined", 2)
    assert grid.choice.block() == ([2], [JOINED])
    assert (grid.choice.ids(), grid.delegate.lit, grid.choice.ticked(2)) == ([13], 2, False)


def test_shift_and_arrows_extend_a_block_from_the_current_cell(grid, qtbot):
    press(grid, grid.body, 1, SEX, qtbot=qtbot)
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Left):
        qtbot.keyClick(grid.body, key, Held.ShiftModifier)
    assert grid.choice.block() == ([1, 2], [SEX, JOINED])
    assert where(grid) == ("sex", 1)
    qtbot.keyClick(grid.body, Key.Key_Up, Held.ShiftModifier)
    qtbot.keyClick(grid.body, Key.Key_Up, Held.ShiftModifier)
    assert grid.choice.block() == ([0, 1], [SEX, JOINED])


def test_dragging_selects_a_block_across_the_frozen_edge(grid, qtbot):
    start = grid.left.visualRect(grid.model.index(1, NAME)).center()
    end = grid.body.visualRect(grid.model.index(3, JOINED)).center()
    qtbot.mousePress(grid.left.viewport(), LEFT, pos=start)
    grid.drag.go_on(grid.body.viewport().mapToGlobal(end))
    qtbot.mouseRelease(grid.left.viewport(), LEFT, pos=start)
    assert grid.choice.block() == ([1, 2, 3], [NAME, SEX, JOINED])
    grid.drag.go_on(grid.body.viewport().mapToGlobal(QPoint(5, 5)))
    assert grid.choice.block() == ([1, 2, 3], [NAME, SEX, JOINED])


def test_dragging_below_the_list_scrolls_on(large, qtbot):
    press(large, large.body, 1, SEX, qtbot=qtbot)
    large.drag.begin()
    large.drag.go_on(large.body.viewport().mapToGlobal(QPoint(5, large.body.viewport().height() + 30)))
    for _ in range(30):
        large.drag.scroll()
    large.drag.end()
    assert large.choice.rows() == list(range(1, 32))
    assert large.body.verticalScrollBar().value() > 0


def test_a_block_follows_the_order_of_the_columns_as_they_stand(grid, qtbot):
    grid.columns.order(["count", "sex", "joined"])
    press(grid, grid.body, 0, COUNT, qtbot=qtbot)
    press(grid, grid.body, 1, SEX, Held.ShiftModifier, qtbot=qtbot)
    assert grid.choice.block() == ([0, 1], [COUNT, SEX])


def test_ticked_rows_give_every_readable_column(grid, qtbot):
    grid.show_column("id_number", shown=False)
    press(grid, grid.left, 1, 0, qtbot=qtbot)
    press(grid, grid.left, 3, 0, qtbot=qtbot)
    assert grid.choice.whole_rows() == [1, 3]
    assert grid.choice.block() == ([1, 3], [1, NAME, SEX, JOINED, COUNT, STATE])
    press(grid, grid.left, 1, 0, qtbot=qtbot)
    assert grid.choice.whole_rows() == [3]


def test_the_first_tick_leaves_out_the_row_where_the_cell_just_stood(grid, qtbot):
    press(grid, grid.body, 4, SEX, qtbot=qtbot)
    press(grid, grid.left, 1, 0, qtbot=qtbot)
    assert grid.choice.ids() == [12]


def test_shift_and_a_tick_take_whole_rows(grid, qtbot):
    press(grid, grid.left, 1, 0, qtbot=qtbot)
    press(grid, grid.left, 3, 0, Held.ShiftModifier, qtbot=qtbot)
    assert grid.choice.whole_rows() == [1, 2, 3]
    qtbot.keyClick(grid.body, Key.Key_Down, Held.ShiftModifier)
    assert grid.choice.whole_rows() == [1, 2, 3, 4]


def test_control_and_a_click_add_cells_and_take_them_out(grid, qtbot):
    press(grid, grid.body, 0, SEX, qtbot=qtbot)
    press(grid, grid.body, 3, SEX, Held.ControlModifier, qtbot=qtbot)
    assert grid.choice.block() == ([0, 3], [SEX])
    assert [grid.choice.ticked(row) for row in range(5)] == [True, False, False, True, False]
    press(grid, grid.body, 0, SEX, Held.ControlModifier, qtbot=qtbot)
    assert grid.choice.ids() == [14]


def test_the_right_button_keeps_a_selection_it_hits_and_moves_otherwise(grid, qtbot):
    press(grid, grid.left, 1, 0, qtbot=qtbot)
    press(grid, grid.left, 2, 0, qtbot=qtbot)
    press(grid, grid.body, 2, SEX, button=RIGHT, qtbot=qtbot)
    assert grid.choice.whole_rows() == [1, 2]
    press(grid, grid.body, 4, SEX, button=RIGHT, qtbot=qtbot)
    assert (grid.choice.ids(), where(grid)) == ([15], ("sex", 4))


def test_cells_stay_selected_through_sort_search_and_reload(grid, model, qtbot):
    press(grid, grid.body, 0, SEX, qtbot=qtbot)
    press(grid, grid.body, 1, JOINED, Held.ShiftModifier, qtbot=qtbot)
    grid.sort_by(NAME)
    assert (set(grid.choice.ids()), grid.choice.block()[1]) == ({11, 12}, [SEX, JOINED])
    assert (grid.choice.current_id(), where(grid)[0]) == (11, "sex")
    model.find("砚")
    assert grid.choice.ids() == [11]
    rows = [(row[0], row[1], "女", "", "", 1) for row in (model.record(0), model.record(1))]
    model.fill(rows, [row[0] for row in rows])
    assert (grid.choice.ids(), grid.choice.block()[1], where(grid)[0]) == ([11], [SEX, JOINED], "sex")


def test_all_of_twenty_thousand_are_one_range_and_stay_so_through_a_sort(large):
    large.choice.select_all()
    assert large.body.selectionModel().selection().count() == 1
    large.sort_by(NAME)
    assert large.body.selectionModel().selection().count() == 1
    assert large.choice.count() == 20_000
    assert large.status() == "共 20000 人·已选 20000 人"


# Keys ----------------------------------------------------------------------------------------


def test_control_and_an_arrow_go_to_the_edge_of_the_data(grid, qtbot):
    grid.choice.go_to(11, "joined")
    qtbot.keyClick(grid.body, Key.Key_Down, Held.ControlModifier)
    assert where(grid) == ("joined", 2)  # the fourth person has no day
    qtbot.keyClick(grid.body, Key.Key_Down, Held.ControlModifier)
    assert where(grid) == ("joined", 4)
    qtbot.keyClick(grid.body, Key.Key_Left, Held.ControlModifier)
    assert where(grid) == ("number", 4)
    qtbot.keyClick(grid.body, Key.Key_Right, Held.ControlModifier)
    assert where(grid) == ("state", 4)


def test_control_shift_and_an_arrow_select_to_the_edge_of_the_data(grid, qtbot):
    grid.choice.go_to(11, "joined")
    qtbot.keyClick(grid.body, Key.Key_Down, Held.ControlModifier | Held.ShiftModifier)
    assert grid.choice.block() == ([0, 1, 2], [JOINED])


def test_page_keys_go_by_what_is_in_sight(large, qtbot):
    large.choice.go_to(1)
    qtbot.keyClick(large.body, Key.Key_PageDown)
    row = large.body.currentIndex().row()
    assert 5 < row < 20
    qtbot.keyClick(large.body, Key.Key_PageUp)
    assert large.body.currentIndex().row() == 0


def test_tab_leaves_a_list_that_cannot_be_edited(model, qtbot):
    around, box, grid = QWidget(), QVBoxLayout(), Grid(model, frozen=3)
    around.setLayout(box)
    after = QLineEdit()
    box.addWidget(grid)
    box.addWidget(after)
    qtbot.addWidget(around)
    around.show()
    grid.take_focus()
    qtbot.keyClick(grid.body, Key.Key_Tab)
    assert around.focusWidget() is after
    grid.take_focus()
    qtbot.keyClick(grid.body, Key.Key_F6)
    assert around.focusWidget() is after


def test_keys_of_editing_are_left_alone_where_nothing_can_be_edited(grid, qtbot):
    told = []
    grid.refused.connect(told.append)
    grid.choice.go_to(11, "sex")
    for key in (Key.Key_F2, Key.Key_Delete, Key.Key_F7, Key.Key_A):
        qtbot.keyClick(grid.body, key)
    assert (grid.editing.box, told, where(grid)) == (None, [], ("sex", 0))


def test_copying_takes_the_block_alone(grid, qtbot):
    press(grid, grid.body, 0, SEX, qtbot=qtbot)
    press(grid, grid.body, 1, JOINED, Held.ShiftModifier, qtbot=qtbot)
    qtbot.keyClick(grid.body, Key.Key_C, Held.ControlModifier)
    assert QGuiApplication.clipboard().text() == "女\t2012-06-21\r\n女\t2013-07-07"


# Sorting, sums, painting ---------------------------------------------------------------------


def test_the_sort_before_orders_equals_and_both_come_back(grid, model, qtbot):
    grid.sort_by(COUNT)
    grid.sort_by(SEX)
    assert [model.record_id(row) for row in range(5)] == [12, 11, 14, 13, 15]
    other = Grid(TableModel(model.columns), frozen=3)
    qtbot.addWidget(other)
    other.restore(grid.columns.state())
    assert (other.model.sorted_by, other.model.then_by) == ((SEX, UP), (COUNT, UP))
    grid.sort_by(1)
    assert (model.sorted_by, model.then_by) == ((1, UP), None)


def test_the_status_sums_several_selected_numbers(grid, qtbot):
    press(grid, grid.body, 0, COUNT, qtbot=qtbot)
    assert grid.status() == "共 5 人·已选 1 人"
    press(grid, grid.body, 3, COUNT, Held.ShiftModifier, qtbot=qtbot)
    assert grid.status() == "共 5 人·已选 4 人·求和 6·平均 2·计数 3"
    press(grid, grid.body, 3, JOINED, Held.ShiftModifier, qtbot=qtbot)
    assert grid.status() == "共 5 人·已选 4 人"


def test_money_is_summed_in_yuan_and_numbers_show_what_they_need():
    column = Column("paid", "实交", itemgetter(0), sort=itemgetter(1), kind=Kind.MONEY)
    model = TableModel([NUMBER, column])
    model.fill([("103.15", 10315), ("—", None), ("96.00", 9600)], [1, 2, 3])
    assert (
        cell_sums.shown(
            sum(filter(None, (cell_sums.number_of(column, row) for row in model.shown()))), Kind.MONEY
        )
        == "199.15"
    )
    assert cell_sums.shown(Decimal("37.5"), Kind.NUMBER) == "37.5"
    assert cell_sums.shown(Decimal(100) / 3, Kind.NUMBER) == "33.33"
    assert cell_sums.number_of(Column("x", "x", itemgetter(0), kind=Kind.MONEY), ("1,409.50",)) == 140950


def test_painting_asks_only_for_what_is_in_sight(large, monkeypatch):
    written = []
    real = painting.write
    monkeypatch.setattr(
        painting, "write", lambda *args, **more: (written.append(args[2]), real(*args, **more))
    )
    large.choice.select_all()
    large.grab()
    assert 0 < len(written) < 400


def test_only_what_commands_take_is_ticked(grid, qtbot, monkeypatch):
    ticks = {}
    monkeypatch.setattr(
        painting, "tick_box", lambda _painter, rect, ticked: ticks.update({round(rect.y()): ticked})
    )
    monkeypatch.setattr(marks, "paint", lambda *_: None)
    press(grid, grid.body, 1, SEX, qtbot=qtbot)
    grid.grab()
    assert set(ticks.values()) == {False}
    press(grid, grid.body, 2, SEX, Held.ShiftModifier, qtbot=qtbot)
    grid.grab()
    assert [ticked for _y, ticked in sorted(ticks.items())] == [False, True, True, False, False]


# One record changes --------------------------------------------------------------------------


def test_a_replaced_record_stays_selected_and_moves_only_if_it_sorts_elsewhere(grid, model, qtbot):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    grid.sort_by(COUNT)
    press(grid, grid.body, 0, SEX, qtbot=qtbot)
    resets, moves = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.layoutChanged.connect(lambda *_: moves.append(1))
    model.replace({12: (12, "阿依古丽", "女", "", "", 1)})
    assert (model.text(0, NAME), resets, moves) == ("阿依古丽", [], [])
    model.replace({12: (12, "阿依古丽", "女", "", "", 9)}, {12: ("阿依古丽", "ayiguli")})
    assert (where(grid), grid.choice.ids(), resets, moves) == (("sex", 3), [12], [], [1])
    model.set_masked(False)
    model.set_masked(True)
    model.find("ayiguli")
    assert model.rowCount() == 1
    model.replace({13: (13, "方砚舟", "男", "", "", 5)})
    assert tester.model() is model


def test_a_click_on_the_head_sorts_and_keeps_the_cell(grid, qtbot):
    press(grid, grid.body, 1, SEX, qtbot=qtbot)
    head = grid.body.head()
    qtbot.mouseClick(head.viewport(), LEFT, pos=QPoint(head.sectionViewportPosition(COUNT) + 10, 10))
    assert (grid.choice.current_id(), grid.choice.block()) == (12, ([0], [SEX]))


def test_a_tick_column_at_the_head_takes_all(grid):
    assert grid.model.columns[0] is TICK
    grid.sort_by(0)
    assert grid.choice.whole_rows() == [0, 1, 2, 3, 4]
