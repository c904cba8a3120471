"""组织生活会 and 民主生活会: what comes before, at and after the meeting, and what of it is done.

Sources: 支部工作条例 2018, Article 17 (theme, study, talks and opinions before; at the meeting the committee
reports, 查摆, criticism; direction of mending after); the rules of 民主生活会, which schools follow: two
thirds of those due, once a year, another time with the upper body's consent.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.rules import kinds
from partyoffice.meetings.rules.following import standing
from partyoffice.meetings.rules.frequency import BRANCH_RULES
from partyoffice.meetings.rules.opening import LEADERS_RULES

ARTICLE = f"{BRANCH_RULES}第十七条"
LIFE_KINDS = (kinds.CRITICISM, kinds.LEADERS)
SOON_DAYS = 30


def article_of(kind: str) -> str:
    """Return what a meeting of a kind rests on."""
    return LEADERS_RULES if kind == kinds.LEADERS else ARTICLE


class Phase(StrEnum):
    """Where a step stands."""

    BEFORE = "会前"
    AT = "会上"
    AFTER = "会后"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is on record of one such meeting. ``talks`` are the people and pairs whose talk of the year lacks.

    ``expected`` should write, ``there`` are those of them who can speak. ``last`` are the 整改 of the year
    before and how many of them are open, ``items`` those of this one.
    """

    kind: str
    on: date
    due: int = 0
    present: int = 0
    least: int = 0
    steps: Mapping[str, Day] = field(default_factory=dict)
    opinions: int = 0
    talks: tuple[int, int] = (0, 0)
    expected: int = 0
    there: int = 0
    written: int = 0
    criticised: int = 0
    spoken: int = 0
    items: int = 0
    last: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class StepState:
    """One step: whether it is done, and what is to be said of it. ``noted`` is one whose day is typed."""

    phase: Phase
    title: str
    done: bool
    told: str
    noted: str = ""


def states(one: Prepared) -> list[StepState]:
    """Return the steps of a meeting in their order."""
    return [*_before(one), *_at(one), *_after(one)]


def _noted(one: Prepared, phase: Phase, step: str, extra: str = "") -> StepState:
    day = one.steps.get(step)
    told = f"{day}" if day is not None else "还没有登记"
    return StepState(phase, step, day is not None, f"{told}{extra}", step)


def _before(one: Prepared) -> list[StepState]:
    people, pairs = one.talks
    lacking = "，".join(
        text for number, text in ((people, f"{people} 名党员"), (pairs, f"{pairs} 对支委")) if number
    )
    upward = [_noted(one, Phase.BEFORE, kinds.APPROVED)] if one.kind == kinds.LEADERS else []
    return [
        _noted(one, Phase.BEFORE, kinds.PLANNED),
        *upward,
        _noted(one, Phase.BEFORE, kinds.STUDIED),
        StepState(Phase.BEFORE, "征求意见", bool(one.opinions), f"登记 {one.opinions} 条"),
        StepState(Phase.BEFORE, "谈心谈话", not lacking, f"本年还缺：{lacking}" if lacking else "本年都谈过"),
        _share("对照检查", Phase.BEFORE, one.written, one.expected, "已写"),
    ]


def _share(title: str, phase: Phase, number: int, of: int, word: str) -> StepState:
    return StepState(phase, title, bool(of) and number >= of, f"应有 {of} 人，{word} {number} 人")


def _at(one: Prepared) -> list[StepState]:
    enough = bool(one.due) and one.present >= one.least
    came = (
        f"应到 {one.due} 人，须到 {one.least} 人，实到 {one.present} 人" if one.due else "还没有登记到会情况"
    )
    number, left = one.last
    told = f"；上年 {number} 项，还有 {left} 项没有完成" if number else "；上年没有登记整改事项"
    shared = min(one.criticised, one.spoken)
    criticised = f"到会 {one.there} 人，提出批评 {one.spoken} 人，听取批评 {one.criticised} 人"
    return [
        StepState(Phase.AT, "到会人数", enough, came),
        _noted(one, Phase.AT, kinds.REPORTED, told),
        StepState(Phase.AT, "批评和自我批评", bool(one.there) and shared >= one.there, criticised),
    ]


def _after(one: Prepared) -> list[StepState]:
    return [
        StepState(Phase.AFTER, "整改清单", bool(one.items), f"登记 {one.items} 项"),
        _noted(one, Phase.AFTER, kinds.SENT),
        _noted(one, Phase.AFTER, kinds.TOLD),
    ]


def check_prepared(one: Prepared, on: date) -> list[Finding]:
    """Return what lacks: before the meeting as a reminder, at it and after it once the day has come."""
    came = on >= one.on
    wanted = [each for each in states(one) if not each.done and (came or each.phase is Phase.BEFORE)]
    severity = Severity.WARN if came else Severity.INFO
    return [
        Finding(
            f"life-{each.title}", severity, f"{each.phase}：{each.title}", "", article_of(one.kind), each.told
        )
        for each in wanted
    ]


def check_times(kind: str, year: int, days: Sequence[date]) -> list[Finding]:
    """Return that a body held more than one 民主生活会 for a year: 所属年度 may be wrong on one of them."""
    if kind != kinds.LEADERS or len(days) < 2:
        return []
    told = "、".join(str(day) for day in sorted(days))
    return [
        Finding(
            "life-twice", Severity.WARN, f"{year} 年度登记了 {len(days)} 次{kind}，一般每年一次", "",
            LEADERS_RULES, f"{told}；请核对所属年度",
        )
    ]  # fmt: skip


def check_step_day(step: str, day: Day, meeting: Day) -> list[Finding]:
    """Return that a step before the meeting is dated after it, or one after it before."""
    before = step in {kinds.PLANNED, kinds.APPROVED, kinds.STUDIED}
    after = step in {kinds.SENT, kinds.TOLD}
    if before and day.first > meeting.last:
        return [_order(f"{step}的日期在会议之后", day, meeting)]
    return [_order(f"{step}的日期在会议之前", day, meeting)] if after and day.last < meeting.first else []


def _order(message: str, day: Day, meeting: Day) -> Finding:
    return Finding("life-order", Severity.WARN, message, "", "", f"{day}，会议 {meeting}")


# -- criticism --------------------------------------------------------------------------------


def silent(expected: Sequence[int], told: Collection[tuple[int, int]]) -> list[tuple[int, bool, bool]]:
    """Return who has criticised nobody (second) or was criticised by nobody (third), in their order."""
    spoke, heard = {critic for critic, _ in told}, {person for _, person in told}
    rows = [(person, person not in spoke, person not in heard) for person in expected]
    return [row for row in rows if row[1] or row[2]]


# -- 整改 -------------------------------------------------------------------------------------


class Mending(StrEnum):
    """How a line of a 整改清单 stands."""

    OPEN = "整改中"
    SOON = "快到期"
    LATE = "已超期"
    DONE = "已完成"


def mending(due: Day | None, done: Day | None, on: date) -> Mending:
    """Return how a line stands on a day; one that is due in a month of no known day has that whole month."""
    return Mending[standing(due, done, on, SOON_DAYS).name]


def why_not_done(on: Day, today: date) -> str:
    """Return why a line cannot be done on a day; empty where it can."""
    return f"完成日期 {on} 在今天之后" if on.first > today else ""


def why_not_later(due: Day | None, later: Day) -> str:
    """Return why a line cannot be put off until a day; empty where it can."""
    if due is not None and later.first <= due.first:
        return f"新的时限 {later} 没有晚于原来的 {due}"
    return ""


def told_delays(delays: Sequence[Mapping[str, object]]) -> list[str]:
    """Return each delay in a line: 2026-06-30 → 2026-09-30：场地未定."""
    return [f"{one['from'] or '（未填）'} → {one['to']}：{one['why']}" for one in delays]
