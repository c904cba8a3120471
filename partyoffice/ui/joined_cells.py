"""Neighbouring cells drawn as one, and gone through as one: the months of a quarter, of a year."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid

Together = Callable[[Any, str], Sequence[str]]  # of a record and the key of a column, the keys drawn as one


class JoinedCells:
    """Keeps the cells of a grid joined, whatever is searched, sorted or read anew."""

    def __init__(self, grid: "Grid", together: Together) -> None:
        self.grid, self.together = grid, together
        grid.choice.joined = self.span
        grid.delegate.lined = True  # without lines nobody sees what is joined
        for signal in (grid.model.modelReset, grid.model.layoutChanged):
            signal.connect(self.draw)
        self.draw()

    def span(self, row: int, column: int) -> range:
        """Return the columns drawn as one with a cell."""
        model = self.grid.model
        keys = self.together(model.record(row), model.columns[column].key)
        places = [model.place_of(key) for key in keys]
        return range(places[0], places[-1] + 1) if places else range(column, column + 1)

    def draw(self) -> None:
        """Join the cells of every row shown."""
        for view in self.grid.columns.views:
            view.clearSpans()
        for row in range(self.grid.model.rowCount()):
            column = 0
            while column < self.grid.model.columnCount():
                whole = self.span(row, column)
                if len(whole) > 1:
                    self.grid.columns.view_of(column).setSpan(row, column, 1, len(whole))
                column = whole[-1] + 1
