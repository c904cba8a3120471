"""Months as whole numbers, so that they can be counted: 2026-03 is 24314."""

from collections.abc import Iterator
from datetime import date

from partyoffice.core.dates import Day

Month = int  # years since 0 × 12 + the month from 0; only made and read here


def month_of(day: Day | date) -> Month:
    """Return the month a day lies in."""
    return day.year * 12 + day.month - 1


def month(year: int, number: int) -> Month:
    """Return a month of a year, ``number`` from 1 to 12."""
    return year * 12 + number - 1


def year_of(one: Month) -> int:
    """Return the year of a month."""
    return one // 12


def number_of(one: Month) -> int:
    """Return which month of its year it is, 1 to 12."""
    return one % 12 + 1


def day_of(one: Month) -> Day:
    """Return a month as it is stored: 2026-03, the day left open."""
    return Day(year_of(one), number_of(one))


def spoken(one: Month) -> str:
    """Return ``2026年3月``."""
    return f"{year_of(one)}年{number_of(one)}月"


def span_spoken(first: Month, last: Month) -> str:
    """Return ``2026年3月``, ``2026年3月至5月`` or ``2025年11月至2026年2月``."""
    if first == last:
        return spoken(first)
    if year_of(first) == year_of(last):
        return f"{spoken(first)}至{number_of(last)}月"
    return f"{spoken(first)}至{spoken(last)}"


def year_months(year: int) -> range:
    """Return the twelve months of a year."""
    return range(year * 12, year * 12 + 12)


def quarter_of(one: Month) -> range:
    """Return the three months of the quarter a month lies in."""
    return range(one - one % 3, one - one % 3 + 3)


def runs(months: Iterator[Month] | list[Month]) -> list[tuple[Month, Month]]:
    """Return consecutive months as first and last of each run; takes them in any order, once or more."""
    found: list[tuple[Month, Month]] = []
    for one in sorted(set(months)):
        if found and found[-1][1] == one - 1:
            found[-1] = (found[-1][0], one)
        else:
            found.append((one, one))
    return found
