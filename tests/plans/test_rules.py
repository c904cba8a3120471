"""Where tasks and plans stand on a day, and which half-year lacks its 专题会议."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.meetings.rules.frequency import Level
from partyoffice.plans.rules.halves import half_of, to_remind
from partyoffice.plans.rules.tasks import (
    AHEAD,
    RUNNING,
    SUMMED,
    TO_SUM,
    Span,
    State,
    Work,
    judge_group,
    judge_plan,
    judge_task,
)

ON = date(2026, 11, 20)
YEAR = Span(2026)


def work(due=None, **more):
    return Work("召开党员大会", "沈砚秋", due, **more)


def codes(found):
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("due", "state", "told"),
    [
        (None, State.UNDATED, ""),
        (Day(2026, 11, 19), State.LATE, "时限 2026-11-19，超 1 天"),
        (Day(2026, 11, 20), State.SOON, "时限 2026-11-20，今天到期"),
        (Day(2026, 12, 20), State.SOON, "时限 2026-12-20，还有 30 天"),
        (Day(2026, 12, 21), State.OPEN, "时限 2026-12-21，还有 31 天"),
        (Day(2026, 10), State.LATE, "时限 2026-10（算到 2026-10-31），超 20 天"),
        (Day(2026, 11), State.SOON, "时限 2026-11（算到 2026-11-30），还有 10 天"),
    ],
)
def test_the_day_itself_is_not_late_and_a_month_counts_to_its_last_day(due, state, told):
    assert (work(due).state(ON), work(due).told(ON)) == (state, told)


def test_what_is_done_or_given_up_is_never_late_and_says_how_late_it_was():
    done = work(Day(2026, 6, 30), done=Day(2026, 7, 2))
    assert (done.state(ON), done.told(ON)) == (State.DONE, "2026-07-02 完成，时限 2026-06-30，晚 2 天")
    assert (
        work(Day(2026, 6), done=Day(2026, 6, 30)).told(ON)
        == "2026-06-30 完成，时限 2026-06（算到 2026-06-30）"
    )
    assert work(done=Day(2026, 6, 30)).told(ON) == "2026-06-30 完成"
    given_up = work(Day(2026, 6, 30), dropped=Day(2026, 9, 1))
    assert (given_up.state(ON), given_up.told(ON)) == (State.DROPPED, "2026-09-01 停办")


def test_a_plan_runs_from_its_first_day_to_the_last_of_its_last_year():
    three = Span(2025, 3)
    assert (three.words, three.last, YEAR.words) == ("2025—2027", 2027, "2026")
    assert [three.covers(year) for year in (2024, 2025, 2027, 2028)] == [False, True, True, False]
    assert three.state(date(2024, 12, 31)) == AHEAD
    assert three.state(date(2025, 1, 1)) == three.state(date(2027, 12, 31)) == RUNNING
    assert three.state(date(2028, 1, 1)) == TO_SUM
    assert Span(2026, closed=Day(2026, 12, 30)).state(ON) == SUMMED


def test_a_task_without_owner_day_or_evidence_is_told_and_a_day_outside_the_plan():
    assert codes(judge_task(Work("召开会议", ""), YEAR)) == ["PLAN-01", "PLAN-02"]
    assert codes(judge_task(work(Day(2027, 1)), YEAR)) == ["PLAN-03"]
    assert codes(judge_task(work(Day(2026, 12, 31)), YEAR)) == []
    assert codes(judge_task(work(Day(2026, 6, 30), done=Day(2026, 6, 1)), YEAR)) == ["PLAN-04"]
    assert codes(judge_task(work(done=Day(2026, 6, 1), proved=True), YEAR)) == []
    assert codes(judge_task(Work("召开会议", "", dropped=Day(2026, 6, 1)), YEAR)) == []


def test_a_plan_of_a_past_year_is_to_be_summed_up_and_an_empty_one_is_told():
    late = Span(2025)
    (found,) = judge_plan(late, [work(), work(done=Day(2025, 5, 1))], ON)
    assert (found.code, found.arithmetic) == (
        "PLAN-05", "计划到 2025 年底，今天 2026-11-20；还有 1 项没有办结"
    )  # fmt: skip
    assert codes(judge_plan(late, [], date(2025, 12, 31))) == ["PLAN-06"]
    assert codes(judge_plan(YEAR, [work()], ON)) == []


def test_a_group_needs_a_head_and_nobody_who_left():
    assert codes(judge_group([])) == ["PLAN-07"]
    found = judge_group([("组长", "沈砚秋", True), ("", "林知夏", False)])
    assert [one.message for one in found] == ["成员林知夏已不在册，请调整"]


@pytest.mark.parametrize(
    ("held", "on", "level"),
    [
        ((), date(2026, 6, 30), Level.OPEN),
        ((), date(2026, 7, 1), Level.MISSING),
        ((date(2026, 1, 1),), date(2026, 2, 1), Level.MET),
        ((date(2026, 6, 30),), date(2026, 7, 1), Level.MET),
        ((date(2026, 7, 1), date(2025, 12, 31)), date(2026, 7, 1), Level.MISSING),
    ],
)
def test_the_first_half_ends_with_june(held, on, level):
    one = half_of(2026, 1, held, on)
    assert (one.level, one.title, one.ends) == (level, "2026 年上半年", date(2026, 6, 30))


def test_two_may_be_asked_for_and_the_sum_is_told():
    one = half_of(2026, 2, [date(2026, 7, 1)], ON, least=2)
    assert (one.level, one.told, one.title) == (Level.OPEN, "应有 2 次，已开 1 次", "2026 年下半年")


def reminded(on, held=(), since=date.min):
    return [one.title for one in to_remind(held, on, since)]


def test_the_half_just_gone_is_called_to_mind_and_the_present_one_near_its_end():
    assert reminded(date(2026, 10, 30)) == ["2026 年上半年"]
    assert reminded(date(2026, 10, 31)) == ["2026 年上半年", "2026 年下半年"]
    assert reminded(date(2026, 4, 29)) == ["2025 年下半年"]
    assert reminded(date(2026, 4, 30)) == ["2025 年下半年", "2026 年上半年"]
    assert reminded(ON, [date(2026, 3, 1), date(2026, 11, 20)]) == []


def test_nothing_is_called_to_mind_of_a_time_before_branch_or_books():
    assert reminded(ON, since=date(2026, 7, 1)) == ["2026 年下半年"]
    assert reminded(ON, since=date(2026, 6, 30)) == ["2026 年上半年", "2026 年下半年"]
