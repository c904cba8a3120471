"""Numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core.finding import Severity
from partyoffice.meetings.rules.resolution import (
    AGENDA,
    Resolution,
    check_resolution,
    counted,
    resolution_text,
)
from partyoffice.meetings.rules.tally import Hall, Tally, judge_tally, refused
from partyoffice.meetings.rules.voters import (
    Exclusion,
    Opinion,
    Presence,
    check_exclusions,
    check_opinions,
    check_writers,
    count,
    counted_opinions,
    due_members,
    has_vote,
)
from partyoffice.meetings.rules.voting import (
    Ballots,
    Matter,
    View,
    Vote,
    VoteSettings,
    check_vote,
    impossible,
    more_than_half,
    needed_present,
    outcome_of,
    present_sum,
    yes_sum,
)
from partyoffice.members.rules import Category, Edition

OLD, NEW = Edition.OF_2014, Edition.OF_2026
ADMIT, FULL, ORDINARY = Matter.ADMISSION, Matter.FULL, Matter.ORDINARY


def judged(matter, *numbers, **written):
    found = outcome_of(matter, Vote(*numbers, **written))
    return found.may_open, found.passed


@pytest.mark.parametrize(
    ("due", "least"),
    [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4), (10, 6), (11, 6), (20, 11), (21, 11), (40, 21)],
)
def test_more_than_half_by_the_rules_own_table(due, least):
    assert more_than_half(due) == least
    assert needed_present(ADMIT, due) == needed_present(FULL, due) == least


@pytest.mark.parametrize("matter", [ADMIT, FULL])
@pytest.mark.parametrize(
    ("numbers", "written", "expected"),
    [
        ((20, 10, 10), {}, (False, False)),  # (31)
        ((20, 11, 10), {}, (True, False)),  # (32) more than half of those present is not enough
        ((21, 11, 11), {}, (True, True)),  # (34)
        ((20, 10, 10), {"written_yes": 5}, (False, False)),  # (35) opinions are not present
        ((20, 11, 10), {"written_yes": 1}, (True, True)),
        ((20, 11, 6), {}, (True, False)),
        ((1, 1, 1), {}, (True, True)),
        ((0, 0, 0), {}, (False, False)),
    ],
)
def test_both_halves_are_of_all_who_should_have_come(matter, numbers, written, expected):
    assert judged(matter, *numbers, **written) == expected


def test_an_ordinary_matter_may_be_opened_with_the_half_itself_unless_the_office_is_strict():
    assert judged(ORDINARY, 20, 10, 10) == (True, False)
    assert judged(ORDINARY, 20, 11, 11) == (True, True)
    assert judged(ORDINARY, 21, 10, 10) == (False, False)
    assert judged(ORDINARY, 20, 12, 10, written_yes=5) == (True, False)  # no opinions from outside
    strict = VoteSettings(half_is_enough=False)
    assert not outcome_of(ORDINARY, Vote(20, 10, 10), strict).may_open


@pytest.mark.parametrize(
    ("vote", "words"),
    [
        (Vote(20, 15, 11, 3, 1, 2, 1, 1), ""),
        (Vote(20, 21, 11), "多于应到"),
        (Vote(20, 11, 11, 1), "多于实到"),
        (Vote(20, 18, 11, written_yes=3), "多于没有到会"),
        (Vote(0, 0, 0), "为 0 人"),
        (Vote(20, 11, 11, no=-1), "负数"),
    ],
)
def test_numbers_that_cannot_be_are_named(vote, words):
    assert words in impossible(vote)
    assert bool(impossible(vote)) is bool(words)


def test_members_without_a_vote_are_not_due():
    assert due_members(21, on_probation=1) == 20  # (37)
    assert due_members(21, on_probation=1, suspended=2) == 18


AGREED = Exclusion("秦川", "长期卧床", date(2026, 9, 1), date(2026, 9, 10))


@pytest.mark.parametrize(
    "one", [Exclusion("秦川", "长期卧床"), Exclusion("秦川", "长期卧床", date(2026, 9, 1))]
)
def test_a_bedridden_member_left_out_without_consent_is_still_due(one):
    allowed = VoteSettings(exclusions_allowed=True)
    for settings in (VoteSettings(), allowed):
        assert due_members(21, exclusions=[one], settings=settings) == 21  # (41)
        [finding] = check_exclusions([one], NEW, settings)
        assert (finding.severity, finding.mark) == (Severity.WARN, "UNCONFIRMED")


def test_leaving_members_out_is_off_until_an_office_turns_it_on():
    allowed = VoteSettings(exclusions_allowed=True)
    assert due_members(21, exclusions=[AGREED]) == 21
    assert "没有查到" in check_exclusions([AGREED], NEW)[0].message
    assert due_members(21, exclusions=[AGREED], settings=allowed) == 20
    assert check_exclusions([AGREED], NEW, allowed) == []


def test_opinions_count_when_the_member_handed_them_in_before_the_meeting():
    opinions = [
        Opinion(View.YES),
        Opinion(View.NO),
        Opinion(View.YES, before_opening=False),  # (38)
        Opinion(View.YES, by_proxy=True),
        Opinion(View.YES, before_opening=False, by_proxy=True),
    ]
    assert counted_opinions(opinions) == {View.YES: 1, View.NO: 1, View.ABSTAIN: 0}
    found = check_opinions(opinions, NEW)
    assert [one.message[:4] for one in found] == ["2 份书", "1 票由"]
    assert check_opinions(opinions[:2], NEW) == []


GOOD = Ballots(11, 11, 11, watcher="沈砚秋", counter="方砚舟")


def codes(matter, vote, ballots, edition=NEW, settings=None):
    found = check_vote(matter, vote, ballots, edition, settings or VoteSettings())
    return [(one.code, str(one.severity)) for one in found]


def test_a_vote_in_order_is_no_finding():
    assert codes(ADMIT, Vote(20, 11, 11), GOOD) == []


@pytest.mark.parametrize(
    ("vote", "ballots", "expected"),
    [
        (Vote(20, 11, 11), Ballots(11, 12, 11, 1, watcher="甲", counter="乙"), [("Q3", "block")]),  # (40)
        (Vote(20, 11, 11), Ballots(12, 11, 11, watcher="甲", counter="乙"), [("Q3", "block")]),
        (Vote(20, 11, 11), Ballots(11, 11, 11, 1, watcher="甲", counter="乙"), [("Q3", "block")]),
        (Vote(20, 12, 11), Ballots(12, 12, 12, watcher="甲", counter="乙"), [("Q3", "block")]),
        (Vote(20, 21, 21), Ballots(21, 21, 21, watcher="甲", counter="乙"), [("Q3", "block")]),
        (Vote(20, 10, 10), Ballots(10, 10, 10, watcher="甲", counter="乙"), [("Q1", "block")]),
        (Vote(20, 11, 10, 1), GOOD, [("Q2", "block")]),
        (Vote(20, 11, 11), Ballots(11, 11, 11, persons=2, watcher="甲", counter="乙"), [("Q5", "block")]),
        (Vote(20, 11, 11), Ballots(11, 11, 11), [("Q9", "warn")]),
        (Vote(20, 11, 11), Ballots(11, 11, 11, watcher="甲"), [("Q9", "warn")]),
        (Vote(20, 11, 11), Ballots(11, 11, 11, watcher="甲", counter="甲"), [("Q9", "warn")]),
    ],
)
def test_what_stands_against_a_vote_is_told_by_its_rule(vote, ballots, expected):
    assert codes(ADMIT, vote, ballots) == expected


def test_admission_needs_a_secret_ballot_and_full_membership_usually_has_one():
    shown = Ballots(11, 11, 11, secret=False, persons=1, watcher="甲", counter="乙")
    assert codes(ADMIT, Vote(20, 11, 11), shown) == [("Q4", "block")]
    assert codes(FULL, Vote(20, 11, 11), shown) == [("Q4", "warn")]
    assert codes(FULL, Vote(20, 11, 11), shown, settings=VoteSettings(full_ballot_secret=False)) == []
    assert codes(ORDINARY, Vote(20, 11, 11), shown) == []
    many = Ballots(11, 11, 11, persons=5, watcher="甲", counter="乙")
    assert codes(ORDINARY, Vote(20, 11, 11), many) == []


def test_the_sums_are_told_in_one_line_with_the_articles_of_the_edition():
    [finding] = check_vote(ADMIT, Vote(20, 10, 10), Ballots(10, 10, 10, watcher="甲", counter="乙"), NEW)
    assert finding.arithmetic == "应到 20 人，半数为 10，须超过半数即 11 人，实到 10 人"
    assert "第十九条" in finding.article
    vote = Vote(21, 12, 10, 2, written_yes=1)
    assert (
        yes_sum(vote, outcome_of(ADMIT, vote))
        == "赞成 11（票 10，会前书面意见 1），须超过应到 21 的半数即 11"
    )
    ordinary = Vote(20, 10, 10)
    assert "须半数以上即 10 人" in present_sum(ORDINARY, ordinary, outcome_of(ORDINARY, ordinary))
    old = check_vote(FULL, Vote(20, 10, 10), Ballots(10, 10, 10, watcher="甲", counter="乙"), OLD)
    assert "（2014年）第三十三条" in old[0].article
    assert "支部工作条例" in check_vote(ORDINARY, Vote(20, 9, 9), GOOD, NEW)[0].article


def test_a_resolution_that_lacks_a_part_is_not_printed():
    whole = Resolution("表现好", 20, 15, "通过", date(2026, 6, 18), "林知夏")
    assert check_resolution(whole, NEW) == []
    [finding] = check_resolution(Resolution("表现好", 20, 0, "通过"), NEW)
    assert finding.message == "决议缺少通过日期、支部书记签名"
    assert (finding.code, finding.severity) == ("Q8", Severity.BLOCK)
    assert len(check_resolution(Resolution(), OLD)[0].message.split("、")) == 6


def test_both_meetings_have_their_order_of_business():
    assert set(AGENDA) == {ADMIT, FULL}
    assert AGENDA[ADMIT].index("无记名投票") > 2


def test_who_should_have_come_and_who_has_a_vote():
    assert has_vote(Category.FULL)
    assert not has_vote(Category.FULL, on_probation=True)
    assert not has_vote(Category.PROBATIONARY)
    came = [
        Presence(),
        Presence("请假", "病假"),
        Presence(voting=False),
        Presence("缺席", "无故", voting=False),
    ]
    found = count(came)
    assert (found.due, found.present, found.voters, found.voters_present) == (4, 2, 2, 1)
    assert count([]).due == 0


def test_an_opinion_is_of_an_absent_voter_and_two_of_one_name_may_both_write():
    def told(names, voters, absent):
        return [
            one.message
            for one in check_writers([Opinion(View.YES, name=one) for one in names], voters, absent, NEW)
        ]

    assert told(["甲", "甲", ""], ["甲", "甲", "乙"], ["甲", "甲"]) == []
    assert told(["甲", "甲"], ["甲", "甲"], ["甲"]) == ["甲的书面意见登记了 2 次"]
    assert told(["乙"], ["甲", "乙"], ["甲"]) == ["乙到会投票，不能再交书面意见"]
    assert told(["丙"], ["甲", "乙"], ["甲"]) == ["丙不是应到会有表决权的党员，书面意见不能计入"]
    assert check_writers([Opinion(View.YES, by_proxy=True, name="丙")], ["甲"], [], NEW) == []


def test_a_resolution_tells_in_our_words_who_came_how_they_voted_and_what_was_agreed():
    told = counted(ADMIT, Vote(20, 12, 11, 1, 0, written_yes=1, written_abstain=1))
    assert told == (
        "大会应到会有表决权的党员 20 名，实到 12 名，书面意见 2 份。采取无记名投票方式表决，"
        "赞成 12 票，反对 1 票，弃权 1 票，赞成超过应到会有表决权党员的半数。"
    )
    open_ = counted(FULL, Vote(20, 11, 10, 1), secret=False)
    assert ("书面" in open_, "举手表决" in open_, "赞成没有超过" in open_) == (False, True, True)
    assert resolution_text("能带头。 ", "大会应到 1 名。", "同意接收", passed=True) == (
        "能带头。\n大会应到 1 名。大会同意接收。"
    )
    assert resolution_text("", "大会应到 1 名。", "", passed=True) == "大会应到 1 名。"
    assert resolution_text("", "大会应到 1 名。", "同意接收", passed=False) == "大会应到 1 名。决议没有通过。"


HALL = Hall(count([*[Presence()] * 11, *[Presence("请假")] * 9]), ["甲"] * 20, ["甲"] * 9)


def test_everything_to_be_said_of_a_vote_comes_together_and_what_refuses_it_apart():
    late = Opinion(View.YES, before_opening=False, name="甲")
    given = Tally(10, 1, 0, 11, 11, 11, opinions=[late], excluded=[Exclusion("丁", "长期卧床")])
    found = judge_tally(ADMIT, given, HALL, NEW)
    assert [one.code for one in found] == ["Q2", "Q9", "Q6", "Q7", "Q7"]
    assert [one.message for one in refused(found)] == ["丁不是缺席的有表决权党员，不能列为不计入应到"]
    assert given.vote(HALL.count) == Vote(20, 11, 10, 1)
    assert Tally(10, opinions=[Opinion(View.NO)]).vote(HALL.count).written_no == 1


def test_a_vote_in_order_is_told_nothing_and_refused_nothing():
    given = Tally(11, issued=11, returned=11, valid=11, watcher="戊", counter="己")
    assert judge_tally(ADMIT, given, HALL, NEW) == []
