"""The filters of a list: one condition a column, each found once and combined as sets of positions.

Knows no Qt. A keystroke reckons the changed column alone, over values prepared beforehand.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.text import search_key
from partyoffice.ui.filter_words import (
    BLANK,
    FILLED,
    Condition,
    UnreadableFilterError,
    one_of,
    read_choice,
    read_days,
    read_numbers,
    read_text,
)

State = dict[str, Any]  # by column key: what was typed, or the list of what was ticked
MOST_LABELS = 2000


class Way(StrEnum):
    """How a column is asked."""

    TEXT = "text"
    DAYS = "days"
    NUMBERS = "numbers"
    CHOICE = "choice"


WAYS = {
    Kind.DAY: Way.DAYS, Kind.NUMBER: Way.NUMBERS, Kind.MONEY: Way.NUMBERS,
    Kind.CHOICE: Way.CHOICE, Kind.FLAG: Way.CHOICE, Kind.LINK: Way.CHOICE,
}  # fmt: skip
HINTS = {Way.TEXT: "", Way.DAYS: "起—止", Way.NUMBERS: "", Way.CHOICE: "选择"}


def _no_keys(_label: str) -> Sequence[str]:
    return ()


def _no_more(_record: Any) -> Sequence[str]:  # noqa: ANN401 -- rows are whatever the page holds
    return ()


def _no_rank(_label: str) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Filterable:
    """A column that can be filtered: its true value, whatever the cell shows or masks.

    ``more`` gives further keys of a record, as searches compare them (pinyin of a name), ``keys`` those
    of a label, ``rank`` the order of labels; ``several`` says that a text holds labels joined by 、.
    """

    key: str
    title: str
    read: Callable[[Any], Any]
    way: Way = Way.TEXT
    hint: str = ""
    more: Callable[[Any], Sequence[str]] = _no_more
    keys: Callable[[str], Sequence[str]] = _no_keys
    rank: Callable[[str], Any] = _no_rank
    several: bool = False

    @classmethod
    def of(cls, described: Field, read: Callable[[Any], Any], **more: Any) -> "Filterable":  # noqa: ANN401 -- passed on
        """Return the filter of a described field."""
        way = more.pop("way", WAYS.get(described.kind, Way.TEXT))
        usual: dict[str, Any] = {"hint": HINTS[way]}
        return cls(described.key, described.title, read, way, **(usual | more))

    def prepared(self, record: Any) -> Any:  # noqa: ANN401 -- what the conditions of this way compare
        """Return what a condition is asked about."""
        value = self.read(record)
        return _PREPARE[self.way](self, record, value)

    def label(self, prepared: Any) -> Sequence[str]:  # noqa: ANN401 -- as above
        """Return the labels under which a prepared value is ticked."""
        if self.way is Way.CHOICE:
            return tuple(prepared)
        if self.way is Way.TEXT:
            return (FILLED if prepared else "",)
        if self.way is Way.DAYS:
            return (str(date.fromordinal(prepared[0]).year) if prepared else "",)
        return (f"{prepared[0]:g}" if prepared else "",)


def _text(column: Filterable, record: Any, value: Any) -> str:  # noqa: ANN401 -- as above
    shown = "" if value is None else str(value)
    return "\n".join((search_key(shown), *column.more(record))) if shown else ""


def _labels(column: Filterable, _record: Any, value: Any) -> tuple[str, ...]:  # noqa: ANN401 -- as above
    shown = "" if value is None else str(value)
    return tuple(shown.split("、")) if column.several else (shown,)


def _days(_column: Filterable, _record: Any, value: Any) -> tuple[int, int] | None:  # noqa: ANN401 -- as above
    if isinstance(value, Day):
        return value.first.toordinal(), value.last.toordinal()
    return (value.toordinal(), value.toordinal()) if isinstance(value, date) else None


def _number(_column: Filterable, _record: Any, value: Any) -> tuple[float, float] | None:  # noqa: ANN401 -- as above
    return (value, value) if isinstance(value, int | float) else None


_PREPARE: dict[Way, Callable[[Filterable, Any, Any], Any]] = {
    Way.TEXT: _text, Way.CHOICE: _labels, Way.DAYS: _days, Way.NUMBERS: _number,
}  # fmt: skip


class Filters:
    """The conditions of a list and the positions each lets pass."""

    def __init__(self, columns: Sequence[Filterable], today: Callable[[], date] = clock.today) -> None:
        self.columns = {column.key: column for column in columns}
        self.today = today
        self.active: dict[str, Condition] = {}
        self._records: Sequence[Any] = ()
        self._values: dict[str, list[Any]] = {}
        self._hits: dict[str, frozenset[int]] = {}

    def fill(self, records: Sequence[Any]) -> None:
        """Take the rows anew; the conditions stay."""
        self._records = records
        self._values.clear()
        self._hits.clear()

    def put(self, row: int) -> None:
        """Take note that the record of a row is another one; the other rows are not asked again."""
        for key, values in self._values.items():
            values[row] = self.columns[key].prepared(self._records[row])
            if key in self._hits:
                passes = self.active[key].passes(values[row])
                self._hits[key] = self._hits[key] | {row} if passes else self._hits[key] - {row}

    def prepare(self, key: str) -> list[Any]:
        """Return the values of a column as conditions compare them, read once."""
        if key not in self._values:
            prepared = self.columns[key].prepared
            self._values[key] = [prepared(record) for record in self._records]
        return self._values[key]

    # Setting ---------------------------------------------------------------------------------

    def type(self, key: str, text: str) -> None:
        """Filter a column as typed; an empty or unreadable text filters nothing (UnreadableFilterError)."""
        self.clear(key)
        if text.strip():
            self._set(key, self._read(self.columns[key], text))

    def tick(self, key: str, labels: Sequence[str]) -> None:
        """Filter a column by labels from its list, none taking the filter away."""
        self.clear(key)
        column = self.columns[key]
        if not labels:
            return
        if column.way is Way.CHOICE:
            self._set(key, one_of(labels))
        elif column.way is not Way.TEXT or len(labels) == 1:  # 空白 and 非空白 together are everything
            self._set(key, self._read(column, "、".join(label or BLANK for label in labels)))

    def clear(self, key: str = "") -> None:
        """Take one filter away, or all."""
        for each in [key] if key else list(self.active):
            self.active.pop(each, None)
            self._hits.pop(each, None)

    def _set(self, key: str, condition: Condition) -> None:
        self.active[key] = condition
        self._hits.pop(key, None)

    def _read(self, column: Filterable, text: str) -> Condition:
        match column.way:
            case Way.DAYS:
                return read_days(text, self.today())
            case Way.NUMBERS:
                return read_numbers(text)
            case Way.CHOICE:
                return read_choice(text, [label for label, _ in self.labels(column.key)], column.keys)
            case _:
                return read_text(text)

    # Asking ----------------------------------------------------------------------------------

    def found(self, but: str = "") -> frozenset[int] | None:
        """Return the positions that pass every condition, ``but`` one column's; None without any."""
        parts = sorted((self._hit(key) for key in self.active if key != but), key=len)
        return frozenset.intersection(*parts) if parts else None

    def _hit(self, key: str) -> frozenset[int]:
        if key not in self._hits:
            passes, values = self.active[key].passes, self.prepare(key)
            self._hits[key] = frozenset(at for at, value in enumerate(values) if passes(value))
        return self._hits[key]

    def labels(self, key: str, among: frozenset[int] | None = None) -> list[tuple[str, int]]:
        """Return what a column holds with counts, 空白 (an empty label) last; only of rows ``among``.

        What was ticked stays in the list even where nobody has it any more.
        """
        column, values = self.columns[key], self.prepare(key)
        rows = range(len(values)) if among is None else sorted(among)
        counts = Counter(label for at in rows for label in column.label(values[at]))
        now = self.active.get(key)
        for label in (now.labels or ()) if now else ():
            counts.setdefault(label, 0)
        rank = column.rank if column.way in {Way.CHOICE, Way.TEXT} else lambda label: -float(label or 0)
        order = sorted(counts, key=lambda label: (not label, rank(label), label))
        return [(label, counts[label]) for label in order]

    def ticked(self, key: str) -> frozenset[str]:
        """Return the labels that the column's filter lets pass."""
        now = self.active.get(key)
        if now is None:
            return frozenset()
        if now.labels is not None:
            return frozenset(now.labels)
        parts = {"" if part == BLANK else part for part in now.shown.split("、")}
        return frozenset(label for label, _ in self.labels(key) if label in parts)

    # Keeping ---------------------------------------------------------------------------------

    def state(self) -> State:
        """Return the conditions as a named view keeps them."""
        return {
            key: list(condition.labels or ()) if self._by_label(key) else condition.shown
            for key, condition in self.active.items()
        }

    def _by_label(self, key: str) -> bool:
        return self.columns[key].way is Way.CHOICE

    def passing(self, state: Mapping[str, Any], among: frozenset[int]) -> frozenset[int]:
        """Return which of some rows kept conditions would let pass; those in force stay so."""
        other = Filters(list(self.columns.values()), self.today)
        other._records, other._values = self._records, self._values
        other.restore(state)
        found = other.found()
        return among if found is None else among & found

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take kept conditions; columns and texts that this version does not know are passed over."""
        self.clear()
        for key, kept in state.items():
            if key not in self.columns:
                continue
            if isinstance(kept, list):
                self.tick(key, [str(label) for label in kept])
                continue
            try:
                self.type(key, str(kept))
            except UnreadableFilterError:
                continue  # a view of a newer version may know more ways of writing
