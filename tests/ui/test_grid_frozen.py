"""What stands still: columns frozen at the left, totals at the right and at the bottom (U11, U12)."""

from operator import itemgetter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QScrollBar

from partyoffice.core.field import Kind
from partyoffice.core.money import yuan
from partyoffice.ui import theme
from partyoffice.ui.grid import Grid
from partyoffice.ui.prefs import Prefs
from partyoffice.ui.table_model import NUMBER, Column, TableModel

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
MONTHS = 12


def money(key, title, read):
    return Column(
        key,
        title,
        lambda row: yuan(read(row)),
        sort=read,
        align="right",
        sample="12,345.67",
        kind=Kind.MONEY,
        total=lambda rows: yuan(sum(map(read, rows))),
    )


def people(rows):
    return f"合计 {len(rows)} 人"


@pytest.fixture
def dues(qtbot):
    """Months as columns, people as rows, sums at the right and at the bottom."""
    name = Column("name", "姓名", itemgetter(1), sample="阿依古丽·买买提", total=people)
    months = [money(f"month{at}", f"{at} 月", itemgetter(at + 1)) for at in range(1, MONTHS + 1)]
    model = TableModel((NUMBER, name, *months, money("year", "全年", lambda row: sum(row[2:]))))
    rows = [(at, f"人{at}", *(10_000 + at + place for place in range(MONTHS))) for at in range(1, 41)]
    model.fill(rows, [row[0] for row in rows], [(row[1],) for row in rows])
    grid = Grid(model, frozen=2, right=1, totals=True, unit="人")
    qtbot.addWidget(grid)
    grid.resize(700, 400)
    grid.show()
    return grid


def keys(grid, view):
    model = grid.model
    return [model.columns[at].key for at in grid.columns.visible() if grid.columns.view_of(at) is view]


def left_of(widget, grid):
    return widget.mapTo(grid, QPoint(0, 0)).x()


# The left ------------------------------------------------------------------------------------


def test_up_to_any_column_can_be_frozen_and_let_go(grid):
    grid.freeze_to("joined")
    assert keys(grid, grid.left) == ["tick", "number", "name", "sex", "joined"]
    assert keys(grid, grid.body)[0] == "id_number"
    assert grid.left.width() == sum(grid.left.columnWidth(at) for at in range(5))
    grid.freeze_none()
    assert (keys(grid, grid.left), grid.left.isVisible()) == ([], False)
    assert keys(grid, grid.body)[:3] == ["tick", "number", "name"]
    grid.freeze_usual()
    assert keys(grid, grid.left) == ["tick", "number", "name"]


def test_freezing_takes_the_order_as_it_stands_and_comes_back_by_key(grid, model, qtbot):
    grid.columns.order(["count", "sex"])
    grid.freeze_to("count")
    assert keys(grid, grid.left) == ["tick", "number", "name", "count"]
    other = Grid(TableModel([*model.columns, Column("new", "新列", str)]), frozen=3)
    qtbot.addWidget(other)
    other.restore(grid.columns.state())
    assert keys(other, other.left) == ["tick", "number", "name", "count"]
    assert keys(other, other.body) == ["sex", "joined", "id_number", "state", "new"]


def test_a_layout_kept_before_freezing_could_be_chosen_is_still_read(grid):
    grid.restore(
        {"order": ["count", "joined"], "hidden": ["sex"], "shown": [], "widths": {}, "sort": ["name", True]}
    )
    assert keys(grid, grid.left) == ["tick", "number", "name"]
    assert keys(grid, grid.body) == ["count", "joined", "id_number", "state"]
    assert grid.model.sorted_by == (2, Qt.SortOrder.DescendingOrder)


def test_freezing_is_told_to_be_kept(grid, qtbot):
    with qtbot.waitSignal(grid.layout_changed, timeout=3000) as told:
        grid.freeze_to("sex")
    assert told.args[0]["frozen"] == ["tick", "number", "name", "sex"]


def test_a_column_dragged_in_the_body_keeps_its_place_in_every_part(grid):
    head = grid.body.head()
    head.moveSection(head.visualIndex(6), head.visualIndex(3))
    assert keys(grid, grid.body)[0] == "count"
    assert grid.left.head().visualIndex(6) == grid.right.head().visualIndex(6) == 3


def test_however_much_is_frozen_the_rest_can_be_seen_and_the_cell_is_in_sight(grid, qtbot):
    grid.resize(640, 300)
    grid.freeze_to("count")
    assert grid.body.viewport().width() >= 200
    grid.choice.go_to(11, "number")
    for _ in range(6):
        qtbot.keyClick(grid.body, Key.Key_Right)
        index = grid.body.currentIndex()
        view = grid.columns.view_of(index.column())
        shown = view.visualRect(index)
        assert shown.left() >= 0, grid.model.columns[index.column()].key
        assert shown.right() < view.viewport().width() or shown.width() > view.viewport().width()


def test_the_edge_is_stronger_while_something_is_under_it(grid):
    grid.resize(420, 300)
    edge = grid.edges[0]
    assert not edge.covers()
    assert edge.grab().toImage().pixelColor(1, 50) == theme.ink("sheet")
    grid.bar.setValue(60)
    assert edge.covers()
    assert edge.grab().toImage().pixelColor(1, 50) == theme.ink("edge")


# The right and the bottom --------------------------------------------------------------------


def test_the_right_part_stays_while_the_body_scrolls(dues, qtbot):
    before = left_of(dues.right, dues)
    dues.bar.setValue(dues.bar.maximum())
    assert left_of(dues.right, dues) == before
    assert (keys(dues, dues.right), dues.edges[1].covers()) == (["year"], False)
    dues.bar.setValue(0)
    assert dues.edges[1].covers()


def test_keys_go_on_from_the_body_into_the_right_part(dues, qtbot):
    dues.choice.go_to(1, "month12")
    qtbot.keyClick(dues.body, Key.Key_Right)
    assert dues.model.columns[dues.body.currentIndex().column()].key == "year"
    qtbot.keyClick(dues.body, Key.Key_Down, Held.ShiftModifier)
    assert dues.choice.block() == ([0, 1], [14])
    assert dues.status() == "共 40 人·已选 2 人·求和 2,401.68·平均 1,200.84·计数 2"


def test_all_parts_scroll_down_together_and_one_bar_shows(dues):
    dues.choice.go_to(40)
    values = {view.verticalScrollBar().value() for view in dues.columns.views}
    assert len(values) == 1
    assert values != {0}
    assert [view.verticalScrollBar().isVisible() for view in dues.columns.views] == [False, False, True]
    assert len({view.viewport().height() for view in dues.columns.views}) == 1


def column_edges(grid, at):
    view = grid.columns.view_of(at)
    strip = next(one for one in grid.strips if one.view is view)
    rect = strip.rect_of(at)
    cell = view.columnViewportPosition(at) + left_of(view.viewport(), grid)
    return rect.left() + left_of(strip, grid), cell, rect.width(), view.columnWidth(at)


def test_every_total_stands_under_its_column_whatever_moves(dues):
    def stand():
        for at in dues.columns.visible():
            total, cell, wide, width = column_edges(dues, at)
            assert (total, wide) == (cell, width), dues.model.columns[at].key

    stand()
    dues.bar.setValue(dues.bar.maximum())
    stand()
    dues.body.head().resizeSection(5, 140)
    stand()
    dues.body.head().moveSection(5, 3)
    stand()
    dues.show_column("month2", shown=False)
    dues.freeze_to("month3")
    stand()


def test_totals_follow_search_and_single_changes(dues, qtbot):
    strip = dues.strips[1]
    assert dues.strips[0].texts[1] == "合计 40 人"
    assert strip.texts[2] == yuan(sum(10_000 + at for at in range(1, 41)))
    dues.model.find("人40")
    assert (dues.strips[0].texts[1], strip.texts[2]) == ("合计 1 人", "100.40")
    dues.model.replace({40: (40, "人40", *[0] * MONTHS)})
    assert (strip.texts[2], dues.strips[2].texts[14]) == ("0.00", "0.00")
    assert "1 月 0.00" in strip.accessibleDescription()


def test_the_total_row_is_painted_where_the_eye_looks_for_it(dues):
    image = dues.grab().toImage()
    strip = dues.strips[1]
    top = strip.mapTo(dues, QPoint(0, 0)).y()
    assert top >= dues.body.geometry().bottom()
    assert image.pixelColor(left_of(strip, dues) + 2, top + strip.height() // 2) == theme.ink("panel")


def test_qt_finds_nothing_wrong_with_the_model_of_a_frozen_list(dues):
    tester = QAbstractItemModelTester(dues.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dues.freeze_to("month4")
    dues.sort_by(1)
    dues.model.replace({3: (3, "人三", *[5] * MONTHS)})
    dues.model.set_masked(False)
    dues.freeze_none()
    assert tester.model() is dues.model


def test_a_list_keeps_sort_and_columns_on_this_pc(grid, model, tmp_path, qtbot):
    path = tmp_path / "prefs.json"
    grid.keep_in(Prefs(path), "list")
    grid.sort_by(2)
    grid.show_column("sex", shown=False)
    qtbot.waitUntil(path.exists)
    other = Grid(TableModel(model.columns), frozen=3)
    qtbot.addWidget(other)
    other.keep_in(Prefs(path), "list")
    assert (other.model.sorted_by, "sex" in keys(other, other.body)) == (
        (2, Qt.SortOrder.AscendingOrder),
        False,
    )


def test_the_edge_asks_for_the_bar_anew_and_keeps_no_part_that_qt_made(model, qtbot):
    made = Grid(model, frozen=3)
    qtbot.addWidget(made)
    kept = [each for edge in made.edges for each in vars(edge).values() if isinstance(each, QScrollBar)]
    assert not kept, "a walk along the focus chain may let it die in Python while Qt still has it"
