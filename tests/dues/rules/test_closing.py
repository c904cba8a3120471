"""Which months a closed month or year holds."""

import pytest

from partyoffice.dues.rules.closing import (
    closed_months,
    holding,
    is_year,
    months_of,
    period_of,
    period_spoken,
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
