"""Questions about 大额党费、特殊党费 and 捐款: who gave what, and what became of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.dues.records import Donation, Gift
from partyoffice.dues.rules.giving import LARGE_LEAST, Standing, standing
from partyoffice.members.queries import everyone
from partyoffice.members.rules import MEMBERS
from partyoffice.organisation.queries import tree

PROFILE = ("name", "sex", "ethnicity", "birth", "education", "joined", "title_name", "admin_post")


@dataclass(frozen=True, slots=True)
class GiftRow:
    """One gift as lists and papers show it; ``branch`` and ``category`` are those of its day."""

    gift: Gift
    name: str
    branch: str
    branch_id: int | None
    category: str

    @property
    def id(self) -> int:
        """The id of the record."""
        return self.gift.id

    @property
    def standing(self) -> Standing:
        """How far it is on its way."""
        return standing(self.gift.passed_on, self.gift.receipt, self.gift.receipt_given)

    @property
    def outside(self) -> bool:
        """Whether the giver was known and no member on that day."""
        return bool(self.category) and self.category not in MEMBERS


@dataclass(frozen=True, slots=True)
class DonationRow:
    """One donation; ``event`` tells of how many givers its event has, and what they gave together."""

    donation: Donation
    givers: int
    together: int

    @property
    def id(self) -> int:
        """The id of the record."""
        return self.donation.id


def gifts(session: Session, year: int | None = None, branch: int | None = None) -> list[GiftRow]:
    """Return the gifts of a year, or all, the newest first; ``branch`` takes in what hangs below it."""
    found = [
        one
        for one in session.execute(select(Gift).order_by(Gift.on.desc(), Gift.id.desc())).scalars()
        if year is None or one.on.year == year
    ]
    rows = [one for day in {gift.on for gift in found} for one in _of_day(session, day, found)]
    if branch is not None:
        below = tree(session).below(branch)
        rows = [one for one in rows if one.branch_id in below]
    places = {one.id: at for at, one in enumerate(found)}
    return sorted(rows, key=lambda one: places[one.id])


def _of_day(session: Session, day: Day, found: Sequence[Gift]) -> list[GiftRow]:
    mine = [one for one in found if one.on == day]
    ids = [one.person_id for one in mine]
    people = {one.id: one for one in everyone(session, day.last, columns=("name",), ids=ids)}
    return [
        GiftRow(one, who.name, who.branch, who.branch_id, who.category)
        for one in mine
        if (who := people.get(one.person_id)) is not None
    ]


def profile_of(session: Session, person_id: int, on: date) -> str:
    """Return somebody in a line, as the roster knows them: what goes up with a 大额党费 (第十一条)."""
    found = everyone(session, on, columns=PROFILE, ids=[person_id])
    if not found:
        return ""
    one, card = found[0], found[0].card
    born = f"{card['birth'].year}年{card['birth'].month}月出生" if card["birth"] else ""
    joined = f"{card['joined'].year}年{card['joined'].month}月入党" if card["joined"] else ""
    parts = (card["sex"], card["ethnicity"], born, card["education"], joined, card["title_name"])
    told = "，".join(filter(None, (*parts, card["admin_post"], one.branch)))
    return f"{told}。" if told else ""


def gift_years(session: Session) -> list[int]:
    """Return the years there are gifts of, the newest first, this year among them."""
    return _years(session.execute(select(Gift.on)).scalars().all())


def waiting_gifts(session: Session) -> list[GiftRow]:
    """Return the gifts that were not sent up yet, the oldest first."""
    return [one for one in gifts(session) if one.standing is Standing.AT_HAND][::-1]


def gave_much(session: Session, year: int, people: Collection[int] | None = None) -> frozenset[int]:
    """Return who once gave 1000 yuan or more in a year."""
    wanted = select(Gift.person_id, Gift.on).where(Gift.amount >= LARGE_LEAST)
    return frozenset(
        person
        for person, on in session.execute(wanted)
        if on.year == year and (people is None or person in people)
    )


def donations(session: Session, year: int | None = None) -> list[DonationRow]:
    """Return the donations of a year, or all, the newest first."""
    found = [
        one
        for one in session.execute(select(Donation).order_by(Donation.on.desc(), Donation.id)).scalars()
        if year is None or one.on.year == year
    ]
    sums = defaultdict[str, list[int]](list)
    for one in found:
        sums[one.event].append(one.amount)
    return [DonationRow(one, len(sums[one.event]), sum(sums[one.event])) for one in found]


def donation_years(session: Session) -> list[int]:
    """Return the years there are donations of, the newest first, this year among them."""
    return _years(session.execute(select(Donation.on)).scalars().all())


def newest_event(session: Session) -> str:
    """Return the event of the donation entered last, which the next one is proposed to belong to."""
    last = select(Donation.event).where(Donation.id == select(func.max(Donation.id)).scalar_subquery())
    return session.execute(last).scalar() or ""


def _years(days: Sequence[Day]) -> list[int]:
    return sorted({*(one.year for one in days), clock.today().year}, reverse=True)
