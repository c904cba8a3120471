"""Questions about classes: who attends, what of it counts as 集中培训."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding
from partyoffice.development.queries.persons import Whom, whom
from partyoffice.development.queries.steps import CHUNK
from partyoffice.development.queries.ways import earlier
from partyoffice.development.records import Enrolment, PartyClass
from partyoffice.development.rules.classes import (
    PASSED,
    STAGES,
    Attended,
    check_selection,
    next_stage,
    trained_in,
)
from partyoffice.development.rules.profile import PARTY_SCHOOL
from partyoffice.members.records import Person


def trained_of(
    session: Session, ids: Sequence[int] | None = None, again: Mapping[int, Day] | None = None
) -> dict[int, tuple[float, float, bool]]:
    """Return for each person the 集中培训 its classes amount to: days, 学时, by video (step 11).

    ``again`` tells of those who apply anew until when a class belongs to the earlier way.
    """
    wanted = select(
        Enrolment.person_id, PartyClass.kind, PartyClass.days, PartyClass.hours, PartyClass.mode,
        Enrolment.attended_days, Enrolment.attended_hours, Enrolment.verdict, PartyClass.start,
    ).join(PartyClass, PartyClass.id == Enrolment.class_id)  # fmt: skip
    found = defaultdict(list)
    for part in [None] if ids is None else [ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK)]:
        asked = wanted if part is None else wanted.where(Enrolment.person_id.in_(part))
        for row in session.execute(asked):
            if not earlier(row.start, (again or {}).get(row[0])):
                found[row[0]].append(Attended(*row[1:-1]))
    sums = {person: trained_in(classes) for person, classes in found.items()}
    return {person: one for person, one in sums.items() if one is not None}


@dataclass(frozen=True, slots=True)
class ClassCounts:
    """How many are in a class, how many have a mark, how many passed."""

    people: int = 0
    marked: int = 0
    passed: int = 0


def class_counts(session: Session) -> dict[int, ClassCounts]:
    """Return the counts of every class that somebody is in."""
    wanted = select(
        Enrolment.class_id, func.count(), func.count(Enrolment.mark),
        func.count().filter(Enrolment.verdict == PASSED),
    ).group_by(Enrolment.class_id)  # fmt: skip
    return {row[0]: ClassCounts(*row[1:]) for row in session.execute(wanted)}


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class and its counts."""

    id: int
    row: PartyClass
    counts: ClassCounts


def party_classes(session: Session) -> list[ClassRow]:
    """Return every class, the newest first."""
    counts = class_counts(session)
    rows = session.execute(select(PartyClass).order_by(PartyClass.start.desc(), PartyClass.id.desc()))
    return [ClassRow(row.id, row, counts.get(row.id, ClassCounts())) for row in rows.scalars()]


@dataclass(frozen=True, slots=True)
class PupilRow:
    """Somebody in a class: the class, the stage of selection that comes next, what is out of order."""

    id: int
    person: Whom
    row: Enrolment
    course: PartyClass
    next_stage: str
    findings: tuple[Finding, ...]


def pupils(session: Session, on: date) -> list[PupilRow]:
    """Return who is in a class, the newest class first, in the order of enrolment."""
    wanted = select(Enrolment, PartyClass).join(PartyClass, PartyClass.id == Enrolment.class_id)
    rows = session.execute(wanted.order_by(PartyClass.start.desc(), PartyClass.id, Enrolment.id)).all()
    people = whom(session, on, [row.person_id for row, _ in rows])
    return [_pupil(row, course, people[row.person_id]) for row, course in rows if row.person_id in people]


def _pupil(row: Enrolment, course: PartyClass, person: Whom) -> PupilRow:
    days = stage_days(row)
    selected = course.kind == PARTY_SCHOOL or any(days)
    stage = next_stage(days) if selected else ""
    return PupilRow(row.id, person, row, course, stage, tuple(check_selection(days)))


def stage_days(row: Enrolment) -> list[Day | None]:
    """Return the days of the four stages of selection."""
    return [getattr(row, f"{key}_on") for key in STAGES]


def marks_text(session: Session, class_id: int) -> str:
    """Return names and marks of a class as a sheet copies them, in the order of enrolment."""
    wanted = select(Person.name, Enrolment.mark).join(Person, Person.id == Enrolment.person_id)
    rows = session.execute(wanted.where(Enrolment.class_id == class_id).order_by(Enrolment.id))
    return "\n".join(f"{name}\t{'' if mark is None else f'{mark:g}'}" for name, mark in rows)
