"""Which cells of a grid are selected and which one is current, across all of its views.

A block holds readable cells; a ticked row holds its tick as well, and so all its cells. What a
command of the page acts on are the rows touched by either.
"""

from bisect import bisect_right

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex

from partyoffice.ui.column_layout import ColumnLayout
from partyoffice.ui.table_model import RECORD_ID, TICK_KEY, TableModel

Flag = QItemSelectionModel.SelectionFlag
Runs = list[tuple[int, int]]


def runs_of(places: list[int]) -> Runs:
    """Return sorted places as runs of neighbours: Qt chokes on 20,000 single ranges."""
    runs: Runs = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _joined(runs: Runs) -> Runs:
    whole: Runs = []
    for top, bottom in sorted(runs):
        if whole and top <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(whole[-1][1], bottom))
        else:
            whole.append((top, bottom))
    return whole


class Choice:
    """Moves the current cell, selects cells and rows; keeps both through search, sort and reload."""

    def __init__(self, chosen: QItemSelectionModel, model: TableModel, columns: ColumnLayout) -> None:
        self.chosen, self.model, self.columns = chosen, model, columns
        self.lead: tuple[int, int] = (0, 0)  # the moving corner of the block; the current cell is the other
        self.by_rows = False  # whether extending takes whole rows
        self._runs: Runs | None = None
        self._kept: tuple[int, int, dict[tuple[int, int], list[int]]] = (0, 0, {})
        chosen.selectionChanged.connect(self.forget)

    def forget(self, *_: object) -> None:
        """Count the selected rows anew when they are next asked for."""
        self._runs = None

    # Moving ------------------------------------------------------------------------------

    def step(self, rows: int, columns: int, *, extend: bool = False) -> None:
        """Move the current cell, stopping at the edges; ``extend`` selects from it to the moved corner."""
        order, height = self.columns.readable(), self.model.rowCount()
        if not order or not height:
            return
        now = self.chosen.currentIndex()
        at, column = self.lead if extend else (now.row(), now.column())
        place = order.index(column) if column in order else 0
        row = min(max(at + rows, 0), height - 1)
        index = self.model.index(row, order[min(max(place + columns, 0), len(order) - 1)])
        self.extend(index) if extend else self.choose(index)

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

    # Ranges ------------------------------------------------------------------------------

    def _whole(self) -> tuple[int, int]:
        return 0, self.model.columnCount() - 1

    def _between(self, one: int, other: int) -> Runs:
        order = self.columns.readable()
        first, last = sorted(order.index(at) if at in order else 0 for at in (one, other))
        return runs_of(sorted(order[first : last + 1]))

    def _select(self, parts: list[tuple[int, int, int, int]]) -> None:
        chosen = QItemSelection()
        for top, bottom, left, right in parts:
            chosen.select(self.model.index(top, left), self.model.index(bottom, right))
        self.chosen.select(chosen, Flag.ClearAndSelect)

    def _parts(self) -> list[tuple[int, int, int, int]]:
        selection = self.chosen.selection()
        found = (selection.at(place) for place in range(selection.count()))
        return [(part.top(), part.bottom(), part.left(), part.right()) for part in found]

    def _is_whole(self, left: int, right: int) -> bool:
        ticks = bool(self.model.columns) and self.model.columns[0].key == TICK_KEY
        return left == 0 and (ticks or right == self.model.columnCount() - 1)

    def _row_whole(self, row: int) -> bool:
        return any(top <= row <= bottom and self._is_whole(*span) for top, bottom, *span in self._parts())

    # What is selected --------------------------------------------------------------------

    def current_id(self) -> int:
        """Return the id of the current record, 0 for none."""
        index = self.chosen.currentIndex()
        return int(index.data(RECORD_ID)) if index.isValid() else 0

    def runs(self) -> Runs:
        """Return the rows touched by the selection as runs, from top to bottom."""
        if self._runs is None:
            self._runs = _joined([(top, bottom) for top, bottom, *_ in self._parts()])
        return self._runs

    def rows(self) -> list[int]:
        """Return the rows touched by the selection, from top to bottom."""
        return [row for top, bottom in self.runs() for row in range(top, bottom + 1)]

    def count(self) -> int:
        """Return how many rows are touched."""
        return sum(bottom - top + 1 for top, bottom in self.runs())

    def whole_rows(self) -> list[int]:
        """Return the rows that are ticked, or selected with all their cells."""
        return [
            row
            for first, last in _joined([(top, bottom) for top, bottom, *span in self._parts() if self._is_whole(*span)])
            for row in range(first, last + 1)
        ]  # fmt: skip

    def ids(self) -> list[int]:
        """Return the ids of the records touched, in the order shown."""
        return [self.model.record_id(row) for row in self.rows()]

    def block(self) -> tuple[list[int], list[int]]:
        """Return rows and columns of the selected cells as they stand; whole rows give all readable columns."""
        spans = {(left, right) for _top, _bottom, left, right in self._parts()}
        readable = self.columns.readable()
        if any(self._is_whole(*span) for span in spans):
            return self.rows(), readable
        return self.rows(), [at for at in readable if any(left <= at <= right for left, right in spans)]

    def lone(self) -> int:
        """Return the row of the only selected cell, -1 if several are selected or none."""
        parts = self._parts() if self.count() == 1 else []
        if len(parts) != 1 or parts[0][2] != parts[0][3]:
            return -1
        return parts[0][0]

    def many(self) -> bool:
        """Say whether several rows are touched."""
        return self.count() > 1

    def ticked(self, row: int) -> bool:
        """Say whether a row's tick stands: commands take it, and it is not just where the cell stands."""
        if not self.many():
            return self._row_whole(row)
        runs = self.runs()
        at = bisect_right(runs, (row, self.model.rowCount())) - 1
        return at >= 0 and runs[at][0] <= row <= runs[at][1]

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
