"""Whom a row of a register is about, as its list shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.members.queries import Someone, everyone
from partyoffice.members.rules import Category

WAY = (Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE, Category.PROBATIONARY)


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody as lists name them: the category and branch of the day, both empty for who has left."""

    id: int
    name: str
    category: str = ""
    branch: str = ""
    branch_id: int | None = None
    present: bool = False


NOBODY = Whom(0, "")


def whom(session: Session, on: date, ids: Iterable[int | None]) -> dict[int, Whom]:
    """Return the people asked for by id; who lies in the bin is left out."""
    wanted = sorted({one for one in ids if one})
    return {one.id: whom_of(one) for one in everyone(session, on, columns=("name",), ids=wanted)}


def whom_of(one: Someone) -> Whom:
    """Return somebody as lists name them."""
    category = one.category if one.present else ""
    return Whom(one.id, one.name, category, one.branch, one.branch_id, one.present)
