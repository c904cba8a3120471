"""The rules against a second, naive way: walking the calendar day by day, counting heads one by one."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from partyoffice.core.workdays import is_working_day
from partyoffice.development.rules.deadlines import LIMITS
from partyoffice.development.rules.notice import notice_end
from partyoffice.development.rules.probation import extended, probation_from
from partyoffice.development.rules.training import Spell, earliest_candidate, reviews_on
from partyoffice.meetings.rules.voting import Matter, Vote, impossible, outcome_of

PROVEN = settings(deadline=None, derandomize=True, database=None, max_examples=60)
DAYS = st.dates(date(2004, 1, 1), date(2040, 12, 31))
ONE = timedelta(days=1)


def walk_months(start, months):
    """Walk to the month wanted, then to its day of the same number; None where that month has none."""
    at, left = start, months
    while left:
        month = at.month
        while at.month == month:
            at += ONE
        left -= 1
    month = at.month
    while at.month == month:
        if at.day == start.day or (at.day == 1 == start.day):
            return at, at
        last, at = at, at + ONE
    return last, at  # clamped to the last day, or carried to the first of the next month


@PROVEN
@given(DAYS, st.sampled_from(sorted(LIMITS)))
def test_limits_end_where_a_walk_through_the_months_ends(start, name):
    clamped, _carried = walk_months(start, LIMITS[name].months)
    assert LIMITS[name].by(start) == clamped


@PROVEN
@given(DAYS, st.integers(6, 12))
def test_probation_and_its_extension_are_whole_months_walked(start, months):
    first = probation_from(start)
    assert first.full == walk_months(start, 12)[1]
    assert first.end + ONE == first.full
    second = extended(first, months)
    assert second.full == walk_months(first.full, months)[1]
    assert second.start == first.end + ONE


@PROVEN
@given(DAYS)
def test_a_year_of_training_is_the_year_of_probation(start):
    assert earliest_candidate([Spell(start)]) == probation_from(start).full


def naive_gap(spells):
    covered = {one.start + ONE * n for one in spells for n in range((one.end - one.start).days + 1)}
    first, last = min(covered), max(covered)
    return sum(first + ONE * n not in covered for n in range((last - first).days + 1))


@st.composite
def spells(draw):
    start = draw(DAYS)
    offsets = draw(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 200)), min_size=1, max_size=4))
    return [Spell(start + ONE * at, start + ONE * (at + length)) for at, length in offsets]


@PROVEN
@given(spells())
def test_gaps_between_spells_are_the_days_nobody_covers(made):
    start = min(one.start for one in made)
    assert earliest_candidate(made) == probation_from(start).full + ONE * naive_gap(made)


@PROVEN
@given(DAYS, st.lists(st.integers(0, 1200), max_size=6), st.integers(0, 1200))
def test_each_half_year_takes_one_review(decided, offsets, passed):
    on = decided + ONE * passed
    held = [decided + ONE * offset for offset in offsets]
    found = reviews_on(decided, held, on)
    dues = [walk_months(decided, 6 * n)[0] for n in range(1, 12)]
    expected = []
    left = sorted(day for day in held if day <= on)
    for at, due in enumerate(dues):
        start = dues[at - 1] if at else decided - ONE
        mine = [day for day in left if day > start]
        if mine:
            left.remove(mine[0])
        elif due < on:
            expected.append(due)
        else:
            assert found.upcoming == due
            break
    assert list(found.overdue) == expected


@PROVEN
@given(st.dates(date(2003, 12, 1), date(2027, 2, 1)))
def test_a_notice_ends_on_the_fifth_working_day_walked(start):
    seen, at = 0, start - ONE
    while seen < 5:
        at += ONE
        seen += is_working_day(at)
    assert notice_end(start).last == at


@PROVEN
@given(
    st.integers(1, 40),
    *(st.integers(0, 40) for _ in range(3)),
    st.sampled_from([Matter.ADMISSION, Matter.FULL]),
)
def test_a_vote_passes_when_yes_outweighs_all_others_who_should_have_come(due, present, yes, written, matter):
    vote = Vote(due, present, yes, written_yes=written)
    found = outcome_of(matter, vote)
    absent, others = due - present, due - yes - written
    assert found.may_open is (present > absent)
    assert found.passed is (present > absent and yes + written > others)
    if not impossible(vote):
        assert found.needed_present <= due
        assert found.needed_yes <= due
