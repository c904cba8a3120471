"""组织生活会 and 民主生活会: which step is done, what is said and when; 整改 until it is done."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.meetings.rules.kinds import APPROVED, CRITICISM, LEADERS, LIFE_STEPS, REPORTED, SENT, STUDIED
from partyoffice.meetings.rules.life import (
    Mending,
    Phase,
    Prepared,
    article_of,
    check_prepared,
    check_step_day,
    check_times,
    mending,
    silent,
    states,
    told_delays,
    why_not_done,
    why_not_later,
)

ON = date(2026, 12, 28)
DAYS = {step: Day(2026, 12, 28) for step in LIFE_STEPS}
WHOLE = Prepared(
    CRITICISM, ON, 20, 19, 10, DAYS, opinions=3, expected=20, there=19, written=20,
    criticised=19, spoken=19, items=4, last=(3, 0),
)  # fmt: skip
NOTHING = Prepared(CRITICISM, ON)


def open_ones(one):
    return [each.title for each in states(one) if not each.done]


def test_a_meeting_with_everything_on_record_lacks_nothing():
    assert open_ones(WHOLE) == []
    assert check_prepared(WHOLE, ON) == []
    assert {one.phase for one in states(WHOLE)} == set(Phase)


def test_before_the_day_only_what_comes_before_is_called_for():
    said = check_prepared(NOTHING, date(2026, 12, 27))
    assert [one.message for one in said] == [
        "会前：制定方案", "会前：会前学习", "会前：征求意见", "会前：对照检查",
    ]  # fmt: skip
    assert {one.severity for one in said} == {Severity.INFO}
    on_the_day = check_prepared(NOTHING, ON)
    assert [one.message for one in on_the_day[4:]] == [
        "会上：到会人数", "会上：通报上年整改情况", "会上：批评和自我批评",
        "会后：整改清单", "会后：报送会议情况", "会后：通报整改措施",
    ]  # fmt: skip
    assert {one.severity for one in on_the_day} == {Severity.WARN}
    assert on_the_day[0].article == article_of(CRITICISM)


def test_two_thirds_must_come_to_the_leaders_meeting_and_its_plan_goes_up():
    leaders = Prepared(LEADERS, ON, 9, 5, 6)
    told = {one.title: one for one in states(leaders)}
    assert told["到会人数"].told == "应到 9 人，须到 6 人，实到 5 人"
    assert not told["到会人数"].done
    assert APPROVED in told
    assert "民主生活会" in article_of(LEADERS)
    assert {one.title: one.done for one in states(Prepared(LEADERS, ON, 9, 6, 6))}["到会人数"]


def test_last_years_list_and_missing_talks_are_told_with_their_numbers():
    one = Prepared(CRITICISM, ON, talks=(3, 1), last=(5, 2), there=4, spoken=4, criticised=3)
    told = {each.title: each for each in states(one)}
    assert told["谈心谈话"].told == "本年还缺：3 名党员，1 对支委"
    assert told[REPORTED].told == "还没有登记；上年 5 项，还有 2 项没有完成"
    assert not told["批评和自我批评"].done
    assert told["到会人数"].told == "还没有登记到会情况"


def test_a_year_has_one_leaders_meeting():
    days = [date(2027, 1, 20), date(2026, 12, 20)]
    [said] = check_times(LEADERS, 2026, days)
    assert said.arithmetic == "2026-12-20、2027-01-20；请核对所属年度"
    assert check_times(LEADERS, 2026, days[:1]) == []
    assert check_times(CRITICISM, 2026, days) == []


@pytest.mark.parametrize(
    ("step", "day", "wrong"),
    [
        (STUDIED, Day(2026, 12, 28), False),
        (STUDIED, Day(2026, 12, 29), True),
        (SENT, Day(2026, 12, 28), False),
        (SENT, Day(2026, 12, 27), True),
        (SENT, Day(2026, 12), False),
        (REPORTED, Day(2026, 12, 1), False),
    ],
)
def test_a_step_on_the_wrong_side_of_the_meeting_is_said(step, day, wrong):
    assert bool(check_step_day(step, day, Day(2026, 12, 28))) is wrong


def test_who_criticised_nobody_or_was_not_criticised_is_named():
    assert silent([1, 2, 3], [(1, 2), (2, 1)]) == [(3, True, True)]
    assert silent([1, 2], [(1, 2)]) == [(1, False, True), (2, True, False)]
    assert silent([], []) == []


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        (Day(2026, 12, 27), None, Mending.LATE),
        (Day(2026, 12, 28), None, Mending.SOON),
        (Day(2027, 1, 27), None, Mending.SOON),
        (Day(2027, 1, 28), None, Mending.OPEN),
        (Day(2026, 12), None, Mending.SOON),
        (None, None, Mending.OPEN),
        (Day(2026, 1, 1), Day(2026, 2, 1), Mending.DONE),
    ],
)
def test_a_line_runs_until_its_day_is_over(due, done, state):
    assert mending(due, done, ON) is state


def test_a_line_is_done_when_it_was_and_put_off_only_to_later():
    assert why_not_done(Day(2026, 12, 28), ON) == ""
    assert "之后" in why_not_done(Day(2026, 12, 29), ON)
    assert why_not_later(Day(2026, 12, 28), Day(2026, 12, 29)) == ""
    assert why_not_later(None, Day(2026, 12, 29)) == ""
    assert "没有晚于" in why_not_later(Day(2026, 12, 28), Day(2026, 12, 28))
    assert told_delays([{"from": "", "to": "2026-09-30", "why": "场地未定"}]) == [
        "（未填） → 2026-09-30：场地未定"
    ]
