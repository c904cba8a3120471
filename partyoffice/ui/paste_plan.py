"""What a paste or a batch would do, cell by cell, before anything is done; no widget in here."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Care, Field, Kind
from partyoffice.core.text import clean
from partyoffice.ui.edits import EMPTY, Change, Edits, same
from partyoffice.ui.paste_values import Read, empty_of, read, shown

if TYPE_CHECKING:
    from partyoffice.ui.table_model import TableModel

RECKONED = "由程序算出，不能填写"
DATED = "有起止时间，不随粘贴改动，请用“变更”写明从哪一天起"


class Verdict(StrEnum):
    """What becomes of a cell."""

    CHANGE = "改动"
    NEW = "新增"
    SAME = "相同"
    BAD = "有问题"
    LOCKED = "不能改"


@dataclass(frozen=True, slots=True)
class Planned:
    """One cell: texts before and after, the value to store, and why it is not to be stored."""

    key: str
    old: str
    new: str
    value: Any = None
    verdict: Verdict = Verdict.CHANGE
    reason: str = ""


@dataclass(slots=True)
class PlannedRow:
    """One record; ``number`` is its place in the list, ``record_id`` 0 where it would be added."""

    number: int
    record_id: int
    name: str
    cells: dict[str, Planned] = field(default_factory=dict)
    fault: str = ""  # what keeps a new record out as a whole

    @property
    def new(self) -> bool:
        """Whether the record is not there yet."""
        return not self.record_id

    def bad(self) -> bool:
        """Say whether something in the row cannot be stored."""
        return bool(self.fault) or any(cell.verdict is Verdict.BAD for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Trouble:
    """One line of the problem list; ``number`` 0 stands for a whole column."""

    number: int
    key: str
    who: str
    what: str
    why: str
    verdict: Verdict = Verdict.BAD  # CHANGE or NEW: it is stored, yet should be looked at


@dataclass(slots=True)
class Plan:
    """All cells, by row; ``left_out`` says what did not fit the list.

    ``hides`` masks the texts of a column while the list itself shows it masked.
    """

    fields: dict[str, Field]
    rows: list[PlannedRow] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    hides: dict[str, Callable[[str], str]] = field(default_factory=dict)

    def counts(self) -> Counter[Verdict]:
        """Return how many places have each verdict; a record that cannot be added is one bad place."""
        found = Counter(cell.verdict for row in self.rows for cell in row.cells.values())
        found[Verdict.BAD] += sum(bool(row.fault) for row in self.rows)
        return found

    def new_rows(self) -> list[PlannedRow]:
        """Return the records that would be added."""
        return [row for row in self.rows if row.new]

    def bad_rows(self) -> int:
        """Return how many records have a problem."""
        return sum(row.bad() for row in self.rows)

    def bad_cells(self, *, adding: bool = True) -> int:
        """Return how many places have a problem, a record that cannot be added being one."""
        rows = self.rows if adding else [row for row in self.rows if not row.new]
        cells = sum(cell.verdict is Verdict.BAD for row in rows for cell in row.cells.values())
        return cells + sum(bool(row.fault) for row in rows)

    def changes(self) -> list[Change]:
        """Return what can be stored of records that are there."""
        return [
            Change(row.record_id, cell.key, cell.value)
            for row in self.rows
            for cell in row.cells.values()
            if row.record_id and cell.verdict is Verdict.CHANGE
        ]

    def additions(self) -> list[Mapping[str, Any]]:
        """Return the values of the records that can be added."""
        return [
            {cell.key: cell.value for cell in row.cells.values() if cell.verdict is Verdict.NEW}
            for row in self.new_rows()
            if not row.fault
        ]

    def troubles(self) -> list[Trouble]:
        """Return every sentence: what is wrong, what to look at, what holds for a whole column."""
        found: list[Trouble] = []
        looks: list[Trouble] = []
        columns: dict[tuple[str, str], int] = Counter()
        for row in self.rows:
            if row.fault:
                found.append(Trouble(row.number, "", row.name, "新增", row.fault))
            for cell in row.cells.values():
                if cell.verdict is Verdict.BAD:
                    found.append(_trouble(row, cell, self.fields))
                elif cell.verdict is Verdict.LOCKED:
                    columns[cell.key, cell.reason] += 1
                elif cell.reason:
                    looks.append(_trouble(row, cell, self.fields))
        return [
            *found,
            *looks,
            *self._columns(columns),
            *(Trouble(0, "", "", "范围", why, Verdict.LOCKED) for why in self.left_out),
        ]

    def _columns(self, columns: Mapping[tuple[str, str], int]) -> Iterable[Trouble]:
        for (key, reason), count in columns.items():
            rows = [row for row in self.rows if (cell := row.cells.get(key)) and cell.reason == reason]
            one = len(rows) == 1
            who = rows[0].name if one else f"{count} 行"
            yield Trouble(
                rows[0].number if one else 0, key, who, self.fields[key].title, reason, Verdict.LOCKED
            )


def _trouble(row: PlannedRow, cell: Planned, fields: Mapping[str, Field]) -> Trouble:
    return Trouble(
        row.number, cell.key, row.name or "新增", fields[cell.key].title, cell.reason, cell.verdict
    )


class Planner:
    """Judges one cell after another, for the records of one grid on one day."""

    def __init__(self, model: "TableModel", edits: Edits, on: date) -> None:
        self.model, self.edits, self.on = model, edits, on
        self.owners: dict[str, PlannedRow] = {}  # ID numbers of this very block, and who gets them

    def field(self, key: str) -> Field:
        """Return what a column holds, also one that cannot be edited."""
        column = self.model.columns[self.model.place_of(key)]
        return self.edits.field(key) or Field(key, column.title, care=column.care)

    def plan(self, keys: Iterable[str]) -> Plan:
        """Return an empty plan for these columns."""
        plan = Plan({key: self.field(key) for key in keys})
        for key in plan.fields:
            column = self.model.columns[self.model.place_of(key)]
            if self.model.masked and column.care is Care.SENSITIVE:
                plan.hides[key] = column.mask
        return plan

    def row(self, row: int) -> PlannedRow:
        """Return the record of a row of the list, nothing planned for it yet."""
        record_id = self.model.record_id(row)
        return PlannedRow(row + 1, record_id, self.edits.name(record_id))

    def text(self, row: PlannedRow, key: str, text: str) -> Planned:
        """Judge a text for a cell of the list."""
        described = self.edits.field(key)
        if described is None or self.edits.asks(key):
            return self._shut(row, key, clean(text), RECKONED if described is None else DATED)
        if why := self.edits.locked(row.record_id, key):
            return Planned(key, self._stands(row, key), clean(text), None, Verdict.LOCKED, why)
        return self.value(row, described, self.read(described, text), text)

    def put(self, row: PlannedRow, described: Field, given: Read) -> Planned:
        """Judge one value for a record of the list, as a batch sets it."""
        if why := self.edits.locked(row.record_id, described.key):
            return Planned(described.key, self._stands(row, described.key), "", None, Verdict.LOCKED, why)
        return self.value(row, described, given)

    def fresh(self, row: PlannedRow, key: str, text: str) -> Planned | None:
        """Judge a text for a record to be added; None where the column takes nothing or says nothing."""
        described = self.edits.field(key)
        if described is None or not clean(text):
            return None
        return self.value(row, described, self.read(described, text), text)

    def read(self, described: Field, text: str) -> Read:
        """Return what a text means for a field."""
        return read(described, text, self.edits.links(described.key), self.on)

    def _stands(self, row: PlannedRow, key: str) -> str:
        column = self.model.columns[self.model.place_of(key)]
        return column.text(self.model.record(row.number - 1))

    def _shut(self, row: PlannedRow, key: str, text: str, why: str) -> Planned:
        stands = self._stands(row, key)
        shown_now = self.model.text(row.number - 1, self.model.place_of(key))
        if text in {clean(stands), shown_now}:
            return Planned(key, stands, text, None, Verdict.SAME)
        return Planned(key, stands, text, None, Verdict.LOCKED, why)

    def value(self, row: PlannedRow, described: Field, given: Read, text: str = "") -> Planned:
        """Judge a value for a cell that can be edited."""
        key, links = described.key, self.edits.links(described.key)
        before = empty_of(described) if row.new else self.edits.value(row.record_id, key)
        old = shown(described, before, links)
        if given.problem:
            return Planned(key, old, clean(text), None, Verdict.BAD, given.problem)
        new = shown(described, given.value, links)
        if _says_nothing_new(before, given.value):
            return Planned(key, old, new, given.value, Verdict.SAME)
        if why := self._forbidden(row, described, given.value):
            return Planned(key, old, new, given.value, Verdict.BAD, why)
        return Planned(key, old, new, given.value, Verdict.NEW if row.new else Verdict.CHANGE, given.warning)

    def _forbidden(self, row: PlannedRow, described: Field, value: Any) -> str:  # noqa: ANN401 -- any value
        if described.required and value in EMPTY:
            return "必填，不能清空"
        if why := self.edits.judge(Change(row.record_id, described.key, value)):
            return why
        if described.kind is not Kind.ID_NUMBER or not value:
            return ""
        other = self.owners.setdefault(str(value), row)
        return "" if other is row else f"与第 {other.number} 行要填的号码相同，请核对"


def _says_nothing_new(before: Any, value: Any) -> bool:  # noqa: ANN401 -- any stored value
    """Say whether a value says nothing new: empty is empty, and a month does not undo a known day."""
    if isinstance(before, Day) and isinstance(value, Day) and not value.exact:
        return (before.year, before.month) == (value.year, value.month)
    return same(before, value)
