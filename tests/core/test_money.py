import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partyoffice.core.money import (
    MOST_FEN,
    amount_in_words,
    count_in_words,
    digits_in_words,
    grouped,
    read_yuan,
    yuan,
)

PROVEN = settings(deadline=None, derandomize=True, database=None, max_examples=400)
DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ["", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟"]


def spelled_slowly(fen):
    """Write every digit with its unit, then strike what the rules of vouchers leave out."""
    digits = str(fen // 100)
    words = "".join(
        DIGITS[int(digit)] + (UNITS[place] if digit != "0" or place in {4, 8} else "")
        for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True)
    )
    while True:
        before = words
        words = (
            words.replace("零零", "零").replace("零万", "万零").replace("零亿", "亿零").replace("亿万", "亿")
        )
        if words == before:
            break
    words = words.strip("零")
    # 支付结算办法 lets 零 go where the unit's own digit is 0 and the next one is not (107000 壹拾万柒仟).
    padded = digits.zfill(12)
    if padded[4] != "0":
        words = words.replace("亿零", "亿")
    if padded[8] != "0":
        words = words.replace("万零", "万")
    whole = f"{words}元" if words else ""
    jiao, cent = fen // 10 % 10, fen % 10
    if not fen % 100:
        return (whole or "零元") + "整"
    tail = f"{DIGITS[jiao]}角" if jiao else "零" if whole else ""
    return whole + tail + (f"{DIGITS[cent]}分" if cent else "整")


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1409.50", 140950),
        ("1,409.50", 140950),
        ("1，409.50", 140950),
        ("¥1,409.5", 140950),
        ("￥ 1409.50", 140950),
        ("1409.5元", 140950),
        ("１４０９．５０", 140950),
        (" 0.2 ", 20),
        ("0", 0),
        ("0.01", 1),
        ("-12.00", -1200),
        ("3000.01", 300001),
        ("123,456,789,012.34", 12345678901234),
        ("999999999999.99", MOST_FEN),
    ],
)
def test_amounts_are_read_to_the_fen(text, fen):
    assert read_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "1409.505",
        "1,5",
        "1,40,9.5",
        "12,3456",
        ",5",
        "1.",
        ".5",
        "1e3",
        "一百",
        "--5",
        "1 409",
        "¥",
        "NaN",
        "Infinity",
        "٣",
    ],
)
def test_what_is_no_amount_is_refused_and_never_guessed(text):
    with pytest.raises(ValueError, match="不是金额"):
        read_yuan(text)


@pytest.mark.parametrize("text", ["1000000000000", "-1000000000000.5", "1,000,000,000,000", "9" * 400])
def test_an_amount_nobody_has_is_called_too_great_with_the_greatest_that_is_written(text):
    with pytest.raises(ValueError, match=r"太大：金额最大写到 999,999,999,999\.99 元"):
        read_yuan(text)


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (140950, "1409.50"),
        (0, "0.00"),
        (1, "0.01"),
        (-1, "-0.01"),
        (20, "0.20"),
        (-120000, "-1200.00"),
        (MOST_FEN, "999999999999.99"),
    ],
)
def test_amounts_are_written_with_two_decimals(fen, text):
    assert yuan(fen) == text


@PROVEN
@given(st.integers(-MOST_FEN, MOST_FEN))
def test_what_is_written_reads_back(fen):
    assert read_yuan(yuan(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (5, "伍分"),
        (10, "壹角整"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (1000, "壹拾元整"),
        (1005, "壹拾元零伍分"),
        (100500, "壹仟零伍元整"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (101000, "壹仟零壹拾元整"),
        (168032, "壹仟陆佰捌拾元叁角贰分"),
        (10184, "壹佰零壹元捌角肆分"),
        (1000000, "壹万元整"),
        (1000100, "壹万零壹元整"),
        (10050000, "壹拾万零伍佰元整"),
        (1000500000, "壹仟万伍仟元整"),
        (10000000, "壹拾万元整"),
        (10700053, "壹拾万柒仟元伍角叁分"),
        (10000000000, "壹亿元整"),
        (10000000100, "壹亿零壹元整"),
        (10000100000, "壹亿零壹仟元整"),
        (10010000000, "壹亿零壹拾万元整"),
        (12345678901234, "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分"),
        (-1250, "负壹拾贰元伍角整"),
        (MOST_FEN, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capital_numerals_are_those_of_vouchers(fen, words):
    assert amount_in_words(fen) == words


@PROVEN
@given(
    st.one_of(
        st.integers(0, MOST_FEN), st.integers(0, 10**7), st.integers(0, 10**6).map(lambda yuan: yuan * 10**6)
    )
)
@example(10**13)
@example(10000500000)
def test_capital_numerals_agree_with_a_slow_speller(fen):
    assert amount_in_words(fen) == spelled_slowly(fen)


@PROVEN
@given(st.integers(1, MOST_FEN))
def test_a_negative_amount_is_the_same_with_one_word_before(fen):
    assert amount_in_words(-fen) == "负" + amount_in_words(fen)


@pytest.mark.parametrize("fen", [MOST_FEN + 1, -MOST_FEN - 1])
def test_beyond_the_range_nothing_is_written(fen):
    with pytest.raises(ValueError, match="无法写成大写"):
        amount_in_words(fen)


def test_a_year_is_written_digit_by_digit():
    assert digits_in_words("2026") == "贰零贰陆"
    with pytest.raises(ValueError, match="二"):
        digits_in_words("二年")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "零"),
        (1, "壹"),
        (3, "叁"),
        (10, "拾"),
        (11, "拾壹"),
        (12, "拾贰"),
        (20, "贰拾"),
        (30, "叁拾"),
        (90, "玖拾"),
        (91, "玖拾壹"),
        (105, "壹佰零伍"),
        (110, "壹佰壹拾"),
    ],
)
def test_months_and_days_are_written_as_on_the_letter(count, words):
    assert count_in_words(count) == words  # (64) 90 → 玖拾


@pytest.mark.parametrize("count", [-1, 10000])
def test_a_count_out_of_range_is_refused(count):
    with pytest.raises(ValueError, match="大写"):
        count_in_words(count)


def test_amounts_are_grouped_by_thousands_for_the_eye():
    assert [grouped(fen) for fen in (0, 99999, 123456789, -150000)] == [
        "0.00",
        "999.99",
        "1,234,567.89",
        "-1,500.00",
    ]
