"""Which rows of a grid are selected and which cell is current, across both of its views."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex

from partyoffice.ui.column_layout import ColumnLayout
from partyoffice.ui.table_model import RECORD_ID, TICK_KEY, TableModel

Flag = QItemSelectionModel.SelectionFlag


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return sorted rows as runs of neighbours: Qt chokes on 20,000 single ranges."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


class Choice:
    """Moves the current cell and selects rows; keeps both through search and reload."""

    def __init__(self, chosen: QItemSelectionModel, model: TableModel, columns: ColumnLayout) -> None:
        self.chosen, self.model, self.columns = chosen, model, columns
        self.anchor = 0
        self._kept: tuple[int, int, list[int]] = (0, 0, [])

    def step(self, rows: int, columns: int, *, extend: bool = False) -> None:
        """Move the current cell, stopping at the edges; ``extend`` selects from the anchor on."""
        order, height = self.columns.readable(), self.model.rowCount()
        if not order or not height:
            return
        now = self.chosen.currentIndex()
        place = order.index(now.column()) if now.column() in order else 0
        row = min(max(now.row() + rows, 0), height - 1)
        index = self.model.index(row, order[min(max(place + columns, 0), len(order) - 1)])
        self.extend(index) if extend else self.choose(index)

    def choose(self, index: QModelIndex) -> None:
        """Make a cell the current one and its row the only selected."""
        self.anchor = index.row()
        self.chosen.setCurrentIndex(index, Flag.ClearAndSelect | Flag.Rows)

    def extend(self, index: QModelIndex) -> None:
        """Select from the anchor to this row."""
        first, last = sorted((self.anchor, index.row()))
        self._select([(first, last)])
        self.chosen.setCurrentIndex(index, Flag.NoUpdate)

    def toggle(self, index: QModelIndex) -> None:
        """Add a row to the selection or take it out."""
        self.anchor = index.row()
        self.chosen.select(index, Flag.Toggle | Flag.Rows)
        if self.model.columns[index.column()].key == TICK_KEY:
            index = index.siblingAtColumn(self.columns.readable()[0])
        self.chosen.setCurrentIndex(index, Flag.NoUpdate)

    def select_all(self) -> None:
        """Select every row shown, that is the found ones only."""
        if self.model.rowCount():
            self._select([(0, self.model.rowCount() - 1)])

    def _select(self, runs: list[tuple[int, int]]) -> None:
        chosen, last = QItemSelection(), self.model.columnCount() - 1
        for top, bottom in runs:
            chosen.select(self.model.index(top, 0), self.model.index(bottom, last))
        self.chosen.select(chosen, Flag.ClearAndSelect)

    def go_to(self, record_id: int) -> bool:
        """Make a record current and bring it into sight; False if it is not shown."""
        row = self.model.rows_of([record_id]).get(record_id, -1)
        if row < 0:
            return False
        now = self.chosen.currentIndex().column()
        self.choose(self.model.index(row, now if now in self.columns.readable() else self._name_column()))
        return True

    def _name_column(self) -> int:
        wide = self.columns.readable()
        return wide[min(1, len(wide) - 1)]

    def settle(self) -> None:
        """Give the list a current cell, without selecting, if it has rows but none is current."""
        if self.model.rowCount() and not self.chosen.currentIndex().isValid():
            self.chosen.setCurrentIndex(self.model.index(0, self._name_column()), Flag.NoUpdate)

    def current_id(self) -> int:
        """Return the id of the current record, 0 for none."""
        index = self.chosen.currentIndex()
        return int(index.data(RECORD_ID)) if index.isValid() else 0

    def rows(self) -> list[int]:
        """Return the selected rows from top to bottom."""
        selection = self.chosen.selection()
        parts = [selection.at(place) for place in range(selection.count())]
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def ids(self) -> list[int]:
        """Return the ids of the selected records, in the order shown."""
        return [self.model.record_id(row) for row in self.rows()]

    def keep(self) -> None:
        """Note current and selected records before the rows change."""
        self._kept = (self.current_id(), self.chosen.currentIndex().column(), self.ids())

    def bring_back(self) -> bool:
        """Take up again what is still shown; False if the current record is gone."""
        current, column, chosen = self._kept
        if not current and not chosen:
            return True
        rows = self.model.rows_of([*chosen, current])
        self._select(_runs(sorted(rows[at] for at in chosen if at in rows)))
        if current in rows:
            self.chosen.setCurrentIndex(self.model.index(rows[current], column), Flag.NoUpdate)
        return current in rows or not current
