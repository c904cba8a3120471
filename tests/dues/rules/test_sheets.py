"""What stands in the cells of old ledgers, read one way only or not at all."""

import pytest

from partyoffice.dues.rules.months import month
from partyoffice.dues.rules.sheets import (
    Came,
    may_be_day,
    read_came,
    read_months,
    read_rate,
    read_sum,
    split,
    year_in,
)


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("", Came()), ("0", Came()), ("欠", Came()), ("—", Came()), ("√", Came(None)), (" 已交 ", Came(None)),
        ("免", Came(waived=True)), ("流入地已交", Came(elsewhere=True)), ("未核定", Came()),
        ("45.5", Came(4550)),
        ("45.010000000000005", Came(4501)), ("-12.00", Came(-1200)), ("４５元", Came(4500)),
    ],
)  # fmt: skip
def test_a_month_is_an_amount_or_a_mark(text, came):
    assert read_came(text) == came


@pytest.mark.parametrize("text", ["张三", "45.015", "45/3.12"])
def test_what_is_neither_says_what_may_be_written(text):
    with pytest.raises(ValueError, match="√（已交）"):
        read_came(text)


@pytest.mark.parametrize("text", ["2024-03-05", "2024.3.5", "3月5日", "3/5", "24/3/5", "3-5"])
def test_a_date_where_an_amount_belongs_is_called_one(text):
    with pytest.raises(ValueError, match="是日期，不是金额：请写交了多少钱"):
        read_came(text)


def test_an_amount_may_be_a_day_of_its_month_only():
    told = [may_be_day(3, text) for text in ("3.5", "3.31", "3.32", "3.0", "4.5", "3", "3.5元")]
    assert told == [True, True, False, False, False, False, False]


def test_a_third_decimal_that_is_no_dust_is_no_amount():
    with pytest.raises(ValueError, match="不是金额"):
        read_sum("45.005")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3月", (2025, 3), (2025, 3)), ("3", (2025, 3), (2025, 3)), ("2024年3月", (2024, 3), (2024, 3)),
        ("1-6月", (2025, 1), (2025, 6)), ("2024.11-2025.2", (2024, 11), (2025, 2)),
        ("2024年1月至12月", (2024, 1), (2024, 12)), ("2024-03-01", (2024, 3), (2024, 3)),
        ("202403", (2024, 3), (2024, 3)), ("2024-01-2024-12", (2024, 1), (2024, 12)),
    ],
)  # fmt: skip
def test_a_span_of_months_takes_the_year_it_names_else_that_of_the_sheet(text, first, last):
    assert read_months(text, 2025) == (month(*first), month(*last))


@pytest.mark.parametrize(
    ("text", "said"),
    [("上半年", "看不懂"), ("3月", "没有写年份"), ("2025-13", "1 至 12"), ("2025.6-2025.3", "早于")],
)
def test_a_span_that_is_none_says_why(text, said):
    with pytest.raises(ValueError, match=said):
        read_months(text, None)


def test_the_year_is_the_first_that_only_one_text_tells():
    assert year_in(["青禾中学党费台账（2023年至2024年）", "2025年度", "2026"]) == 2025
    assert year_in(["党费", "2024"]) == 2024
    assert year_in(["党费台账20240301"]) is None


@pytest.mark.parametrize(
    ("text", "tenths"),
    [
        ("1%", 10),
        ("0.5％", 5),
        ("1.5", 15),
        ("0.015", 15),
        ("0.005", 5),
        ("8%", None),
        ("一", None),
        ("0", None),
    ],
)
def test_a_rate_is_a_per_cent_or_a_share_of_one(text, tenths):
    assert read_rate(text) == tenths


def test_a_sum_is_shared_in_equal_fen_or_not_at_all():
    assert split(54000, 12) == [4500] * 12
    assert split(100, 3) is None
    assert split(100, 0) is None
