"""Numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.admission import (
    BEFORE,
    Body,
    check_approver,
    check_before,
    check_package,
    check_political_review,
    deciding_body,
)
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.overrides import Override, blocked, record_line, settle
from partyoffice.development.rules.profile import RuleSettings

REVIEWED, MEETING = Day(2025, 5, 1), Day(2026, 6, 1)


def severities(found):
    return [str(one.severity) for one in found]


@pytest.mark.parametrize(
    ("conclusion", "reviewed", "meeting", "months", "severity"),
    [
        ("", REVIEWED, MEETING, 12, "block"),
        ("不合格", REVIEWED, MEETING, 12, "block"),
        ("合格", REVIEWED, MEETING, 12, "warn"),  # (28)
        ("合格", REVIEWED, Day(2026, 5, 1), 12, None),
        ("合格", REVIEWED, Day(2026, 5, 2), 12, "warn"),
        ("合格", REVIEWED, MEETING, 0, None),
        ("合格", None, MEETING, 12, None),
        ("合格", REVIEWED, None, 12, None),
    ],
)
def test_nobody_is_admitted_without_a_review_that_passed_and_is_not_old(
    conclusion, reviewed, meeting, months, severity
):
    settings = RuleSettings(political_review_months=months)
    found = check_political_review(conclusion, reviewed, meeting, NEW, settings)
    assert severities(found) == ([severity] if severity else [])
    assert all("第十六条" in one.article for one in found)


def test_a_talk_lies_between_the_meeting_and_the_approval():
    days = {15: Day(2026, 6, 18), 16: Day(2026, 8, 21), 17: Day(2026, 8, 20)}
    [finding] = check_before(17, days, NEW)  # (47)
    assert finding.severity is Severity.BLOCK
    assert "第 16 步 2026-08-21 → 第 17 步 2026-08-20" in finding.arithmetic
    assert severities(check_before(16, {15: Day(2026, 6, 18), 16: Day(2026, 6, 17)}, NEW)) == ["block"]
    assert check_before(17, days | {16: Day(2026, 8, 20)}, NEW) == []
    assert check_before(17, days | {16: Day(2026, 8)}, NEW) == []


@pytest.mark.parametrize(
    ("number", "missing", "severity"),
    [(3, {2}, "block"), (14, {13}, "block"), (17, {16}, "block"), (18, {17}, "warn"), (12, {10}, "block")],
)
def test_a_step_waits_for_those_it_rests_on(number, missing, severity):
    closed = {earlier: Day(2026, 6, earlier) for earlier in range(1, number) if earlier not in missing}
    found = check_before(number, closed, NEW)
    assert severities(found) == [severity]
    assert f"第 {min(missing)} 步" in found[0].message


def test_steps_closed_in_order_wait_for_nothing():
    closed = {number: Day(2026, 6, number) for number in range(1, 26)}
    assert [one for number in closed for one in check_before(number, closed, NEW)] == []
    assert check_before(1, {}, NEW) == []
    assert all(one.earlier < one.step for one in BEFORE)


@pytest.mark.parametrize("body", [one for one in Body if one is not Body.EMPOWERED])
def test_a_body_without_the_power_cannot_approve(body):
    [now] = check_approver(body, NEW, deliberated=True, has_general_branch=False)
    assert (now.severity, now.mark, now.overridable) == (Severity.BLOCK, "", False)
    assert "第二十二条" in now.article
    [then] = check_approver(body, OLD, deliberated=True, has_general_branch=False)
    assert (then.mark == "UNCONFIRMED") is (body in {Body.GROUP, Body.TEMPORARY})


@pytest.mark.parametrize(
    ("deliberated", "general", "count"), [(False, True, 1), (True, True, 0), (False, False, 0)]
)
def test_a_general_branch_deliberates_before_the_approval(deliberated, general, count):
    found = check_approver(Body.EMPOWERED, NEW, deliberated=deliberated, has_general_branch=general)
    assert len(found) == count


def test_a_branch_without_a_committee_decides_in_its_assembly():
    assert deciding_body(has_committee=False) == "党员大会"
    assert deciding_body(has_committee=True) == "支部委员会"


def test_four_papers_go_up_for_approval_since_2026():
    assert check_package({"4-3", "1-1", "2-6", "3-9"}, NEW) == []
    [finding] = check_package({"4-3", "3-9"}, NEW)
    assert finding.message == "报批材料缺少入党申请书、入党积极分子培养考察登记表"
    assert check_package(set(), OLD) == []


# --- passing a block with a reason ---

EARLY = Finding("DEV-23", Severity.BLOCK, "预备期未满", overridable=True)
YOUNG = Finding("DEV-01", Severity.BLOCK, "未满 18 岁")
LATE = Finding("DEV-02", Severity.WARN, "晚 1 天", overridable=True)


def test_a_block_of_a_special_case_is_passed_with_a_reason_that_stands_on_the_record():
    override = Override("DEV-23", "调离前最后一次大会", "沈砚秋", date(2026, 6, 10))
    [passed] = settle([EARLY], [override])
    assert passed.severity is Severity.WARN
    assert passed.message == "预备期未满（例外办理，理由：调离前最后一次大会；沈砚秋，2026-06-10）"
    assert not blocked([passed])
    assert record_line(Override("DEV-23", "调离")) == "例外办理，理由：调离"


@pytest.mark.parametrize(
    ("finding", "override"),
    [
        (EARLY, Override("DEV-23", " ")),
        (EARLY, Override("DEV-07", "理由")),
        (YOUNG, Override("DEV-01", "理由")),
        (LATE, Override("DEV-02", "理由")),
    ],
)
def test_without_a_reason_or_a_special_case_a_finding_stays_what_it_is(finding, override):
    assert settle([finding], [override]) == [finding]
    assert blocked(settle([finding], [override])) is (finding.severity is Severity.BLOCK)
    assert settle([finding]) == [finding]
