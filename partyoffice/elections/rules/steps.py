"""The way of an election from the committee's decision to the reply: what is done, what is next, by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, add_months, add_years_forward
from partyoffice.core.finding import Finding, Severity
from partyoffice.elections.rules.words import APPROVED, ARTICLE_TERM, ASKED, CONFIRMED, HELD, REPORTED, RULES


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the field that keeps its day, the one of its 文号, and the stage it leads to.

    ``before`` are the months before the term ends in which it is due, of them the first and the last.
    """

    key: str
    title: str
    document: str = ""
    state: str = ""
    before: tuple[int, int] = (0, 0)


DECIDED, REQUEST, REPLY, NAMED, NAMES_REPLY, MEETING, REPORT, CONFIRM = STEPS = (
    Step("decided", "支委会研究", before=(2, 1)),
    Step("asked", "换届请示", "asked_by", ASKED, (2, 1)),
    Step("approved", "换届批复", "approved_by", APPROVED, (1, 0)),
    Step("proposed", "候选人预备人选请示", before=(1, 0)),
    Step("accepted", "候选人预备人选批复", "accepted_by", before=(1, 0)),
    Step("held", "选举大会", state=HELD),
    Step("reported", "选举结果报告", state=REPORTED),
    Step("confirmed", "选举结果批复", "confirmed_by", CONFIRMED),
)
BY_KEY = {one.key: one for one in STEPS}
AFTER_MONTHS = 1  # until the result is reported and answered: the program's own reminder, no rule gives one
Days = Mapping[str, Day | None]


def next_of(days: Days) -> Step | None:
    """Return the first step after the last one that is done; None where all is done."""
    done = [at for at, step in enumerate(STEPS) if days.get(step.key) is not None]
    at = done[-1] + 1 if done else 0
    return STEPS[at] if at < len(STEPS) else None


def skipped(days: Days) -> list[Step]:
    """Return the steps without a day though a later one has its."""
    following = next_of(days)
    end = STEPS.index(following) if following is not None else len(STEPS)
    return [step for step in STEPS[:end] if days.get(step.key) is None]


def window(step: Step, ends: date) -> tuple[date, date]:
    """Return from when and by when a step before the meeting is usual: 1 to 2 months before the end."""
    first, last = step.before
    return add_months(ends, -first), add_months(ends, -last)


def due_of(step: Step, days: Days, ends: date | None) -> date | None:
    """Return by when a step is due; None where nothing tells."""
    if step in {REPORT, CONFIRM}:
        before = days.get("reported" if step is CONFIRM else "held")
        return add_months(before.first, AFTER_MONTHS) if before is not None else None
    return window(step, ends)[1] if ends is not None else None


def misplaced(key: str, day: Day, days: Days) -> str:
    """Say why a step cannot have been on a day: before an earlier step, or after a later one."""
    at = STEPS.index(BY_KEY[key])
    for place, step in enumerate(STEPS):
        other = days.get(step.key)
        if other is None or place == at:
            continue
        early, late = (other, day) if place < at else (day, other)
        if late.last < early.first:
            order = "早于" if place < at else "晚于"
            return f"{BY_KEY[key].title} {day} {order}{step.title} {other}"
    return ""


def state_of(days: Days, begun: str) -> str:
    """Return the stage that the steps done have led to."""
    reached = [step.state for step in STEPS if step.state and days.get(step.key) is not None]
    return reached[-1] if reached else begun


def judge(days: Days, ends: date | None) -> list[Finding]:
    """Say what an election lacks: consent before the meeting, or a meeting far from the end of the term."""
    held = days.get("held")
    if held is None:
        return []
    return [*_unanswered(days, held), *_far(held, ends)]


def _unanswered(days: Days, held: Day) -> list[Finding]:
    found = []
    asked = ((REPLY, "ELEC-01", "换届"), (NAMES_REPLY, "ELEC-02", "候选人预备人选"))
    for step, code, what in asked:
        day = days.get(step.key)
        if day is None or held.last < day.first:
            told = f"{step.title} {day or '没有登记'}，选举大会 {held}"
            message = f"召开选举大会以前没有上级对{what}的批复"
            found.append(Finding(code, Severity.WARN, message, "", RULES, told))
    return found


def _far(held: Day, ends: date | None) -> list[Finding]:
    """Tell of a meeting after the end of the term, and of one more than a year from it (第三条)."""
    if ends is None:
        return []
    earliest, latest = add_months(ends, -12), add_years_forward(ends, 1)
    told = f"{ends} 届满，选举大会 {held}"
    if held.last < earliest or held.first > latest:
        message = "提前或者延期一般不超过一年"
        return [Finding("ELEC-03", Severity.WARN, message, "", ARTICLE_TERM, f"{told}，相差一年以上")]
    if held.first > ends:
        message = "晚于届满才选举，延期要经上级党组织批准"
        return [Finding("ELEC-04", Severity.INFO, message, "", ARTICLE_TERM, told)]
    return []
