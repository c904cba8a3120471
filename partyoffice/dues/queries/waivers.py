"""Questions about 少交、免交: every request with its meeting, and the one a meeting may decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding
from partyoffice.dues.queries.ledger import accounts
from partyoffice.dues.records import Waiver
from partyoffice.dues.rules.ledger import Account
from partyoffice.dues.rules.months import month_of
from partyoffice.dues.rules.waivers import Progress, Request, check
from partyoffice.members.queries import Someone, everyone


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """One request with whose it is, how far it has come, what was set and what is to be said of it."""

    waiver: Waiver
    someone: Someone
    progress: Progress
    due: int | None
    findings: tuple[Finding, ...]

    @property
    def id(self) -> int:
        """The request."""
        return self.waiver.id

    @property
    def name(self) -> str:
        """The name."""
        return self.someone.name

    @property
    def request(self) -> Request:
        """The request as the rules see it."""
        return request_of(self.waiver)


def request_of(one: Waiver) -> Request:
    """Return a request as the rules see it."""
    return Request(one.start, one.end, one.amount, one.applied, one.studied, one.approved, one.refused)


def waivers(session: Session, on: date) -> list[WaiverRow]:
    """Return all requests, the newest first."""
    found = list(session.execute(select(Waiver).order_by(Waiver.start.desc(), Waiver.id.desc())).scalars())
    ids = sorted({one.person_id for one in found})
    people = {one.id: one for one in everyone(session, on, columns=("name",), ids=ids)}
    known = _accounts(session, found)
    return [_row(one, people[one.person_id], known, on) for one in found if one.person_id in people]


def _accounts(session: Session, found: Iterable[Waiver]) -> dict[int, Account]:
    months = [month_of(one.start) for one in found]
    if not months:
        return {}
    return accounts(session, range(min(months), max(months) + 1), {one.person_id for one in found})


def _row(one: Waiver, someone: Someone, known: dict[int, Account], on: date) -> WaiverRow:
    request = request_of(one)
    rate = known[one.person_id].rate(request.first) if one.person_id in known else None
    due = rate.due if rate is not None else None
    findings = () if request.refused is not None else tuple(check(request, due))
    return WaiverRow(one, someone, request.progress(on), due, findings)


def of_person(session: Session, person_id: int) -> list[Waiver]:
    """Return somebody's requests, the newest first."""
    wanted = select(Waiver).where(Waiver.person_id == person_id)
    return list(session.execute(wanted.order_by(Waiver.start.desc(), Waiver.id.desc())).scalars())


def pending(session: Session, person_id: int, on: date | None = None) -> Waiver | None:
    """Return the request a meeting may decide, the newest that is open; None for none.

    One studied on the day ``on`` of the meeting is meant before all others: it is the one decided then. One
    that was approved already but not studied is meant where none is open: its vote was put right.
    """
    found = [one for one in of_person(session, person_id) if one.refused is None]
    then = [one for one in found if on is not None and one.studied == Day.of(on)]
    left = then or [one for one in found if _open(one)] or [one for one in found if one.studied is None]
    return next(iter(left), None)


def all_pending(session: Session) -> list[Waiver]:
    """Return every request that is still to be decided, the oldest first."""
    return [one for one in session.execute(select(Waiver).order_by(Waiver.id)).scalars() if _open(one)]


def _open(one: Waiver) -> bool:
    return one.approved is None and one.refused is None


def decided_by(session: Session, item_id: int) -> Waiver | None:
    """Return the request an item of the minutes decided."""
    return session.execute(select(Waiver).where(Waiver.item_id == item_id)).scalars().first()
