"""Questions about the plan and 双培: what was done by body and month, and the shares."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.queries.persons import Whom, whom
from partyoffice.development.records import Pairing, Quota, Step
from partyoffice.development.rules.plan import COUNTED, Compared, compare, share
from partyoffice.development.rules.profile import PAIRINGS
from partyoffice.members.queries import everyone
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact, holds
from partyoffice.organisation.queries import tree


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A body's year: its plan (None where none was set) against what was done, by what is counted."""

    organisation_id: int
    body: str
    quota: Quota | None
    lines: tuple[Compared, ...]
    months: Mapping[tuple[str, int], int] = field(default_factory=dict)  # by what is counted and month


def plan_of(session: Session, year: int) -> list[PlanLine]:
    """Return every body with a plan for the year, and the root; what hangs below counts in."""
    bodies = tree(session)
    quotas = {
        row.organisation_id: row for row in session.execute(select(Quota).where(Quota.year == year)).scalars()
    }
    done = _done(session, year)
    found = []
    for node in bodies.nodes.values():
        below = bodies.below(node.id)
        months = Counter((what, day.month) for what, body, day in done if body in below)
        if node.id in quotas or node.parent_id is None:
            found.append(_line(node.id, node.name, quotas.get(node.id), months))
    return found


def _line(body: int, name: str, quota: Quota | None, months: Counter[tuple[str, int]]) -> PlanLine:
    planned = {key: getattr(quota, key) for key in COUNTED.values()} if quota is not None else {}
    sums = Counter[str]()
    for (what, _), count in months.items():
        sums[what] += count
    return PlanLine(body, name, quota, compare(planned, sums), months)


def _done(session: Session, year: int) -> list[tuple[str, int | None, Day]]:
    """Return what was counted in a year: what, the branch of the person on that day, the day."""
    rows = session.execute(
        select(Step.person_id, Step.number, Step.on)
        .join(Person, Person.id == Step.person_id)
        .where(
            Step.number.in_(COUNTED), Step.open.is_(False), Person.binned.is_(None),
            Step.on >= Day(year, 1), Step.on < Day(year + 1, 1),
        )
    ).all()  # fmt: skip
    branches = _branches(session, {row.person_id for row in rows})
    return [
        (COUNTED[row.number], _held(branches.get(row.person_id, []), row.on.first), row.on)
        for row in rows
        if row.on is not None
    ]


Stretches = list[tuple[Day | None, Day | None, int | None]]


def _branches(session: Session, ids: set[int]) -> dict[int, Stretches]:
    found: dict[int, Stretches] = {}
    wanted = select(History.person_id, History.start, History.end, History.organisation_id)
    for row in session.execute(wanted.where(History.fact == Fact.BRANCH).order_by(History.id)):
        if row.person_id in ids:
            found.setdefault(row.person_id, []).append((row.start, row.end, row.organisation_id))
    return found


def _held(stretches: Stretches, on: date) -> int | None:
    return next((body for start, end, body in stretches if holds(start, end, on)), None)


# -- 双培 -------------------------------------------------------------------------------------


def pairings(session: Session) -> list[Pairing]:
    """Return every 双培, the running ones first, then by start."""
    rows = session.execute(select(Pairing).order_by(Pairing.start, Pairing.id)).scalars()
    return sorted(rows, key=lambda row: row.end is not None)


def pairing_shares(session: Session, on: date) -> dict[str, str]:
    """Return the figures of 双培 on a day: how many run and have ended, and the shares of both kinds."""
    people = [one for one in everyone(session, on, columns=("honour", "establishment")) if one.present]
    pillars = [one for one in people if one.card["honour"]]
    full = [one for one in people if one.member and one.category in {Category.FULL, Category.PROBATIONARY}]
    rows = pairings(session)
    counts = {
        kind: f"在培 {sum(row.kind == kind and row.end is None for row in rows)} 人，"
        f"已结束 {sum(row.kind == kind and row.end is not None for row in rows)} 人"
        for kind in PAIRINGS
    }
    return counts | {
        "骨干教师中的党员": share(sum(one.member for one in pillars), len(pillars)),
        "党员中的骨干教师": share(sum(bool(one.card["honour"]) for one in full), len(full)),
    }


@dataclass(frozen=True, slots=True)
class PairingRow:
    """One 双培 and whom it is about."""

    id: int
    person: Whom
    row: Pairing


def pairing_rows(session: Session, on: date) -> list[PairingRow]:
    """Return every 双培 with its person."""
    rows = pairings(session)
    people = whom(session, on, [row.person_id for row in rows])
    return [PairingRow(row.id, people[row.person_id], row) for row in rows if row.person_id in people]


def plan_years(session: Session, this: int) -> list[int]:
    """Return the years with a plan, this and the next one among them, newest first."""
    years = set(session.execute(select(Quota.year).distinct()).scalars())
    return sorted(years | {this, this + 1}, reverse=True)
