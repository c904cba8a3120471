from partyoffice.development.rules.archive import papers_of
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.steps import (
    IN_ORDER,
    MILESTONES,
    NO_LIMIT,
    STEPS,
    TABLE,
    Stage,
    category_after,
    step_of,
)
from partyoffice.members.rules import Category


def test_there_are_the_twenty_five_steps_of_the_rules_in_order():
    assert list(STEPS) == list(range(1, 26))
    assert [step.number for step in TABLE] == list(STEPS)
    assert (STEPS[1], STEPS[15], STEPS[17], STEPS[25]) == (
        "递交入党申请书",
        "支部大会讨论接收",
        "上级党委审批",
        "材料归档",
    )


def test_the_steps_lie_in_five_stages_that_follow_each_other():
    stages = [step.stage for step in TABLE]
    assert [stages.count(stage) for stage in Stage] == [2, 4, 5, 7, 7]
    assert stages == sorted(stages, key=list(Stage).index)


def test_every_step_says_who_does_what_by_when_on_which_article():
    for edition in (OLD, NEW):
        for number in STEPS:
            step = step_of(number, edition)
            assert step.actor
            assert step.do
            assert step.limit
            assert f"（{edition}年）" in step.basis(edition)
    assert sum(len(papers_of(number)) for number in STEPS) > 50


def test_the_listing_as_candidate_was_a_filing_before_and_is_a_consent_with_notice_now():
    old, new = step_of(8, OLD), step_of(8, NEW)
    assert (old.name, old.limit) == ("报上级党委备案", NO_LIMIT)
    assert "同意" in new.name
    assert "五个工作日" in new.limit
    assert "公示" not in old.do


def test_meeting_and_oath_have_a_month_only_since_2026():
    for number in (15, 20):
        assert step_of(number, OLD).limit == NO_LIMIT
        assert "一个月内" in step_of(number, NEW).limit


def test_a_person_becomes_something_else_only_by_closing_the_listed_steps():
    now = {number: category_after(number, NEW) for number in STEPS if category_after(number, NEW)}
    assert now == {
        1: Category.APPLICANT,
        3: Category.ACTIVIST,
        8: Category.CANDIDATE,
        17: Category.PROBATIONARY,
        24: Category.FULL,
    }
    assert category_after(7, OLD) is Category.CANDIDATE


def test_the_days_rosters_show_are_steps_each_with_its_own_key_and_heading():
    assert {one.number for one in MILESTONES} <= set(STEPS)
    assert len({one.key for one in MILESTONES}) == len({one.title for one in MILESTONES}) == len(MILESTONES)
    assert list(IN_ORDER) == sorted(IN_ORDER)
    headings = [word for one in MILESTONES for word in one.headings]
    assert len(set(headings)) == len(headings)
