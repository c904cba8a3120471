"""The number of the 志愿书 somebody was given, and since when they are in the League, for many at once."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.queries.steps import CHUNK
from partyoffice.development.records import Booklet, Wayfarer
from partyoffice.development.rules.profile import GIVEN, USED


def given_numbers(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return the number of the booklet each person holds, the last where several were given."""
    found: dict[int, str] = {}
    for at in range(0, len(ids), CHUNK):
        wanted = select(Booklet.person_id, Booklet.number).where(
            Booklet.person_id.in_(ids[at : at + CHUNK]), Booklet.state.in_((GIVEN, USED))
        )
        found |= {person: number for person, number in session.execute(wanted.order_by(Booklet.id)) if person}
    return found


def league_days(session: Session, ids: Sequence[int]) -> dict[int, Day]:
    """Return since when each person is in the League, where the file says so."""
    found: dict[int, Day] = {}
    for at in range(0, len(ids), CHUNK):
        wanted = select(Wayfarer.person_id, Wayfarer.league_on).where(
            Wayfarer.person_id.in_(ids[at : at + CHUNK])
        )
        found |= {person: day for person, day in session.execute(wanted) if day is not None}
    return found
