"""Rosters of those on the way into the Party and of the year's new members."""

from typing import TYPE_CHECKING

from partyoffice.development.queries import days_of
from partyoffice.members.documents import roster
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.rules import Category
from partyoffice.part import Fact, Wish
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NEW_COLUMNS = (
    "name", "sex", "ethnicity", "birth", "education", "job", "applied", "activist_on", "candidate_on",
    "accepted",
    "approved", "sponsors", "joined", "note",
)  # fmt: skip
WAY_COLUMNS = (
    "name",
    "sex",
    "ethnicity",
    "birth",
    "education",
    "job",
    "applied",
    "activist_on",
    "candidate_on",
    "branch",
    "note",
)


def new_members(session: "Session", wish: Wish, facts: tuple[Fact, ...]) -> Document:
    """Return 年度新党员名册: whose 入党时间 lies in the year and who was approved by its end."""
    year = wish.year or wish.on.year
    approved = days_of(session, 17, [one.id for one in everyone(session, wish.on, columns=("joined",))])

    def keep(one: Someone) -> bool:
        joined, day = one.card["joined"], approved.get(one.id)
        inside = joined is not None and joined.year == year
        return inside and (one.member or (day is not None and day.first <= wish.on))

    return roster(session, wish, f"{year} 年度新党员名册", keep, facts, NEW_COLUMNS)


def of_category(
    category: Category, title: str, session: "Session", wish: Wish, facts: tuple[Fact, ...]
) -> Document:
    """Return the list of one stage of the way."""
    return roster(
        session, wish, title, lambda one: one.present and one.category == category, facts, WAY_COLUMNS
    )
