"""Who pays otherwise than each month in person, and from which month to which."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.dues.queries.places import placed
from partyoffice.dues.records import Arrangement, Liability
from partyoffice.dues.rules.months import Month, day_of, month_of
from partyoffice.dues.rules.words import Bound
from partyoffice.members.queries import Someone


def arranged(
    session: Session, month: Month, people: Collection[int] | None = None
) -> dict[int, list[Arrangement]]:
    """Return what is agreed for a month by person, of some people or of everybody."""
    found, day = defaultdict(list), day_of(month)
    wanted = select(Arrangement).where(
        Arrangement.start <= day, or_(Arrangement.end.is_(None), Arrangement.end >= day)
    )
    for one in session.execute(wanted.order_by(Arrangement.id)).scalars():
        if people is None or one.person_id in people:
            found[one.person_id].append(one)
    return dict(found)


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """What is agreed of somebody's dues, or what a letter says of their first or last month."""

    record: Arrangement | Liability
    someone: Someone
    running: bool

    @property
    def id(self) -> int:
        """The id of the record; below nothing for what a letter says."""
        return -self.record.id if self.letter else self.record.id

    @property
    def letter(self) -> bool:
        """Whether it is 交纳起止."""
        return isinstance(self.record, Liability)

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.someone.name

    @property
    def plan(self) -> str:
        """What it is, in a word."""
        return self.record.bound if isinstance(self.record, Liability) else self.record.plan

    @property
    def start(self) -> Day | None:
        """The first month; of 止交 there is none."""
        if isinstance(self.record, Liability):
            return self.record.month if self.record.bound == Bound.FIRST else None
        return self.record.start

    @property
    def end(self) -> Day | None:
        """The last month, where there is one."""
        if isinstance(self.record, Liability):
            return self.record.month if self.record.bound == Bound.LAST else None
        return self.record.end

    @property
    def who(self) -> str:
        """Who pays instead, or where, or by which letter."""
        if isinstance(self.record, Liability):
            return self.record.evidence
        return self.record.payer or self.record.place

    @property
    def on(self) -> Day | None:
        """The day the branch agreed, or of the arrival or leaving."""
        return self.record.on if isinstance(self.record, Liability) else self.record.consented

    @property
    def reason(self) -> str:
        """Why it was agreed."""
        return "" if isinstance(self.record, Liability) else self.record.reason

    def label(self) -> str:
        """Return 林知夏 按季交纳."""
        return f"{self.name} {self.plan}"


def agreed(session: Session) -> list[AgreedRow]:
    """Return all that is agreed and all that letters say, the newest first."""
    people, now = placed(session, clock.today()), month_of(clock.today())
    kept: list[Arrangement | Liability] = [
        *session.execute(
            select(Arrangement).order_by(Arrangement.start.desc(), Arrangement.id.desc())
        ).scalars(),
        *session.execute(select(Liability).order_by(Liability.on.desc(), Liability.id.desc())).scalars(),
    ]
    return [
        AgreedRow(one, people[one.person_id], isinstance(one, Liability) or _runs(one, now))
        for one in kept
        if one.person_id in people
    ]


def _runs(one: Arrangement, now: Month) -> bool:
    return one.end is None or month_of(one.end) >= now
