"""组织生活会 on record: steps, opinions, 对照检查, criticism, 整改 until it is done."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings import queries
from partyoffice.meetings.actions.life import (
    add_mending,
    answer_opinion,
    ask_opinion,
    complete,
    criticise,
    delay,
    note_step,
    reopen_mending,
    write_check,
)
from partyoffice.meetings.actions.minutes import drop_meeting, hold_meeting, mark_attendance
from partyoffice.meetings.checks import check_life_meetings
from partyoffice.meetings.duties.life import due
from partyoffice.meetings.queries.life import find_life, life_meeting, life_meetings, life_years
from partyoffice.meetings.queries.mending import mending_years, mendings
from partyoffice.meetings.queries.said import MUTE, UNHEARD, criticisms, opinions, self_checks
from partyoffice.meetings.rules.kinds import ASSEMBLY, CRITICISM, LEADERS, LIFE_STEPS, STUDIED
from partyoffice.meetings.rules.life import Mending
from tests.meetings.conftest import presences, values

ON = date(2026, 11, 20)


@pytest.fixture
def session(office):
    with office.change("试") as made:
        yield made


@pytest.fixture
def meeting(session, branch):
    return hold_meeting(session, values(branch, kind=CRITICISM, on=Day(2026, 11, 19)))


@pytest.fixture
def people(session, branch):
    return [one.person_id for one in queries.seats(session, branch, ON)]


def line(branch, **more):
    return {"organisation_id": branch, "year": 2026, "source": CRITICISM, "problem": "学习不够深入",
            "by": "林知然", "due": Day(2026, 12, 31), **more}  # fmt: skip


def test_a_step_has_one_day_which_is_mended_and_taken_back(session, meeting):
    assert note_step(session, meeting.id, STUDIED, Day(2026, 11, 10), "学党章") == []
    [late] = note_step(session, meeting.id, STUDIED, Day(2026, 11, 20))
    assert "会议之后" in late.message
    assert life_meeting(session, meeting.id, ON).prepared.steps == {STUDIED: Day(2026, 11, 20)}
    assert (
        note_step(session, meeting.id, STUDIED, None) == note_step(session, meeting.id, STUDIED, None) == []
    )
    assert life_meeting(session, meeting.id, ON).prepared.steps == {}
    with pytest.raises(OfficeError, match="还没有到"):
        note_step(session, meeting.id, STUDIED, Day(2026, 11, 21))


def test_what_belongs_to_such_a_meeting_belongs_to_no_other(session, branch):
    other = hold_meeting(session, values(branch, kind=ASSEMBLY))
    with pytest.raises(OfficeError, match="不是组织生活会"):
        note_step(session, other.id, STUDIED, Day(2026, 11, 10))
    with pytest.raises(OfficeError, match="没有选会议"):
        ask_opinion(session, None, {"text": "多听听课"})


def test_an_opinion_is_asked_answered_and_listed_with_its_meeting(session, meeting):
    made = ask_opinion(session, meeting.id, {"text": "多听听课", "about": "支委会"})
    with pytest.raises(OfficeError, match="没有填写意见建议"):
        ask_opinion(session, meeting.id, {"about": "支委会"})
    with pytest.raises(OfficeError, match="没有写采纳"):
        answer_opinion(session, made, " ")
    answer_opinion(session, made, "采纳，列入整改")
    [row] = opinions(session, ON, 2026)
    assert (row.opinion.handled, row.meeting.id) == ("采纳，列入整改", meeting.id)
    assert opinions(session, ON, 2025) == []


def test_who_has_not_written_is_listed_until_they_have(session, meeting, people):
    assert len(self_checks(session, ON, 2026)) == len(people)
    with pytest.raises(OfficeError, match="没有写对照检查要点"):
        write_check(session, meeting.id, people[0], " ")
    write_check(session, meeting.id, people[0], "联系群众不够")
    write_check(session, meeting.id, people[0], "联系群众还不够", "虚心接受")
    [written] = [row for row in self_checks(session, ON) if row.check is not None]
    assert (written.check.text, written.check.stand) == ("联系群众还不够", "虚心接受")
    assert life_meeting(session, meeting.id, ON).prepared.written == 1


def test_who_was_not_criticised_or_has_not_spoken_is_listed_after_the_meeting(
    session, branch, meeting, people
):
    one, other, third = people[:3]
    _, found = criticise(session, meeting.id, one, other, "抓学习不够紧")
    assert found == []
    lacks = {row.person_id: row.lack for row in criticisms(session, ON) if row.criticism is None}
    assert (lacks[one], lacks[other], lacks[third]) == (UNHEARD, MUTE, f"{MUTE}、{UNHEARD}")
    prepared = life_meeting(session, meeting.id, ON).prepared
    assert (prepared.spoken, prepared.criticised, prepared.expected) == (1, 1, len(people))
    assert all(row.criticism for row in criticisms(session, date(2026, 11, 18)))
    for wrong, said in (((one, one, "自己"), "同一个人"), ((one, other, "无"), "没有写批评意见")):
        with pytest.raises(OfficeError, match=said):
            criticise(session, meeting.id, *wrong)
    mark_attendance(session, meeting, presences(session, branch, absent=2))
    prepared = life_meeting(session, meeting.id, ON).prepared
    assert (prepared.there, prepared.expected) == (len(people) - 2, len(people))
    absent = [key for key, row in queries.attendance_of(session, meeting.id).items() if row.state != "出席"]
    _, [said] = criticise(session, meeting.id, one, absent[0], "遇事少商量")
    assert "到会名单" in said.message


def test_a_meeting_answers_for_its_year_and_says_what_lacks(session, branch, meeting):
    held = hold_meeting(session, values(branch, kind=CRITICISM, on=Day(2026, 2, 20), year=2025))
    assert [row.id for row in life_meetings(session, ON, 2025)] == [held.id]
    assert [row.id for row in life_meetings(session, ON)] == [meeting.id, held.id]
    assert life_years(session) == [2026, 2025]
    assert find_life(session, branch, CRITICISM, 2025) is held
    assert find_life(session, branch, LEADERS, 2025) is None
    row = life_meeting(session, meeting.id, ON)
    assert row.name == "2026 年度青禾中学党支部组织生活会"
    assert [one.message for one in row.findings][:2] == ["会前：制定方案", "会前：会前学习"]
    planned = hold_meeting(session, values(branch, kind=CRITICISM, on=Day(2026, 12, 20)))
    assert not [one for one in life_meeting(session, planned.id, ON).findings if "会前" not in one.message]


def test_the_leaders_need_two_thirds_and_meet_once_a_year(session, branch):
    held = [hold_meeting(session, values(branch, kind=LEADERS, on=Day(2026, 11, day))) for day in (3, 4)]
    [said] = check_life_meetings(session, ON)
    assert (said.code, said.arithmetic) == ("life-twice", "2026-11-03、2026-11-04；请核对所属年度")
    mark_attendance(session, held[0], presences(session, branch, absent=8))
    prepared = life_meeting(session, held[0].id, ON).prepared
    assert (prepared.due, prepared.present, prepared.least) == (21, 13, 14)
    few, _twice = check_life_meetings(session, ON)
    assert (few.code, few.arithmetic) == ("minutes-quorum", "应到 21 人，须三分之二以上即 14 人，实到 13 人")


def test_a_line_is_followed_until_it_is_done(session, branch):
    made = add_mending(session, line(branch))
    with pytest.raises(OfficeError, match="没有晚于"):
        delay(session, made, Day(2026, 12, 31), "放假")
    with pytest.raises(OfficeError, match="没有写延期原因"):
        delay(session, made, Day(2027, 3, 31), " ")
    delay(session, made, Day(2027, 3, 31), "放假")
    assert (made.due, made.delays) == (
        Day(2027, 3, 31),
        [{"from": "2026-12-31", "to": "2027-03-31", "why": "放假"}],
    )
    with pytest.raises(OfficeError, match="之后"):
        complete(session, made, Day(2026, 11, 21), "已落实")
    with pytest.raises(OfficeError, match="没有写完成情况"):
        complete(session, made, Day(2026, 11, 20), "")
    complete(session, made, Day(2026, 11, 20), "已落实")
    with pytest.raises(OfficeError, match="已经完成"):
        delay(session, made, Day(2027, 6, 30), "再等")
    reopen_mending(session, made)
    assert (made.done, made.result) == (None, "已落实")


@pytest.mark.parametrize("key", ["organisation_id", "year", "source", "problem", "by", "due"])
def test_a_line_says_what_whose_and_until_when(session, branch, key):
    with pytest.raises(OfficeError, match="没有"):
        add_mending(session, {each: value for each, value in line(branch).items() if each != key})


def test_what_is_open_of_earlier_years_stays_on_the_list(session, branch, meeting):
    old = add_mending(session, line(branch, year=2025, due=Day(2025, 12, 31)))
    done = add_mending(session, line(branch, year=2025, due=Day(2025, 6, 30), done=Day(2025, 6, 1)))
    new = add_mending(session, line(branch, meeting_id=meeting.id))
    rows = mendings(session, ON, 2026)
    assert [(row.id, row.state, row.late) for row in rows] == [
        (old.id, Mending.LATE, 324), (new.id, Mending.OPEN, 0),
    ]  # fmt: skip
    assert [row.id for row in mendings(session, ON, 2025)] == [done.id, old.id]
    assert mendings(session, ON, 2026, [branch + 1]) == []
    assert mending_years(session) == [2026, 2025]
    prepared = life_meeting(session, meeting.id, ON).prepared
    assert (prepared.last, prepared.items) == ((2, 1), 1)


def test_every_step_may_be_noted(session, meeting):
    for step in LIFE_STEPS:
        note_step(session, meeting.id, step, Day(2026, 11, 19))
    assert set(life_meeting(session, meeting.id, ON).prepared.steps) == set(LIFE_STEPS)


def test_criticism_of_who_was_away_and_early_mending_are_found(session, branch, meeting, people):
    mark_attendance(session, meeting, presences(session, branch, absent=2))
    away = [key for key, row in queries.attendance_of(session, meeting.id).items() if row.state != "出席"]
    criticise(session, meeting.id, people[0], away[0], "遇事少商量")
    criticise(session, meeting.id, people[0], people[1], "家访少")
    add_mending(session, line(branch, meeting_id=meeting.id, done=Day(2026, 11, 18), result="已改"))
    found = {one.code: one for one in check_life_meetings(session, ON)}
    assert found.keys() == {"criticism-away", "mending-early"}
    assert found["criticism-away"].message.startswith("1 条")
    assert found["mending-early"].arithmetic == "完成 2026-11-18，会议 2026-11-19"


def duties(session, on=ON):
    return {one.kind: one for one in due(session, on)}


def test_talks_are_called_for_from_october_and_mending_a_month_before_its_day(session, branch):
    row = add_mending(session, line(branch, due=Day(2026, 12, 20)))
    assert duties(session, date(2026, 10, 1)) == {}  # nobody keeps minutes here yet
    hold_meeting(session, values(branch, on=Day(2026, 3, 5)))
    assert duties(session, date(2026, 9, 30)) == {}
    assert duties(session, date(2026, 10, 1)).keys() == {"talks"}
    found = duties(session)
    assert found["talks"].text.startswith("2026 年还差谈心谈话：21 名党员（")
    assert found["talks"].due == date(2026, 12, 31)
    assert found["mending"].due == date(2026, 12, 20)
    assert (found["mending"].spot.view, found["mending"].spot.record_id) == ("rectification", row.id)
    complete(session, row, Day(2026, 11, 20), "已改")
    assert "mending" not in duties(session)


def test_a_meeting_near_its_day_or_held_of_late_says_what_it_lacks(session, branch):
    held = hold_meeting(session, values(branch, kind=CRITICISM, on=Day(2026, 12, 20)))
    assert "life" not in duties(session, date(2026, 11, 19))
    before = duties(session)["life"]
    assert (before.due, before.text) == (
        date(2026, 12, 20), "组织生活会（2026-12-20）还缺：制定方案、会前学习、征求意见、谈心谈话、对照检查",
    )  # fmt: skip
    after = duties(session, date(2027, 1, 5))["life"]
    assert after.due == date(2027, 1, 19)
    assert after.text.endswith("报送会议情况、通报整改措施")
    assert "life" not in duties(session, date(2027, 3, 21))
    assert after.spot.record_id == held.id


def test_a_meeting_that_is_taken_out_takes_its_steps_and_words_along_but_leaves_the_list(
    session, branch, meeting, people
):
    note_step(session, meeting.id, STUDIED, Day(2026, 11, 10))
    ask_opinion(session, meeting.id, {"text": "多听听课"})
    write_check(session, meeting.id, people[0], "联系群众不够")
    criticise(session, meeting.id, people[0], people[1], "家访少")
    row = add_mending(session, line(branch, meeting_id=meeting.id))
    drop_meeting(session, meeting, {})
    assert life_meetings(session, ON) == opinions(session, ON) == criticisms(session, ON) == []
    assert [one.item.meeting_id for one in mendings(session, ON) if one.id == row.id] == [None]
