"""What can be done to the list of a page: filter, sort, freeze, hide, choose columns.

"此列" is the column whose head was right-clicked, else that of the current cell.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer

from partyoffice.ui.column_dialog import ColumnDialog
from partyoffice.ui.go_to import NO_LIST
from partyoffice.ui.menus import Action

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid
    from partyoffice.ui.main_window import MainWindow

HEAD_MENU = (
    "list.sort_up", "list.sort_down", "", "list.filter_here", "list.filter_row", "list.filter_clear", "",
    "list.freeze", "list.thaw", "list.hide", "", "view.columns",
)  # fmt: skip
FILTERING = ("list.filter_row", "list.filter_here", "list.filter_clear")
NO_FILTERS = "这张表不能按列筛选"
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def list_actions(window: "MainWindow") -> list[Action]:
    """Return the commands of lists for the menu 视图."""
    on = partial(_on_list, window)
    return [
        Action("list.filter_row", "筛选行", on(filter_row), "view", "", "Ctrl+Shift+L", True, True),
        Action("list.filter_here", "筛选此列", on(filter_here), "view", "funnel", "F8"),
        Action("list.filter_clear", "清除筛选", on(filter_clear), "view", "", "Ctrl+Shift+X"),
        Action("list.sort_up", "按此列升序", on(partial(sort, UP)), "view", "arrow-up", separate=True),
        Action("list.sort_down", "按此列降序", on(partial(sort, DOWN)), "view", "arrow-down"),
        Action("list.freeze", "冻结到此列", on(freeze), "view", separate=True),
        Action("list.thaw", "取消冻结", on(thaw), "view"),
        Action("list.hide", "隐藏此列", on(hide), "view", "eye-off"),
    ]


def fit_to_page(window: "MainWindow") -> None:
    """Say of each command why it rests on this page, and tick 筛选行 while it is shown."""
    page, table = window.page(), window.actions_table
    grid = page.grid if page is not None else None
    for ident in filter(None, HEAD_MENU):
        table.block(ident, "" if grid is not None else NO_LIST)
    narrowing = grid.narrowing if grid is not None else None
    for ident in FILTERING:
        if grid is not None:
            table.block(ident, "" if narrowing is not None else NO_FILTERS)
    table["list.filter_row"].setChecked(narrowing is not None and narrowing.row.shown)


def _on_list(window: "MainWindow", work: Callable[["Grid"], object]) -> Callable[[], None]:
    def run() -> None:
        page = window.page()
        if page is not None and page.grid is not None:
            work(page.grid)
            fit_to_page(window)

    return run


def column_of(grid: "Grid") -> int:
    """Return the column that 此列 means, -1 for none."""
    return grid.menu_column if grid.menu_column >= 0 else grid.body.currentIndex().column()


def head_menu(grid: "Grid", column: int, at: QPoint) -> None:
    """Open the menu of a head, made of registered commands only; outside a window there are none."""
    table = getattr(grid.window(), "actions_table", None)
    if table is None:
        return
    grid.menu_column = column
    menu = table.menu_of(grid.commands_of_head(column))
    # What is triggered is told after the menu has gone.
    menu.aboutToHide.connect(lambda: QTimer.singleShot(0, grid, partial(setattr, grid, "menu_column", -1)))
    menu.popup(at)


def filter_row(grid: "Grid") -> None:
    """Show the filter row and go to it, or hide it."""
    if grid.narrowing is not None:
        grid.narrowing.row.toggle()


def filter_here(grid: "Grid") -> None:
    """Go to the filter of the column."""
    column = column_of(grid)
    if grid.narrowing is not None:
        grid.narrowing.row.focus(grid.model.columns[column].key if column >= 0 else "")


def filter_clear(grid: "Grid") -> None:
    """Take all filters and the search away."""
    if grid.narrowing is not None:
        grid.narrowing.clear()


def sort(order: Qt.SortOrder, grid: "Grid") -> None:
    """Sort by the column."""
    column = column_of(grid)
    if column >= 0 and grid.model.sorted_by != (column, order):
        other = DOWN if order == UP else UP
        if grid.model.sorted_by != (column, other) and order == DOWN:
            grid.sort_by(column)  # the first press sorts upwards
        grid.sort_by(column)


def freeze(grid: "Grid") -> None:
    """Keep everything up to the column in sight."""
    column = column_of(grid)
    if column >= 0:
        grid.freeze_to(grid.model.columns[column].key)


def thaw(grid: "Grid") -> None:
    """Let all columns scroll."""
    grid.freeze_none()


def hide(grid: "Grid") -> None:
    """Hide the column; the first ones always stay."""
    column = column_of(grid)
    if column >= grid.columns.usual:
        grid.show_column(grid.model.columns[column].key, shown=False)


def choose_columns(grid: "Grid") -> None:
    """Open 显示的列."""
    ColumnDialog(grid, grid.window()).open()
