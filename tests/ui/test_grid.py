from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from partyoffice.ui import theme
from partyoffice.ui.copying import html_table, tab_text
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.table_model import Column, TableModel

Key, Held = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


def where(grid):
    index = grid.body.currentIndex()
    return grid.model.columns[index.column()].key, index.row()


def press(grid, view, row, column, held=Held.NoModifier, qtbot=None):
    at = view.visualRect(grid.model.index(row, column)).center()
    qtbot.mouseClick(view.viewport(), LEFT, held, at)


def test_return_moves_down_and_with_shift_up(grid, qtbot):
    grid.choice.go_to(11)
    qtbot.keyClick(grid.body, Key.Key_Return)
    assert where(grid) == ("name", 1)
    qtbot.keyClick(grid.body, Key.Key_Return, Held.ShiftModifier)
    assert where(grid) == ("name", 0)


def test_the_ground_of_the_chosen_row_goes_on_to_the_edge_beside_the_columns(grid, qapp):
    grid.resize(grid.body.head().length() + 1200, 300)
    grid.choice.go_to(12)
    qapp.processEvents()
    view = grid.columns.views[1]
    picture = view.viewport().grab().toImage()
    right, high = view.viewport().width() - 10, view.rowHeight(1)
    middle = view.rowViewportPosition(1) + high // 2
    assert view.head().length() < right
    beyond = [picture.pixelColor(right, middle + step * high) for step in (0, 1)]
    assert beyond[0] == theme.ink("sel")
    assert beyond[1] != theme.ink("sel")


def test_arrows_cross_the_frozen_edge_both_ways(grid, qtbot):
    grid.choice.go_to(11)
    qtbot.keyClick(grid.body, Key.Key_Right)
    assert where(grid) == ("sex", 0)
    qtbot.keyClick(grid.body, Key.Key_Left)
    assert where(grid) == ("name", 0)
    qtbot.keyClick(grid.body, Key.Key_Left)
    qtbot.keyClick(grid.body, Key.Key_Left)
    assert where(grid) == ("number", 0)


def test_home_end_and_their_control_forms_reach_the_corners(grid, qtbot):
    grid.choice.go_to(13)
    qtbot.keyClick(grid.body, Key.Key_End)
    assert where(grid) == ("state", 2)
    qtbot.keyClick(grid.body, Key.Key_Home)
    assert where(grid) == ("number", 2)
    qtbot.keyClick(grid.body, Key.Key_End, Held.ControlModifier)
    assert where(grid) == ("state", 4)
    qtbot.keyClick(grid.body, Key.Key_Home, Held.ControlModifier)
    assert where(grid) == ("number", 0)


def test_shift_selects_a_run_and_control_all(grid, qtbot):
    grid.choice.go_to(12)
    qtbot.keyClick(grid.body, Key.Key_Down, Held.ShiftModifier)
    qtbot.keyClick(grid.body, Key.Key_Down, Held.ShiftModifier)
    assert grid.choice.ids() == [12, 13, 14]
    qtbot.keyClick(grid.body, Key.Key_A, Held.ControlModifier)
    assert len(grid.choice.ids()) == 5


def test_a_run_may_begin_in_the_frozen_part_and_end_in_the_body(grid, qtbot):
    press(grid, grid.left, 1, 2, qtbot=qtbot)
    press(grid, grid.body, 3, 4, Held.ShiftModifier, qtbot)
    assert grid.choice.ids() == [12, 13, 14]
    assert grid.choice.block() == ([1, 2, 3], [2, 3, 4])
    press(grid, grid.left, 4, 2, Held.ControlModifier, qtbot)
    assert grid.choice.ids() == [12, 13, 14, 15]
    press(grid, grid.left, 4, 2, Held.ControlModifier, qtbot)
    assert grid.choice.ids() == [12, 13, 14]


def test_ticks_add_rows_and_leave_the_others(grid, qtbot):
    press(grid, grid.left, 0, 0, qtbot=qtbot)
    press(grid, grid.left, 3, 0, qtbot=qtbot)
    assert grid.choice.ids() == [11, 14]
    assert grid.status() == "共 5 人·已选 2 人"


def test_space_ticks_the_current_row(grid, qtbot):
    grid.choice.go_to(12)
    assert (grid.choice.ids(), grid.choice.whole_rows()) == ([12], [])
    qtbot.keyClick(grid.body, Key.Key_Space)
    assert (grid.choice.ids(), grid.choice.whole_rows()) == ([12], [1])
    qtbot.keyClick(grid.body, Key.Key_Space)
    assert grid.choice.ids() == []


def test_selecting_all_after_a_search_takes_the_found_only(grid, qtbot):
    grid.model.find("砚")
    grid.choice.select_all()
    assert grid.choice.ids() == [11, 13]
    assert grid.status() == "共 5 人·筛选后 2 人·已选 2 人"


def test_current_and_selection_live_through_search_and_sort(grid, qtbot):
    grid.choice.go_to(13)
    grid.sort_by(2)
    assert grid.choice.current_id() == 13
    grid.model.find("砚")
    assert (grid.choice.current_id(), grid.choice.ids()) == (13, [13])
    with qtbot.waitSignal(grid.current_changed) as told:
        grid.model.find("林")
    assert told.args == [0]
    assert grid.choice.current_id() == 0


def test_a_click_on_the_head_sorts_and_a_second_turns_round(grid, qtbot):
    head = grid.body.head()
    at = QPoint(head.sectionViewportPosition(4) + 20, 10)
    qtbot.mouseClick(head.viewport(), LEFT, Held.NoModifier, at)
    assert grid.model.sorted_by == (4, Qt.SortOrder.AscendingOrder)
    qtbot.mouseClick(head.viewport(), LEFT, Held.NoModifier, at)
    assert grid.model.sorted_by == (4, Qt.SortOrder.DescendingOrder)


def test_copy_gives_the_rows_as_shown_with_masked_numbers_masked(grid):
    grid.choice.toggle(grid.model.index(0, 0))
    grid.copy(heads=True)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["序号", "姓名", "性别", "入党时间", "身份证号", "次数", "状态"]
    assert lines[1].split("\t") == ["1", "沈砚秋", "女", "2012-06-21", "330099********4122", "3", "正式"]


def test_copied_cells_with_tabs_lines_and_quotes_come_back_whole():
    assert tab_text([["a\tb", 'c"d'], ["e\nf", "g"]]) == '"a\tb"\t"c""d"\r\n"e\nf"\tg'
    assert "&lt;b&gt;" in html_table([["<b>"]])


def test_hidden_columns_are_not_copied_and_the_order_is_the_one_seen(grid):
    grid.show_column("sex", shown=False)
    grid.columns.order(["count", "joined"])
    grid.choice.toggle(grid.model.index(0, 0))
    grid.copy()
    assert QGuiApplication.clipboard().text().split("\t")[:4] == ["1", "沈砚秋", "3", "2012-06-21"]


def test_order_width_visibility_and_sort_come_back_by_key(grid, model, qtbot):
    grid.show_column("sex", shown=False)
    grid.columns.order(["count", "joined"])
    grid.body.setColumnWidth(4, 150)
    grid.sort_by(2)
    state = grid.columns.state()
    other = Grid(TableModel([*model.columns, Column("new", "新列", str)]), frozen=3)
    qtbot.addWidget(other)
    other.restore(state)
    keys = [other.model.columns[at].key for at in other.columns.visible()]
    assert keys[3:5] == ["count", "joined"]
    assert "sex" not in keys
    assert "new" in keys
    assert other.body.columnWidth(4) == 150
    assert other.model.sorted_by == (2, Qt.SortOrder.AscendingOrder)


def test_a_dragged_width_is_told_to_be_kept(grid, qtbot):
    with qtbot.waitSignal(grid.layout_changed, timeout=3000) as told:
        grid.body.head().resizeSection(4, 222)
    assert told.args[0]["widths"]["joined"] == 222


def test_the_default_columns_come_back(grid):
    grid.show_column("sex", shown=False)
    assert grid.body.isColumnHidden(3)
    grid.reset_columns()
    assert not grid.body.isColumnHidden(3)


def test_an_empty_list_says_why_and_offers_the_way_out(grid, qtbot):
    pressed = []
    grid.empty = lambda: Empty(
        "search-x", "没有符合筛选的人", "被筛选挡住了", (("清除筛选", lambda: pressed.append(1)),)
    )
    grid.model.find("没有这个人")
    assert grid.pane.isVisible()
    assert grid.pane.title.text() == "没有符合筛选的人"
    qtbot.mouseClick(grid.pane.findChild(QPushButton), LEFT)
    assert pressed == [1]
    grid.model.find("")
    assert not grid.pane.isVisible()


def test_double_click_and_alt_enter_open_the_record(grid, qtbot):
    grid.choice.go_to(12)
    with qtbot.waitSignal(grid.opened) as told:
        qtbot.keyClick(grid.body, Key.Key_Return, Held.AltModifier)
    assert told.args == [12]
    at = grid.left.visualRect(grid.model.index(3, 2)).center()
    qtbot.mouseClick(grid.left.viewport(), LEFT, pos=at)
    with qtbot.waitSignal(grid.opened) as told:
        qtbot.mouseDClick(grid.left.viewport(), LEFT, pos=at)
    assert told.args == [14]


def test_a_press_in_the_frozen_part_brings_the_keyboard_to_the_body(grid, qtbot):
    grid.body.clearFocus()
    press(grid, grid.left, 1, 2, qtbot=qtbot)
    assert grid.window().focusWidget() is grid.body


def test_both_parts_scroll_together_and_the_current_cell_stays_whole(grid, qtbot):
    rows = [(number, f"人{number}", "女", "", "", 1) for number in range(400)]
    grid.model.fill(rows, [row[0] + 1 for row in rows])
    grid.choice.go_to(300)
    left, body = grid.left.verticalScrollBar().value(), grid.body.verticalScrollBar().value()
    assert left == body > 0
    shown = grid.body.visualRect(grid.model.index(299, 3))
    assert shown.top() >= 0
    assert shown.bottom() < grid.body.viewport().height()


def test_the_current_cell_is_never_under_the_frozen_part(grid, qtbot):
    grid.resize(420, 300)
    grid.choice.go_to(11)
    for _ in range(5):
        qtbot.keyClick(grid.body, Key.Key_Right)
    for _ in range(5):
        shown = grid.body.visualRect(grid.body.currentIndex())
        assert shown.left() >= 0
        qtbot.keyClick(grid.body, Key.Key_Left)


def test_rows_and_columns_grow_with_the_font(grid, dressed):
    width = grid.left.columnWidth(2)
    theme.apply(dressed, "light", 16)
    assert grid.body.rowHeight(0) == theme.row_height() > 30
    assert grid.left.columnWidth(2) > width
