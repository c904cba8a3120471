"""Numbers in brackets are those of the rules' examples (operations, F3)."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Severity
from partyoffice.elections.rules.counting import (
    Votes,
    check_consent,
    check_sheet,
    counted,
    told_of,
)
from partyoffice.elections.rules.standing import (
    check_leaders,
    check_right,
    check_tellers,
    in_order,
    is_committee_post,
    names_in,
    usual_post,
)
from partyoffice.elections.rules.steps import (
    BY_KEY,
    CONFIRM,
    DECIDED,
    MEETING,
    REPORT,
    REQUEST,
    STEPS,
    due_of,
    judge,
    misplaced,
    next_of,
    skipped,
    state_of,
    window,
)
from partyoffice.elections.rules.typed import (
    agreed,
    excluded_in,
    excluded_text,
    posts_in,
    table_text,
    votes_in,
)
from partyoffice.elections.rules.words import ASKED, CONFIRMED, PLANNED
from partyoffice.meetings.rules.elections import Election, Whose

ENDS = date(2026, 9, 15)
DAYS = {
    "decided": Day(2026, 7, 20), "asked": Day(2026, 7, 22), "approved": Day(2026, 8, 1),
    "proposed": Day(2026, 8, 5), "accepted": Day(2026, 8, 12), "held": Day(2026, 9, 10),
}  # fmt: skip
FRAME = Election(11, 10, 3, 10, 10)


# -- the way ---------------------------------------------------------------------------------


def test_the_next_step_follows_the_last_one_done():
    assert next_of({}) is DECIDED
    assert next_of({"decided": Day(2026, 7, 20)}) is REQUEST
    assert next_of(DAYS) is REPORT
    assert next_of({"held": Day(2026, 9, 10)}) is REPORT
    assert next_of(DAYS | {"confirmed": Day(2026, 10, 1)}) is None


def test_what_was_passed_over_is_known():
    assert skipped({}) == []
    assert [step.key for step in skipped({"asked": Day(2026, 7, 1), "held": Day(2026, 9, 1)})] == [
        "decided", "approved", "proposed", "accepted",
    ]  # fmt: skip
    assert skipped(DAYS | {"confirmed": Day(2026, 10, 1)}) == [REPORT]


def test_the_committee_decides_and_asks_one_to_two_months_before_the_end():
    assert window(DECIDED, ENDS) == (date(2026, 7, 15), date(2026, 8, 15))
    assert due_of(REQUEST, {}, ENDS) == date(2026, 8, 15)
    assert due_of(MEETING, DAYS, ENDS) == ENDS
    assert due_of(MEETING, DAYS, None) is None
    assert due_of(REPORT, DAYS, ENDS) == date(2026, 10, 10)
    assert due_of(REPORT, {}, ENDS) is None
    assert due_of(CONFIRM, DAYS | {"reported": Day(2026, 9, 11)}, None) == date(2026, 10, 11)


def test_a_step_lies_between_those_around_it():
    assert misplaced("approved", Day(2026, 8, 1), DAYS) == ""
    assert misplaced("approved", Day(2026, 7), DAYS) == ""  # the day of the month may fit
    assert misplaced("approved", Day(2026, 7, 21), DAYS) == "换届批复 2026-07-21 早于换届请示 2026-07-22"
    assert misplaced("asked", Day(2026, 8, 2), DAYS) == "换届请示 2026-08-02 晚于换届批复 2026-08-01"


def test_the_stage_is_that_of_the_last_step_that_has_one():
    assert state_of({}, PLANNED) == PLANNED
    assert state_of({"asked": Day(2026, 7, 1), "decided": None}, PLANNED) == ASKED
    assert state_of(dict.fromkeys(BY_KEY, Day(2026, 7, 1)), PLANNED) == CONFIRMED
    assert len(STEPS) == len(BY_KEY)


def test_a_meeting_without_the_reply_before_it_is_told():
    assert judge(DAYS, ENDS) == []
    assert judge({}, ENDS) == []
    late = DAYS | {"approved": Day(2026, 9, 11), "accepted": None}
    found = judge(late, ENDS)
    assert [one.code for one in found] == ["ELEC-01", "ELEC-02"]
    assert found[1].arithmetic == "候选人预备人选批复 没有登记，选举大会 2026-09-10"


@pytest.mark.parametrize(
    ("held", "codes"),
    [
        (Day(2025, 9, 14), ["ELEC-03"]),
        (Day(2025, 9, 15), []),
        (Day(2026, 9, 15), []),
        (Day(2026, 9, 16), ["ELEC-04"]),
        (Day(2027, 9, 15), ["ELEC-04"]),
        (Day(2027, 9, 16), ["ELEC-03"]),
    ],
)
def test_early_or_late_by_more_than_a_year_is_told(held, codes):
    days = {"approved": held, "accepted": held, "held": held}
    assert [one.code for one in judge(days, ENDS)] == codes
    assert judge(days, None) == []


# -- who stands ------------------------------------------------------------------------------


def test_names_stand_by_strokes_but_leaders_as_approved():
    names = ["顾清和", "方砚舟", "林知夏"]
    assert in_order("委员", names) == ["方砚舟", "林知夏", "顾清和"]
    assert in_order("书记", names) == names
    assert in_order("副书记", names) == names


def test_tellers_are_no_candidates():
    assert names_in("林知夏、方砚舟，顾清和 ") == ["林知夏", "方砚舟", "顾清和"]
    assert names_in("") == []
    assert check_tellers(["林知夏"], ["方砚舟"]) == []
    assert check_tellers(["林知夏", "方砚舟"], ["方砚舟"])[0].message.startswith("方砚舟是候选人")


def test_only_full_members_with_rights_may_be_elected():
    assert check_right("林知夏", "正式党员", voting=True) == []
    assert "留党察看" in check_right("林知夏", "正式党员", voting=False)[0].arithmetic
    assert "是预备党员" in check_right("林知夏", "预备党员", voting=False)[0].arithmetic
    assert "名册以外" in check_right("林知夏", "", voting=False)[0].arithmetic


def test_leaders_come_from_the_committee():
    assert check_leaders("书记", ["方砚舟"], ["方砚舟", "林知夏"]) == []
    assert check_leaders("书记", ["方砚舟"], []) == []
    assert check_leaders("委员", ["方砚舟"], ["林知夏"]) == []
    assert check_leaders("副书记", ["方砚舟"], ["林知夏"])[0].message == "方砚舟没有当选委员，不能当选副书记"


def test_an_office_is_called_by_its_body():
    assert usual_post("党总支", "书记") == "党总支书记"
    assert usual_post("别的", "委员") == "党支部委员"
    assert usual_post("党支部", "代表") == ""


@pytest.mark.parametrize(
    ("post", "ends"), [("党支部书记", True), ("组织委员", True), ("党小组组长", False), ("普通党员", False)]
)
def test_posts_of_the_committee_end_with_its_term(post, ends):
    assert is_committee_post(post) is ends


# -- the sheet -------------------------------------------------------------------------------


def sheet(*votes, frame=FRAME, valid=10, invalid=0):
    return [one.code for one in check_sheet(frame, valid, invalid, votes)]


def test_a_sheet_whose_numbers_agree_passes():
    assert (
        sheet(Votes("甲", 10), Votes("乙", 7, 2, 1), Votes("丙", 3, 7), Votes("丁", 4, written_in=True)) == []
    )


@pytest.mark.parametrize(
    ("frame", "valid", "code"),
    [
        (Election(12, 9, 3, 9, 9), 9, "E1"),
        (Election(30, 30, 3, 30, 31), 31, "E2"),
        (Election(10, 11, 3, 11, 10), 10, "E4"),
        (Election(11, 10, 3, 11, 10), 10, "E5"),
        (FRAME, 9, "E6"),
    ],
)
def test_papers_that_cannot_be(frame, valid, code):
    assert sheet(frame=frame, valid=valid) == [code]


@pytest.mark.parametrize(
    ("votes", "codes"),
    [
        ((Votes("甲", 9),), ["E7"]),
        ((Votes("甲", 0, 10), Votes("丁", 11, written_in=True)), ["E8", "E10"]),
        ((Votes("甲", 10), Votes("乙", 10), Votes("丙", 10), Votes("丁", 1, 9)), ["E9"]),
        ((Votes("甲", 9, 1), Votes("丁", 2, written_in=True)), ["E10"]),
    ],
)
def test_votes_that_cannot_be(votes, codes):
    assert sheet(*votes) == codes


def test_leaving_a_seat_open_needs_more_than_half_53():
    assert check_consent(1, 1, 6, 11) == []
    assert check_consent(1, 1, 5, 10)[0].arithmetic == "选举人 10 人，超过半数为 6 人，同意 5 人"
    for given in ((1, 2, 6, 11), (1, 0, 6, 11), (1, 1, 12, 11)):
        assert [one.severity for one in check_consent(*given)] == [Severity.BLOCK]


def test_among_the_tied_the_most_votes_elect():
    frame = Election(11, 10, 1, 10, 10)
    votes = [Votes("甲", 4, 6), Votes("乙", 5, 5), Votes("丙", 9, written_in=True)]
    assert counted(frame, votes).elected == ("丙",)
    assert counted(frame, votes, among_tied=True).elected == ("乙",)
    again = counted(frame, [Votes("甲", 5, 5), Votes("乙", 5, 5)], among_tied=True)
    assert (again.elected, again.tied) == ((), ("甲", "乙"))


def test_the_count_is_told_in_one_line():
    votes = [Votes("甲", 9, 1), Votes("乙", 5, 5)]
    frame = Election(11, 10, 2, 10, 10)
    assert told_of(counted(frame, votes), frame).startswith(
        "应到 11 人，超过半数为 6 票；当选：甲。还差 1 名"
    )
    frame = Election(11, 10, 2, 10, 10, Whose.PRESENT)
    assert told_of(counted(frame, []), frame).startswith("实到 10 人，超过半数为 6 票；当选：没有人")
    assert "得票多的当选" in told_of(counted(frame, votes), frame, among_tied=True)


# -- what is typed ---------------------------------------------------------------------------


def test_votes_are_read_from_the_table_and_who_does_not_stand_was_written_in():
    assert votes_in("甲\t9\t1\n丁\t3\n\n", ["甲"]) == [Votes("甲", 9, 1), Votes("丁", 3, written_in=True)]
    with pytest.raises(OfficeError, match="甲的票数“九”不是整数"):
        votes_in("甲\t九", ["甲"])
    with pytest.raises(OfficeError, match="没有写姓名"):
        votes_in("\t9", ["甲"])
    assert votes_in("", []) == []


def test_tables_come_back_as_they_were_typed():
    assert posts_in("甲\t书记\n乙\t\n") == {"甲": "书记"}
    rows = excluded_in("甲\t长期卧床\t2026-09-01\t2026-10-20\n乙\t病")
    assert rows[1] == {"name": "乙", "reason": "病", "consented": "", "adopted": ""}
    assert excluded_in(excluded_text(rows)) == rows
    assert agreed(rows) == 1
    assert table_text([("甲", None, 3)]) == "甲\t\t3"
