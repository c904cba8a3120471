"""Amounts in integer fen, and the same amounts in capital numerals for vouchers."""

import re
from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
MOST_FEN = 10**14 - 1
_AMOUNT = re.compile(r"-?\d{1,12}(\.\d{1,2})?")


def read_yuan(text: str) -> int:
    """Return fen for ``1,409.50`` (ValueError for anything finer than a fen or not a number)."""
    plain = text.strip().replace(",", "").replace("，", "").removeprefix("¥")
    if not _AMOUNT.fullmatch(plain):
        raise ValueError(f"“{text.strip()}”不是金额，请写成 1409.50 这样的元和两位小数")
    return int(Decimal(plain) * 100)


def yuan(fen: int) -> str:
    """Return ``1409.50`` for 140950 fen."""
    return f"{Decimal(fen) / 100:.2f}"


def _group_words(group: int) -> str:
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return words


def _whole_words(number: int) -> str:
    words, gap = "", False
    for index in (2, 1, 0):
        group = number // 10 ** (4 * index) % 10**4
        if not group:
            gap = bool(words)
            continue
        lead = "零" if words and (gap or group < 10**3) else ""
        words += lead + _group_words(group) + GROUPS[index]
        gap = False
    return words or DIGITS[0]


def amount_in_words(fen: int) -> str:
    """Return the capital numerals of an amount from 0 to 999,999,999,999.99 yuan.

    Ends with 整 where there is no 分 (ledger practice, UNCONFIRMED). Negative amounts are
    written with 负. Raises ValueError above the range.
    """
    if abs(fen) > MOST_FEN:
        raise ValueError("金额超过九千九百九十九亿元，无法写成大写")
    sign, whole, rest = "负" if fen < 0 else "", abs(fen) // 100, abs(fen) % 100
    jiao, cent = divmod(rest, 10)
    words = f"{_whole_words(whole)}元" if whole or not rest else ""
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif cent and words:
        words += DIGITS[0]
    return sign + words + (f"{DIGITS[cent]}分" if cent else "整")
