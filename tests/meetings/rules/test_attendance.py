"""Numbers in brackets are those of the rules' examples (operations, F3)."""

from datetime import date

from partyoffice.meetings.rules.appraisal import NO_GRADE, check_excellent, grade_shown
from partyoffice.meetings.rules.attendance import (
    WAIVED,
    Sums,
    check_hours,
    check_silence,
    check_sums,
    reasons_of,
    silent_since,
    sums_of,
)
from partyoffice.members.rules import Category
from partyoffice.organisation.rules import shape_of

COUNTED = [
    ("出席", "", 9, 18.0),
    ("迟到", "", 1, 1.5),
    ("请假", "病假", 2, 4.0),
    ("请假", "公差", 3, 6.0),
    ("缺席", "无故", 2, 4.0),
    ("缺席", "", 1, 2.0),
    ("缺席", "病假", 1, 2.0),
]


def test_leaves_that_are_waived_stand_apart_and_only_hours_attended_count():
    sums = sums_of(COUNTED, reasons_of(WAIVED))
    assert sums == Sums(19, 9, 1, 2, 3, 4, 3, 19.5)
    assert sums.rate == 62
    assert sums_of([], ()).rate is None
    assert sums_of([("请假", "公差", 2, 2.0)], reasons_of("公差，产假")).rate is None


def test_three_absences_without_reason_and_a_low_rate_are_told_with_their_sum():
    found = check_sums(sums_of(COUNTED, reasons_of(WAIVED)))
    assert [(one.code, one.message) for one in found] == [
        ("absences", "无故缺席 3 次"), ("rate", "出席率低于 90 %"),
    ]  # fmt: skip
    assert found[1].arithmetic == "10 ÷（19 − 3）＝ 62 %"
    assert check_sums(Sums(10, 8, absent=2, unexcused=2))[0].arithmetic == "8 ÷ 10 ＝ 80 %"
    assert check_sums(Sums(10, 9, absent=1)) == []
    assert check_sums(Sums()) == []


def test_six_months_without_a_reason_are_told_and_never_a_day_earlier():
    absent = date(2026, 9, 10)
    seen = date(2026, 5, 20)
    assert silent_since(seen, absent, absent, date(2026, 11, 20)) == seen
    assert silent_since(seen, absent, absent, date(2026, 11, 19)) is None
    assert silent_since(None, date(2026, 3, 1), absent, date(2026, 9, 1)) == date(2026, 3, 1)
    assert silent_since(date(2026, 9, 10), absent, absent, date(2027, 9, 10)) is None
    assert silent_since(None, None, absent, date(2027, 9, 10)) is None
    [found] = check_silence(seen)
    assert found.arithmetic == "2026-05-20 满 6 个月为 2026-11-20"
    assert "不作认定" in found.article


def test_hours_still_lacking_are_told_for_members_and_leaders_63():
    assert [one.message for one in check_hours(28, leader=False)] == ["学时还差 4"]
    assert [one.message for one in check_hours(50, leader=True)] == ["学时还差 6"]
    assert check_hours(32, leader=False) == check_hours(56, leader=True) == []
    assert check_hours(31.5, leader=False)[0].arithmetic == "31.5 学时，全年一般不少于 32 学时"


def test_a_third_of_the_members_may_be_excellent_60():
    assert check_excellent(30, 10) == []
    [found] = check_excellent(30, 11)
    assert found.arithmetic == "30 ÷ 3 取整为 10，现有 11"
    assert check_excellent(2, 1)


def test_probationary_members_are_given_no_grade_62():
    assert grade_shown(Category.PROBATIONARY, "优秀") == NO_GRADE
    assert grade_shown(Category.FULL, "优秀") == "优秀"


def test_seven_full_members_should_have_a_committee_57():
    assert shape_of(7).committee_required
    assert not shape_of(6).committee_required
