from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.workdays import count_working_days, shipped
from partyoffice.development.actions.holidays import add_days, confirm_year, drop_day, set_holidays
from partyoffice.development.queries.holidays import (
    holiday_rows,
    holiday_years,
    holidays_of,
    own_years,
)
from partyoffice.development.rules.notice import notice_end


def test_a_year_the_office_enters_is_no_longer_provisional_and_counts_at_once(session):
    start = date(2026, 12, 28)
    assert holidays_of(session) == shipped()
    assert notice_end(start, holidays=holidays_of(session)).provisional
    set_holidays(session, 2027, [date(2027, 1, 1)], [date(2027, 1, 3)])
    counted = notice_end(start, holidays=holidays_of(session))
    assert (str(counted.last), counted.provisional) == ("2027-01-03", False)
    assert own_years(session) == {2027}


def test_a_shipped_year_is_mended_in_full(session):
    set_holidays(session, 2026, [], [])
    assert str(count_working_days(date(2026, 9, 21), 5, holidays=holidays_of(session)).last) == "2026-09-25"
    set_holidays(session, 2026, *shipped().of_year(2026))
    assert holidays_of(session) == shipped()


@pytest.mark.parametrize(
    ("off", "work", "words"),
    [
        ([date(2028, 1, 3)], [], "不在 2027 年"),
        ([date(2027, 1, 2)], [], "是周末"),
        ([], [date(2027, 1, 4)], "不是周末"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(session, off, work, words):
    with pytest.raises(OfficeError, match=words):
        set_holidays(session, 2027, off, work)
    assert own_years(session) == frozenset()


def test_the_journal_names_the_year(office):
    with office.change("填写 2027 年放假安排") as session:
        set_holidays(session, 2027, [date(2027, 1, 1)], [])
    office.undo()
    with office.reading() as session:
        assert own_years(session) == frozenset()


def test_a_holiday_is_entered_from_day_to_day_its_weekends_passed_over(session):
    assert add_days(session, Day(2027, 1, 1), Day(2027, 1, 3), worked=False) == 1
    assert add_days(session, Day(2027, 2, 5), Day(2027, 2, 7), worked=True) == 2
    rows = holiday_rows(session, 2027)
    assert [(str(one.day), one.worked, one.own) for one in rows] == [
        ("2027-01-01", False, True),
        ("2027-02-06", True, True),
        ("2027-02-07", True, True),
    ]
    drop_day(session, date(2027, 1, 1))
    assert [str(one.day) for one in holiday_rows(session, 2027)] == ["2027-02-06", "2027-02-07"]
    assert add_days(session, Day(2027, 12, 31), Day(2028, 1, 3), worked=False) == 2
    assert own_years(session) == {2027, 2028}
    assert not any(one.own for one in holiday_rows(session, 2026))
    assert holiday_years(session, 2026)[:2] == [2028, 2027]


def test_a_year_without_days_can_be_said_to_be_entered(session):
    confirm_year(session, 2029)
    assert holidays_of(session).knows(date(2029, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "worked", "words"),
    [
        (Day(2027, 1, 2), Day(2027, 1, 3), False, "都是周末"),
        (Day(2027, 1, 4), None, True, "没有周六"),
        (Day(2027, 1), None, False, "哪一日"),
        (Day(2027, 1, 4), Day(2027, 1, 1), False, "不是 1 至"),
        (Day(2027, 1, 4), Day(2027, 4, 1), False, "不是 1 至"),
    ],
)
def test_a_stretch_that_says_nothing_or_runs_backwards_is_refused(session, first, last, worked, words):
    with pytest.raises(OfficeError, match=words):
        add_days(session, first, last, worked=worked)
