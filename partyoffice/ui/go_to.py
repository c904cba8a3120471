"""定位: go to somebody in the list without hiding the others, then on to the next one (F3)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from partyoffice.ui import theme
from partyoffice.ui.controls import bar, button, label
from partyoffice.ui.line import Line

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid
    from partyoffice.ui.main_window import MainWindow

NO_LIST = "这一页没有名单"


def step(grid: "Grid", query: str, way: int) -> tuple[int, int]:
    """Go to the next (1), the former (-1) or the same (0) row that is meant; return its place of how many.

    Without a query every row is meant; behind the last one comes the first.
    """
    rows = grid.model.rows_for(query) if query.split() else list(range(grid.model.rowCount()))
    if not rows:
        return 0, 0
    now = grid.body.currentIndex().row()
    if way >= 0:
        at = next((at for at, row in enumerate(rows) if row >= now + way), 0)
    else:
        at = next((at for at in range(len(rows) - 1, -1, -1) if rows[at] < now), len(rows) - 1)
    grid.choice.go_to(grid.model.record_id(rows[at]))
    return at + 1, len(rows)


class GoTo(QDialog):
    """One line; the list follows what is committed, Enter stays there."""

    def __init__(self, window: "MainWindow", grid: "Grid") -> None:
        super().__init__(window)
        self.window_, self.grid = window, grid
        self.setWindowTitle("定位到姓名")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line, self.found = Line(window.sought), label("", "cap")
        self.line.setPlaceholderText(window.header.search.placeholderText())
        self.line.setAccessibleName("定位到姓名")
        self.line.selectAll()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.addWidget(self.line)
        box.addWidget(self.found)
        following = button("下一个 F3", lambda: self.move_on(1))
        close = button("关闭", self.accept)
        box.addLayout(bar(None, following, close, margins=(0, 8, 0, 0)))
        self.setMinimumWidth(theme.scaled(360))
        self.line.textChanged.connect(lambda _text: self.move_on(0))
        self.line.returnPressed.connect(self.accept)
        self.addActions([window.actions_table["edit.next"], window.actions_table["edit.previous"]])

    def move_on(self, way: int) -> None:
        """Go on, and say how many there are."""
        self.window_.sought = self.line.text()
        at, of = step(self.grid, self.window_.sought, way)
        self.found.setText(f"第 {at} 个，共 {of} 个" if of else "没有这样的人")


def ask(window: "MainWindow") -> None:
    """Ask for whom to go to (Ctrl+G)."""
    page = window.page()
    if page is not None and page.grid is not None:
        GoTo(window, page.grid).open()


def go_on(window: "MainWindow", way: int) -> None:
    """Go to the next or former one meant by the last 定位 (F3, Shift+F3)."""
    page = window.page()
    if page is not None and page.grid is not None:
        at, of = step(page.grid, window.sought, way)
        window.flash(f"第 {at} 个，共 {of} 个" if of else f"没有找到“{window.sought}”")
