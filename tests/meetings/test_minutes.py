"""A meeting as a whole: held, corrected, dropped, several votes in it, saved all or not at all."""

from dataclasses import replace

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings import queries
from partyoffice.meetings.actions.minutes import (
    add_item,
    correct_item,
    correct_meeting,
    drop_business,
    drop_item,
    drop_meeting,
    hold_meeting,
)
from partyoffice.meetings.actions.saving import save_minutes
from partyoffice.meetings.records import AgendaItem, Attendance, Meeting, Vote
from partyoffice.meetings.rules.kinds import COMMITTEE
from partyoffice.meetings.rules.voters import Presence
from partyoffice.meetings.rules.writing import Business, Minutes
from partyoffice.members.actions import appoint
from partyoffice.members.records import Person
from partyoffice.organisation.records import Organisation
from tests.meetings.conftest import ON, presences, tally, values


def business(person, who="段清和", votes=None, **more):
    about = {"decision": "讨论接收", "person_id": person[who], "resolution": "同意", **more}
    return Business(f"讨论接收{who}", tally=votes or tally(11, 11), **about)


def save(office, branch, decisions, *items, meeting=None, absent=9, **more):
    with office.change("登记会议") as session:
        given = Minutes(values(branch, **more), presences(session, branch, absent), items, meeting)
        saved, found = save_minutes(session, given, decisions)
        return saved.id, found


def rows(office):
    with office.reading() as session:
        return [session.query(kind).count() for kind in (Meeting, AgendaItem, Attendance, Vote)]


def items(office, meeting):
    with office.reading() as session:
        return [one.id for one in queries.items_of(session, meeting)]


@pytest.mark.parametrize("key", ["organisation_id", "kind", "on"])
def test_a_meeting_without_body_kind_or_day_is_refused(office, branch, key):
    with pytest.raises(OfficeError, match="会议缺少"), office.change("登记会议") as session:
        hold_meeting(session, values(branch) | {key: None})
    assert rows(office) == [0, 0, 0, 0]


def test_two_people_are_voted_on_one_by_one_at_one_meeting(office, branch, person, decisions, done):
    meeting, found = save(
        office, branch, decisions, business(person), business(person, "程以安", tally(11, 9, 2))
    )
    assert rows(office) == [1, 2, 21, 2]
    assert [one.code for one in found] == ["Q2"]
    assert done.log == [("apply", person["段清和"], "2026-11-12", {})]
    with office.reading() as session:
        first, second = queries.items_of(session, meeting)
        assert (first.place, second.place, first.resolution) == (0, 1, "同意")
        assert [queries.vote_of(session, one.id).passed for one in (first, second)] == [True, False]
        assert session.get_one(Meeting, meeting).entered == Day(2026, 11, 20)
        assert queries.last_item(session, "讨论接收", person["段清和"]).id == first.id
        assert queries.last_item(session, "讨论接收", person["段清和"], Day(2026, 11, 11)) is None


def test_where_one_vote_cannot_be_the_whole_meeting_is_kept_out_and_the_person_named(
    office, branch, person, decisions
):
    with pytest.raises(OfficeError, match="程以安：发出 12 票"):
        save(office, branch, decisions, business(person), business(person, "程以安", tally(12, 11)))
    assert rows(office) == [0, 0, 0, 0]


def test_one_person_is_put_to_the_vote_once_a_meeting(office, branch, person, decisions):
    with pytest.raises(OfficeError, match="已有议题"):
        save(office, branch, decisions, business(person), business(person))


def test_a_second_vote_joins_the_meeting_of_the_day(office, branch, person, decisions, done):
    meeting, _ = save(office, branch, decisions, business(person))
    save(office, branch, decisions, business(person, "程以安"), meeting=meeting, place="礼堂")
    assert rows(office) == [1, 2, 21, 2]
    assert done.verbs() == ["apply", "apply"]
    with office.reading() as session:
        [found] = queries.meetings_on(session, branch, ON)
        assert (found.id, found.place) == (meeting, "礼堂")
        assert queries.meetings_on(session, branch, ON, COMMITTEE) == []


@pytest.mark.parametrize("state", ["已定稿", "已签字"])
def test_final_minutes_are_changed_only_after_they_are_a_draft_again(
    office, branch, person, decisions, state
):
    meeting, _ = save(office, branch, decisions, business(person))
    [item] = items(office, meeting)
    with office.change("定稿") as session:
        session.get_one(Meeting, meeting).state = state
    with pytest.raises(OfficeError, match=f"的记录{state}"):
        save(office, branch, decisions, business(person, "程以安"), meeting=meeting)
    with pytest.raises(OfficeError, match=f"的记录{state}"), office.change("删除表决") as session:
        drop_business(session, item, decisions)
    assert rows(office) == [1, 1, 21, 1]


def test_another_attendance_is_held_against_the_votes_there_are(office, branch, person, decisions):
    meeting, _ = save(office, branch, decisions, business(person))
    with pytest.raises(OfficeError, match="段清和：发出 11 票，实到 12 人"):
        save(office, branch, decisions, business(person, "程以安", tally(12, 12)), meeting=meeting, absent=8)
    assert rows(office) == [1, 1, 21, 1]


def test_votes_and_attendance_are_corrected_together(office, branch, person, decisions, done):
    meeting, _ = save(office, branch, decisions, business(person))
    [item] = items(office, meeting)
    mended = business(person, votes=tally(12, 10, 2), item_id=item)
    save(office, branch, decisions, mended, meeting=meeting, absent=8)
    assert done.verbs() == ["apply", "back"]
    with office.reading() as session:
        vote = queries.vote_of(session, item)
        assert (vote.present, vote.yes, vote.passed) == (12, 10, False)


def test_a_meeting_moved_to_another_day_takes_its_decisions_along(office, branch, person, decisions, done):
    meeting, _ = save(
        office, branch, decisions, business(person), business(person, "程以安", tally(11, 9, 2))
    )
    with office.change("更正会议") as session:
        correct_meeting(session, session.get_one(Meeting, meeting), {"on": Day(2026, 11, 13)}, decisions)
    assert [(verb, day) for verb, _, day, _ in done.log] == [
        ("apply", "2026-11-12"), ("back", "2026-11-12"), ("apply", "2026-11-13"),
    ]  # fmt: skip
    with office.change("更正会议") as session:
        correct_meeting(session, session.get_one(Meeting, meeting), {"recorder": "江知然"}, decisions)
    assert len(done.log) == 3
    with pytest.raises(OfficeError, match="还没有开"), office.change("更正会议") as session:
        correct_meeting(session, session.get_one(Meeting, meeting), {"on": Day(2026, 12, 1)}, decisions)


def test_what_bears_on_the_decision_is_done_anew_and_a_performance_is_not(
    office, branch, person, decisions, done
):
    meeting, _ = save(office, branch, decisions, business(person, given={"months": "6", "performance": ""}))
    [item] = items(office, meeting)
    for given in ({"months": "6", "performance": "能带头"}, {"months": "9", "performance": "能带头"}):
        with office.change("更正议题") as session:
            correct_item(session, session.get_one(AgendaItem, item), {"given": given}, decisions)
    assert done.verbs() == ["apply", "back", "apply"]
    assert done.log[-1][3]["months"] == "9"
    with office.change("更正议题") as session:
        correct_item(session, session.get_one(AgendaItem, item), {"person_id": person["程以安"]}, decisions)
    assert [one[:2] for one in done.log[-2:]] == [("back", person["段清和"]), ("apply", person["程以安"])]


def test_an_item_dropped_takes_its_decision_back(office, branch, person, decisions, done):
    meeting, _ = save(office, branch, decisions, business(person), business(person, "程以安"))
    with office.change("删除议题") as session:
        drop_item(session, queries.items_of(session, meeting)[0], decisions)
    assert done.verbs() == ["apply", "apply", "back"]
    assert rows(office) == [1, 1, 21, 1]


def test_a_meeting_deleted_takes_everything_with_it_and_comes_back_by_undo(
    office, branch, person, decisions, done
):
    meeting, _ = save(
        office, branch, decisions, business(person), business(person, "程以安", tally(11, 9, 2))
    )
    with office.change("删除会议") as session:
        drop_meeting(session, queries.find_meeting(session, meeting), decisions)
    assert rows(office) == [0, 0, 0, 0]
    assert done.verbs() == ["apply", "back"]
    office.undo()
    assert rows(office) == [1, 2, 21, 2]
    with office.reading() as session, pytest.raises(OfficeError, match="没有编号为 99"):
        queries.find_meeting(session, 99)


def test_who_is_no_longer_of_the_branch_is_taken_out_of_the_attendance(office, branch, person, decisions):
    meeting, _ = save(office, branch, decisions)
    with office.change("更正出席") as session:
        left = dict(list(presences(session, branch, 0).items())[:5])
        first = next(iter(left))
        left[first] = replace(left[first], state="请假", reason="公差")
        save_minutes(session, Minutes(values(branch), left, (), meeting), decisions)
    with office.reading() as session:
        marked = queries.attendance_of(session, meeting)
        assert [one.reason for one in marked.values()] == ["公差", "", "", "", ""]
        assert list(queries.presences_of(session, meeting).values())[1] == Presence()


def test_a_committee_is_attended_by_those_with_a_post_and_the_secretary_is_known(office, branch):
    with office.change("任职") as session:
        body, people = session.get_one(Organisation, branch), session.query(Person).limit(3).all()
        for one, post in zip(people, ("组织委员", "党支部副书记", "党支部书记"), strict=True):
            appoint(session, one, post, body, Day(2026, 1, 5))
    with office.reading() as session:
        assert len(queries.seats(session, branch, ON.first)) == 21
        seats = queries.seats(session, branch, ON.first, COMMITTEE)
        assert [one.post for one in seats] == ["党支部书记", "党支部副书记", "组织委员"]
        assert queries.secretary_of(session, branch, ON.first) == people[2].name
        assert queries.secretary_of(session, branch, Day(2026, 1, 4).first) == ""


def test_an_item_without_a_decision_may_stand_as_often_as_one_likes(office, branch):
    with office.change("登记会议") as session:
        meeting = hold_meeting(session, values(branch))
        for _ in range(2):
            add_item(session, meeting, "传达文件")
        assert [one.place for one in queries.items_of(session, meeting.id)] == [0, 1]
