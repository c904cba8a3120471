"""Counts of months and years: who paid in time, less, late; the rate; what the statistics ask."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.dues.actions.collect import pay
from partyoffice.dues.actions.giving import receive_gift
from partyoffice.dues.documents.counts_list import counts_list
from partyoffice.dues.queries.yearly import count, count_year
from partyoffice.dues.records import Waiver
from partyoffice.dues.rules.ledger import Account, Now, Paid, Rate, Relief
from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import month, year_months
from partyoffice.dues.rules.tally import share, tally
from partyoffice.organisation.actions import ensure_branch
from partyoffice.part import Wish
from partyoffice.reports.document import as_text

JAN, MAR = month(2026, 1), month(2026, 3)
MONTHS = range(JAN, MAR + 1)
EVER = (Span(None, None),)
NOW = Now(MAR, collected=True)
ON = date(2026, 11, 20)


def account(person, *paid, relief=None, rated=True, spans=EVER, quarters=(), elsewhere=False):
    """Pay so much of January, February, March, each in its own month (a pair says in which)."""
    given = {}
    for at, one in enumerate(paid):
        amount, last = one if isinstance(one, tuple) else (one, JAN + at)
        if amount is not None:
            given[JAN + at] = Paid(amount, last, elsewhere)
    rates = [Rate(1, JAN, MAR + 9, 2000)] if rated else []
    reliefs = [] if relief is None else [Relief(1, JAN, JAN, relief)]
    return Account(person, spans, rates, reliefs, quarters, given)


def test_everybody_is_counted_where_they_belong():
    found = tally(
        [
            account(1, 2000, 2000, 2000),
            account(2, 2000, 2000),
            account(3, 2000, (2000, MAR), 2000),
            account(4, 500, 2000, 2000, relief=500),
            account(5, None, 2000, 2000, relief=0),
            account(6, rated=False),
            account(7, 0, 0, 0, elsewhere=True, relief=0),
            account(8, 2500, 2000, 2000),
            account(9, spans=()),
            account(10, None, None, 100, spans=(), relief=0),
        ],
        MONTHS, NOW,
    )  # fmt: skip
    assert found.people == {1, 2, 3, 4, 5, 6, 7, 8}
    assert found.on_time == {1, 7, 8}
    assert (found.reduced, found.waived, found.unset) == ({4}, {5}, {6})
    assert found.behind == {2, 3}
    assert found.settled == {1, 3, 4, 5, 7, 8}
    assert found.due == 6000 * 4 + 4500 + 4000
    assert found.paid == 6000 + 4000 + 6000 + 4500 + 4000 + 6500 + 100
    assert found.covered == found.due - 2000
    assert found.rate == "93.8%"


def test_months_still_open_are_neither_late_nor_in_time_and_months_to_come_are_left_out():
    found = tally([account(1, 2000, 2000)], year_months(2026), Now(MAR, collected=False))
    assert (list(found.months), found.due, found.people) == (list(MONTHS), 6000, {1})
    assert found.on_time == found.behind == found.settled == set()
    quarter = (Span(JAN, MAR),)
    assert tally([account(1, quarters=quarter)], MONTHS, NOW).behind == set()


def test_a_relief_of_more_than_was_owed_relieves_of_nothing():
    assert tally([account(1, 2000, 2000, 2000, relief=2000)], MONTHS, NOW).on_time == {1}


@pytest.mark.parametrize(
    ("covered", "due", "said"),
    [(0, 0, ""), (0, 5, "0%"), (5, 5, "100%"), (99_999, 100_000, "99.9%"), (1, 3, "33.3%"), (1, 2, "50%")],
)
def test_a_share_is_rounded_down_and_whole_only_where_all_was_paid(covered, due, said):
    assert share(covered, due) == said


def test_a_year_is_counted_from_the_book_by_branch(session, member):
    assert not count(session, JAN, MAR, ON).people
    one, other = member("林知夏"), member("沈砚秋")
    for at in range(JAN, month(2026, 12)):
        pay(session, one, at, 2000, on=Day(2026, at % 12 + 1, 5), method="现金", collector="骆嘉言")
    waiver = {"start": Day(2026, 1), "end": Day(2026, 12), "amount": 0, "reason": "重病"}
    session.add(Waiver(person_id=other, approved=Day(2026, 1, 10), **waiver))
    receive_gift(session, {"person_id": other, "kind": "大额党费", "amount": 100_000, "on": Day(2026, 7, 1)})
    found = count_year(session, 2026, ON)
    assert list(found.counts.values()) == [1, 0, 1, 1]
    assert (found.tally.due, found.tally.rate, len(found.tally.months)) == (22_000, "100%", 11)
    empty, full = (ensure_branch(session, name).id for name in ("第二党支部", "第一党支部"))
    assert list(count_year(session, 2026, ON, empty).counts.values()) == [0, 0, 0, 0]
    assert count_year(session, 2026, ON, full) == found
    text = as_text(counts_list(session, Wish(ON, year=2026)))
    assert "按标准按时交纳 1 人，经批准少交 0 人，经批准免交 1 人，一次多交 1000 元以上 1 人" in text
    assert "沈砚秋 | 第一党支部 | 正式党员 | 经批准免交 | 是 | 0.00" in text
    assert "林知夏" not in as_text(counts_list(session, Wish(ON, year=2026, only=frozenset({other}))))
    assert not count(session, JAN - 12, JAN - 1, ON).people
