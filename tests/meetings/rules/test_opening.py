"""§B3: how many must come to each kind of meeting, and what it may vote on."""

import pytest

from partyoffice.core.finding import Severity
from partyoffice.meetings.rules.elections import needed_present as needed_to_elect
from partyoffice.meetings.rules.kinds import (
    ASSEMBLY,
    COMMITTEE,
    COUNCIL,
    LEADERS,
    LECTURE,
    MEETING_KINDS,
    OF_POSTS,
    PARTY_DAY,
)
from partyoffice.meetings.rules.opening import MATTERS, check_opening, matters_of, needed_at, why_not_decide
from partyoffice.meetings.rules.voters import Count, on_committee
from partyoffice.meetings.rules.voting import (
    Ballots,
    Matter,
    Vote,
    VoteSettings,
    check_vote,
    more_than_half,
    needed_present,
    outcome_of,
    two_thirds,
    vote_basis,
)
from partyoffice.members.rules import Edition

NEW = Edition.OF_2026
STRICT = VoteSettings(half_is_enough=False)
ORDINARY, APPOINTMENT = Matter.ORDINARY, Matter.APPOINTMENT


# N, half or more present, passed by, 4/5 present to elect, 2/3 present
TABLE = [
    (3, 2, 2, 3, 2), (4, 2, 3, 4, 3), (5, 3, 3, 4, 4), (6, 3, 4, 5, 4), (7, 4, 4, 6, 5), (8, 4, 5, 7, 6),
    (9, 5, 5, 8, 6), (10, 5, 6, 8, 7), (11, 6, 6, 9, 8), (12, 6, 7, 10, 8), (13, 7, 7, 11, 9),
    (14, 7, 8, 12, 10), (15, 8, 8, 12, 10),
]  # fmt: skip


@pytest.mark.parametrize(("due", "half", "yes", "elect", "most"), TABLE)
def test_the_ready_table_of_the_rules(due, half, yes, elect, most):
    assert needed_present(ORDINARY, due) == half
    assert outcome_of(ORDINARY, Vote(due, due, yes)).passed
    assert not outcome_of(ORDINARY, Vote(due, due, yes - 1)).passed
    assert needed_to_elect(due) == elect
    assert two_thirds(due) == needed_present(APPOINTMENT, due) == most
    assert needed_present(ORDINARY, due, STRICT) == more_than_half(due) == yes


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((7, 4, 4), (True, True)),  # (41)
        ((7, 3, 3), (False, False)),  # (42)
        ((8, 4, 4), (True, False)),  # (44)
        ((8, 6, 5), (True, True)),  # (45)
        ((9, 5, 5), (True, True)),  # (65) a general item
    ],
)
def test_ordinary_matters_by_the_rules_examples(numbers, expected):
    found = outcome_of(ORDINARY, Vote(*numbers))
    assert (found.may_open, found.passed) == expected


def test_an_appointment_waits_for_two_thirds_with_its_arithmetic():
    """(65) 9 members, 5 present: an appointment needs 6."""
    [finding] = check_vote(APPOINTMENT, Vote(9, 5, 5), Ballots(5, 5, 5, watcher="甲", counter="乙"), NEW)
    assert (finding.code, finding.message) == ("Q1", "实到 5 人，不够 6 人，不能表决任免事项")
    assert finding.arithmetic == "应到 9 人，须三分之二以上即 6 人，实到 5 人"
    assert "中办发〔2022〕7号" in finding.article
    passed = outcome_of(APPOINTMENT, Vote(9, 6, 5, 1))
    assert (passed.may_open, passed.passed) == (True, True)
    assert not outcome_of(APPOINTMENT, Vote(9, 6, 4, written_yes=3)).passed  # no opinions from outside


def test_hands_are_only_counted_and_need_neither_papers_nor_tellers():
    shown = Ballots(0, 0, 0, secret=False)
    assert check_vote(ORDINARY, Vote(7, 5, 4, 1), shown, NEW) == []
    assert check_vote(ORDINARY, Vote(7, 5, 4), shown, NEW) == []  # one said nothing
    [finding] = check_vote(ORDINARY, Vote(7, 5, 4, 2), shown, NEW)
    assert "多于实到" in finding.message
    assert "Q3" in [one.code for one in check_vote(ORDINARY, Vote(7, 5, 5), Ballots(0, 0, 0), NEW)]


def test_a_vote_rests_on_the_article_of_its_meeting():
    assert vote_basis(ORDINARY, NEW, COMMITTEE).endswith("第十二条")
    assert vote_basis(ORDINARY, NEW, ASSEMBLY) == vote_basis(ORDINARY, NEW)
    assert "7号" in vote_basis(ORDINARY, NEW, COUNCIL)
    assert "第三十二条" in vote_basis(Matter.FULL, NEW, COUNCIL)


def test_a_kind_votes_on_what_is_its_own_and_on_that_of_the_kinds_it_counts_as():
    assert set(MATTERS) <= set(MEETING_KINDS)
    assert matters_of(COMMITTEE) == (ORDINARY,)
    assert matters_of(LECTURE) == matters_of("没有的类型") == ()
    assert matters_of(PARTY_DAY, [ASSEMBLY]) == matters_of(ASSEMBLY)
    assert why_not_decide(Matter.ADMISSION, ASSEMBLY) == ""
    assert why_not_decide(Matter.ADMISSION, COMMITTEE) == "支部委员会不表决接收事项，应由支部党员大会表决"
    assert why_not_decide(APPOINTMENT, LEADERS) == "民主生活会不作表决，应由学校党组织会议表决"


@pytest.mark.parametrize(
    ("kind", "came", "least"),
    [
        (ASSEMBLY, Count(12, 9, 8, 4), None),
        (ASSEMBLY, Count(12, 9, 8, 3), "应到 8 人，须半数以上即 4 人，实到 3 人"),
        (COMMITTEE, Count(5, 2, 5, 2), "应到 5 人，须半数以上即 3 人，实到 2 人"),
        (COUNCIL, Count(9, 5, 9, 5), None),
        (LEADERS, Count(9, 6, 8, 6), None),
        (LEADERS, Count(9, 5, 8, 5), "应到 9 人，须三分之二以上即 6 人，实到 5 人"),
        (LECTURE, Count(9, 1, 8, 1), None),
    ],
)
def test_too_few_at_a_meeting_are_told(kind, came, least):
    assert [one.arithmetic for one in check_opening(kind, came)] == ([least] if least else [])


def test_an_office_may_ask_for_more_than_half():
    [finding] = check_opening(ASSEMBLY, Count(12, 9, 8, 4), STRICT)
    assert (finding.severity, finding.arithmetic) == (
        Severity.WARN,
        "应到 8 人，须超过半数即 5 人，实到 4 人",
    )
    assert needed_at(LECTURE, Count(1, 1, 1, 1)) is None


def test_a_post_gives_a_seat_unless_it_is_that_of_a_group():
    assert all(map(on_committee, ("党支部书记", "组织委员", "纪委书记")))
    assert not any(map(on_committee, ("党小组组长", "党小组副组长", "普通党员", "纪委委员")))
    assert set(MEETING_KINDS) > OF_POSTS
