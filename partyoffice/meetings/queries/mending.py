"""Questions about 整改清单: the lines of a year, and what is still open of earlier ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.meetings.records import Rectification
from partyoffice.meetings.rules.following import days_over
from partyoffice.meetings.rules.life import Mending, mending
from partyoffice.organisation.queries import tree


@dataclass(frozen=True, slots=True)
class MendingRow:
    """One line of a 整改清单 as of a day."""

    item: Rectification
    body_name: str
    state: Mending
    late: int

    @property
    def id(self) -> int:
        """The line's id."""
        return self.item.id


def mendings(
    session: Session, on: date, year: int | None = None, bodies: Iterable[int] | None = None
) -> list[MendingRow]:
    """Return the lines of a year, what is still open of earlier ones before them; of some bodies or all."""
    wanted = select(Rectification)
    if year is not None:
        earlier = (Rectification.year < year) & Rectification.done.is_(None)
        wanted = wanted.where((Rectification.year == year) | earlier)
    if bodies is not None:
        wanted = wanted.where(Rectification.organisation_id.in_(list(bodies)))
    whole = tree(session)
    rows = session.execute(wanted.order_by(Rectification.year, Rectification.due, Rectification.id)).scalars()
    return [
        MendingRow(
            one, whole.name(one.organisation_id), mending(one.due, one.done, on),
            days_over(one.due, one.done, on),
        )
        for one in rows
    ]  # fmt: skip


def mending_years(session: Session) -> list[int]:
    """Return the years with a 整改清单, newest first."""
    return sorted(session.execute(select(Rectification.year).distinct()).scalars(), reverse=True)
