"""Table of contents of 换届选举: elections, their ballots, and the committees that came of them."""

from collections.abc import Sequence
from typing import Any

from partyoffice.elections import checks, documents, home, sample
from partyoffice.elections.papers import ballots, letters, people, sheets
from partyoffice.elections.records import BASE, Ballot, Election, Nominee
from partyoffice.elections.seek import SEEK
from partyoffice.part import Paper, Part


def _page(desk: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.elections.page.views import elections_page

    return elections_page(desk)


def _views() -> Sequence[Any]:
    from partyoffice.elections.page.views import VIEWS

    return VIEWS


def _by_code(one: Paper) -> str:
    return one.code


PAPERS = tuple(sorted((*letters.PAPERS, *people.PAPERS, *ballots.PAPERS, *sheets.PAPERS), key=_by_code))
ELECTIONS = Part(
    "elections",
    "换届选举",
    records=(Election, Ballot, Nominee),
    settings=(BASE,),
    papers=PAPERS,
    rosters=documents.ROSTERS,
    checks=(checks.check_elections, checks.check_committees),
    due=(home.due,),
    numbers=home.numbers,
    seek=(SEEK,),
    page=_page,
    views=_views,
    sample=sample.invent,
    group="组织与换届",
)
