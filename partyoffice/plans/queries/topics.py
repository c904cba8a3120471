"""党建专题会议 of each branch, half by half, with the meetings that count."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day, read_day
from partyoffice.meetings.queries.year import first_on_record
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import TOPIC
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import BOOKS_OPENED, Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.plans.queries.plans import number_of
from partyoffice.plans.records import TOPIC_LEAST
from partyoffice.plans.rules.halves import Half, half_of, to_remind
from partyoffice.store import settings


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting that counts."""

    id: int
    on: Day
    title: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One half of a year of one branch."""

    id: int
    body: int
    branch: str
    half: Half
    meetings: tuple[Held, ...]

    @property
    def days(self) -> str:
        """The days it was held on."""
        return "、".join(str(one.on) for one in self.meetings)


def topic_rows(session: Session, year: int, on: date) -> list[TopicRow]:
    """Return both halves of a year of every branch; none where nothing is asked."""
    least = number_of(session, TOPIC_LEAST)
    if not least:
        return []
    held = _held(session)
    return [
        _row(body, name, half_of(year, number, _days(held[body]), on, least), held[body])
        for body, name, since in _branches(session)
        for number in (1, 2)
        if since.year <= year
    ]


def _row(body: int, name: str, half: Half, held: Sequence[Held]) -> TopicRow:
    first = date(half.year, 1 if half.number == 1 else 7, 1)
    inside = tuple(one for one in held if first <= one.on.first <= half.ends)
    return TopicRow(body * 2 + half.number - 1, body, name, half, inside)


def topics_due(session: Session, on: date) -> list[tuple[int, str, Half]]:
    """Return which branch lacks a meeting in the half just gone, or in the present one near its end."""
    least = number_of(session, TOPIC_LEAST)
    begun = first_on_record(session)  # before it nobody kept minutes here
    if not least or begun is None:
        return []
    held, opened = _held(session), max(begun, _books_opened(session))
    return [
        (body, name, one)
        for body, name, founded in _branches(session)
        for one in to_remind(_days(held[body]), on, max(founded, opened), least)
    ]


def topic_years(session: Session, on: date) -> list[int]:
    """Return the years that can be looked at, the newest first."""
    days = [one.on.year for ones in _held(session).values() for one in ones]
    return sorted({*days, on.year}, reverse=True)


def _held(session: Session) -> Mapping[int, list[Held]]:
    found = defaultdict[int, list[Held]](list)
    some = or_(Meeting.kind == TOPIC, Meeting.counted_as != [])  # what it was counted as is told below
    for one in session.execute(select(Meeting).where(some).order_by(Meeting.on)).scalars():
        if TOPIC not in {one.kind, *one.counted_as}:
            continue
        title = title_of(one.kind, one.number, one.subject)
        found[one.organisation_id].append(Held(one.id, one.on, title))
    return found


def _days(held: Sequence[Held]) -> list[date]:
    return [one.on.first for one in held]


def _branches(session: Session) -> list[tuple[int, str, date]]:
    """Return the living branches in order, with the day each was founded on, as far as it is known."""
    founded = {one.id: one.founded for one in session.execute(select(Organisation)).scalars()}
    nodes = [one for one in tree(session).of_kind(OrgKind.BRANCH) if not one.ended]
    return [(one.id, one.name, day.first if (day := founded[one.id]) else date.min) for one in nodes]


def _books_opened(session: Session) -> date:
    text = str(settings.get(session, BOOKS_OPENED) or "")
    return read_day(text, clock.today()).first if text else date.min
