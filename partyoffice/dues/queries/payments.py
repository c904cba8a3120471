"""交纳流水: every payment as it was written down, in the order the money came."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.dues.queries.closing import closed_months
from partyoffice.dues.queries.money import PAID_ON
from partyoffice.dues.records import Payment
from partyoffice.dues.rules.months import Month, day_of, month_of
from partyoffice.members.queries import everyone
from partyoffice.organisation.queries import tree

KEYS = (
    "id", "person_id", "organisation_id", "month", "amount", "on", "method", "payer", "collector",
    "elsewhere", "receipt", "note",
)  # fmt: skip
YEAR = 4  # letters of a year as it is stored
IN_TIME, AHEAD, MADE_UP, GIVEN_BACK, ELSEWHERE = SORTS = ("当月", "预交", "补交", "退还冲正", "流入地已交")


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment as lists show it: whose it is, what it is to its month, and whether its day is closed."""

    name: str
    branch: str
    closed: bool
    id: int
    person_id: int
    branch_id: int | None
    month: Day
    amount: int
    on: Day | None
    method: str
    payer: str
    collector: str
    elsewhere: bool
    receipt: str
    note: str

    @property
    def sort(self) -> str:
        """What it is to the month it was paid for: in it, ahead of it, made up after it."""
        if self.elsewhere:
            return ELSEWHERE
        if self.amount < 0:
            return GIVEN_BACK
        gap = month_of(self.on) - month_of(self.month) if self.on is not None else 0
        return MADE_UP if gap > 0 else AHEAD if gap < 0 else IN_TIME

    def label(self) -> str:
        """Return 林知夏 2026-11 党费."""
        return f"{self.name} {self.month} 党费"


def payments(session: Session, year: int | None = None) -> list[PaymentRow]:
    """Return the payments that came in a year, or all, the newest first.

    What bears no day counts on the first of the month it is for.
    """
    names = {one.id: one.name for one in everyone(session, clock.today(), columns=("name",))}
    bodies, closed = tree(session), closed_months(session)
    wanted = select(*(getattr(Payment, key) for key in KEYS)).order_by(PAID_ON.desc(), Payment.id.desc())
    if year is not None:
        wanted = wanted.where(func.substr(type_coerce(PAID_ON, String), 1, YEAR) == str(year))
    named = {body: bodies.name(body) for body in (None, *bodies.nodes)}
    return [
        PaymentRow(
            names[row.person_id], named[row.organisation_id], month_of(row.on or row.month) in closed, *row
        )
        for row in session.execute(wanted)
        if row.person_id in names
    ]


def payment_years(session: Session) -> list[int]:
    """Return the years in which money came, and this one, the newest first."""
    first = func.substr(type_coerce(PAID_ON, String), 1, YEAR)
    found = {int(year) for year in session.execute(select(first).distinct()).scalars()}
    return sorted(found | {clock.today().year}, reverse=True)


def payments_by_month(
    session: Session, people: Collection[int], months: Sequence[Month]
) -> dict[tuple[int, Month], list[Payment]]:
    """Return the payments of some people for a run of months by person and month, in their order."""
    found: dict[tuple[int, Month], list[Payment]] = defaultdict(list)
    wanted = select(Payment).where(
        Payment.person_id.in_(people), Payment.month.between(day_of(months[0]), day_of(months[-1]))
    )
    for one in session.execute(wanted.order_by(Payment.id)).scalars():
        found[one.person_id, month_of(one.month)].append(one)
    return found


def newest_payment(session: Session) -> Payment | None:
    """Return what was paid last of all that came here, None where nothing was."""
    wanted = select(Payment).where(Payment.elsewhere.is_(False)).order_by(Payment.id.desc()).limit(1)
    return session.execute(wanted).scalar()
