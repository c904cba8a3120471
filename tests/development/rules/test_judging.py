from datetime import date
from itertools import starmap

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.rules.editions import Choice
from partyoffice.development.rules.file import Ballot, File, Taken
from partyoffice.development.rules.judging import LACKING, MISSING, judge, judge_all
from partyoffice.development.rules.notice import NO_OBJECTION, Posting
from partyoffice.development.rules.overrides import Override
from partyoffice.development.rules.people import Voucher
from partyoffice.development.rules.probation import Cause, Decision
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.development.rules.standing import limits_of
from partyoffice.development.rules.training import Spell
from partyoffice.members.rules import Category, Edition

ON = date(2026, 11, 20)
FULL = "正式党员"


def day(text):
    return Day.parse(text)


def closed(number, on, **facts):
    return Taken(number, day(on) if on else None, facts)


def begun(number, on=None, late_entry=False, overrides=(), **facts):
    return Taken(number, day(on) if on else None, facts, overrides, open=True, late_entry=late_entry)


def file(*steps, **facts):
    return File(1, "林知夏", steps={one.number: one for one in steps}, **facts)


def said(found, *codes):
    return [(one.code, one.severity) for one in found if not codes or one.code in codes]


def blocks(found):
    return [one.code for one in found if one.severity is Severity.BLOCK]


def test_a_step_without_its_day_and_its_required_texts_says_what_is_lacking():
    [one] = judge(file(begun(2)), 2, ON)[:1]
    assert (one.code, one.severity, one.message) == (LACKING, Severity.BLOCK, "还差：日期、谈话人")


def test_an_empty_file_can_be_asked_about_every_step():
    for number in range(1, 26):
        assert any(one.code == LACKING for one in judge(file(), number, ON))


def test_an_old_file_may_lack_what_a_step_asks_today_and_is_never_blocked():
    for number in range(1, 26):
        taken = begun(number, "2019-05-06", late_entry=True)
        found = judge(file(taken, birth=day("1990-01-01")), number, ON)
        assert not blocks(found)
        assert LACKING not in [one.code for one in found]


def test_the_application_of_somebody_under_eighteen_is_blocked_and_on_the_birthday_is_not():
    young = file(begun(1, "2026-05-19"), birth=day("2008-05-20"))
    assert "DEV-01" in blocks(judge(young, 1, ON))
    assert not judge(file(begun(1, "2026-05-20"), birth=day("2008-05-20")), 1, ON)


@pytest.mark.parametrize(
    ("received", "told"),
    [("2026-05-19", True), ("2026-05-20", False), ("2026-05-27", False), ("2026-05-28", True)],
)
def test_the_day_of_receipt_far_from_that_on_the_paper_is_told_and_both_are_kept(received, told):
    found = judge(file(begun(1, "2026-05-20", received=received)), 1, ON)
    assert bool(said(found, "received")) is told


@pytest.mark.parametrize(("talked", "late"), [("2026-06-20", False), ("2026-06-21", True)])
def test_the_month_of_the_talk_runs_from_the_receipt(talked, late):
    mine = file(closed(1, "2026-04-01", received="2026-05-20"), begun(2, talked, talkers="沈砚秋"))
    assert bool(judge(mine, 2, ON)) is late


def test_no_activist_without_a_talk():
    found = judge(file(closed(1, "2026-01-05"), begun(3, "2026-02-05", way="党员推荐")), 3, ON)
    assert (MISSING, Severity.BLOCK) in said(found)


@pytest.mark.parametrize(
    ("born", "league", "way", "told"),
    [
        ("1999-03-01", True, "党员推荐", True),
        ("1999-03-01", True, "团组织推优", False),
        ("1998-02-05", True, "党员推荐", False),
        ("1999-03-01", False, "党员推荐", False),
    ],
)
def test_a_league_member_under_28_comes_by_the_league(born, league, way, told):
    steps = closed(1, "2026-01-05"), closed(2, "2026-01-20"), begun(3, "2026-02-05", way=way)
    found = judge(file(*steps, birth=day(born), in_league=league), 3, ON)
    assert bool(said(found, "DEV-03")) is told


def test_the_office_may_ask_for_months_between_application_and_activist():
    steps = closed(1, "2026-01-05"), closed(2, "2026-01-20"), begun(3, "2026-02-05", way="党员推荐")
    found = judge(file(*steps), 3, ON, RuleSettings(activist_wait_months=6))
    assert said(found) == [("DEV-03", Severity.WARN)]


def test_mentors_are_judged_as_they_were_on_the_day_of_the_step():
    gone = Voucher(7, "沈砚秋", FULL, start=day("2025-01-01"), end=day("2026-01-01"))
    other = Voucher(8, "顾清和", FULL, start=day("2026-01-01"))
    before = file(begun(5, "2025-06-01"), mentors=[gone, other])
    assert not judge(before, 5, ON)
    later = file(begun(5, "2024-06-01"), mentors=[gone, other])
    assert blocks(judge(later, 5, ON)) == ["DEV-05"]
    assert blocks(judge(file(begun(5), mentors=[gone]), 5, ON)) == [LACKING, "DEV-05"]


def test_reviews_are_looked_for_until_the_candidate_was_discussed():
    steps = closed(3, "2024-01-10"), closed(7, "2025-02-01"), closed(6, "2025-02-01")
    found = judge(file(*steps, reviews=[date(2024, 7, 1)]), 6, ON)
    assert [one.message for one in found] == ["应在 2025-01-10 前完成的半年考察没有记录"]
    assert not said(judge(file(begun(6, "2025-02-01")), 6, ON), "DEV-06")


def test_a_candidate_needs_a_year_the_time_elsewhere_adds_up_and_a_reason_lets_it_pass():
    opinions = dict.fromkeys(("group_opinion", "mentor_opinion", "members_opinion", "masses_opinion"), "同意")
    early = begun(7, "2026-08-31", **opinions)
    assert blocks(judge(file(closed(3, "2025-09-01"), early), 7, ON)) == ["DEV-07"]
    elsewhere = [Spell(date(2025, 3, 1), date(2025, 8, 31))]
    assert not blocks(judge(file(closed(3, "2025-09-01"), early, spells=elsewhere), 7, ON))
    why = [Override("DEV-07", "上级党委批准提前", "沈砚秋", date(2026, 9, 1))]
    passed = begun(7, "2026-08-31", overrides=why, **opinions)
    [one] = judge(file(closed(3, "2025-09-01"), passed), 7, ON)
    assert one.severity is Severity.WARN
    assert "例外办理，理由：上级党委批准提前；沈砚秋，2026-09-01" in one.message


POSTED = Posting(Day(2026, 9, 21), Day(2026, 9, 28), "公示栏", NO_OBJECTION)


def test_a_candidate_is_listed_the_day_after_five_working_days_with_consent_before():
    steps = closed(7, "2026-09-10"), begun(8, "2026-09-29", consented="2026-09-18")
    assert not judge(file(*steps, postings=[POSTED]), 8, ON)
    early = closed(7, "2026-09-10"), begun(8, "2026-09-28", consented="2026-09-18")
    assert blocks(judge(file(*early, postings=[POSTED]), 8, ON)) == ["DEV-08"]


def test_the_edition_of_2014_asks_for_a_filing_and_tells_the_notice_as_practice():
    found = judge(file(closed(7, "2026-04-01"), begun(8, "2026-04-10")), 8, ON)
    assert [(one.severity, one.mark) for one in found] == [(Severity.WARN, "[P]")]
    new = judge(file(closed(7, "2026-04-01"), begun(8, "2026-05-11")), 8, ON)
    assert blocks(new) == [LACKING, "DEV-08", "DEV-08"]


def test_an_edition_chosen_for_a_person_rules_their_steps_and_says_so():
    choice = Choice(Edition.OF_2014, "上级党委统一要求", date(2026, 6, 1))
    mine = file(closed(7, "2026-04-01"), begun(8, "2026-05-20"), choice=choice)
    assert not blocks(judge(mine, 8, ON))
    assert [number for number, one in judge_all(mine, ON) if one.code == "edition"] == [0]
    assert judge_all(file(choice=choice), ON)


def test_two_sponsors_are_asked_for():
    two = [Voucher(7, "沈砚秋", FULL), Voucher(8, "顾清和", FULL)]
    assert not judge(file(begun(9, "2026-09-29"), sponsors=two), 9, ON)
    assert blocks(judge(file(begun(9, "2026-09-29"), sponsors=two[:1]), 9, ON)) == ["DEV-09"]


def test_a_floating_person_is_reviewed_in_both_places():
    mine = file(begun(10, "2026-09-29", conclusion="合格"), floating=True)
    assert said(judge(mine, 10, ON)) == [("DEV-10", Severity.WARN)]
    both = file(begun(10, "2026-09-29", conclusion="合格", places="两地均无意见"), floating=True)
    assert not judge(both, 10, ON)


@pytest.mark.parametrize(
    ("facts", "trained", "ok"),
    [
        ({"days": "2", "hours": "24"}, None, True),
        ({"days": "3", "hours": "20"}, None, True),
        ({"days": "2", "hours": "20"}, None, False),
        ({}, (3.0, 24.0, False), True),
        ({}, None, False),
    ],
)
def test_the_short_training_is_told_by_the_step_or_by_the_class(facts, trained, ok):
    found = judge(file(begun(11, "2026-09-29", **facts), trained=trained), 11, ON)
    assert (not blocks(found)) is ok


@pytest.mark.parametrize(("result", "ok"), [("合格", True), ("不合格", False), ("补正", False)])
def test_only_who_passed_the_preview_goes_on(result, ok):
    steps = closed(12, "2026-09-01"), begun(13, "2026-09-20", result=result)
    assert (not blocks(judge(file(*steps), 13, ON))) is ok


def test_a_pupil_who_leaves_within_three_months_is_told_at_the_preview():
    steps = closed(12, "2026-03-20"), begun(13, "2026-03-25", result="合格")
    found = judge(file(*steps, leaves_on=day("2026-06-20")), 13, ON)
    assert said(found) == [("DEV-13", Severity.WARN)]
    undated = closed(12, "2026-03-20"), begun(13, None, result="合格")
    assert blocks(judge(file(*undated), 13, ON)) == [LACKING]


def test_the_meeting_comes_within_a_month_and_with_a_vote_that_passed():
    before = {10: "2026-08-01", 11: "2026-08-10", 13: "2026-08-31", 14: "2026-09-02"}
    steps = list(starmap(closed, before.items()))
    vote = {15: Ballot(day("2026-09-30"), 20, 15, 14, passed=True)}
    assert not judge(file(*steps, begun(15, "2026-09-30"), votes=vote), 15, ON)
    assert said(judge(file(*steps, begun(15, "2026-10-08"), votes=vote), 15, ON)) == [
        ("DEV-15", Severity.WARN)
    ]
    assert blocks(judge(file(*steps, begun(15, "2026-09-30")), 15, ON)) == ["vote"]
    lost = {15: Ballot(day("2026-09-30"), 20, 11, 10, passed=False)}
    [one] = judge(file(*steps, begun(15, "2026-09-30"), votes=lost), 15, ON)
    assert (one.severity, one.arithmetic) == (Severity.BLOCK, "应到 20，实到 11，赞成 10")


def test_an_approval_asks_for_power_deliberation_and_the_papers():
    steps = closed(15, "2026-06-18"), closed(16, "2026-07-01")
    facts = {"body_kind": "有审批权的基层党委", "body": "青禾市教育局党委"}
    papers = ("4-3", "1-1", "2-6", "3-9")
    good = file(*steps, begun(17, "2026-08-20", **facts), papers=papers)
    assert not judge(good, 17, ON)
    assert blocks(
        judge(file(*steps, begun(17, "2026-08-20", **facts), papers=papers, general_branch=True), 17, ON)
    )
    by_group = facts | {"body_kind": "党组"}
    assert "DEV-17" in blocks(judge(file(*steps, begun(17, "2026-08-20", **by_group), papers=papers), 17, ON))
    assert said(judge(file(*steps, begun(17, "2026-08-20", **facts)), 17, ON)) == [("DEV-17", Severity.WARN)]


def test_the_talk_lies_between_meeting_and_approval():
    steps = (
        closed(15, "2026-06-18"),
        closed(16, "2026-08-21"),
        begun(17, "2026-08-20", body_kind="党组", body="x"),
    )
    assert any("早于" in one.message for one in judge(file(*steps), 17, ON))


@pytest.mark.parametrize(("sworn", "late"), [("2027-01-31", False), ("2027-02-05", True)])
def test_the_oath_comes_within_a_month_of_the_approval(sworn, late):
    found = judge(file(closed(17, "2026-12-31"), begun(20, sworn)), 20, date(2027, 3, 1))
    assert bool(said(found, "DEV-20")) is late


# -- 预备期 -----------------------------------------------------------------------------------

MEMBER = {"category": Category.PROBATIONARY}
ASKED = closed(22, "2026-06-05")
YES = {23: Ballot(day("2026-06-18"), 20, 15, 15, passed=True)}


def test_full_membership_is_not_discussed_before_the_end_unless_with_a_reason():
    early = begun(23, "2026-06-10", decision=Decision.ON_TIME)
    mine = file(closed(15, "2025-06-18"), ASKED, early, votes=YES, **MEMBER)
    assert blocks(judge(mine, 23, ON)) == ["DEV-23"]
    on_the_day = begun(23, "2026-06-18", decision=Decision.ON_TIME)
    assert not judge(file(closed(15, "2025-06-18"), ASKED, on_the_day, votes=YES, **MEMBER), 23, ON)


def test_a_late_meeting_asks_for_its_cause():
    late = begun(23, "2026-09-01", decision=Decision.ON_TIME)
    found = judge(file(closed(15, "2025-06-18"), ASKED, late, votes=YES, **MEMBER), 23, ON)
    assert said(found) == [("DEV-23", Severity.WARN)]
    told = begun(23, "2026-09-01", decision=Decision.ON_TIME, cause=Cause.DELAY)
    assert not judge(file(closed(15, "2025-06-18"), ASKED, told, votes=YES, **MEMBER), 23, ON)


@pytest.mark.parametrize(
    ("months", "extended", "number"), [("5", 0, 1), ("6", 0, 0), ("12", 0, 0), ("13", 0, 1), ("6", 6, 1)]
)
def test_an_extension_is_of_six_to_twelve_months_and_once(months, extended, number):
    step = begun(23, "2026-12-20", decision=Decision.EXTEND, months=months)
    mine = file(closed(15, "2025-06-18"), step, votes=YES, extended=extended, **MEMBER)
    assert len([one for one in judge(mine, 23, ON) if one.code == "T5"]) == number


def test_a_revocation_does_not_wait_for_the_end():
    step = begun(23, "2025-09-01", decision=Decision.REVOKE)
    assert not judge(file(closed(15, "2025-06-18"), step, votes=YES, **MEMBER), 23, ON)


def test_without_a_day_of_the_meeting_only_the_vote_is_asked_for():
    mine = file(
        ASKED, begun(23, "2026-06-18", decision=Decision.ON_TIME), category=Category.PROBATIONARY, votes=YES
    )
    assert not judge(mine, 23, ON)


@pytest.mark.parametrize(("on", "late"), [(date(2026, 7, 18), False), (date(2026, 7, 19), True)])
def test_an_application_for_full_membership_that_does_not_come_is_told_a_month_later(on, late):
    mine = file(closed(15, "2025-06-18"), Taken(22, None, open=True), **MEMBER)
    assert bool(said(judge(mine, 22, on), "DEV-22")) is late
    assert not said(judge(file(begun(22)), 22, on), "DEV-22")


def test_the_certified_day_is_held_against_the_reckoned_one():
    steps = (
        closed(15, "2025-06-18"),
        closed(23, "2026-06-20", decision=Decision.ON_TIME),
        closed(24, "2026-08-01", body="x"),
    )
    wrong = file(*steps, category=Category.FULL, full=day("2026-08-01"))
    assert said(judge(wrong, 24, ON)) == [("T3", Severity.WARN)]
    right = file(*steps, category=Category.FULL, full=day("2026-06-18"))
    assert not judge(right, 24, ON)


def test_a_file_is_filed_with_the_six_and_lists_what_else_is_missing():
    step = begun(25, "2026-10-01", kept_at="人事档案")
    found = judge(file(step, papers={"4-3", "1-1", "2-6", "3-9", "5-1"}), 25, ON)
    assert blocks(found) == ["DEV-25"]
    extended = file(step, closed(23, "2026-09-01", decision=Decision.ON_TIME), extended=6)
    assert "5-9" in " ".join(one.message for one in judge(extended, 25, ON))


def test_of_closed_steps_only_what_the_rules_say_is_told_and_of_begun_ones_what_is_lacking_too():
    found = judge_all(file(Taken(2, None), begun(3)), ON)
    assert [(number, one.code) for number, one in found] == [(3, LACKING)]


def test_a_step_closed_without_a_day_counts_as_done():
    steps = closed(1, "2026-01-05"), Taken(2, None), begun(3, "2026-02-05", way="党员推荐")
    assert not judge(file(*steps), 3, ON)


def test_a_step_that_was_not_begun_in_time_is_told():
    found = judge_all(file(closed(1, "2026-01-05")), ON)
    assert [(number, one.code) for number, one in found] == [(2, "DEV-02")]
    assert not judge_all(file(closed(1, "2026-11-05")), ON)
    missed = judge_all(file(closed(3, "2026-01-05"), category=Category.ACTIVIST), ON)
    assert [(number, one.code) for number, one in missed] == [(6, "DEV-06")]
    begun_late = file(closed(1, "2026-01-05"), begun(2, talkers="沈砚秋"))
    assert [one.code for _, one in judge_all(begun_late, ON)] == [LACKING, "DEV-02"]


def test_an_oath_passed_over_is_still_to_be_taken_and_a_talk_passed_over_is_not():
    mine = file(closed(1, "2024-01-05"), closed(17, "2026-08-20"), closed(22, "2026-10-01"), **MEMBER)
    assert [number for number, _ in limits_of(mine, ON)] == [20]


def test_of_an_old_file_reviews_and_consent_are_not_asked_for():
    mine = file(closed(3, "2019-01-05"), begun(6, "2020-02-01", late_entry=True))
    assert not judge(mine, 6, ON)
    assert not judge(file(closed(7, "2026-05-12"), begun(8, "2026-06-30", late_entry=True)), 8, ON)


@pytest.mark.parametrize("decision", list(Decision))
def test_nothing_is_decided_at_the_end_of_a_probation_that_never_began(decision):
    never = file(ASKED, begun(23, "2026-06-18", decision=decision, months="6"), votes=YES)
    assert "DEV-23" in blocks(judge(never, 23, ON))
    old = file(begun(23, "2012-06-18", decision=decision, months="6", late_entry=True), votes=YES)
    assert not blocks(judge(old, 23, ON))
