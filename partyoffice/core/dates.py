"""Days and months as the papers give them, and the only place that adds or counts time.

Sources: 《中国共产党发展党员工作细则》 (2026 edition) and the office's rules T1, T4, T5, T12, T13.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

EARLIEST_YEAR = 1900
YEARS_AHEAD = 2
NOTE_MONTH_ONLY = "日不详"


class UnreadableDateError(ValueError):
    """A date text that cannot be taken: ``code`` is ``date-impossible`` or ``date-unclear``."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code beside the Chinese sentence."""
        super().__init__(message)
        self.code = code


_STORED = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, or a month whose day is not known (``day`` is None)."""

    year: int
    month: int
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what the calendar does not have (ValueError)."""
        date(self.year, self.month, 1 if self.day is None else self.day)

    @classmethod
    def of(cls, value: date) -> Self:
        """Return the exact day of a plain date."""
        return cls(value.year, value.month, value.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the stored form ``YYYY-MM-DD`` or ``YYYY-MM`` (ValueError otherwise)."""
        found = _STORED.fullmatch(text)
        if not found:
            raise ValueError(f"“{text}”不是存储的日期")
        year, month, day = found.groups()
        return cls(int(year), int(month), int(day) if day else None)

    @property
    def exact(self) -> bool:
        """Say whether the day itself is known."""
        return self.day is not None

    @property
    def first(self) -> date:
        """The first day this can mean."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last(self) -> date:
        """The last day this can mean."""
        return date(self.year, self.month, self.day or month_length(self.year, self.month))

    def __str__(self) -> str:
        """Return the stored form."""
        month = f"{self.year:04d}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"

    def __lt__(self, other: "Day") -> bool:
        """Order by first possible day, a bare month before its days."""
        return (self.first, self.exact) < (other.first, other.exact)

    def __le__(self, other: "Day") -> bool:
        """Order as ``<`` does, equals included."""
        return not other < self

    def dotted(self) -> str:
        """Return the month as forms print it: ``2012.06``."""
        return f"{self.year:04d}.{self.month:02d}"

    def spoken(self) -> str:
        """Return ``2012年6月21日`` or ``2012年6月``."""
        month = f"{self.year}年{self.month}月"
        return month if self.day is None else f"{month}{self.day}日"


def month_length(year: int, month: int) -> int:
    """Return the number of days, 28 to 31."""
    return calendar.monthrange(year, month)[1]


def _shifted(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def add_months(day: date, months: int) -> date:
    """Return the deadline ``months`` later; a missing day becomes the month's last (T1)."""
    year, month = _shifted(day, months)
    return date(year, month, min(day.day, month_length(year, month)))


def add_months_forward(day: date, months: int) -> date:
    """Return the day ``months`` later; a missing day becomes the 1st of the next month (T5)."""
    year, month = _shifted(day, months)
    if day.day <= month_length(year, month):
        return date(year, month, day.day)
    return date(year, month, month_length(year, month)) + timedelta(days=1)


def add_years_forward(day: date, years: int) -> date:
    """Return the day ``years`` later; 29 February becomes 1 March of a common year (T4)."""
    return add_months_forward(day, 12 * years)


def days_after(day: date, days: int) -> date:
    """Return the day ``days`` later: the last one of a paper that is valid so long from its own day on."""
    return day + timedelta(days=days)


def whole_years(start: date, on: date) -> int:
    """Return completed years, the anniversary counting; negative before ``start`` (T12, T13)."""
    years = on.year - start.year
    return years if add_years_forward(start, years) <= on else years - 1


def years_between(start: Day, on: date) -> int | None:
    """Return completed years, or None where the unknown day of ``start`` decides (无法判断)."""
    most, least = whole_years(start.first, on), whole_years(start.last, on)
    return most if most == least else None


def surely_before(earlier: Day, later: Day) -> bool | None:
    """Say whether ``earlier`` lies before ``later``; None where unknown days decide."""
    if earlier.last < later.first:
        return True
    if later.last <= earlier.first:
        return False
    return None


_SEPARATED = re.compile(r"(\d{4})\s*[-./年,]\s*(\d{1,2})(?:\s*[-./月,]\s*(\d{1,2})\s*[日号]?|\s*月份?)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_SHORT_YEAR = re.compile(r"\d{1,2}\D+\d{1,2}\D+\d{1,2}\D?|\d{2}\D+\d{1,2}月?份?")
_WIDE_MARKS = str.maketrans("。，、—–－／〇", ".,,---/0")


def _tidy(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_WIDE_MARKS)).strip()
    return _CLOCK.sub("", plain).rstrip(".")


@lru_cache(maxsize=65536)
def _read(text: str, last_year: int) -> Day:
    tidy = _tidy(text)
    found = _SEPARATED.fullmatch(tidy) or _SOLID.fullmatch(tidy)
    if not found:
        short = bool(_SHORT_YEAR.fullmatch(tidy))
        hint = "年份要写四位" if short else "请写成 2025-07-01 或 2025-07"
        raise UnreadableDateError("date-unclear", f"看不出“{text.strip()}”是哪一天，{hint}")
    year, month, day = (int(part) if part else None for part in found.groups())
    if not EARLIEST_YEAR <= (year or 0) <= last_year:
        years = f"{EARLIEST_YEAR}–{last_year}"
        raise UnreadableDateError("date-impossible", f"“{text.strip()}”的年份不在 {years} 之间")
    try:
        return Day(year or 0, month or 0, day)
    except ValueError:
        raise UnreadableDateError("date-impossible", f"“{text.strip()}”不是有效日期") from None


def read_day(text: str, today: date) -> Day:
    """Read a date as people type it, from 1900 to two years after ``today``.

    Takes 20250701, 2025.7.1, 2025/7/1, 2025年7月1日, 2025年7月, 202507, 2025.07, full-width
    digits and a trailing 日 or 号. A month stays a month. Raises UnreadableDateError:
    ``date-impossible`` for 2025-02-30, ``date-unclear`` for 7/1/25 or a bare serial number.
    """
    return _read(text, today.year + YEARS_AHEAD)
