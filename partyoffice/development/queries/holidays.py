"""The table of working days in force: the shipped one, and the years the office has entered itself."""

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One day that is otherwise than its weekday says; ``own``: as the office entered its year."""

    id: int
    day: date
    worked: bool
    own: bool


def holiday_rows(session: Session, year: int) -> list[HolidayRow]:
    """Return the days off and the weekend days worked of a year, in order."""
    off, work = holidays_of(session).of_year(year)
    own = year in own_years(session)
    days = [*((day, False) for day in off), *((day, True) for day in work)]
    return [HolidayRow(day.toordinal(), day, worked, own) for day, worked in sorted(days)]


def holiday_years(session: Session, this: int) -> list[int]:
    """Return the years of the table, this one and the next two among them, newest first."""
    return sorted({*holidays_of(session).years, this, this + 1, this + 2}, reverse=True)
