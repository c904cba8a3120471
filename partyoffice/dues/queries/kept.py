"""What a ledger that comes in is held against: what is paid, set and waived already."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.records import Assessment, Payment, Waiver
from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import Month, month_of


class Came(NamedTuple):
    """A payment of one month as the book or the sheet has it; ``row`` of the sheet."""

    amount: int
    on: Day | None
    elsewhere: bool
    row: int = 0


def paid_by_month(session: Session) -> dict[tuple[int, Month], list[Came]]:
    """Return every payment by person and month."""
    found: dict[tuple[int, Month], list[Came]] = defaultdict(list)
    wanted = select(Payment.person_id, Payment.month, Payment.amount, Payment.on, Payment.elsewhere)
    for person, month, amount, on, elsewhere in session.execute(wanted.order_by(Payment.id)):
        found[person, month_of(month)].append(Came(amount, on, elsewhere))
    return found


def set_by_year(session: Session) -> dict[tuple[int, int], list[tuple[Month, int]]]:
    """Return every amount set by person and year: since which month, how much, in that order."""
    found: dict[tuple[int, int], list[tuple[Month, int]]] = defaultdict(list)
    wanted = select(Assessment.person_id, Assessment.year, Assessment.start, Assessment.due)
    for person, year, start, due in session.execute(wanted.order_by(Assessment.start, Assessment.id)):
        found[person, year].append((month_of(start), due))
    return found


class Relief(NamedTuple):
    """A request for 少交 or 免交 that was not refused; ``amount`` a month, 0 is 免交."""

    span: Span
    amount: int
    approved: bool


def waived_by_person(session: Session) -> dict[int, list[Relief]]:
    """Return for which months 少交 or 免交 was asked for or is approved."""
    found: dict[int, list[Relief]] = defaultdict(list)
    wanted = select(Waiver.person_id, Waiver.start, Waiver.end, Waiver.amount, Waiver.approved)
    for person, start, end, amount, approved in session.execute(wanted.where(Waiver.refused.is_(None))):
        span = Span(month_of(start), month_of(end))
        found[person].append(Relief(span, amount, approved is not None))
    return found
