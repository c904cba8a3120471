"""What money comes to, what it may be spent on, what is remitted and by when."""

from datetime import date

import pytest

from partyoffice.core.money import read_yuan
from partyoffice.dues.rules.balance import (
    COLLECTED,
    NOTHING,
    Balance,
    below_nothing,
    moved,
    unbalanced,
)
from partyoffice.dues.rules.ledger import Account, Now, Paid, Rate, Relief
from partyoffice.dues.rules.liability import Span
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.remitting import (
    LENGTHS,
    Remitted,
    Slip,
    covered,
    deadline,
    measure,
    open_periods,
    period_of,
    share,
)
from partyoffice.dues.rules.uses import PURPOSES, UseColumn, by_column, column_of, purpose_of
from partyoffice.dues.rules.words import INCOMES, OUTGOINGS, Flow
from partyoffice.dues.rules.words import Account as Lies

JULY, SEPTEMBER = month(2026, 7), month(2026, 9)
NOW = Now.of(date(2026, 11, 20), 10)


@pytest.mark.parametrize("flow", [COLLECTED, *INCOMES])
def test_every_income_comes_into_its_account(flow):
    assert moved(flow, Lies.CASH, 5).net == Balance(cash=5)
    assert moved(flow, Lies.BANK, 5).came == Balance(bank=5)


@pytest.mark.parametrize("flow", OUTGOINGS)
def test_everything_spent_goes_out_of_its_account(flow):
    assert moved(flow, Lies.BANK, 5).net == Balance(bank=-5)


def test_a_move_between_cash_and_bank_leaves_the_sum_whatever_account_it_names():
    assert moved(Flow.BANKED, Lies.BANK, 5).net == Balance(-5, 5)
    assert moved(Flow.DRAWN, "", 5).net == Balance(5, -5)
    assert moved(Flow.DRAWN, "", 5).net.total == 0


def test_a_balance_that_does_not_prove_is_told_for_each_account_with_its_sum():
    came, went = Balance(1000, 500), Balance(300)
    assert unbalanced(NOTHING, came, went, Balance(700, 500)) == ()
    told = unbalanced(Balance(1), came, went, Balance(700, 500))
    assert told[0] == "现金：期初 0.01 + 收入 10.00 − 支出 3.00 = 7.01，账上 7.00"
    assert [one[:2] for one in told] == ["现金", "合计"]
    # What is right together may be wrong apart.
    assert [one[:2] for one in unbalanced(NOTHING, came, went, Balance(701, 499))] == ["现金", "银行"]


def test_an_account_below_nothing_is_named():
    assert below_nothing(Balance(-1, 5)) == ("现金",)
    assert below_nothing(Balance(0, 0)) == ()


def test_the_five_uses_are_there_and_what_is_beside_them_says_so():
    assert {one.use for one in PURPOSES} == {0, 1, 2, 3, 4, 5}
    assert purpose_of("培训党员").article.endswith("第十九条第一项")
    assert "没有核实" in purpose_of("走访慰问").article
    assert purpose_of("聚餐") is None


def test_what_was_used_is_summed_by_column_and_an_old_word_is_other():
    sums = {"培训党员": 100, "组织生活和党内会议": 20, "补助受灾党员": 3, "买旗": 4}
    found = by_column(sums)
    assert found[UseColumn.EDUCATION] == 120
    assert (found[UseColumn.HARDSHIP], found[UseColumn.OTHER], found[UseColumn.STUDY]) == (3, 4, 0)
    assert sum(found.values()) == sum(sums.values())
    assert column_of("表彰先进") is UseColumn.EXCELLENCE


@pytest.mark.parametrize(
    ("every", "first", "last"), [("每月", 8, 8), ("每季度", 7, 9), ("每半年", 7, 12), ("每年", 1, 12)]
)
def test_a_period_holds_the_months_of_its_kind(every, first, last):
    found = period_of(month(2026, 8), every)
    assert (found[0], found[-1]) == (month(2026, first), month(2026, last))
    assert len(found) == LENGTHS[every]


def test_the_deadline_is_in_the_month_after_and_never_beyond_its_end():
    assert deadline(month(2026, 12), 10) == date(2027, 1, 10)
    assert deadline(month(2026, 1), 31) == date(2026, 2, 28)
    assert deadline(month(2026, 1), 0) == date(2026, 2, 1)


def test_a_share_is_rounded_to_the_fen_and_never_below_nothing():
    assert share(read_yuan("1200.00"), 60) == read_yuan("720.00")
    assert (share(101, 50), share(1, 49), share(-500, 100)) == (51, 0, 0)


def test_a_slip_tells_its_arithmetic_from_what_is_not_nothing():
    assert Slip(12000).told(100) == "本期实缴 120.00 × 100% = 120.00"
    told = Slip(12000, earlier=2000, extra=500).told(40)
    assert told == "（本期实缴 120.00 + 以前月份补记 20.00 + 自愿多交 5.00）× 40% = 58.00"
    assert Slip(0, -500).told(100) == "（本期实缴 0.00 + 以前月份补记 -5.00）× 100% = 0.00"


def account(*paid, due=2000, **more):
    rates = (Rate(1, month(2026, 1), month(2026, 12), due),) if due is not None else ()
    months = {JULY + at: one if isinstance(one, Paid) else Paid(one) for at, one in enumerate(paid)}
    return Account(1, more.pop("spans", (Span(None, None),)), rates, paid=months, **more)


def figures(*accounts):
    return measure(accounts, range(JULY, SEPTEMBER + 1), NOW)


def test_figures_count_people_and_money_of_the_period():
    found = figures(account(2000, 2000, 2000), account(2000), account(due=None), account(spans=()))
    assert (found.members, found.owing, found.payers) == (3, 2, 2)
    assert (found.due, found.paid, found.lacking, found.unset) == (12000, 8000, 4000, 1)


def test_who_pays_elsewhere_is_counted_but_no_money_of_theirs():
    found = figures(account(Paid(2000, elsewhere=True), Paid(2000, elsewhere=True), Paid(0, elsewhere=True)))
    assert (found.members, found.owing, found.payers, found.paid, found.reduced) == (1, 0, 0, 0, 0)


def test_reduced_and_waived_people_are_counted_apart():
    half, none = (Relief(1, JULY, SEPTEMBER, amount) for amount in (1000, 0))
    found = figures(account(1000, 1000, 1000, reliefs=(half,)), account(reliefs=(none,)))
    assert (found.reduced, found.waived, found.due, found.paid) == (1, 1, 3000, 3000)


def test_an_empty_period_is_nothing():
    assert figures().due == figures().members == 0


def test_open_months_are_told_by_period_and_what_is_remitted_parts_them():
    start, now = month(2026, 1), month(2026, 11)
    assert open_periods(start, now, (), "每季度") == [
        (month(2026, 1), month(2026, 3)), (month(2026, 4), month(2026, 6)), (JULY, SEPTEMBER),
        (month(2026, 10), now),
    ]  # fmt: skip
    done = [Remitted(month(2026, 1), month(2026, 6)), Remitted(month(2026, 8), month(2026, 8), 100)]
    assert open_periods(start, now, done, "每半年") == [(JULY, JULY), (SEPTEMBER, now)]
    assert open_periods(now, start, (), "每月") == []


def test_a_month_remitted_before_is_named():
    done = [Remitted(JULY, SEPTEMBER)]
    assert covered(SEPTEMBER, SEPTEMBER + 2, done) == "2026-09"
    assert covered(SEPTEMBER + 1, SEPTEMBER + 2, done) == ""
