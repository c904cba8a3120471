"""Questions about people: who is on the roster of a day, and what is known of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean_name
from partyoffice.members.records import COUNTED_FROM, Experience, History, Person
from partyoffice.members.rules import FROM_MEETING, MEMBERS, SUSPENDED, Fact, Stretch, category_on
from partyoffice.organisation.queries import Tree, tree
from partyoffice.organisation.records import BOOKS_OPENED
from partyoffice.store import settings
from partyoffice.store.base import Record

CHUNK = 900
LISTED = 8


@dataclass(slots=True)
class Someone:
    """One person as lists need it on a given day: card fields and what the histories say then."""

    id: int
    card: dict[str, Any]
    category: str = ""
    present: bool = False
    branch_id: int | None = None
    group_id: int | None = None
    branch: str = ""
    group: str = ""
    status: str = ""
    posts: list[tuple[int | None, str]] = field(default_factory=list)
    entered_branch: Day | None = None
    entered_why: str = ""
    other: dict[str, Any] = field(default_factory=dict)

    @property
    def member(self) -> bool:
        """Whether the roster of the day holds this person."""
        return self.present and self.category in MEMBERS and self.status != SUSPENDED

    @property
    def name(self) -> str:
        """The name."""
        return str(self.card["name"])

    @property
    def post(self) -> str:
        """The posts of the day in one line."""
        return "、".join(value for _, value in self.posts)


def everyone(
    session: Session,
    on: date,
    *,
    columns: Sequence[str] = (),
    ids: Sequence[int] | None = None,
    binned: bool = False,
) -> list[Someone]:
    """Return all persons outside the bin, or those in it, as they are on a day, oldest record first.

    ``columns`` names the card fields wanted (all when empty); ``ids`` narrows to some people.
    """
    keys = list(dict.fromkeys(("name", "joined", "full", *columns))) if columns else _card_keys()
    cards = _cards(session, keys, ids, binned=binned)
    people = {row.id: Someone(row.id, dict(zip(keys, row[1:], strict=True))) for row in cards}
    bodies, early = tree(session), from_meeting(session)
    for row in _stretches(session, on, ids):
        if row.person_id in people:
            _apply(people[row.person_id], row, bodies, on, from_meeting=early)
    return list(people.values())


def _card_keys() -> list[str]:
    skip = {"id", "binned"}
    return [key for key in Person.__mapper__.columns.keys() if key not in skip]  # noqa: SIM118 -- not a dict


def _cards(
    session: Session, keys: Sequence[str], ids: Sequence[int] | None, *, binned: bool
) -> Iterable[Any]:
    where = Person.binned.is_not(None) if binned else Person.binned.is_(None)
    wanted = select(Person.id, *(getattr(Person, key) for key in keys)).where(where).order_by(Person.id)
    return _rows(session, wanted, Person.id, ids)


def _stretches(session: Session, on: date, ids: Sequence[int] | None) -> Iterable[Any]:
    # Text order is time order: "2025-07" sorts before "2025-07-01", so a month counts from its first day.
    day = Day.of(on)
    wanted = select(
        History.person_id, History.fact, History.value, History.organisation_id, History.start, History.reason
    ).where(or_(History.start.is_(None), History.start <= day), or_(History.end.is_(None), History.end > day))
    return _rows(session, wanted.order_by(History.id), History.person_id, ids)


def _rows(
    session: Session,
    wanted: Select[*tuple[Any, ...]],
    whose: InstrumentedAttribute[int],
    ids: Sequence[int] | None,
) -> Iterable[Any]:
    # Straight from the connection: plain rows need nothing of the ORM, and it takes a third of the time.
    if session.autoflush:
        session.flush()
    execute = session.connection().execute
    if ids is None:
        return execute(wanted).all()
    parts = (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))
    return (row for part in parts for row in execute(wanted.where(whose.in_(part))).all())


def values_of(session: Session, key: str) -> dict[int, Any]:
    """Return one field of the card of everybody who was ever entered, by person."""
    return {row[0]: row[1] for row in session.execute(select(Person.id, getattr(Person, key)))}


def from_meeting(session: Session) -> bool:
    """Say whether rosters count a 预备党员 from the 支部大会 (setting [P]) instead of the approval."""
    return bool(settings.get(session, COUNTED_FROM) == FROM_MEETING)


def _apply(someone: Someone, row: Row[Any], bodies: Tree, on: date, *, from_meeting: bool) -> None:
    match row.fact:
        case Fact.PRESENCE:
            someone.present = True
        case Fact.CATEGORY:
            card = someone.card
            someone.category = category_on(
                row.value, row.start, card["joined"], card["full"], on, from_meeting=from_meeting
            )
        case Fact.BRANCH:
            someone.branch_id, someone.branch = row.organisation_id, bodies.name(row.organisation_id)
            someone.entered_branch, someone.entered_why = row.start, row.reason
        case Fact.GROUP:
            someone.group_id, someone.group = row.organisation_id, bodies.name(row.organisation_id)
        case Fact.STATUS:
            someone.status = row.value
        case Fact.POST:
            someone.posts.append((row.organisation_id, row.value))


def roster(
    session: Session, on: date, *, columns: Sequence[str] = (), branch: int | None = None
) -> list[Someone]:
    """Return the 党员 of a day; ``branch`` takes in what hangs below it."""
    members = [one for one in everyone(session, on, columns=columns) if one.member]
    return members if branch is None else inside(session, members, branch)


def inside(session: Session, people: Iterable[Someone], branch: int) -> list[Someone]:
    """Return those who belong to a body or to what hangs below it."""
    wanted = tree(session).below(branch)
    return [one for one in people if one.branch_id in wanted or one.group_id in wanted]


def books_opened(session: Session) -> date | None:
    """Return 建账日, the day of the first import, or None before it."""
    value = settings.get(session, BOOKS_OPENED)
    return date.fromisoformat(value) if value else None


def histories(session: Session, person_id: int) -> list[History]:
    """Return all history rows of one person, in time order."""
    rows = session.execute(select(History).where(History.person_id == person_id)).scalars()
    return sorted(rows, key=lambda row: (row.start.first if row.start else date.min, row.id))


class Line(NamedTuple):
    """A history row as checks and accounts read it: whole schools at once, so no records."""

    person_id: int
    fact: str
    value: str
    organisation_id: int | None
    start: Day | None
    end: Day | None
    reason: str
    end_reason: str


def histories_by_person(session: Session, ids: Sequence[int] | None = None) -> dict[int, list[Line]]:
    """Return all history rows by person, of some people or of everybody, in the order they were written."""
    found = defaultdict(list)
    wanted = select(*(getattr(History, name) for name in Line._fields)).order_by(History.id)
    for row in _rows(session, wanted, History.person_id, ids):
        found[row[0]].append(Line._make(row))
    return found


class Spell(NamedTuple):
    """A stretch of a 简历 as checks read it."""

    person_id: int
    start: Day | None
    end: Day | None
    unit: str


def experiences_by_person(session: Session) -> dict[int, list[Spell]]:
    """Return what everybody wrote down of study and work, by person."""
    found = defaultdict(list)
    wanted = select(*(getattr(Experience, name) for name in Spell._fields)).order_by(Experience.id)
    for row in session.execute(wanted):
        found[row[0]].append(Spell._make(row))
    return found


def find_one(session: Session, who: str) -> Person:
    """Return the one person of a name or 身份证号.

    Raises OfficeError where nobody or, with all of them listed, several people fit.
    """
    text = clean_name(who)
    wanted = select(Person).where(
        Person.binned.is_(None), or_(Person.name == text, Person.id_number == text.upper())
    )
    found = session.execute(wanted).scalars().all()
    if len(found) == 1:
        return found[0]
    if not found:
        raise OfficeError(f"名册中没有“{who}”", remedy="请核对姓名，或改用身份证号")
    known = "；".join(
        f"{p.name}（{p.birth or '生日未填'}，身份证尾号 {p.id_number[-4:] or '未填'}）"
        for p in found[:LISTED]
    )
    raise OfficeError(f"名册中有 {len(found)} 位“{who}”：{known}", remedy="请改用身份证号指明是哪一位")


def gone_by_person(session: Session, on: date, ids: Sequence[int] | None = None) -> dict[int, str]:
    """Return for everybody who has left by a day when and how, as ``2024-03-01 转出组织关系``.

    ``ids`` narrows to a few people.
    """
    wanted = select(History.person_id, History.end, History.end_reason).where(
        History.fact == Fact.PRESENCE, History.end.is_not(None), History.end <= Day.of(on)
    )
    if ids is not None:
        wanted = wanted.where(History.person_id.in_(ids))
    return {
        row.person_id: f"{row.end} {row.end_reason}" for row in session.execute(wanted.order_by(History.end))
    }


def stretch_of(row: History | Line) -> Stretch:
    """Return a history row as the rules see it."""
    return Stretch(row.fact, row.value, row.start, row.end, row.organisation_id)


def bound_by(session: Session, person_id: int) -> dict[str, int]:
    """Return how many records of each kind keep somebody out of the bin, by title."""
    found = {}
    for kind in (mapper.class_ for mapper in Record.registry.mappers if issubclass(mapper.class_, Record)):
        if kind.binding:
            wanted = select(func.count()).where(kind.__table__.c.person_id == person_id)
            found[kind.title] = session.execute(wanted).scalar_one()
    return {title: count for title, count in sorted(found.items()) if count}
