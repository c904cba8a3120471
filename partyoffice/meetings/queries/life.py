"""Questions about 组织生活会 and 民主生活会: the meetings, and how far each of their steps is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding
from partyoffice.meetings.queries.minutes import vote_settings
from partyoffice.meetings.queries.seating import seats
from partyoffice.meetings.queries.talks import lacking
from partyoffice.meetings.queries.year import YEAR
from partyoffice.meetings.records import (
    Attendance,
    Criticism,
    LifeStep,
    Meeting,
    OpinionAsked,
    Rectification,
    SelfCheck,
)
from partyoffice.meetings.rules.kinds import CAME
from partyoffice.meetings.rules.life import (
    LIFE_KINDS,
    Prepared,
    StepState,
    check_prepared,
    silent,
    states,
)
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.meetings.rules.opening import needed_at
from partyoffice.meetings.rules.voters import Count
from partyoffice.organisation.queries import tree
from partyoffice.organisation.rules import path_to

# -- the meetings ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LifeRow:
    """One meeting with what is on record around it."""

    id: int
    body: int
    body_name: str
    kind: str
    year: int
    on: Day
    subject: str
    title: str
    state: str
    chair: str
    prepared: Prepared
    findings: tuple[Finding, ...]
    expected: tuple[int, ...]
    there: tuple[int, ...]  # who can speak: those who came, all expected before that is on record

    @property
    def states(self) -> list[StepState]:
        """The steps, each done or not."""
        return states(self.prepared)

    @property
    def name(self) -> str:
        """What it is called in lists: 2026 年度第一党支部组织生活会."""
        return _name(self.year, self.body_name, self.title)


def life_meetings(
    session: Session, on: date, year: int | None = None, *, talks: bool = True, people: bool = True
) -> list[LifeRow]:
    """Return the meetings of these kinds of a year (所属年度), or all, the newest first.

    Each of these reads the whole roster, so who does not need it leaves it out: ``talks`` tells whom the
    talks of the year leave out, ``people`` who is expected where the attendance is not on record yet.
    """
    return _rows(
        session, _Around(session, on, talks=talks, people=people), *(() if year is None else (year == YEAR,))
    )


def life_names(session: Session) -> list[tuple[int, str, Day]]:
    """Return id, name and day of all these meetings, the newest first, for who chooses one."""
    whole = tree(session)
    wanted = select(Meeting).where(Meeting.kind.in_(LIFE_KINDS))
    return [
        (one.id, _name(one.year or one.on.year, whole.name(one.organisation_id), _title(one)), one.on)
        for one in session.execute(wanted.order_by(Meeting.on.desc(), Meeting.id.desc())).scalars()
    ]


def _title(one: Meeting) -> str:
    return title_of(one.kind, one.number, one.subject)


def _name(year: int, body: str, title: str) -> str:
    return f"{year} 年度{body}{title}"


def life_between(session: Session, on: date, first: date, last: date) -> list[LifeRow]:
    """Return those held from one day to another, both counted, the newest first."""
    return _rows(session, _Around(session, on), Meeting.on >= Day.of(first), Meeting.on <= Day.of(last))


def _rows(session: Session, around: "_Around", *where: Any) -> list[LifeRow]:  # noqa: ANN401 -- conditions
    wanted = select(Meeting).where(Meeting.kind.in_(LIFE_KINDS), *where)
    meetings = list(session.execute(wanted.order_by(Meeting.on.desc(), Meeting.id.desc())).scalars())
    came = _came(session, [one.id for one in meetings])
    return [_life_row(session, one, came[one.id], around) for one in meetings]


def _came(session: Session, meetings: Sequence[int]) -> dict[int, dict[int, bool]]:
    """Return who should have come to some meetings, and whether they did; plain rows, for large schools."""
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    wanted = select(Attendance.meeting_id, Attendance.person_id, Attendance.state)
    for meeting, person, state in session.execute(wanted.where(Attendance.meeting_id.in_(meetings))):
        found[meeting][person] = state in CAME
    return found


def life_meeting(session: Session, meeting_id: int, on: date) -> LifeRow:
    """Return one such meeting."""
    return _rows(session, _Around(session, on), Meeting.id == meeting_id)[0]


def life_years(session: Session) -> list[int]:
    """Return the years (所属年度) with such a meeting, newest first."""
    wanted = select(YEAR).where(Meeting.kind.in_(LIFE_KINDS)).distinct()
    return sorted(session.execute(wanted).scalars(), reverse=True)


def find_life(session: Session, body: int, kind: str, year: int) -> Meeting | None:
    """Return the newest meeting of a kind that a body held for a year."""
    wanted = select(Meeting).where(
        Meeting.organisation_id == body, Meeting.kind == kind, year == YEAR
    ).order_by(Meeting.on.desc(), Meeting.id.desc())  # fmt: skip
    return session.execute(wanted.limit(1)).scalar_one_or_none()


class _Around:
    """What is on record around all these meetings, read once."""

    def __init__(self, session: Session, on: date, *, talks: bool = True, people: bool = True) -> None:
        self.session, self.on, self.tree = session, on, tree(session)
        self.asked, self.people = talks, people
        self.settings = vote_settings(session)
        self.opinions = _number(session, OpinionAsked)
        self.written = _number(session, SelfCheck)
        self.items = _number(session, Rectification)
        self.steps: dict[int, dict[str, Day]] = defaultdict(dict)
        for meeting, step, day in session.execute(select(LifeStep.meeting_id, LifeStep.step, LifeStep.on)):
            self.steps[meeting][step] = day
        self.told: dict[int, list[tuple[int, int]]] = defaultdict(list)
        said = select(Criticism.meeting_id, Criticism.critic_id, Criticism.person_id)
        for meeting, critic, person in session.execute(said):
            self.told[meeting].append((critic, person))
        self.mended = _mended(session)
        self._talks: dict[int, Mapping[int, tuple[int, int]]] = {}

    def talks(self, body: int, year: int) -> tuple[int, int]:
        """Return the people and pairs of a body's branch whose talk of a year lacks."""
        if not self.asked:
            return 0, 0
        if year not in self._talks:
            self._talks[year] = lacking(self.session, year, self.on)
        branch = next((one for one in path_to(self.tree.parents, body) if one in self._talks[year]), body)
        return self._talks[year].get(branch, (0, 0))


def _number(session: Session, kind: Any) -> dict[int, int]:  # noqa: ANN401 -- a record class
    wanted = select(kind.meeting_id, func.count()).group_by(kind.meeting_id)
    return {row[0]: row[1] for row in session.execute(wanted)}


def _mended(session: Session) -> dict[tuple[int, int], tuple[int, int]]:
    """Return by body and year how many 整改 there are and how many of them are open."""
    open_ = func.count().filter(Rectification.done.is_(None))
    wanted = select(Rectification.organisation_id, Rectification.year, func.count(), open_)
    rows = session.execute(wanted.group_by(Rectification.organisation_id, Rectification.year))
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def _life_row(session: Session, one: Meeting, rows: Mapping[int, bool], around: _Around) -> LifeRow:
    year = one.year or one.on.year
    due = seats(session, one.organisation_id, one.on.first, one.kind) if around.people and not rows else ()
    expected = tuple(rows) or tuple(seat.person_id for seat in due)
    there = tuple(person for person, came in rows.items() if came) or expected
    prepared = _prepared(one, year, rows, (expected, there), around)
    body = around.tree.name(one.organisation_id)
    found = tuple(check_prepared(prepared, around.on))
    return LifeRow(
        one.id, one.organisation_id, body, one.kind, year, one.on, one.subject, _title(one), one.state,
        one.chair, prepared, found, expected, there,
    )  # fmt: skip


def _prepared(
    one: Meeting, year: int, rows: Mapping[int, bool], who: tuple[Sequence[int], Sequence[int]],
    around: _Around,
) -> Prepared:  # fmt: skip
    came = sum(rows.values())
    needed = needed_at(one.kind, Count(len(rows), came, 0, 0), around.settings)
    expected, there = who
    lacks = silent(there, around.told[one.id])
    return Prepared(
        one.kind, one.on.first, len(rows), came, needed.least if needed else -(-len(rows) // 2),
        around.steps[one.id], around.opinions.get(one.id, 0), around.talks(one.organisation_id, year),
        len(expected), len(there), around.written.get(one.id, 0),
        len(there) - sum(unheard for _, _, unheard in lacks),
        len(there) - sum(mute for _, mute, _ in lacks),
        around.items.get(one.id, 0), around.mended.get((one.organisation_id, year - 1), (0, 0)),
    )  # fmt: skip
