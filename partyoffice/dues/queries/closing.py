"""Which periods are closed, what they said then, and what they say now."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.dues.queries.ledger import accounts, since
from partyoffice.dues.queries.money import LIES_IN, PAID_ON, begun_with, opening
from partyoffice.dues.records import Closing, Entry, Payment
from partyoffice.dues.rules import closing as rules
from partyoffice.dues.rules.balance import COLLECTED, Balance, moved
from partyoffice.dues.rules.closing import Figures, Flowed
from partyoffice.dues.rules.ledger import Account
from partyoffice.dues.rules.months import Month, month_of, year_months, year_of

MONTH = 7  # letters of a month as it is stored


def closed_periods(session: Session) -> list[str]:
    """Return the months and years that are closed now, as ``2026-11`` and ``2026``."""
    wanted = select(Closing.period).where(Closing.reopened.is_(None)).order_by(Closing.period)
    return list(session.execute(wanted).scalars())


def closed_months(session: Session) -> frozenset[Month]:
    """Return every month that takes no change of money now."""
    return rules.closed_months(closed_periods(session))


# -- figures --------------------------------------------------------------------------------------


@dataclass
class Books:
    """What money and ledger say by month, read once for as many periods as are asked."""

    session: Session
    _by_year: dict[int, list[Account]] = field(default_factory=dict)

    def figures(self, period: str) -> dict[str, int]:
        """Return what a period says now."""
        months = rules.months_of(period)
        carried = sum((self.flowed[one].net for one in self.flowed if one < months[0]), self.begun)
        flowed = sum((self.flowed[one] for one in months if one in self.flowed), Flowed())
        return rules.figures(carried, flowed, self._ledger(months))

    def left(self, month: Month) -> Balance:
        """Return what was there at the end of a month."""
        return sum((self.flowed[one].net for one in self.flowed if one <= month), self.begun)

    @cached_property
    def begun(self) -> Balance:
        """What the book began with."""
        return begun_with(self.session)

    @cached_property
    def flowed(self) -> Mapping[Month, Flowed]:
        """What came and went, by month."""
        found: dict[Month, Flowed] = defaultdict(Flowed)
        for at, flow, account, amount in self._moves():
            one, own = moved(flow, account, amount), flow == COLLECTED
            turned = (
                not own and one.came.total and one.went.total
            )  # between cash and bank: neither in nor out
            came = 0 if own or turned else one.came.total
            went = 0 if turned else one.went.total
            found[month_of(Day.parse(at))] += Flowed(amount if own else 0, came, went, one.net)
        return dict(found)

    def _moves(self) -> list[tuple[str, str, str, int]]:
        at, on = _month(PAID_ON), _month(Entry.on)
        paid = select(at, LIES_IN, func.sum(Payment.amount)).where(Payment.elsewhere.is_(False))
        paid = paid.where(*self._from_opening(PAID_ON)).group_by(at, LIES_IN)
        moves = select(on, Entry.flow, Entry.account, func.sum(Entry.amount))
        moves = moves.where(*self._from_opening(Entry.on)).group_by(on, Entry.flow, Entry.account)
        found = [(month, COLLECTED, account, amount) for month, account, amount in self.session.execute(paid)]
        return [*found, *((*row,) for row in self.session.execute(moves))]

    def _from_opening(self, day: Any) -> list[Any]:  # noqa: ANN401 -- a column
        begun = opening(self.session)
        return [day >= begun.since] if begun is not None else []

    def _ledger(self, months: range) -> Figures:
        asked = [[one.asked(at) for at in months] for one in self._accounts(year_of(months[0]))]
        return {
            "people": sum(any(each) for each in asked),
            "due": sum(one or 0 for each in asked for one in each),
            "paid": sum(amount for of, on, amount in self._paid if of in months and on <= months[-1]),
            "unset": sum(None in each for each in asked),
        }

    def _accounts(self, year: int) -> list[Account]:
        if year not in self._by_year:
            self._by_year[year] = list(accounts(self.session, year_months(year)).values())
        return self._by_year[year]

    @cached_property
    def _paid(self) -> list[tuple[Month, Month, int]]:
        of, on = _month(Payment.month), _month(PAID_ON)
        wanted = select(of, on, func.sum(Payment.amount)).group_by(of, on)
        rows = self.session.execute(wanted)
        return [(month_of(Day.parse(a)), month_of(Day.parse(b)), amount) for a, b, amount in rows]


# -- the register ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class PeriodRow:
    """A month or year as lists show it: open, closed, or closed once and opened again.

    ``figures`` are those of the closing where it stands, else what the books say now.
    """

    period: str
    now: Figures
    over: bool
    closing: Closing | None = None

    @property
    def id(self) -> int:
        """The id of the closing; one below nothing for what is open."""
        return self.closing.id if self.closing is not None else -int(self.period.replace("-", ""))

    @property
    def title(self) -> str:
        """2026年11月."""
        return rules.period_spoken(self.period)

    @property
    def closed(self) -> bool:
        """Whether it stands closed."""
        return self.closing is not None and self.closing.reopened is None

    @property
    def state(self) -> str:
        """How it stands, in a word."""
        if self.closing is None:
            return OPEN if self.over else RUNNING
        return CLOSED if self.closed else REOPENED

    @property
    def figures(self) -> Figures:
        """What it says, or said."""
        return self.closing.figures if self.closing is not None else self.now

    @cached_property
    def differences(self) -> list[str]:
        """What a closed period says otherwise now than then."""
        return rules.differences(self.figures, self.now) if self.closed else []


OPEN, RUNNING, CLOSED, REOPENED = STATES = ("未结账", "未到期末", "已结账", "已重开")


def periods(session: Session, year: int) -> list[PeriodRow]:
    """Return the months of a year up to this one and the year, each with its closings, earlier ones first."""
    first, now, books = since(session), month_of(clock.today()), Books(session)
    kept = _closings(session, year)
    months = [one for one in year_months(year) if first is not None and first <= one <= now]
    wanted = dict.fromkeys([*map(rules.period_of, months), *([str(year)] if months else []), *kept])
    held, found = closed_periods(session), []
    for period in sorted(wanted, key=lambda one: (rules.is_year(one), one)):
        last, said = rules.months_of(period)[-1], books.figures(period)
        mine = [PeriodRow(period, said, last < now, one) for one in kept.get(period, ())]
        if not any(one.closed for one in mine) and not rules.holding(held, last):
            mine.append(PeriodRow(period, said, last < now))
        found += mine
    return found


def _closings(session: Session, year: int) -> dict[str, list[Closing]]:
    found: dict[str, list[Closing]] = defaultdict(list)
    wanted = select(Closing).where(Closing.period.startswith(str(year))).order_by(Closing.id)
    for one in session.execute(wanted).scalars():
        found[one.period].append(one)
    return found


def changed_since(session: Session) -> list[tuple[Closing, list[str]]]:
    """Return the closings that stand and say otherwise now, each with where."""
    books = Books(session)
    wanted = select(Closing).where(Closing.reopened.is_(None)).order_by(Closing.period)
    found = [
        (one, rules.differences(one.figures, books.figures(one.period)))
        for one in session.execute(wanted).scalars()
    ]
    return [(one, said) for one, said in found if said]


def closing_years(session: Session) -> list[int]:
    """Return the years of the book up to this one, the newest first."""
    first, now = since(session), clock.today().year
    return list(range(now, (min(year_of(first), now) if first is not None else now) - 1, -1))


def _month(column: Any) -> Any:  # noqa: ANN401 -- a column, and its text
    return func.substr(type_coerce(column, String), 1, MONTH)
