"""How a paper that leaves the office is numbered, what may become of it, and how files are numbered."""

from dataclasses import dataclass
from enum import StrEnum
from string import Template

from partyoffice.core.errors import OfficeError

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


# -- 档号 -------------------------------------------------------------------------------------

# 《归档文件整理规则》(DA/T 22-2015): 全宗号-档案门类代码·年度-保管期限-机构（问题）代码-件号. The structure,
# WS and Y were found in a copy; whether 30 and 10 years are written D30, D10 is UNCONFIRMED (a setting).
DOOR = "WS"
MOST_FILES = 9999
ARTICLE_FILES = "《归档文件整理规则》（DA/T 22-2015）"


class Retention(StrEnum):
    """How long a file is kept."""

    EVER = "永久"
    THIRTY = "30年"
    TEN = "10年"


CODES = {Retention.EVER: "Y", Retention.THIRTY: "D30", Retention.TEN: "D10"}
SPELLINGS = ("Y、D30、D10", "Y、30、10")


def retention_code(retention: str, spelling: str = SPELLINGS[0]) -> str:
    """Return how a retention is written in a 档号; anything unknown as it is."""
    code = CODES[Retention(retention)] if retention in set(Retention) else retention
    return code if spelling == SPELLINGS[0] else code.removeprefix("D")


def piece(number: int) -> str:
    """Return a 件号 of four digits; OfficeError beyond them (example 77)."""
    if not 1 <= number <= MOST_FILES:
        raise OfficeError(
            f"件号 {number} 写不成四位（{ARTICLE_FILES}）",
            remedy="件号从 1 到 9999；文件太多时请按机构（问题）分开，各自从 1 编起",
        )
    return f"{number:04d}"


def file_number(fonds: str, door: str, year: int, retention: str, body: str, number: int) -> str:
    """Return Z109-WS·2026-Y-DZB-0007; without a class of bodies its part is left out (example 75)."""
    parts = (fonds, f"{door}·{year}", retention, body, piece(number))
    return "-".join(part for part in parts if part)
