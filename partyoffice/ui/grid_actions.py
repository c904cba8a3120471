"""The commands of every list that change cells, for the menu 编辑: cut, paste, edit, fill, batch.

Their keys belong to whatever has the keyboard (``Action.local``): a text field keeps its own Del,
Ctrl+V and F2, and the list answers them itself (``cell_keys``).
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from partyoffice.ui import paste
from partyoffice.ui.cell_changes import FIXED
from partyoffice.ui.menus import Action
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid
    from partyoffice.ui.main_window import MainWindow

Text = QLineEdit | QPlainTextEdit
CELL_MENU = (
    "edit.cell", "edit.clear", "", "edit.cut", "edit.copy", "edit.copy_heads", "edit.paste", "",
    "edit.fill_down", "edit.fill", "edit.batch",
)  # fmt: skip
CELLS_ONLY = ("edit.cell", "edit.fill_down", "edit.fill", "edit.today", "edit.choose", "edit.batch")
NO_LIST = "这一页没有可以修改的名单"


def clipboard_actions(window: "MainWindow") -> list[Action]:
    """Return 剪切, 复制 and 粘贴: of the text field that has the keyboard, else of the list."""
    on = partial(_of_field_or_list, window)
    return [
        Action(
            "edit.cut",
            "剪切",
            writes(on(_cut_text, paste.cut)),
            "edit",
            "",
            "Ctrl+X",
            separate=True,
            local=True,
        ),
        Action("edit.copy", "复制", partial(copy, window), "edit", "copy", "Ctrl+C"),
        Action(
            "edit.copy_heads", "复制（含标题）", partial(copy, window, heads=True), "edit", "", "Ctrl+Shift+C"
        ),
        Action("edit.paste", "粘贴", writes(on(_paste_text, paste.paste)), "edit", "", "Ctrl+V", local=True),
    ]


def cell_actions(window: "MainWindow") -> list[Action]:
    """Return what is done to the cells of a list."""
    clear = writes(_of_field_or_list(window, _clear_text, lambda grid: grid.clear_cells()))

    def cell(
        ident: str, text: str, work: Callable[["Grid"], object], key: str = "", icon: str = "", **more: bool
    ) -> Action:
        return Action(
            ident, text, writes(partial(_on_list, window, work)), "edit", icon, key, local=bool(key), **more
        )

    return [
        cell("edit.cell", "编辑单元格", lambda grid: grid.edit_current(), "F2", "pencil", separate=True),
        Action("edit.clear", "清除", clear, "edit", "", "Del", local=True),
        cell("edit.fill_down", "向下填充", lambda grid: grid.fill_down(), "Ctrl+D"),
        cell("edit.fill", "填充所选", lambda grid: grid.fill_selection(), "Ctrl+Enter|Ctrl+Return"),
        cell("edit.today", "填入今天", lambda grid: grid.today(), "Ctrl+;"),
        cell("edit.choose", "从列表选择…", lambda grid: grid.choose(), "F7"),
        cell("edit.batch", "批量修改…", paste.batch, icon="list-filter", separate=True),
    ]


def fit_to_page(window: "MainWindow") -> None:
    """Say of the commands that change cells why they rest on a page without a list that can be changed."""
    page = window.page()
    grid = page.grid if page is not None else None
    reason = NO_LIST if grid is None else FIXED if grid.edits is None else ""
    for ident in CELLS_ONLY:
        window.actions_table.block(ident, reason)


def _list_of(window: "MainWindow") -> "Grid | None":
    page = window.page()
    return page.grid if page is not None else None


def _on_list(window: "MainWindow", work: Callable[["Grid"], object]) -> None:
    grid = _list_of(window)
    if grid is not None:
        work(grid)


def _of_field_or_list(
    window: "MainWindow", in_text: Callable[[Text], object], in_list: Callable[["Grid"], object]
) -> Callable[[], None]:
    def run() -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            in_text(focus)
        else:
            _on_list(window, in_list)

    return run


def _cut_text(field: Text) -> None:
    field.cut()


def _paste_text(field: Text) -> None:
    field.paste()


def _clear_text(field: Text) -> None:
    """Delete what is selected in a field, as Del does there."""
    if isinstance(field, QLineEdit):
        field.del_()
    else:
        cursor = field.textCursor()
        cursor.deleteChar()


def copy(window: "MainWindow", *, heads: bool = False) -> None:
    """Copy from the field with the keyboard, else the selected cells of the page."""
    focus, grid = QApplication.focusWidget(), _list_of(window)
    if isinstance(focus, QLineEdit | QPlainTextEdit):
        focus.copy()
    elif grid is not None:
        grid.copy(heads=heads)
