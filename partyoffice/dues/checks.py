"""数据体检 of 党费: paid twice, too much, or not owed; spent undecided; sums that do not agree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import starmap

from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.core.money import grouped
from partyoffice.dues.queries.bounds import loose_bounds
from partyoffice.dues.queries.closing import changed_since
from partyoffice.dues.queries.doubtful import Doubt, doubled, not_owed, overpaid, undecided
from partyoffice.dues.queries.money import balance, faults
from partyoffice.dues.rules.balance import ARTICLE_CUSTODY, below_nothing
from partyoffice.dues.rules.ledger import ARTICLE_DUE
from partyoffice.dues.rules.liability import ACCEPTED, LETTER
from partyoffice.dues.rules.months import month_of, runs, span_spoken, spoken
from partyoffice.dues.rules.uses import ARTICLE_DECIDED
from partyoffice.dues.rules.words import Bound
from partyoffice.members.queries import values_of

PAGE, PAYMENTS, MONEY, CLOSINGS, ARRANGEMENTS = "dues", "payments", "money", "closings", "arrangements"


def check_payments(session: Session, on: date) -> Iterator[Finding]:  # noqa: ARG001 -- all are asked alike
    """Yield payments that stand twice, come to more than is due, or are of months that are not owed."""
    names = values_of(session, "name")
    for one in doubled(session):
        said = f"{_month(one)}有两笔同一天、同样金额的交纳，请核对是不是重复登记"
        yield _of(one, names, "dues-doubled", said, "", f"{one.on} 交 {grouped(one.paid)}")
    for one in overpaid(session):
        told = (
            f"实交 {grouped(one.paid)} − 应交 {grouped(one.due or 0)} = {grouped(one.paid - (one.due or 0))}"
        )
        said = f"{_month(one)}交的比核定的多；自愿多交的另记在收支账"
        yield _of(one, names, "dues-overpaid", said, ARTICLE_DUE, told)
    yield from _outside(list(not_owed(session)), names)


def _month(one: Doubt) -> str:
    return spoken(month_of(one.month))


def _outside(found: Sequence[Doubt], names: dict[int, str]) -> Iterator[Finding]:
    """Say of each member once which months were paid without being owed."""
    mine: dict[int, list[Doubt]] = defaultdict(list)
    for one in found:
        mine[one.person_id].append(one)
    for ones in mine.values():
        months = runs([month_of(one.month) for one in ones])
        listed = "、".join(starmap(span_spoken, months))
        said = f"{listed}不在本支部交纳党费的月份里，请核对入党、转入转出的日期"
        yield _of(ones[-1], names, "dues-not-owed", said, ACCEPTED, "")


def _of(one: Doubt, names: dict[int, str], code: str, said: str, article: str, told: str) -> Finding:
    year = (one.on or one.month).year
    spot = Spot(PAGE, one.payment_id, str(year), PAYMENTS)
    return Finding(code, Severity.WARN, said, names.get(one.person_id, ""), article, told, spot)


def check_money(session: Session, on: date) -> Iterable[Finding]:
    """Yield spending that nobody decided, sums that do not agree, cash or bank below nothing."""
    for one in undecided(session):
        said = "没有写明集体研究的会议，或所选的议题已被删除"
        spot = Spot(PAGE, one.id, str(one.on.year), MONEY)
        told = f"{one.on} {grouped(one.amount)} 元"
        yield Finding("dues-undecided", Severity.WARN, said, one.label(), ARTICLE_DECIDED, told, spot)
    for fault in faults(session, on):
        said = f"{fault}，请与备份核对"
        yield Finding("dues-sums", Severity.WARN, said, "收支账", ARTICLE_CUSTODY)
    left = balance(session, on)
    for name in below_nothing(left):
        said = f"{name}结存小于零，请核对是否漏记或记错账户"
        told = "、".join(f"{one} {grouped(amount)}" for one, amount in left.named)
        yield Finding("dues-short", Severity.WARN, said, "收支账", ARTICLE_CUSTODY, told)


def check_closings(session: Session, on: date) -> Iterator[Finding]:  # noqa: ARG001 -- all are asked alike
    """Yield closed periods whose figures are no longer what they were closed with."""
    for one, differences in changed_since(session):
        spot = Spot(PAGE, one.id, one.period[:4], CLOSINGS)
        said = "结账以后数字变了，请核对；确要改动的写明原因重开，改完再结"
        yield Finding("dues-closed", Severity.WARN, said, one.label(), "", "；".join(differences), spot)


def check_bounds(session: Session, on: date) -> Iterator[Finding]:  # noqa: ARG001 -- all are asked alike
    """Yield first and last months of a day on which nobody came or left: they say nothing any more."""
    names = values_of(session, "name")
    for one in loose_bounds(session):
        what = "转入" if one.bound == Bound.FIRST else "转出"
        said = f"{one.bound}月份是照 {one.on} 的{what}写的，名册里这一天没有{what}，不起作用；请核对日期"
        spot = Spot(PAGE, -one.id, "", ARRANGEMENTS)  # letters stand below nothing in that list
        yield Finding("dues-bound", Severity.WARN, said, names.get(one.person_id, ""), LETTER, "", spot)


CHECKS = (check_payments, check_money, check_closings, check_bounds)
