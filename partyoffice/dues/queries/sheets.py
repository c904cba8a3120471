"""What the papers of the ledger ask: a year in the order of the roster, and how each month was paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.ledger import Row, read_year
from partyoffice.dues.records import Payment
from partyoffice.dues.rules.months import Month, day_of, month_of
from partyoffice.members.ordering import STROKES, sorted_people
from partyoffice.members.queries import everyone, gone_by_person
from partyoffice.organisation.queries import tree


class Came(NamedTuple):
    """One payment as lists tell it; ``name`` and ``branch`` are whose it is and where it came through."""

    person_id: int
    month: Day
    amount: int
    on: Day | None
    method: str
    payer: str
    collector: str
    elsewhere: bool
    organisation_id: int | None
    receipt: str
    note: str
    name: str
    branch: str


class How(NamedTuple):
    """How a month was paid, by its last part: the day, the way, who took it."""

    on: Day | None
    method: str
    collector: str


@dataclass(frozen=True)
class Line(Row):
    """One member's year; ``left`` says when and how somebody left who is no more here."""

    left: str = ""


def ordered_year(session: Session, year: int, on: date, branch: int | None = None) -> list[Line]:
    """Return the rows of a year as rosters are ordered: by branch, post and name."""
    rows = {row.id: row for row in read_year(session, year, on, branch).rows}
    gone = gone_by_person(session, on, [one for one, row in rows.items() if not row.someone.present])
    people = sorted_people(session, [row.someone for row in rows.values()], STROKES, tree(session))
    return [Line(one, rows[one.id].account, rows[one.id].cells, gone.get(one.id, "")) for one in people]


def how_paid(
    session: Session, months: Sequence[Month], person_id: int | None = None
) -> dict[tuple[int, Month], How]:
    """Return how each month of a run was paid, by person and month; of one person alone, or of all."""
    wanted = select(Payment.person_id, Payment.month, Payment.on, Payment.method, Payment.collector).where(
        Payment.month.between(day_of(months[0]), day_of(months[-1]))
    )
    if person_id is not None:
        wanted = wanted.where(Payment.person_id == person_id)
    return {
        (person, month_of(month)): How(on, method, collector)
        for person, month, on, method, collector in session.execute(wanted.order_by(Payment.on, Payment.id))
    }


def came_in(session: Session, on: date, year: int | None = None, branch: int | None = None) -> list[Came]:
    """Return the payments up to a day in the order they came, of a year or all; without a day by month."""
    keys = Came._fields[:-2]
    day = func.coalesce(Payment.on, Payment.month)
    wanted = select(*(getattr(Payment, key) for key in keys)).where(day <= Day.of(on))
    if year is not None:
        wanted = wanted.where(day >= Day(year, 1), day <= Day(year, 12, 31))
    whole, people = tree(session), {one.id: one for one in everyone(session, on, columns=("name",))}
    below = whole.below(branch) if branch is not None else None
    return [
        Came._make((*row, people[row.person_id].name, whole.name(row.organisation_id)))
        for row in session.execute(wanted.order_by(day, Payment.id))
        if row.person_id in people and (below is None or row.organisation_id in below)
    ]
