"""What stands against a step of one file, and what is to be said of all of them.

Taken over from an old file (补录), true days are written down as they are: what would forbid a step is
then told as a warning. Nothing is asked for that an old file may lack.
"""

from dataclasses import replace
from datetime import date

from partyoffice.core.finding import Finding, Severity
from partyoffice.core.workdays import Holidays
from partyoffice.development.rules import admission
from partyoffice.development.rules.editions import NEW, check_choice
from partyoffice.development.rules.fields import FIELDS
from partyoffice.development.rules.file import File
from partyoffice.development.rules.overrides import settle
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.development.rules.standing import limits_of
from partyoffice.development.rules.steps import step_of
from partyoffice.development.rules.stepwise import RULES, View, silent


def judge(
    file: File, number: int, on: date, settings: RuleSettings = USUAL, holidays: Holidays | None = None
) -> list[Finding]:
    """Return what stands against closing a step as entered, or is to be said of a closed one."""
    view = View(file, number, on, settings, holidays)
    return _settled(view, [*_entered(view), *_before(view), *_asked(view)])


def _asked(view: View) -> list[Finding]:
    return RULES.get(view.number, silent)(view)


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
    found = [(0, one) for one in _choice(file, on)]
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


def _choice(file: File, on: date) -> list[Finding]:
    latest = max((step.on.first for step in file.steps.values() if step.on), default=on)
    return check_choice(file.choice, latest) if file.choice is not None else []


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
    missing = [
        replace(one, code=MISSING)
        for one in admission.check_missing(view.number, _there(view.file), view.edition)
    ]
    return [*missing, *_order(view)]


def _there(file: File) -> frozenset[int]:
    return frozenset(number for number in file.steps if file.closed(number))


def _order(view: View) -> list[Finding]:
    if view.day is None:
        return []
    return admission.check_later(view.number, view.file.days() | {view.number: view.day}, view.edition)
