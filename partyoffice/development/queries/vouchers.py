"""Who vouches for whom, and what may stand against it on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding
from partyoffice.development.queries.steps import CHUNK, rule_settings
from partyoffice.development.records import Voucher
from partyoffice.development.rules import people
from partyoffice.development.rules.people import Punishment, punishments_of, unfit
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.records import Award
from partyoffice.members.rules import SUSPENDED, Category, edition_of, holds


@dataclass(frozen=True, slots=True)
class Vouching:
    """One row of who looks after whom, as it stands on a day."""

    id: int
    person_id: int
    role: str
    member_id: int | None
    name: str
    start: Day | None
    end: Day | None
    reason: str
    holds: bool
    judged: people.Voucher
    against: tuple[Finding, ...] = ()


def vouchings(session: Session, on: date, ids: Sequence[int] | None = None) -> list[Vouching]:
    """Return every row of the people asked for (all when None), oldest first; those that hold are judged."""
    rows = list(_rows(session, ids))
    known = standings(session, on, [row.member_id for row in rows if row.member_id is not None])
    settings, edition = rule_settings(session), edition_of(on)
    found = []
    for row in rows:
        now, judged = holds(row.start, row.end, on), _judged(row, known)
        against = unfit(row.role, judged, on, edition, settings) if now else ()
        found.append(
            Vouching(
                row.id, row.person_id, row.role, row.member_id, judged.name, row.start, row.end, row.reason,
                now, judged, tuple(against),
            )
        )  # fmt: skip
    return found


def _rows(session: Session, ids: Sequence[int] | None) -> Iterable[Voucher]:
    wanted = select(Voucher).order_by(Voucher.start, Voucher.id)
    if ids is None:
        return session.execute(wanted).scalars()
    parts = (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))
    return (
        row for part in parts for row in session.execute(wanted.where(Voucher.person_id.in_(part))).scalars()
    )


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """What of a member decides whether they may vouch: name, category of the day, punishments."""

    name: str
    category: str
    punishments: tuple[Punishment, ...]


def standings(session: Session, on: date, ids: Sequence[int]) -> dict[int, MemberStanding]:
    """Return how the members asked for stand on a day; whoever is not on the roster is said to be so."""
    wanted = list(dict.fromkeys(ids))
    rows = punishments_by_person(session, wanted)
    return {
        one.id: MemberStanding(one.name, _category(one), rows.get(one.id, ()))
        for one in everyone(session, on, columns=("name",), ids=wanted)
    }


def _category(one: Someone) -> str:
    if one.member or (one.present and one.status != SUSPENDED):
        return one.category
    return "停止党籍人员" if one.present else "不在册人员"


def punishments_by_person(session: Session, ids: Sequence[int]) -> dict[int, tuple[Punishment, ...]]:
    """Return the punishments on the cards of the people asked for."""
    found = defaultdict(list)
    for at in range(0, len(ids), CHUNK):
        wanted = select(Award.person_id, Award.kind, Award.name, Award.on)
        for row in session.execute(wanted.where(Award.person_id.in_(ids[at : at + CHUNK]))):
            found[row.person_id].append((row.kind, row.name, row.on))
    return {person: punishments_of(rows) for person, rows in found.items()}


def _judged(row: Voucher, known: Mapping[int, MemberStanding]) -> people.Voucher:
    """Return a row as the rules see it; somebody of another organization is taken as entered, 正式党员."""
    if row.member_id is None:
        return people.Voucher(-row.id, row.name, Category.FULL, (), row.relative)
    one = known.get(row.member_id)
    if one is None:
        return people.Voucher(row.member_id, row.name, "", (), row.relative)
    return people.Voucher(row.member_id, one.name, one.category, one.punishments, row.relative)


def looked_after(session: Session, member_id: int, on: date) -> list[Vouching]:
    """Return whom a member looks after and has looked after."""
    ids = session.execute(select(Voucher.person_id).where(Voucher.member_id == member_id)).scalars()
    mine = vouchings(session, on, list(dict.fromkeys(ids)))
    return [one for one in mine if one.member_id == member_id]
