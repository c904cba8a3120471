"""A payment is mended or taken out, as strictly as it was written down."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding
from partyoffice.dues.actions.closing import must_be_open
from partyoffice.dues.actions.collect import Taken
from partyoffice.dues.actions.payable import (
    account_of,
    judged_on,
    must_be_in_time,
    must_be_sound,
    must_explain_late,
)
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.records import Payment
from partyoffice.dues.rules import paying
from partyoffice.dues.rules.months import day_of, month_of
from partyoffice.store import rows


def correct_payment(session: Session, payment_id: int, given: Mapping[str, Any]) -> Taken:
    """Mend a payment (更正); what is not given stays. Both its old and its new day must be open."""
    made = session.get_one(Payment, payment_id)
    must_be_open(session, made.on or made.month)
    rows.correct_row(session, made, given)
    made.month, made.note = day_of(month_of(made.month)), made.note.strip()
    session.flush()
    if made.elsewhere:
        must_be_in_time(session, month_of(made.month), made.on)
        return Taken(made)
    return Taken(made, tuple(_again(session, made)))


def _again(session: Session, made: Payment) -> list[Finding]:
    """Judge a payment that stands in the book as if it were new; the book then counts it already."""
    month = month_of(made.month)
    must_be_in_time(session, month, made.on)
    account = account_of(session, made.person_id, month)
    account.paid[month].amount -= made.amount
    cell = account.cell(month, now_of(session, judged_on(made.on)))
    must_be_sound(cell, made.amount, made.note)
    late = must_explain_late(session, month, made.on, made.note) if made.amount > 0 else []
    return [*paying.remarks(cell, made.amount, owes=account.owes(month)), *late]


def drop_payment(session: Session, payment_id: int) -> None:
    """Take a payment out that was never made; the journal keeps what it said."""
    made = session.get_one(Payment, payment_id)
    must_be_open(session, made.on or made.month)
    rows.drop_row(session, made)
