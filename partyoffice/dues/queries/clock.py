"""As of when months are judged: the day and the office's 党费日."""

from datetime import date

from sqlalchemy.orm import Session

from partyoffice.dues.records.settings import COLLECT_DAY
from partyoffice.dues.rules.ledger import Now
from partyoffice.store import settings


def now_of(session: Session, on: date) -> Now:
    """Return what a day means to the months."""
    return Now.of(on, int(settings.get(session, COLLECT_DAY)))
