"""Working days: Monday to Friday, but for the 法定节假日 and the 调休 of each year's notice.

The shipped table holds the years of ``resources/holidays.json``; an office adds its own days. In a year
no notice is known for, Monday to Friday are counted and the result is provisional (暂算).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Self

from partyoffice.core.dates import days_after
from partyoffice.core.resources import read_json

SATURDAY = 5
PROVISIONAL = "暂算：没有该年的放假安排，按周一至周五计"


@dataclass(frozen=True, slots=True)
class Holidays:
    """Weekdays that are off, weekend days that are worked, and the years told in full."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        """Say whether a day is worked."""
        return day in self.work or (day.weekday() < SATURDAY and day not in self.off)

    def knows(self, first: date, last: date) -> bool:
        """Say whether the notices of all years from ``first`` through ``last`` are in the table."""
        return self.years.issuperset(range(first.year, last.year + 1))

    def with_own(self, own: Mapping[date, bool], years: Iterable[int] = ()) -> Self:
        """Return the table with the office's own days (True: worked) and the years it has entered."""
        work = frozenset(day for day, worked in own.items() if worked)
        off = frozenset(own) - work
        return type(self)(self.off - work | off, self.work - off | work, self.years | frozenset(years))

    def with_year(self, year: int, off: Iterable[date], work: Iterable[date]) -> Self:
        """Return the table with one year told anew, in full: what it said of that year before is gone."""
        return type(self)(
            frozenset(day for day in self.off if day.year != year) | frozenset(off),
            frozenset(day for day in self.work if day.year != year) | frozenset(work),
            self.years | {year},
        )

    def of_year(self, year: int) -> tuple[tuple[date, ...], tuple[date, ...]]:
        """Return the weekdays off and the weekend days worked of one year, in order."""
        return (
            tuple(sorted(day for day in self.off if day.year == year)),
            tuple(sorted(day for day in self.work if day.year == year)),
        )


@cache
def shipped() -> Holidays:
    """Return the table that comes with the program."""
    years: dict[str, dict[str, str]] = read_json("holidays.json")["years"]

    def days(kind: str) -> frozenset[date]:
        told = (f"{year}-{day}" for year, kinds in years.items() for day in kinds[kind].split())
        return frozenset(map(date.fromisoformat, told))

    return Holidays(days("off"), days("work"), frozenset(map(int, years)))


@dataclass(frozen=True, slots=True)
class Counted:
    """Working days counted one by one; ``provisional`` where a year without a notice was passed."""

    days: tuple[date, ...]
    provisional: bool

    @property
    def last(self) -> date:
        """The last day counted."""
        return self.days[-1]

    @property
    def after(self) -> date:
        """The day after the last, whatever day of the week it is."""
        return days_after(self.last, 1)


def is_working_day(day: date, holidays: Holidays | None = None) -> bool:
    """Say whether a day is worked, by the shipped table or another."""
    return (holidays or shipped()).works(day)


def count_working_days(
    start: date, number: int, *, start_counts: bool = True, holidays: Holidays | None = None
) -> Counted:
    """Count ``number`` (one at least) working days from ``start`` on, or from the day after it (T8)."""
    if number < 1:
        raise ValueError("工作日数至少为 1")
    table = holidays or shipped()
    day = start if start_counts else days_after(start, 1)
    found: list[date] = []
    while len(found) < max(number, 1):
        if table.works(day):
            found.append(day)
        day += timedelta(days=1)
    return Counted(tuple(found), not table.knows(start, found[-1]))


def working_days_within(first: date, last: date, holidays: Holidays | None = None) -> tuple[date, ...]:
    """Return the working days from ``first`` through ``last``."""
    table = holidays or shipped()
    every = (days_after(first, n) for n in range((last - first).days + 1))
    return tuple(day for day in every if table.works(day))
