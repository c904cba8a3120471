"""Which cells of a grid are selected and which one is current, across all of its views."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex

from partyoffice.ui.cell_ranges import Flag, Selected, runs_of
from partyoffice.ui.column_layout import ColumnLayout
from partyoffice.ui.table_model import TICK_KEY, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable


def _alone(_row: int, column: int) -> range:
    return range(column, column + 1)


class Choice(Selected):
    """Moves the current cell, selects cells and rows; keeps both through search, sort and reload."""

    def __init__(self, chosen: QItemSelectionModel, model: TableModel, columns: ColumnLayout) -> None:
        super().__init__(chosen, model, columns)
        self.lead: tuple[int, int] = (0, 0)  # the moving corner of the block; the current cell is the other
        self.by_rows = False  # whether extending takes whole rows
        self.joined: Callable[[int, int], range] = _alone  # the columns drawn as one with a cell of a row
        self._aim = -1  # the column aimed at, which going up and down past joined cells keeps
        self._kept: tuple[int, int, dict[tuple[int, int], list[int]]] = (0, 0, {})

    # Moving ------------------------------------------------------------------------------

    def step(self, rows: int, columns: int, *, extend: bool = False) -> None:
        """Move the current cell, stopping at the edges; ``extend`` selects from it to the moved corner."""
        order, height = self.columns.readable(), self.model.rowCount()
        if not order or not height:
            return
        now = self.chosen.currentIndex()
        at, column = self.lead if extend else (now.row(), now.column())
        column = self._leave(at, column, columns)
        place = order.index(column) if column in order else 0
        row = min(max(at + rows, 0), height - 1)
        self._aim = order[min(max(place + columns, 0), len(order) - 1)]
        index = self.model.index(row, self.joined(row, self._aim)[0])
        self.extend(index) if extend else self.choose(index)

    def _leave(self, row: int, column: int, columns: int) -> int:
        """Return the column a step begins at: the far edge of cells drawn as one, or where one came from."""
        whole = self.joined(row, column) if row >= 0 else range(column, column + 1)
        if columns:
            return whole[-1] if columns > 0 else whole[0]
        return self._aim if self._aim in whole else column

    def choose(self, index: QModelIndex) -> None:
        """Make a cell the current one and the only one selected."""
        if not index.isValid():
            return
        index = self._readable(index)
        self.by_rows, self.lead = False, (index.row(), index.column())
        self.chosen.setCurrentIndex(index, Flag.ClearAndSelect)

    def extend(self, index: QModelIndex, *, rows: bool = False) -> None:
        """Select the block between the current cell and this one; ``rows`` takes the whole rows."""
        now = self.chosen.currentIndex()
        if not now.isValid():
            self.choose(index)
            return
        self.by_rows, index = self.by_rows or rows, self._readable(index)
        self.lead = index.row(), index.column()
        top, bottom = sorted((now.row(), index.row()))
        spans = [self._whole()] if self.by_rows else self._between(now.column(), index.column())
        self._select([(top, bottom, *span) for span in spans])
        self.columns.show_cell(index)

    def add(self, index: QModelIndex) -> None:
        """Add a cell to the selection or take it out; of a ticked row take the whole."""
        index = self._readable(index)
        if self._row_whole(index.row()):
            self.toggle(index)
            return
        self.by_rows, self.lead = False, (index.row(), index.column())
        self.chosen.select(index, Flag.Toggle)
        self.chosen.setCurrentIndex(index, Flag.NoUpdate)

    def toggle(self, index: QModelIndex) -> None:
        """Tick a row or take its tick off; a lone current cell is not a selection to be kept."""
        ticked = self.ticked(index.row())
        if self.lone() >= 0:
            self.chosen.clearSelection()
        now = self.chosen.currentIndex()
        index = (
            index.siblingAtColumn(now.column())
            if self.model.columns[index.column()].key == TICK_KEY
            else index
        )
        self.chosen.select(index, (Flag.Deselect if ticked else Flag.Select) | Flag.Rows)
        index = self._readable(index)
        self.by_rows, self.lead = True, (index.row(), index.column())
        self.chosen.setCurrentIndex(index, Flag.NoUpdate)

    def select_all(self) -> None:
        """Select every row shown, that is the found ones only."""
        if self.model.rowCount():
            self.by_rows = True
            self._select([(0, self.model.rowCount() - 1, *self._whole())])

    def go_to(self, record_id: int, key: str = "") -> bool:
        """Make a record current and bring it into sight; False if it is not shown."""
        row = self.model.rows_of([record_id]).get(record_id, -1)
        if row < 0:
            return False
        now = self.model.place_of(key) if key else self.chosen.currentIndex().column()
        self.choose(self.model.index(row, now if now in self.columns.readable() else self._name_column()))
        return True

    def go_within(self, record_id: int, key: str) -> bool:
        """Make a cell current and leave the selection as it is."""
        row = self.model.rows_of([record_id]).get(record_id, -1)
        if row >= 0:
            self.chosen.setCurrentIndex(self.model.index(row, self.model.place_of(key)), Flag.NoUpdate)
        return row >= 0

    def begin(self) -> None:
        """Make the first cell current again, nothing selected."""
        self.chosen.clearCurrentIndex()
        self.settle()

    def settle(self) -> None:
        """Give the list a current cell, without selecting, if it has rows but none is current."""
        if self.model.rowCount() and not self.chosen.currentIndex().isValid():
            self.lead = 0, self._name_column()
            self.chosen.setCurrentIndex(self.model.index(*self.lead), Flag.NoUpdate)

    def _readable(self, index: QModelIndex) -> QModelIndex:
        order = self.columns.readable()
        return index if index.column() in order or not order else index.siblingAtColumn(self._name_column())

    def _name_column(self) -> int:
        wide = self.columns.readable()
        return wide[min(1, len(wide) - 1)] if wide else 0

    # Through changes of the list ---------------------------------------------------------

    def keep(self) -> None:
        """Note current and selected cells by record before the rows change."""
        parts: dict[tuple[int, int], list[int]] = {}
        for top, bottom, left, right in self._parts():
            ids = parts.setdefault((left, right), [])
            ids.extend(self.model.record_id(row) for row in range(top, bottom + 1))
        self._kept = (self.current_id(), self.chosen.currentIndex().column(), parts)

    def drop(self) -> None:
        """Keep, and clear unheard: Qt would remember 20,000 selected rows one by one while they move."""
        self.keep()
        before = self.chosen.blockSignals(True)
        self.chosen.clearSelection()
        self.chosen.blockSignals(before)

    def bring_back(self) -> bool:
        """Take up again what is still shown; False if the current record is gone."""
        current, column, parts = self._kept
        self.forget()
        if not current and not parts:
            return True
        rows = self.model.rows_of({current, *(ident for ids in parts.values() for ident in ids)})
        found: list[tuple[int, int, int, int]] = []
        for span, ids in parts.items():
            found += [
                (*run, *span) for run in runs_of(sorted({rows[ident] for ident in ids if ident in rows}))
            ]
        self._select(found)
        if current in rows:
            self.lead = rows[current], column
            self.chosen.setCurrentIndex(self.model.index(rows[current], column), Flag.NoUpdate)
        return current in rows or not current
