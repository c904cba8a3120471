"""Who comes from another organisation goes on with their way here (细则 §12, §34)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.development.records import Spell, Wayfarer
from partyoffice.members.rules import Category
from partyoffice.part import Arrival


def arrive(session: Session, arrival: Arrival) -> None:
    """Note the day a 预备党员 came, or the time somebody was 积极分子 elsewhere, which adds up.

    Without the day of becoming 积极分子 nothing is noted: it is never reckoned back.
    """
    if arrival.category == Category.PROBATIONARY:
        way = _way(session, arrival.person_id)
        way.came_on, way.papers_sound = arrival.on, arrival.sound
    elif arrival.category in {Category.ACTIVIST, Category.CANDIDATE} and arrival.activist_on is not None:
        spell = Spell(
            person_id=arrival.person_id, organisation=arrival.organisation, start=arrival.activist_on,
            end=arrival.on, proved=arrival.proved, note=arrival.sound,
        )  # fmt: skip
        session.add(spell)
    session.flush()


def _way(session: Session, person_id: int) -> Wayfarer:
    found = session.execute(select(Wayfarer).where(Wayfarer.person_id == person_id)).scalar_one_or_none()
    if found is None:
        found = Wayfarer(person_id=person_id)
        session.add(found)
    return found
