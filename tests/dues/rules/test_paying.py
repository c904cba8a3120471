"""What is said of a payment: what is open, too early, too late, more than owed."""

import pytest

from partyoffice.dues.rules.ledger import Cell, State
from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.paying import (
    is_large,
    is_too_early,
    is_too_late,
    late_remark,
    remarks,
    still_open,
    why_resting,
)

NOV = month(2026, 11)
DUE = Cell(NOV, State.DUE, 2000, 500)


@pytest.mark.parametrize(
    ("cell", "asked", "why"),
    [
        (DUE, 1500, ""),
        (Cell(NOV, State.PAID, 2000, 2500), 0, "已经交清"),
        (Cell(NOV, State.UNSET), 0, "还没有核定"),
        (Cell(NOV, State.WAIVED, 0), 0, "已批准免交"),
        (Cell(NOV, State.NONE), 0, "无需交纳"),
        (Cell(NOV, State.ELSEWHERE, 0), 0, "流入地已交"),
    ],
)
def test_a_month_asks_for_what_is_open_or_says_why_it_rests(cell, asked, why):
    assert (still_open(cell), why_resting(cell)) == (asked, why)


def test_a_month_is_paid_within_the_months_ahead_and_made_up_within_six_without_a_word():
    assert [is_too_early(NOV + ahead, NOV, 3) for ahead in (3, 4)] == [False, True]
    assert [is_too_late(month(2026, 1), month(2026, one), 6) for one in (7, 8)] == [False, True]
    assert late_remark(month(2026, 1), month(2026, 8)).arithmetic == "2026年8月 − 2026年1月 = 7 个月"


def test_a_thousand_beyond_what_is_owed_is_large():
    assert [is_large(DUE, 1500 + extra) for extra in (99_999, 100_000)] == [False, True]
    assert not is_large(Cell(NOV, State.UNSET), 200_000)
    assert not is_large(Cell(NOV, State.DUE, 100_000), 100_000)  # the ceiling itself is owed


def test_what_is_odd_about_a_sum_is_said():
    assert remarks(DUE, 1500, owes=True) == remarks(DUE, -500, owes=True) == []
    found = [
        remarks(DUE, 1501, owes=True),
        remarks(DUE, 1500, owes=False),
        remarks(Cell(NOV, State.UNSET), 100, owes=True),
        remarks(Cell(NOV, State.ELSEWHERE, 0), 100, owes=True),
    ]
    assert [one.code for (one,) in found] == ["DUES-02", "DUES-03", "DUES-01", "DUES-04"]
