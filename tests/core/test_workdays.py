"""Working days at holidays, 调休 and the end of the table; numbers in brackets are the rules' examples."""

import importlib.util
import json
import sys
import types
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partyoffice.core.resources import home, read_json
from partyoffice.core.workdays import (
    Holidays,
    count_working_days,
    is_working_day,
    shipped,
    working_days_within,
)

PROVEN = settings(deadline=None, derandomize=True, database=None)
DAYS = st.dates(date(2003, 12, 1), date(2027, 2, 28))


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "last", "provisional"),
    [
        ("2026-09-21", "2026-09-28", False),  # (14) 25 to 27 are off
        ("2026-02-12", "2026-02-25", False),  # (16) 14 is worked, 15 to 23 are off
        ("2026-10-03", "2026-10-13", False),  # (17) begun on a holiday; Saturday the 10th is worked
        ("2026-12-28", "2027-01-01", True),  # (19) no notice for 2027
        ("2026-12-25", "2026-12-31", False),
        ("2003-12-29", "2004-01-05", True),  # begun before the table
        ("2026-05-09", "2026-05-14", False),  # begun on a worked Saturday
    ],
)
def test_five_working_days_end_where_the_holidays_let_them(start, last, provisional):
    found = count_working_days(day(start), 5)
    assert (found.last, found.provisional) == (day(last), provisional)
    assert found.after == day(last) + timedelta(days=1)
    assert len(found.days) == 5


def test_a_strict_office_does_not_count_the_day_of_posting():
    assert count_working_days(day("2026-09-21"), 5, start_counts=False).last == day("2026-09-29")
    assert count_working_days(day("2026-10-03"), 5, start_counts=False).last == day("2026-10-13")


def test_no_working_day_at_all_cannot_be_counted():
    with pytest.raises(ValueError, match="至少为 1"):
        count_working_days(day("2026-09-21"), 0)


@pytest.mark.parametrize(
    ("when", "worked"),
    [
        ("2026-01-04", True), ("2026-02-14", True), ("2026-02-28", True), ("2026-05-09", True),
        ("2026-09-20", True), ("2026-10-10", True), ("2026-10-11", False), ("2026-10-08", True),
        ("2026-10-07", False), ("2004-05-08", True), ("2026-02-15", False),
    ],
)  # fmt: skip
def test_the_years_worked_weekends_and_holidays_are_known(when, worked):
    assert is_working_day(day(when)) is worked


def test_the_shipped_table_holds_weekdays_off_and_weekends_worked_of_every_year():
    table = shipped()
    assert table.years == frozenset(range(2004, 2027))
    assert {one.weekday() < 5 for one in table.off} == {True}
    assert {one.weekday() < 5 for one in table.work} == {False}
    assert {one.year for one in table.off} == table.years
    assert (len(table.off), len(table.work)) == (407, 150)
    assert "chinesecalendar" in read_json("holidays.json")["source"]


def test_the_offices_own_days_come_before_the_shipped_ones():
    own = {day("2027-01-01"): False, day("2026-09-25"): True, day("2026-09-20"): False}
    table = shipped().with_own(own, [2027])
    assert not table.works(day("2027-01-01"))
    assert table.works(day("2026-09-25"))
    assert not table.works(day("2026-09-20"))
    found = count_working_days(day("2026-12-28"), 5, holidays=table)
    assert (found.last, found.provisional) == (day("2027-01-04"), False)
    assert count_working_days(day("2026-12-28"), 5, holidays=shipped().with_own(own)).provisional


def test_without_any_table_monday_to_friday_are_worked_and_nothing_is_certain():
    bare = Holidays()
    assert [bare.works(day(f"2026-11-{n}")) for n in range(16, 23)] == [True] * 5 + [False] * 2
    assert count_working_days(day("2026-11-16"), 1, holidays=bare).provisional


def naive(start, number, start_counts):
    """Walk day by day with the table read a second way."""
    years = read_json("holidays.json")["years"]
    at, found = start, None
    while number:
        told = years.get(str(at.year), {"off": "", "work": ""})
        mark = at.isoformat()[5:]
        worked = mark in told["work"].split() or (at.isoweekday() < 6 and mark not in told["off"].split())
        if worked and (start_counts or at != start):
            number -= 1
            found = at
        at += timedelta(days=1)
    return found


@PROVEN
@given(DAYS, st.integers(1, 30), st.booleans())
def test_counting_agrees_with_a_walk_day_by_day(start, number, start_counts):
    found = count_working_days(start, number, start_counts=start_counts)
    assert found.last == naive(start, number, start_counts)
    first = start if start_counts else start + timedelta(days=1)
    assert working_days_within(first, found.last) == found.days


def test_no_day_lies_between_a_day_and_an_earlier_one():
    assert working_days_within(day("2026-11-20"), day("2026-11-19")) == ()


def test_the_table_is_made_from_the_packages_facts(monkeypatch, tmp_path, capsys):
    spec = importlib.util.spec_from_file_location("make_holidays", home() / "tools" / "make_holidays.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    told = types.ModuleType("chinese_calendar")
    told.holidays = {day("2026-09-25"): "", day("2026-09-26"): "", day("2025-01-01"): ""}
    told.workdays = {day("2026-09-20"): "", day("2026-09-21"): ""}
    monkeypatch.setitem(sys.modules, "chinese_calendar", told)
    monkeypatch.setattr(make, "version", lambda _name: "1.11.0")
    monkeypatch.setattr(make, "TARGET", tmp_path / "holidays.json")
    make.main()
    years = json.loads((tmp_path / "holidays.json").read_text(encoding="utf-8"))["years"]
    assert years == {"2025": {"off": "01-01", "work": ""}, "2026": {"off": "09-25", "work": "09-20"}}
    assert "2025-2026" in capsys.readouterr().out


def test_a_year_told_anew_leaves_nothing_of_what_was_said_of_it_before():
    own = shipped().with_year(2026, [day("2026-10-01")], [day("2026-10-10")])
    assert own.of_year(2026) == ((day("2026-10-01"),), (day("2026-10-10"),))
    assert is_working_day(day("2026-10-02"), own)
    assert own.of_year(2025) == shipped().of_year(2025)
    assert not count_working_days(day("2026-12-28"), 5, holidays=own.with_year(2027, [], [])).provisional
