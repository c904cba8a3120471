from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.transfers.calculations import calc_letter
from partyoffice.transfers.rules.letter import day_in_words, month_in_words, validity


@pytest.mark.parametrize(
    ("issued", "days", "through", "words", "allowed"),
    [
        (date(2026, 11, 20), 90, date(2027, 2, 18), "玖拾天", True),  # example 64
        (date(2026, 11, 20), 91, date(2027, 2, 19), "玖拾壹天", False),
        (date(2026, 11, 20), 1, date(2026, 11, 21), "壹天", True),
        (date(2026, 11, 20), 0, date(2026, 11, 20), "零天", False),
        (date(2028, 2, 1), 30, date(2028, 3, 2), "叁拾天", True),
        (date(2026, 12, 31), 15, date(2027, 1, 15), "拾伍天", True),
    ],
)
def test_a_letter_holds_so_many_days_after_its_own_and_no_more_than_ninety(
    issued, days, through, words, allowed
):
    found = validity(issued, days)
    assert (found.through, found.words, found.allowed) == (through, words, allowed)


def test_months_and_days_are_written_in_capital_numerals():
    assert month_in_words(Day(2026, 11)) == ("贰零贰陆", "拾壹")
    assert month_in_words(Day(2026, 3, 5)) == ("贰零贰陆", "叁")
    assert month_in_words(None) == ("", "")
    assert day_in_words(date(2026, 10, 20)) == ("贰零贰陆", "拾", "贰拾")


def test_the_calculator_says_how_long_a_letter_holds(stopped_clock):
    told = calc_letter("2026-11-20", "90")
    assert (told["valid_through"], told["days_in_words"], told["allowed"]) == ("2027-02-18", "玖拾天", True)
    assert told["steps"] == "2026-11-20 开具，90 天，有效至 2027-02-18"
    assert "组通字〔2006〕45号" in told["article"]
    beyond = calc_letter("2026-11-20", "９１")
    assert (beyond["valid_through"], beyond["allowed"]) == (None, False)
    assert calc_letter("", "1")["valid_through"] == str(date(2026, 11, 21))


@pytest.mark.parametrize("days", ["", "三十", "-5", "1.5", "10000", "9" * 5000])
def test_what_is_no_number_of_days_is_refused(stopped_clock, days):
    with pytest.raises(OfficeError, match="不是 0 至 9999 的整数"):
        calc_letter("2026-11-20", days)
