"""The invented dues: every state of a month is there, the money agrees, and what is wrong was put in once."""

import shutil
from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.dues.checks import CHECKS
from partyoffice.dues.queries.ledger import read_year
from partyoffice.dues.queries.money import book_years, faults, read_book
from partyoffice.dues.queries.remitting import periods
from partyoffice.dues.records import Closing, Handover, Payment
from partyoffice.dues.rules.balance import below_nothing
from partyoffice.dues.rules.ledger import State
from partyoffice.making import make_sample
from partyoffice.store.office import Office

ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def school(blank, tmp_path_factory):
    path = shutil.copyfile(blank, tmp_path_factory.mktemp("sample") / "青禾中学.dangwu")
    with clock.stopped(ON), Office.open(path) as office:
        make_sample(office, 60, 3)
        office.first_seq = office.last_seq
        with office.reading() as session:
            yield session


def test_a_year_has_every_state_and_nobody_paid_in_the_future_or_too_much(school):
    ledger = read_year(school, ON.year, ON)
    cells = [cell for row in ledger.rows for cell in row.cells]
    assert {cell.state for cell in cells} >= set(State) - {State.NONE}
    assert all(cell.paid <= cell.due for cell in cells if cell.due is not None)
    assert all(one.on.first <= ON for one in school.query(Payment).all())


def test_the_money_agrees_and_never_falls_below_nothing(school):
    assert faults(school, ON) == []
    lines = [line for year in book_years(school, ON) for line in read_book(school, year).lines]
    assert lines
    assert not any(below_nothing(line.balance) for line in lines)
    [handover] = school.query(Handover).all()
    assert (handover.cash, handover.bank) == (handover.cash_book, handover.bank_book)
    assert [one.period for one in school.query(Closing).order_by(Closing.id)][:2] == ["2025", "2026-01"]


def test_what_was_sent_up_this_year_tells_of_how_many_and_how_it_was_reckoned(school):
    rows = [one for one in periods(school, ON.year, ON) if one.entry is not None]
    assert len(rows) == 3
    assert all(one.figures is not None and one.figures.members > 20 for one in rows)
    assert all(one.reckoned == one.entry.amount for one in rows)
    assert {one.told.split(" ")[0] for one in rows} == {"本期实缴"}


def test_only_one_use_that_nobody_decided_is_found(school):
    with clock.stopped(ON):
        found = [one for check in CHECKS for one in check(school, ON)]
    assert [one.code for one in found] == ["dues-undecided"]
