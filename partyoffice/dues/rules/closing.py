"""结账: which months a closed month or year holds, what it said then, and what has changed since.

No regulation asks for it by the month; that the books of a past period stand is the practice of every ledger.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from partyoffice.core.dates import Day
from partyoffice.core.money import grouped
from partyoffice.dues.rules.balance import NOTHING, Balance
from partyoffice.dues.rules.months import Month, day_of, month_of, spoken, year_months, year_of

YEAR = 4  # letters of a year's period: 2026
FIGURES = {
    "carried": "期初结存",
    "collected": "党员交纳",
    "came": "其他收入",
    "went": "支出",
    "cash": "现金结存",
    "bank": "银行结存",
    "people": "应交人数",
    "due": "应交金额",
    "paid": "期末前实交",
    "unset": "未核定人数",
}
COUNTS = frozenset({"people", "unset"})
Figures = Mapping[str, int]


def period_of(month: Month) -> str:
    """Return how the closing of a month is called: ``2026-11``."""
    return str(day_of(month))


def months_of(period: str) -> range:
    """Return the months of ``2026-11`` or ``2026`` (ValueError for anything else)."""
    if len(period) == YEAR:
        return year_months(int(period))
    year, _, number = period.partition("-")
    one = month_of(Day(int(year), int(number)))
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


def holding(periods: Collection[str], month: Month) -> str:
    """Return the closed period that holds a month, the year before the month; nothing where it is open."""
    return next((one for one in (str(year_of(month)), period_of(month)) if one in periods), "")


def first_holding(periods: Collection[str], months: Iterable[Month]) -> str:
    """Return the closed period that holds the first closed of some months; nothing where all are open."""
    return next(filter(None, (holding(periods, one) for one in months)), "")


# -- closing in order ---------------------------------------------------------------------------


def to_close(period: str, closed: Collection[str], since: Month | None) -> list[str]:
    """Return what is closed with a period: all before it that is still open, whole years where they are over.

    A balance that is closed stands on those before it, so none may be left open.
    """
    months, held = months_of(period), closed_months(closed)
    first = min(since if since is not None else months[0], months[0])
    years = [str(year) for year in range(year_of(first), year_of(months[0])) if str(year) not in closed]
    early = [year for year in years if not held.issuperset(_begun(year, first))]
    if is_year(period):
        return [*early, period]
    of_year = year_months(year_of(months[0]))
    return [
        *early,
        *(period_of(one) for one in range(max(first, of_year[0]), months[0]) if one not in held),
        period,
    ]


def _begun(year: str, first: Month) -> range:
    months = year_months(int(year))
    return range(max(first, months[0]), months[-1] + 1)


def to_reopen(period: str, closed: Iterable[str]) -> list[str]:
    """Return what is opened with a period: the year that holds it, and all that was carried on from it."""
    months = months_of(period)
    return [
        one
        for one in closed
        if one == period
        or (months_of(one)[0] > months[-1])
        or (is_year(one) and not is_year(period) and months[0] in months_of(one))
    ]


# -- what it said ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flowed:
    """What came in and went out of a month, 党员交纳 apart; what cash and bank gained by it."""

    collected: int = 0
    came: int = 0
    went: int = 0
    net: Balance = NOTHING

    def __add__(self, other: "Flowed") -> "Flowed":
        """Add two months."""
        came, went = self.came + other.came, self.went + other.went
        return Flowed(self.collected + other.collected, came, went, self.net + other.net)


def figures(carried: Balance, flowed: Flowed, ledger: Figures) -> dict[str, int]:
    """Return what a period says: the money, and what the ledger of its months came to."""
    left = carried + flowed.net
    money = {
        "carried": carried.total,
        "collected": flowed.collected,
        "came": flowed.came,
        "went": flowed.went,
    }
    return {**money, "cash": left.cash, "bank": left.bank, **ledger}


def differences(then: Figures, now: Figures) -> list[str]:
    """Tell what a closed period says otherwise now than when it was closed."""
    return [
        f"{title}：结账时 {shown(key, then[key])}，现在 {shown(key, now[key])}"
        for key, title in FIGURES.items()
        if key in then and key in now and then[key] != now[key]
    ]


def shown(key: str, value: int) -> str:
    """Return a figure as it is written: 1,409.50, or 12 人."""
    return f"{value} 人" if key in COUNTS else grouped(value)
