from partyoffice.core.dates import Day
from partyoffice.meetings.rules.kinds import APPRAISAL, ASSEMBLY, CRITICISM, PARTY_DAY
from partyoffice.meetings.rules.writing import days_late, from_paper, told_late, why_not_counted


def test_minutes_entered_long_after_the_meeting_say_so():
    assert told_late(Day(2026, 9, 1), Day(2026, 9, 8)) == ""
    assert told_late(Day(2026, 9, 1), Day(2026, 9, 9)) == "补录：2026-09-01 的会议，2026-09-09 录入，晚 8 天"
    assert days_late(Day(2026, 9, 1), None) == days_late(Day(2026, 9, 9), Day(2026, 9, 1)) == 0
    assert days_late(Day(2026, 9), Day(2026, 10, 8)) == 8  # of a month, from its last day
    assert [from_paper(Day(2026, 8, 1), Day(2026, 11, day)) for day in (1, 2)] == [False, True]


def test_a_meeting_counts_as_further_kinds_where_the_office_lets_it():
    assert why_not_counted(PARTY_DAY, [ASSEMBLY], allowed=True) == ""
    assert "不能计入几种" in why_not_counted(PARTY_DAY, [ASSEMBLY], allowed=False)
    assert why_not_counted(CRITICISM, [APPRAISAL], allowed=False) == ""
    assert "“支部党员大会”不是别的" in why_not_counted(ASSEMBLY, [ASSEMBLY], allowed=True)
    assert "“茶话会”" in why_not_counted(ASSEMBLY, ["茶话会"], allowed=True)
