"""What the money comes to: opening + in − out, for cash and bank, apart and together. Amounts are fen."""

from dataclasses import dataclass
from typing import Self

from partyoffice.core.money import grouped
from partyoffice.dues.rules.words import INCOMES, Account, Flow

ARTICLE_CUSTODY = "2008 年《关于中国共产党党费收缴、使用和管理的规定》（党费的管理，条号没有核对）"


@dataclass(frozen=True, slots=True)
class Balance:
    """An amount of cash and one in the bank."""

    cash: int = 0
    bank: int = 0

    @classmethod
    def of(cls, account: str, amount: int) -> Self:
        """Return an amount that lies in one of the two."""
        return cls(cash=amount) if account == Account.CASH else cls(bank=amount)

    @property
    def total(self) -> int:
        """Both together."""
        return self.cash + self.bank

    @property
    def named(self) -> tuple[tuple[str, int], ...]:
        """Each of the three amounts with what it is called."""
        return ("现金", self.cash), ("银行", self.bank), ("合计", self.total)

    def __add__(self, other: "Balance") -> "Balance":
        """Add cash to cash and bank to bank."""
        return Balance(self.cash + other.cash, self.bank + other.bank)

    def __sub__(self, other: "Balance") -> "Balance":
        """Take cash from cash and bank from bank."""
        return Balance(self.cash - other.cash, self.bank - other.bank)


NOTHING = Balance()


@dataclass(frozen=True, slots=True)
class Moved:
    """What one line brings in and takes out; a move between cash and bank does both."""

    came: Balance = NOTHING
    went: Balance = NOTHING

    @property
    def net(self) -> Balance:
        """What it changes."""
        return self.came - self.went


def moved(flow: str, account: str, amount: int) -> Moved:
    """Return what an amount does to cash and bank; 党员交纳 and every income come, all else goes.

    Of 存入 and 提取 the flow alone says whence and whither.
    """
    if flow == Flow.BANKED:
        return Moved(Balance(bank=amount), Balance(cash=amount))
    if flow == Flow.DRAWN:
        return Moved(Balance(cash=amount), Balance(bank=amount))
    one = Balance.of(account, amount)
    return Moved(came=one) if flow in {*INCOMES, COLLECTED} else Moved(went=one)


COLLECTED = "党员交纳"  # what payments tell; no entry has it


def unbalanced(opening: Balance, came: Balance, went: Balance, closing: Balance) -> tuple[str, ...]:
    """Tell for cash, bank and both where the balance is not opening + in − out; empty: all is well."""
    wanted = opening + came - went
    sums = zip(opening.named, came.named, went.named, wanted.named, closing.named, strict=True)
    return tuple(
        f"{name}：期初 {grouped(begun)} + 收入 {grouped(plus)} − 支出 {grouped(minus)} = {grouped(due)}，"
        f"账上 {grouped(found)}"
        for (name, begun), (_, plus), (_, minus), (_, due), (_, found) in sums
        if due != found
    )


def below_nothing(balance: Balance) -> tuple[str, ...]:
    """Name the accounts that hold less than nothing, which no till and no bank book can."""
    return tuple(name for name, amount in balance.named[:2] if amount < 0)
