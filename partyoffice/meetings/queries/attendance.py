"""Who took part in organisation life: a year of everybody, the meetings of one, who was not seen for long."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Integer, case, cast, func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, add_months
from partyoffice.meetings.queries.year import YEAR
from partyoffice.meetings.records import WAIVED_REASONS, Attendance, Meeting
from partyoffice.meetings.rules.attendance import (
    UNEXCUSED,
    Sums,
    reasons_of,
    silent_since,
    sums_of,
)
from partyoffice.meetings.rules.kinds import (
    ABSENT,
    ASSEMBLY,
    CAME,
    CRITICISM,
    GROUP,
    LEAVE,
    LECTURE,
    PARTY_DAY,
)
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.members.ordering import STROKES, sorted_people
from partyoffice.members.queries import Someone, everyone
from partyoffice.organisation.queries import own_body, tree
from partyoffice.organisation.records import Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings

# What a leader attends as an ordinary member; 支委会 and 中心组 are no part of it.
ORDINARY = (ASSEMBLY, GROUP, LECTURE, PARTY_DAY, CRITICISM)
LEADING, NOTHING = ("书记", "委员"), Sums()
LOOKED_BACK = 18  # months: who is not seen for longer is counted from the first absence in them


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody's year: what came of all meetings, and of those of branch and group as an ordinary member.

    ``heads`` is whether they hold a post of the school's own body, ``leads`` whether one of any committee.
    """

    person: Someone
    sums: Sums
    branch: Sums = field(default_factory=Sums)
    group: Sums = field(default_factory=Sums)
    heads: bool = False
    leads: bool = False

    @property
    def id(self) -> int:
        """The person."""
        return self.person.id


def attended_in(session: Session, year: int, on: date) -> list[Attended]:
    """Return the year of every member of its last day (or of ``on``), and of who left and had meetings."""
    counted = _counted(session, year, on)
    day = min(on, date(year, 12, 31))
    people = [one for one in everyone(session, day, columns=("name",)) if one.member or one.id in counted]
    waived, own = reasons_of(str(settings.get(session, WAIVED_REASONS))), own_body(session)
    people = sorted_people(session, people, STROKES, tree(session))
    return [_attended(one, counted.get(one.id, ()), waived, own) for one in people]


def _near(year: int) -> tuple[Any, Any]:
    """Return between which days a meeting of a year lies: so the store need not look at all of them."""
    return Meeting.on >= Day(year, 1, 1), Meeting.on < Day(year + 2, 1, 1)


class _Group(NamedTuple):
    """Meetings of somebody that are counted together."""

    state: str
    reason: str
    times: int
    hours: float
    ordinary: int
    of_group: int


def _counted(session: Session, year: int, on: date) -> Mapping[int, Sequence[_Group]]:
    """Return everybody's meetings of a year, those alike counted by the store."""
    ordinary, of_group = Meeting.kind.in_(ORDINARY), Organisation.kind == OrgKind.GROUP
    alike = (Attendance.person_id, Attendance.state, Attendance.reason, ordinary, of_group)
    lasted = func.sum(func.coalesce(Meeting.hours, 0.0))
    wanted = (
        select(*alike[:3], func.count(), lasted, cast(ordinary, Integer), cast(of_group, Integer))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Organisation, Organisation.id == Meeting.organisation_id)
        .where(year == YEAR, *_near(year), Meeting.on <= Day.of(on))
        .group_by(*alike)
    )
    session.flush()
    found: dict[int, list[_Group]] = defaultdict(list)
    for person, *group in session.connection().execute(wanted):  # plain rows: nothing of the ORM is needed
        found[person].append(_Group(*group))
    return found


def _attended(one: Someone, groups: Sequence[_Group], waived: frozenset[str], own: int) -> Attended:
    usual = [each for each in groups if each.ordinary]
    return Attended(
        one,
        _sums(groups, waived),
        _sums([each for each in usual if not each.of_group], waived),
        _sums([each for each in usual if each.of_group], waived),
        any(org == own for org, _post in one.posts),
        any(word in post for _org, post in one.posts for word in LEADING),
    )


def _sums(groups: Sequence[_Group], waived: frozenset[str]) -> Sums:
    return sums_of((each[:4] for each in groups), waived) if groups else NOTHING


# -- one person --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seat:
    """One meeting of somebody: what it was, whether they came, its hours."""

    meeting: int
    on: Day
    title: str
    state: str
    reason: str
    note: str
    hours: float | None


def meetings_of(session: Session, person: int, year: int) -> list[Seat]:
    """Return the meetings of somebody in a year, the newest first."""
    wanted = (
        select(
            Meeting.id, Meeting.on, Meeting.kind, Meeting.number, Meeting.subject, Meeting.hours,
            Attendance.state, Attendance.reason, Attendance.note,
        )
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(Attendance.person_id == person, year == YEAR, *_near(year))
        .order_by(Meeting.on.desc(), Meeting.id.desc())
    )  # fmt: skip
    return [
        Seat(row.id, row.on, title_of(row.kind, row.number, row.subject), row.state, row.reason, row.note,
             row.hours)
        for row in session.execute(wanted)
    ]  # fmt: skip


# -- not seen for long ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who took no part without reason: since when, how often they were awaited since."""

    person: Someone
    since: date
    times: int


def silent_people(session: Session, on: date) -> list[Silent]:
    """Return the members who took no part in organisation life for six months and gave no reason."""
    seen = (Attendance.state.in_(CAME)) | (Attendance.state == LEAVE)
    absent = (Attendance.state == ABSENT) & Attendance.reason.in_(UNEXCUSED)
    wanted = (
        select(
            Attendance.person_id,
            func.max(case((seen, Meeting.on))),
            func.min(case((absent, Meeting.on))),
            func.max(case((absent, Meeting.on))),
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.on > Day.of(add_months(on, -LOOKED_BACK)), Meeting.on <= Day.of(on))
        .group_by(Attendance.person_id)
    )
    found: dict[int, date] = {}
    for person, last_seen, first, last in session.execute(wanted):
        if last is not None:
            since = silent_since(_first(last_seen), _first(first), last.first, on)
            if since is not None:
                found[person] = since
    if not found:
        return []
    times = _times(session, found, on)
    people = everyone(session, on, columns=("name",), ids=sorted(found))
    return [Silent(one, found[one.id], times[one.id]) for one in people if one.member]


def _first(day: Day | None) -> date | None:
    return day.first if day is not None else None


def _times(session: Session, since: Mapping[int, date], on: date) -> Mapping[int, int]:
    """Return how often each was awaited since the day, at once for all of them."""
    wanted = (
        select(Attendance.person_id, Meeting.on)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.person_id.in_(since), Meeting.on <= Day.of(on), Attendance.state == ABSENT)
    )
    found: dict[int, int] = defaultdict(int)
    for person, day in session.execute(wanted):
        found[person] += day.first >= since[person]
    return found


def rate_of(rows: Sequence[Attended]) -> int | None:
    """Return the share of all meetings due that was attended, in percent; None where none was due."""
    due = sum(one.sums.due - one.sums.waived for one in rows)
    came = sum(one.sums.came + one.sums.late for one in rows)
    return came * 100 // due if due else None
