"""Which periods are closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.dues.records import Closing
from partyoffice.dues.rules import closing as rules
from partyoffice.dues.rules.months import Month


def closed_periods(session: Session) -> list[str]:
    """Return the months and years that are closed now, as ``2026-11`` and ``2026``."""
    wanted = select(Closing.period).where(Closing.reopened.is_(None)).order_by(Closing.period)
    return list(session.execute(wanted).scalars())


def closed_months(session: Session) -> frozenset[Month]:
    """Return every month that takes no change of money now."""
    return rules.closed_months(closed_periods(session))
