from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings import queries
from partyoffice.meetings.actions.finishing import explain, finalise, reopen, sign
from partyoffice.meetings.actions.following import follow
from partyoffice.meetings.actions.minutes import add_item, hold_meeting, mark_attendance
from partyoffice.meetings.actions.votes import record_vote
from partyoffice.meetings.queries.year import meetings_of_year, year_table, years
from partyoffice.meetings.rules.frequency import Activity, Level
from partyoffice.meetings.rules.kinds import ASSEMBLY, COMMITTEE, CRITICISM, FINAL, SIGNED
from partyoffice.meetings.rules.minutes import (
    BY_KIND,
    Template,
    Written,
    check_written,
    template_of,
    title_of,
)
from partyoffice.meetings.rules.tally import Tally
from partyoffice.meetings.rules.voters import Count, Presence

ON = date(2026, 11, 20)
WHOLE = {
    "begins": "15:30",
    "ends": "16:40",
    "place": "会议室",
    "chair": "沈砚秋",
    "recorder": "顾清和",
    "text": "学习",
}


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


def hold(session, branch, on, kind=ASSEMBLY, **more):
    meeting = hold_meeting(session, {"organisation_id": branch, "kind": kind, "on": on} | WHOLE | more)
    people = queries.seats(session, branch, on.first)
    mark_attendance(session, meeting, {one.person_id: Presence(voting=one.voting) for one in people})
    return meeting


def test_minutes_are_numbered_by_kind_and_year_when_they_become_final(session, branch):
    first, other = hold(session, branch, Day(2026, 2, 5)), hold(session, branch, Day(2026, 5, 5))
    committee = hold(session, branch, Day(2026, 5, 6), COMMITTEE)
    last_year = hold(session, branch, Day(2026, 1, 20), year=2025)
    for meeting in (first, other, committee, last_year):
        assert finalise(session, meeting) == []
    assert [one.number for one in (first, other, committee, last_year)] == [1, 2, 1, 1]
    assert {one.state for one in (first, other, committee, last_year)} == {FINAL}
    with pytest.raises(OfficeError, match="已经定稿"):
        finalise(session, first)
    reopen(session, first)
    finalise(session, first)
    assert first.number == 1


def test_what_lacks_keeps_minutes_from_being_final(session, branch):
    meeting = hold_meeting(session, {"organisation_id": branch, "kind": ASSEMBLY, "on": Day(2026, 2, 5)})
    with pytest.raises(OfficeError, match="开始时间、地点、主持人、记录人、到会情况、议题或会议内容"):
        finalise(session, meeting)


def test_a_voted_item_gets_a_number_that_is_never_given_again(office, session, branch):
    meeting = hold(session, branch, Day(2026, 2, 5))
    item, other = add_item(session, meeting, "党费使用"), add_item(session, meeting, "通报")
    number = len(queries.hall_of(session, meeting.id).voters)
    tally = Tally(number, issued=number, returned=number, valid=number, watcher="林夏然", counter="沈夏然")
    record_vote(session, item, tally, {})
    [found] = finalise(session, meeting)
    assert "没有写决议" in found.message
    assert (item.number, other.number) == ("决议〔2026〕1号", "")


def test_signed_minutes_stay_as_they_are(session, branch):
    meeting = hold(session, branch, Day(2026, 2, 5))
    with pytest.raises(OfficeError, match="还没有定稿"):
        sign(session, meeting, Day(2026, 2, 6))
    finalise(session, meeting)
    with pytest.raises(OfficeError, match="早于会议日期"):
        sign(session, meeting, Day(2026, 2, 4))
    sign(session, meeting, Day(2026, 2, 6))
    assert (meeting.state, meeting.signed_on) == (SIGNED, Day(2026, 2, 6))
    with pytest.raises(OfficeError, match="已经签字"):
        reopen(session, meeting)


def test_what_is_to_be_done_after_an_item_is_kept_with_it(session, branch):
    item = add_item(session, hold(session, branch, Day(2026, 2, 5)), "安排七一活动")
    made = follow(session, item, {"what": "联系场地", "by": "林知夏", "due": Day(2026, 6, 1)})
    assert (made.item_id, made.done) == (item.id, None)
    with pytest.raises(OfficeError, match="没有写"):
        follow(session, item, {"what": " "})


def test_the_year_shows_what_was_held_counted_and_explained(session, branch):
    for month in (2, 5, 9):
        hold(session, branch, Day(2026, month, 20), counted_as=[str(Activity.PARTY_DAY)])
    hold(session, branch, Day(2026, 2, 28), CRITICISM, year=2025)
    explain(session, branch, Activity.PARTY_DAY, 2026, [7, 8], "暑假")
    explain(session, branch, Activity.PARTY_DAY, 2026, [8], "")
    rows = {row.activity: row for row in year_table(session, 2026, ON)}
    assert [one.level for one in rows[Activity.ASSEMBLY].cells] == [Level.MET] * 3 + [Level.OPEN]
    party_day = rows[Activity.PARTY_DAY]
    assert party_day.cells[6].level is Level.EXPLAINED
    assert [party_day.cells[at].level for at in (1, 7)] == [Level.MET, Level.MISSING]
    assert list(party_day.days) == [2, 5, 9]
    assert rows[Activity.CRITICISM].cells[0].level is Level.OPEN
    assert {row.activity: row for row in year_table(session, 2025, ON)}[Activity.CRITICISM].cells[0].held == 1
    assert Activity.GROUP not in rows


def test_the_meetings_of_a_year_are_listed_newest_first(session, branch):
    hold(session, branch, Day(2026, 2, 5))
    late = hold(session, branch, Day(2026, 3, 5), year=2025, subject="专题组织生活会")
    assert [one.title for one in meetings_of_year(session, 2025)] == [late.subject]
    assert [one.title for one in meetings_of_year(session, 2026, [branch])] == ["支部党员大会"]
    assert meetings_of_year(session, 2026, [branch + 1]) == []
    assert years(session) == [2026, 2025]


def test_minutes_are_judged_by_what_they_hold():
    good = Written(ASSEMBLY, ON, "9:30", "10:05", "会议室", "甲", "乙", [("讨论", True, "同意")])
    count = Count(20, 18, 19, 17)
    assert check_written(good, count) == []
    same = Written(ASSEMBLY, ON, "15:30", "15:30", "会议室", "甲", "甲", [("讨论", True, "")])
    assert [one.code for one in check_written(same, count)] == [
        "minutes-times", "minutes-heads", "minutes-resolution",
    ]  # fmt: skip
    assert title_of(ASSEMBLY, 4, "") == "第 4 次支部党员大会"
    assert title_of(ASSEMBLY, None, "") == ASSEMBLY
    assert title_of(ASSEMBLY, 4, "七一大会") == "七一大会"
    assert template_of("谈心会") == Template("谈心会")
    assert template_of(ASSEMBLY) is BY_KIND[ASSEMBLY]
