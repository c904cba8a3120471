"""What a month of a member is: owed, paid, waived, late; how long the run of unpaid months is."""

from dataclasses import replace
from datetime import date

import pytest

from partyoffice.dues.rules.ledger import Account, Now, Paid, Rate, Relief, State
from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import month, year_months

YEAR = year_months(2026)
JAN, APR, NOV = month(2026, 1), month(2026, 4), month(2026, 11)
ALWAYS, SET = (Span(None, None),), (Rate(1, JAN, YEAR[-1], 2000),)
NOW = Now.of(date(2026, 11, 10), 10)


def account(paid=(), **given):
    """Give an account of 20.00 a month, with what was paid by number of month."""
    book = {month(2026, one): Paid(fen, month(2026, one)) for one, fen in dict(paid).items()}
    return Account(1, **{"spans": ALWAYS, "rates": SET, "paid": book, **given})


def paid_all(*numbers):
    return dict.fromkeys(numbers, 2000)


def test_a_month_is_late_from_the_day_after_its_collection_day():
    mine = account()
    assert mine.cell(NOV, NOW).state is State.DUE
    assert mine.cell(NOV, Now.of(date(2026, 11, 11), 10)).state is State.LATE
    assert mine.cell(NOV - 1, Now.of(date(2026, 11, 1), 10)).state is State.LATE
    assert mine.cell(NOV + 1, NOW).state is State.FUTURE
    assert mine.cell(NOV - 1, NOW).owed == 2000
    assert mine.cell(NOV, NOW).owed == 0


def test_a_paid_month_tells_whether_it_was_paid_in_time_ahead_or_made_up():
    mine = account(paid_all(10, 11, 12))
    assert [mine.cell(one, NOW).state for one in (NOV - 1, NOV, NOV + 1)] == [
        State.PAID,
        State.PAID,
        State.AHEAD,
    ]
    late = account(paid_all(9))
    late.paid[month(2026, 9)].last = month(2026, 10)
    assert late.cell(month(2026, 9), NOW).state is State.MADE_UP
    late.paid[month(2026, 9)].last = None  # an old ledger that tells no day
    assert late.cell(month(2026, 9), NOW).state is State.PAID


def test_a_part_is_not_the_whole_and_what_is_missing_is_late():
    cell = account({10: 1999}).cell(NOV - 1, NOW)
    assert (cell.state, cell.paid, cell.owed) == (State.LATE, 1999, 1)
    assert account({10: 2500}).cell(NOV - 1, NOW).state is State.PAID


def test_a_month_without_an_amount_set_is_never_nought():
    mine = account(rates=())
    cell = mine.cell(NOV, NOW)
    assert (cell.state, cell.due, cell.owed) == (State.UNSET, None, 0)
    assert mine.cell(NOV + 1, NOW).state is State.FUTURE
    paid = account({11: 700}, rates=()).cell(NOV, NOW)
    assert (paid.state, paid.due, paid.paid) == (State.PAID, None, 700)
    assert account({11: 0}, rates=()).cell(NOV, NOW).state is State.UNSET


def test_the_latest_amount_that_covers_a_month_is_owed():
    retired = (*SET, Rate(2, month(2026, 9), YEAR[-1], 900))
    mine = account(rates=retired)
    assert [mine.cell(month(2026, one), NOW).due for one in (8, 9)] == [2000, 900]
    assert mine.rate(month(2027, 1)) is None


def test_what_is_not_owed_here_is_no_month_unless_money_came():
    mine = account(paid_all(2), spans=(Span(APR, None),))
    assert [mine.cell(JAN + one, NOW).state for one in (0, 1, 3)] == [State.NONE, State.PAID, State.LATE]
    assert mine.cell(JAN + 1, NOW).due == 0
    assert account({2: 0}, spans=()).cell(JAN + 1, NOW).state is State.NONE
    assert account(paid_all(2), spans=(), rates=()).cell(JAN + 1, NOW).due is None


def test_a_waiver_asks_for_nothing_or_for_less_and_the_latest_decides():
    half, none = Relief(1, JAN, month(2026, 6), 1000), Relief(2, APR, month(2026, 6), 0)
    mine = account({1: 1000, 3: 1000}, reliefs=(half, none))
    mine.paid[month(2026, 3)].last = APR
    states = [mine.cell(JAN + one, NOW).state for one in (0, 1, 2, 3, 6)]
    assert states == [State.REDUCED, State.LATE, State.MADE_UP, State.WAIVED, State.LATE]
    assert (mine.cell(JAN, NOW).due, mine.cell(JAN, NOW).full) == (1000, 2000)
    assert account(reliefs=(Relief(1, JAN, JAN, 5000),)).cell(JAN, NOW).due == 2000  # never more


def test_what_a_month_asks_for_does_not_hang_on_what_was_paid():
    mine = account(paid_all(5), spans=(Span(APR, None),), reliefs=(Relief(1, APR, APR, 500),))
    mine.paid[month(2026, 6)] = Paid(elsewhere=True)
    asked = [mine.asked(month(2026, one)) for one in (3, 4, 5, 6)]
    assert asked == [0, 500, 2000, 2000]
    assert mine.asked(month(2027, 1)) is None


def test_a_month_paid_elsewhere_is_settled():
    mine = account()
    mine.paid[JAN] = Paid(elsewhere=True)
    assert (mine.cell(JAN, NOW).state, mine.cell(JAN, NOW).full) == (State.ELSEWHERE, 2000)
    assert replace(mine, rates=(), spans=()).cell(JAN, NOW) == replace(mine.cell(JAN, NOW), full=None)


def test_an_agreed_quarter_is_late_only_once_it_is_over():
    quarter = account(quarters=(Span(JAN, None),))
    assert quarter.cell(month(2026, 10), NOW).state is State.DUE
    assert quarter.cell(month(2026, 9), NOW).state is State.LATE
    in_time = account(paid_all(7), quarters=(Span(JAN, None),))
    in_time.paid[month(2026, 7)].last = month(2026, 9)
    assert in_time.cell(month(2026, 7), NOW).state is State.PAID


def test_late_months_are_given_in_order_from_where_the_book_begins():
    mine = account({1: 2000, 2: 500, 6: 2000}, reliefs=(Relief(1, month(2026, 7), YEAR[-1], 0),))
    mine.paid[month(2026, 5)] = Paid(elsewhere=True)
    assert [one.month - JAN + 1 for one in mine.late(JAN, NOW)] == [2, 3, 4]
    assert [one.month for one in mine.late(APR, NOW)] == [APR]
    assert list(account(rates=()).late(JAN, NOW)) == []


@pytest.mark.parametrize(
    ("paid", "on", "run"),
    [
        ((), date(2026, 6, 3), [1, 2, 3, 4, 5]),
        ((3,), date(2026, 6, 10), [4, 5]),
        ((3,), date(2026, 6, 11), [4, 5, 6]),
        ((3, 6), date(2026, 6, 5), [4, 5]),  # June, paid before it is due, does not end the run
        ((3, 6), date(2026, 6, 11), []),
        ((1, 2, 3, 4, 5), date(2026, 6, 3), []),
    ],
)
def test_unpaid_months_in_a_row_are_counted_back_to_the_last_paid_one(paid, on, run):
    found = account(paid_all(*paid)).run(JAN, Now.of(on, 10))
    assert [one.month - JAN + 1 for one in found] == run


def test_waived_and_quarterly_months_and_those_paid_elsewhere_do_not_count():
    waived = account(reliefs=(Relief(1, JAN, month(2026, 6), 0),))
    assert waived.run(JAN, Now.of(date(2026, 7, 1), 10)) == []
    assert len(waived.run(JAN, Now.of(date(2026, 8, 1), 10))) == 1
    gap = account(reliefs=(Relief(1, APR, APR, 0),))
    assert [one.month - JAN + 1 for one in gap.run(JAN, Now.of(date(2026, 6, 3), 10))] == [1, 2, 3, 5]
    assert account(quarters=ALWAYS).run(APR, Now.of(date(2026, 6, 30), 10)) == []
    assert len(account(quarters=ALWAYS).run(APR, Now.of(date(2026, 7, 1), 10))) == 3
    away = account()
    away.paid[APR] = Paid(elsewhere=True)
    assert [one.month - JAN + 1 for one in away.run(JAN, Now.of(date(2026, 6, 3), 10))] == [5]


def test_dues_are_paid_up_to_the_month_before_the_first_open_one():
    assert account(paid_all(1, 2, 4)).paid_to(JAN, NOW) == JAN + 1
    assert account().paid_to(JAN, NOW) is None
    assert account(paid_all(*range(1, 13))).paid_to(JAN, NOW) == YEAR[-1]  # one month ahead
    came = account(paid_all(5, 6), spans=(Span(month(2026, 5), None),))
    assert came.paid_to(JAN, NOW) == month(2026, 6)
    waived = account(reliefs=(Relief(1, JAN, YEAR[-1], 0),))
    assert waived.paid_to(JAN, NOW) == NOV
    assert account(spans=()).paid_to(JAN, NOW) is None


def test_a_gap_made_up_later_ends_the_run():
    mine = account(paid_all(1, 2, 3, 4, 5))
    for one in range(JAN, JAN + 5):
        mine.paid[one].last = month(2026, 6)
    assert mine.run(JAN, Now.of(date(2026, 6, 3), 10)) == []
    assert mine.cell(JAN, NOW).state is State.MADE_UP
