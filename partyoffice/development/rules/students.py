"""Pupils on the way: how old, when they leave, and whether anything can still be done before that."""

from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day, add_months
from partyoffice.core.finding import Finding, Severity
from partyoffice.development.rules.deadlines import LEAVING_MONTHS
from partyoffice.members.rules import Category, Edition, cite


@dataclass(frozen=True, slots=True)
class Term:
    """One school term with the holidays after it: autumn from September, spring from February."""

    name: str
    first: date
    last: date


def term_of(on: date) -> Term:
    """Return the term a day lies in; January still belongs to the autumn before."""
    if 2 <= on.month <= 8:
        return Term(f"{on.year} 年春季学期", date(on.year, 2, 1), date(on.year, 8, 31))
    year = on.year if on.month >= 9 else on.year - 1
    return Term(f"{year} 年秋季学期", date(year, 9, 1), date(year + 1, 1, 31))


def leaves_within(leaves: Day | None, first: date, last: date) -> bool:
    """Say whether somebody may leave between two days."""
    return leaves is not None and leaves.first <= last and leaves.last >= first


def check_leaver(name: str, category: str, leaves: Day | None, on: date, edition: Edition) -> list[Finding]:
    """Say what becomes of somebody who leaves within three months (细则第十二、十八条)."""
    if leaves is None or not leaves_within(leaves, on, add_months(on, LEAVING_MONTHS)):
        return []
    told = (
        f"{on} 起三个月内为 {add_months(on, LEAVING_MONTHS)}，{leaves} 离开，还有 {left_days(leaves, on)} 天"
    )
    if category == Category.PROBATIONARY:
        message, number = f"{name}将离开，预备党员转组织关系时介绍教育考察情况", 34
    elif category == Category.CANDIDATE:
        message, number = f"{name}三个月内离开，一般不办理接收，材料转交新单位", 18
    else:
        message, number = f"{name}将离开，申请书和培养考察登记表转交新单位，培养时间连续计算", 12
    return [Finding("leaving", Severity.INFO, message, name, cite(number, edition), told)]


def left_days(leaves: Day, on: date) -> int:
    """Return how many days are left at most; none where the day has come."""
    return max((leaves.last - on).days, 0)
