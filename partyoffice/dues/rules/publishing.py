"""公示 of what was collected and used: for which months, how often, and by when (operations §A8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day
from partyoffice.dues.rules.months import Month, day_of, number_of, quarter_of, year_months, year_of
from partyoffice.dues.rules.words import Published

# The articles of this duty were not read in a reliable copy, so none is named (UNCONFIRMED).
ARTICLE = "2008 年《关于中国共产党党费收缴、使用和管理的规定》（向党员公布收缴情况的条文，条号未核对）"
CYCLES = {"每月": Published.MONTH, "每季度": Published.QUARTER, "每年": Published.YEAR}
QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of months that a 公示 tells of."""

    kind: Published
    first: Month
    last: Month

    @property
    def words(self) -> str:
        """Its name: ``2026年度``, ``2026年第三季度`` or ``2026年11月``."""
        year, number = year_of(self.first), number_of(self.first)
        if self.kind is Published.YEAR:
            return f"{year}年度"
        if self.kind is Published.QUARTER:
            return f"{year}年第{QUARTERS[(number - 1) // 3]}季度"
        return f"{year}年{number}月"

    @property
    def by(self) -> date:
        """The last day to publish it: the end of the month that follows (the program's own measure)."""
        return day_of(self.last + 1).last

    def within(self, told: Iterable[tuple[Month, Month]]) -> bool:
        """Say whether one of some spans tells of all its months."""
        return any(first <= self.first and self.last <= last for first, last in told)


def period(kind: Published, month: Month) -> Period:
    """Return the span of a kind that a month lies in."""
    if kind is Published.MONTH:
        return Period(kind, month, month)
    months = year_months(year_of(month)) if kind is Published.YEAR else quarter_of(month)
    return Period(kind, months[0], months[-1])


def ended(kind: Published, now: Month) -> Period:
    """Return the last span of a kind that is over."""
    return period(kind, period(kind, now).first - 1)


def out_of_time(posted: Day | None, until: Day | None) -> str:
    """Return why days of a 公示 do not fit, empty where they do."""
    if until is not None and posted is None:
        return "写了公示结束，没有写公示开始"
    if posted is not None and until is not None and until.last < posted.first:
        return f"公示结束 {until} 早于公示开始 {posted}"
    return ""
