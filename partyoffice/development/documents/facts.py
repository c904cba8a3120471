"""The milestones of the way as facts of people: columns of every roster, and days an old list brings in."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.development.actions import set_day
from partyoffice.development.queries import days_of
from partyoffice.development.rules.steps import MILESTONES, Milestone
from partyoffice.intake.headings import known
from partyoffice.part import Fact

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SEEN = {"applied": known("applied"), "activist_on": known("activist"), "candidate_on": known("candidate")}


def _fact(one: Milestone) -> Fact:
    def read(session: "Session", ids: Sequence[int]) -> Mapping[int, Day]:
        return days_of(session, one.number, ids)

    def write(session: "Session", person_id: int, day: Day) -> bool:
        return set_day(session, person_id, one.number, day)

    return Fact(
        Field(one.key, one.title, Kind.DAY, group="发展党员"),
        read,
        write,
        (*one.headings, *SEEN.get(one.key, ())),
    )


FACTS = tuple(map(_fact, MILESTONES))
