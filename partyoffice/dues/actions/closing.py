"""结账: a closed month or year takes no change of its money until it is opened again with a reason."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.dues.queries.closing import Books, closed_periods
from partyoffice.dues.queries.ledger import since
from partyoffice.dues.records import Closing
from partyoffice.dues.rules.balance import below_nothing
from partyoffice.dues.rules.closing import holding, months_of, period_of, period_spoken, to_close, to_reopen
from partyoffice.dues.rules.months import Month, month_of
from partyoffice.store.rows import add_row


def must_be_open(session: Session, when: Day | date | Month) -> None:
    """Refuse what would change the money of a day or month whose period is closed.

    Every action that writes, mends or takes out a payment or an entry asks this first, of the day on which
    the money moved (of the month it is for, where no day is known), before and after the change.
    """
    month = when if isinstance(when, int) else month_of(when)
    if period := holding(closed_periods(session), month):
        raise OfficeError(
            f"{period_spoken(period)}已经结账，不能再改动这期间的收支",
            remedy="日期写错的请改正；确要改动，请先在“结账”里写明原因重开，改完再结",
        )


def close(session: Session, period: str, by: str = "") -> list[Finding]:
    """Close a month (``2026-11``) or a year (``2026``) with all before it that is still open.

    What the books say is kept with it. Raises OfficeError for what is closed already, not over, or before
    the book; returns what the one who closes should know.
    """
    _must_be_over(session, period)
    books, today = Books(session), Day.of(clock.today())
    for one in to_close(period, closed_periods(session), since(session)):
        values = {"period": one, "closed": today, "by": by.strip(), "figures": books.figures(one)}
        add_row(session, Closing, values)
    return _remarks(books, period)


def _must_be_over(session: Session, period: str) -> None:
    months, first = months_of(period), since(session)
    if held := holding(closed_periods(session), months[-1]):
        raise OfficeError(f"{period_spoken(held)}已经结账", remedy="要改动的请先重开")
    if months[-1] >= month_of(clock.today()):
        raise OfficeError(f"{period_spoken(period)}还没有结束", remedy="请在期满以后结账")
    if first is None or months[-1] < first:
        raise OfficeError(f"{period_spoken(period)}没有党费账", remedy="请先建账，或登记核定和收缴")


def _remarks(books: Books, period: str) -> list[Finding]:
    said, unset = books.left(months_of(period)[-1]), books.figures(period)["unset"]
    found = [
        Finding("DUES-06", Severity.WARN, f"{period_spoken(period)}末{name}结存是负数，请核对收支")
        for name in below_nothing(said)
    ]
    if unset:
        told = f"{period_spoken(period)}还有 {unset} 人没有核定；以后核定、补交的，记在交款当月"
        found.append(Finding("DUES-07", Severity.INFO, told))
    return found


def reopen(session: Session, period: str, why: str) -> list[str]:
    """Open a closed period again with what was carried on from it; return all that was opened.

    Raises OfficeError without a reason, and for what is not closed.
    """
    if not why.strip():
        raise OfficeError("没有写明重开的原因", remedy="请写明为什么要改动已结的账")
    held = closed_periods(session)
    if period not in held:
        raise OfficeError(f"{period_spoken(period)}没有结账", remedy="不用重开")
    opened, today = to_reopen(period, held), Day.of(clock.today())
    wanted = select(Closing).where(Closing.reopened.is_(None), Closing.period.in_(opened))
    for one in session.execute(wanted).scalars():
        one.reopened, one.why = today, why.strip()
    session.flush()
    return opened


def close_month(session: Session, month: Month, by: str = "") -> list[Finding]:
    """Close a month, as the head of its column does."""
    return close(session, period_of(month), by)


def reopen_month(session: Session, month: Month, why: str) -> list[str]:
    """Open a month again, or the year it was closed with."""
    held, own = closed_periods(session), period_of(month)
    return reopen(session, own if own in held else holding(held, month) or own, why)
