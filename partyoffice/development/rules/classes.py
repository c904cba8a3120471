"""业余党校 and 培训班: the four stages of selection in their order, the verdict, what counts as 集中培训."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from partyoffice.core.dates import Day, surely_before
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.profile import BY_VIDEO, CANDIDATE_CLASS

PASSED, FAILED = VERDICTS = ("合格", "不合格")
STAGES = {
    "league_branch": "团支部选举",
    "class_teacher": "班主任推荐",
    "league_committee": "校团委考察",
    "general_branch": "党总支审核",
}
BASIS = "学校业余党校的习惯做法：团支部选举、班主任推荐、校团委考察、党总支审核"
CODE = "class-selection"


def check_selection(days: Sequence[Day | None]) -> list[Finding]:
    """Warn of stages out of their order, and of one entered while an earlier one is not ([P])."""
    stages = list(zip(STAGES.values(), days, strict=True))
    last = max((at for at, (_, day) in enumerate(stages) if day is not None), default=-1)
    skipped = [title for title, day in stages[: last + 1] if day is None]
    found = [_finding(f"已登记{stages[last][0]}，还没有登记{'、'.join(skipped)}")] if skipped else []
    known = [(title, day) for title, day in stages if day is not None]
    return found + [
        _finding(f"{later}早于{earlier}", f"{earlier} {before} → {later} {after}")
        for (earlier, before), (later, after) in pairwise(known)
        if surely_before(after, before)
    ]


def _finding(message: str, told: str = "") -> Finding:
    return Finding(CODE, Severity.WARN, f"{message}，请核对", "", BASIS, told, mark="[P]")


def next_stage(days: Sequence[Day | None]) -> str:
    """Return the first stage that is not entered, empty where all four are."""
    return next((title for title, day in zip(STAGES.values(), days, strict=True) if day is None), "")


def verdict_of(mark: float | None, pass_mark: float) -> str:
    """Return 合格 or 不合格 by the pass mark, empty without a mark."""
    if mark is None:
        return ""
    return PASSED if mark >= pass_mark else FAILED


@dataclass(frozen=True, slots=True)
class Attended:
    """A class somebody attended: its own length, and what of it this person was there for."""

    kind: str
    days: float | None
    hours: float | None
    mode: str = ""
    attended_days: float | None = None
    attended_hours: float | None = None
    verdict: str = ""


def trained_in(classes: Sequence[Attended]) -> tuple[float, float, bool] | None:
    """Return days, 学时 and whether by video of the best 集中培训 that was not failed (DEV-11).

    What somebody attended counts where it is entered, else the length of the class.
    """
    counted = [one for one in classes if one.kind == CANDIDATE_CLASS and one.verdict != FAILED]
    sums = [(_of(one.attended_days, one.days), _of(one.attended_hours, one.hours), one.mode == BY_VIDEO)
            for one in counted]  # fmt: skip
    return max(sums, default=None)


def _of(attended: float | None, whole: float | None) -> float:
    return whole or 0.0 if attended is None else attended
