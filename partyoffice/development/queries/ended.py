"""Those whose way ended before its end: when, and how."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.development.records import Step
from partyoffice.members.queries import gone_by_person
from partyoffice.members.records import Person

FULL_APPROVAL = 24


def ended_ways(session: Session, on: date) -> dict[int, str]:
    """Return who began the way and left before being made full, by person, as ``2024-03-01 终止培养``."""
    begun = set(
        session.execute(
            select(Step.person_id).join(Person, Person.id == Step.person_id).where(Person.binned.is_(None))
        ).scalars()
    )
    full = set(session.execute(select(Step.person_id).where(Step.number == FULL_APPROVAL)).scalars())
    return {key: how for key, how in gone_by_person(session, on).items() if key in begun - full}
