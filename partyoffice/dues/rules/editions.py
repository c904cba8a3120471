"""The standards of 党费 as dated tables: rates, fixed amounts, ceiling, by the month that is paid for.

Of the oldest only the brackets are confirmed, its rates for the retired are UNCONFIRMED.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from partyoffice.dues.rules.months import Month, month
from partyoffice.dues.rules.words import Payer, Rounding

NOTICE_1998 = "1998 年《中国共产党党费收缴、管理和使用的规定》（组通字〔1998〕2 号）"
RULES_2008 = "2008 年《关于中国共产党党费收缴、使用和管理的规定》"
NOTICE_2017 = "2017 年《关于进一步规范党费工作的通知》"
NARROW_FROM = month(2017, 1)
FIRST, SECOND = month(1998, 1), month(2008, 4)


@dataclass(frozen=True, slots=True)
class Bracket:
    """One line of a rate table: up to ``most`` fen (None for all above) a base pays ``rate`` ‰ of itself."""

    most: int | None
    rate: int  # tenths of a per cent


def _table(*lines: tuple[int | None, int]) -> tuple[Bracket, ...]:
    return tuple(Bracket(None if most is None else most * 100, rate) for most, rate in lines)


OLD_WORKERS = _table((400, 5), (600, 10), (800, 15), (1500, 20), (None, 30))
WORKERS = _table((3000, 5), (5000, 10), (10000, 15), (None, 20))
RETIRED = _table((5000, 5), (None, 10))
FIXED_FEN = 20
FIXED = frozenset({Payer.STUDENT, Payer.JOBLESS, Payer.RELIEF, Payer.FARMER})
LEAST_FARMER, MOST_FARMER = 20, 100
BASED = tuple(one for one in Payer if one not in FIXED)


@dataclass(frozen=True, slots=True)
class Edition:
    """What is in force from a month on. ``capped`` says that the ceiling of 2017 holds."""

    year: int
    workers: tuple[Bracket, ...]
    retired: tuple[Bracket, ...]
    capped: bool = False

    @property
    def name(self) -> str:
        """What records and papers call it: 2017 年通知."""
        return EDITION_NAMES[self.year]

    def table(self, payer: Payer) -> tuple[Bracket, ...]:
        """Return the rates of a kind of payer."""
        return self.retired if payer is Payer.RETIRED else self.workers

    def rate(self, payer: Payer, base: int) -> int:
        """Return the rate of a base, in tenths of a per cent: the whole base at one rate."""
        return next(one.rate for one in self.table(payer) if one.most is None or base <= one.most)


EDITION_NAMES = {1998: "1998 年规定", 2008: "2008 年规定", 2017: "2017 年通知"}
OF_1998 = Edition(1998, OLD_WORKERS, OLD_WORKERS)  # the retired: UNCONFIRMED
OF_2008 = Edition(2008, WORKERS, RETIRED)
OF_2017 = Edition(2017, WORKERS, RETIRED, capped=True)

EDITIONS = (OF_1998, OF_2008, OF_2017)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules leave to the office (§A10): rounding, ceiling, share of 绩效, months, items, 农民."""

    rounding: Rounding = Rounding.FEN
    cap: int = 100000
    share: int = 70  # per cent of an undivided 绩效工资 that counts as 基础性
    narrow_from: Month = NARROW_FROM
    flags: Mapping[str, str] = field(default_factory=dict)
    farmer: int = FIXED_FEN


USUAL = Terms()


def edition_of(at: Month, terms: Terms = USUAL) -> Edition | None:
    """Return the edition of a month; None for months before the oldest that is known."""
    if at < FIRST:
        return None
    if at < SECOND:
        return OF_1998
    return OF_2008 if at < terms.narrow_from else OF_2017


def rate_spoken(rate: int) -> str:
    """Return ``1.5%`` for 15."""
    return f"{Decimal(rate) / 10:g}%"


NAMES = {RULES_2008: "2008 年规定", NOTICE_2017: "2017 年通知", NOTICE_1998: "1998 年规定"}
_OF_PAYER = {
    Payer.YEARLY: "第三条、第二条",
    Payer.IRREGULAR: "第四条、第二条",
    Payer.RETIRED: "第五条",
    **dict.fromkeys(FIXED, "第六条"),
}


def article_of(edition: Edition, payer: Payer) -> str:
    """Return the articles behind an amount."""
    if edition.year == FIRST // 12:
        return NOTICE_1998
    told = RULES_2008 + _OF_PAYER.get(payer, "第一条、第二条")
    return f"{told}、{NOTICE_2017}（一）至（三）" if edition.capped and payer not in FIXED else told


def short(article: str) -> str:
    """Return articles as one line beside a sum has room for: 2008 年规定第一条、第二条."""
    for whole, name in NAMES.items():
        article = article.replace(whole, name)
    return article
