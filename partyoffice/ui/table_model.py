"""One table model for every list: rows of plain objects, columns as data, search and sort inside.

Sorting keeps selection and current cell; a new set of rows, a filter and a mask are told to the
views in the way Qt's own model tester demands.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from partyoffice.core.field import Care, Field, Kind
from partyoffice.core.text import mask_numbers
from partyoffice.ui.filtering import Search
from partyoffice.ui.marks import Mark

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RECORD_ID = Role.UserRole + 1
MARK = Role.UserRole + 2
SORT = Role.UserRole + 3
NOWHERE = QModelIndex()
ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}
TICK_KEY, NUMBER_KEY = "tick", "number"
FEW = 20  # changed rows told one by one; more are told as one span


def _nothing(_record: Any) -> str:  # ruff: ignore[any-type] -- rows are whatever the page holds
    return ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it says of a record and how it sorts.

    ``text`` gives the shown text, ``sort`` a sort key (the text itself if missing; None sorts
    last), ``mark`` a status mark before the text. ``sample`` is the longest usual text and gives
    the width. ``mask`` hides a value of ``care`` SENSITIVE while the model is masked; of free text
    (``kind`` LONG) a number of a person is hidden then. ``kind`` NUMBER and MONEY can be summed, over
    ``sort``; ``total`` makes the text of the total row of the shown records.
    """

    key: str
    title: str
    text: Callable[[Any], str] = _nothing
    sort: Callable[[Any], Any] | None = None
    mark: Callable[[Any], Mark | None] | None = None
    tone: Callable[[Any], str] | None = None
    align: str = "left"
    sample: str = ""
    care: Care = Care.PLAIN
    mask: Callable[[str], str] = field(default=lambda shown: "*" * len(shown))
    hidden: bool = False
    kind: Kind | None = None
    total: Callable[[Sequence[Any]], str] | None = None
    total_tone: str = "text"

    def masked(self, shown: str) -> str:
        """Return a text of this column as it stands while the model is masked."""
        if self.care is Care.SENSITIVE:
            return self.mask(shown) if shown else shown
        return mask_numbers(shown) if self.kind is Kind.LONG else shown

    @classmethod
    def of(cls, described: Field, text: Callable[[Any], str], **more: Any) -> "Column":  # ruff: ignore[any-type] -- passed on
        """Return the column of a described field: its title, width, alignment and mask."""
        align = "right" if described.kind in {Kind.NUMBER, Kind.MONEY} else "left"
        usual: dict[str, Any] = {
            "align": align,
            "sample": described.widest,
            "care": described.care,
            "mask": described.mask,
            "kind": described.kind,
        }
        return cls(described.key, described.title, text, **(usual | more))


TICK = Column(TICK_KEY, "")
NUMBER = Column(NUMBER_KEY, "序号", align="right", sample="20000")


def _sort_key(column: Column) -> Callable[[Any], Any]:
    take = column.sort or column.text

    def key(record: Any) -> tuple[bool, Any]:  # ruff: ignore[any-type] -- rows are whatever the page holds
        value = take(record)
        return (True, 0) if value in {None, ""} else (False, value)

    return key


class TableModel(QAbstractTableModel):
    """Rows of records under columns; knows which are found and in which order they stand.

    ``moving`` and ``moved`` frame every change of order, for those who keep cells by record.
    """

    moving = Signal()
    moved = Signal()

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.masked = True
        self.sorted_by: tuple[int, Qt.SortOrder] | None = None
        self.then_by: tuple[int, Qt.SortOrder] | None = None  # the sort before, which orders equals
        self._records: list[Any] = []
        self._ids: list[int] = []
        self._order: list[int] = []
        self._found: frozenset[int] | None = None
        self._shown: list[int] = []
        self._search = Search()

    # What the page asks ------------------------------------------------------------------

    def fill(self, records: Iterable[Any], ids: Iterable[int], keys: Sequence[Sequence[str]] = ()) -> None:
        """Take all rows anew: records, their ids, and the search keys of each row."""
        self.beginResetModel()
        self._records, self._ids = list(records), list(ids)
        self._search, self._found = Search(keys), None
        self._arrange()
        self.endResetModel()

    def search_by(self, search: Search) -> None:
        """Take the search that the page keeps for its own, over the same rows."""
        self._search = search

    def find(self, query: str) -> None:
        """Show only the rows whose search keys hold every word of ``query``; all for an empty one."""
        self.show_only(self._search.find(query) if query.split() else None)

    def rows_for(self, query: str) -> list[int]:
        """Return the rows shown whose search keys hold every word of ``query``."""
        found = set(self._search.find(query))
        return [row for row, at in enumerate(self._shown) if at in found]

    def show_only(self, rows: Iterable[int] | None) -> None:
        """Show only these positions of the filled rows, or all for None."""
        found = None if rows is None else frozenset(rows)
        if found == self._found:
            return
        self.beginResetModel()
        self._found = found
        self._pick()
        self.endResetModel()

    def replace(self, records: Mapping[int, Any], keys: Mapping[int, Sequence[str]] | None = None) -> None:
        """Take new records for ids already filled in; rows move only where what they sort by changed.

        ``keys`` gives new search keys of records by id, where those changed.
        """
        place = {ident: at for at, ident in enumerate(self._ids) if ident in records}
        stood = {at: self._sort_keys(at) for at in place.values()}
        for ident, at in place.items():
            self._records[at] = records[ident]
            if keys and ident in keys:
                self._search.put(at, keys[ident])
        if any(self._sort_keys(at) != before for at, before in stood.items()):
            self._rearrange()
        rows = sorted(self.rows_of(place).values())
        spans = [(row, row) for row in rows] if len(rows) <= FEW else [(rows[0], rows[-1])]
        for first, last in spans:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _sort_keys(self, at: int) -> list[Any]:
        by = [one for one in (self.sorted_by, self.then_by) if one is not None]
        return [_sort_key(self.columns[column])(self._records[at]) for column, _order in by]

    def shown(self) -> list[Any]:
        """Return the records shown, in their order."""
        return [self._records[at] for at in self._shown]

    def total(self) -> int:
        """Return the number of all rows, found or not."""
        return len(self._records)

    def record(self, row: int) -> Any:  # ruff: ignore[any-type] -- rows are whatever the page holds
        """Return the record shown at ``row``."""
        return self._records[self._shown[row]]

    def record_id(self, row: int) -> int:
        """Return the id of the record shown at ``row``."""
        return self._ids[self._shown[row]]

    def rows_of(self, record_ids: Iterable[int]) -> dict[int, int]:
        """Return where records are shown; those not shown are missing."""
        wanted = set(record_ids)
        return {self._ids[at]: row for row, at in enumerate(self._shown) if self._ids[at] in wanted}

    def set_masked(self, masked: bool) -> None:
        """Hide or show sensitive values."""
        self.masked = masked
        if self._shown:
            last = self.index(len(self._shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Role.DisplayRole])

    def place_of(self, key: str) -> int:
        """Return the position of a column by its key, -1 if there is none."""
        return next((at for at, column in enumerate(self.columns) if column.key == key), -1)

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows, masked where it must be."""
        described = self.columns[column]
        if described.key == NUMBER_KEY:
            return str(row + 1)
        shown = described.text(self.record(row))
        return described.masked(shown) if self.masked else shown

    # What Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns, hidden ones included."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # ruff: ignore[any-type] -- Qt's variant
        """Answer for a cell: text, sort key, alignment, mark, record id."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        answer = _ANSWERS.get(role)
        return answer(self, index.row(), index.column()) if answer else None

    def _mark(self, row: int, column: int) -> Mark | None:
        mark = self.columns[column].mark
        return mark(self.record(row)) if mark else None

    def headerData(self, section: int, side: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # ruff: ignore[any-type] -- Qt's variant
        """Return the titles."""
        if side != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Role.DisplayRole:
            return self.columns[section].title
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, equals staying as the sort before had them; -1 takes the order filled in."""
        before = self.sorted_by
        self.sorted_by = None if column < 0 else (column, order)
        if column < 0 or self.columns[column].key in {NUMBER_KEY, TICK_KEY}:
            self.then_by = None
        elif before is not None and before[0] != column:
            self.then_by = before
        self._rearrange()

    def _rearrange(self) -> None:
        self.moving.emit()
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        stood = [(self._shown[index.row()], index.column()) for index in old]
        self._arrange()
        row_of = {at: row for row, at in enumerate(self._shown)}
        self.changePersistentIndexList(old, [self.index(row_of[at], col) for at, col in stood])
        self.layoutChanged.emit()
        self.moved.emit()

    def _arrange(self) -> None:
        self._order = list(range(len(self._records)))
        for by in (self.then_by, self.sorted_by):
            if by is not None:
                self._order = self._sorted(self.columns[by[0]], down=by[1] == Qt.SortOrder.DescendingOrder)
        self._pick()

    def _sorted(self, column: Column, *, down: bool) -> list[int]:
        if column.key in {NUMBER_KEY, TICK_KEY}:
            return self._order[::-1] if down else self._order
        key, records = _sort_key(column), self._records
        keys = [key(record) for record in records]
        full = [at for at in self._order if not keys[at][0]]
        full.sort(key=lambda at: keys[at][1], reverse=down)
        return full + [at for at in self._order if keys[at][0]]

    def _pick(self) -> None:
        found = self._found
        self._shown = self._order if found is None else [at for at in self._order if at in found]


_ANSWERS: dict[int, Callable[[TableModel, int, int], Any]] = {
    Role.DisplayRole: TableModel.text,
    RECORD_ID: lambda model, row, _column: model.record_id(row),
    MARK: TableModel._mark,  # ruff: ignore[private-member-access] -- of this very class
    SORT: lambda model, row, column: _sort_key(model.columns[column])(model.record(row))[1],
    Role.TextAlignmentRole: lambda model, _row, column: (
        ALIGN[model.columns[column].align] | Qt.AlignmentFlag.AlignVCenter
    ),
}
