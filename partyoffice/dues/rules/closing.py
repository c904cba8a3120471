"""结账: which months and days a closed month or year holds, and what has changed since."""

from collections.abc import Iterable

from partyoffice.core.dates import Day
from partyoffice.dues.rules.months import Month, day_of, month_of, spoken, year_months, year_of

YEAR = 4  # letters of a year's period: 2026


def period_of(month: Month) -> str:
    """Return how the closing of a month is called: ``2026-11``."""
    return str(day_of(month))


def months_of(period: str) -> range:
    """Return the months of ``2026-11`` or ``2026`` (ValueError for anything else)."""
    if len(period) == YEAR:
        return year_months(int(period))
    one = month_of(Day.parse(period))
    return range(one, one + 1)


def is_year(period: str) -> bool:
    """Say whether a period is a year."""
    return len(period) == YEAR


def period_spoken(period: str) -> str:
    """Return ``2026年11月`` or ``2026年``."""
    return f"{period}年" if is_year(period) else spoken(months_of(period)[0])


def closed_months(periods: Iterable[str]) -> frozenset[Month]:
    """Return every month that closed periods hold."""
    return frozenset(month for one in periods for month in months_of(one))


def holding(periods: Iterable[str], month: Month) -> str:
    """Return the closed period that holds a month, the year before the month; nothing where it is open."""
    return min(
        (one for one in periods if one in {period_of(month), str(year_of(month))}), key=len, default=""
    )
