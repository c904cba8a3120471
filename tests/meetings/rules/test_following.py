from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.meetings.rules.following import Standing, days_over, standing, why_not_done, why_not_put_off

ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("due", "expected", "over"),
    [
        (Day(2026, 11, 19), Standing.LATE, 1),
        (Day(2026, 11, 20), Standing.SOON, 0),
        (Day(2026, 12, 4), Standing.SOON, 0),
        (Day(2026, 12, 5), Standing.OPEN, 0),
        (Day(2026, 10), Standing.LATE, 20),  # a month is over with its last day
        (Day(2026, 11), Standing.SOON, 0),
        (None, Standing.OPEN, 0),
    ],
)
def test_a_thing_stands_by_its_day_until_it_is_done(due, expected, over):
    assert (standing(due, None, ON), days_over(due, None, ON)) == (expected, over)
    assert (standing(due, Day(2026, 11, 1), ON), days_over(due, Day(2026, 11, 1), ON)) == (Standing.DONE, 0)


def test_nothing_is_done_before_its_meeting_or_in_the_future():
    held = Day(2026, 11, 5)
    assert why_not_done(held, held, ON) == why_not_done(held, Day(2026, 11), ON) == ""
    assert why_not_done(held, Day(2026, 11, 4), ON) == "完成日期 2026-11-04 早于会议日期 2026-11-05"
    assert why_not_done(held, Day(2026, 11, 21), ON) == "完成日期 2026-11-21 还没有到"


def test_a_thing_is_put_off_to_a_later_day():
    assert (
        why_not_put_off(None, Day(2026, 11, 1)) == why_not_put_off(Day(2026, 11, 1), Day(2026, 11, 2)) == ""
    )
    assert "不晚于原来的" in why_not_put_off(Day(2026, 11, 30), Day(2026, 11))
