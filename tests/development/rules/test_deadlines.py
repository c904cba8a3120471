"""Numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.rules.deadlines import (
    APPROVAL,
    FULL_APPROVAL,
    LIMITS,
    MEETING,
    OATH,
    RECEIPT,
    TALK,
    check_full_application,
    check_leaving,
    check_limit,
    check_wait,
    rest_day_note,
)
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.profile import RuleSettings

ON = date(2026, 11, 20)


def day(text):
    return date.fromisoformat(text)


def known(text):
    return Day.parse(text) if text else None


@pytest.mark.parametrize(
    ("name", "start", "by"),
    [
        ("谈话", "2026-01-31", "2026-02-28"),  # (4)
        ("谈话", "2024-01-31", "2024-02-29"),
        ("支部大会", "2026-08-31", "2026-09-30"),  # (29)
        ("宣誓", "2026-12-31", "2027-01-31"),  # (46)
        ("转正审批", "2026-11-30", "2027-02-28"),  # (56)
        ("回执", "2026-11-20", "2026-12-20"),  # (65)
        ("审批", "2025-06-18", "2025-09-18"),
    ],
)
def test_a_limit_counts_calendar_months_and_never_thirty_or_ninety_days(name, start, by):
    assert LIMITS[name].by(day(start)) == day(by)


def test_an_approval_has_three_months_and_in_special_cases_six():
    assert (APPROVAL.by(day("2026-08-31")), APPROVAL.latest(day("2026-08-31"))) == (
        day("2026-11-30"),
        day("2027-02-28"),
    )
    assert TALK.latest(day("2026-08-31")) == day("2026-09-30")


@pytest.mark.parametrize(
    ("limit", "start", "done", "severity", "told"),
    [
        (TALK, "2026-05-20", "2026-06-20", None, ""),  # (5)
        (TALK, "2026-05-20", "2026-06-21", "warn", "晚 1 天"),
        (MEETING, "2026-08-31", "2026-09-30", None, ""),
        (MEETING, "2026-08-31", "2026-10-08", "warn", "2026-09-30，晚 8 天"),  # (29)
        (MEETING, "2026-05-25", "2026-06-20", None, ""),  # (73) a person of both editions
        (MEETING, "2026-05-10", "2026-06-20", "warn", "晚 10 天"),
        (OATH, "2026-12-31", "2027-01-31", None, ""),  # (46)
        (OATH, "2026-12-31", "2027-02-05", "warn", "晚 5 天"),
        (APPROVAL, "2026-06-18", "2026-09-18", None, ""),
        (APPROVAL, "2026-06-18", "2026-09-19", "warn", "晚 1 天"),
        (APPROVAL, "2026-06-18", "2026-12-18", "warn", "特殊情况六个月内为 2026-12-18"),
        (APPROVAL, "2026-06-18", "2026-12-19", "block", "超过 1 天"),
        (FULL_APPROVAL, "2026-11-30", "2027-02-28", None, ""),  # (56)
        (FULL_APPROVAL, "2026-11-30", "2027-03-01", "warn", "晚 1 天"),
        (TALK, "2026-05", "2026-06-30", "info", "日不详，按月末"),
        (TALK, "2026-05", "2026-07-01", "warn", "晚 1 天"),
        (TALK, "2026-05", "2026-06-01", None, ""),
        (TALK, "2026-05-20", "2026-06", "info", "2026-06-20"),
        (TALK, "", "2026-06-20", None, ""),
    ],
)
def test_what_was_done_late_is_told_and_its_true_day_kept(limit, start, done, severity, told):
    found = check_limit(limit, known(start), known(done), ON, NEW)
    assert [str(one.severity) for one in found] == ([severity] if severity else [])
    assert all(told in one.arithmetic and one.code == limit.code and one.article for one in found)
    assert all(one.overridable is (one.severity is Severity.BLOCK) for one in found)


def test_what_is_still_open_is_told_from_the_day_after_its_limit():
    start = Day(2026, 10, 20)
    assert check_limit(TALK, start, None, ON, NEW) == []
    [finding] = check_limit(TALK, start, None, date(2026, 11, 21), NEW)
    assert finding.severity is Severity.WARN
    assert "超过 1 天" in finding.arithmetic


def test_meeting_and_oath_had_no_national_limit_before_2026():
    late = Day(2026, 4, 30)
    for limit in (MEETING, OATH):
        assert check_limit(limit, Day(2026, 1, 5), late, ON, OLD) == []
        assert "没有规定期限" in limit.basis(OLD)
    assert check_limit(TALK, Day(2026, 1, 5), late, ON, OLD) != []
    assert check_limit(APPROVAL, Day(2026, 1, 5), late, ON, OLD) != []
    assert "第二十六条（编号为推算）" in APPROVAL.basis(OLD)
    assert "2006" in RECEIPT.basis(NEW)


def test_a_limit_on_a_holiday_stays_where_it_is():
    assert "没有顺延" in rest_day_note(date(2026, 10, 1))
    assert rest_day_note(date(2026, 10, 10)) == ""


@pytest.mark.parametrize(
    ("leaves", "count"), [("2026-08-31", 1), ("2026-09-01", 0), ("2026-06-30", 1), ("", 0), ("2026-08", 1)]
)
def test_somebody_who_leaves_within_three_months_is_normally_not_admitted(leaves, count):
    found = check_leaving(Day(2026, 5, 31), known(leaves), NEW)
    assert len(found) == count
    assert all(one.code == "DEV-13" and "2026-08-31" in one.arithmetic for one in found)


@pytest.mark.parametrize(
    ("applied", "on", "lead", "words"),
    [
        ("2026-06-10", "2026-11-20", 0, ""),
        ("2026-07-18", "2026-11-20", 0, ""),
        ("2026-07-19", "2026-11-20", 0, "晚于期满一个月"),
        ("", "2026-07-18", 0, ""),
        ("", "2026-07-19", 0, "还没有转正申请"),
        ("2026-05-18", "2026-11-20", 30, "早于"),
        ("2026-05-19", "2026-11-20", 30, ""),
        ("2026-05-18", "2026-11-20", 0, ""),
    ],
)
def test_the_application_at_the_end_of_probation_is_asked_for_in_time(applied, on, lead, words):
    settings = RuleSettings(full_application_lead_days=lead)
    found = check_full_application(known(applied), date(2026, 6, 18), day(on), NEW, settings)
    assert [words in one.message for one in found] == ([True] if words else [])
    assert all(one.mark == "[P]" and one.severity is Severity.WARN for one in found)


@pytest.mark.parametrize(
    ("done", "least", "most", "word"),
    [
        ("2026-02-28", 6, 0, "早于"), ("2026-03-01", 6, 0, ""), ("2026-03-01", 6, 12, ""),
        ("2026-09-02", 0, 12, "晚于"), ("2026-09-01", 0, 12, ""), ("2030-01-01", 0, 0, ""), ("", 6, 0, ""),
    ],
)  # fmt: skip
def test_an_offices_own_waiting_times_are_asked_for_only_when_it_set_them(done, least, most, word):
    found = check_wait("DEV-03", "确定积极分子时间", Day(2025, 9, 1), known(done), least, most)
    assert [word in one.message for one in found] == ([True] if word else [])
    assert all(one.mark == "[P]" for one in found)
    assert check_wait("DEV-03", "确定积极分子时间", None, known(done), least, most) == []
