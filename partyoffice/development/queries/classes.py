"""Questions about classes: who attends, what of it counts as 集中培训."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.development.queries.steps import CHUNK
from partyoffice.development.records import Enrolment, PartyClass
from partyoffice.development.rules.classes import PASSED, Attended, trained_in


def trained_of(session: Session, ids: Sequence[int] | None = None) -> dict[int, tuple[float, float, bool]]:
    """Return for each person the 集中培训 its classes amount to: days, 学时, by video (step 11)."""
    wanted = select(
        Enrolment.person_id, PartyClass.kind, PartyClass.days, PartyClass.hours, PartyClass.mode,
        Enrolment.attended_days, Enrolment.attended_hours, Enrolment.verdict,
    ).join(PartyClass, PartyClass.id == Enrolment.class_id)  # fmt: skip
    found = defaultdict(list)
    for part in [None] if ids is None else [ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK)]:
        asked = wanted if part is None else wanted.where(Enrolment.person_id.in_(part))
        for row in session.execute(asked):
            found[row[0]].append(Attended(*row[1:]))
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
