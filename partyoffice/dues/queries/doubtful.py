"""What a book should not have: payments twice, above what is due or not owed, spending undecided."""

from collections.abc import Iterator
from itertools import starmap
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, String, cast, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.ledger import spans_by_person
from partyoffice.dues.records import Assessment, Entry, Payment
from partyoffice.dues.rules.months import month_of
from partyoffice.dues.rules.words import DECIDED_ON
from partyoffice.meetings.records import AgendaItem

YEAR = 4  # letters of a year as it is stored


class Doubt(NamedTuple):
    """One month of one member: what was paid, of what due; ``payment_id`` is its newest payment."""

    person_id: int
    month: Day
    payment_id: int
    paid: int
    due: int | None = None
    on: Day | None = None


def doubled(session: Session) -> list[Doubt]:
    """Return what was written down twice: one sum of one day for one month of one member."""
    of = (Payment.person_id, Payment.month)
    wanted = select(*of, func.max(Payment.id), Payment.amount, Payment.on).where(Payment.on.is_not(None))
    wanted = wanted.group_by(*of, Payment.amount, Payment.on, Payment.elsewhere).having(func.count() > 1)
    rows = session.execute(wanted.order_by(*of))
    return [Doubt(person, month, ident, amount, on=on) for person, month, ident, amount, on in rows]


def overpaid(session: Session) -> list[Doubt]:
    """Return the months for which more came in than was set."""
    due = _due()
    of = (Payment.person_id, Payment.month)
    paid = func.sum(Payment.amount)
    wanted = select(*of, func.max(Payment.id), paid, due).where(Payment.elsewhere.is_(False))
    rows = session.execute(wanted.group_by(*of).having(paid > due).order_by(*of))
    return list(starmap(Doubt, rows))


def _due() -> ColumnElement[int | None]:
    """Return the amount in force in the month of a payment: the latest of its year that has begun."""
    year = cast(func.substr(type_coerce(Payment.month, String), 1, YEAR), Integer)
    latest = select(Assessment.due).where(
        Assessment.person_id == Payment.person_id, Assessment.year == year, Assessment.start <= Payment.month
    )
    return latest.order_by(Assessment.start.desc(), Assessment.id.desc()).limit(1).scalar_subquery()


def not_owed(session: Session) -> Iterator[Doubt]:
    """Yield the months that somebody paid without owing them here."""
    spans = spans_by_person(session)
    of = (Payment.person_id, Payment.month)
    wanted = select(*of, func.max(Payment.id), func.sum(Payment.amount)).group_by(*of).order_by(*of)
    always = [one for one, mine in spans.items() if any(s.first is None and s.last is None for s in mine)]
    for row in session.execute(wanted.where(Payment.person_id.not_in(always))):
        if not any(one.holds(month_of(row.month)) for one in spans.get(row.person_id, ())):
            yield Doubt(*row)


def undecided(session: Session) -> list[Entry]:
    """Return what was spent without anybody having decided it, or by an item that is gone."""
    gone = Entry.item_id.is_not(None) & Entry.item_id.not_in(select(AgendaItem.id))
    untold = Entry.item_id.is_(None) & (Entry.decided == "")  # noqa: PLC1901 -- SQL
    wanted = select(Entry).where(Entry.flow.in_(sorted(map(str, DECIDED_ON))), or_(gone, untold))
    return list(session.execute(wanted.order_by(Entry.on, Entry.id)).scalars())
