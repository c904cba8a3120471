"""The rules of the registers beside the steps: classes, booklets, letters, plan, paper days, pupils."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Severity
from partyoffice.development.rules.booklets import check_stock, may_become, may_have_one, serials
from partyoffice.development.rules.classes import (
    Attended,
    check_selection,
    next_stage,
    trained_in,
    verdict_of,
)
from partyoffice.development.rules.editions import NEW
from partyoffice.development.rules.file import File, Taken
from partyoffice.development.rules.formed import AFTER, SAME, check_formed
from partyoffice.development.rules.inquiries import (
    Letter,
    check_letter,
    due_on,
    number_text,
    waiting_days,
)
from partyoffice.development.rules.plan import check_plan, compare, share
from partyoffice.development.rules.profile import (
    CANDIDATE_CLASS,
    GIVEN,
    IN_STOCK,
    LOST,
    PARTY_SCHOOL,
    SPOILT,
    USED,
    RuleSettings,
)
from partyoffice.development.rules.reports import missing_quarters, quarters_on
from partyoffice.development.rules.students import check_leaver, leaves_within, left_days, term_of
from partyoffice.members.rules import Category

ON = date(2026, 11, 20)


def messages(found):
    return [one.message for one in found]


# -- 培训班 ------------------------------------------------------------------------------------


def test_the_four_stages_in_their_order_are_not_remarked_on():
    assert check_selection([None] * 4) == []
    assert check_selection([Day(2026, 9, 1), Day(2026, 9, 1), Day(2026, 9, 3), None]) == []


def test_a_stage_before_an_earlier_one_or_without_it_is_warned_of():
    [one] = check_selection([Day(2026, 9, 5), Day(2026, 9, 1), None, None])
    assert (one.severity, one.mark, one.message) == (
        Severity.WARN,
        "[P]",
        "班主任推荐早于团支部选举，请核对",
    )
    assert one.arithmetic == "团支部选举 2026-09-05 → 班主任推荐 2026-09-01"
    [gap] = check_selection([Day(2026, 9, 5), None, None, Day(2026, 9, 8)])
    assert gap.message == "已登记党总支审核，还没有登记班主任推荐、校团委考察，请核对"


def test_the_next_stage_is_the_first_one_without_a_day():
    assert next_stage([Day(2026, 9, 1), None, None, None]) == "班主任推荐"
    assert next_stage([Day(2026, 9, 1)] * 4) == ""


@pytest.mark.parametrize(("mark", "verdict"), [(None, ""), (59.5, "不合格"), (60, "合格"), (100, "合格")])
def test_the_verdict_goes_by_the_pass_mark(mark, verdict):
    assert verdict_of(mark, 60) == verdict


def test_only_a_passed_class_for_candidates_counts_as_training_and_what_was_attended_of_it():
    whole = Attended(CANDIDATE_CLASS, 3, 24)
    assert trained_in([]) is None
    assert trained_in([Attended(PARTY_SCHOOL, 5, 40)]) is None
    assert trained_in([Attended(CANDIDATE_CLASS, 3, 24, verdict="不合格")]) is None
    assert trained_in([whole]) == (3, 24, False)
    assert trained_in([Attended(CANDIDATE_CLASS, 3, None, "视频", attended_days=2)]) == (2, 0, True)
    assert trained_in([Attended(CANDIDATE_CLASS, 3, 24, attended_days=0), whole]) == (3, 24, False)


# -- 志愿书 ------------------------------------------------------------------------------------


def test_a_range_keeps_letters_and_leading_zeros():
    assert serials("0008", "0011") == ["0008", "0009", "0010", "0011"]
    assert serials("桂2026-09 ", "桂2026-10") == ["桂2026-09", "桂2026-10"]
    assert serials("00123", "") == ["00123"]


@pytest.mark.parametrize(
    ("first", "last"),
    [("甲", "甲"), ("001", "乙"), ("A001", "B002"), ("99", "101"), ("005", "001"), ("0001", "0501")],
)
def test_what_is_no_range_is_refused_with_a_remedy(first, last):
    with pytest.raises(OfficeError) as told:
        serials(first, last)
    assert told.value.remedy


def test_what_is_spoilt_lost_or_filed_stays_so():
    assert may_become(IN_STOCK, GIVEN)
    assert may_become(GIVEN, USED)
    assert not may_become(IN_STOCK, USED)
    assert not any(may_become(state, GIVEN) for state in (SPOILT, LOST, USED, "别的"))


def test_a_booklet_is_given_only_after_the_preview_was_passed():
    def held(**step):
        return File(1, "林知夏", steps={13: Taken(13, Day(2026, 9, 1), **step)})

    assert may_have_one(held(facts={"result": "合格"})) == []
    assert may_have_one(held()) == []  # entered from an old roster: its day alone says that it was passed
    [refused] = may_have_one(held(facts={"result": "补正"}))
    assert (refused.severity, refused.message) == (
        Severity.BLOCK,
        "林知夏预审结果为“补正”，不能发给入党志愿书",
    )
    for file in (File(1, "林知夏"), held(open=True)):
        assert messages(may_have_one(file)) == ["林知夏还没有预审合格，不能发给入党志愿书"]


def test_an_empty_stock_is_told_only_while_somebody_waits():
    assert check_stock(0, []) == []
    assert check_stock(2, ["林知夏", "沈砚秋"]) == []
    [one] = check_stock(1, ["林知夏", "沈砚秋"])
    assert one.arithmetic == "2 − 1 = 1，请向上级领取"


# -- 政审函 ------------------------------------------------------------------------------------


def letter(**more):
    return Letter("政审函〔2026〕7号", "安和县教育局党委", **({"sent": Day(2026, 10, 21)} | more))


def test_an_answer_is_asked_for_after_thirty_days_and_not_before():
    assert number_text(2026, 7) == "政审函〔2026〕7号"
    assert due_on(letter()) == ON
    assert waiting_days(letter(), ON) == 30
    assert check_letter(letter(), ON) == []
    [late] = check_letter(letter(sent=Day(2026, 10, 20)), ON)
    assert late.message == "政审函〔2026〕7号（安和县教育局党委）发出 31 天还没有回函，请催办"
    assert late.arithmetic == "2026-10-20 发出，30 天为 2026-11-19，已等 31 天"
    assert waiting_days(letter(sent=Day(2026, 12, 1)), ON) == 0
    never = RuleSettings(inquiry_days=0)
    assert due_on(letter(), never) is None
    assert check_letter(letter(sent=Day(2024, 1, 1)), ON, never) == []


def test_a_void_letter_is_not_waited_for():
    old = letter(sent=Day(2025, 1, 1), void=True)
    assert waiting_days(old, ON) is None
    assert check_letter(old, ON) == []


def test_an_answer_wants_seal_and_words_and_comes_after_its_letter():
    back = {"returned": Day(2026, 11, 1)}
    assert waiting_days(letter(**back), ON) is None
    assert check_letter(letter(**back, answer="无问题", sealed=True), ON) == []
    assert messages(check_letter(letter(**back), ON)) == [
        "政审函〔2026〕7号（安和县教育局党委）的回函没有登记结论、党组织印章"
    ]
    [early] = check_letter(letter(returned=Day(2026, 10, 1)), ON)
    assert "早于发出日期" in early.message


# -- 计划 --------------------------------------------------------------------------------------


def test_a_plan_says_what_is_over_under_met_and_what_was_not_set():
    lines = compare({"accepted": 2, "candidates": 3, "activists": None}, {"accepted": 3, "candidates": 3})
    assert [one.told() for one in lines] == [
        "没有下达计划，完成 0",
        "计划 3，完成 3，完成计划",
        "计划 2，完成 3，超 1",
    ]
    [over] = check_plan("第一党支部", 2026, lines, 11)
    assert (over.severity, over.message) == (Severity.WARN, "第一党支部 2026 年接收预备党员超出计划")


def test_an_open_plan_is_recalled_in_the_last_quarter_only():
    lines = compare({"accepted": 2}, {})
    assert check_plan("第一党支部", 2026, lines, 9) == []
    [open_] = check_plan("第一党支部", 2026, lines, 10)
    assert (open_.severity, open_.arithmetic) == (Severity.INFO, "计划 2，完成 0，还差 2")


def test_a_share_of_nobody_is_a_dash():
    assert share(12, 30) == "12/30（40.0%）"
    assert share(0, 0) == "—"


# -- papers ----------------------------------------------------------------------------------


def test_papers_of_the_very_day_and_papers_that_come_after_are_held_against_the_steps():
    days = {3: Day(2025, 9, 1), 15: Day(2026, 9, 10)}
    assert check_formed({"4-4": Day(2026, 9, 10), "2-3": Day(2025, 9, 1), "2-5": Day(2020, 1, 1)}, days) == []
    assert check_formed({"4-4": Day(2026, 9), "1-1": Day(2020, 1, 1), "4-7": Day(2020, 1, 1)}, days) == []
    [minutes] = check_formed({"4-4": Day(2026, 9, 9)}, days)
    assert minutes.message.startswith("4-4 支部大会讨论接收会议记录的日期 2026-09-09 与第 15 步")
    [filed] = check_formed({"2-3": Day(2025, 8, 31)}, days)
    assert filed.arithmetic == "第 3 步 2025-09-01 → 材料 2025-08-31"
    assert not SAME.keys() & AFTER.keys()


# -- 思想汇报 -----------------------------------------------------------------------------------


def test_a_report_answers_for_the_quarter_it_lies_in():
    quarters = quarters_on(date(2026, 1, 31), [date(2026, 4, 29), date(2026, 4, 30)], date(2026, 7, 31))
    assert [(str(one.first), str(one.last)) for one in quarters] == [
        ("2026-01-31", "2026-04-29"),
        ("2026-04-30", "2026-07-30"),
        ("2026-07-31", "2026-10-30"),
    ]
    assert [one.held for one in quarters] == [date(2026, 4, 29), date(2026, 4, 30), None]
    assert missing_quarters(quarters, date(2026, 7, 31)) == 0
    assert missing_quarters(quarters, date(2026, 11, 1)) == 1
    assert quarters_on(date(2026, 12, 1), [], ON) == ()


# -- pupils ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "name", "first", "last"),
    [
        ("2026-02-01", "2026 年春季学期", "2026-02-01", "2026-08-31"),
        ("2026-08-31", "2026 年春季学期", "2026-02-01", "2026-08-31"),
        ("2026-09-01", "2026 年秋季学期", "2026-09-01", "2027-01-31"),
        ("2027-01-31", "2026 年秋季学期", "2026-09-01", "2027-01-31"),
    ],
)
def test_january_belongs_to_the_autumn_term(on, name, first, last):
    term = term_of(date.fromisoformat(on))
    assert (term.name, str(term.first), str(term.last)) == (name, first, last)


def test_a_month_of_leaving_may_lie_in_the_stretch():
    assert leaves_within(Day(2026, 6), date(2026, 6, 30), date(2026, 8, 31))
    assert not leaves_within(Day(2026, 6, 29), date(2026, 6, 30), date(2026, 8, 31))
    assert not leaves_within(None, date(2026, 6, 30), date(2026, 8, 31))
    assert left_days(Day(2026, 11, 1), ON) == 0


@pytest.mark.parametrize(
    ("category", "words", "article"),
    [
        (Category.APPLICANT, "培养时间连续计算", "第十二条"),
        (Category.ACTIVIST, "培养时间连续计算", "第十二条"),
        (Category.CANDIDATE, "一般不办理接收", "第十八条"),
        (Category.PROBATIONARY, "介绍教育考察情况", "第三十四条"),
    ],
)
def test_who_leaves_within_three_months_is_told_what_goes_along(category, words, article):
    [one] = check_leaver("林知夏", category, Day(2027, 2, 20), ON, NEW)
    assert words in one.message
    assert one.article.endswith(article)
    assert one.arithmetic == "2026-11-20 起三个月内为 2027-02-20，2027-02-20 离开，还有 92 天"
    assert check_leaver("林知夏", category, Day(2027, 2, 21), ON, NEW) == []
    assert check_leaver("林知夏", category, None, ON, NEW) == []
