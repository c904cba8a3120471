"""Dragging a block of cells across the views of a grid, scrolling when the mouse leaves them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QTimer

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

EVERY_MS = 40


class Drag:
    """From press to release; ``go_on`` takes places on the screen."""

    def __init__(self, grid: "Grid") -> None:
        self.grid, self.going, self.beyond = grid, False, (0, 0)
        self.timer = QTimer(grid, interval=EVERY_MS)
        self.timer.timeout.connect(self.scroll)

    def begin(self) -> None:
        """Start at the current cell."""
        self.going = True

    def go_on(self, at: QPoint) -> None:
        """Extend the block to the cell under the mouse."""
        if not self.going:
            return
        port = self.grid.body.viewport()
        here, grid_x = port.mapFromGlobal(at), self.grid.mapFromGlobal(at).x()
        down = _side(here.y(), port.height())
        self.beyond = (down, _side(grid_x, self.grid.width()))
        if self.beyond == (0, 0):
            self.timer.stop()
            self._reach(self.cell_at(at))
        elif not self.timer.isActive():
            self.timer.start()

    def end(self) -> None:
        """Stop."""
        self.going = False
        self.timer.stop()

    def scroll(self) -> None:
        """Go one cell further in the direction in which the mouse left the list."""
        self.grid.choice.step(*self.beyond, extend=True)

    def _reach(self, index: QModelIndex) -> None:
        if index.isValid() and (index.row(), index.column()) != self.grid.choice.lead:
            self.grid.choice.extend(index)

    def cell_at(self, at: QPoint) -> QModelIndex:
        """Return the cell under a place on the screen."""
        for view in self.grid.columns.views:
            here = view.viewport().mapFromGlobal(at)
            if view.isVisible() and view.viewport().rect().contains(here):
                return view.indexAt(here)
        return QModelIndex()


def _side(place: int, room: int) -> int:
    return -1 if place < 0 else 1 if place >= room else 0
