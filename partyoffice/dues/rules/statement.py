"""年度党费收支、结存情况 and what a 公示 tells: the sums in their columns, and their checks. In fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from partyoffice.core.money import grouped
from partyoffice.dues.rules.balance import COLLECTED
from partyoffice.dues.rules.uses import by_column
from partyoffice.dues.rules.words import Flow

Sums = tuple[tuple[str, int], ...]
# The columns of the form (operations §A9 F9); what members gave beyond their dues is theirs as well.
INCOME: dict[str, tuple[str, ...]] = {
    "党员交纳": (COLLECTED, Flow.EXTRA), "下级上缴": (Flow.FROM_BELOW,), "上级下拨": (Flow.GRANT,),
    "行政拨款": (Flow.ADMINISTRATION,), "利息": (Flow.INTEREST,), "其他": (Flow.OTHER,),
}  # fmt: skip
OUTGO: dict[str, tuple[str, ...]] = {"上缴上级": (Flow.REMITTED,), "下拨下级": (Flow.PASSED_DOWN,)}


@dataclass(frozen=True, slots=True)
class Statement:
    """What was there, what came, what went, by the columns of the form; ``closing`` is what the book says."""

    opening: int
    income: Sums
    outgo: Sums
    uses: Sums
    cash: int
    bank: int

    @property
    def came(self) -> int:
        """All income."""
        return _sum(self.income)

    @property
    def used(self) -> int:
        """小计 of 使用."""
        return _sum(self.uses)

    @property
    def went(self) -> int:
        """All expenses."""
        return _sum(self.outgo) + self.used

    @property
    def closing(self) -> int:
        """What is there in the end."""
        return self.cash + self.bank

    @property
    def arithmetic(self) -> str:
        """The check of the form in one line: ``上年末结存 + 收入 − 支出 = 年末结存``."""
        left, right = self.opening + self.came - self.went, self.closing
        sums = f"{grouped(self.opening)} + {grouped(self.came)} − {grouped(self.went)} = {grouped(left)}"
        return sums if left == right else f"{sums}，账上是 {grouped(right)}，不符"

    @property
    def sound(self) -> bool:
        """Whether the sums agree with the book."""
        return self.opening + self.came - self.went == self.closing


def _sum(sums: Sums) -> int:
    return sum(amount for _title, amount in sums)


def statement(
    opening: int, flows: Mapping[str, int], purposes: Mapping[str, int], cash: int, bank: int
) -> Statement:
    """Return the sums of a book in the columns of the form."""
    uses = tuple((str(column), amount) for column, amount in by_column(purposes).items())
    return Statement(opening, _columns(INCOME, flows), _columns(OUTGO, flows), uses, cash, bank)


def _columns(columns: Mapping[str, tuple[str, ...]], flows: Mapping[str, int]) -> Sums:
    return tuple((title, sum(flows.get(flow, 0) for flow in which)) for title, which in columns.items())


# -- what was told once, and what the books say now ---------------------------------------------

TOLD = {
    "people": "应交党员", "due": "应交", "paid": "实交", "rate": "收缴率", "reduced": "少交",
    "waived": "免交", "opening": "期初结存", "came": "收入", "went": "支出", "closing": "期末结存",
}  # fmt: skip
AMOUNTS = frozenset({"due", "paid", "opening", "came", "went", "closing"})


def changes(told: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Tell what differs from what was published: ``实交 2400.00 → 2420.00``."""
    return [
        f"{title} {_said(key, told[key])} → {_said(key, now[key])}"
        for key, title in TOLD.items()
        if key in told and key in now and told[key] != now[key]
    ]


def _said(key: str, value: int | str) -> str:
    return grouped(int(value)) if key in AMOUNTS else str(value or "无")
