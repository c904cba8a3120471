"""What the tab says of steps and stages, in words and marks."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day
from partyoffice.development.rules.standing import Standing, State
from partyoffice.development.rules.steps import STEPS
from partyoffice.ui.marks import Mark

STAGES = ("申请入党", "入党积极分子", "发展对象", "预备党员接收", "教育考察和转正")
NUMERALS = "一二三四五"
FIRST = (1, 3, 7, 12, 19, 26)
MARKS = {
    State.DONE: Mark.DONE,
    State.OPEN: Mark.NOW,
    State.READY: Mark.RING,
    State.BLOCKED: Mark.BLOCKED,
    State.AHEAD: Mark.RING,
    State.UNRECORDED: Mark.WARN,
    State.SKIPPED: Mark.SAME,
}
URGENT = frozenset({Mark.LATE, Mark.BLOCKED})


@dataclass(frozen=True, slots=True)
class Told:
    """One line: a mark and words."""

    mark: Mark
    words: str

    @property
    def tone(self) -> str:
        """The ink of the words."""
        return "accent_text" if self.mark is Mark.LATE else "text2"


def stage_at(number: int) -> int:
    """Return the stage of a step, 1 to 5."""
    return bisect_right(FIRST, number)


def numbers_of(stage: int) -> range:
    """Return the steps of a stage, 1 to 5."""
    return range(FIRST[stage - 1], FIRST[stage])


def steps_of_stage(stage: int) -> str:
    """Return 第 3–6 步."""
    numbers = numbers_of(stage)
    return f"第 {numbers[0]}–{numbers[-1]} 步"


def short_day(day: date, on: date) -> str:
    """Return 12-07, with the year where it is another one."""
    return f"{day:%m-%d}" if day.year == on.year else f"{day:%Y-%m-%d}"


def is_late(step: Standing, on: date) -> bool:
    """Say whether a step should have been taken by now."""
    return step.due is not None and step.due < on and step.state not in {State.DONE, State.SKIPPED}


def mark_of(step: Standing, on: date) -> Mark:
    """Return the mark of a step."""
    if is_late(step, on):
        return Mark.LATE
    if step.earliest and step.earliest > on and step.state is not State.DONE:
        return Mark.SOON
    return MARKS[step.state]


def until(step: Standing, on: date) -> str:
    """Return what of a limit is to be said: 已超 12 天, 今天到期, 12-07 前办; empty without one."""
    if step.due is None or step.state in {State.DONE, State.SKIPPED}:
        return ""
    left = (step.due - on).days
    if left < 0:
        return f"超期 {-left} 天"
    return "今天到期" if not left else f"{short_day(step.due, on)} 前办"


def at_right(step: Standing, on: date) -> str:
    """Return what stands at the right of a step: its day, its limit, or what it is."""
    if step.state is State.DONE:
        return str(step.on or "日期不详")
    if until(step, on):
        return until(step, on)
    if step.earliest and step.earliest > on and str(step.earliest) not in step.why:
        return f"最早 {short_day(step.earliest, on)}"
    return str(step.state) if step.state in {State.OPEN, State.READY, State.UNRECORDED, State.SKIPPED} else ""


def told(steps: Sequence[Standing], number: int, on: date, *, gone: str) -> Told:
    """Return the line of a person: how the way ended, what is late, else the step in hand."""
    if gone:
        return Told(Mark.SAME, gone)
    late = [step for step in steps if is_late(step, on)]
    step = min(late, key=lambda one: one.due or on) if late else steps[number - 1]
    if late:
        away = f"第 {step.number} 步" if step.number != number else ""
        return Told(Mark.LATE, f"{away}{until(step, on)}：{STEPS[step.number]}")
    limit = until(step, on)
    return Told(mark_of(step, on), step.why or STEPS[step.number] + (f"，{limit}" if limit else ""))


def span(days: Sequence[Day]) -> str:
    """Return 2024-03-05 至 03-22 for the days of a stage."""
    known = sorted(days, key=lambda day: (day.first, day.last))
    if not known:
        return ""
    first, last = known[0], known[-1]
    end = str(last)[5:] if first.year == last.year else str(last)
    return str(first) if first == last else f"{first} 至 {end}"
