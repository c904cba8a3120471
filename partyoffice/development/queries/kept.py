"""What is stored of people on the way, as a sheet of applicants is held against it: whole schools at once."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.queries.steps import all_days
from partyoffice.development.records import Booklet, Voucher, Wayfarer
from partyoffice.members.records import History
from partyoffice.members.rules import Fact


@dataclass(frozen=True, slots=True)
class Kept:
    """Days of steps, current vouchers by role, League and leaving facts, 志愿书, since when they are so."""

    days: dict[int, dict[int, Day]]
    vouchers: dict[tuple[int, str], tuple[str, ...]]
    wayfarers: dict[int, Wayfarer]
    booklets: dict[str, int | None]
    since: dict[int, Day | None]


def kept(session: Session) -> Kept:
    """Read it."""
    return Kept(
        all_days(session), _vouchers(session), _wayfarers(session), _booklets(session), _since(session)
    )


def _vouchers(session: Session) -> dict[tuple[int, str], tuple[str, ...]]:
    found: dict[tuple[int, str], tuple[str, ...]] = defaultdict(tuple)
    wanted = select(Voucher.person_id, Voucher.role, Voucher.name).where(Voucher.end.is_(None))
    for person, role, name in session.execute(wanted.order_by(Voucher.id)):
        found[person, role] += (name,)
    return found


def _wayfarers(session: Session) -> dict[int, Wayfarer]:
    return {one.person_id: one for one in session.execute(select(Wayfarer)).scalars()}


def _booklets(session: Session) -> dict[str, int | None]:
    return {row.number: row.person_id for row in session.execute(select(Booklet.number, Booklet.person_id))}


def _since(session: Session) -> dict[int, Day | None]:
    wanted = select(History.person_id, History.start).where(
        History.fact == str(Fact.CATEGORY), History.end.is_(None)
    )
    return {row.person_id: row.start for row in session.execute(wanted)}
