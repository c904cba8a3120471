"""What a month of a member's dues is: owed, paid, waived, late (operations §A5–A7). Amounts are fen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import Month, month_of, quarter_of

ARTICLE_DUE = (
    "2008 年《关于中国共产党党费收缴、使用和管理的规定》第二条、2017 年《关于进一步规范党费工作的通知》（一）"
)
ARTICLE_WAIVED = "2008 年《关于中国共产党党费收缴、使用和管理的规定》第七条"
ARTICLE_ELSEWHERE = "2008 年《关于中国共产党党费收缴、使用和管理的规定》第九条"
ARTICLE_LATE = "2008 年《关于中国共产党党费收缴、使用和管理的规定》第十二条、第十三条"


class State(StrEnum):
    """What a month of one member is, as the cell says it."""

    PAID = "已交"
    DUE = "应交"
    LATE = "欠交"
    WAIVED = "免交"
    REDUCED = "少交"
    MADE_UP = "补交"
    AHEAD = "预交"
    ELSEWHERE = "流入地已交"
    NONE = "无需交纳"
    UNSET = "未核定"
    FUTURE = "未到"


PAID = frozenset({State.PAID, State.REDUCED, State.MADE_UP, State.AHEAD, State.ELSEWHERE})


@dataclass(frozen=True, slots=True)
class Now:
    """As of when months are judged: the running month, and whether its 党费日 is over."""

    month: Month
    collected: bool

    @classmethod
    def of(cls, on: date, collect_day: int) -> "Now":
        """Return what a day means: a month is late from the day after its 党费日 on."""
        return cls(month_of(on), on.day > collect_day)

    def overdue(self, month: Month, *, quarterly: bool = False) -> bool:
        """Say whether a month should have been paid; an agreed quarter only once it has ended (第十二条)."""
        if quarterly:
            return quarter_of(month)[-1] < self.month
        return month < self.month or (month == self.month and self.collected)


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount set: what is owed a month from ``first`` to ``last``. ``id`` is its record."""

    id: int
    first: Month
    last: Month
    due: int
    base: int | None = None
    rate: int | None = None  # tenths of a per cent


@dataclass(frozen=True, slots=True)
class Relief:
    """Approved 少交 or 免交 (``amount`` 0) of a span of months."""

    id: int
    first: Month
    last: Month
    amount: int


@dataclass(slots=True)
class Paid:
    """All that was paid for one month; ``last`` is the month in which its last part came, if known."""

    amount: int = 0
    last: Month | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one member. ``due`` None is 未核定, ``full`` what was owed but for a waiver."""

    month: Month
    state: State
    due: int | None = None
    paid: int = 0
    full: int | None = None

    @property
    def owed(self) -> int:
        """What is late of it."""
        return (self.due or 0) - self.paid if self.state is State.LATE else 0


@dataclass(slots=True)
class Account:
    """All that bears on one member's months; ``rates`` in the order they were set."""

    person_id: int
    spans: Sequence[Span] = ()
    rates: Sequence[Rate] = ()
    reliefs: Sequence[Relief] = ()
    quarters: Sequence[Span] = ()
    paid: Mapping[Month, Paid] = field(default_factory=dict)

    def owes(self, month: Month) -> bool:
        """Say whether somebody belongs to those who pay here in a month."""
        return any(one.holds(month) for one in self.spans)

    def rate(self, month: Month) -> Rate | None:
        """Return the amount set for a month, the latest one that covers it; a year asks it 24 000 times."""
        for one in reversed(self.rates):
            if one.first <= month <= one.last:
                return one
        return None

    def relief(self, month: Month) -> Relief | None:
        """Return what was waived of a month, by the latest decision that covers it."""
        for one in reversed(self.reliefs):
            if one.first <= month <= one.last:
                return one
        return None

    def quarterly(self, month: Month) -> bool:
        """Say whether payment by the quarter was agreed for a month."""
        return any(one.holds(month) for one in self.quarters)

    def asked(self, month: Month) -> int | None:
        """Return what a month asks for, whatever was paid; None where no amount is set."""
        if not self.owes(month):
            return 0
        rate = self.rate(month)
        return self._less(month, rate.due) if rate is not None else None

    def _less(self, month: Month, due: int) -> int:
        relief = self.relief(month)
        return min(due, relief.amount) if relief is not None else due

    def cell(self, month: Month, now: Now) -> Cell:
        """Return what a month is."""
        rate, paid, owes = self.rate(month), self.paid.get(month), self.owes(month)
        if not owes and (paid is None or not (paid.amount or paid.elsewhere)):
            return Cell(month, State.NONE)
        if paid is not None and paid.elsewhere:
            return Cell(month, State.ELSEWHERE, 0, paid.amount, rate.due if rate else None)
        if rate is None:
            return self._unset(month, now, paid)
        due = self._less(month, rate.due) if owes else 0
        given = paid.amount if paid is not None else 0
        return Cell(month, self._state(month, now, due, given), due, given, rate.due)

    def _unset(self, month: Month, now: Now, paid: Paid | None) -> Cell:
        if paid is not None and paid.amount:
            return Cell(month, self._when(month, now), None, paid.amount)
        return Cell(month, State.FUTURE if month > now.month else State.UNSET)

    def _state(self, month: Month, now: Now, due: int, given: int) -> State:
        if given >= due:
            if not given:
                return State.WAIVED
            when = self._when(month, now)
            return State.REDUCED if when is State.PAID and self.relief(month) else when
        if now.overdue(month, quarterly=self.quarterly(month)):
            return State.LATE
        return State.DUE if month <= now.month else State.FUTURE

    def _when(self, month: Month, now: Now) -> State:
        """Tell how a paid month was paid: ahead while it has not come, 补交 after its time, else in time."""
        if month > now.month:
            return State.AHEAD
        last = self.paid[month].last
        until = quarter_of(month)[-1] if self.quarterly(month) else month
        return State.MADE_UP if last is not None and last > until else State.PAID

    def paid_to(self, since: Month, now: Now) -> Month | None:
        """Return the last month up to which nothing is open, counted from ``since``; None for none.

        Money ahead counts, a waiver of months to come does not.
        """
        settled, month = None, since
        while True:
            state = self.cell(month, now).state
            if state in PAID or (state is State.WAIVED and month <= now.month):
                settled = month
            elif state is not State.NONE or month > now.month:
                return settled
            month += 1

    def late(self, since: Month, now: Now, among: Iterable[Month] | None = None) -> Iterator[Cell]:
        """Give the months that are in arrears from ``since`` on, in order; ``among`` are all that may be."""
        for month in range(since, now.month + 1) if among is None else among:
            paid = self.paid.get(month)
            rate = self.rate(month)
            if rate is None or (paid is not None and (paid.elsewhere or paid.amount >= rate.due)):
                continue
            cell = self.cell(month, now)
            if cell.state is State.LATE:
                yield cell

    def run(self, since: Month, now: Now) -> list[Cell]:
        """Return the unpaid months in a row up to the last that is due; a paid month ends it.

        Months waived, not owed, not set, or of an agreed quarter still running are passed over.
        """
        found: list[Cell] = []
        for month in range(now.month, since - 1, -1):
            cell = self.cell(month, now)
            if cell.state is State.LATE:
                found.append(cell)
            elif cell.state in PAID and now.overdue(month, quarterly=self.quarterly(month)):
                break
        return found[::-1]
