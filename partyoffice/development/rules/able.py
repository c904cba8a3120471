"""可办名单: who may become what by a day, reckoned from one file, with the sum and what is still lacking."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partyoffice.core.dates import Day, add_months, days_after
from partyoffice.development.rules.booklets import may_have_one
from partyoffice.development.rules.deadlines import MEETING, check_leaving, sum_of
from partyoffice.development.rules.editions import edition_for
from partyoffice.development.rules.file import File
from partyoffice.development.rules.probation import extended, extension_sum, probation_from, probation_sum
from partyoffice.development.rules.profile import USUAL, RuleSettings
from partyoffice.development.rules.reckoning import spells_of
from partyoffice.development.rules.steps import STEPS
from partyoffice.development.rules.training import earliest_candidate, year_sum
from partyoffice.members.rules import Category, basis


class Goal(StrEnum):
    """The four steps an office looks ahead to."""

    ACTIVIST = "可列为积极分子"
    CANDIDATE = "可列为发展对象"
    ADMISSION = "可接收"
    FULL = "可转正"


ARTICLES = {Goal.ACTIVIST: (8,), Goal.CANDIDATE: (13,), Goal.ADMISSION: (18, 19), Goal.FULL: (31, 32)}


@dataclass(frozen=True, slots=True)
class Able:
    """What somebody may become, from which day on, by which sum; ``lacking`` are earlier steps still open.

    ``earliest`` is None where no day can be reckoned before another step is done.
    """

    person_id: int
    name: str
    goal: Goal
    earliest: date | None
    told: str
    article: str
    lacking: tuple[str, ...] = ()
    note: str = ""


def quarter_end(on: date) -> date:
    """Return the last day of a day's quarter."""
    return days_after(add_months(date(on.year, (on.month - 1) // 3 * 3 + 1, 1), 3), -1)


def able_until(file: File, last: date, settings: RuleSettings = USUAL) -> list[Able]:
    """Return what a person may become by ``last``; nothing is said where a day it hangs on is unknown."""
    if file.left:
        return []
    return [one for one in _goals(file, last, settings) if one.earliest is None or one.earliest <= last]


def _goals(file: File, last: date, settings: RuleSettings) -> Iterator[Able]:
    days = file.days()
    if file.category == Category.APPLICANT and 1 in days:
        yield _activist(file, days[1], last, settings)
    elif file.category == Category.ACTIVIST and (3 in days or file.spells) and not file.closed(8):
        yield _candidate(file, last, settings)
    elif file.category == Category.CANDIDATE and not file.closed(15):
        yield _admission(file, last)
    elif file.category == Category.PROBATIONARY and (file.joined or 15 in days) and not file.closed(23):
        yield _full(file, file.joined or days[15], last, settings)


def _made(
    file: File,
    goal: Goal,
    earliest: date | None,
    told: str,
    last: date,
    lacking: tuple[str, ...] = (),
    note: str = "",
) -> Able:
    edition = edition_for(max(earliest or last, last), file.choice)
    return Able(
        file.person_id, file.name, goal, earliest, told, basis(ARTICLES[goal], edition), lacking, note
    )


def _lacking(file: File, numbers: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"第 {number} 步{STEPS[number]}" for number in numbers if not file.closed(number))


def _activist(file: File, applied: Day, last: date, settings: RuleSettings) -> Able:
    months = settings.activist_wait_months
    earliest = add_months(applied.last, months)
    told = f"{applied} 申请" + (f"，满 {months} 个月为 {earliest}" if months else "，没有规定等待时间")
    return _made(file, Goal.ACTIVIST, earliest, told, last, lacking=_lacking(file, (2,)))


def _candidate(file: File, last: date, settings: RuleSettings) -> Able:
    spells, decided = spells_of(file, surely=True), file.day(3)
    earliest = earliest_candidate(spells, settings) or last  # there is a stretch
    told = year_sum(spells, earliest)
    told += "" if decided is None or decided.exact else "（日不详，按月末）"
    told += f"；支委会 {file.day(7) or ''} 已讨论" if file.closed(7) else ""
    open_ = (4, 5, 8) if file.closed(7) else (4, 5)
    return _made(file, Goal.CANDIDATE, earliest, told, last, _lacking(file, open_))


def _admission(file: File, last: date) -> Able:
    previewed = file.day(13)
    leaving = check_leaving(previewed or Day.of(last), file.leaves_on, file.edition(13, last))
    note = leaving[0].message if leaving else ""
    if previewed is not None and not may_have_one(file):
        told, lacking = sum_of(MEETING, previewed), _lacking(file, (14,))
        return _made(file, Goal.ADMISSION, previewed.first, told, last, lacking, note)
    lacking = _lacking(file, tuple(range(8, 15)))
    return _made(file, Goal.ADMISSION, None, "预审合格以后才能接收", last, lacking, note)


def _full(file: File, joined: Day, last: date, settings: RuleSettings) -> Able:
    one = probation_from(joined.last, settings)
    told = probation_sum(one) + ("" if joined.exact else "（日不详，按月末）")
    if file.extended:
        one = extended(one, file.extended, settings)
        told = extension_sum(one, file.extended)
    return _made(file, Goal.FULL, one.full, told, last, lacking=_lacking(file, (22,)))
