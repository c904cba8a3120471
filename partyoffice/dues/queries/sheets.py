"""What the papers of the ledger ask: a year in the order of the roster, and how each month was paid."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.ledger import Row, read_year
from partyoffice.dues.records import Payment
from partyoffice.dues.rules.months import Month, day_of, month_of
from partyoffice.members.ordering import STROKES, sorted_people
from partyoffice.organisation.queries import tree


class How(NamedTuple):
    """How a month was paid, by its last part: the day, the way, who took it."""

    on: Day | None
    method: str
    collector: str


def ordered_year(session: Session, year: int, on: date, branch: int | None = None) -> list[Row]:
    """Return the rows of a year as rosters are ordered: by branch, post and name."""
    rows = {row.id: row for row in read_year(session, year, on, branch).rows}
    people = sorted_people(session, [row.someone for row in rows.values()], STROKES, tree(session))
    return [rows[one.id] for one in people]


def how_paid(
    session: Session, months: Sequence[Month], people: Collection[int] | None = None
) -> dict[tuple[int, Month], How]:
    """Return how each month of a run was paid, by person and month."""
    wanted = select(Payment.person_id, Payment.month, Payment.on, Payment.method, Payment.collector).where(
        Payment.month.between(day_of(months[0]), day_of(months[-1]))
    )
    found: dict[tuple[int, Month], How] = {}
    for person, month, on, method, collector in session.execute(wanted.order_by(Payment.on, Payment.id)):
        if people is None or person in people:
            found[person, month_of(month)] = How(on, method, collector)
    return found
