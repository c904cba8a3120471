"""How often a branch meets: each kind against its months or quarters, with what was explained.

Source: 《中国共产党支部工作条例（试行）》 2018, Articles 11 to 18. The text says 一般: a gap is a reminder,
never a fault; a typed reason (寒暑假 …) makes it explained, and prints on the year's table. What no
national text settles is the office's own custom: how often a 党课 is held, what the school's body holds,
until when a 组织生活会 may be held.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import month_length

BRANCH_RULES = "《中国共产党支部工作条例（试行）》（2018年）"
LEADERS_RULES = "《县以上党和国家机关党员领导干部民主生活会若干规定》（2016年），学校参照"


class Activity(StrEnum):
    """The kinds of organisation life that have a frequency."""

    ASSEMBLY = "支部党员大会"
    COMMITTEE = "支部委员会"
    GROUP = "党小组会"
    LECTURE = "党课"
    PARTY_DAY = "主题党日"
    CRITICISM = "组织生活会"
    APPRAISAL = "民主评议党员"
    LEADERS = "民主生活会"
    STUDY = "理论学习中心组学习"


class Span(StrEnum):
    """What a kind is asked for once in."""

    MONTH = "每月"
    QUARTER = "每季度"
    HALF = "每半年"
    YEAR = "每年"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}
NOT_ASKED = "不作要求"


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
    Frequency(Activity.LEADERS, Span.YEAR, LEADERS_RULES, "LOCAL"),
    Frequency(Activity.STUDY, Span.QUARTER, "没有查到学校一级的统一规定", "LOCAL"),
)
BY_ACTIVITY = {one.activity: one for one in FREQUENCIES}
# Held by the committee of the school's own body, never by a branch or a group.
OF_SCHOOL = frozenset({Activity.LEADERS, Activity.STUDY})
# Of a year, held until the end of March of the next; the window is UNCONFIRMED.
WINDOWED = frozenset({Activity.CRITICISM, Activity.APPRAISAL, Activity.LEADERS})


@dataclass(frozen=True, slots=True)
class Custom:
    """What the office settled where no national text does; months are those of the window."""

    lecture: str = Span.QUARTER
    leaders: str = Span.YEAR
    study: str = Span.QUARTER
    window_from: int = 10
    window_until: int = 3
    several: bool = True
    fixed_day: str = ""


USUAL = Custom()


def frequencies(custom: Custom = USUAL) -> tuple[Frequency, ...]:
    """Return how often each kind is held by the office's custom; what it does not ask for is left out."""
    own = {
        Activity.LECTURE: custom.lecture, Activity.LEADERS: custom.leaders, Activity.STUDY: custom.study
    }  # fmt: skip
    return tuple(
        replace(one, span=Span(own.get(one.activity, one.span)))
        for one in FREQUENCIES
        if own.get(one.activity) != NOT_ASKED
    )


class Level(StrEnum):
    """How one span stands."""

    MET = "达标"
    EXPLAINED = "已说明"
    MISSING = "提醒"
    OPEN = "未到期"
    OUTSIDE = "不适用"


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


@dataclass(frozen=True, slots=True)
class Seen:
    """A year as seen on a day: of a body that lived from one day until another, by which custom."""

    year: int
    on: date
    founded: date = date.min
    ended: date = date.max
    custom: Custom = USUAL


def year_row(
    frequency: Frequency, held: Iterable[date], seen: Seen, reasons: Mapping[int, str] | None = None
) -> list[Cell]:
    """Return how a kind stands in each span of a year: a reason for every month of a span explains it."""
    days, windowed = list(held), frequency.activity in WINDOWED
    return [_cell(months, days, seen, reasons or {}, windowed) for months in spans_of(frequency.span)]


def _cell(
    months: tuple[int, ...], days: Collection[date], seen: Seen, reasons: Mapping[int, str], windowed: bool
) -> Cell:
    number = sum(day.year == seen.year and day.month in months for day in days)
    if number:
        return Cell(months, number, Level.MET)
    first = date(seen.year, months[0], 1)
    last = date(seen.year, months[-1], month_length(seen.year, months[-1]))
    if last < seen.founded or first >= seen.ended:
        return Cell(months, 0, Level.OUTSIDE)
    told = [reasons[month] for month in months if month in reasons]
    if len(told) == len(months):
        return Cell(months, 0, Level.EXPLAINED, "；".join(dict.fromkeys(told)))
    until = window_of(seen.year, seen.custom)[1] if windowed else last
    return Cell(months, 0, Level.OPEN if seen.on <= until else Level.MISSING)


def counts_for(activity: Activity, day: date, named: int | None = None) -> int:
    """Return the year a meeting answers for: as named (所属年度), else its own."""
    return named if activity in WINDOWED and named is not None else day.year


def window_of(year: int, custom: Custom = USUAL) -> tuple[date, date]:
    """Return from when until when a 组织生活会 or 民主评议 of a year may be held."""
    begins, ends = custom.window_from, custom.window_until
    last = year if ends >= begins else year + 1
    return date(year, begins, 1), date(last, ends, month_length(last, ends))


def in_window(year: int, day: date, custom: Custom = USUAL) -> bool:
    """Say whether a 组织生活会 or 民主评议 of a year lies in its window, October to the next March."""
    begins, ends = window_of(year, custom)
    return begins <= day <= ends


def share_met(
    cells: Iterable[Cell], on_time: Collection[Level] = (Level.MET, Level.EXPLAINED)
) -> tuple[int, int]:
    """Return how many spans are met or explained, of those that are over or met."""
    judged = [one for one in cells if one.level not in {Level.OPEN, Level.OUTSIDE}]
    return sum(one.level in on_time for one in judged), len(judged)


def usual_reason(months: Collection[int]) -> str:
    """Propose why nothing was held in some months: those of the school's holidays, else nothing."""
    return next((word for word, among in HOLIDAYS.items() if months and among.issuperset(months)), "")


HOLIDAYS = {"寒假": frozenset({1, 2}), "暑假": frozenset({7, 8})}


# -- the fixed day of 主题党日 ----------------------------------------------------------------

NUMBERS, WEEK = "一二三四五", "一二三四五六日"
DAY_OF_MONTH = re.compile(r"(?:每月)?(\d{1,2})[日号]?")
DAY_OF_WEEK = re.compile(rf"(?:每月)?第?([1-5{NUMBERS}])个?(?:星期|周)([{WEEK}天])")


def told_for(told: str, body: str) -> str:
    """Return what a setting says for a body: 第一党支部：10 日；第二党支部：15 日, or one answer for all."""
    answers = dict(
        one.replace(":", "：").split("：", 1)
        for one in re.split(r"[；;]", told.replace(" ", ""))
        if "：" in one or ":" in one
    )
    return answers.get(body.replace(" ", ""), "") if answers else told


def fixed_day(told: str, year: int, month: int) -> date | None:
    """Return the day of a month that 每月 10 日 or 第二个星期五 means; None where nothing can be read."""
    text = told.replace(" ", "")
    if found := DAY_OF_MONTH.fullmatch(text):
        day = int(found[1])
        return date(year, month, min(day, month_length(year, month))) if day else None
    if not (found := DAY_OF_WEEK.fullmatch(text)):
        return None
    nth = int(found[1]) if found[1].isdecimal() else NUMBERS.index(found[1]) + 1
    wanted = WEEK.index(found[2].replace("天", "日"))
    day = 1 + (wanted - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1)
    return date(year, month, day) if day <= month_length(year, month) else None
