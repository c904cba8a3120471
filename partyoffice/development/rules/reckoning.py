"""What follows from a file: the days and stretches that rules and screens both need."""

from datetime import date

from partyoffice.core.dates import Day, days_after
from partyoffice.development.rules import archive, probation, training
from partyoffice.development.rules.editions import edition_for
from partyoffice.development.rules.file import File, Taken
from partyoffice.development.rules.profile import BY_VIDEO, USUAL, RuleSettings
from partyoffice.members.rules import Category


def received_on(file: File) -> Day | None:
    """Return the day the month of the talk runs from: the receipt, or the day on the application (T9)."""
    step = file.steps.get(1)
    return (step.day("received") or step.on) if step is not None and not step.open else None


def spells_of(file: File, *, surely: bool = False) -> list[training.Spell]:
    """Return the stretches of 培养: elsewhere, and here from the decision on (细则第十二条).

    Who was decided on elsewhere goes on here from the day after leaving: time adds up, it does not count
    twice. ``surely`` takes a decision of which only the month is known by the last day of that month.
    """
    decided = file.day(3)
    if decided is None:
        return list(file.spells)
    start = decided.last if surely else decided.first
    if not any(_covers(one, decided.first) for one in file.spells):
        return [*file.spells, training.Spell(start)]
    ends = [one.end for one in file.spells if one.end is not None]
    here = [training.Spell(days_after(max(ends), 1))] if len(ends) == len(file.spells) else []
    return [*file.spells, *here]


def _covers(one: training.Spell, day: date) -> bool:
    return one.start <= day and (one.end is None or day <= one.end)


def trained(file: File) -> tuple[float | None, float | None, bool]:
    """Return days, hours and whether by video of the short training: as typed, else of the class."""
    step = file.steps.get(11) or Taken(11)
    days, hours = step.number_of("days"), step.number_of("hours")
    if days is None and hours is None and file.trained is not None:
        return file.trained
    return days, hours, step.text("mode") == BY_VIDEO


def probation_of(file: File, settings: RuleSettings = USUAL) -> probation.Probation | None:
    """Return the 预备期 that runs: the first, or its extension; None before the meeting.

    Of somebody without steps in the books the 入党时间 of the card tells it.
    """
    start = file.day(15) or (file.joined if file.category == Category.PROBATIONARY else None)
    if start is None or not start.exact:
        return None
    first = probation.probation_from(start.first, settings)
    return probation.extended(first, file.extended, settings) if file.extended else first


def full_on(file: File, settings: RuleSettings = USUAL) -> date | None:
    """Return 转正时间 by the meeting on it (T3 to T7); None while something it hangs on is missing."""
    runs, meeting, approved = probation_of(file, settings), file.day(23), file.day(24)
    step = file.steps.get(23)
    if runs is None or meeting is None or step is None:
        return None
    cause = probation.Cause(step.text("cause")) if step.text("cause") else None
    certified = approved.first if approved is not None and approved.exact else None
    return probation.full_day(
        runs.full, meeting.first, cause, certified, transferred_in=file.came_on is not None
    )


def case_of(file: File, on: date) -> archive.Case:
    """Return what decides which materials a file must hold."""
    step = file.steps.get(23)
    decided = step.text("decision") if step is not None else ""
    decisions = {probation.Decision(decided)} if decided else {probation.Decision.ON_TIME}
    if file.extended:
        decisions.add(probation.Decision.EXTEND)
    listed = file.day(8) or file.day(15) or file.joined  # who was a member by then was listed before
    edition = edition_for(listed.first if listed else on, file.choice)
    return archive.Case(
        edition, in_league=file.in_league, general_branch=file.general_branch,
        decisions=frozenset(decisions),
    )  # fmt: skip
