"""Both editions at their border: what each rule that differs says on 2026-05-10 and on 2026-05-11."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.rules.admission import (
    Body,
    check_approver,
    check_package,
    check_political_review,
)
from partyoffice.development.rules.archive import Case, check_archive, required
from partyoffice.development.rules.consistency import CONSEQUENCES
from partyoffice.development.rules.deadlines import APPROVAL, MEETING, OATH, TALK, check_limit
from partyoffice.development.rules.editions import NEW, OLD, edition_for
from partyoffice.development.rules.notice import Listing, Posting, check_notice
from partyoffice.development.rules.people import (
    Discipline,
    Punishment,
    Voucher,
    check_adult,
    check_mentors,
    check_sponsors,
)
from partyoffice.development.rules.probation import check_extension
from partyoffice.development.rules.steps import category_after, step_of
from partyoffice.development.rules.training import Spell, check_training, check_training_year
from partyoffice.meetings.rules.voting import Ballots, Matter, Vote, check_vote
from partyoffice.members.rules import Category, cite

LAST, FIRST = date(2026, 5, 10), date(2026, 5, 11)
ON = date(2026, 11, 20)
LIN, SHEN = Voucher(1, "林知夏"), Voucher(2, "沈砚秋")


def severities(found):
    return [str(one.severity) for one in found]


def both(judge):
    """Return what a rule says on the last day of the old edition and on the first of the new one."""
    return tuple(severities(judge(Day.of(day), edition_for(day))) for day in (LAST, FIRST))


def test_a_listing_of_the_last_day_needs_no_notice_and_one_of_the_first_day_does():
    def judge(on, edition):
        return check_notice(Listing(on, on, (), on), edition)

    assert both(judge) == (["warn"], ["block"])  # (20)


def test_a_notice_of_two_days_blocks_only_since_the_first_day():
    def judge(on, edition):
        post = Posting(Day(2026, 5, 6), Day(2026, 5, 8), "校公示栏", "不影响发展入党")
        return check_notice(Listing(Day(2026, 4, 28), Day(2026, 4, 30), [post], on), edition)

    assert both(judge) == (["warn"], ["block"])


def test_one_place_is_enough_for_a_floating_person_only_before():
    def judge(on, edition):
        post = Posting(Day(2026, 4, 27), Day(2026, 5, 8), "校公示栏", "不影响发展入党")
        given = Listing(Day(2026, 4, 20), Day(2026, 4, 22), [post], on, floating=True)
        return check_notice(given, edition)

    assert both(judge) == ([], ["block"])


@pytest.mark.parametrize(
    ("limit", "start", "before", "since"),
    [
        (MEETING, Day(2026, 1, 5), [], ["warn"]),
        (OATH, Day(2026, 1, 5), [], ["warn"]),
        (TALK, Day(2026, 1, 5), ["warn"], ["warn"]),
        (APPROVAL, Day(2026, 1, 5), ["warn"], ["warn"]),
        (APPROVAL, Day(2025, 11, 9), ["block"], ["block"]),
    ],
)
def test_a_month_for_meeting_and_oath_holds_from_the_first_day_and_the_other_limits_in_both(
    limit, start, before, since
):
    assert both(lambda on, edition: check_limit(limit, start, on, ON, edition)) == (before, since)


def test_a_sponsor_under_a_warning_is_unsuitable_only_since_the_first_day():
    warned = Voucher(3, "秦川", punishments=(Punishment(Discipline.WARNING, date(2026, 3, 1)),))
    assert both(lambda on, edition: check_sponsors([LIN, warned], on.first, edition)) == ([], ["warn"])


def test_a_mentor_without_rights_has_to_be_replaced_only_since_the_first_day():
    lost = Voucher(3, "秦川", punishments=(Punishment(Discipline.PROBATION, date(2026, 3, 1)),))
    assert both(lambda on, edition: check_mentors([lost], on.first, edition)) == ([], ["warn"])


def test_papers_that_go_up_are_named_only_since_the_first_day():
    assert both(lambda _on, edition: check_package({"4-3"}, edition)) == ([], ["warn"])


def test_training_by_video_is_mentioned_only_since_the_first_day():
    assert both(lambda _on, edition: check_training(3, 24, edition, by_video=True)) == ([], ["info"])


@pytest.mark.parametrize("body", [Body.TEMPORARY, Body.GROUP])
def test_that_a_temporary_body_or_a_leading_group_cannot_approve_is_written_only_since_the_first_day(body):
    marks = [
        [one.mark for one in check_approver(body, edition, deliberated=True, has_general_branch=False)]
        for edition in map(edition_for, (LAST, FIRST))
    ]
    assert marks == [["UNCONFIRMED"], [""]]


def test_somebody_becomes_a_candidate_by_the_committee_before_and_by_consent_and_notice_since():
    before, since = map(edition_for, (LAST, FIRST))
    assert (category_after(7, before), category_after(7, since)) == (Category.CANDIDATE, None)
    assert category_after(8, before) == category_after(8, since) == Category.CANDIDATE
    assert "备案" in step_of(8, before).name
    assert "公示" in step_of(8, since).name


def test_the_file_names_the_book_of_probation_only_since_the_first_day():
    before, since = (check_archive(set(), edition_for(day))[0] for day in (LAST, FIRST))
    assert before.severity is since.severity is Severity.BLOCK
    assert "培养教育考察材料" in before.arithmetic
    assert "培养教育考察材料" not in since.arithmetic
    codes = [{one.code for one in required(Case(edition_for(day)))} for day in (LAST, FIRST)]
    assert codes[1] - codes[0] == {"3-3", "3-4"}


@pytest.mark.parametrize(
    ("number", "before", "since"), [(17, 17, 17), (18, 19, 18), (31, 32, 31), (36, 37, 36)]
)
def test_articles_are_counted_as_the_edition_of_the_day_counts_them(number, before, since):
    words = {17: "十七", 18: "十八", 19: "十九", 31: "三十一", 32: "三十二", 36: "三十六", 37: "三十七"}
    told = [cite(number, edition_for(day)) for day in (LAST, FIRST)]
    assert f"第{words[before]}条" in told[0]
    assert "（2014年）" in told[0]
    assert f"第{words[since]}条" in told[1]
    assert "（2026年）" in told[1]


DEFECTS = {
    "申请时不满十八周岁": lambda e: check_adult(Day(2010, 1, 1), Day(2026, 5, 1), e),
    "培养不满一年": lambda e: check_training_year([Spell(date(2026, 1, 1))], Day(2026, 5, 1), e),
    "没有公示，或不够五个工作日": lambda e: check_notice(
        Listing(Day(2026, 5, 1), Day(2026, 5, 2), (), Day(2026, 5, 3)), e
    ),
    "没有政治审查，或不合格": lambda e: check_political_review("", None, None, e),
    "没有集中培训，也不是批准的特殊情况": lambda e: check_training(None, None, e),
    "到会有表决权的党员没有超过应到的半数": lambda e: _vote(Vote(20, 10, 10), Ballots(10, 10, 10), e),
    "赞成没有超过应到的半数": lambda e: _vote(Vote(20, 11, 10, 1), Ballots(11, 11, 11), e),
    "一次表决了两人以上": lambda e: _vote(Vote(20, 11, 11), Ballots(11, 11, 11, persons=2), e),
    "由没有审批权的组织审批": lambda e: check_approver(
        Body.GENERAL_BRANCH, e, deliberated=True, has_general_branch=True
    ),
    "超过六个月没有审批": lambda e: check_limit(APPROVAL, Day(2025, 1, 1), Day(2026, 1, 1), ON, e),
}


def _vote(vote, ballots, edition):
    return check_vote(Matter.ADMISSION, vote, ballots, edition)


@pytest.mark.parametrize("one", [one for one in CONSEQUENCES if one.codes], ids=lambda one: one.codes[0])
def test_every_defect_of_the_table_is_found_and_blocks_and_names_what_follows(one):
    for edition in (OLD, NEW):
        found = [each for each in DEFECTS[one.defect](edition) if each.code in one.codes]
        only_custom = edition is OLD and one.codes == ("DEV-08",)
        assert Severity.BLOCK in {each.severity for each in found} or only_custom, edition
        assert all(each.article for each in found)


def test_no_defect_of_the_table_is_left_without_proof():
    assert {one.defect for one in CONSEQUENCES if one.codes} == set(DEFECTS)
    # What hangs on a decision of the branch or of an upper body has no rule that could find it.
    told = {one.defect for one in CONSEQUENCES if not one.codes}
    assert told == {"弄虚作假或不具备条件被接收", "转入的预备党员材料无法认定", "预备党员违纪"}


@pytest.mark.parametrize("edition", [OLD, NEW])
def test_what_the_editions_share_is_alike_in_both(edition):
    assert severities(check_adult(Day(2008, 5, 20), Day(2026, 5, 19), edition)) == ["block"]
    assert severities(check_training_year([Spell(date(2025, 9, 1))], Day(2026, 5, 1), edition)) == ["block"]
    assert severities(check_sponsors([LIN, LIN], ON, edition)) == ["block"]
    assert severities(check_sponsors([LIN, SHEN], ON, edition)) == []
    assert severities(check_extension(5, 0, edition)) == ["block"]
    assert severities(_vote(Vote(20, 10, 10), Ballots(10, 10, 10, watcher="甲", counter="乙"), edition)) == [
        "block"
    ]
