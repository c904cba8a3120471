"""What is known of 组织关系介绍信: how long it holds, and how its numbers are written.

Sources: 组通字〔2006〕45号 (the form in three parts, from 2007-01-01 on), 《中国共产党党员教育管理工作条例》
2019, Article 25. That no letter holds longer than 90 days is what practice sheets and the national
online transfer say; the clause itself is UNCONFIRMED.
"""

from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, days_after
from partyoffice.core.money import count_in_words, digits_in_words

DIRECTIONS = ("转出", "转入", "校内")
MANNERS = ("纸质介绍信", "全国系统", "省内系统")
OPEN, RECEIVED, STOPPED = TRANSFER_STATES = ("办理中", "已接收", "已中止")
LETTER_STATES = ("有效", "已收回执", "作废", "遗失")
MOST_DAYS = 90
LONGEST = 9999  # days that can be written in capital numerals
ARTICLE_LETTER = "组通字〔2006〕45号：介绍信写明有效天数；最长 90 天是通行做法，条文未确认"
SPAN = "1 至 90 天"
OFFERED = f"{SPAN}，常用 10 至 30 天"


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a letter holds: the last day, the days as they are written, whether it may be written so."""

    through: date
    words: str
    allowed: bool


def validity(issued: date, days: int) -> Validity:
    """Judge the days of a letter of ``issued``, which itself does not count."""
    return Validity(days_after(issued, days), f"{count_in_words(days)}天", 1 <= days <= MOST_DAYS)


def month_in_words(month: Day | None) -> tuple[str, str]:
    """Return the year and the month dues are paid up to: 贰零贰陆, 拾壹; empty where nothing is known."""
    return _written(month)[:2] if month else ("", "")


def day_in_words(day: date) -> tuple[str, str, str]:
    """Return year, month and day of a letter in capital numerals."""
    return _written(Day.of(day))


def _written(day: Day) -> tuple[str, str, str]:
    return digits_in_words(str(day.year)), count_in_words(day.month), count_in_words(day.day or 0)
