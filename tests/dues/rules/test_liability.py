"""Which months somebody owes here: from the meeting that accepted, from and to what a letter says."""

from partyoffice.core.dates import Day
from partyoffice.dues.rules.liability import Letter, Span, Stay, liable, unmatched
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.words import Bound

ARRIVED, JOINED = Day(2026, 4, 12), Day(2012, 6, 18)
HERE = (Stay(ARRIVED, None),)


def first(month_told, on=ARRIVED):
    return Letter(str(Bound.FIRST), month_told, on)


def test_who_is_accepted_owes_from_the_month_of_the_meeting_not_of_the_approval():
    spans = liable(Day(2026, 6, 18), [Stay(Day(2025, 9, 1), None)], [])  # approved on 2026-07-09: not asked
    assert spans == (Span(month(2026, 6), None),)
    assert liable(Day(2026, 6, 18), [Stay(None, None)], []) == spans
    assert [spans[0].holds(month(2026, one)) for one in (5, 6, 7)] == [False, True, True]


def test_who_moves_in_owes_from_the_month_after_the_one_on_the_letter():
    for paid_to in (3, 2, 6):  # in time; a gap that is made up here; paid ahead
        spans = liable(JOINED, HERE, [first(month(2026, paid_to) + 1)])
        assert spans == (Span(month(2026, paid_to + 1), None),)
    assert liable(JOINED, HERE, []) == liable(None, HERE, []) == (Span(month(2026, 4), None),)
    assert liable(JOINED, HERE, iter([first(month(2026, 9), Day(2026, 4, 13))])) == (
        Span(month(2026, 4), None),
    )


def test_a_letter_tells_even_where_somebody_was_accepted_in_the_month_of_moving_in():
    assert liable(Day(2026, 4, 2), HERE, [first(month(2026, 5))]) == (Span(month(2026, 5), None),)
    assert liable(Day(2026, 4, 2), HERE, []) == (Span(month(2026, 4), None),)


def test_the_last_month_is_that_of_leaving_or_the_one_on_the_letter():
    gone = Day(2026, 9, 3)
    told = Letter(str(Bound.LAST), month(2026, 10), gone)
    assert liable(JOINED, [Stay(None, gone)], []) == (Span(month(2012, 6), month(2026, 9)),)
    assert liable(JOINED, [Stay(None, gone)], [told]) == (Span(month(2012, 6), month(2026, 10)),)
    assert liable(None, [Stay(None, gone)], []) == (Span(None, month(2026, 9)),)


def test_each_stay_is_owed_by_itself_and_one_before_the_joining_is_not():
    stays = [
        Stay(Day(2010, 9, 1), Day(2011, 7, 1)),
        Stay(Day(2015, 9, 1), Day(2017, 7, 1)),
        Stay(Day(2020, 9, 1), None),
    ]
    assert liable(JOINED, stays, []) == (
        Span(month(2015, 9), month(2017, 7)),
        Span(month(2020, 9), None),
    )


def test_months_after_that_of_suspension_are_not_owed_until_that_of_restoring():
    always = [Stay(None, None)]
    gap = Stay(Day(2026, 3, 5), Day(2026, 8, 20))
    before, again = Span(month(2012, 6), month(2026, 3)), Span(month(2026, 8), None)
    assert liable(JOINED, always, [], [gap]) == (before, again)
    assert liable(JOINED, always, [], [Stay(gap.start, None)]) == (before,)
    assert liable(JOINED, always, [], [Stay(None, gap.end)]) == (again,)
    assert liable(JOINED, always, [], [Stay(None, None)]) == ()
    assert liable(None, always, [], [gap]) == (Span(None, month(2026, 3)), again)
    assert liable(JOINED, [Stay(None, Day(2026, 2, 1))], [], [gap]) == (Span(month(2012, 6), month(2026, 2)),)
    same = liable(JOINED, always, [], [Stay(gap.start, Day(2026, 3, 30))])
    assert all(any(span.holds(one) for span in same) for one in range(month(2026, 2), month(2026, 6)))


def test_a_letter_of_no_arrival_or_leaving_is_found():
    told, odd = first(month(2026, 5)), first(month(2026, 5), Day(2026, 4, 1))
    assert unmatched(HERE, [told, odd]) == [odd]


def test_two_stretches_meet_where_they_share_a_day():
    stay = Stay(Day(2020, 1, 1), Day(2021, 1, 1))
    for other, shared in (
        (Stay(None, None), True),
        (Stay(None, Day(2020, 1, 1)), False),
        (Stay(Day(2020, 12, 31), None), True),
        (Stay(Day(2021, 1, 1), None), False),
    ):
        assert stay.meets(other) is other.meets(stay) is shared
