"""放假调休安排 of a year as the office enters it."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.core.workdays import SATURDAY
from partyoffice.development.records import holidays_of_year
from partyoffice.store import settings


def set_holidays(session: Session, year: int, off: Collection[date], work: Collection[date]) -> None:
    """Keep the weekdays off and the weekend days worked of one year, in full (OfficeError for others)."""
    for day in (*off, *work):
        if day.year != year:
            raise OfficeError(f"{day} 不在 {year} 年", remedy="每年单独填写，请改到那一年")
    for day in off:
        if day.weekday() >= SATURDAY:
            raise OfficeError(f"{day} 是周末，本来就休息", remedy="放假日只填周一至周五")
    for day in work:
        if day.weekday() < SATURDAY:
            raise OfficeError(f"{day} 不是周末，本来就上班", remedy="调休上班日只填周六、周日")
    told = {"year": year, "off": sorted(map(str, off)), "work": sorted(map(str, work))}
    settings.put(session, holidays_of_year(year), told)
