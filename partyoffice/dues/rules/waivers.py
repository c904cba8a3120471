"""少交、免交: how far a request has come, and what stands against it (2008 规定第七条)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.money import grouped
from partyoffice.dues.rules.ledger import ARTICLE_WAIVED
from partyoffice.dues.rules.months import Month, month_of, span_spoken

AHEAD = 1  # months before its end a waiver is told of


class Progress(StrEnum):
    """How far a request is."""

    APPLIED = "已申请"
    STUDIED = "支部已研究"
    GRANTED = "已批准"
    ENDING = "快到期"
    OVER = "已期满"
    REFUSED = "未批准"


OPEN = frozenset({Progress.APPLIED, Progress.STUDIED})
HOLDS = frozenset({Progress.GRANTED, Progress.ENDING})


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the rules see it; ``amount`` 0 is 免交."""

    start: Day
    end: Day
    amount: int
    applied: Day | None = None
    studied: Day | None = None
    approved: Day | None = None
    refused: Day | None = None

    @property
    def first(self) -> Month:
        """The first month."""
        return month_of(self.start)

    @property
    def last(self) -> Month:
        """The last month."""
        return month_of(self.end)

    def progress(self, on: date) -> Progress:
        """Return how far it is on a day."""
        if self.refused is not None:
            return Progress.REFUSED
        if self.approved is None:
            return Progress.STUDIED if self.studied is not None else Progress.APPLIED
        left = self.last - month_of(on)
        if left < 0:
            return Progress.OVER
        return Progress.ENDING if left <= AHEAD else Progress.GRANTED


def kind_of(amount: int) -> str:
    """Return 免交 or 少交."""
    return "少交" if amount else "免交"


def spoken(one: Request) -> str:
    """Return 2026年1月至6月免交党费, or 2026年1月至6月少交党费，每月交纳 10.00 元."""
    some = f"，每月交纳 {grouped(one.amount)} 元" if one.amount else ""
    return f"{span_spoken(one.first, one.last)}{kind_of(one.amount)}党费{some}"


def check(one: Request, due: int | None) -> Iterator[Finding]:
    """Tell what lacks of a request, and where its days are not in their order; ``due`` is what is owed."""
    if one.approved is not None and one.studied is None:
        yield _finding("waiver-unstudied", "没有写明支部是哪一天研究的")
    days = [("本人申请", one.applied), ("支部研究", one.studied), ("上级批准", one.approved)]
    known = [(title, day) for title, day in days if day is not None]
    for (before, early), (after, late) in pairwise(known):
        if late.last < early.first:
            yield _finding("waiver-order", f"{after}（{late}）早于{before}（{early}）")
    if due is not None and one.amount >= due:
        told = f"核定每月 {grouped(due)} 元，写的是每月交纳 {grouped(one.amount)} 元"
        yield Finding("waiver-amount", Severity.WARN, "每月交纳的不少于核定的应交", "", ARTICLE_WAIVED, told)


def _finding(code: str, message: str) -> Finding:
    return Finding(code, Severity.WARN, message, "", ARTICLE_WAIVED)
