import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.ui import clear_sight
from partyoffice.ui.clear_sight import ClearSight, row_place
from partyoffice.ui.grid import Grid
from partyoffice.ui.message_bar import UndoBar
from partyoffice.ui.table_model import NUMBER, Column, TableModel


@pytest.fixture
def body(qtbot, dressed):
    """A list of 60 rows over which an undo bar appears."""
    root = QWidget()
    qtbot.addWidget(root)
    model = TableModel((NUMBER, Column("name", "姓名", str, sample="沈砚秋")))
    model.fill([f"沈{at:02}" for at in range(60)], range(1, 61))
    root.grid, root.bar = Grid(model, frozen=1, unit="人"), UndoBar(root)
    box = QVBoxLayout(root)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(root.grid)
    root.sight = ClearSight(root.bar)
    root.sight.watch(root.grid)
    root.resize(700, 420)
    root.show()
    root.bar.show_undo("已将 沈03 移入回收站", lambda: None)
    return root


def covered(body):
    return row_place(body.grid).intersects(clear_sight._place(body.bar, body.bar.rect()))


def test_the_undo_bar_never_covers_the_current_row(body, qtbot):
    for record in (*range(1, 61, 3), 60):
        body.grid.choice.go_to(record)
        qtbot.waitUntil(lambda: not covered(body))
        assert not row_place(body.grid).isEmpty()


def test_the_bar_that_appears_over_the_row_lets_the_list_scroll(body, qtbot):
    body.bar.hide()
    body.grid.choice.go_to(10)
    height = body.grid.body.viewport().height()
    body.grid.body.verticalScrollBar().setValue(0)
    below = body.grid.body.indexAt(body.grid.body.viewport().rect().center()).row()
    body.grid.choice.go_to(min(60, below + height // 60))
    body.bar.show_undo("已将 沈03 移入回收站", lambda: None)
    qtbot.waitUntil(lambda: not covered(body))


def test_a_list_made_lower_scrolls_once_more(body, qtbot):
    body.grid.choice.go_to(30)
    qtbot.waitUntil(lambda: not covered(body))
    for height in (380, 340, 200):
        body.resize(700, height)
        qtbot.waitUntil(lambda: not row_place(body.grid).isEmpty() and not covered(body))


def test_the_bar_is_lifted_at_the_end_of_the_list(body, qtbot):
    low, places = body.bar.y(), []
    for record in (60, 59, 58):
        body.grid.choice.go_to(record)
        qtbot.waitUntil(lambda: not covered(body))
        places.append(body.bar.y())
    assert min(places) < low


def test_a_current_cell_in_the_frozen_part_is_kept_clear_too(body, qtbot):
    grid = body.grid
    for row in range(0, 60, 4):
        grid.body.setCurrentIndex(grid.model.index(row, 0))  # 序号, frozen
        qtbot.waitUntil(lambda: not row_place(grid).isEmpty() and not covered(body))
