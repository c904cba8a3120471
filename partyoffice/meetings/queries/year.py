"""A year of organisation life: the meetings of a body, and how often each kind was held."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.meetings.records import AgendaItem, Explanation, Meeting
from partyoffice.meetings.rules.frequency import FREQUENCIES, Activity, Cell, Frequency, counts_for, year_row
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.meetings.rules.writing import days_late
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import HAS_COMMITTEE
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings

GROUPS = frozenset({Activity.GROUP})
# 所属年度: as named, else that of the day.
YEAR: Any = func.coalesce(Meeting.year, cast(func.substr(Meeting.on, 1, 4), Integer))


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting as lists show it."""

    id: int
    body: int
    kind: str
    on: Day
    title: str
    state: str
    number: int | None
    year: int
    counted_as: tuple[str, ...]
    chair: str
    recorder: str
    place: str
    items: int = 0
    late: bool = False  # 补录


def meetings_of_year(session: Session, year: int, bodies: Iterable[int] | None = None) -> list[Line]:
    """Return the meetings of a year (所属年度), the newest first; of some bodies or of all."""
    counts = _item_counts(session)
    wanted = select(Meeting).where(year == YEAR)
    if bodies is not None:
        wanted = wanted.where(Meeting.organisation_id.in_(list(bodies)))
    rows = session.execute(wanted.order_by(Meeting.on.desc(), Meeting.id.desc())).scalars()
    return [_line(row, counts.get(row.id, 0)) for row in rows]


def _line(row: Meeting, items: int) -> Line:
    return Line(
        row.id, row.organisation_id, row.kind, row.on, title_of(row.kind, row.number, row.subject), row.state,
        row.number, row.year or row.on.year, tuple(map(str, row.counted_as)), row.chair, row.recorder,
        row.place, items, days_late(row.on, row.entered) > 0,
    )  # fmt: skip


def _item_counts(session: Session) -> Mapping[int, int]:
    wanted = select(AgendaItem.meeting_id, func.count()).group_by(AgendaItem.meeting_id)
    return {row[0]: row[1] for row in session.execute(wanted)}


def years(session: Session) -> list[int]:
    """Return the years in which a meeting was held, newest first."""
    return sorted(session.execute(select(YEAR).distinct()).scalars(), reverse=True)


# -- how often -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of one body in the year's table."""

    body: int
    name: str
    frequency: Frequency
    cells: Sequence[Cell]
    days: Mapping[int, Sequence[int]]  # the meetings by month, for the way to them

    @property
    def activity(self) -> Activity:
        """The kind."""
        return self.frequency.activity


def year_table(session: Session, year: int, on: date) -> list[Row]:
    """Return how often each branch, and each group its meetings, held what it is asked for in a year."""
    held, reasons = _held(session, year), _reasons(session, year)
    return [
        Row(body, name, one, year_row(one, year, [day for day, _ in held[body, one.activity]], on,
            reasons.get((body, one.activity), {})), _by_month(held[body, one.activity]))
        for body, name, kind in _bodies(session)
        for one in FREQUENCIES
        if _asked(session, one.activity, kind)
    ]  # fmt: skip


def _bodies(session: Session) -> list[tuple[int, str, OrgKind]]:
    nodes = tree(session).of_kind(OrgKind.BRANCH, OrgKind.GROUP)
    return [(one.id, one.name, one.kind) for one in nodes if not one.ended]


def _asked(session: Session, activity: Activity, kind: OrgKind) -> bool:
    """Say whether a body of a kind is asked for an activity; a branch without 支委会 holds none."""
    if kind is OrgKind.GROUP or activity in GROUPS:
        return kind is OrgKind.GROUP and activity in GROUPS
    return activity is not Activity.COMMITTEE or settings.get(session, HAS_COMMITTEE) in {"是", True}


def _held(session: Session, year: int) -> dict[tuple[int, str], list[tuple[date, int]]]:
    """Return the days each kind was held on, as held and as counted (计入), with the meeting."""
    found: dict[tuple[int, str], list[tuple[date, int]]] = defaultdict(list)
    wanted = select(
        Meeting.id, Meeting.organisation_id, Meeting.kind, Meeting.on, Meeting.year, Meeting.counted_as
    ).where(Meeting.on >= Day(year, 1, 1), Meeting.on < Day(year + 1, 4, 1))
    for row in session.execute(wanted.order_by(Meeting.on)):
        for kind in dict.fromkeys((row.kind, *row.counted_as)):
            answers = counts_for(Activity(kind), row.on.first, row.year) if kind in set(Activity) else 0
            if answers == year:
                found[row.organisation_id, kind].append((_within(row.on.first, year), row.id))
    return found


def _within(day: date, year: int) -> date:
    """Return a day of the year a meeting answers for: one held in the next spring counts at its end."""
    return day if day.year == year else date(year, 12, 31)


def _reasons(session: Session, year: int) -> dict[tuple[int, str], dict[int, str]]:
    found: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for row in session.execute(select(Explanation).where(Explanation.year == year)).scalars():
        found[row.organisation_id, row.activity][row.month] = row.reason
    return found


def _by_month(held: Sequence[tuple[date, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for day, meeting in held:
        found[day.month].append(meeting)
    return found
