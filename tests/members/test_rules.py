from datetime import date
from itertools import pairwise

import pytest

from partyoffice.core.dates import Day
from partyoffice.members import rules
from partyoffice.members.calculations import calc_adult, calc_standing
from partyoffice.members.rules import PERIODS, Category, Fact, Stretch, compete, holds, overlap


def day(text):
    return Day.parse(text) if text else None


def stretch(start, end, fact=Fact.BRANCH, value="甲", organisation=1):
    return Stretch(fact, value, day(start), day(end), organisation)


# --- stretches ---


@pytest.mark.parametrize(
    ("start", "end", "on", "held"),
    [
        ("", "", date(1921, 7, 1), True),
        ("2025-07-01", "", date(2025, 6, 30), False),
        ("2025-07-01", "", date(2025, 7, 1), True),
        ("", "2025-07-01", date(2025, 6, 30), True),
        ("", "2025-07-01", date(2025, 7, 1), False),
        ("2025-07", "", date(2025, 6, 30), False),
        ("2025-07", "", date(2025, 7, 1), True),
        ("", "2025-07", date(2025, 7, 1), False),
        ("2025-07-01", "2025-07-01", date(2025, 7, 1), False),
    ],
)
def test_a_stretch_holds_from_its_start_up_to_the_day_before_its_end(start, end, on, held):
    assert holds(day(start), day(end), on) is held


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (("", ""), ("", ""), True),
        (("", "2025-01-01"), ("2025-01-01", ""), False),
        (("", "2025-01-02"), ("2025-01-01", ""), True),
        (("2025-01-01", ""), ("", "2025-01-01"), False),
        (("", "2025-01"), ("2025-01-01", ""), False),
        (("2025-01", "2025-02"), ("2025-02", "2025-03"), False),
        (("2025-01", "2025-02-02"), ("2025-02", "2025-03"), True),
        (("2025-01-01", "2025-01-01"), ("", ""), False),
        (("2025-01-01", ""), ("", ""), True),
    ],
)
def test_stretches_overlap_where_they_share_a_day(one, other, shared):
    assert overlap(stretch(*one), stretch(*other)) is shared
    assert overlap(stretch(*other), stretch(*one)) is shared


def test_only_one_branch_at_a_time_but_several_posts():
    assert compete(stretch("", "", organisation=1), stretch("", "", organisation=2))
    assert not compete(stretch("", "", Fact.BRANCH), stretch("", "", Fact.GROUP))
    post = stretch("", "", Fact.POST, "书记", 1)
    assert compete(post, stretch("", "", Fact.POST, "书记", 1))
    assert not compete(post, stretch("", "", Fact.POST, "委员", 1))
    assert not compete(post, stretch("", "", Fact.POST, "书记", 2))


# --- what a row without a start says of earlier days ---


@pytest.mark.parametrize(
    ("category", "start", "on", "said"),
    [
        (Category.FULL, "", date(2012, 6, 20), ""),
        (Category.FULL, "", date(2012, 6, 21), Category.PROBATIONARY),
        (Category.FULL, "", date(2013, 6, 20), Category.PROBATIONARY),
        (Category.FULL, "", date(2013, 6, 21), Category.FULL),
        (Category.FULL, "2012-01-01", date(2012, 6, 20), Category.FULL),
        (Category.PROBATIONARY, "", date(2012, 6, 20), ""),
        (Category.PROBATIONARY, "", date(2014, 1, 1), Category.PROBATIONARY),
        (Category.ACTIVIST, "", date(2000, 1, 1), Category.ACTIVIST),
    ],
)
def test_certified_dates_say_more_than_an_open_start(category, start, on, said):
    assert rules.category_on(category, day(start), Day(2012, 6, 21), Day(2013, 6, 21), on) == said


def test_without_certified_dates_an_open_start_is_taken_as_it_is():
    assert rules.category_on(Category.FULL, None, None, None, date(1950, 1, 1)) == Category.FULL


# --- 入党时间 and 党龄 by period (development §8, examples 58, 59) ---


@pytest.mark.parametrize(
    ("joined", "means", "earliest"),
    [
        ("1945-04-22", "按当时规定", None),
        ("1945-04-23", "上级党委批准日", None),
        ("1956-09-14", "上级党委批准日", None),
        ("1956-09-15", "支部大会接收日", "1957-09-15"),
        ("1969-03-31", "支部大会接收日", "1970-03-31"),
        ("1969-04-01", "上级党委批准日", "1969-04-01"),
        ("1975-03-01", "上级党委批准日", "1975-03-01"),
        ("1977-08-11", "上级党委批准日", "1977-08-11"),
        ("1977-08-12", "上级党委批准为预备党员日", "1978-08-12"),
        ("1980-05-01", "上级党委批准为预备党员日", "1981-05-01"),
        ("1982-09-05", "上级党委批准为预备党员日", "1983-09-05"),
        ("1982-09-06", "支部大会接收为预备党员日", "1983-09-06"),
        ("2024-02-29", "支部大会接收为预备党员日", "2025-03-01"),
        ("1975-03", "上级党委批准日", "1975-03-01"),
    ],
)
def test_each_period_has_its_meaning_of_joining_and_its_probation(joined, means, earliest):
    assert rules.period_of(day(joined)).joined_means == means
    assert rules.earliest_full(day(joined)) == (date.fromisoformat(earliest) if earliest else None)


@pytest.mark.parametrize("joined", ["1920-12-31", "1977-08", "1982-09", "1921-06-30"])
def test_before_the_party_or_where_the_day_decides_there_is_no_period(joined):
    assert rules.period_of(day(joined)) is None
    assert rules.earliest_full(day(joined)) is None


def test_the_periods_follow_each_other_without_a_gap():
    for earlier, later in pairwise(PERIODS):
        assert (later.start - earlier.end).days == 1


@pytest.mark.parametrize(
    ("joined", "full", "early"),
    [
        ("2012-06-21", "2013-06-20", True),
        ("2012-06-21", "2013-06-21", False),
        ("2024-02-29", "2025-02-28", True),
        ("2024-02-29", "2025-03-01", False),
        ("1975-03-01", "1975-03-01", False),
        ("1980-05-01", "1980-12-31", True),
        ("2012-06-21", "2013-06", None),
        ("2012-06-21", "2013-05", True),
        ("2012-06-21", "2013-07", False),
        ("2012-06", "2013-06-21", False),
        ("2012-06", "2013-05-31", True),
        ("1950-01-01", "1950-01-01", None),
    ],
)
def test_a_probation_cut_short_is_told_and_doubt_is_told_as_doubt(joined, full, early):
    assert rules.full_too_early(day(joined), day(full)) is early


@pytest.mark.parametrize(
    ("number", "on", "told"),
    [
        (5, date(2026, 5, 10), "（2014年）第五条"),
        (10, date(2026, 5, 11), "（2026年）第十条"),
        (17, date(2014, 6, 1), "（2014年）第十七条"),
        (18, date(2026, 5, 10), "（2014年）第十九条"),
        (31, date(2026, 5, 11), "（2026年）第三十一条"),
        (31, date(2026, 5, 10), "（2014年）第三十二条"),
        (33, date(2026, 5, 10), "（2014年）第三十四条（编号为推算）"),
        (36, date(2026, 5, 10), "（2014年）第三十七条"),
    ],
)
def test_an_article_is_told_by_the_edition_of_its_day(number, on, told):
    assert rules.article(number, on) == f"《中国共产党发展党员工作细则》{told}"


@pytest.mark.parametrize(
    ("full", "applied", "standing", "adult"),
    [
        ("2026-05-10", "2026-05-10", "（2014年）第三十四条（编号为推算）", "（2014年）第五条"),
        ("2026-05-11", "2026-05-11", "（2026年）第三十三条", "（2026年）第五条"),
    ],
)
def test_the_calculator_names_the_edition_of_the_day_it_reckons_with(full, applied, standing, adult):
    assert calc_standing(full, "2026-11-20")["article"].endswith(standing)
    assert calc_adult("2000-01-01", applied)["article"].endswith(adult)


# --- age, standing, 18 years (examples 1, 2, 61) ---


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("1995-12-31", date(2025, 12, 31), 30),
        ("1995-12-31", date(2025, 12, 30), 29),
        ("2004-02-29", date(2026, 2, 28), 21),
        ("2004-02-29", date(2026, 3, 1), 22),
        ("1990-03", date(2026, 2, 28), 35),
        ("1990-03", date(2026, 3, 15), None),
        ("1990-03", date(2026, 3, 31), 36),
        ("2030-01-01", date(2026, 1, 1), None),
        ("", date(2026, 1, 1), None),
    ],
)
def test_age_counts_birthdays_and_says_nothing_where_the_day_decides(birth, on, years):
    assert rules.age(day(birth), on) == years


@pytest.mark.parametrize(
    ("full", "on", "years"),
    [
        ("2020-06-01", date(2021, 5, 31), 0),
        ("2020-06-01", date(2021, 6, 1), 1),
        ("1975-03-01", date(2026, 11, 20), 51),
        ("2026-12-01", date(2026, 11, 20), None),
        ("", date(2026, 11, 20), None),
    ],
)
def test_standing_counts_from_the_day_of_full_membership(full, on, years):
    assert rules.standing(day(full), on) == years


@pytest.mark.parametrize(
    ("born", "first"),
    [
        (date(2008, 5, 20), date(2026, 5, 20)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2006, 2, 28), date(2024, 2, 28)),
    ],
)
def test_an_application_is_allowed_from_the_eighteenth_birthday(born, first):
    assert rules.adult_from(born) == first


# --- retirement (the decision's own tables) ---


@pytest.mark.parametrize(
    ("sex", "women_at", "birth", "month"),
    [
        ("男", 55, "1964-12", "2024-12"),
        ("男", 55, "1965-01", "2025-02"),
        ("男", 55, "1965-04", "2025-05"),
        ("男", 55, "1965-05", "2025-07"),
        ("男", 55, "1970-06-15", "2031-11"),
        ("男", 55, "1976-08", "2039-07"),
        ("男", 55, "1976-09", "2039-09"),
        ("男", 55, "1990-01", "2053-01"),
        ("女", 55, "1969-12", "2024-12"),
        ("女", 55, "1970-01", "2025-02"),
        ("女", 55, "1970-05", "2025-07"),
        ("女", 55, "1981-09", "2039-09"),
        ("女", 55, "1990-01", "2048-01"),
        ("女", 50, "1974-12", "2024-12"),
        ("女", 50, "1975-01", "2025-02"),
        ("女", 50, "1975-02", "2025-03"),
        ("女", 50, "1975-03", "2025-05"),
        ("女", 50, "1984-11", "2039-11"),
        ("女", 50, "1990-01", "2045-01"),
    ],
)
def test_retirement_follows_the_decisions_table(sex, women_at, birth, month):
    assert str(rules.retires_in(sex, day(birth), women_at)) == month


def test_retirement_is_not_reckoned_without_sex_or_birth():
    assert rules.retires_in("", Day(1970, 1)) is None
    assert rules.retires_in("男", None) is None


@pytest.mark.parametrize(
    ("birth", "start", "young"),
    [
        (None, Day(1990, 1), False),
        (Day(1988, 2, 11), Day(1994, 2, 10), True),
        (Day(1988, 2, 11), Day(1994, 2, 11), False),
        (Day(1988, 2, 11), Day(1994, 2), False),
        (Day(1988, 2, 11), Day(1994, 1), True),
    ],
)
def test_school_does_not_begin_before_six(birth, start, young):
    assert rules.too_young(birth, start) is young


@pytest.mark.parametrize(
    ("end", "start", "on", "gap"),
    [
        (Day(2010, 7), Day(2010, 8), False, False),
        (Day(2010, 7), Day(2010, 7), False, False),
        (Day(2010, 7), Day(2010, 6), True, False),
        (Day(2010, 7, 15), Day(2010, 7, 14), True, False),
        (Day(2010, 7), Day(2011, 8), False, False),
        (Day(2010, 7), Day(2011, 8, 2), False, True),
        (Day(2010, 7), Day(2011, 9), False, True),
        (Day(2010, 7, 31), Day(2011, 8, 1), False, False),
    ],
)
def test_one_stretch_of_a_life_meets_the_next(end, start, on, gap):
    assert (rules.runs_on(end, start), rules.leaves_gap(end, start)) == (on, gap)
