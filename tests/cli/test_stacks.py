"""Papers of many people are read at once, and say what each would say alone."""

import pytest

from partyoffice import papers
from partyoffice.part import Asked
from partyoffice.store.office import Office

CODES = [code for code, paper in papers.known().items() if "member" in paper.needs and not paper.kept]


@pytest.mark.parametrize("code", CODES)
def test_read_together_each_says_what_it_says_alone(office, stopped_clock, code):
    paper, asked, ids = papers.find(code), Asked(stopped_clock), list(range(1, 13))
    with Office.open(office, writing=False) as opened:
        with opened.reading() as session:
            together = papers.fill(session, paper, ids, asked).filled
        for at, one in enumerate(ids):
            with opened.reading() as session:
                (alone,) = papers.fill(session, paper, [one], asked).filled
            assert together[at] == alone
