"""Days and deadlines at their boundaries; numbers in brackets are those of the rules' examples."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partyoffice.core.dates import (
    Day,
    add_months,
    add_months_forward,
    add_years_forward,
    month_length,
    surely_before,
    whole_years,
    years_between,
)

PROVEN = settings(deadline=None, derandomize=True, database=None)
DAYS = st.dates(date(1900, 1, 1), date(2090, 12, 31))


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),  # (4) 谈话
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-05-20", 1, "2026-06-20"),  # (5)
        ("2026-08-31", 1, "2026-09-30"),  # (29) 支部大会
        ("2026-12-31", 1, "2027-01-31"),  # (46) 宣誓
        ("2026-11-30", 3, "2027-02-28"),  # (56) 转正审批
        ("2026-06-18", 6, "2026-12-18"),  # (55) 转入的预备党员
        ("2026-05-20", 6, "2026-11-20"),  # (67) (68) 外出、失联
        ("2026-11-20", 1, "2026-12-20"),  # (65) 回执
        ("2025-09-01", 6, "2026-03-01"),  # (10) 半年考察
        ("2025-09-01", 12, "2026-09-01"),
        ("2025-12-31", 0, "2025-12-31"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-11-15", 2, "2027-01-15"),
    ],
)
def test_a_deadline_in_months_falls_on_the_same_number_or_the_last_day(start, months, expected):
    assert add_months(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-12-31", 6, "2027-07-01"),
        ("2026-06-18", 6, "2026-12-18"),  # (52) 延长六个月
        ("2026-08-31", 6, "2027-03-01"),
        ("2027-08-31", 6, "2028-03-01"),
        ("2027-08-29", 6, "2028-02-29"),
        ("2026-08-29", 6, "2027-03-01"),
        ("2026-01-31", 12, "2027-01-31"),
    ],
)
def test_a_period_in_months_ends_where_a_missing_day_becomes_the_first(start, months, expected):
    assert add_months_forward(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("start", "years", "expected"),
    [
        ("2024-02-29", 1, "2025-03-01"),  # (11) (43)
        ("2024-02-29", 4, "2028-02-29"),
        ("2025-06-18", 1, "2026-06-18"),  # (44)
        ("2025-09-01", 1, "2026-09-01"),  # (13) 培养时间连续计算
        ("2021-09-01", 5, "2026-09-01"),  # (70)
        ("2026-12-01", 2, "2028-12-01"),  # (68) 停止党籍后两年
        ("2023-02-28", 1, "2024-02-28"),
    ],
)
def test_years_forward_take_first_of_march_for_a_missing_leap_day(start, years, expected):
    assert add_years_forward(day(start), years) == day(expected)


def test_a_probation_ends_the_day_before_its_anniversary():
    full = add_years_forward(day("2024-02-29"), 1)
    assert full - timedelta(days=1) == day("2025-02-28")  # (43)
    extended = add_months_forward(day("2026-06-18"), 6)
    assert extended - timedelta(days=1) == day("2026-12-17")  # (52)


def test_a_letter_of_ninety_days_is_valid_through_the_ninetieth():
    assert day("2026-11-20") + timedelta(days=90) == day("2027-02-18")  # (64)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2008-05-20", "2026-05-19", 17),  # (1)
        ("2008-05-20", "2026-05-20", 18),  # (2)
        ("2020-06-01", "2021-05-31", 0),  # (61) 党龄
        ("2020-06-01", "2021-06-01", 1),
        ("1975-03-01", "2026-11-20", 51),  # (58)
        ("1995-12-31", "2025-12-31", 30),  # operations F4 66
        ("1954-01-01", "2025-12-31", 71),  # F4 68
        ("1954-12-31", "2025-12-31", 71),
        ("1995-08-01", "2026-06-30", 30),  # F4 69
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-29", 20),
        ("2026-05-20", "2026-05-20", 0),
        ("2026-05-20", "2026-05-19", -1),
        ("2026-05-20", "2025-05-20", -1),
        ("2026-05-20", "2025-05-19", -2),
    ],
)
def test_years_are_whole_and_the_anniversary_counts(born, on, years):
    assert whole_years(day(born), day(on)) == years


@PROVEN
@given(DAYS, st.integers(0, 80))
def test_the_anniversary_itself_completes_the_years(start, years):
    reached = add_years_forward(start, years)
    assert whole_years(start, reached) == years
    assert whole_years(start, reached - timedelta(days=1)) == years - 1


@PROVEN
@given(DAYS, st.integers(-600, 600))
def test_both_ways_of_adding_months_differ_only_by_a_missing_day(start, months):
    clamped, forward = add_months(start, months), add_months_forward(start, months)
    if forward.day == start.day:
        assert forward == clamped
    else:
        assert forward.day == 1
        assert forward == clamped + timedelta(days=1)
    assert (clamped.year - start.year) * 12 + clamped.month - start.month == months


@PROVEN
@given(DAYS, st.integers(0, 60))
def test_a_deadline_never_runs_backwards(start, months):
    assert add_months(start, months) <= add_months(start + timedelta(days=1), months)
    assert add_months(start, months) <= add_months_forward(start, months)


@pytest.mark.parametrize(
    ("year", "month", "length"),
    [(2024, 2, 29), (2025, 2, 28), (1900, 2, 28), (2000, 2, 29), (2026, 4, 30), (2026, 12, 31)],
)
def test_months_have_their_calendar_length(year, month, length):
    assert month_length(year, month) == length


def test_a_day_is_known_to_the_day_or_to_the_month():
    exact, month = Day(2012, 6, 21), Day(2012, 6)
    assert (exact.exact, month.exact) == (True, False)
    assert (exact.first, exact.last) == (date(2012, 6, 21), date(2012, 6, 21))
    assert (month.first, month.last) == (date(2012, 6, 1), date(2012, 6, 30))
    assert (str(exact), str(month)) == ("2012-06-21", "2012-06")
    assert (exact.dotted(), month.dotted()) == ("2012.06", "2012.06")
    assert (exact.spoken(), month.spoken()) == ("2012年6月21日", "2012年6月")
    assert Day.of(date(2012, 6, 21)) == exact


@pytest.mark.parametrize(
    "parts", [(2025, 2, 29), (2026, 4, 31), (2026, 13, None), (2026, 0, 1), (2026, 7, 0)]
)
def test_what_the_calendar_lacks_is_no_day(parts):
    with pytest.raises(ValueError, match=r"day|month"):
        Day(*parts)


@PROVEN
@given(DAYS)
def test_the_stored_form_reads_back(moment):
    assert Day.parse(str(Day.of(moment))) == Day.of(moment)
    assert Day.parse(f"{moment:%Y-%m}") == Day(moment.year, moment.month)


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-7-1", "2025-07-01-02", "2025-02-29", "2025/07/01", "20250701", "2025-07-00"]
)
def test_nothing_but_the_stored_form_is_parsed(text):
    with pytest.raises(ValueError, match=r"存储|day"):
        Day.parse(text)


def test_days_sort_by_time_a_bare_month_before_its_days():
    ordered = [Day(2024, 12, 31), Day(2025, 7), Day(2025, 7, 1), Day(2025, 7, 31), Day(2025, 8)]
    assert sorted(Random(7).sample(ordered, 5)) == ordered
    assert Day(2025, 7) <= Day(2025, 7)
    assert Day(2025, 7) <= Day(2025, 7, 1)
    assert Day(2025, 7, 1) > Day(2025, 7)
    assert not Day(2025, 8) <= Day(2025, 7, 31)


@pytest.mark.parametrize(
    ("start", "on", "years"),
    [
        (Day(2008, 5, 20), "2026-05-20", 18),
        (Day(2008, 5), "2026-04-30", 17),
        (Day(2008, 5), "2026-05-01", None),
        (Day(2008, 5), "2026-05-30", None),
        (Day(2008, 5), "2026-05-31", 18),
        (Day(2008, 2), "2026-02-28", None),
        (Day(2008, 2), "2026-03-01", 18),
    ],
)
def test_an_unknown_day_is_never_guessed_when_counting_years(start, on, years):
    assert years_between(start, day(on)) == years


@pytest.mark.parametrize(
    ("earlier", "later", "answer"),
    [
        (Day(2025, 7, 1), Day(2025, 7, 2), True),
        (Day(2025, 7, 1), Day(2025, 7, 1), False),
        (Day(2025, 7, 2), Day(2025, 7, 1), False),
        (Day(2025, 6), Day(2025, 7), True),
        (Day(2025, 7), Day(2025, 7, 15), None),
        (Day(2025, 7), Day(2025, 7), None),
        (Day(2025, 7), Day(2025, 7, 1), False),
        (Day(2025, 7, 31), Day(2025, 7), False),
        (Day(2025, 7, 30), Day(2025, 7), None),
        (Day(2025, 8), Day(2025, 7), False),
    ],
)
def test_an_unknown_day_is_never_guessed_when_comparing(earlier, later, answer):
    assert surely_before(earlier, later) is answer
