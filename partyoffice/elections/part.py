"""Table of contents of 换届选举: elections, their ballots, and the committees that came of them."""

from typing import Any

from partyoffice.elections import checks, documents, home, sample
from partyoffice.elections.records import BASE, Ballot, Election, Nominee
from partyoffice.elections.seek import SEEK
from partyoffice.part import Part


def _page(desk: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.elections.page.views import elections_page

    return elections_page(desk)


ELECTIONS = Part(
    "elections",
    "换届选举",
    records=(Election, Ballot, Nominee),
    settings=(BASE,),
    rosters=documents.ROSTERS,
    checks=(checks.check_elections, checks.check_committees),
    due=(home.due,),
    numbers=home.numbers,
    seek=(SEEK,),
    page=_page,
    sample=sample.invent,
    group="组织与换届",
)
