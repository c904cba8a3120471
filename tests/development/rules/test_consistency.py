from itertools import pairwise

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.rules.consistency import (
    CONSEQUENCES,
    check_facts,
    check_joined,
    check_meeting_days,
    check_order,
    consequence_of,
)
from partyoffice.development.rules.editions import GIST
from partyoffice.development.rules.steps import IN_ORDER


def test_milestones_in_order_are_no_finding_and_each_step_back_is_one():
    days = {number: Day(2025, 6, at) for at, number in enumerate(IN_ORDER, 1)}
    assert check_order(days) == []
    assert check_order(dict.fromkeys(IN_ORDER, Day(2025, 6, 18))) == []
    for earlier, later in pairwise(IN_ORDER):
        [finding] = check_order({earlier: Day(2025, 7, 2), later: Day(2025, 7, 1)})
        assert finding.severity is Severity.WARN
        assert f"第 {earlier} 步" in finding.arithmetic
    assert check_order({1: Day(2025, 7, 2), 2: Day(2025, 7)}) == []
    assert check_order({}) == []


def test_both_editions_are_named_by_the_day_of_the_later_step():
    for day, words in (
        (Day(2026, 5, 10), "（2014年）第六条至第三十七条"),
        (Day(2026, 5, 11), "（2026年）第六条至第三十六条"),
    ):
        [finding] = check_order({1: Day(2026, 6, 1), 2: day})
        assert words in finding.article


@pytest.mark.parametrize(
    ("joined", "meeting", "count"),
    [
        (Day(2025, 6, 18), Day(2025, 6, 18), 0),
        (Day(2025, 6, 18), Day(2025, 8, 20), 1),  # the approval was taken for it
        (Day(2025, 6), Day(2025, 6, 18), 0),
        (Day(1980, 6, 18), Day(1980, 5, 1), 0),  # then it was the approval
        (Day(1990, 6, 18), Day(1990, 5, 1), 1),
        (Day(1900, 1, 1), Day(1990, 5, 1), 1),
        (None, Day(2025, 6, 18), 0),
        (Day(2025, 6, 18), None, 0),
    ],
)
def test_the_day_of_joining_is_that_of_the_meeting_since_1982(joined, meeting, count):
    assert len(check_joined(joined, meeting)) == count


@pytest.mark.parametrize(
    ("papers", "count"),
    [
        ({}, 0),
        ({"志愿书": Day(2025, 6, 18), "会议记录": Day(2025, 6, 18), "纪实表": Day(2025, 6)}, 0),
        ({"志愿书": Day(2025, 6, 18), "会议记录": Day(2025, 6, 19)}, 1),
        ({"志愿书": Day(2025, 6, 18), "纪实表": Day(2025, 6), "公示": Day(2025, 6, 19)}, 1),
    ],
)
def test_every_paper_gives_the_meeting_the_same_day(papers, count):
    found = check_meeting_days(papers)
    assert len(found) == count
    assert all("2025-06-19" in one.arithmetic for one in found)


def test_a_fact_that_papers_give_in_two_ways_is_told_with_who_says_what():
    papers = {
        "志愿书": {"出生日期": "1988-02-11", "民族": "汉族"},
        "申请书": {"出生日期": "1988-02-12", "民族": ""},
        "登记表": {"出生日期": "1988-02-11"},
    }
    [finding] = check_facts(papers)
    assert finding.message.startswith("出生日期")
    assert finding.arithmetic == "1988-02-11：志愿书、登记表；1988-02-12：申请书"
    assert check_facts({}) == []


def test_every_defect_says_what_follows_and_on_which_article():
    assert all(one.defect and one.consequence and set(one.articles) <= set(GIST) for one in CONSEQUENCES)
    assert [one.consequence for one in consequence_of("DEV-01")] == ["不符合申请条件"]
    assert len(consequence_of("DEV-17")) == 2
    assert consequence_of("R9") == ()
