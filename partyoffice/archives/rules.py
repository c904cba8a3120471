"""How a paper that leaves the office is numbered, and what may become of it."""

from dataclasses import dataclass
from enum import StrEnum
from string import Template

# 《党政机关公文格式》(GB/T 9704-2012) 7.2.5: the year in full in 六角括号, the number without leading zeros.
BY_YEAR, THROUGHOUT = "〔$year〕$number号", "第$number号"


class State(StrEnum):
    """What an issued paper is."""

    VALID = "有效"
    VOID = "作废"


@dataclass(frozen=True, slots=True)
class Series:
    """Papers numbered in one row: ``yearly`` begins at 1 every year.

    ``pattern`` is how a number is printed, such as ``青中党证〔$year〕$number号``.
    """

    name: str
    yearly: bool = True
    pattern: str = ""

    def year_of(self, year: int) -> int:
        """Return the year under which a number is kept, 0 where the row goes on over the years."""
        return year if self.yearly else 0

    def text(self, year: int, number: int) -> str:
        """Return a number as it is printed: 〔2026〕12号, or 第12号."""
        pattern = self.pattern or (BY_YEAR if self.yearly else THROUGHOUT)
        return Template(pattern).safe_substitute(year=year, number=number)


def sentence(paper: str, subject: str) -> str:
    """Return what the journal and the book of numbers call it: 出具 党员证明信：张三."""
    return f"出具 {paper}：{subject}"
