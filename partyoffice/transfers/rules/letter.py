"""组织关系介绍信: how long it holds, and how its numbers are written."""

from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, days_after
from partyoffice.core.money import count_in_words, digits_in_words
from partyoffice.transfers.rules.words import MOST_DAYS


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
