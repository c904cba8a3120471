"""Going from cell to cell while entering: Enter down, Tab along, and Enter back to where a row was begun."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

if TYPE_CHECKING:
    from partyoffice.ui.grid import Grid


class Walk:
    """Knows the way in one grid; targets are told by record and column, as rows may move meanwhile."""

    def __init__(self, grid: "Grid") -> None:
        self.grid = grid
        self._tabbed: tuple[tuple[int, int], int] = ((0, -1), -1)  # the cell arrived at, the column begun in

    def ahead(self, rows: int, columns: int) -> tuple[int, str] | None:
        """Return what lies some cells on; past a row's end, the next row's first cell to be edited."""
        grid, now, order = self.grid, self.grid.body.currentIndex(), self.grid.columns.readable()
        if not now.isValid() or now.column() not in order:
            return None
        block = self._block()
        if block is not None:
            return self._within(*block, rows, columns)
        row, place = now.row() + rows, order.index(self._begun(now) if rows else now.column()) + columns
        if not 0 <= place < len(order):
            row += columns
            can = [at for at in order if grid.editing.changes.editable(at)] or order
            place = order.index(can[0] if columns > 0 else can[-1])
        if not 0 <= row < grid.model.rowCount():
            return None
        return grid.model.record_id(row), grid.model.columns[order[place]].key

    def _block(self) -> tuple[list[int], list[int]] | None:
        """Return the rows and columns of a selected block: Enter and Tab go round in it, and it stays."""
        now, (rows, columns) = self.grid.body.currentIndex(), self.grid.choice.block()
        several = len(rows) * len(columns) > 1 and not self.grid.choice.whole_rows()
        return (rows, columns) if several and now.row() in rows and now.column() in columns else None

    def _within(self, rows: list[int], columns: list[int], down: int, right: int) -> tuple[int, str]:
        now, cells = self.grid.body.currentIndex(), len(rows) * len(columns)
        row, column = rows.index(now.row()), columns.index(now.column())
        if down:
            column, row = divmod((column * len(rows) + row + down) % cells, len(rows))
        else:
            row, column = divmod((row * len(columns) + column + right) % cells, len(columns))
        return self.grid.model.record_id(rows[row]), self.grid.model.columns[columns[column]].key

    def _begun(self, now: QModelIndex) -> int:
        """Return the column where a run of Tabs began that ends in this cell: there Enter goes on."""
        (record_id, column), begun = self._tabbed
        ended_here = (record_id, column) == (self.grid.choice.current_id(), now.column())
        return begun if ended_here and begun in self.grid.columns.readable() else now.column()

    def arrive(self, target: tuple[int, str], columns: int) -> bool:
        """Go to a cell that ``ahead`` found, and remember where a run of Tabs began."""
        if self._block() is not None:
            return self.grid.choice.go_within(*target)
        begun = self._begun(self.grid.body.currentIndex())
        gone = self.grid.choice.go_to(*target)
        self._tabbed = (target[0], self.grid.model.place_of(target[1])), begun if columns else -1
        return gone

    def go_on(self, rows: int, columns: int) -> bool:
        """Go some cells on (Enter, Tab); False at the end of the list."""
        target = self.ahead(rows, columns)
        return target is not None and self.arrive(target, columns)
