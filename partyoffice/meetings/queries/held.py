"""The meetings of a year as a list tells of each: how many came, who did not, what was on the agenda."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from partyoffice.meetings.queries.year import YEAR
from partyoffice.meetings.records import AgendaItem, Attendance, Meeting
from partyoffice.meetings.rules.kinds import CAME
from partyoffice.meetings.rules.voters import Count, Presence, count
from partyoffice.members.records import Person


@dataclass(frozen=True, slots=True)
class Told:
    """One meeting with all a list says of it; ``absent`` are names with their reasons."""

    meeting: Meeting
    count: Count
    absent: Sequence[str]
    items: Sequence[AgendaItem]


def held(session: Session, year: int | None = None) -> list[Told]:
    """Return the meetings of a year (所属年度), or of all years, the oldest first."""
    wanted, ids = select(Meeting), select(Meeting.id)
    if year is not None:
        wanted, ids = wanted.where(year == YEAR), ids.where(year == YEAR)
    meetings = session.execute(wanted.order_by(Meeting.on, Meeting.id)).scalars().all()
    came, absent, items = _attendance(session, ids), _absent(session, ids), _items(session, ids)
    return [Told(one, count(came[one.id]), absent[one.id], items[one.id]) for one in meetings]


def _attendance(session: Session, ids: Select[int]) -> defaultdict[int, list[Presence]]:
    found = defaultdict(list)
    wanted = select(Attendance.meeting_id, Attendance.state, Attendance.voting)
    for meeting, state, voting in session.execute(wanted.where(Attendance.meeting_id.in_(ids))):
        found[meeting].append(Presence(state, voting=voting))
    return found


def _absent(session: Session, ids: Select[int]) -> defaultdict[int, list[str]]:
    found = defaultdict(list)
    wanted = (
        select(Attendance.meeting_id, Person.name, Attendance.state, Attendance.reason)
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id.in_(ids), Attendance.state.not_in(CAME))
        .order_by(Attendance.id)
    )
    for meeting, name, state, reason in session.execute(wanted):
        found[meeting].append(f"{name}（{reason or state}）")
    return found


def _items(session: Session, ids: Select[int]) -> defaultdict[int, list[AgendaItem]]:
    found = defaultdict(list)
    wanted = select(AgendaItem).where(AgendaItem.meeting_id.in_(ids))
    for one in session.execute(wanted.order_by(AgendaItem.place, AgendaItem.id)).scalars():
        found[one.meeting_id].append(one)
    return found
