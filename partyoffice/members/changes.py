"""增减: who came into the roster and who went out of it within a year, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.members.queries import Line, Someone, everyone, from_meeting, histories_by_person
from partyoffice.members.rules import MEMBERS, SUSPENDED, Category, Fact, category_on, holds


@dataclass(frozen=True, slots=True)
class Move:
    """One person's coming (``into``) or going, on the first day it shows."""

    person_id: int
    name: str
    on: date
    into: bool
    why: str
    branch: str


@dataclass(frozen=True, slots=True)
class Year:
    """上年底 + 增 − 减 = 年底 holds by construction; ``check`` says so."""

    year: int
    before: int
    moves: tuple[Move, ...]
    after: int

    @property
    def gained(self) -> list[Move]:
        """Who came."""
        return [move for move in self.moves if move.into]

    @property
    def lost(self) -> list[Move]:
        """Who went."""
        return [move for move in self.moves if not move.into]

    @property
    def closes(self) -> bool:
        """Whether the account closes."""
        return self.before + len(self.gained) - len(self.lost) == self.after


def member_on(
    rows: Iterable[Line], joined: Day | None, full: Day | None, on: date, *, early: bool = False
) -> bool:
    """Say from one person's history rows whether the roster of a day holds them.

    ``early`` counts a 预备党员 from the 支部大会 (setting [P]).
    """
    held: dict[str, Line] = {row.fact: row for row in rows if holds(row.start, row.end, on)}
    category, status = held.get(Fact.CATEGORY), held.get(Fact.STATUS)
    if Fact.PRESENCE not in held or category is None or (status is not None and status.value == SUSPENDED):
        return False
    now = category_on(category.value, category.start, joined, full, on, from_meeting=early)
    return now in MEMBERS


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom an account counts: the members of some bodies (None: of the school), early or not."""

    bodies: frozenset[int] | None
    early: bool

    def holds(self, one: Someone, rows: list[Line], on: date) -> bool:
        """Say whether the account holds somebody on a day."""
        return self.member(one, rows, on) and (self.bodies is None or _belongs(rows, self.bodies, on))

    def member(self, one: Someone, rows: list[Line], on: date) -> bool:
        """Say whether the school's roster of a day holds somebody."""
        return member_on(rows, one.card["joined"], one.card["full"], on, early=self.early)

    def move(self, one: Someone, rows: list[Line], on: date, *, into: bool) -> Move:
        """Return the coming or going that shows on a day."""
        before = on - timedelta(days=1)
        if self.member(one, rows, before) and self.member(one, rows, on):
            why = "校内调入" if into else "校内调出"
        else:
            why = _why(rows, on, into=into)
        return Move(one.id, one.name, on, into, why, _branch(rows, on if into else before))


def _belongs(rows: Iterable[Line], bodies: frozenset[int], on: date) -> bool:
    here = (row for row in rows if row.fact in {Fact.BRANCH, Fact.GROUP} and holds(row.start, row.end, on))
    return any(row.organisation_id in bodies for row in here)


def changes_in(session: Session, year: int, bodies: frozenset[int] | None = None) -> Year:
    """Return the account of a year from 1 January to 31 December, of the school or of some bodies."""
    rows, scope = histories_by_person(session), Scope(bodies, from_meeting(session))
    end = date(year, 12, 31)
    people = everyone(session, end, columns=("joined", "full"))
    before = after = 0
    moves: list[Move] = []
    for one in people:
        mine = rows.get(one.id, [])
        was = scope.holds(one, mine, date(year - 1, 12, 31))
        before += was
        for day in _turning_days(one, mine, year):
            now = scope.holds(one, mine, day)
            if now != was:
                moves.append(scope.move(one, mine, day, into=now))
                was = now
        after += was
    moves.sort(key=lambda move: (not move.into, move.on, move.person_id))
    return Year(year, before, tuple(moves), after)


def _turning_days(one: Someone, rows: Iterable[Line], year: int) -> list[date]:
    days = {day.first for row in rows for day in (row.start, row.end) if day is not None}
    days |= {day.first for day in (one.card["joined"], one.card["full"]) if day is not None}
    return sorted(day for day in days if day.year == year)


def _branch(rows: Iterable[Line], on: date) -> str:
    """Return the branch of that day, as it was called when the row was written."""
    return next((row.value for row in rows if row.fact == Fact.BRANCH and holds(row.start, row.end, on)), "")


def _why(rows: list[Line], on: date, *, into: bool) -> str:
    facts = (Fact.PRESENCE, Fact.CATEGORY, Fact.STATUS)
    begun = [row for row in rows if row.fact in facts and row.start is not None and row.start.first == on]
    ended = [row for row in rows if row.fact in facts and row.end is not None and row.end.first == on]
    if any(row.fact == Fact.STATUS for row in begun) and not any(
        row.fact == Fact.PRESENCE for row in (*begun, *ended)
    ):
        return "恢复党籍" if into else "停止党籍"
    if not into:
        return next((row.end_reason for row in ended if row.fact == Fact.PRESENCE), "") or "减少原因待补"
    if any(row.fact == Fact.CATEGORY and row.value == Category.PROBATIONARY for row in begun) and not any(
        row.fact == Fact.PRESENCE for row in begun
    ):
        return "发展党员"
    reason = next((row.reason for row in begun if row.fact == Fact.PRESENCE), "")
    return reason or ("发展党员" if not begun else "增加原因待补")
