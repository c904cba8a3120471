"""Numbers in brackets are those of the rules' examples."""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.rules.editions import NEW, OLD
from partyoffice.development.rules.profile import ReviewBasis, RuleSettings
from partyoffice.development.rules.training import (
    Spell,
    check_reviews,
    check_thought_reports,
    check_training,
    check_training_year,
    earliest_candidate,
    review_due,
    reviews_on,
)


def day(text):
    return date.fromisoformat(text)


def days(*texts):
    return tuple(map(day, texts))


@pytest.mark.parametrize(
    ("decided", "earliest"),
    [
        ("2024-02-29", "2025-03-01"),  # (11) never clamped to 28 February, never 365 days
        ("2023-09-01", "2024-09-01"),
        ("2025-09-01", "2026-09-01"),
        ("2025-12-31", "2026-12-31"),
    ],
)
def test_a_candidate_has_been_trained_a_whole_year(decided, earliest):
    spells = [Spell(day(decided))]
    assert earliest_candidate(spells) == day(earliest)
    assert check_training_year(spells, Day.of(day(earliest)), NEW) == []


def test_a_day_too_early_is_blocked_with_its_sum_and_may_be_passed_with_a_reason():
    [finding] = check_training_year([Spell(day("2025-09-01"))], Day(2026, 7, 26), NEW)
    assert (finding.code, finding.severity, finding.overridable) == ("DEV-07", Severity.BLOCK, True)
    assert finding.arithmetic == "2025-09-01 满一年为 2026-09-01，还差 37 天"
    assert finding.article.endswith("（2026年）第十三条")
    assert check_training_year([Spell(day("2025-09-01"))], None, NEW) == []
    assert check_training_year([], Day(2026, 7, 26), NEW) == []
    assert earliest_candidate([]) is None


def test_a_strict_office_wants_the_day_after_the_year():
    strict = RuleSettings(year_day_counts=False)
    assert earliest_candidate([Spell(day("2025-09-01"))], strict) == day("2026-09-02")


def test_times_in_two_schools_add_up():
    moved = [Spell(day("2025-09-01"), day("2026-02-28")), Spell(day("2026-03-01"))]  # (13)
    assert earliest_candidate(moved) == day("2026-09-01")
    assert check_training_year(moved, Day(2026, 9, 1), NEW) == []
    reversed_and_overlapping = [Spell(day("2026-03-01")), Spell(day("2025-09-01"), day("2026-03-01"))]
    assert earliest_candidate(reversed_and_overlapping) == day("2026-09-01")


def test_a_gap_between_two_schools_does_not_count():
    moved = [Spell(day("2025-09-01"), day("2026-02-28")), Spell(day("2026-03-11"))]
    assert earliest_candidate(moved) == day("2026-09-11")
    [finding] = check_training_year(moved, Day(2026, 9, 10), NEW)
    assert "扣除中断 10 天" in finding.arithmetic
    inside = [*moved, Spell(day("2025-10-01"), day("2025-11-01"))]
    assert earliest_candidate(inside) == day("2026-09-11")
    running_on = [Spell(day("2025-09-01")), Spell(day("2026-03-11"))]
    assert earliest_candidate(running_on) == day("2026-09-01")


def test_time_elsewhere_without_its_papers_cannot_be_verified():
    moved = [Spell(day("2025-09-01"), day("2026-02-28"), proved=False), Spell(day("2026-03-01"))]  # (13)
    [finding] = check_training_year(moved, Day(2026, 9, 1), NEW)
    assert finding.severity is Severity.WARN
    assert "2027-03-01" in finding.arithmetic
    assert "第十二条" in finding.article
    [alone] = check_training_year(moved[:1], None, NEW)
    assert "没有可计的时间" in alone.arithmetic


# --- half-yearly reviews ---


@pytest.mark.parametrize(
    ("held", "on", "overdue", "upcoming", "late"),
    [
        (["2026-02-20"], "2026-04-01", [], "2026-09-01", []),  # (10)
        ([], "2026-04-01", ["2026-03-01"], "2026-09-01", []),  # (10)
        ([], "2026-03-01", [], "2026-03-01", []),
        ([], "2026-03-02", ["2026-03-01"], "2026-09-01", []),
        (["2026-03-20"], "2026-04-01", [], "2026-09-01", ["2026-03-01"]),
        (["2025-10-01", "2026-02-20"], "2026-09-02", ["2026-09-01"], "2027-03-01", []),
        (["2026-02-20", "2026-08-20"], "2026-09-02", [], "2027-03-01", []),
        (["2025-08-31"], "2026-03-02", ["2026-03-01"], "2026-09-01", []),  # before the decision
        (["2026-05-01"], "2026-04-01", ["2026-03-01"], "2026-09-01", []),  # not yet held
        (["2025-09-01"], "2026-03-02", [], "2026-09-01", []),
        ([], "2027-03-02", ["2026-03-01", "2026-09-01", "2027-03-01"], "2027-09-01", []),
    ],
)
def test_each_half_year_wants_its_review(held, on, overdue, upcoming, late):
    found = reviews_on(day("2025-09-01"), days(*held), day(on))
    assert found.overdue == days(*overdue)
    assert (found.upcoming, found.late) == (day(upcoming), days(*late))


def test_reviews_are_due_on_month_ends_where_the_day_is_missing():
    assert [review_due(day("2025-08-31"), n) for n in (1, 2, 3)] == list(
        days("2026-02-28", "2026-08-31", "2027-02-28")
    )


@pytest.mark.parametrize(
    ("decided", "first", "second"),
    [
        ("2025-09-01", "2025-12-31", "2026-06-30"),
        ("2025-06-30", "2025-06-30", "2025-12-31"),
        ("2025-01-01", "2025-06-30", "2025-12-31"),
    ],
)
def test_an_office_may_count_the_halves_of_the_calendar(decided, first, second):
    halves = RuleSettings(review_basis=ReviewBasis.HALF_YEARS)
    assert (review_due(day(decided), 1, halves), review_due(day(decided), 2, halves)) == days(first, second)


@pytest.mark.parametrize(
    ("on", "severity"),
    [("2026-03-01", []), ("2026-03-02", ["info"]), ("2026-03-31", ["info"]), ("2026-04-01", ["warn"])],
)
def test_a_missing_review_is_told_at_once_and_warned_of_after_the_days_of_grace(on, severity):
    found = check_reviews(day("2025-09-01"), (), day(on), NEW)
    assert [str(one.severity) for one in found] == severity
    assert all("2026-03-01 到期" in one.arithmetic and "第十一条" in one.article for one in found)


def test_thought_reports_are_counted_only_where_the_office_wants_them():
    decided, on = day("2025-09-01"), day("2026-03-01")
    asked = RuleSettings(thought_reports=True)
    assert check_thought_reports(decided, (), on) == []
    assert check_thought_reports(decided, days("2025-11-01", "2026-02-01"), on, asked) == []
    [finding] = check_thought_reports(decided, days("2025-11-01", "2025-08-01", "2026-03-02"), on, asked)
    assert finding.message == "思想汇报少 1 篇"
    assert "满 2 个季度" in finding.arithmetic


# --- training ---


@pytest.mark.parametrize(
    ("length", "hours", "blocked"),
    [(2, 24, False), (3, 20, False), (2, 20, True), (2.5, 23.5, True), (3, None, False), (None, None, True)],
)  # (26)
def test_three_days_or_twenty_four_hours_are_enough(length, hours, blocked):
    found = check_training(length, hours, NEW)
    assert [one.overridable for one in found] == ([True] if blocked else [])
    assert all(one.severity is Severity.BLOCK and one.code == "DEV-11" for one in found)


def test_training_that_is_missing_altogether_says_so():
    assert "没有短期集中培训" in check_training(None, None, NEW)[0].message
    assert check_training(2, 20, NEW)[0].arithmetic == "2 天、20 学时，应不少于 3 天或 24 学时"


def test_training_by_video_is_mentioned_since_2026():
    assert [str(one.severity) for one in check_training(3, 24, NEW, by_video=True)] == ["info"]
    assert check_training(3, 24, OLD, by_video=True) == []
