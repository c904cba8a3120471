"""What stands against a step of one file, and what is to be said of all of them.

Taken over from an old file (补录), true days are written down as they are: what would forbid a step is
then told as a warning. Nothing is asked for that an old file may lack.
"""

from dataclasses import replace
from datetime import date

from partyoffice.core.finding import Finding, Severity
from partyoffice.core.workdays import Holidays
from partyoffice.development.rules import admission
from partyoffice.development.rules.consistency import disorder, out_of_order
from partyoffice.development.rules.editions import IN_FORCE, NEW, check_choice
from partyoffice.development.rules.fields import FIELDS
from partyoffice.development.rules.file import File
from partyoffice.development.rules.overrides import settle
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.development.rules.standing import limits_of, past
from partyoffice.development.rules.steps import STEPS, step_of
from partyoffice.development.rules.stepwise import RULES, silent
from partyoffice.development.rules.view import View
from partyoffice.members.rules import cite, edition_of


def judge(
    file: File, number: int, on: date, settings: RuleSettings = USUAL, holidays: Holidays | None = None
) -> list[Finding]:
    """Return what stands against closing a step as entered, or is to be said of a closed one."""
    view = View(file, number, on, settings, holidays)
    return _settled(view, [*_entered(view), *_before(view), *_asked(view)])


def _asked(view: View) -> list[Finding]:
    return [*RULES.get(view.number, silent)(view), *_vague_edition(view)]


def _vague_edition(view: View) -> list[Finding]:
    """Say that a month does not tell the edition: that of 2026 came into force within May 2026."""
    day = view.day
    if day is None or view.file.choice is not None or edition_of(day.first) is edition_of(day.last):
        return []
    message = f"{day} 只有年月，不能确定适用哪一版细则，暂按 {view.edition} 年版核对，请查原件补日期"
    return [Finding("edition", Severity.INFO, message, article=IN_FORCE)]


def _settled(view: View, found: list[Finding]) -> list[Finding]:
    if view.step.late_entry:
        found = [_as_it_was(one) for one in found]
    return settle(found, view.step.overrides)


def _of_closed(view: View) -> list[Finding]:
    """Return what is to be said of a closed step: what it lacks was said when it was closed."""
    return _settled(view, [*_order(view), *_asked(view)])


def judge_all(
    file: File, on: date, settings: RuleSettings = USUAL, holidays: Holidays | None = None
) -> list[tuple[int, Finding]]:
    """Return what is to be said of every step begun or closed, with its number (0: of the whole file)."""
    found = [(0, one) for one in (*_choice(file, on), *_anew(file, on))]
    for number in sorted(file.steps):
        view = View(file, number, on, settings, holidays)
        said = _of_closed(view) if file.closed(number) else judge(file, number, on, settings, holidays)
        found += [(number, one) for one in said]
    return found + [
        pair
        for number, day in limits_of(file, on, settings)
        if day < on
        for pair in _overdue(file, number, on, settings)
    ]


def _overdue(file: File, number: int, on: date, settings: RuleSettings) -> list[tuple[int, Finding]]:
    """Say that a step that was not begun is late."""
    if number in file.steps:
        return []
    said = judge(file, number, on, settings)
    return [(number, one) for one in said if one.severity is not Severity.BLOCK]


def _as_it_was(one: Finding) -> Finding:
    return replace(one, severity=Severity.WARN) if one.severity is Severity.BLOCK else one


def _anew(file: File, on: date) -> list[Finding]:
    """Say that somebody who applies anew begins with step 1: the earlier way is kept and not counted."""
    if file.again is None or file.closed(1):
        return []
    message = f"{file.again} 以前的步骤和材料属于前次申请，都保留着，不计入本次；本次从第 1 步办起"
    return [Finding("anew", Severity.INFO, message, "", cite(6, file.edition(1, on)))]


def _choice(file: File, on: date) -> list[Finding]:
    """Tell of a chosen edition by a step that would fall under the other one, the latest of them."""
    if file.choice is None:
        return []
    days = sorted(step.on.first for step in file.steps.values() if step.on) or [on]
    other = [day for day in days if edition_of(day) is not file.choice.edition]
    return check_choice(file.choice, (other or days)[-1])


# -- what is written down --------------------------------------------------------------------

LACKING, MISSING = "step-facts", "step-before"
WHILE_OPEN = frozenset({LACKING, MISSING})  # what is only said while a step is being entered
LISTING = 8  # until 2026 it was a filing: nobody consented


def _entered(view: View) -> list[Finding]:
    """Say which required texts are empty; an old file may lack them."""
    if view.step.late_entry:
        return []
    wanted = [] if view.day else ["日期"]
    if view.number != LISTING or view.edition is NEW:
        wanted += [one.title for one in FIELDS[view.number] if one.required and not view.step.text(one.key)]
    if not wanted:
        return []
    return [Finding(LACKING, Severity.BLOCK, f"还差：{'、'.join(wanted)}", article=_basis(view))]


def _basis(view: View) -> str:
    return step_of(view.number, view.edition).basis(view.edition)


def _before(view: View) -> list[Finding]:
    """Say which steps come first and are missing, or later; one without a day is there all the same."""
    return [*_missing(view), *_order(view), *_other_way(view)]


def _missing(view: View) -> list[Finding]:
    """Say which steps are missing; what the category says was done only waits to be taken over (待补录)."""
    told = [number for number in STEPS if past(view.file, number)]
    missing = admission.check_missing(view.number, told, view.edition)
    there = [number for number in told if view.file.closed(number)]
    unrecorded = [
        replace(one, severity=Severity.WARN, message=f"{one.message}，请查原件补录")
        for one in admission.check_missing(view.number, there, view.edition)
        if one not in missing
    ]
    return [replace(one, code=MISSING) for one in (*missing, *unrecorded)]


def _other_way(view: View) -> list[Finding]:
    """Say which steps that come later lie before this one, and which milestones run against it."""
    if view.day is None:
        return []
    number, days = view.number, view.file.days() | {view.number: view.day}
    pairs = [pair for pair in out_of_order(days) if number in pair and pair[0] not in _rests_on(pair[1])]
    sooner = admission.check_sooner(number, days, view.edition)
    return [*sooner, *(disorder(earlier, later, days) for earlier, later in pairs)]


def _rests_on(number: int) -> frozenset[int]:
    return frozenset(one.earlier for one in admission.RESTS_ON.get(number, ()))


def _order(view: View) -> list[Finding]:
    if view.day is None:
        return []
    return admission.check_later(view.number, view.file.days() | {view.number: view.day}, view.edition)
