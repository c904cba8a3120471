"""From which month and up to which somebody pays here, and up to which they have paid."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.ledger import accounts, since
from partyoffice.dues.records import Liability
from partyoffice.dues.rules.liability import Letter, Stay, unmatched
from partyoffice.dues.rules.months import day_of, month_of
from partyoffice.members.queries import histories_by_person
from partyoffice.members.rules import Fact

AHEAD = 12  # months after this one that may have been paid already


def paid_to(session: Session, person_id: int, on: date) -> Day | None:
    """Return 党费交到 as a letter writes it; None where the ledger does not tell."""
    first, now = since(session), now_of(session, on)
    if first is None or first > now.month + AHEAD:
        return None
    found = accounts(session, range(first, now.month + AHEAD + 1), {person_id}).get(person_id)
    last = found.paid_to(first, now) if found is not None else None
    return day_of(last) if last is not None else None


def bound_of(session: Session, person_id: int, bound: str, on: Day) -> Liability | None:
    """Return what is written of an arrival or leaving."""
    wanted = select(Liability).where(
        Liability.person_id == person_id, Liability.bound == bound, Liability.on == on
    )
    return session.execute(wanted.order_by(Liability.id).limit(1)).scalar_one_or_none()


def stays_of(session: Session, people: list[int]) -> dict[int, list[Stay]]:
    """Return when some people were on the books, by person."""
    return {
        one: [Stay(row.start, row.end) for row in rows if row.fact == Fact.PRESENCE]
        for one, rows in histories_by_person(session, people).items()
    }


def loose_bounds(session: Session) -> list[Liability]:
    """Return what is written of an arrival or leaving that the books do not know, and so says nothing."""
    kept = list(session.execute(select(Liability).order_by(Liability.id)).scalars())
    stays = stays_of(session, sorted({one.person_id for one in kept}))
    return [
        one
        for one in kept
        if unmatched(stays.get(one.person_id, []), [Letter(one.bound, month_of(one.month), one.on)])
    ]
