"""可办名单: who may become what until the end of a quarter."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.development.rules.able import Goal, able_until, quarter_end
from partyoffice.development.rules.file import File, Taken
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.development.rules.training import Spell
from partyoffice.members.rules import Category

LAST = date(2026, 12, 31)


def file(category, days, **more):
    return File(1, "林知夏", category, steps={n: Taken(n, day) for n, day in days.items()}, **more)


@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2026-11-20", "2026-12-31"),
        ("2026-01-01", "2026-03-31"),
        ("2026-06-30", "2026-06-30"),
        ("2024-02-29", "2024-03-31"),
    ],
)
def test_a_quarter_ends_on_its_last_day(on, last):
    assert str(quarter_end(date.fromisoformat(on))) == last


def test_an_applicant_waits_only_where_the_office_says_so_and_for_the_talk():
    one = file(Category.APPLICANT, {1: Day(2026, 10, 1)})
    [able] = able_until(one, LAST)
    assert (able.goal, str(able.earliest), able.lacking) == (
        Goal.ACTIVIST,
        "2026-10-01",
        ("第 2 步党组织派人谈话",),
    )
    assert able.told == "2026-10-01 申请，没有规定等待时间"
    assert able_until(one, LAST, RuleSettings(activist_wait_months=3)) == []
    [later] = able_until(one, date(2027, 1, 1), RuleSettings(activist_wait_months=3))
    assert later.told == "2026-10-01 申请，满 3 个月为 2027-01-01"
    assert able_until(file(Category.APPLICANT, {}), LAST) == []


def test_an_activist_is_listed_from_the_anniversary_on_times_elsewhere_added():
    one = file(Category.ACTIVIST, {3: Day(2025, 12, 31), 4: Day(2026, 1, 5), 5: Day(2026, 1, 5)})
    [able] = able_until(one, LAST)
    assert (able.goal, str(able.earliest), able.lacking) == (Goal.CANDIDATE, "2026-12-31", ())
    assert able.told == "2025-12-31 满一年为 2026-12-31"
    assert able.article.endswith("第十三条")
    assert able_until(file(Category.ACTIVIST, {3: Day(2026, 1, 1)}), LAST) == []
    [added] = able_until(
        file(Category.ACTIVIST, {3: Day(2026, 6, 1)}, spells=[Spell(date(2025, 9, 1), date(2026, 5, 31))]),
        LAST,
    )
    assert str(added.earliest) == "2026-09-01"
    [vague] = able_until(file(Category.ACTIVIST, {3: Day(2025, 11)}), LAST)
    assert vague.told == "2025-11-30 满一年为 2026-11-30（日不详，按月末）"
    assert able_until(file(Category.ACTIVIST, {}), LAST) == []


def test_an_activist_whom_the_committee_discussed_waits_for_consent_and_notice():
    days = {3: Day(2025, 9, 1), 4: Day(2025, 9, 5), 5: Day(2025, 9, 5), 7: Day(2026, 9, 10)}
    [able] = able_until(file(Category.ACTIVIST, days), LAST)
    assert (able.goal, able.lacking) == (Goal.CANDIDATE, ("第 8 步报上级党委同意并公示",))
    assert able.told == "2025-09-01 满一年为 2026-09-01；支委会 2026-09-10 已讨论"
    assert able_until(file(Category.ACTIVIST, days | {8: Day(2026, 10, 1)}), LAST) == []


def test_a_candidate_is_admitted_after_the_preview_what_is_open_before_is_named():
    days = {7: Day(2026, 9, 1), 8: Day(2026, 9, 20)}
    [waiting] = able_until(file(Category.CANDIDATE, days), LAST)
    assert (waiting.goal, waiting.earliest, waiting.told) == (Goal.ADMISSION, None, "预审合格以后才能接收")
    assert waiting.lacking[0] == "第 9 步确定入党介绍人"
    [ready] = able_until(file(Category.CANDIDATE, days | {13: Day(2026, 11, 10)}), LAST)
    assert ready.told == "预审合格 2026-11-10，一个月内为 2026-12-10"
    assert ready.lacking == ("第 14 步填写入党志愿书",)
    assert able_until(file(Category.CANDIDATE, days | {15: Day(2026, 11, 20)}), LAST) == []


def test_who_leaves_within_three_months_is_named_with_the_reason():
    days = {7: Day(2026, 9, 1), 13: Day(2026, 11, 10)}
    [one] = able_until(file(Category.CANDIDATE, days, leaves_on=Day(2027, 1, 31)), LAST)
    assert one.note.startswith("三个月内要离开")


def test_a_probationary_member_is_full_after_the_year_or_its_extension():
    one = file(Category.PROBATIONARY, {15: Day(2025, 12, 31)})
    [able] = able_until(one, LAST)
    assert (able.goal, str(able.earliest)) == (Goal.FULL, "2026-12-31")
    assert able.told == "支部大会 2025-12-31，满一年为 2026-12-31，预备期 2025-12-31 至 2026-12-30"
    assert able_until(one, date(2026, 12, 30)) == []
    [longer] = able_until(file(Category.PROBATIONARY, {}, joined=Day(2025, 6), extended=6), LAST)
    assert str(longer.earliest) == "2026-12-30"
    [vague] = able_until(file(Category.PROBATIONARY, {}, joined=Day(2025, 6)), LAST)
    assert vague.told.endswith("（日不详，按月末）")
    assert able_until(file(Category.PROBATIONARY, {}), LAST) == []


def test_who_has_left_and_who_is_full_is_in_no_list():
    assert able_until(file(Category.APPLICANT, {1: Day(2020, 1, 1)}, left=True), LAST) == []
    assert able_until(file(Category.FULL, {1: Day(2020, 1, 1)}), LAST) == []
