"""Where a file stands: the state of each of the 25 steps, why it is so, from when and until when.

Steps that run side by side (备案, mentors and training; notice, sponsors, review and training …) form a
group. What lies before the group reached and is not in the books waits to be taken over from paper
(待补录); two groups ahead nothing is said. No day is ever made up: only limits that the rules set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import Day, add_months, days_after
from partyoffice.core.workdays import Holidays
from partyoffice.development.rules import deadlines, training
from partyoffice.development.rules.admission import BEFORE
from partyoffice.development.rules.editions import NEW, edition_for
from partyoffice.development.rules.fields import NOT_APPROVED
from partyoffice.development.rules.file import File
from partyoffice.development.rules.notice import NO_OBJECTION, notice_end
from partyoffice.development.rules.probation import PUT_OFF_MONTHS
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.development.rules.reckoning import probation_of, received_on, spells_of
from partyoffice.development.rules.steps import TABLE, Stage
from partyoffice.members.rules import Category

GROUPS = (
    (1,), (2,), (3,), (4, 5, 6), (7,), (8, 9, 10, 11), (12,), (13,), (14,), (15,), (16,), (17,),
    (18, 19, 20, 21), (22,), (23,), (24,), (25,),
)  # fmt: skip
PLACE = {number: at for at, group in enumerate(GROUPS) for number in group}
# What somebody's category says was closed, in the books or not.
REACHED: dict[str, int] = {
    Category.APPLICANT: 1,
    Category.ACTIVIST: 3,
    Category.CANDIDATE: 8,
    Category.PROBATIONARY: 17,
    Category.FULL: 24,
}
LAST = 25


class State(StrEnum):
    """How a step stands."""

    DONE = "已办结"
    OPEN = "办理中"
    READY = "可办"
    BLOCKED = "卡住"
    AHEAD = "未到"
    UNRECORDED = "待补录"
    SKIPPED = "不再办理"


WAITING = frozenset({State.OPEN, State.READY, State.BLOCKED})


@dataclass(frozen=True, slots=True)
class Standing:
    """One step of a file on a day: ``why`` is one short sentence, ``earliest`` and ``due`` what rules set."""

    number: int
    state: State
    on: Day | None = None
    why: str = ""
    earliest: date | None = None
    due: date | None = None


def stage_of(number: int) -> Stage:
    """Return the stage a step belongs to."""
    return TABLE[number - 1].stage


def reached(file: File) -> int:
    """Return the last step that is closed, or that the category says was closed."""
    by_category = REACHED.get(file.category, 0)
    done = [number for number in file.steps if file.closed(number)]
    return max([by_category, *done], key=lambda number: (PLACE.get(number, -1), number))


def current(file: File) -> int:
    """Return the step a person is at: the first that waits, 25 for one whose way is at its end."""
    at = PLACE.get(reached(file), -1)
    waiting = (number for group in GROUPS[max(at, 0) :] for number in group if not past(file, number))
    return next(waiting, LAST)


def past(file: File, number: int) -> bool:
    """Say whether a step is closed, or the category says so."""
    by_category = REACHED.get(file.category, 0)
    return file.closed(number) or (bool(by_category) and _before(number, by_category))


def _before(number: int, other: int) -> bool:
    return PLACE[number] < PLACE[other] or number == other


def standing_of(
    file: File, on: date, settings: RuleSettings = USUAL, holidays: Holidays | None = None
) -> tuple[Standing, ...]:
    """Return how each of the 25 steps stands on a day."""
    at = PLACE.get(reached(file), -1)
    return tuple(_standing(file, number, at, on, settings, holidays) for number in range(1, LAST + 1))


def _standing(
    file: File, number: int, at: int, on: date, settings: RuleSettings, holidays: Holidays | None
) -> Standing:
    if file.closed(number):
        return Standing(number, State.DONE, file.steps[number].on)
    if file.left:
        return Standing(number, State.SKIPPED)
    if PLACE[number] < at or past(file, number):
        return Standing(number, State.UNRECORDED)
    if PLACE[number] > at + 2:
        return Standing(number, State.AHEAD)
    return _waiting(file, number, at, on, settings, holidays)


def _waiting(
    file: File, number: int, at: int, on: date, settings: RuleSettings, holidays: Holidays | None
) -> Standing:
    missing, begun = missing_before(file, number), number in file.steps
    earliest = earliest_on(file, number, on, settings, holidays)
    due = due_on(file, number, on, settings)
    day = file.steps[number].on if begun else None
    if missing:
        why = f"先完成第 {'、'.join(map(str, missing))} 步"
        return Standing(number, State.BLOCKED, day, why, earliest, due)
    if earliest is not None and on < earliest:
        why = f"最早 {earliest}，还差 {(earliest - on).days} 天"
        return Standing(number, State.BLOCKED, day, why, earliest, due)
    if begun:
        return Standing(number, State.OPEN, day, "", earliest, due)
    return Standing(number, State.READY if PLACE[number] <= at + 1 else State.AHEAD, None, "", earliest, due)


def refused(file: File, number: int) -> bool:
    """Say whether the upper committee has answered, and did not approve."""
    step = file.steps.get(number)
    return step is not None and step.text("result") == NOT_APPROVED


def missing_before(file: File, number: int) -> tuple[int, ...]:
    """Return the steps that come before one and are neither closed nor told by the category."""
    earlier = (one.earlier for one in BEFORE if one.step == number)
    return tuple(sorted(other for other in earlier if not past(file, other)))


# -- from when, until when -------------------------------------------------------------------


def earliest_on(
    file: File,
    number: int,
    on: date,
    settings: RuleSettings = USUAL,
    holidays: Holidays | None = None,
) -> date | None:
    """Return the first day a rule allows a step on; None where none says so."""
    match number:
        case 3:
            return _after_wait(file, settings)
        case 7:
            return training.earliest_candidate(spells_of(file), settings)
        case 8:
            return _after_notices(file, on, settings, holidays)
        case 23:
            runs = probation_of(file, settings)
            return runs.full if runs is not None else None
    return None


def _after_wait(file: File, settings: RuleSettings) -> date | None:
    applied = file.day(1)
    if applied is None or not settings.activist_wait_months:
        return None
    return add_months(applied.first, settings.activist_wait_months)


def _after_notices(file: File, on: date, settings: RuleSettings, holidays: Holidays | None) -> date | None:
    """Return the day after the last 公示 ends: whoever is posted is listed after it, since 2026."""
    if file.edition(8, on) is not NEW:
        return None
    return max(_notice_days(file, settings, holidays), default=None)


def _notice_days(file: File, settings: RuleSettings, holidays: Holidays | None) -> Iterator[date]:
    for posting in file.postings:
        if posting.start.exact:
            yield notice_end(posting.start.first, settings, holidays).after
        if posting.end is not None:
            yield days_after(posting.end.last, 1)


def due_on(file: File, number: int, on: date, settings: RuleSettings = USUAL) -> date | None:
    """Return the last day a rule sets for a step; None where none does or its start is not known."""
    limit = LIMITS.get(number)
    if limit is not None:
        start = received_on(file) if number == 2 else file.day(STARTS[number])
        edition = edition_for(on, file.choice)
        return limit.by(start.last) if start is not None and edition >= limit.since else None
    if number == 6:
        return next_review(file, on, settings)
    if number in {22, 23}:
        return _after_probation(file, number, settings)
    return None


LIMITS = {
    2: deadlines.TALK, 15: deadlines.MEETING, 17: deadlines.APPROVAL, 20: deadlines.OATH,
    24: deadlines.FULL_APPROVAL,
}  # fmt: skip
STARTS = {15: 13, 17: 15, 20: 17, 24: 23}


def next_review(file: File, on: date, settings: RuleSettings = USUAL) -> date | None:
    """Return the half-yearly review that is overdue the longest, else the next one (T11)."""
    decided = file.day(3)
    if decided is None:
        return None
    found = training.reviews_on(decided.last, file.reviews, on, settings)
    return found.overdue[0] if found.overdue else found.upcoming


def _after_probation(file: File, number: int, settings: RuleSettings) -> date | None:
    runs = probation_of(file, settings)
    if runs is None:
        return None
    put_off = number == 23 and file.came_on is not None
    return add_months(runs.full, PUT_OFF_MONTHS) if put_off else runs.full


def notice_state(
    file: File, on: date, settings: RuleSettings = USUAL, holidays: Holidays | None = None
) -> str:
    """Return how the 公示 of a file stands: 公示中, 期满 and without a conclusion; empty for neither."""
    ends = [notice_end(one.start.first, settings, holidays).last for one in file.postings if one.start.exact]
    if not ends or file.closed(8):
        return ""
    if on <= max(ends):
        return "公示今天期满" if on == max(ends) else f"公示中，{max(ends)} 期满"
    settled = all(one.result == NO_OBJECTION for one in file.postings)
    return "公示已期满" + ("" if settled else "，待登记结论")


DUE, OATH = (2, 6, 15, 17, 20, 23, 24), 20  # steps with a day a rule sets; 22 goes with 23


def limits_of(file: File, on: date, settings: RuleSettings = USUAL) -> Iterator[tuple[int, date]]:
    """Yield the steps of a file that wait for a day a rule sets, with the day."""
    for number in DUE:
        day = due_on(file, number, on, settings) if _waits(file, number) else None
        if day is not None:
            yield number, day


def _waits(file: File, number: int) -> bool:
    """Say whether a step is still to be done; an oath passed over is, what was answered with no is not."""
    if file.closed(number) or past(file, number) or refused(file, number):
        return False
    return number == OATH or PLACE[number] >= PLACE.get(reached(file), 0)
