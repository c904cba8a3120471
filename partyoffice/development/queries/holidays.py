"""The table of working days in force: the shipped one, and the years the office has entered itself."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.workdays import Holidays, shipped
from partyoffice.development.records import HOLIDAYS
from partyoffice.store import settings


def holidays_of(session: Session) -> Holidays:
    """Return the office's table; a year it has entered holds as entered, in full."""
    table = shipped()
    for one in settings.values_of(session, HOLIDAYS):
        table = table.with_year(int(one["year"]), _days(one["off"]), _days(one["work"]))
    return table


def _days(texts: Iterable[str]) -> Iterable[date]:
    return map(date.fromisoformat, texts)


def own_years(session: Session) -> frozenset[int]:
    """Return the years the office has entered itself."""
    return frozenset(int(one["year"]) for one in settings.values_of(session, HOLIDAYS))
