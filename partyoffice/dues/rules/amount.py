"""每月应交: base × rate, rounded and capped, with the way it was reckoned (operations §A2–A4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from partyoffice.core.errors import OfficeError
from partyoffice.core.money import grouped
from partyoffice.dues.rules.base import Basis, base_of, edition_at
from partyoffice.dues.rules.editions import (
    FIXED,
    FIXED_FEN,
    LEAST_FARMER,
    MOST_FARMER,
    USUAL,
    Edition,
    Terms,
    article_of,
    rate_spoken,
)
from partyoffice.dues.rules.months import Month
from partyoffice.dues.rules.words import Payer, Rounding

UNSET = "未核定"


@dataclass(frozen=True, slots=True)
class Amount:
    """What a month costs. ``raw`` is the product in yuan, ``full`` it rounded, ``due`` it capped; fen.

    ``due`` None is 未核定: no base is known. ``rate`` is in tenths of a per cent, None for fixed amounts.
    """

    payer: Payer
    edition: Edition
    rounding: Rounding
    base: int | None = None
    rate: int | None = None
    raw: Decimal | None = None
    full: int | None = None
    due: int | None = None

    @property
    def capped(self) -> bool:
        """Say whether the ceiling lowered it."""
        return self.full != self.due

    @property
    def article(self) -> str:
        """The articles behind it."""
        return article_of(self.edition, self.payer)

    @property
    def raw_spoken(self) -> str:
        """The product with all its decimals, at least two: 30.0001."""
        return "" if self.raw is None else spell(self.raw)

    @property
    def steps(self) -> str:
        """The arithmetic in one line."""
        if self.due is None:
            return f"没有计算基数，{UNSET}"
        if self.base is None or self.rate is None or self.full is None:
            return f"{self.payer}党员每月 {grouped(self.due)} 元"
        told = f"{grouped(self.base)} × {rate_spoken(self.rate)} = {self.raw_spoken}"
        told += f"，{self.rounding}为 {grouped(self.full)} 元"
        if not self.capped:
            return told
        return f"{told}；按规定比例应为 {grouped(self.full)} 元，按上限 {grouped(self.due)} 元核定"


def spell(number: Decimal) -> str:
    """Return a number of yuan with all its decimals, at least two, its thousands apart."""
    plain = f"{number:f}".rstrip("0") if "." in f"{number:f}" else f"{number:f}."
    whole, _, part = plain.partition(".")
    return f"{int(whole):,}.{part.ljust(2, '0')}"


_STEP = {Rounding.FEN: Decimal("0.01"), Rounding.JIAO: Decimal("0.1"), Rounding.YUAN: Decimal(1)}


def rounded(raw: Decimal, rounding: Rounding) -> int:
    """Return a product in fen (§A4): straight from the product, but 不足一元进一元 from whole fen."""
    if rounding is Rounding.YUAN_UP:
        fen = raw.quantize(_STEP[Rounding.FEN], ROUND_HALF_UP)
        return int(fen.quantize(Decimal(1), ROUND_CEILING) * 100)
    return int(raw.quantize(_STEP[rounding], ROUND_HALF_UP) * 100)


def amount_of(payer: Payer, base: int | None, month: Month, terms: Terms = USUAL) -> Amount:
    """Return the amount of a base in fen (OfficeError for one that is not above 0)."""
    edition = edition_at(month, terms)
    if payer in FIXED:
        return _fixed(payer, edition, terms)
    if base is None:
        return Amount(payer, edition, terms.rounding)
    if base <= 0:
        raise OfficeError(
            f"计算基数 {grouped(base)} 不大于 0", remedy="请核对工资项目，扣除的项目不要写成负数"
        )
    rate = edition.rate(payer, base)
    raw = Decimal(base) * rate / 100000
    full = rounded(raw, terms.rounding)
    due = min(full, terms.cap) if edition.capped else full
    return Amount(payer, edition, terms.rounding, base, rate, raw, full, due)


def _fixed(payer: Payer, edition: Edition, terms: Terms) -> Amount:
    due = FIXED_FEN
    if payer is Payer.FARMER:
        due = max(LEAST_FARMER, min(MOST_FARMER, terms.farmer))
    return Amount(payer, edition, terms.rounding, full=due, due=due)


def reckon(
    payer: Payer, slip: Iterable[tuple[str, int]], month: Month, terms: Terms = USUAL
) -> tuple[Basis | None, Amount]:
    """Return base and amount of a pay slip, headings with fen; fixed amounts have no base."""
    if payer in FIXED:
        return None, amount_of(payer, None, month, terms)
    base = base_of(slip, month, payer, terms)
    return base, amount_of(payer, base.fen, month, terms)
