"""Numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.core.workdays import Holidays, shipped
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.notice import (
    NO_OBJECTION,
    Listing,
    Posting,
    check_notice,
    check_notice_paper,
    notice_end,
    notice_sum,
    notice_words,
)
from partyoffice.development.rules.profile import RuleSettings


def known(text):
    return Day.parse(text) if text else None


def step(consented="2026-09-18", start="2026-09-21", end="2026-09-28", listed="2026-09-29", **other):
    posting = Posting(known(start), known(end), "校公示栏", other.pop("result", NO_OBJECTION))
    return Listing(known("2026-09-10"), known(consented), [posting], known(listed), **other)


def told(found):
    return [(str(one.severity), one.message) for one in found]


def severities(found):
    return [str(one.severity) for one in found]


def test_consent_then_five_working_days_then_listing_is_no_finding():
    assert check_notice(step(), NEW) == []  # (14)


@pytest.mark.parametrize(
    ("given", "severity", "words"),
    [
        ({"end": "2026-09-25", "listed": "2026-09-29"}, "block", "不够 5 个工作日"),
        ({"end": "2026-09-27"}, "block", "不够 5 个工作日"),
        ({"end": ""}, "block", "还没有登记结束日期"),
        ({"listed": "2026-09-28"}, "block", "公示期满之后"),  # (14) on the last day
        ({"listed": "2026-09-20"}, "block", "公示期满之后"),
        ({"consented": "2026-09-22"}, "warn", "早于上级党委同意"),  # (22)
        ({"consented": "2026-09-09"}, "warn", "早于支委会讨论"),
        ({"consented": ""}, "block", "没有上级党委同意"),
        ({"result": ""}, "block", "没有登记公示结果"),
        ({"result": "有反映，正在核实"}, "block", "查清以前"),
        ({"start": "2026-09"}, "info", "只有年月"),
        ({"listed": "2026-09"}, None, ""),
        ({"floating": True}, "block", "流出地和流入地"),  # (23)
        ({"result": "", "listed": ""}, None, ""),
    ],
)
def test_what_stands_against_a_listing_since_2026(given, severity, words):
    found = check_notice(step(**given), NEW)
    assert severities(found) == ([severity] if severity else [])
    assert all(words in one.message and one.code == "DEV-08" for one in found)
    assert all("第十三条" in one.article and not one.overridable for one in found)


def test_a_notice_that_is_missing_blocks_since_2026_and_is_only_a_custom_before():
    before = Listing(Day(2026, 4, 1), Day(2026, 4, 10), listed=Day(2026, 4, 10))
    [now] = check_notice(before, NEW)
    assert (now.severity, now.mark) == (Severity.BLOCK, "")
    [then] = check_notice(before, OLD)  # (20)
    assert (then.severity, then.mark) == (Severity.WARN, "[P]")
    assert "没有规定公示" in then.article


def test_before_2026_a_filing_stood_where_the_consent_is():
    [finding] = check_notice(step(consented=""), OLD)
    assert told([finding]) == [("warn", "没有上级党委备案的日期")]
    assert check_notice(step(consented="2026-09-22", listed="2026-09-20"), OLD) == []
    assert severities(check_notice(step(end="2026-09-22"), OLD)) == ["warn"]
    assert severities(check_notice(step(floating=True), OLD)) == []


def test_a_floating_person_is_noticed_in_both_places():
    both = [
        Posting(Day(2026, 9, 21), Day(2026, 9, 28), place, NO_OBJECTION) for place in ("流出地", "流入地")
    ]
    listing = Listing(Day(2026, 9, 10), Day(2026, 9, 18), both, Day(2026, 9, 29), floating=True)
    assert check_notice(listing, NEW) == []
    listing = Listing(Day(2026, 9, 10), Day(2026, 9, 18), both[:1] * 2, Day(2026, 9, 29), floating=True)
    assert severities(check_notice(listing, NEW)) == ["block"]


def test_a_count_beyond_the_holiday_table_is_provisional():
    found = check_notice(step("2026-12-20", "2026-12-28", "2027-01-04", "2027-01-05"), NEW)  # (19)
    assert severities(found) == ["info"]
    assert "暂算" in found[0].arithmetic
    own = shipped().with_own({date(2027, 1, 1): False}, [2027])
    assert check_notice(step("2026-12-20", "2026-12-28", "2027-01-04", "2027-01-05"), NEW, holidays=own) == []
    assert severities(
        check_notice(step("2026-12-20", "2026-12-28", "2027-01-01", "2027-01-05"), NEW, holidays=own)
    ) == ["block"]


def test_an_office_may_post_longer_or_count_from_the_day_after():
    assert notice_end(date(2026, 9, 21), RuleSettings(notice_days=7)).last == date(2026, 9, 30)
    assert notice_end(date(2026, 9, 21), RuleSettings(notice_start_counts=False)).last == date(2026, 9, 29)
    assert notice_end(date(2026, 9, 21), RuleSettings(notice_days=1)).last == date(2026, 9, 28)
    assert notice_end(date(2026, 9, 21), holidays=Holidays()).provisional


def test_the_sum_names_the_days_counted():
    counted = notice_end(date(2026, 9, 21))
    told = notice_sum(date(2026, 9, 21), counted)
    assert told == "2026-09-21 张贴，工作日 09-21、09-22、09-23、09-24、09-28 共 5 天，2026-09-28 期满"
    assert notice_words(date(2026, 9, 21), counted) == "2026年9月21日至2026年9月28日，共 5 个工作日"


GOOD = "公示时间：2026年9月21日至2026年9月28日，共 5 个工作日。受理电话：0551-62345678。"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (GOOD, []),
        (GOOD + "身份证号：33009919880211002X", ["公示上不应有身份证号"]),
        (GOOD + "身份证号：330099880211002", ["公示上不应有身份证号"]),
        (GOOD.replace("0551-62345678", "13800001234"), []),
        (GOOD.replace("0551-62345678", ""), ["公示上没有受理电话"]),
        (
            GOOD.replace("0551-62345678", "330099198802110021"),
            ["公示上不应有身份证号", "公示上没有受理电话"],
        ),
        ("", ["公示上没有受理电话", "公示上没有写明工作日数"]),
    ],
)
def test_a_notice_has_a_phone_and_its_days_and_no_id_number(text, wrong):
    assert [one.message for one in check_notice_paper(text)] == wrong  # (71)
