"""What the papers of the ledger ask alike, and what stands over them."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.dues.rules.months import Month, month_of
from partyoffice.members import card
from partyoffice.part import Asked

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

YEAR = Field("year", "年度", Kind.NUMBER, hint="如 2026")
MONTH = Field("month", "所属月份", Kind.DAY, hint="如 2026-11")


def year_of(asked: Asked) -> int:
    """Return the year a paper is about: as typed, else that of its day."""
    return asked.count(YEAR.key, YEAR.title, 9999) or asked.on.year


def usual_year(_session: "Session", _subject: int, on: date) -> Mapping[str, str]:
    """Propose this year."""
    return {YEAR.key: str(on.year)}


def over(session: "Session", on: date, *more: str) -> tuple[str, ...]:
    """Return what stands over a paper of the ledger."""
    return tuple(filter(None, (f"截至 {on}", *more, "单位：元", card.stamp(session))))


def month_asked(asked: Asked) -> Month:
    """Return the month a paper is about: as typed, else that of its day."""
    return month_of(asked.day(MONTH.key) or asked.on)


def usual_month(_session: "Session", _subject: int, on: date) -> Mapping[str, str]:
    """Propose this month."""
    return {MONTH.key: str(Day(on.year, on.month))}
