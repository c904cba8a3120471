"""What other programs get wrong (development.md §11), each in one sentence."""

from datetime import date, timedelta
from inspect import signature

from partyoffice.core import codes
from partyoffice.core.dates import Day
from partyoffice.core.resources import read_json
from partyoffice.development.rules.deadlines import APPROVAL, TALK
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.notice import Listing, check_notice
from partyoffice.development.rules.people import check_adult
from partyoffice.development.rules.probation import (
    check_full_meeting,
    check_recorded,
    full_day,
    probation_from,
)
from partyoffice.development.rules.training import Spell, earliest_candidate
from partyoffice.meetings.rules.voting import Matter, Vote, outcome_of

MEETING, APPROVED, SWORN = date(2025, 6, 18), date(2025, 8, 20), date(2025, 9, 10)


def test_probation_counts_from_the_meeting_and_takes_neither_oath_nor_approval():
    assert list(signature(probation_from).parameters) == ["accepted", "settings"]
    full = probation_from(MEETING).full
    for wrong in (APPROVED, SWORN):
        assert check_recorded(Day.of(probation_from(wrong).full), full, NEW)
        assert check_full_meeting(full, Day.of(full), wrong, NEW) == []


def test_a_filing_without_notice_lists_nobody_since_2026():
    filed = Listing(Day(2026, 9, 10), Day(2026, 9, 18), (), Day(2026, 9, 19))
    assert [one.message for one in check_notice(filed, NEW)] == ["没有公示，不能列为发展对象"]


def test_years_and_months_are_those_of_the_calendar():
    assert earliest_candidate([Spell(date(2023, 9, 1))]) != date(2023, 9, 1) + timedelta(days=365)
    assert TALK.by(date(2026, 1, 31)) != date(2026, 1, 31) + timedelta(days=30)
    assert APPROVAL.by(date(2026, 6, 18)) != date(2026, 6, 18) + timedelta(days=90)


def test_the_29th_of_february_is_not_clamped():
    assert probation_from(date(2024, 2, 29)).end == date(2025, 2, 28)


def test_half_of_those_present_does_not_pass():
    assert not outcome_of(Matter.ADMISSION, Vote(20, 12, 10)).passed


def test_no_day_is_made_up_for_what_is_not_known():
    late = probation_from(MEETING).full + timedelta(days=90)
    assert full_day(probation_from(MEETING).full, late) is None
    assert earliest_candidate([]) is None
    assert check_adult(None, Day(2026, 5, 19), NEW) == check_adult(Day(2008, 5, 20), None, NEW) == []


def test_age_is_no_difference_of_years():
    assert check_adult(Day(2008, 12, 31), Day(2026, 1, 1), NEW)


def test_education_codes_are_those_of_the_standard_and_bare_numbers_are_never_read():
    known = {one["label"]: one["code"] for one in read_json("codes/education.json")["items"]}
    assert (known["研究生"], known["大学本科"], known["博士研究生"]) == ("10", "20", "")
    assert [codes.find("education", number) for number in ("10", "20", "30")] == [None, None, None]
