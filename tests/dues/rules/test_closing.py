"""Which months a closed month or year holds."""

import pytest

from partyoffice.dues.rules.balance import Balance
from partyoffice.dues.rules.closing import (
    Flowed,
    closed_months,
    differences,
    figures,
    holding,
    is_year,
    months_of,
    period_of,
    period_spoken,
    to_close,
    to_reopen,
)
from partyoffice.dues.rules.months import month, year_months

NOV = month(2026, 11)


def test_a_period_is_a_month_or_a_year():
    assert (period_of(NOV), period_spoken("2026-11"), is_year("2026-11")) == ("2026-11", "2026年11月", False)
    assert (period_spoken("2026"), is_year("2026"), months_of("2026")) == ("2026年", True, year_months(2026))
    assert list(months_of("2026-11")) == [NOV]
    with pytest.raises(ValueError, match="invalid literal"):
        months_of("11月")


def test_a_month_is_closed_by_itself_or_with_its_year():
    assert closed_months(["2026-11", "2025"]) == {NOV, *year_months(2025)}
    assert closed_months([]) == frozenset()
    assert holding(["2026-11", "2025"], NOV) == "2026-11"
    assert holding(["2026-11", "2026"], NOV) == "2026"
    assert holding(["2026-11"], NOV + 1) == ""


def test_what_is_open_before_is_closed_with_a_period():
    since = month(2024, 11)
    assert to_close("2024-11", [], since) == ["2024-11"]
    assert to_close("2026-02", [], since) == ["2024", "2025", "2026-01", "2026-02"]
    assert to_close("2026-02", ["2024", "2025"], since) == ["2026-01", "2026-02"]
    assert to_close("2026-02", ["2024-11", "2024-12", "2025", "2026-01"], since) == ["2026-02"]
    assert to_close("2025", ["2024-11"], since) == ["2024", "2025"]
    assert to_close("2026-02", [], None) == ["2026-02"]


def test_what_was_carried_on_is_opened_with_a_period():
    closed = ["2025", "2026", "2026-03", "2026-11", "2027-01"]
    assert to_reopen("2026-03", closed) == ["2026", "2026-03", "2026-11", "2027-01"]
    assert to_reopen("2026-11", closed) == ["2026", "2026-11", "2027-01"]
    assert to_reopen("2026", closed) == ["2026", "2027-01"]
    assert to_reopen("2027-01", closed) == ["2027-01"]


def test_what_a_period_says_now_is_held_against_what_it_said():
    flowed = Flowed(2000, 500, 300, Balance(2200, 0)) + Flowed(net=Balance(-1000, 1000))
    said = figures(Balance(100, 0), flowed, {"people": 3, "due": 6000})
    assert said == {
        "carried": 100, "collected": 2000, "came": 500, "went": 300, "cash": 1300, "bank": 1000,
        "people": 3, "due": 6000,
    }  # fmt: skip
    assert differences(said, said) == []
    assert differences({**said, "odd": 1}, {**said, "people": 2, "went": 0}) == [
        "支出：结账时 3.00，现在 0.00",
        "应交人数：结账时 3 人，现在 2 人",
    ]
