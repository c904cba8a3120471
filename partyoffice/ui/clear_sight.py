"""The current row stays in sight: while the undo bar is up, the list scrolls from under it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QResizeEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from partyoffice.ui.grid import Grid
    from partyoffice.ui.message_bar import UndoBar

GAP = 8


def _place(widget: "QWidget", area: QRect) -> QRect:
    return QRect(widget.mapToGlobal(area.topLeft()), area.size())


def _row(grid: "Grid") -> QRect:
    """Return where the current row lies in the list; its cell may be in a frozen part, the row is in all."""
    view = grid.body
    row = view.currentIndex().row()
    return QRect(0, view.rowViewportPosition(row), view.viewport().width(), view.rowHeight(row))


def row_place(grid: "Grid") -> QRect:
    """Return where the current row lies on the screen, nothing where it is not in sight."""
    row, room = _row(grid), grid.body.viewport().rect()
    return _place(grid.body.viewport(), row) if row.intersects(room) else QRect()


def _was_in_sight(grid: "Grid", lower: int) -> bool:
    """Say whether the current row was seen before the list became ``lower`` by so much."""
    row = _row(grid)
    return row.isValid() and row.bottom() >= 0 and row.top() < grid.body.viewport().height() + lower


class ClearSight(QObject):
    """Watches one undo bar and the lists it may cover."""

    def __init__(self, bar: "UndoBar") -> None:
        super().__init__(bar)
        self.bar = bar
        self.grids: list[Grid] = []
        self.lost: list[Grid] = []  # lists made smaller while their current row was in sight
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.clear)
        bar.appeared.connect(self._soon.start)

    def watch(self, grid: "Grid") -> None:
        """Keep the current row of a list clear of the bar."""
        self.grids.append(grid)
        grid.current_changed.connect(lambda _id: self._soon.start())
        grid.model.modelReset.connect(self._soon.start)
        grid.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when a bar above or a smaller window moved the list."""
        if isinstance(event, QResizeEvent):
            lower = max(0, event.oldSize().height() - event.size().height())
            self.lost += [grid for grid in self.grids if grid is watched and _was_in_sight(grid, lower)]
            self._soon.start()
        return super().eventFilter(watched, event)

    def clear(self) -> None:
        """Scroll the list in sight; at its end, where nothing is left to scroll, lift the bar."""
        while self.lost:
            grid = self.lost.pop()
            grid.body.scrollTo(grid.body.currentIndex())
        if self.bar.isHidden():
            return
        self.bar.place()
        for grid in self.grids:
            if grid.isVisible() and self._covers(grid):
                self._scroll(grid)
                if self._covers(grid):
                    top = self.bar.window_body.mapFromGlobal(row_place(grid).topLeft()).y()
                    self.bar.move(QPoint(self.bar.x(), max(0, top - self.bar.height() - GAP)))

    def _covers(self, grid: "Grid") -> bool:
        return row_place(grid).intersects(_place(self.bar, self.bar.rect()))

    def _scroll(self, grid: "Grid") -> None:
        under = row_place(grid).bottom() - _place(self.bar, self.bar.rect()).top()
        scroll = grid.body.verticalScrollBar()
        scroll.setValue(scroll.value() + under + GAP)
