"""Where a task and its plan stand on a day, and what is to be said of them.

No national text says how a plan is written: owner, day and evidence are what inspections ask for (通行做法).
A day known to the month only counts to the last of that month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import Day, days_after
from partyoffice.core.finding import Finding, Severity

CUSTOM = "工作计划的通行做法（责任到人、有时限、有佐证）"
MOST_YEARS, AHEAD_DAYS = 10, 30


class State(StrEnum):
    """Where a task stands."""

    LATE = "已超期"
    SOON = "快到期"
    OPEN = "进行中"
    UNDATED = "没有时限"
    DONE = "已完成"
    DROPPED = "已停办"


OVER = frozenset({State.DONE, State.DROPPED})


@dataclass(frozen=True, slots=True)
class Work:
    """A task as the rules see it; ``proved`` says that something was written or kept as evidence."""

    what: str
    by: str
    due: Day | None = None
    done: Day | None = None
    dropped: Day | None = None
    proved: bool = False

    def state(self, on: date, ahead: int = AHEAD_DAYS) -> State:
        """Return where it stands; the due day itself is not late."""
        if self.done is not None or self.dropped is not None:
            return State.DONE if self.done is not None else State.DROPPED
        if self.due is None:
            return State.UNDATED
        if self.due.last < on:
            return State.LATE
        return State.SOON if self.due.last <= days_after(on, ahead) else State.OPEN

    def told(self, on: date) -> str:
        """Return the arithmetic in one line."""
        if self.dropped is not None and self.done is None:
            return f"{self.dropped} 停办"
        if self.due is None:
            return f"{self.done} 完成" if self.done is not None else ""
        last = f"{self.due}" if self.due.exact else f"{self.due}（算到 {self.due.last}）"
        if self.done is not None:
            late = (self.done.first - self.due.last).days
            return f"{self.done} 完成，时限 {last}" + (f"，晚 {late} 天" if late > 0 else "")
        days = (self.due.last - on).days
        ahead = f"还有 {days} 天" if days > 0 else "今天到期" if not days else f"超 {-days} 天"
        return f"时限 {last}，{ahead}"


@dataclass(frozen=True, slots=True)
class Span:
    """The years a plan is for, and when it was summed up."""

    year: int
    years: int = 1
    closed: Day | None = None

    @property
    def last(self) -> int:
        """The last year it is for."""
        return self.year + self.years - 1

    @property
    def words(self) -> str:
        """The years as they are written: 2026, or 2025—2027."""
        return str(self.year) if self.years == 1 else f"{self.year}—{self.last}"

    def covers(self, year: int) -> bool:
        """Say whether it is for a year."""
        return self.year <= year <= self.last

    def state(self, on: date) -> str:
        """Return 执行中, 未开始, 已总结 or 待总结."""
        if self.closed is not None:
            return SUMMED
        if on.year > self.last:
            return TO_SUM
        return RUNNING if self.covers(on.year) else AHEAD


# Which tasks a plan takes over from another: what was given up is left out, or what was not done taken alone.
TAKEN = EVERY, LEFT = ("全部任务，停办的不带", "没有完成的和停办的（结转）")
RUNNING, AHEAD, TO_SUM, SUMMED = PLAN_STATES = ("执行中", "未开始", "待总结", "已总结")


def judge_task(one: Work, span: Span) -> list[Finding]:
    """Return what is to be said of a task: no owner, no day, a day outside the plan, no evidence."""
    if one.dropped is not None and one.done is None:
        return []
    found = []
    if not one.by:
        found.append(_finding("PLAN-01", Severity.WARN, "没有责任人"))
    if one.due is None and one.done is None:
        found.append(_finding("PLAN-02", Severity.INFO, "没有写完成时限"))
    if one.due is not None and not span.covers(one.due.year):
        told = f"时限 {one.due}，计划年度 {span.words}"
        found.append(_finding("PLAN-03", Severity.WARN, "时限不在计划的年度里", told))
    if one.done is not None and not one.proved:
        found.append(_finding("PLAN-04", Severity.INFO, "已完成，没有写完成情况，也没有佐证"))
    return found


def judge_plan(span: Span, works: Sequence[Work], on: date) -> list[Finding]:
    """Return what is to be said of a plan: a past year not summed up, no task in it."""
    found = []
    if span.state(on) == TO_SUM:
        left = sum(one.state(on) not in OVER for one in works)
        told = f"计划到 {span.last} 年底，今天 {on}；还有 {left} 项没有办结"
        found.append(_finding("PLAN-05", Severity.WARN, "计划的年度已过，还没有总结", told))
    if not works:
        found.append(_finding("PLAN-06", Severity.INFO, "计划里还没有任务"))
    return found


def judge_group(roles: Iterable[tuple[str, str, bool]]) -> list[Finding]:
    """Return what is to be said of a leading group; each seat is 职务, name, whether on the books."""
    seats = list(roles)
    found = []
    if not any(role.startswith("组长") for role, _name, _here in seats):
        found.append(_finding("PLAN-07", Severity.INFO, "没有登记组长"))
    found += [
        _finding("PLAN-08", Severity.WARN, f"{role or '成员'}{name}已不在册，请调整")
        for role, name, here in seats
        if not here
    ]
    return found


def _finding(code: str, severity: Severity, message: str, told: str = "") -> Finding:
    return Finding(code, severity, message, "", CUSTOM, told, mark="[P]")
