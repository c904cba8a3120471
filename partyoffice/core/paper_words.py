"""Words and numbers as papers write them: dates, document numbers, ordinals, marks, spread names."""

import re
from datetime import date

from partyoffice.core.dates import Day
from partyoffice.core.money import DIGITS, count_in_words, digits_in_words
from partyoffice.core.text import DOTS, clean, clean_name, count_of, half_width, is_nothing

FULL_BLANK = "\N{IDEOGRAPHIC SPACE}"
DOT = "·"  # U+00B7, as 公安部 writes the names of minorities on identity cards
_PLAIN_DIGITS = "〇一二三四五六七八九"
_MOST = 99
_HAN = r"[\u3400-\u9fff〇\U00020000-\U0003ffff]"
_CLOSED = r"[\u3400-\u9fff〇\U00020000-\U0003ffff”’）》〕]"
_NUMBER = re.compile(
    r"(?P<code>[^\d〔〕\[\]()（）【】［］]*?)\s*[〔\[(（【［]?\s*(?P<year>\d{4})\s*年?\s*[〕\])）】］]?"
    r"\s*第?\s*0*(?P<number>[1-9]\d{0,8})\s*号?"
)
_WIDE_PLAIN = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_AFTER_HAN = re.compile(rf"(?<={_CLOSED})\s*([,;:?!])\s*")
_BEFORE_HAN = re.compile(rf"(?<!\d)([,;?!])\s*(?={_HAN})")
_BRACKETED = re.compile(rf"\(([^()\n]*{_HAN}[^()\n]*)\)")
_AFTER_HAN_BRACKETED = re.compile(rf"(?<={_HAN})\(([^()\n]*)\)")
_QUOTED = re.compile(rf'"([^"\n]*{_HAN}[^"\n]*)"')
_DOTS = re.compile(r"(?:\.{3,}|。{3,}|…)+")
_DASHES = re.compile(rf"(?<={_HAN})(?:--+|—)(?!—)(?<!——)")


def numeral(number: int) -> str:
    """Return 1 to 99 in plain numerals: 十, 十一, 二十, 九十九 (ValueError otherwise)."""
    if not 1 <= number <= _MOST:
        raise ValueError(f"{number} 不能写成序号")
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _PLAIN_DIGITS[tens]) + "十" if tens else ""
    return head + (_PLAIN_DIGITS[ones] if ones else "")


def ordinal(number: int, level: int) -> str:
    """Return the number of a heading: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3)."""
    shapes = {1: f"{numeral(number)}、", 2: f"（{numeral(number)}）", 3: f"{number}.", 4: f"（{number}）"}
    return shapes[level]


def _parts(day: Day | date) -> tuple[int, int, int | None]:
    return day.year, day.month, day.day


def day_in_hanzi(day: Day | date) -> str:
    """Return 二〇二六年十一月二十日, or 二〇二六年十一月 where the day is not known (GB/T 15835-2011)."""
    year, month, number = _parts(day)
    digits = "".join(_PLAIN_DIGITS[int(digit)] for digit in str(year))
    return f"{digits}年{numeral(month)}月" + (f"{numeral(number)}日" if number else "")


def day_on_letter(day: Day | date) -> str:
    """Return 贰零贰陆年拾壹月贰拾日, as 组织关系介绍信 is filled in (组通字〔2006〕45号)."""
    year, month, number = _parts(day)
    head = f"{digits_in_words(str(year))}年{count_in_words(month)}月"
    return head + (f"{count_in_words(number)}日" if number else "")


def _bank_count(number: int, zeroed: range | tuple[int, ...]) -> str:
    words = ("壹" if 10 <= number < 20 else "") + count_in_words(number)
    return (DIGITS[0] if number in zeroed else "") + words


def day_at_bank(day: Day | date) -> str:
    """Return 贰零贰陆年零壹拾月零贰拾日, as a bill is dated (ValueError for a month without its day).

    零 stands before the months 壹, 贰, 壹拾 and the days 壹 to 玖, 壹拾, 贰拾, 叁拾, and 壹 before 拾 to
    拾玖, so that nobody can add to it. Source: 《支付结算办法》 (银发〔1997〕393号), annex 1, 七.
    """
    year, month, number = _parts(day)
    if not number:
        raise ValueError("票据日期要写明到日")
    months = _bank_count(month, (1, 2, 10))
    days = _bank_count(number, (*range(1, 11), 20, 30))
    return f"{digits_in_words(str(year))}年{months}月{days}日"


def day_of_document(day: Day | date) -> str:
    """Return 2026年1月5日: Arabic digits, whole year, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    year, month, number = _parts(day)
    return f"{year}年{month}月" + (f"{number}日" if number else "")


def document_number(code: str, year: int, number: int) -> str:
    """Return 青中党支〔2026〕3号: hexagonal brackets, no 第, no leading zero (GB/T 9704-2012, 7.2.5)."""
    if number < 1:
        raise ValueError(f"发文顺序号不能是 {number}")
    return f"{clean(code)}〔{year:04d}〕{number}号"


def tidy_document_number(text: str) -> str:
    """Return 青中党支[2026]第03号, however bracketed, as 〔2026〕3号; anything else stays as typed."""
    plain = clean(text)
    found = _NUMBER.fullmatch(half_width(plain.replace("〔", "[").replace("〕", "]")))
    if not found:
        return plain
    return document_number(found["code"], int(found["year"]), int(found["number"]))


def numbered(text: str, year: int) -> str:
    """Return a number of our own, typed as 12, as papers of that year print it: 〔2026〕12号."""
    number = count_of(text)
    return document_number("", year, number) if number else tidy_document_number(text)


def on_paper(text: str) -> str:
    """Return running text with Chinese marks among Chinese words and half-width letters and digits.

    14:30, 1,000.50 and whatever stands among Latin words keep their own marks (GB/T 15834-2011,
    GB/T 15835-2011). A full stop is never guessed: 3. and A. Li look like one.
    """
    plain = text.translate(_WIDE_PLAIN)
    plain = _QUOTED.sub(r"“\1”", plain)
    for bracketed in (_BRACKETED, _AFTER_HAN_BRACKETED):
        plain = bracketed.sub(r"（\1）", plain)
    for mark in (_AFTER_HAN, _BEFORE_HAN):
        plain = mark.sub(lambda found: _MARKS[found[1]], plain)
    return _DASHES.sub("——", _DOTS.sub(_ellipsis, plain))


def _ellipsis(found: re.Match[str]) -> str:
    return "……" if found[0] != "…" or _between_han(found) else found[0]


def _between_han(found: re.Match[str]) -> bool:
    before = found.string[: found.start()][-1:]
    return bool(re.match(_HAN, before))


def stated(text: str, empty: str) -> str:
    """Return a value, or what the form writes in an empty field: 无, — or nothing."""
    return empty if is_nothing(text) else text.strip()


def dotted_name(name: str) -> str:
    """Return a name as papers print it: one kind of dot (阿依古丽·买买提), no blanks among Chinese."""
    plain = clean_name(name)
    for dot in DOTS:
        plain = plain.replace(dot, DOT)
    return re.sub(rf"\s*{DOT}\s*", DOT, plain)


def spread_name(name: str) -> str:
    """Return a name of two characters as wide as one of three (张　三); any other stays.

    Typists line up columns of names so; a form asks for it, rosters to be read back never do.
    """
    plain = dotted_name(name)
    return FULL_BLANK.join(plain) if re.fullmatch(f"{_HAN}{{2}}", plain) else plain
