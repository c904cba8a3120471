"""上缴: for which months, by which day, how much; what a slip counts (operations §A8). Amounts are fen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from partyoffice.core.dates import month_length
from partyoffice.core.money import grouped
from partyoffice.dues.rules.ledger import Account, Cell, Now, State
from partyoffice.dues.rules.months import Month, day_of, number_of, year_of

LENGTHS = {"每月": 1, "每季度": 3, "每半年": 6, "每年": 12}
BASIS = "上缴的期限和比例全国没有统一规定，照上级要求，在“工具 → 设置”的“党费”里定"


def period_of(one: Month, every: str) -> range:
    """Return the months of the period a month lies in, by how often the upper body is paid."""
    length = LENGTHS[every]
    return range(one - one % length, one - one % length + length)


def deadline(last: Month, day: int) -> date:
    """Return by which day a period is remitted: so many days into the month after it."""
    year, month = year_of(last + 1), number_of(last + 1)
    return date(year, month, max(1, min(day, month_length(year, month))))


def share(base: int, ratio: int) -> int:
    """Return what of an amount is passed up, rounded to the fen; nothing of less than nothing."""
    wanted = Decimal(max(base, 0)) * ratio / 100
    return int(wanted.quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Figures:
    """What the ledger says of a period: people, and amounts of its own months.

    ``members`` owe some month or paid one, ``owing`` owe something, ``payers`` paid here; ``unset`` have a
    month that is 未核定 and are counted with what is set.
    """

    members: int = 0
    owing: int = 0
    payers: int = 0
    due: int = 0
    paid: int = 0
    reduced: int = 0
    waived: int = 0
    unset: int = 0

    @property
    def lacking(self) -> int:
        """What of the due is not paid."""
        return max(self.due - self.paid, 0)


def here(cell: Cell) -> int:
    """Return what of a month's dues came here: nothing of one paid at 流入地."""
    return 0 if cell.state is State.ELSEWHERE else cell.paid


def measure(accounts: Iterable[Account], months: Sequence[Month], now: Now) -> Figures:
    """Return the figures of some months."""
    rows = [[one.cell(month, now) for month in months] for one in accounts]
    kept = [cells for cells in rows if any(cell.state is not State.NONE or cell.paid for cell in cells)]
    return Figures(
        members=len(kept),
        owing=sum(any(cell.due for cell in cells) for cells in kept),
        payers=sum(any(here(cell) > 0 for cell in cells) for cells in kept),
        due=sum(cell.due or 0 for cells in kept for cell in cells),
        paid=sum(here(cell) for cells in kept for cell in cells),
        reduced=sum(any(_less(cell) for cell in cells) for cells in kept),
        waived=sum(any(cell.state is State.WAIVED for cell in cells) for cells in kept),
        unset=sum(any(_unset(cell) for cell in cells) for cells in kept),
    )


def _less(cell: Cell) -> bool:
    return cell.state is not State.ELSEWHERE and 0 < (cell.due or 0) < (cell.full or 0)


def _unset(cell: Cell) -> bool:
    return cell.due is None and cell.state is not State.NONE and cell.state is not State.FUTURE


@dataclass(frozen=True, slots=True)
class Slip:
    """What is remitted of a period: its own months, what came since for months remitted before, 自愿多交."""

    paid: int
    earlier: int = 0
    extra: int = 0

    @property
    def base(self) -> int:
        """What the ratio is taken of."""
        return self.paid + self.earlier + self.extra

    def told(self, ratio: int) -> str:
        """Return the arithmetic, from what is not nothing to the amount."""
        parts = (
            ("本期实缴", self.paid), ("以前月份补记", self.earlier), ("自愿多交", self.extra),
        )  # fmt: skip
        terms = [f"{name} {grouped(amount)}" for name, amount in parts if amount or name == "本期实缴"]
        said = f"（{' + '.join(terms)}）" if len(terms) > 1 else f"{terms[0]} "
        return f"{said}× {ratio}% = {grouped(share(self.base, ratio))}"


@dataclass(frozen=True, slots=True)
class Remitted:
    """A remittance as far as the next one must know it: its months, and what it counted of money paid."""

    first: Month
    last: Month
    counted: int | None = None  # None: an old book does not say

    @property
    def months(self) -> range:
        """The months it was for."""
        return range(self.first, self.last + 1)


def open_periods(
    since: Month, until: Month, done: Iterable[Remitted], every: str
) -> list[tuple[Month, Month]]:
    """Return the months from ``since`` to ``until`` not remitted yet, as runs within a period."""
    over = {month for one in done for month in one.months}
    found: list[tuple[Month, Month]] = []
    for month in range(since, until + 1):
        if month in over:
            continue
        if found and found[-1][1] == month - 1 and month in period_of(month - 1, every):
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    return found


def covered(first: Month, last: Month, done: Iterable[Remitted]) -> str:
    """Say which month of a span was remitted before; empty where none was."""
    over = {month for one in done for month in one.months}
    return next((str(day_of(month)) for month in range(first, last + 1) if month in over), "")
