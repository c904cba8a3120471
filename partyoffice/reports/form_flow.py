"""How the rows of a grid share a sheet, and how what flows on is shared among sheets; points."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap

from partyoffice.reports.brush import MM
from partyoffice.reports.fitting import Fitted
from partyoffice.reports.form import Entry, FormRow


@dataclass(frozen=True, slots=True)
class Strip:
    """One row as it stands on a sheet: its height, and of what flows on the stretch shown here.

    ``entries`` are of a list (None: all), the first of them number ``start``; ``lines`` of a text.
    """

    row: FormRow
    height: float
    entries: Sequence[Entry] | None = None
    start: int = 1
    lines: Fitted | None = None
    last: bool = True


def least(row: FormRow) -> float:
    """Return the height of a row, or of a whole list with its head."""
    return row.height * MM * (row.block.count + 1 if row.block else 1)


def sheets_of(rows: Sequence[FormRow]) -> Iterator[tuple[FormRow, ...]]:
    """Part the rows where a new sheet begins."""
    some: list[FormRow] = []
    for row in rows:
        if row.sheet and some:
            yield tuple(some)
            some = []
        some.append(row)
    yield tuple(some)


def _whole(row: FormRow, free: float) -> float:
    """Return how much of the free room a row can take: a list only by whole rows."""
    step = row.height * MM
    return free // step * step if row.block else free


def stretched(rows: Sequence[FormRow], room: float, need: Callable[[FormRow], float]) -> list[Strip]:
    """Give the free room of a sheet to the rows that ask for it: first what they need, then the rest."""
    heights = [least(row) for row in rows]
    free = room - sum(heights)
    for at, row in enumerate(rows):
        if row.grow or row.fill:
            more = min(max(need(row) - heights[at], 0), _whole(row, free))
            heights[at], free = heights[at] + more, free - more
    filling = [at for at, row in enumerate(rows) if row.fill]
    for left, at in enumerate(filling):
        more = _whole(rows[at], free / (len(filling) - left))
        heights[at], free = heights[at] + more, free - more
    return list(starmap(Strip, zip(rows, heights, strict=True)))


def shared(total: int, first: int, middle: int, alone: int, last: int) -> list[int]:
    """Return how many of ``total`` stand on each sheet.

    ``first``, ``middle`` and ``last`` are what sheets of several can hold, ``alone`` a single one. No
    sheet is left without any, so that signatures never stand alone.
    """
    if total <= alone:
        return [total]
    counts = [max(min(first, total - 1), 1)]
    rest = total - counts[0]
    while rest > max(last, 1):
        counts.append(max(min(middle, rest - 1), 1))
        rest -= counts[-1]
    return [*counts, rest] if rest else counts


@dataclass(frozen=True, slots=True)
class Flow:
    """The row of a sheet that goes on: what stands before, again and after it, and its own measures.

    ``step`` is the height of one entry or line, ``own`` what the row needs beside them.
    """

    rows: tuple[FormRow, ...]
    at: int
    room: float
    step: float
    own: float
    endless: bool = False

    def _fixed(self, *, first: bool, last: bool) -> list[FormRow]:
        before = [row for row in self.rows[: self.at] if first or row.again]
        return before + list(self.rows[self.at + 1 :] if last else ())

    def capacity(self, *, first: bool, last: bool) -> int:
        """Return how many entries or lines a sheet holds."""
        free = self.room - sum(map(least, self._fixed(first=first, last=last))) - self.own
        return max(int(free / self.step + 1e-6), 1)

    def counts(self, total: int) -> list[int]:
        """Return how many stand on each sheet."""
        if self.endless:
            return [total]
        return shared(
            total, self.capacity(first=True, last=False), self.capacity(first=False, last=False),
            self.capacity(first=True, last=True), self.capacity(first=False, last=True),
        )  # fmt: skip

    def strips(self, at: int, of: int, made: Strip) -> list[Strip]:
        """Return a sheet's strips around the one that flows."""
        before = [Strip(row, least(row)) for row in self.rows[: self.at] if at == 0 or row.again]
        after = [Strip(row, least(row)) for row in self.rows[self.at + 1 :]] if at == of - 1 else []
        return [*before, made, *after]

    def height(self, at: int, of: int, count: int) -> float:
        """Return the height of the flowing row: its content's, or all the sheet leaves it."""
        row, last = self.rows[self.at], at == of - 1
        filled = self.capacity(first=at == 0, last=last) if row.fill or not last else 0
        least_count = row.block.count if row.block and of == 1 else 0
        return max(count, least_count, filled) * self.step + self.own
