"""Numbers in brackets are those of the rules' examples (operations, F3)."""

import pytest
from elections_given import NAMES, SHEET, standing, votes

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.elections import queries
from partyoffice.elections.actions.ballots import (
    Standing,
    change_candidates,
    describe,
    put_up,
    remove_ballot,
    vote_again,
)
from partyoffice.elections.actions.beginning import begin, correct, drop, note_step, remove
from partyoffice.elections.actions.concluding import conclude
from partyoffice.elections.actions.counting import count, find_void, leave_open, told
from partyoffice.elections.queries.meetings import electors, meetings_of
from partyoffice.elections.records import BASE, Ballot, Election, Nominee
from partyoffice.elections.rules.counting import Votes
from partyoffice.elections.rules.words import APPROVED, ASKED, CONFIRMED, DROPPED, HELD, NOT_COUNTED, PLANNED
from partyoffice.meetings.records import Attendance, Meeting
from partyoffice.members.actions import add_person, appoint
from partyoffice.members.queries import everyone
from partyoffice.members.records import Award
from partyoffice.members.rules import Category
from partyoffice.organisation.actions import begin_term
from partyoffice.organisation.queries import terms_of
from partyoffice.organisation.records import Organisation
from partyoffice.store import settings

HELD_ON = Day(2026, 10, 20)
OF_COMMITTEE = SHEET | {"due": 3, "present": 3, "issued": 3, "returned": 3, "valid": 3}


def lead(session, election, people, yes=3, name=NAMES[0]):
    """Elect the 书记 by the new committee."""
    made = put_up(session, election, "书记", 1, standing(people, name))
    count(session, made, OF_COMMITTEE, [Votes(name, yes, 3 - yes)])
    return made


# -- begun and led on ------------------------------------------------------------------------


def test_one_election_of_a_body_at_a_time(session, body, election):
    with pytest.raises(OfficeError, match="还没有办完"):
        begin(session, body, 5, {})
    with pytest.raises(OfficeError, match="原因"):
        drop(session, election, " ")
    drop(session, election, "上级批准延期")
    assert (election.state, election.why_dropped) == (DROPPED, "上级批准延期")
    with pytest.raises(OfficeError, match="已经中止"):
        note_step(session, election, "reported", Day(2026, 10, 21))
    assert begin(session, body, 5, {}).number == 5


def test_each_step_is_noted_with_its_day_and_number_and_never_before_an_earlier_one(session, body):
    election = begin(session, body, 4, {})
    assert election.state == PLANNED
    note_step(session, election, "decided", Day(2026, 9, 1))
    note_step(session, election, "asked", Day(2026, 9, 2), "青中党支〔2026〕8号")
    assert (election.state, election.asked_by) == (ASKED, "青中党支〔2026〕8号")
    with pytest.raises(OfficeError, match="换届批复 2026-09-01 早于换届请示 2026-09-02"):
        note_step(session, election, "approved", Day(2026, 9, 1))
    note_step(
        session, election, "approved", Day(2026, 9), "青教党〔2026〕50号"
    )  # the day itself may be unknown
    assert election.state == APPROVED
    with pytest.raises(OfficeError, match="换届请示 2026-10-01 晚于换届批复 2026-09"):
        note_step(session, election, "asked", Day(2026, 10, 1))
    with pytest.raises(OfficeError, match="支委会研究 2026-09-01 晚于换届请示 2026-08-01"):
        correct(session, election, {"asked": Day(2026, 8, 1)})
    correct(session, election, {"approved": None, "seats": 5})
    assert (election.state, election.approved, election.seats) == (ASKED, None, 5)


def test_an_election_entered_by_mistake_is_taken_out_until_it_is_counted(session, election, ballot):
    count(session, ballot, SHEET, votes(10, 9, 8, 3))
    with pytest.raises(OfficeError, match="已有计票结果"):
        remove(session, election)


def test_taking_an_election_out_takes_its_candidates_along(session, election, ballot):
    remove(session, election)
    session.flush()
    assert [session.query(kind).count() for kind in (Election, Ballot, Nominee)] == [0, 0, 0]


def test_only_the_known_reasons_leave_somebody_out_of_the_electors(session, election):
    row = {"name": "江予安", "reason": NOT_COUNTED[3], "consented": "2026-10-01", "adopted": "2026-10-20"}
    correct(session, election, {"excluded": [row]})
    assert election.excluded == [row]
    with pytest.raises(OfficeError, match="原因“出差”"):
        correct(session, election, {"excluded": [row | {"reason": "出差"}]})


# -- candidates ------------------------------------------------------------------------------


def test_candidates_are_a_fifth_more_than_the_seats(session, people, election):
    with pytest.raises(OfficeError, match=r"不少于 4 人，现有 3 人.*第十三条"):
        put_up(session, election, "委员", 3, standing(people, *NAMES[:3]))
    with pytest.raises(OfficeError, match="重复"):
        put_up(session, election, "委员", 3, standing(people, *NAMES[:3], NAMES[0]))
    with pytest.raises(OfficeError, match="没有候选人"):
        put_up(session, election, "书记", 1, [])
    with pytest.raises(OfficeError, match="少于应选名额"):
        put_up(session, election, "代表", 2, standing(people, NAMES[0]))


def test_committee_names_stand_by_strokes_and_leaders_as_they_were_approved(session, people, election):
    made = put_up(session, election, "委员", 3, standing(people, *NAMES[3::-1]))
    found = queries.nominees_of(session, made.id)
    assert [one.name for one in found] == list(NAMES[:4])
    assert {one.post for one in found} == {"党支部委员"}
    leaders = put_up(session, election, "书记", 1, standing(people, NAMES[2], NAMES[1]))
    assert [one.name for one in queries.nominees_of(session, leaders.id)] == [NAMES[2], NAMES[1]]
    with pytest.raises(OfficeError, match="已有“委员”的选票"):
        put_up(session, election, "委员", 3, standing(people, *NAMES[:4]))


def test_only_full_members_with_their_rights_may_stand(session, body, people, election):
    branch = session.get_one(Organisation, body)
    young = add_person(session, {"name": "骆嘉言"}, category=Category.PROBATIONARY, branch=branch)
    session.add(Award(person_id=people[NAMES[1]].id, kind="留党察看", on=Day(2026, 3, 1)))
    session.flush()
    asked = [*standing(people, *NAMES[:3]), Standing("骆嘉言", young.id)]
    with pytest.raises(OfficeError, match=r"江予安没有被选举权.*留党察看期间.*骆嘉言是预备党员.*第五条"):
        put_up(session, election, "委员", 3, asked)
    assert queries.ballots_of(session, election.id) == []


def test_candidates_change_until_they_are_counted(session, people, election, ballot):
    change_candidates(session, ballot, 2, standing(people, *NAMES[1:4]))
    assert (ballot.seats, [one.name for one in queries.nominees_of(session, ballot.id)]) == (
        2,
        list(NAMES[1:4]),
    )
    count(session, ballot, SHEET, votes(10, 9, 1, names=NAMES[1:4]))
    with pytest.raises(OfficeError, match="不能再改"):
        change_candidates(session, ballot, 2, standing(people, *NAMES[:3]))
    with pytest.raises(OfficeError, match="不能删除"):
        remove_ballot(session, ballot)
    second = put_up(session, election, "书记", 1, standing(people, NAMES[1]))
    remove_ballot(session, second)
    assert len(queries.ballots_of(session, election.id)) == 1


def test_what_a_candidate_is_to_become_is_written_beside_the_name(session, ballot):
    describe(session, ballot, {NAMES[0]: ("党支部书记", "教学骨干"), NAMES[1]: ("", "")})
    found = queries.nominees_of(session, ballot.id)
    assert [(one.post, one.profile) for one in found[:2]] == [("党支部书记", "教学骨干"), ("", "")]
    with pytest.raises(OfficeError, match="选票上没有骆嘉言"):
        describe(session, ballot, {"骆嘉言": ("", "")})


# -- counted ---------------------------------------------------------------------------------


def test_who_has_more_than_half_of_those_due_is_elected_48(session, people, election, ballot):
    outcome = count(session, ballot, SHEET, votes(10, 9, 6, 5))
    assert (outcome.elected, outcome.needed) == (NAMES[:3], 6)
    assert [one.name for _, one in queries.elected(session, election.id)] == list(NAMES[:3])
    assert (election.state, queries.seats_left(session, election, "委员")) == (HELD, 0)
    assert (
        "应到 11 人，超过半数为 6 票；当选：方砚舟、江予安、沈砚秋。选足名额" in told(session, ballot).message
    )
    with pytest.raises(OfficeError, match="没有空缺"):
        vote_again(session, election, "委员", standing(people, NAMES[3]))


def test_the_half_of_those_present_elects_where_the_office_says_so(session, ballot):
    settings.put(session, BASE, "实到")
    assert count(session, ballot, SHEET | {"present": 9, "issued": 9, "returned": 9, "valid": 9},
                 votes(9, 8, 5, 4, valid=9)).elected == NAMES[:3]  # fmt: skip
    settings.put(session, BASE, "应到")
    assert queries.outcome_of(session, ballot).elected == NAMES[:3]  # as the office said when it counted


def test_too_few_came_47(session, ballot):
    sheet = SHEET | {"due": 12, "present": 9, "issued": 9, "returned": 9, "valid": 9}
    with pytest.raises(OfficeError, match=r"不足五分之四.*应到 12 人，五分之四为 10 人，实到 9 人.*依据"):
        count(session, ballot, sheet, votes(9, 8, 7, 3, valid=9))
    count(session, ballot, SHEET | {"due": 12}, votes(10, 9, 8, 3))


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ({"returned": 11, "valid": 11}, "收回的选票多于发出的选票，选举无效.*发出 10 张，收回 11 张"),
        ({"invalid": 1}, "有效 10＋无效 1＝11，收回 10 张"),
        (
            {"valid": 9, "invalid": 1},
            "方砚舟的赞成、不赞成、弃权之和不等于有效票（10＋0＋0＝10，有效票 9 张）",
        ),
        ({"present": 12}, "实到多于应到"),
        ({"issued": 11}, "发出的选票多于实到的人"),
        ({"tellers": "林知夏、骆嘉言"}, "林知夏是候选人，不能担任监票人.*第二十二条"),
    ],
)
def test_a_counting_sheet_that_does_not_agree_is_refused(session, ballot, sheet, said):
    with pytest.raises(OfficeError, match=said):
        count(session, ballot, SHEET | sheet, votes(10, 9, 8, 3))


def test_more_names_are_chosen_than_ballots_can_hold_51(session, ballot):
    with pytest.raises(OfficeError, match="赞成和另选共 31，每张最多选 3 人×10 张＝30"):
        count(session, ballot, SHEET, votes(10, 9, 8, 4))


def test_every_candidate_and_nobody_twice_is_counted(session, ballot):
    with pytest.raises(OfficeError, match="没有写林知夏的票数"):
        count(session, ballot, SHEET, votes(10, 9, 8))
    with pytest.raises(OfficeError, match="写了两次"):
        count(session, ballot, SHEET, [*votes(10, 9, 8, 3), Votes(NAMES[0], 1, 9)])
    with pytest.raises(OfficeError, match="选票上没有顾清和"):
        count(session, ballot, SHEET, [*votes(10, 9, 3, 3), Votes("顾清和", 5, 5)])
    with pytest.raises(OfficeError, match="林知夏是候选人"):
        count(session, ballot, SHEET, [*votes(10, 9, 3), Votes("林知夏", 3, written_in=True)])


def test_somebody_written_in_may_be_elected_and_is_found_in_the_roster(session, people, ballot):
    written = Votes("顾清和", 7, written_in=True)
    assert count(session, ballot, SHEET, [*votes(10, 9, 3, 1), written]).elected == (*NAMES[:2], "顾清和")
    assert queries.nominees_of(session, ballot.id)[-1].person_id == people["顾清和"].id
    with pytest.raises(OfficeError, match="另选的顾清和得票多于有效票"):
        count(session, ballot, SHEET, [*votes(10, 9, 0, 0), Votes("顾清和", 11, written_in=True)])
    with pytest.raises(OfficeError, match="另选 9 人次，不赞成 8 人次"):
        count(session, ballot, SHEET, [*votes(9, 9, 7, 7), Votes("顾清和", 9, written_in=True)])
    assert [one.yes for one in queries.nominees_of(session, ballot.id)][-1] is not None


def test_more_ballots_than_were_given_out_void_the_election_and_it_is_held_again_50(
    session, people, election, ballot
):
    with pytest.raises(OfficeError, match="原因"):
        find_void(session, ballot, "", {})
    find_void(session, ballot, "收回的选票多于发出的选票", {"issued": 10, "returned": 11})
    assert (queries.counted(ballot), queries.seats_left(session, election, "委员")) == (False, 3)
    again = vote_again(session, election, "委员", standing(people, *NAMES[:4]))
    count(session, again, SHEET | {"returned": 9, "valid": 9}, votes(9, 8, 7, 3, valid=9))
    assert (again.round, queries.seats_left(session, election, "委员")) == (2, 0)


# -- ties and gaps ---------------------------------------------------------------------------


def test_a_tie_at_the_edge_is_voted_again_among_the_tied_and_the_most_votes_elect(
    session, people, election, ballot
):
    outcome = count(session, ballot, SHEET, votes(10, 6, 7, 6))
    assert (outcome.elected, outcome.tied) == ((NAMES[0], NAMES[2]), (NAMES[1], NAMES[3]))
    assert "江予安、林知夏得票相等" in told(session, ballot).message
    with pytest.raises(OfficeError, match="还差 1 名"):
        conclude(session, election, Day(2026, 11, 1), HELD_ON)
    second = vote_again(session, election, "委员", standing(people, NAMES[1], NAMES[3]))
    assert (second.round, second.seats) == (2, 1)
    with pytest.raises(OfficeError, match="还有没有计票的选票"):
        vote_again(session, election, "委员", standing(people, NAMES[1]))
    count(session, second, SHEET, [Votes(NAMES[1], 4, 5, 1), Votes(NAMES[3], 5, 4, 1)])
    assert [one.name for _, one in queries.elected(session, election.id)] == [NAMES[0], NAMES[2], NAMES[3]]
    assert "得票多的当选" in told(session, second).message
    with pytest.raises(OfficeError, match="第 2 次投票，不能再改"):
        count(session, ballot, SHEET, votes(10, 9, 8, 3))


def test_too_few_are_elected_and_the_seat_is_voted_again(session, people, election, ballot):
    assert count(session, ballot, SHEET, votes(10, 9, 5, 4)).vacant == 1
    second = vote_again(session, election, "委员", standing(people, *NAMES[2:4]))
    count(session, second, SHEET, [Votes(NAMES[2], 5, 5), Votes(NAMES[3], 5, 5)])  # no tie of elected ones
    assert queries.seats_left(session, election, "委员") == 1
    with pytest.raises(OfficeError, match="空缺 1 名，候选人只有 0 名"):
        vote_again(session, election, "委员", [])


def test_a_seat_is_left_open_with_the_consent_of_more_than_half_53(session, people, election, ballot):
    with pytest.raises(OfficeError, match="没有空缺"):
        leave_open(session, ballot, 1, 6)
    count(session, ballot, SHEET, votes(10, 9, 5, 4))
    for leaving, consented, said in (
        (1, 5, "超过半数为 6 人，同意 5 人"),
        (2, 6, "不能减少 2 名"),
        (1, 12, "多于选举人"),
    ):
        with pytest.raises(OfficeError, match=said):
            leave_open(session, ballot, leaving, consented)
    leave_open(session, ballot, 1, 6)
    assert (ballot.vacated, ballot.consented, queries.seats_left(session, election, "委员")) == (1, 6, 0)
    conclude(session, election, Day(2026, 11, 1), HELD_ON)


# -- the leaders, and what follows -----------------------------------------------------------


def test_the_new_committee_elects_its_secretary(session, people, election, ballot):
    leaders = put_up(session, election, "书记", 1, standing(people, NAMES[3]))
    with pytest.raises(OfficeError, match="委员还没有选足"):
        count(session, leaders, OF_COMMITTEE, [Votes(NAMES[3], 3)])
    count(session, ballot, SHEET, votes(10, 9, 8, 3))
    with pytest.raises(OfficeError, match="当选委员 3 人，应到 10 人"):
        count(session, leaders, SHEET | {"due": 10}, [Votes(NAMES[3], 10)])
    with pytest.raises(OfficeError, match="林知夏没有当选委员，不能当选书记"):
        count(session, leaders, OF_COMMITTEE, [Votes(NAMES[3], 3)])
    change_candidates(session, leaders, 1, standing(people, NAMES[0]))
    with pytest.raises(OfficeError, match="还没有计票"):
        conclude(session, election, Day(2026, 11, 1), HELD_ON)
    assert count(session, leaders, OF_COMMITTEE, [Votes(NAMES[0], 2, 1)]).elected == (NAMES[0],)
    with pytest.raises(OfficeError, match="不能再改"):
        count(session, ballot, SHEET, votes(10, 9, 3, 8))


def test_a_branch_without_a_committee_elects_its_secretary_in_the_assembly(session, people, election):
    made = put_up(session, election, "书记", 1, standing(people, NAMES[0]))
    assert count(session, made, SHEET, [Votes(NAMES[0], 9, 1)]).elected == (NAMES[0],)
    assert conclude(session, election, Day(2026, 11, 1), HELD_ON) == ["方砚舟 党支部书记"]


def test_the_result_turns_posts_and_term(session, body, people, election, ballot):
    branch = session.get_one(Organisation, body)
    begin_term(session, branch, 3, Day(2023, 10, 20))
    appoint(session, people["顾清和"], "党支部书记", branch, Day(2023, 10, 20))
    appoint(session, people["顾清和"], "党小组组长", branch, Day(2023, 10, 20))  # of no committee
    with pytest.raises(OfficeError, match="还没有选举结果"):
        conclude(session, election, Day(2026, 11, 1), HELD_ON)
    count(session, ballot, SHEET, votes(10, 9, 8, 3))
    lead(session, election, people)
    with pytest.raises(OfficeError, match="早于选举大会"):
        conclude(session, election, Day(2026, 11, 1), Day(2026, 10, 19))
    with pytest.raises(OfficeError, match="选举结果批复 2026-10-01 早于选举大会"):
        conclude(session, election, Day(2026, 10, 1), HELD_ON)
    said = conclude(
        session, election, Day(2026, 11, 1), HELD_ON, "青教党〔2026〕50号", {"江予安": "组织委员"}
    )
    assert said == ["方砚舟 党支部书记", "江予安 组织委员", "沈砚秋 党支部委员"]
    posts = {one.name: one.post for one in everyone(session, Day(2026, 11, 20).first) if one.post}
    assert posts == {
        "方砚舟": "党支部书记", "江予安": "组织委员", "沈砚秋": "党支部委员", "顾清和": "党小组组长"
    }  # fmt: skip
    assert [(one.number, one.ended) for one in terms_of(session, body)] == [(3, HELD_ON), (4, None)]
    assert (election.state, queries.running(session, body)) == (CONFIRMED, None)
    for late in (lambda: drop(session, election, "不办了"), lambda: correct(session, election, {})):
        with pytest.raises(OfficeError, match="已经办完"):
            late()


def test_a_by_election_leaves_the_others_and_the_term(session, body, people):
    branch = session.get_one(Organisation, body)
    begin_term(session, branch, 3, Day(2024, 10, 20))
    for name, post in ((NAMES[0], "党支部委员"), (NAMES[1], "组织委员")):
        appoint(session, people[name], post, branch, Day(2024, 10, 20))
    election = begin(session, body, 3, {"byelection": True, "held": HELD_ON})
    made = put_up(session, election, "书记", 1, standing(people, NAMES[0]))
    count(session, made, OF_COMMITTEE, [Votes(NAMES[0], 3)])
    conclude(session, election, Day(2026, 11, 1), HELD_ON)
    posts = {one.name: one.post for one in everyone(session, Day(2026, 11, 20).first) if one.post}
    assert posts == {NAMES[0]: "党支部书记", NAMES[1]: "组织委员"}
    assert [(one.number, one.ended) for one in terms_of(session, body)] == [(3, None)]


def test_who_is_not_in_the_roster_cannot_take_a_post(session, people, election):
    asked = [*standing(people, *NAMES[:3]), Standing("骆嘉言")]
    ballot = put_up(session, election, "委员", 3, asked)
    names = [one.name for one in queries.nominees_of(session, ballot.id)]
    yes = {"骆嘉言": 9, NAMES[0]: 10, NAMES[1]: 8, NAMES[2]: 3}
    count(session, ballot, SHEET, [Votes(name, yes[name], 10 - yes[name]) for name in names])
    with pytest.raises(OfficeError, match="骆嘉言不在名册中"):
        conclude(session, election, Day(2026, 11, 1), HELD_ON)


def test_delegates_are_elected_to_no_post(session, people, election):
    made = put_up(session, election, "代表", 1, standing(people, *NAMES[:2]))
    count(session, made, SHEET, votes(9, 1))
    with pytest.raises(OfficeError, match="还没有选举结果"):
        conclude(session, election, Day(2026, 11, 1), HELD_ON)


def test_the_meeting_on_record_tells_how_many_came_and_may_be_taken_out(
    session, body, people, election, ballot
):
    meeting = Meeting(organisation_id=body, kind="支部党员大会", on=HELD_ON)
    session.add(meeting)
    session.flush()
    session.add_all(
        Attendance(meeting_id=meeting.id, person_id=one.id, state="出席" if at else "请假")
        for at, one in enumerate(people.values())
    )
    session.flush()
    note_step(session, election, "held", HELD_ON, meeting=meeting.id)
    assert [one.id for one in meetings_of(session, body)] == [meeting.id]
    assert electors(session, election, ballot, HELD_ON.first) == (5, 4)
    for row in session.query(Attendance).all():
        session.delete(row)
    session.flush()
    session.delete(meeting)
    session.flush()
    assert electors(session, election, ballot, HELD_ON.first) == (5, 5)  # the roster of the day
