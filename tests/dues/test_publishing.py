"""公示: which months one tells of, by when it is due, what it says, and what differs afterwards."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.dues.rules.giving import Standing, out_of_order, standing
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.publishing import CYCLES, ended, out_of_time, period
from partyoffice.dues.rules.words import Published

NOVEMBER = month(2026, 11)


@pytest.mark.parametrize(
    ("kind", "words", "first", "last", "by"),
    [
        (Published.MONTH, "2026年11月", 11, 11, date(2026, 12, 31)),
        (Published.QUARTER, "2026年第四季度", 10, 12, date(2027, 1, 31)),
        (Published.YEAR, "2026年度", 1, 12, date(2027, 1, 31)),
    ],
)
def test_a_period_is_named_and_due_by_the_end_of_the_month_after(kind, words, first, last, by):
    one = period(kind, NOVEMBER)
    assert (one.words, one.first, one.last, one.by) == (words, month(2026, first), month(2026, last), by)


def test_the_last_period_that_is_over_is_told_across_the_turn_of_the_year():
    assert [ended(kind, month(2027, 1)).words for kind in CYCLES.values()] == [
        "2026年12月", "2026年第四季度", "2026年度"
    ]  # fmt: skip
    assert ended(Published.QUARTER, NOVEMBER).words == "2026年第三季度"


def test_a_period_is_published_only_by_a_span_that_holds_all_of_it():
    quarter = period(Published.QUARTER, NOVEMBER)
    assert quarter.within([(month(2026, 1), month(2026, 12))])
    assert quarter.within([(quarter.first, quarter.last)])
    assert not quarter.within([(quarter.first + 1, quarter.last), (quarter.first, quarter.last - 1)])
    assert not quarter.within([])


def test_days_of_a_notice_run_forwards():
    assert not out_of_time(None, None)
    assert not out_of_time(Day(2026, 11, 20), Day(2026, 11, 20))
    assert out_of_time(Day(2026, 11, 20), Day(2026, 11, 19)) == "公示结束 2026-11-19 早于公示开始 2026-11-20"
    assert out_of_time(None, Day(2026, 11, 19)) == "写了公示结束，没有写公示开始"


def test_days_not_known_are_passed_over_and_a_month_is_before_none_of_its_days():
    days = ("交", Day(2026, 7, 9)), ("转", None), ("收", Day(2026, 7))
    assert not out_of_order(*days)
    assert (
        out_of_order(("交", Day(2026, 7, 9)), ("转", None), ("收", Day(2026, 6)))
        == "收 2026-06 早于交 2026-07-09"
    )
    assert standing(None, "", None) is Standing.AT_HAND
