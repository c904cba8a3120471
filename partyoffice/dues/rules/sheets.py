"""What old ledgers of 党费 write into their cells: marks for a month, spans of months, rates, a year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from partyoffice.core.money import read_yuan
from partyoffice.core.text import half_width
from partyoffice.dues.rules.months import Month, month

PAID_MARKS = frozenset({"√", "✓", "✔", "∨", "已交", "已缴", "交", "缴", "是"})
UNPAID_MARKS = frozenset({
    "", "0", "0.00", "×", "x", "✗", "欠", "欠交", "欠缴", "未交", "未缴", "未核定", "否", "-", "—", "/", "\\",
})  # fmt: skip
WAIVED_MARKS = frozenset({"免", "免交", "免缴"})
ELSEWHERE_MARKS = frozenset({"流", "外交", "外缴", "流入地", "流入地交", "流入地已交", "外地已交", "外地交"})
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:年|学?年度|$)")
_POINT = r"(?:(\d{4})\s*[-./年]\s*)?(\d{1,2})\s*月?份?"
_SPAN = re.compile(rf"{_POINT}(?:\s*(?:-|—|–|~|～|至|到)+\s*{_POINT})?")
_ISO = re.compile(r"(\d{4})-?(\d{2})(?:-\d{2}(?!\d))?")
_DATE = re.compile(r"(?:\d{2,4}[-./年])?\d{1,2}[-/月]\d{1,2}[日号]?|\d{4}\.\d{1,2}\.\d{1,2}")
_DAY_OF = re.compile(r"(\d{1,2})\.(\d{1,2})")
LARGEST = Decimal("0.03")  # no table has more than 3 %: what is not above it is a share of 1


@dataclass(frozen=True, slots=True)
class Came:
    """What a cell says of one month: fen that came in (None: as much as was due), or how it was settled."""

    amount: int | None = 0
    elsewhere: bool = False
    waived: bool = False


def read_came(text: str) -> Came:
    """Return what the cell of a month says (ValueError for what is no amount and no mark)."""
    mark = half_width(text).replace(" ", "").lower()
    if mark in UNPAID_MARKS:
        return Came()
    if mark in PAID_MARKS:
        return Came(None)
    if mark in WAIVED_MARKS:
        return Came(waived=True)
    if mark in ELSEWHERE_MARKS:
        return Came(elsewhere=True)
    if _DATE.fullmatch(mark.split("t")[0]):
        told = "是日期，不是金额：请写交了多少钱，交足的写 √；日期另写在“交纳日期”一列"
        raise ValueError(f"“{text.strip()}”{told}")
    try:
        return Came(read_sum(mark))
    except ValueError:
        raise ValueError(f"“{text.strip()}”看不懂：请写金额，或 √（已交）、免、欠、流入地") from None


def may_be_day(number: int, text: str) -> bool:
    """Say whether what stands under a month, such as 3.5 under March, may be a day of it as well as yuan."""
    found = _DAY_OF.fullmatch(half_width(text).strip())
    return found is not None and int(found[1]) == number and 1 <= int(found[2]) <= 31


def read_sum(text: str) -> int:
    """Return fen of what a cell shows; a formula's dust of binary fractions is no tenth of a fen."""
    found = re.fullmatch(r"-?\d{1,9}\.\d{3,}", text)
    if found is None:
        return read_yuan(text)
    exact = Decimal(text)
    near = exact.quantize(Decimal("0.01"))
    if abs(near - exact) >= Decimal("0.000001"):
        raise ValueError(f"“{text}”不是金额")
    return int(near * 100)


def read_months(text: str, year: int | None) -> tuple[Month, Month]:
    """Return the first and last month of ``2025.1-2025.12``, ``1-6月``, ``2025年3月``.

    ``year`` is taken where the text has none (ValueError where nothing tells it, and for anything else).
    """
    found = _SPAN.fullmatch(_ISO.sub(r"\1-\2", half_width(text).strip()))
    if not found:
        raise ValueError(f"“{text.strip()}”看不懂：请写成 2025-01 或 2025.1-2025.12")
    begun, first, ended, last = found.groups()
    start = int(begun) if begun else year
    end = int(ended) if ended else start
    numbers = int(first), int(last or first)
    if start is None or end is None:
        raise ValueError(f"“{text.strip()}”没有写年份")
    if not all(1 <= one <= 12 for one in numbers):
        raise ValueError(f"“{text.strip()}”里的月份不在 1 至 12 之内")
    span = month(start, numbers[0]), month(end, numbers[1])
    if span[0] > span[1]:
        raise ValueError(f"“{text.strip()}”截止早于起始")
    return span


def year_in(texts: Iterable[str]) -> int | None:
    """Return the one year that the first of some texts tells: 2025年党费台账, or a sheet called 2025."""
    for text in texts:
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
    return None


def read_rate(text: str) -> int | None:
    """Return a rate in tenths of a per cent: 1.5%, 1.5 or 0.015; None for what is none."""
    found = re.fullmatch(r"(\d{1,2}(?:\.\d{1,4})?)(%?)", half_width(text).replace(" ", ""))
    if not found:
        return None
    number = Decimal(found.group(1))
    tenths = number * 10 if found.group(2) or number > LARGEST else number * 1000
    return int(tenths) if 0 < tenths <= LARGEST * 1000 and tenths == int(tenths) else None


def split(total: int, count: int) -> list[int] | None:
    """Return a sum over months in equal parts of whole fen; None where it does not go."""
    return [total // count] * count if count and total % count == 0 else None
