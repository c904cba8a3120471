"""Papers of many people are read at once, and say what each would say alone."""

import pytest

from partyoffice import papers
from partyoffice.core.errors import OfficeError
from partyoffice.part import Asked
from partyoffice.store.office import Office

# What is one paper about all of them is not one for each.
CODES = [
    code
    for code, paper in papers.known().items()
    if "member" in paper.needs and not paper.kept and not paper.gather
]


def alone(opened, paper, one, on):
    """What is printed for one person, with what the window proposes; nothing where it must not be made."""
    with opened.reading() as session:
        given = papers._own(session, paper, one, on) if paper.asks else {}
        try:
            return papers.fill(session, paper, [one], Asked(on, given)).filled
        except OfficeError:
            return []


@pytest.mark.parametrize("code", CODES)
def test_read_together_each_says_what_it_says_alone(office, stopped_clock, code):
    paper = papers.find(code)
    with Office.open(office, writing=False) as opened:
        each = {one: made for one in range(1, 13) if (made := alone(opened, paper, one, stopped_clock))}
        with opened.reading() as session:
            single = len(each) == 1 and paper.asks  # a single one was proposed its words before
            given = papers._own(session, paper, next(iter(each)), stopped_clock) if single else {}
            together = papers.fill(session, paper, list(each), Asked(stopped_clock, given)).filled
    assert together == [filled for made in each.values() for filled in made]
