"""Whole meetings for paper: any number of them, read with half a dozen questions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from partyoffice.meetings.queries.minutes import find_meeting, names_of
from partyoffice.meetings.records import AgendaItem, Attendance, FollowUp, Meeting, Vote
from partyoffice.meetings.rules.kinds import CAME
from partyoffice.meetings.rules.voters import Count, Presence, count
from partyoffice.members.queries import CHUNK

Column = InstrumentedAttribute[int]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One meeting with who came, by name in the order they were written down, its items and their votes."""

    meeting: Meeting
    rows: Sequence[tuple[str, Attendance]] = ()
    items: Sequence[AgendaItem] = ()
    votes: Mapping[int, Vote] = ()  # type: ignore[assignment]  # an empty mapping, never asked
    tasks: Mapping[int, Sequence[FollowUp]] = ()  # type: ignore[assignment]  # the same

    @property
    def counted(self) -> Count:
        """应到 and 实到, of everybody and of those with a vote."""
        return count(Presence(row.state, row.reason, row.voting) for _, row in self.rows)

    @property
    def came(self) -> list[str]:
        """The names of those who came."""
        return [name for name, row in self.rows if row.state in CAME]

    @property
    def missing(self) -> list[tuple[str, Attendance]]:
        """Those who did not come."""
        return [(name, row) for name, row in self.rows if row.state not in CAME]


def recorded(session: Session, ids: Sequence[int]) -> list[Recorded]:
    """Return meetings with all that belongs to them, in the order of their ids given."""
    rows = _grouped(session, Attendance.meeting_id, ids)
    items = _grouped(session, AgendaItem.meeting_id, ids, AgendaItem.place)
    asked = [one.id for some in items.values() for one in some]
    votes = {key: some[0] for key, some in _grouped(session, Vote.item_id, asked).items()}
    tasks = _grouped(session, FollowUp.item_id, asked)
    names = names_of(session, {row.person_id for some in rows.values() for row in some})
    return [
        Recorded(
            find_meeting(session, one), [(names[row.person_id], row) for row in rows[one]], items[one], votes,
            tasks,
        )
        for one in ids
    ]  # fmt: skip


def one_recorded(session: Session, meeting: int) -> Recorded:
    """Return one meeting with all that belongs to it (OfficeError for an id there is none of)."""
    return recorded(session, [meeting])[0]


def _grouped(session: Session, whose: Column, ids: Iterable[int], *order: Column) -> dict[int, list[Any]]:
    """Return the records of the kind a column belongs to, by what they say in it."""
    found: dict[int, list[Any]] = defaultdict(list)
    wanted = list(ids)
    for at in range(0, len(wanted), CHUNK):
        some = select(whose.class_).where(whose.in_(wanted[at : at + CHUNK]))
        for row in session.execute(some.order_by(*order, whose.class_.id)).scalars():
            found[getattr(row, whose.key)].append(row)
    return found
