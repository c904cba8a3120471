"""Amounts in integer fen, and the same amounts in capital numerals for vouchers."""

import re
from decimal import Decimal

from partyoffice.core.text import half_width

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
MOST_FEN = 10**14 - 1
# A comma stands only between thousands: "1,5" is an error, never fifteen.
_GREAT = re.compile(r"-?(\d{13,}|\d{1,3}(,\d{3}){4,})(\.\d{1,2})?", re.ASCII)
_AMOUNT = re.compile(r"-?(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,2})?", re.ASCII)


def read_yuan(text: str) -> int:
    """Return fen for ``1,409.50`` (ValueError for anything finer than a fen, too great or not a number)."""
    plain = half_width(text).removeprefix("¥").removesuffix("元").strip()
    if _GREAT.fullmatch(plain):
        raise ValueError(f"“{text.strip()}”太大：金额最大写到 {grouped(MOST_FEN)} 元")
    if not _AMOUNT.fullmatch(plain):
        raise ValueError(f"“{text.strip()}”不是金额，请写成 1409.50 这样的元和两位小数")
    return int(Decimal(plain.replace(",", "")) * 100)


def yuan(fen: int) -> str:
    """Return ``1409.50`` for 140950 fen."""
    return f"{Decimal(fen) / 100:.2f}"


def grouped(fen: int) -> str:
    """Return ``1,409.50`` for 140950 fen, as tables and sentences show amounts."""
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{cents:02d}"


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


def digits_in_words(digits: str) -> str:
    """Return the capital numerals digit by digit, as letters print a year: 2026 → 贰零贰陆."""
    return "".join(DIGITS[int(digit)] for digit in digits)


def count_in_words(count: int) -> str:
    """Return the capital numerals of a month or a number of days: 11 → 拾壹, 90 → 玖拾.

    Takes 0 to 9999 (ValueError otherwise). Source: 组通字〔2006〕45号 (组织关系介绍信).
    """
    if not 0 <= count <= 9999:
        raise ValueError(f"{count} 不能写成大写的月数或天数")
    return _whole_words(count).removeprefix("壹") if 10 <= count < 20 else _whole_words(count)
