"""A year of organisation life: the meetings of a body, and how often each kind was held."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, cast, func, or_, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.meetings.records import COUNTED_TWICE, CUSTOMS, LIFE_PREFIX, AgendaItem, Explanation, Meeting
from partyoffice.meetings.rules.frequency import (
    OF_SCHOOL,
    Activity,
    Cell,
    Custom,
    Frequency,
    Seen,
    counts_for,
    frequencies,
    year_row,
)
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.meetings.rules.writing import days_late
from partyoffice.members.records import History
from partyoffice.members.rules import Fact
from partyoffice.organisation.queries import Tree, tree
from partyoffice.organisation.records import HAS_COMMITTEE, Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings

GROUPS, ACTIVITIES, KINDS = frozenset({Activity.GROUP}), frozenset(Activity), tuple(Activity)
YES = frozenset({"是", True})
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


def first_on_record(session: Session) -> date | None:
    """Return the day of the first meeting on record: before it nobody kept minutes here."""
    day = session.execute(select(func.min(Meeting.on))).scalar()
    return day.first if day is not None else None


# -- how often -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting in the year's table: the month it counts in, and whether by 计入 alone."""

    id: int
    on: Day
    month: int
    title: str
    state: str
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of one body in the year's table."""

    body: int
    name: str
    frequency: Frequency
    cells: Sequence[Cell]
    held: Sequence[Held] = ()

    @property
    def id(self) -> int:
        """A number of its own for each kind of each body, the same in every year."""
        return self.body * 100 + KINDS.index(self.activity)

    @property
    def activity(self) -> Activity:
        """The kind."""
        return self.frequency.activity

    @property
    def days(self) -> Mapping[int, Sequence[int]]:
        """The meetings by month, for the way to them."""
        found: dict[int, list[int]] = defaultdict(list)
        for one in self.held:
            found[one.month].append(one.id)
        return found

    def cell(self, month: int) -> Cell:
        """Return the span that holds a month."""
        return next(one for one in self.cells if month in one.months)

    def within(self, months: Collection[int]) -> list[Held]:
        """Return the meetings of some months."""
        return [one for one in self.held if one.month in months]


def custom_of(session: Session) -> Custom:
    """Return what the office settled about how often it meets; an answer left empty is the usual one."""
    stored = settings.get_all(session, (*CUSTOMS, COUNTED_TWICE))
    values: dict[str, Any] = {}
    for one in CUSTOMS:
        value = stored[one.key]
        known = not one.choices or value in one.choices
        values[one.key.removeprefix(LIFE_PREFIX)] = (value or "") if known else one.default
    for key in ("window_from", "window_until"):
        values[key] = int(values[key])
    return Custom(**values, several=stored[COUNTED_TWICE.key] is True)


def year_table(session: Session, year: int, on: date) -> list[Row]:
    """Return how often each body held what it is asked for in a year, each branch before its groups."""
    custom = custom_of(session)
    held, reasons = _held(session, year, on, custom), _reasons(session, year)
    committees = committees_of(session, year)
    found = []
    for one in _bodies(session, year):
        seen = Seen(year, on, one.founded, one.ended, custom)
        asked = [each for each in frequencies(custom) if _asked(each.activity, one, committees)]
        found += [_row(one, each, held[one.id, each.activity], seen, reasons) for each in asked]
    return found


Reasons = Mapping[tuple[int, str], Mapping[int, str]]


def _row(
    one: "_Body", frequency: Frequency, held: Sequence[tuple[date, Held]], seen: Seen, reasons: Reasons
) -> Row:
    told = reasons.get((one.id, frequency.activity), {})
    cells = year_row(frequency, [day for day, _ in held], seen, told)
    return Row(one.id, one.name, frequency, cells, tuple(each for _, each in held))


@dataclass(frozen=True, slots=True)
class _Body:
    """A body of the year: its name among the others, its kind, how long it lived."""

    id: int
    name: str
    kind: OrgKind
    founded: date = date.min
    ended: date = date.max


def _bodies(session: Session, year: int) -> list[_Body]:
    """Return the bodies that lived in a year: the school's own, then each branch with its groups."""
    whole, lives = tree(session), lives_of(session)
    branches = whole.of_kind(OrgKind.BRANCH)
    nodes = [one for one in whole.roots if one.kind is not OrgKind.BRANCH]
    for branch in branches:
        nodes += [branch, *(one for one in whole.children(branch.id) if one.kind is OrgKind.GROUP)]
    found = [_Body(node.id, name_among(whole, node.id), node.kind, *lives[node.id]) for node in nodes]
    return [one for one in found if one.founded.year <= year and one.ended.year >= year]


def name_among(whole: Tree, org: int) -> str:
    """Return a body's name as lists of several bodies tell it: a group with its branch, if there are several.

    Lists cut a long name short at its end: the group, which tells the rows apart, stands first.
    """
    node = whole.nodes[org]
    several = node.kind is OrgKind.GROUP and len(whole.of_kind(OrgKind.BRANCH)) > 1
    return f"{node.name}·{whole.name(node.parent_id)}" if several else node.name


def lives_of(session: Session) -> Mapping[int, tuple[date, date]]:
    """Return from when until when each body lived."""
    rows = session.execute(select(Organisation.id, Organisation.founded, Organisation.ended))
    return {
        row.id: (
            row.founded.first if row.founded else date.min, row.ended.first if row.ended else date.max
        )
        for row in rows
    }  # fmt: skip


def committees_of(session: Session, year: int) -> Mapping[int, bool]:
    """Return of the branches whose posts of a year are known whether a 委员 is among them.

    Empty where the school has no 支委会 at all, so that none is asked for.
    """
    if settings.get(session, HAS_COMMITTEE) not in YES:
        return defaultdict(bool)
    rows = session.execute(
        select(History.organisation_id, History.value).where(
            History.fact == Fact.POST,
            or_(History.start.is_(None), History.start < Day(year + 1, 1)),
            or_(History.end.is_(None), History.end > Day(year, 1)),
        )
    )
    found: dict[int, bool] = defaultdict(lambda: True)
    known: dict[int, list[str]] = defaultdict(list)
    for body, post in rows:
        known[body or 0].append(post)
    found.update({body: any("委员" in post for post in posts) for body, posts in known.items()})
    return found


def _asked(activity: Activity, one: _Body, committees: Mapping[int, bool]) -> bool:
    """Say whether a body is asked for an activity; a branch without 支委会 holds none."""
    if activity in OF_SCHOOL:
        return one.kind not in {OrgKind.BRANCH, OrgKind.GROUP}
    if one.kind is OrgKind.GROUP or activity in GROUPS:
        return one.kind is OrgKind.GROUP and activity in GROUPS
    if one.kind is not OrgKind.BRANCH:
        return False
    return activity is not Activity.COMMITTEE or committees[one.id]


def _held(
    session: Session, year: int, on: date, custom: Custom
) -> Mapping[tuple[int, str], list[tuple[date, Held]]]:
    """Return the days each kind was held on, as held and as counted (计入), with the meeting."""
    found: dict[tuple[int, str], list[tuple[date, Held]]] = defaultdict(list)
    wanted = select(
        Meeting.id, Meeting.organisation_id, Meeting.kind, Meeting.on, Meeting.year, Meeting.counted_as,
        Meeting.number, Meeting.subject, Meeting.state,
    ).where(
        Meeting.on >= Day(year, 1, 1), Meeting.on < Day(year + 1, 12, 31), Meeting.on <= Day.of(on)
    )  # fmt: skip
    for row in session.execute(wanted.order_by(Meeting.on, Meeting.id)):
        others = row.counted_as if custom.several else ()
        for kind in dict.fromkeys((row.kind, *others)):
            answers = counts_for(Activity(kind), row.on.first, row.year) if kind in ACTIVITIES else 0
            if answers == year:
                day, title = _within(row.on.first, year), title_of(row.kind, row.number, row.subject)
                one = Held(row.id, row.on, day.month, title, row.state, kind != row.kind)
                found[row.organisation_id, kind].append((day, one))
    return found


def _within(day: date, year: int) -> date:
    """Return a day of the year a meeting answers for: one held in the next spring counts at its end."""
    return day if day.year == year else date(year, 12, 31)


def _reasons(session: Session, year: int) -> Reasons:
    found: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for row in session.execute(select(Explanation).where(Explanation.year == year)).scalars():
        found[row.organisation_id, row.activity][row.month] = row.reason
    return found
