"""Leading groups, who sits in them, and the lines of responsibility lists."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding
from partyoffice.members.queries import everyone
from partyoffice.organisation.queries import tree
from partyoffice.plans.records import LeadingGroup, Responsibility, Seat
from partyoffice.plans.rules.tasks import judge_group

ROLES = ("组长", "副组长", "成员", "办公室主任", "办公室成员")


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat with its group; ``here`` says whether who sits in it is on the books, or never was."""

    id: int
    seat: Seat
    group: LeadingGroup
    body: str
    here: bool

    @property
    def holds(self) -> bool:
        """Whether it is held now: neither the seat nor the group has ended."""
        return self.seat.end is None and self.group.ended is None

    @property
    def state(self) -> str:
        """在任, 已不在册 or 已退出."""
        return "已退出" if not self.holds else "在任" if self.here else "已不在册"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One leading group with those who sit in it now."""

    id: int
    group: LeadingGroup
    body: str
    seats: tuple[SeatRow, ...]
    findings: tuple[Finding, ...]

    @property
    def state(self) -> str:
        """在运行 or 已撤销."""
        return "在运行" if self.group.ended is None else "已撤销"

    def named(self, role: str) -> str:
        """Return who sits in a role."""
        return "、".join(one.seat.name for one in self.seats if one.seat.role == role)


def seat_rows(session: Session, on: date, group: int | None = None) -> list[SeatRow]:
    """Return the seats of all groups or of one, in their order; who left stands behind."""
    wanted = select(Seat, LeadingGroup).join(LeadingGroup, LeadingGroup.id == Seat.group_id)
    if group is not None:
        wanted = wanted.where(LeadingGroup.id == group)
    found = session.execute(wanted.order_by(LeadingGroup.id, Seat.end.is_not(None), Seat.place, Seat.id))
    rows = [(seat, owner) for seat, owner in found]
    here = _present(session, on, [seat.person_id for seat, _owner in rows if seat.person_id])
    bodies = tree(session)
    return [
        SeatRow(
            seat.id, seat, owner, bodies.name(owner.organisation_id),
            seat.person_id is None or seat.person_id in here,
        )
        for seat, owner in rows
    ]  # fmt: skip


def _present(session: Session, on: date, ids: Sequence[int]) -> set[int]:
    if not ids:
        return set()
    return {one.id for one in everyone(session, on, columns=("name",), ids=sorted(set(ids))) if one.present}


def group_rows(session: Session, on: date) -> list[GroupRow]:
    """Return every leading group, those that were dissolved last."""
    seats = defaultdict[int, list[SeatRow]](list)
    for row in seat_rows(session, on):
        if row.seat.end is None:
            seats[row.group.id].append(row)
    wanted = select(LeadingGroup).order_by(LeadingGroup.ended.is_not(None), LeadingGroup.id)
    bodies = tree(session)
    return [
        GroupRow(
            one.id, one, bodies.name(one.organisation_id), tuple(seats[one.id]), _judged(one, seats[one.id])
        )
        for one in session.execute(wanted).scalars()
    ]


def _judged(group: LeadingGroup, seats: Sequence[SeatRow]) -> tuple[Finding, ...]:
    if group.ended is not None:
        return ()
    return tuple(judge_group((one.seat.role, one.seat.name, one.here) for one in seats))


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a responsibility list."""

    id: int
    line: Responsibility
    body: str
    group: str


def line_rows(session: Session, year: int | None = None) -> list[LineRow]:
    """Return the lines of all years or of one: by year, the newest first, body, whose, and their order."""
    wanted = select(Responsibility, LeadingGroup.name).join(
        LeadingGroup, LeadingGroup.id == Responsibility.group_id, isouter=True
    )
    if year is not None:
        wanted = wanted.where(Responsibility.year == year)
    bodies = tree(session)
    found = [
        LineRow(one.id, one, bodies.name(one.organisation_id), group or "")
        for one, group in session.execute(wanted.order_by(Responsibility.place, Responsibility.id))
    ]
    first = {(row.line.year, row.line.organisation_id, row.line.whose): row.id for row in reversed(found)}

    def order(row: LineRow) -> tuple[int, int, int, int]:
        one = row.line
        whose = first[one.year, one.organisation_id, one.whose]
        return -one.year, bodies.position(one.organisation_id), whose, one.place

    return sorted(found, key=order)


def line_years(session: Session) -> list[int]:
    """Return the years that have a list, the newest first."""
    wanted = select(Responsibility.year).distinct().order_by(Responsibility.year.desc())
    return list(session.execute(wanted).scalars())


def group_named(session: Session, body: int, name: str) -> LeadingGroup | None:
    """Return a body's leading group by its name; without one the first that was not dissolved."""
    wanted = select(LeadingGroup).where(LeadingGroup.organisation_id == body)
    wanted = wanted.where(LeadingGroup.name == name if name else LeadingGroup.ended.is_(None))
    wanted = wanted.order_by(LeadingGroup.ended.is_not(None), LeadingGroup.id)
    return session.execute(wanted).scalars().first()
