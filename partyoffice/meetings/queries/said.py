"""Questions about what was asked before a 组织生活会 or 民主生活会, written and criticised at it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.meetings.queries.life import LifeRow, life_meetings
from partyoffice.meetings.queries.minutes import names_of
from partyoffice.meetings.records import Criticism, OpinionAsked, SelfCheck
from partyoffice.meetings.rules.life import silent

PERSON_AT = 10_000_000  # what parts meeting and person in the id of a row about both
MUTE, UNHEARD = "还没有提出批评", "还没有听取批评"


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One opinion with the meeting it was asked for."""

    opinion: OpinionAsked
    meeting: LifeRow

    @property
    def id(self) -> int:
        """The opinion's id."""
        return self.opinion.id


def opinions(session: Session, on: date, year: int | None = None) -> list[OpinionRow]:
    """Return the opinions asked for before the meetings of a year, in the order they were entered."""
    meetings = {one.id: one for one in life_meetings(session, on, year, talks=False, people=False)}
    rows = session.execute(select(OpinionAsked).order_by(OpinionAsked.id)).scalars()
    return [OpinionRow(one, meetings[one.meeting_id]) for one in rows if one.meeting_id in meetings]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One person of one meeting, with what they wrote; None where nothing is on record."""

    meeting: LifeRow
    person_id: int
    name: str
    check: SelfCheck | None

    @property
    def id(self) -> int:
        """What tells the row from others."""
        return self.meeting.id * PERSON_AT + self.person_id


def self_checks(session: Session, on: date, year: int | None = None) -> list[CheckRow]:
    """Return everybody who should write for a meeting of a year, and who wrote besides."""
    meetings = life_meetings(session, on, year, talks=False)
    written: dict[int, dict[int, SelfCheck]] = defaultdict(dict)
    for row in session.execute(select(SelfCheck)).scalars():
        written[row.meeting_id][row.person_id] = row
    who = {one.id: tuple(dict.fromkeys((*one.expected, *written[one.id]))) for one in meetings}
    names = _names(session, who.values())
    return [
        CheckRow(one, person, names.get(person, ""), written[one.id].get(person))
        for one in meetings
        for person in who[one.id]
    ]


def _names(session: Session, groups: Iterable[Iterable[int]]) -> dict[int, str]:
    return names_of(session, list({person for group in groups for person in group}))


@dataclass(frozen=True, slots=True)
class CriticismRow:
    """One criticism, or somebody who has not criticised or was not criticised yet (``criticism`` None)."""

    meeting: LifeRow
    critic: str
    person: str
    person_id: int
    criticism: Criticism | None = None
    lack: str = ""

    @property
    def id(self) -> int:
        """The criticism's id, below 0 for who lacks something."""
        if self.criticism is not None:
            return self.criticism.id
        return -(self.meeting.id * PERSON_AT + self.person_id)


def criticisms(session: Session, on: date, year: int | None = None) -> list[CriticismRow]:
    """Return the criticism at the meetings of a year, then who of a meeting that was held lacks what."""
    meetings = {one.id: one for one in life_meetings(session, on, year, talks=False)}
    rows = [
        row
        for row in session.execute(select(Criticism).order_by(Criticism.id)).scalars()
        if row.meeting_id in meetings
    ]
    said: dict[int, list[Criticism]] = defaultdict(list)
    for row in rows:
        said[row.meeting_id].append(row)
    pairs = ((row.critic_id, row.person_id) for row in rows)
    names = _names(session, (*pairs, *(one.there for one in meetings.values())))
    return [each for one in meetings.values() for each in _of_meeting(one, said[one.id], names, on)]


def _of_meeting(
    one: LifeRow, said: Sequence[Criticism], names: Mapping[int, str], on: date
) -> list[CriticismRow]:
    rows = [
        CriticismRow(one, names.get(row.critic_id, ""), names.get(row.person_id, ""), row.person_id, row)
        for row in said
    ]
    if one.on.first > on:
        return rows
    for person, mute, unheard in silent(one.there, [(row.critic_id, row.person_id) for row in said]):
        lack = "、".join(text for there, text in ((mute, MUTE), (unheard, UNHEARD)) if there)
        rows.append(CriticismRow(one, "", names.get(person, ""), person, None, lack))
    return rows
