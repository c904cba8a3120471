"""How often a branch meets: each kind against its months or quarters, with what was explained.

Source: 《中国共产党支部工作条例（试行）》 2018, Articles 11 to 18. The text says 一般: a gap is a reminder,
never a fault; a typed reason (寒暑假 …) makes it explained, and prints on the year's table. How often a
党课 is held is local: a setting.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import month_length

BRANCH_RULES = "《中国共产党支部工作条例（试行）》（2018年）"


class Activity(StrEnum):
    """The kinds of organisation life that have a frequency."""

    ASSEMBLY = "支部党员大会"
    COMMITTEE = "支部委员会"
    GROUP = "党小组会"
    LECTURE = "党课"
    PARTY_DAY = "主题党日"
    CRITICISM = "组织生活会"
    APPRAISAL = "民主评议党员"


class Span(StrEnum):
    """What a kind is asked for once in."""

    MONTH = "每月"
    QUARTER = "每季度"
    HALF = "每半年"
    YEAR = "每年"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a kind is usually held, and by which article."""

    activity: Activity
    span: Span
    article: str
    mark: str = ""


FREQUENCIES = (
    Frequency(Activity.ASSEMBLY, Span.QUARTER, f"{BRANCH_RULES}第十一条"),
    Frequency(Activity.COMMITTEE, Span.MONTH, f"{BRANCH_RULES}第十二条"),
    Frequency(Activity.GROUP, Span.MONTH, f"{BRANCH_RULES}第十三条"),
    Frequency(Activity.LECTURE, Span.QUARTER, f"{BRANCH_RULES}第十六条：没有规定次数", "LOCAL"),
    Frequency(Activity.PARTY_DAY, Span.MONTH, f"{BRANCH_RULES}第十六条"),
    Frequency(Activity.CRITICISM, Span.YEAR, f"{BRANCH_RULES}第十七条"),
    Frequency(Activity.APPRAISAL, Span.YEAR, f"{BRANCH_RULES}第十八条"),
)
BY_ACTIVITY = {one.activity: one for one in FREQUENCIES}
# Of a year, held until the end of March of the next; the window is UNCONFIRMED.
WINDOWED = frozenset({Activity.CRITICISM, Activity.APPRAISAL})
WINDOW_FROM, WINDOW_UNTIL = (10, 1), (3, 31)


class Level(StrEnum):
    """How one span stands."""

    MET = "达标"
    EXPLAINED = "已说明"
    MISSING = "提醒"
    OPEN = "未到期"


@dataclass(frozen=True, slots=True)
class Cell:
    """One span of a year's row: its months, how many were held in it, how it stands, why."""

    months: tuple[int, ...]
    held: int
    level: Level
    reason: str = ""


def spans_of(span: Span) -> list[tuple[int, ...]]:
    """Return the months of a year, taken together as a kind asks."""
    size = MONTHS[span]
    return [tuple(range(first, first + size)) for first in range(1, 13, size)]


def year_row(
    frequency: Frequency,
    year: int,
    held: Iterable[date],
    on: date,
    reasons: Mapping[int, str] | None = None,
) -> list[Cell]:
    """Return how a kind stands in each span of a year: a reason for every month of a span explains it."""
    days = list(held)
    return [_cell(months, year, days, on, reasons or {}) for months in spans_of(frequency.span)]


def _cell(
    months: tuple[int, ...], year: int, days: Collection[date], on: date, reasons: Mapping[int, str]
) -> Cell:
    number = sum(day.year == year and day.month in months for day in days)
    last = date(year, months[-1], month_length(year, months[-1]))
    told = [reasons[month] for month in months if month in reasons]
    if number:
        return Cell(months, number, Level.MET)
    if len(told) == len(months):
        return Cell(months, 0, Level.EXPLAINED, "；".join(dict.fromkeys(told)))
    return Cell(months, 0, Level.OPEN if on <= last else Level.MISSING)


def counts_for(activity: Activity, day: date, named: int | None = None) -> int:
    """Return the year a meeting answers for: as named (所属年度), else its own."""
    return named if activity in WINDOWED and named is not None else day.year


def in_window(year: int, day: date) -> bool:
    """Say whether a 组织生活会 or 民主评议 of a year lies between October and the end of next March."""
    return date(year, *WINDOW_FROM) <= day <= date(year + 1, *WINDOW_UNTIL)


def share_met(
    cells: Iterable[Cell], on_time: Collection[Level] = (Level.MET, Level.EXPLAINED)
) -> tuple[int, int]:
    """Return how many spans are met or explained, of those that are over or met."""
    judged = [one for one in cells if one.level is not Level.OPEN]
    return sum(one.level in on_time for one in judged), len(judged)
