"""大额党费、特殊党费 and 捐款: what is one, and how far it is on its way (operations §A7), in fen."""

from enum import StrEnum
from typing import TYPE_CHECKING

from partyoffice.core.money import grouped
from partyoffice.dues.rules.words import GiftKind

if TYPE_CHECKING:
    from partyoffice.core.dates import Day

LARGE_LEAST = 100_000
REGULATION = "2008 年《关于中国共产党党费收缴、使用和管理的规定》"
ARTICLE_LARGE = f"{REGULATION}第十一条、2017 年《关于进一步规范党费工作的通知》（一）"
ARTICLE_SPECIAL = f"{REGULATION}第十四条"
NOT_DUES = "捐款不是党费，单独登记，不进党费账"


class Standing(StrEnum):
    """How far a gift is on its way to 中央."""

    AT_HAND = "待转交"
    SENT_UP = "待收据"
    RECEIPTED = "收据待交本人"
    DONE = "已办结"


def article_of(kind: str) -> str:
    """Return the article a gift of a kind rests on."""
    return ARTICLE_SPECIAL if kind == GiftKind.SPECIAL else ARTICLE_LARGE


def is_large(amount: int) -> bool:
    """Say whether one voluntary payment goes up whole: 1000 元以上, 1000.00 among them (UNCONFIRMED)."""
    return amount >= LARGE_LEAST


def too_small(kind: str, amount: int) -> str:
    """Return why an amount is no gift of a kind, empty where it is one."""
    if amount <= 0:
        return "金额要大于 0"
    if kind == GiftKind.LARGE and not is_large(amount):
        return f"一次自愿多交 {grouped(amount)} 元，不足 1000 元，不是大额党费"
    return ""


def out_of_order(*days: "tuple[str, Day | None]") -> str:
    """Return which of some days lies before one that must come first; days not known are passed over."""
    before = None
    for title, day in days:
        if day is None:
            continue
        if before is not None and day.last < before[1].first:
            return f"{title} {day} 早于{before[0]} {before[1]}"
        before = title, day
    return ""


def standing(passed_on: "Day | None", receipt: str, receipt_given: "Day | None") -> Standing:
    """Return how far a gift is: received here, sent up, its receipt come, the receipt handed to the giver."""
    if receipt_given is not None:
        return Standing.DONE
    if receipt:
        return Standing.RECEIPTED
    return Standing.AT_HAND if passed_on is None else Standing.SENT_UP
