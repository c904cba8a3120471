"""Numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.probation import (
    Cause,
    check_extension,
    check_full_meeting,
    check_recorded,
    extended,
    extension_sum,
    full_day,
    probation_from,
    probation_sum,
)
from partyoffice.development.rules.profile import EndStyle, RuleSettings

ON = date(2026, 11, 20)
FULL = date(2026, 6, 18)
SAME_DAY = RuleSettings(probation_end=EndStyle.SAME_DAY)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("accepted", "end", "full"),
    [
        ("2024-02-29", "2025-02-28", "2025-03-01"),  # (43) never clamped
        ("2025-06-18", "2026-06-17", "2026-06-18"),  # (44) never from the approval nor the oath
        ("2023-03-01", "2024-02-29", "2024-03-01"),  # never 365 days
        ("2023-02-28", "2024-02-27", "2024-02-28"),
        ("2025-12-31", "2026-12-30", "2026-12-31"),
        ("2026-01-01", "2026-12-31", "2027-01-01"),
    ],
)
def test_probation_is_a_whole_year_from_the_meeting(accepted, end, full):
    found = probation_from(day(accepted))
    assert (found.start, found.end, found.full) == (day(accepted), day(end), day(full))
    assert probation_from(day(accepted), SAME_DAY).end == day(full)
    assert probation_sum(found) == f"支部大会 {accepted}，满一年为 {full}，预备期 {accepted} 至 {end}"


@pytest.mark.parametrize(
    ("accepted", "months", "start", "end", "full"),
    [
        ("2025-06-18", 6, "2026-06-18", "2026-12-17", "2026-12-18"),  # (52)
        ("2025-06-18", 12, "2026-06-18", "2027-06-17", "2027-06-18"),
        ("2025-12-31", 6, "2026-12-31", "2027-06-30", "2027-07-01"),  # a missing day becomes the next 1st
        ("2024-02-29", 12, "2025-03-01", "2026-02-28", "2026-03-01"),
        ("2026-08-31", 6, "2027-08-31", "2028-02-29", "2028-03-01"),
    ],
)
def test_an_extension_follows_the_first_year_without_a_gap(accepted, months, start, end, full):
    found = extended(probation_from(day(accepted)), months)
    assert (found.start, found.end, found.full) == (day(start), day(end), day(full))
    assert extended(probation_from(day(accepted)), months, SAME_DAY).end == day(full)
    assert full in extension_sum(found, months)


@pytest.mark.parametrize(
    ("months", "earlier", "count"), [(5, 0, 1), (6, 0, 0), (12, 0, 0), (13, 0, 1), (6, 1, 1), (13, 1, 2)]
)
def test_one_extension_of_six_to_twelve_months(months, earlier, count):
    found = check_extension(months, earlier, NEW)  # (53)
    assert len(found) == count
    assert all(one.severity is Severity.BLOCK and not one.overridable for one in found)


@pytest.mark.parametrize(
    ("meeting", "cause", "approved", "expected"),
    [
        ("2026-06-18", None, None, FULL),  # (49)
        ("2026-07-18", None, None, FULL),
        ("2026-07-19", None, None, None),  # asked, never guessed
        ("2026-09-01", Cause.DELAY, None, FULL),  # (50)
        ("2026-09-01", Cause.QUALIFIED_LATER, day("2026-10-08"), day("2026-10-08")),
        ("2026-09-01", Cause.QUALIFIED_LATER, None, None),
    ],
)
def test_a_late_meeting_decides_the_day_by_its_cause(meeting, cause, approved, expected):
    assert full_day(FULL, day(meeting), cause, approved) == expected


@pytest.mark.parametrize(("meeting", "warned"), [("2026-12-18", False), ("2026-12-19", True)])
def test_somebody_who_came_from_elsewhere_may_be_discussed_six_months_later(meeting, warned):
    found = check_full_meeting(FULL, Day.parse(meeting), ON, NEW, transferred_in=True)  # (55)
    assert [(one.code, str(one.severity)) for one in found] == ([("T7", "warn")] if warned else [])
    assert full_day(FULL, day(meeting), transferred_in=True) == FULL


@pytest.mark.parametrize(
    ("meeting", "on", "cause", "severity"),
    [
        ("2026-06-10", "2026-11-20", None, "block"),  # (49)
        ("2026-06-17", "2026-11-20", None, "block"),
        ("2026-06-18", "2026-11-20", None, None),
        ("2026-06", "2026-11-20", None, None),
        ("2026-05", "2026-11-20", None, "block"),
        ("2026-09-01", "2026-11-20", None, "warn"),
        ("2026-09-01", "2026-11-20", Cause.DELAY, None),
        ("", "2026-06-17", None, None),
        ("", "2026-07-18", None, None),
        ("", "2026-07-19", None, "warn"),
    ],
)
def test_full_membership_is_discussed_after_the_end_and_soon(meeting, on, cause, severity):
    found = check_full_meeting(FULL, Day.parse(meeting) if meeting else None, day(on), NEW, cause)
    assert [str(one.severity) for one in found] == ([severity] if severity else [])
    assert all(one.overridable is (severity == "block") and one.code == "DEV-23" for one in found)
    assert all("2026-06-18" in one.arithmetic for one in found)


def test_a_meeting_too_early_says_how_many_days_are_missing():
    [finding] = check_full_meeting(FULL, Day(2026, 6, 10), ON, NEW)
    assert finding.arithmetic == "预备期满 2026-06-18，大会 2026-06-10，还差 8 天"
    [old] = check_full_meeting(FULL, Day(2026, 5, 10), ON, OLD)
    assert "（2014年）第三十二条" in old.article


@pytest.mark.parametrize(
    ("recorded", "reckoned", "severity"),
    [
        (Day(2026, 6, 18), FULL, None),
        (Day(2026, 6), FULL, None),
        (None, FULL, None),
        (Day(2026, 8, 20), FULL, "warn"),  # counted from the approval
        (Day(2026, 6, 17), FULL, "warn"),
        (Day(2025, 2, 28), date(2025, 3, 1), "info"),  # (43) also seen
    ],
)
def test_the_day_on_file_is_held_against_the_reckoned_one(recorded, reckoned, severity):
    found = check_recorded(recorded, reckoned, NEW)
    assert [str(one.severity) for one in found] == ([severity] if severity else [])
