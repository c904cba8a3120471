"""Where the money is: balances by day, the book with its running balance, sums by flow and purpose.

Money counts on the day it was paid; a payment of an old ledger that bears none, in the month it was paid for.
What lies before 建账 is in its amounts already. Nothing of 大额, 特殊党费 and 捐款 is here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, starmap
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.records import Entry, Opening, Payment, Voucher
from partyoffice.dues.rules.balance import COLLECTED, NOTHING, Balance, Moved, moved, unbalanced
from partyoffice.dues.rules.months import month_of, span_spoken
from partyoffice.dues.rules.words import Account, Flow, Method

PAID_ON = func.coalesce(Payment.on, Payment.month)
BROUGHT, BEGUN, CARRIED = "上年结转", "建账", -1
LIES_IN = case((Payment.method == Method.CASH, str(Account.CASH)), else_=str(Account.BANK))


def opening(session: Session) -> Opening | None:
    """Return with what the book began; None while nobody said."""
    return session.execute(select(Opening).order_by(Opening.id).limit(1)).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Sums:
    """What came and went in some time: by flow, 党员交纳 among them, and of 使用 by purpose."""

    came: Balance = NOTHING
    went: Balance = NOTHING
    flows: Mapping[str, int] = field(default_factory=dict)
    purposes: Mapping[str, int] = field(default_factory=dict)


def sums(session: Session, first: Day | None = None, last: Day | None = None) -> Sums:
    """Return what came and went from a day to another, both among them; an open end is the book's."""
    came = went = NOTHING
    flows: dict[str, int] = defaultdict(int)
    purposes: dict[str, int] = defaultdict(int)
    for flow, account, purpose, amount in _grouped(session, first, last):
        one = moved(flow, account, amount)
        came, went = came + one.came, went + one.went
        flows[flow] += amount
        if flow == Flow.USED:
            purposes[purpose] += amount
    return Sums(came, went, dict(flows), dict(purposes))


def _grouped(session: Session, first: Day | None, last: Day | None) -> Iterator[tuple[str, str, str, int]]:
    paid = select(LIES_IN, func.sum(Payment.amount)).where(*_paid_here(session, first, last))
    for account, amount in session.execute(paid.group_by(LIES_IN)):
        yield COLLECTED, account, "", amount
    of = (Entry.flow, Entry.account, Entry.purpose)
    moves = select(*of, func.sum(Entry.amount)).where(*_within(session, Entry.on, first, last)).group_by(*of)
    for flow, account, purpose, amount in session.execute(moves):
        yield flow, account, purpose, amount


def _within(session: Session, day: Any, first: Day | None, last: Day | None) -> list[Any]:  # noqa: ANN401 -- a column
    begun = opening(session)
    ends = [day >= one for one in (first, begun.since if begun is not None else None) if one is not None]
    return [*ends, *([day <= last] if last is not None else [])]


def _paid_here(session: Session, first: Day | None, last: Day | None) -> list[Any]:
    return [Payment.elsewhere.is_(False), *_within(session, PAID_ON, first, last)]


def begun_with(session: Session, on: date | None = None) -> Balance:
    """Return the amounts of 建账; nothing without one, or on a day before it."""
    one = opening(session)
    if one is None or (on is not None and on < one.since.first):
        return NOTHING
    return Balance(one.cash, one.bank)


def balance(session: Session, on: date | None = None) -> Balance:
    """Return what is there at the end of a day; without one, after all that is written down."""
    found = sums(session, last=Day.of(on) if on is not None else None)
    return begun_with(session, on) + found.came - found.went


# -- the book -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the book, with the balance after it; ``entry`` is None for what payments tell.

    Payments of a day into one account are one line, of so many ``people``; its id is below nothing.
    """

    id: int
    on: Day
    flow: str
    account: str
    amount: int
    content: str
    balance: Balance
    entry: Entry | None = None
    people: int = 0
    vouchers: tuple[Voucher, ...] = ()

    @property
    def moved(self) -> Moved:
        """What it brings in and takes out; nothing where it only says what was carried on."""
        return Moved() if self.id == CARRIED else moved(self.flow, self.account, self.amount)

    def label(self) -> str:
        """Return 2026-11-10 订阅党报党刊."""
        return f"{self.on} {self.content}"


@dataclass(frozen=True, slots=True)
class Book:
    """A year of the book: what was carried into it, its lines, and its sums as the store reckons them."""

    year: int
    carried: Balance
    lines: tuple[Line, ...]
    sums: Sums
    begun: bool = False  # the year of 建账

    @property
    def head(self) -> Line:
        """The line before all others: what was carried into the year, or 建账."""
        said = BEGUN if self.begun else BROUGHT
        return Line(CARRIED, Day(self.year, 1), said, "", self.carried.total, said, self.carried)

    @property
    def closing(self) -> Balance:
        """What is there after the last line."""
        return self.lines[-1].balance if self.lines else self.carried

    @property
    def faults(self) -> tuple[str, ...]:
        """Where opening + in − out is not what the last line says; empty: all is well."""
        return unbalanced(self.carried, self.sums.came, self.sums.went, self.closing)


def read_book(session: Session, year: int) -> Book:
    """Return a year of the book; 建账 of that year is what was carried into it."""
    first, last = Day(year, 1, 1), Day(year, 12, 31)
    begun = opening(session)
    here = begun is not None and begun.since.year == year
    if here and begun is not None:
        carried = Balance(begun.cash, begun.bank)
    else:
        carried = balance(session, date(year - 1, 12, 31))
    span = (Day(first.year, 1), last)
    found = sorted((*_payments(session, *span), *_entries(session, *span)), key=lambda one: (one.on, one.id))
    after = list(accumulate((one.moved.net for one in found), initial=carried))[1:]
    lines = tuple(starmap(_standing, zip(found, after, strict=True)))
    return Book(year, carried, lines, sums(session, *span), here)


def _standing(one: Line, left: Balance) -> Line:
    return Line(
        one.id, one.on, one.flow, one.account, one.amount, one.content, left, one.entry, one.people,
        one.vouchers,
    )  # fmt: skip


def _payments(session: Session, first: Day, last: Day) -> Iterator[Line]:
    people = func.count(Payment.person_id.distinct())
    months = func.min(Payment.month), func.max(Payment.month)
    wanted = select(PAID_ON, LIES_IN, people, func.sum(Payment.amount), *months)
    wanted = wanted.where(*_paid_here(session, first, last)).group_by(PAID_ON, LIES_IN)
    for at, (on, account, count, amount, start, end) in enumerate(session.execute(wanted).all(), 2):
        span = span_spoken(month_of(start), month_of(end))
        yield Line(-at, on, COLLECTED, account, amount, f"{count} 人交纳{span}党费", NOTHING, people=count)


def _entries(session: Session, first: Day, last: Day) -> Iterator[Line]:
    wanted = select(Entry).where(*_within(session, Entry.on, first, last)).order_by(Entry.on, Entry.id)
    found = list(session.execute(wanted).scalars())
    kept = vouchers_of(session)
    for one in found:
        files = tuple(kept.get(one.id, ()))
        yield Line(one.id, one.on, one.flow, one.account, one.amount, one.label(), NOTHING, one, 0, files)


def vouchers_of(session: Session) -> dict[int, list[Voucher]]:
    """Return the files kept with each entry, in the order they came."""
    kept: dict[int, list[Voucher]] = defaultdict(list)
    for one in session.execute(select(Voucher).order_by(Voucher.id)).scalars():
        kept[one.entry_id].append(one)
    return kept


def book_years(session: Session, on: date) -> list[int]:
    """Return the years of the book up to now, the newest first."""
    begun = opening(session)
    firsts = [begun.since] if begun is not None else []
    lasts = []
    for column, where in ((PAID_ON, Payment.elsewhere.is_(False)), (Entry.on, Entry.id.is_not(None))):
        low, high = session.execute(select(func.min(column), func.max(column)).where(where)).one()
        if low is not None:
            firsts.append(low)
            lasts.append(high)
    if begun is not None:
        firsts = [begun.since]
    first = min((one.year for one in firsts), default=on.year)
    return list(range(max(on.year, *(one.year for one in lasts), first), first - 1, -1))


def faults(session: Session, on: date) -> list[str]:
    """Tell in which year opening + in − out is not the end, or not what the next one begins with."""
    found, before = [], None
    for year in reversed(book_years(session, on)):
        book = read_book(session, year)
        if before is not None and before != book.carried:
            found.append(f"{year} 年年初结存和上年年末不一致")
        found += [f"{year} 年{one}" for one in book.faults]
        before = book.closing
    if before is not None and before != balance(session):
        found.append("账上结存和各年结转不一致")
    return found


# -- grants ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grant:
    """Money granted for a purpose (专款专用), and what of it was spent."""

    entry: Entry
    spent: int

    @property
    def left(self) -> int:
        """What may still be spent of it."""
        return self.entry.amount - self.spent


def grants(session: Session) -> list[Grant]:
    """Return what was granted from above, in order, with what was spent of each."""
    of = select(Entry.grant_id, func.sum(Entry.amount)).where(Entry.grant_id.is_not(None))
    spent = dict(iter(session.execute(of.group_by(Entry.grant_id))))
    wanted = select(Entry).where(Entry.flow == Flow.GRANT).order_by(Entry.on, Entry.id)
    return [Grant(one, spent.get(one.id, 0)) for one in session.execute(wanted).scalars()]
