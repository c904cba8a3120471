"""Table of contents of people: what the rest of the program reads."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.members import checks, documents, home, sample
from partyoffice.members.calculations import CALCULATIONS
from partyoffice.members.columns import COLUMNS, DEFAULT
from partyoffice.members.importer import RosterImporter
from partyoffice.members.ordering import ORDERS
from partyoffice.members.papers import PAPERS
from partyoffice.members.queries import Someone
from partyoffice.members.records import (
    COUNTED_FROM,
    Award,
    Experience,
    History,
    Person,
    Relative,
    SealedRoster,
)
from partyoffice.members.rules import Category
from partyoffice.members.seek import SEEK
from partyoffice.part import Fact, Part, Roster, Wish
from partyoffice.reports.document import Document


def _of_category(
    title: str, category: Category, facts: tuple[Fact, ...]
) -> Callable[[Session, Wish], Document]:
    def build(session: Session, wish: Wish) -> Document:
        return documents.roster(
            session, wish, title, lambda one: one.member and one.category == category, facts
        )

    return build


FLOATING = (
    "name",
    "sex",
    "birth",
    "joined",
    "full",
    "category",
    "branch",
    "floating",
    "floated_from",
    "phone",
    "note",
)


def _floating(facts: tuple[Fact, ...]) -> Callable[[Session, Wish], Document]:
    def build(session: Session, wish: Wish) -> Document:
        def keep(one: Someone) -> bool:
            return one.member and one.card["floating"] == "是"

        return documents.roster(session, wish, "流动党员名册", keep, facts, FLOATING)

    return build


def _page(*given: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.members.page.roster import RosterPage

    return RosterPage(*given)


def _commands(page: Any) -> Sequence[Any]:  # noqa: ANN401 -- the page, which only the window knows
    from partyoffice.members.page.commands import commands

    return commands(page)


def members_part(facts: tuple[Fact, ...]) -> Part:
    """Return the part; ``facts`` are what the parts above keep of people."""
    catalogue = (*(column.field for column in COLUMNS.values()), *(fact.field for fact in facts))

    def roster(
        code: str, title: str, build: Callable[[Session, Wish], Document], *, yearly: bool = False
    ) -> Roster:
        return Roster(code, title, build, catalogue, DEFAULT, yearly=yearly, orders=ORDERS)

    return Part(
        "members",
        "党员名册",
        records=(Person, History, Experience, Relative, Award, SealedRoster),
        settings=(COUNTED_FROM,),
        facts=(),
        rosters=(
            roster("members", "党员花名册", partial(documents.members, facts=facts), yearly=True),
            roster("formal", "正式党员名册", _of_category("正式党员名册", Category.FULL, facts)),
            roster("floating", "流动党员名册", _floating(facts)),
            Roster("changes", "党员增减变动表", documents.changes, (), (), yearly=True),
            Roster("bodies", "支部、委员名单", documents.bodies, (), ()),
        ),
        papers=PAPERS,
        importers=(RosterImporter(facts),),
        calculations=CALCULATIONS,
        checks=(checks.check_people,),
        due=(home.due,),
        numbers=home.numbers,
        year=home.year,
        seek=(SEEK,),
        sample=sample.invent,
        page=_page,
        commands=_commands,
    )
