"""Questions about 谈心谈话: those that were held, and whom of each branch they leave out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from partyoffice.core import codes
from partyoffice.core.dates import Day, add_months
from partyoffice.core.finding import Finding
from partyoffice.meetings.records import Talk
from partyoffice.meetings.rules.talks import (
    COUNTED,
    TOLD_MONTHS,
    Coverage,
    Pair,
    Standing,
    Want,
    called_for,
    check_pair,
    check_person,
    coverage,
    due_by,
    kind_between,
)
from partyoffice.meetings.rules.voters import on_committee
from partyoffice.members.ordering import STROKES, sorted_people
from partyoffice.members.queries import Someone, everyone, roster
from partyoffice.members.records import Award
from partyoffice.organisation.queries import tree
from partyoffice.organisation.rules import OrgKind

YEAR: Any = cast(func.substr(Talk.on, 1, 4), Integer)
PUNISHED = "处分"  # in the group of its kind: 党纪处分, 政务处分
PAIR_AT = 10_000_000  # what parts the two ids in the one of a pair


@dataclass(frozen=True, slots=True)
class TalkRow:
    """One talk as lists show it."""

    talk: Talk
    branch: str

    @property
    def id(self) -> int:
        """The talk's id."""
        return self.talk.id


def talks(session: Session, year: int | None = None) -> list[TalkRow]:
    """Return the talks of a year, or all, the newest first."""
    wanted = select(Talk).order_by(Talk.on.desc(), Talk.id.desc())
    wanted = wanted if year is None else wanted.where(year == YEAR)
    whole = tree(session)
    return [TalkRow(one, whole.name(one.organisation_id)) for one in session.execute(wanted).scalars()]


def talk_years(session: Session) -> list[int]:
    """Return the years with a talk, newest first."""
    return sorted(session.execute(select(YEAR).distinct()).scalars(), reverse=True)


def talks_with(session: Session, person: int, year: int) -> list[Talk]:
    """Return the talks of a year that somebody had, in time order."""
    mine = (Talk.person_id == person) | (Talk.talker_id == person)
    wanted = select(Talk).where(mine, year == YEAR).order_by(Talk.on, Talk.id)
    return list(session.execute(wanted).scalars())


# -- whom they leave out ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch in a year: its committee, its other members, how they stand."""

    id: int
    name: str
    names: Mapping[int, str]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One member, or one pair of a committee, in the matrix of a year."""

    id: int
    year: int
    branch_id: int
    branch: str
    people: tuple[int, ...]
    name: str
    sits: bool
    with_committee: int | None
    with_members: int | None
    wants: tuple[Want, ...]
    last: Day | None
    findings: tuple[Finding, ...]

    @property
    def pair(self) -> bool:
        """Whether it is about two of a committee."""
        return len(self.people) > 1


def judged_on(year: int, on: date) -> date:
    """Return the day whose roster is asked: today, for a year that is over its last day."""
    return min(on, due_by(year))


def branches(session: Session, year: int, on: date) -> list[Branch]:
    """Return how each branch stands in a year; one without members is left out."""
    day, whole = judged_on(year, on), tree(session)
    people = sorted_people(session, roster(session, day, columns=("name", "place")), STROKES, whole)
    members: dict[int | None, list[Someone]] = defaultdict(list)
    for one in people:
        members[one.branch_id].append(one)
    talked = [pair for pair, _ in _counted(session, year)]
    return [
        _branch(node.id, node.name, members[node.id], talked)
        for node in whole.of_kind(OrgKind.BRANCH)
        if members[node.id]
    ]


def _branch(body: int, name: str, people: Sequence[Someone], talked: Sequence[tuple[int, int]]) -> Branch:
    seats = [one.id for one in people if sits(one, body)]
    others = [one.id for one in people if one.id not in set(seats)]
    return Branch(body, name, {one.id: one.name for one in people}, coverage(seats, others, talked))


def sits(one: Someone, body: int | None) -> bool:
    """Say whether somebody has a seat in the committee of a body."""
    return any(org == body and on_committee(post) for org, post in one.posts)


def _counted(session: Session, year: int) -> list[tuple[tuple[int, int], Day]]:
    """Return the two people and the day of each talk of a year that counts."""
    wanted = select(Talk.talker_id, Talk.person_id, Talk.on).where(
        year == YEAR, Talk.kind.in_(COUNTED), Talk.talker_id.is_not(None), Talk.person_id.is_not(None)
    )
    rows = session.execute(wanted.order_by(Talk.on))
    return [((one, other), on) for one, other, on in rows if one is not None and other is not None]


def covered(session: Session, year: int, on: date) -> list[CoverRow]:
    """Return the matrix of a year: the members of each branch, then the pairs of its committee."""
    last = _last(session, year)
    return [
        row
        for one in branches(session, year, on)
        for row in (
            *(_person_row(one, each, year, last) for each in one.coverage.people),
            *(_pair_row(one, each, year, last) for each in one.coverage.pairs),
        )
    ]


def _last(session: Session, year: int) -> dict[frozenset[int], Day]:
    found: dict[frozenset[int], Day] = {}
    for pair, day in _counted(session, year):
        found[frozenset(pair)] = day
        for one in pair:
            found[frozenset((one,))] = day
    return found


def _person_row(branch: Branch, one: Standing, year: int, last: Mapping[frozenset[int], Day]) -> CoverRow:
    name = branch.names[one.person]
    return CoverRow(
        one.person, year, branch.id, branch.name, (one.person,), name, one.sits, one.with_committee,
        one.with_members, one.lacks, last.get(frozenset((one.person,))),
        tuple(check_person(name, year, one)),
    )  # fmt: skip


def _pair_row(branch: Branch, one: Pair, year: int, last: Mapping[frozenset[int], Day]) -> CoverRow:
    names = branch.names[one.one], branch.names[one.other]
    return CoverRow(
        pair_id(one), year, branch.id, branch.name, (one.one, one.other),
        "、".join(names), True, one.talks, None, (Want.PAIR,) if one.lacks else (),
        last.get(frozenset((one.one, one.other))), tuple(check_pair(names, year, one)),
    )  # fmt: skip


def pair_id(one: Pair) -> int:
    """Return what tells the row of a pair from all others."""
    return -(one.one * PAIR_AT + one.other)


def lacking(session: Session, year: int, on: date) -> dict[int, tuple[int, int]]:
    """Return how many people and how many pairs of each branch lack a talk of a year."""
    return {one.id: one.coverage.lacking for one in branches(session, year, on)}


def usual_kind(session: Session, one: int | None, other: int | None, on: date) -> str:
    """Return what a talk of two people of the roster is; empty where it is not one between members."""
    if one is None or other is None or one == other:
        return ""
    found = {each.id: each for each in everyone(session, on, columns=("name",), ids=[one, other])}
    if len(found) < 2 or not all(each.member for each in found.values()):
        return ""
    seats = [sits(found[each], found[each].branch_id) for each in (one, other)]
    return kind_between(*seats)


# -- who is to be talked with for a reason of their own ------------------------------------------


@dataclass(frozen=True, slots=True)
class Called:
    """A member who was punished of late and not talked with since."""

    person: Someone
    kind: str
    punished: Day
    by: date


def called(session: Session, on: date) -> list[Called]:
    """Return the members whose punishment asks for a talk (Article 19), the oldest first."""
    since = Day.of(add_months(on, -TOLD_MONTHS - 1))
    wanted = select(Award.person_id, Award.kind, Award.on).where(Award.on >= since, Award.on <= Day.of(on))
    rows = [(person, kind, day) for person, kind, day in session.execute(wanted.order_by(Award.on)) if day]
    punished = [row for row in rows if PUNISHED in codes.group("award_kind", row[1])]
    people = {
        one.id: one for one in everyone(session, on, columns=("name",), ids=[row[0] for row in punished])
    }
    found = []
    for person, kind, day in punished:
        one, by = people.get(person), called_for(day, _days(session, person, day), on)
        if one is not None and one.member and by is not None:
            found.append(Called(one, kind, day, by))
    return found


def _days(session: Session, person: int, since: Day) -> list[Day]:
    """Return the days of the talks somebody had since the beginning of a month, of whatever sort."""
    mine = (Talk.person_id == person) | (Talk.talker_id == person)
    wanted = select(Talk.on).where(mine, Talk.on >= Day(since.year, since.month))
    return list(session.execute(wanted).scalars())
