"""Months are counted as whole numbers, and said as people say them."""

from datetime import date

from partyoffice.core.dates import Day
from partyoffice.dues.rules.months import (
    day_of,
    month,
    month_of,
    number_of,
    quarter_of,
    runs,
    span_spoken,
    spoken,
    year_months,
    year_of,
)

DEC, JAN = month(2025, 12), month(2026, 1)


def test_a_month_is_one_after_another_over_the_turn_of_the_year():
    assert JAN - DEC == 1
    assert (year_of(DEC), number_of(DEC), year_of(JAN), number_of(JAN)) == (2025, 12, 2026, 1)
    assert month_of(date(2026, 1, 31)) == month_of(Day(2026, 1)) == JAN
    assert (day_of(JAN), str(day_of(DEC))) == (Day(2026, 1), "2025-12")


def test_a_year_has_twelve_months_and_a_quarter_three():
    assert (year_months(2026)[0], year_months(2026)[-1], len(year_months(2026))) == (JAN, JAN + 11, 12)
    for one in range(JAN, JAN + 3):
        assert list(quarter_of(one)) == [JAN, JAN + 1, JAN + 2]
    assert quarter_of(DEC)[-1] == DEC


def test_spans_are_said_as_short_as_they_are_clear():
    assert spoken(DEC) == span_spoken(DEC, DEC) == "2025年12月"
    assert span_spoken(JAN, JAN + 2) == "2026年1月至3月"
    assert span_spoken(DEC, JAN) == "2025年12月至2026年1月"


def test_runs_join_what_follows_each_other():
    assert runs([JAN + 4, DEC, JAN, JAN]) == [(DEC, JAN), (JAN + 4, JAN + 4)]
    assert runs(iter([])) == []
