"""What is selected in a grid: cells as ranges, rows as runs, and which rows are ticked.

A block holds readable cells; a ticked row holds its tick as well, and so all its cells. What a
command of the page acts on are the rows touched by either.
"""

from bisect import bisect_right
from itertools import starmap

from PySide6.QtCore import QItemSelection, QItemSelectionModel

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


class Selected:
    """Reads one selection, whatever its size, at the cost of its ranges."""

    def __init__(self, chosen: QItemSelectionModel, model: TableModel, columns: ColumnLayout) -> None:
        self.chosen, self.model, self.columns = chosen, model, columns
        self._runs: Runs | None = None
        chosen.selectionChanged.connect(self.forget)

    def forget(self, *_: object) -> None:
        """Count the selected rows anew when they are next asked for."""
        self._runs = None

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
        whole = [(top, bottom) for top, bottom, *span in self._parts() if self._is_whole(*span)]
        return [row for first, last in _joined(whole) for row in range(first, last + 1)]

    def ids(self) -> list[int]:
        """Return the ids of the records touched, in the order shown."""
        return [self.model.record_id(row) for row in self.rows()]

    def block(self) -> tuple[list[int], list[int]]:
        """Return rows and columns of the selected cells; whole rows give all readable columns."""
        spans = {(left, right) for _top, _bottom, left, right in self._parts()}
        readable = self.columns.readable()
        if any(starmap(self._is_whole, spans)):
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
