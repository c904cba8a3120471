"""What a second look at the rules asked for: both directions, months alone, what came before in the books."""

from datetime import date
from itertools import starmap

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.rules.able import able_until
from partyoffice.development.rules.admission import BEFORE, check_deliberation
from partyoffice.development.rules.archive import required
from partyoffice.development.rules.consistency import check_order, out_of_order
from partyoffice.development.rules.deadlines import APPROVAL, check_leaving, check_limit
from partyoffice.development.rules.editions import NEW, Choice
from partyoffice.development.rules.file import Ballot, File, Taken
from partyoffice.development.rules.judging import LACKING, MISSING, judge, judge_all
from partyoffice.development.rules.notice import NO_OBJECTION, Posting, latest
from partyoffice.development.rules.people import Voucher
from partyoffice.development.rules.probation import Decision
from partyoffice.development.rules.reckoning import case_of, spells_of
from partyoffice.development.rules.standing import limits_of
from partyoffice.development.rules.steps import ahead_of, stages_of
from partyoffice.development.rules.training import Spell, earliest_candidate
from partyoffice.members.rules import Category, Edition

ON = date(2026, 11, 20)
FULL = "正式党员"


def day(text):
    return Day.parse(text)


def closed(number, on, **facts):
    return Taken(number, day(on) if on else None, facts)


def begun(number, on=None, **facts):
    return Taken(number, day(on) if on else None, facts, open=True)


def file(*steps, **facts):
    return File(1, "林知夏", steps={one.number: one for one in steps}, **facts)


def blocks(found):
    return [one.code for one in found if one.severity is Severity.BLOCK and one.code != LACKING]


def words(found):
    return "；".join(one.message for one in found)


# -- what must be there before ------------------------------------------------------------------


@pytest.mark.parametrize("lacking", [10, 11, 13])
def test_nobody_is_discussed_without_review_training_and_preview(lacking):
    there = {10: "2026-08-01", 11: "2026-08-10", 13: "2026-08-31", 14: "2026-09-02"}
    steps = [closed(number, on) for number, on in there.items() if number != lacking]
    vote = {15: Ballot(day("2026-09-20"), 20, 15, 14, passed=True)}
    found = judge(file(*steps, begun(15, "2026-09-20"), votes=vote), 15, ON)
    assert [
        (one.code, f"第 {lacking} 步" in one.message) for one in found if one.severity is Severity.BLOCK
    ] == [(MISSING, True)]


def test_what_the_category_says_was_done_waits_to_be_taken_over_and_blocks_nothing():
    came = file(begun(7, "2026-10-08"), category=Category.ACTIVIST, spells=[Spell(date(2025, 9, 1))])
    [one] = [one for one in judge(came, 7, ON) if one.code == MISSING]
    assert (one.severity, "第 3 步" in one.message, "请查原件补录" in one.message) == (
        Severity.WARN,
        True,
        True,
    )
    assert MISSING in blocks(judge(file(begun(7, "2026-10-08")), 7, ON))


def test_a_list_is_not_drawn_up_before_the_committee_discussed():
    assert MISSING in blocks(judge(file(begun(8, "2026-10-08"), category=Category.ACTIVIST), 8, ON))


# -- days out of order, whichever is typed last ---------------------------------------------------


def test_a_talk_typed_after_the_approval_blocks_as_one_before_the_meeting_does():
    mine = file(closed(15, "2026-06-18"), closed(17, "2026-08-20"), begun(16, "2026-08-21", talker="顾清和"))
    assert blocks(judge(mine, 16, ON)) == ["DEV-17"]  # (47) the other way round
    early = file(closed(15, "2026-06-18"), begun(16, "2026-06-17", talker="顾清和"))
    assert blocks(judge(early, 16, ON)) == ["DEV-16"]


@pytest.mark.parametrize(("number", "on"), [(2, "2026-01-04"), (1, "2026-01-21")])
def test_a_talk_before_the_application_is_told_whichever_is_typed_last(number, on):
    days = {1: "2026-01-05", 2: "2026-01-20"}
    steps = [closed(other, days[other]) for other in days if other != number]
    found = judge(file(*steps, begun(number, on, talkers="沈砚秋")), number, ON)
    assert [one.code for one in found if one.code == "step-order"] == ["step-order"]


@pytest.mark.parametrize("pair", BEFORE, ids=lambda one: f"{one.step}-{one.earlier}")
def test_each_pair_of_steps_is_held_against_the_order_once_in_both_directions(pair):
    told = {pair.earlier: day("2026-10-08"), pair.step: day("2026-10-07")}
    for number in told:
        steps = [Taken(one, on, open=one == number) for one, on in told.items()]
        found = [
            one for one in judge(file(*steps), number, ON) if " 早于“" in one.message or "早于" in one.message
        ]
        pairs = [one for one in found if "→" in one.arithmetic]
        assert len(pairs) == 1, pairs
        assert pairs[0].severity is pair.severity


def test_a_month_between_two_days_does_not_hide_that_they_run_backwards():
    days = {1: day("2024-05-10"), 2: day("2024-05"), 3: day("2024-05-08")}
    assert out_of_order(days) == [(1, 3)]
    assert len(check_order(days)) == 1
    assert not check_order({1: day("2024-05"), 2: day("2024-05"), 3: day("2024-05-08")})


# -- months alone ------------------------------------------------------------------------------------


def test_the_month_in_which_the_edition_changed_does_not_tell_the_edition():
    found = judge(file(closed(7, "2026-04-01"), begun(8, "2026-05")), 8, ON)
    assert [one.message for one in found if one.code == "edition"] == [
        "2026-05 只有年月，不能确定适用哪一版细则，暂按 2014 年版核对，请查原件补日期"
    ]
    choice = Choice(Edition.OF_2026, "上级党委统一要求", date(2026, 6, 1))
    chosen = judge(file(closed(7, "2026-04-01"), begun(8, "2026-05"), choice=choice), 8, ON)
    assert "edition" not in [one.code for one in chosen]


def test_whether_an_applicant_was_of_age_is_said_to_be_unknown_where_it_is():
    def told(on, birth):
        return [one.message for one in judge(file(begun(1, on), birth=birth), 1, ON)]

    assert "是否已满 18 岁无法判断" in told("2026-05", day("2008-05-20"))[0]
    assert "没有登记出生日期" in told("2026-05-20", None)[0]
    assert not told("2026-06", day("2008-05-20"))
    assert ["未满 18 岁" in one for one in told("2026-04", day("2008-05-20"))] == [True]
    assert not judge(file(closed(1, "2026-05-20")), 1, ON)
    assert [one.code for one in judge(file(begun(1)), 1, ON)] == [LACKING]


@pytest.mark.parametrize(
    ("decided", "on", "told"),
    [
        ("2025-09", "2026-09-10", True),
        ("2025-09", "2026-10-01", False),
        ("2025-09-01", "2026-09", False),
        ("2025-09-10", "2026-09", True),
    ],
)
def test_whether_the_year_was_whole_is_said_to_be_unknown_where_months_decide(decided, on, told):
    found = judge(file(closed(3, decided), begun(7, on)), 7, ON)
    assert [one.severity for one in found if one.code == "DEV-07"] == ([Severity.INFO] if told else [])


def test_probation_of_a_month_is_not_reckoned_and_that_is_said():
    mine = file(closed(15, "2025-06"), closed(22, "2026-06-10"), begun(23, "2026-06-20"),
                category=Category.PROBATIONARY)  # fmt: skip
    assert "2025-06 只有年月" in words(judge(mine, 23, ON))
    card = file(begun(23, "2026-06-20"), joined=day("2025-06"), category=Category.PROBATIONARY)
    assert "2025-06 只有年月" in words(judge(card, 23, ON))


def test_reviews_of_a_decision_known_by_its_month_are_overdue_once_they_surely_are():
    mine = file(closed(3, "2026-05"), category=Category.ACTIVIST)
    assert list(limits_of(mine, ON)) == [(6, date(2026, 11, 30))]


def test_what_is_no_day_and_no_number_is_nothing_to_reckon_with():
    odd = Taken(23, None, {"months": "六", "asked": "2026.1.1"})
    assert (odd.number_of("months"), odd.day("asked")) == (None, None)


# -- somebody from elsewhere --------------------------------------------------------------------------


def test_time_elsewhere_is_not_counted_twice_where_the_decision_was_taken_there():
    there = Spell(date(2025, 9, 1), date(2026, 2, 28), proved=False)
    mine = file(closed(3, "2025-09-01"), category=Category.ACTIVIST, spells=[there])
    assert spells_of(mine) == [there, Spell(date(2026, 3, 1))]
    assert earliest_candidate(spells_of(mine)) == date(2026, 9, 1)  # (13)
    asked = file(closed(3, "2025-09-01"), begun(7, "2026-09-01"), spells=[there])
    [one] = [one for one in judge(asked, 7, ON) if one.code == "DEV-07"]
    assert "满一年为 2027-03-01" in one.arithmetic
    still = Spell(date(2025, 9, 1))
    assert spells_of(file(closed(3, "2025-09-01"), spells=[still])) == [still]
    assert spells_of(file(spells=[there])) == [there]


def test_who_came_as_activist_is_told_when_a_whole_year_is_over_without_any_step_here():
    came = file(category=Category.ACTIVIST, spells=[Spell(date(2025, 9, 1), date(2026, 3, 1))])
    [one] = able_until(came, ON)
    assert (one.earliest, one.told) == (date(2026, 9, 1), "2025-09-01 满一年为 2026-09-01")
    assert able_until(file(category=Category.ACTIVIST), ON) == []


# -- notice --------------------------------------------------------------------------------------------


def test_a_notice_put_up_anew_in_its_place_stands_for_the_one_before():
    short = Posting(Day(2026, 9, 7), Day(2026, 9, 9), "公示栏", "影响发展入党")
    anew = Posting(Day(2026, 9, 21), Day(2026, 9, 28), "公示栏", NO_OBJECTION)
    other = Posting(Day(2026, 9, 21), Day(2026, 9, 28), "流入地", NO_OBJECTION)
    assert latest([anew, short, other]) == [anew, other]
    assert latest([]) == []


def test_nobody_is_listed_before_it_is_written_down_what_came_of_the_notice():
    posted = Posting(Day(2026, 9, 21), Day(2026, 9, 28), "公示栏")
    steps = closed(7, "2026-09-10"), begun(8, "2026-09-29", consented="2026-09-18")
    assert blocks(judge(file(*steps, postings=[posted]), 8, ON)) == ["DEV-08"]


# -- admission -------------------------------------------------------------------------------------------

READY = {10: "2025-05-01", 11: "2026-04-10", 13: "2026-05-20", 14: "2026-05-22"}
PASSED = {15: Ballot(day("2026-06-01"), 20, 15, 14, passed=True)}


def met(on="2026-06-01", facts=None, **more):
    given = {10: {"conclusion": "合格"}} | (facts or {})
    steps = [Taken(number, day(one), given.get(number, {})) for number, one in READY.items()]
    return judge(file(*steps, begun(15, on), votes=PASSED, **more), 15, ON)


def test_an_old_review_is_told_when_the_meeting_is_held():
    [one] = met()  # (28)
    assert (one.code, one.severity, one.mark) == ("DEV-10", Severity.WARN, "[P]")
    assert "12 个月内为 2026-05-01" in one.arithmetic


def test_a_review_or_a_preview_that_was_not_passed_in_an_old_file_still_keeps_the_meeting_away():
    assert blocks(met(facts={10: {"conclusion": "不合格"}})) == ["DEV-10"]
    assert blocks(met(facts={10: {}, 13: {"result": "补正"}})) == ["DEV-14"]
    booklet = file(closed(13, "2026-05-20", result="不合格"), begun(14, "2026-05-22"))
    assert blocks(judge(booklet, 14, ON)) == ["DEV-14"]


def test_sponsors_are_looked_at_once_more_on_the_day_of_the_meeting():
    stays = Voucher(7, "沈砚秋", FULL, start=day("2025-01-01"))
    gone = Voucher(8, "顾清和", FULL, start=day("2025-01-01"), end=day("2026-05-01"))
    assert blocks(met(sponsors=[stays, gone])) == ["DEV-09"]
    after = Voucher(9, "方砚舟", FULL, start=day("2026-05-01"))
    assert not blocks(met(sponsors=[stays, gone, after]))


@pytest.mark.parametrize(
    ("deliberated", "word"),
    [
        ("2026-06-17", "早于支部大会"),
        ("2026-06-18", ""),
        ("2026-08-20", ""),
        ("2026-08-21", "晚于上级党委审批"),
    ],
)
def test_the_general_branch_deliberates_between_the_meeting_and_the_approval(deliberated, word):
    found = check_deliberation(day(deliberated), day("2026-06-18"), day("2026-08-20"), NEW)
    assert [one.severity for one in found] == ([Severity.BLOCK] if word else [])
    assert word in words(found)
    assert not check_deliberation(day(deliberated), None, None, NEW)
    assert not check_deliberation(None, None, None, NEW)


def test_what_the_upper_committee_did_not_approve_is_kept_and_waits_for_no_day():
    no = begun(17, "2026-08-20", body_kind="有审批权的基层党委", body="青禾市教育局党委", result="不批准")
    mine = file(closed(15, "2026-06-18"), closed(16, "2026-07-01"), no, category=Category.CANDIDATE)
    [one] = [one for one in judge(mine, 17, ON) if one.code == "refused"]
    assert one.severity is Severity.BLOCK
    assert "仍是发展对象" in one.message
    assert 17 not in dict(limits_of(mine, ON))
    at_the_end = begun(24, "2026-08-20", body="青禾市教育局党委", result="不批准")
    assert "按批复重新讨论" in words(judge(file(closed(23, "2026-06-20"), at_the_end), 24, ON))


def test_nothing_is_approved_on_a_vote_that_a_later_meeting_did_not_repeat():
    lost = Ballot(day("2026-08-01"), 20, 15, 9, passed=False)
    for number, meeting in ((17, 15), (24, 23)):
        mine = file(closed(meeting, "2026-06-18"), begun(number, "2026-08-20"), votes={meeting: lost})
        assert "最近一次" in words(judge(mine, number, ON))


def test_after_six_months_without_approval_it_is_told_what_is_usual():
    [late] = check_limit(APPROVAL, day("2026-02-01"), None, date(2026, 8, 1), NEW)
    [over] = check_limit(APPROVAL, day("2026-02-01"), None, date(2026, 8, 2), NEW)
    assert "重新讨论" not in late.message
    assert "最长期限 2026-08-01，习惯做法是支部大会重新讨论" in over.message


def test_a_day_of_leaving_that_is_over_is_to_be_looked_at():
    [one] = check_leaving(day("2026-09-20"), day("2026-06"), NEW)
    assert "已过" in one.message


# -- mentors and the end of 预备期 -----------------------------------------------------------------------


def test_an_activist_whose_mentors_are_gone_needs_new_ones():
    gone = Voucher(7, "沈砚秋", FULL, start=day("2025-01-01"), end=day("2026-03-01"))
    mine = file(closed(5, "2025-06-01"), category=Category.ACTIVIST, mentors=[gone])
    assert "现在没有培养联系人" in words(judge(mine, 5, ON))
    assert "现在没有" not in words(judge(mine, 5, date(2026, 2, 28)))
    member = file(closed(5, "2025-06-01"), category=Category.PROBATIONARY, mentors=[gone])
    assert "现在没有" not in words(judge(member, 5, ON))


def test_the_meeting_at_the_end_asks_for_the_written_application():
    yes = {23: Ballot(day("2026-06-18"), 20, 15, 15, passed=True)}

    def told(**facts):
        return words(
            judge(file(closed(15, "2025-06-18"), begun(23, "2026-06-18", **facts), votes=yes), 23, ON)
        )

    assert "第 22 步" in told(decision=Decision.ON_TIME)
    assert "第 22 步" not in told(decision=Decision.REVOKE)


@pytest.mark.parametrize(("months", "wrong"), [("6", False), ("6.5", True), ("", True)])
def test_an_extension_is_of_whole_months_and_runs_from_the_end_however_late_the_meeting(months, wrong):
    yes = {23: Ballot(day("2026-09-01"), 20, 15, 15, passed=True)}
    late = begun(23, "2026-09-01", decision=Decision.EXTEND, months=months)
    found = judge(file(closed(15, "2025-06-18"), closed(22, "2026-06-10"), late, votes=yes), 23, ON)
    assert ("T5" in blocks(found)) is wrong
    assert "延长的预备期仍接着期满之日算" in words(found)
    assert "请选原因" not in words(found)


def test_an_edition_chosen_says_so_while_any_step_would_fall_under_the_other():
    choice = Choice(Edition.OF_2026, "上级党委统一要求", date(2026, 6, 1))
    mine = file(closed(7, "2026-04-01"), closed(13, "2026-08-01"), choice=choice)
    [(_, one)] = [pair for pair in judge_all(mine, ON) if pair[1].code == "edition"]
    assert one.arithmetic == "2026-04-01 按日期应适用 2014 年版"


@pytest.mark.parametrize(
    ("steps", "facts", "wanted"),
    [
        ({15: "2025-06-18"}, {}, False),
        ({}, {"joined": Day(2010, 7)}, False),
        ({8: "2026-09-29"}, {}, True),
        ({}, {}, True),
    ],
)
def test_a_notice_is_asked_for_in_the_folder_of_who_was_listed_since_2026_alone(steps, facts, wanted):
    mine = file(*starmap(closed, steps.items()), **facts)
    codes = {one.code for one in required(case_of(mine, ON))}
    assert ("3-3" in codes) is wanted


def test_a_league_member_who_was_too_old_for_it_needs_no_recommendation_in_the_folder():
    mine = file(closed(3, "2026-01-05"), begun(25, "2026-10-01", kept_at="人事档案"), in_league=True,
                birth=day("1990-01-01"))  # fmt: skip
    assert "2-1" not in words(judge(mine, 25, ON))


def test_who_applies_anew_is_told_so_until_the_new_application_is_there():
    assert [one.code for _, one in judge_all(file(again=day("2025-09-01")), ON)] == ["anew"]
    assert judge_all(file(closed(1, "2026-11-01"), again=day("2025-09-01")), ON) == []


def test_what_somebody_became_follows_from_the_days_each_by_its_edition():
    days = {1: day("2024-01-05"), 3: day("2024-03-01"), 7: day("2025-04-01"), 8: day("2025-04-10")}
    assert stages_of(days) == [
        (Category.APPLICANT, days[1]), (Category.ACTIVIST, days[3]), (Category.CANDIDATE, days[7]),
    ]  # fmt: skip
    assert stages_of({7: day("2026-09-10"), 8: day("2026-09-29")}) == [
        (Category.CANDIDATE, day("2026-09-29"))
    ]
    assert ahead_of(Category.CANDIDATE) == {Category.PROBATIONARY, Category.FULL}
    assert len(ahead_of("")) == 5
