"""放假调休安排 of a year as the office enters it."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, days_after
from partyoffice.core.errors import OfficeError
from partyoffice.core.workdays import SATURDAY
from partyoffice.development.queries.holidays import holidays_of
from partyoffice.development.records import holidays_of_year
from partyoffice.store import settings

LONGEST = 40  # days of one holiday: more is a slip of the finger


def set_holidays(session: Session, year: int, off: Collection[date], work: Collection[date]) -> None:
    """Keep the weekdays off and the weekend days worked of one year, in full (OfficeError for others)."""
    for day in (*off, *work):
        if day.year != year:
            raise OfficeError(f"{day} 不在 {year} 年", remedy="每年单独填写，请改到那一年")
    for day in off:
        if day.weekday() >= SATURDAY:
            raise OfficeError(f"{day} 是周末，本来就休息", remedy="放假日请只填周一至周五")
    for day in work:
        if day.weekday() < SATURDAY:
            raise OfficeError(f"{day} 不是周末，本来就上班", remedy="调休上班日请只填周六、周日")
    told = {"year": year, "off": sorted(map(str, off)), "work": sorted(map(str, work))}
    settings.put(session, holidays_of_year(year), told)


def add_days(session: Session, first: Day, last: Day | None, *, worked: bool) -> int:
    """Add the days off from one day to another, or the weekend days worked; return how many that were.

    Weekends within days off and weekdays within days worked are so anyway: both are passed over.
    """
    wanted = [day for day in _span(first, last) if (day.weekday() >= SATURDAY) is worked]
    if not wanted:
        told = "没有周六、周日，本来就上班" if worked else "都是周末，本来就休息"
        raise OfficeError(f"{first} 至 {last or first} {told}", remedy="请核对日期，或改选放假、上班")
    for year in sorted({day.year for day in wanted}):
        off, work = holidays_of(session).of_year(year)
        mine = {day for day in wanted if day.year == year}
        set_holidays(session, year, {*off, *(() if worked else mine)}, {*work, *(mine if worked else ())})
    return len(wanted)


def _span(first: Day, last: Day | None) -> list[date]:
    end = last or first
    if not first.exact or not end.exact:
        raise OfficeError("放假和调休要写明哪一日", remedy="请填年月日")
    count = (end.first - first.first).days + 1
    if not 1 <= count <= LONGEST:
        raise OfficeError(f"{first} 至 {end} 不是 1 至 {LONGEST} 天", remedy="请核对起止日期")
    return [days_after(first.first, at) for at in range(count)]


def drop_day(session: Session, day: date) -> None:
    """Take one day out of its year: it is worked or off as any other of its weekday."""
    off, work = holidays_of(session).of_year(day.year)
    set_holidays(session, day.year, set(off) - {day}, set(work) - {day})


def confirm_year(session: Session, year: int) -> None:
    """Say that a year is entered in full, also where nothing had to be: it is no longer provisional."""
    set_holidays(session, year, *holidays_of(session).of_year(year))
