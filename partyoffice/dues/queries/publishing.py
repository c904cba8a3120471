"""公示: what is to be published, what was, what it told then, and what the books say now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding, Severity
from partyoffice.dues.queries.ledger import since
from partyoffice.dues.queries.money import balance, begun_with, opening, read_book, sums
from partyoffice.dues.queries.yearly import count
from partyoffice.dues.records import DuesNotice
from partyoffice.dues.records.settings import PUBLISH
from partyoffice.dues.rules.months import Month, day_of, month_of
from partyoffice.dues.rules.publishing import ARTICLE, CYCLES, Period, ended, period
from partyoffice.dues.rules.statement import Statement, changes, statement
from partyoffice.dues.rules.words import Flow, Published
from partyoffice.organisation.queries import own_body, tree
from partyoffice.store import settings

TO_DO, DRAFT, UP, DONE = "待公示", "拟定", "公示中", "已公示"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One 公示, or (without a record) a period that is over and was not published."""

    period: Period
    body: str
    body_id: int
    state: str
    notice: DuesNotice | None = None

    @property
    def id(self) -> int:
        """The id of the record; below nothing for a period without one."""
        return self.notice.id if self.notice is not None else -self.period.first

    @property
    def name(self) -> str:
        """What it is called: 2026年度公示."""
        return f"{self.period.words}公示"


def notices(session: Session, on: date, year: int | None = None) -> list[NoticeRow]:
    """Return the 公示 of a year's months, or all, the newest first, with what is to be published still."""
    found = session.execute(select(DuesNotice).order_by(DuesNotice.start.desc(), DuesNotice.id.desc()))
    whole, own = tree(session), own_body(session)
    rows = [_row(one, whole.name(one.organisation_id or own), own, on) for one in found.scalars()]
    lacking = to_publish(session, on)
    if lacking is not None:
        rows.insert(0, NoticeRow(lacking, whole.name(own), own, TO_DO))
    return [one for one in rows if year is None or one.period.first // 12 == year]


def _row(one: DuesNotice, body: str, own: int, on: date) -> NoticeRow:
    span = Period(Published(one.span), month_of(one.start), month_of(one.end))
    return NoticeRow(span, body, one.organisation_id or own, _state(one, on), one)


def _state(one: DuesNotice, on: date) -> str:
    if one.posted is None:
        return DRAFT
    return DONE if one.until is not None and one.until.last < on else UP


def to_publish(session: Session, on: date) -> Period | None:
    """Return the last period that is over, where the school's own body has not published all of it."""
    begun, last = since(session), ended(_cycle(session), month_of(on))
    if begun is None or last.last < begun:
        return None
    return None if last.within(_published(session)) else last


def _cycle(session: Session) -> Published:
    return CYCLES.get(str(settings.get(session, PUBLISH)), Published.YEAR)


def _published(session: Session) -> Iterator[tuple[Month, Month]]:
    own = own_body(session)
    wanted = select(DuesNotice).where(DuesNotice.posted.is_not(None)).order_by(DuesNotice.start)
    for one in session.execute(wanted).scalars():
        if one.organisation_id in {None, own}:
            yield month_of(one.start), month_of(one.end)


def proposed(session: Session, on: date) -> Period:
    """Return the period a new 公示 begins with: what is to be published, else the one that runs."""
    return to_publish(session, on) or period(_cycle(session), month_of(on))


def notice_years(session: Session, on: date) -> list[int]:
    """Return the years there are 公示 of, the newest first, this year and the last among them."""
    starts = session.execute(select(DuesNotice.start)).scalars()
    lacking = to_publish(session, on)
    more = [lacking.first // 12] if lacking is not None else []
    return sorted({*(one.year for one in starts), on.year, *more}, reverse=True)


def notice_of(session: Session, body: int, span: Period) -> DuesNotice | None:
    """Return the newest 公示 of a body about a period."""
    wanted = select(DuesNotice).where(
        DuesNotice.span == str(span.kind), DuesNotice.start == day_of(span.first)
    )
    own = own_body(session)
    found = [one for one in session.execute(wanted).scalars() if (one.organisation_id or own) == body]
    return max(found, key=lambda one: one.id, default=None)


# -- what a 公示 says ---------------------------------------------------------------------------


def figures(session: Session, body: int, span: Period, on: date) -> dict[str, Any]:
    """Return what a 公示 of a body tells, amounts in fen; the money only where it is of the whole book."""
    whole = body in {0, own_body(session)}
    found = count(session, span.first, span.last, on, None if whole else body)
    told: dict[str, Any] = {
        "people": len(found.people), "settled": len(found.settled), "due": found.due, "paid": found.paid,
        "rate": found.rate, "reduced": len(found.reduced), "waived": len(found.waived),
        "unset": len(found.unset),
    }  # fmt: skip
    return {**told, **_money(session, span)} if whole else told


def _money(session: Session, span: Period) -> dict[str, Any]:
    one = stated(session, span.first, span.last)
    return {
        "opening": one.opening, "came": one.came, "went": one.went, "closing": one.closing,
        "cash": one.cash, "bank": one.bank, "income": [list(pair) for pair in one.income],
        "outgo": [list(pair) for pair in one.outgo], "used": one.used, "uses": _uses(session, span),
    }  # fmt: skip


def stated(session: Session, first: Month, last: Month) -> Statement:
    """Return 收支、结存 of a span of months; what the book began with in it was there before."""
    begin, end = day_of(first).first, day_of(last).last
    begun = opening(session)
    inside = begun is not None and begin <= begun.since.first <= end
    before = begun_with(session) if inside else balance(session, date.fromordinal(begin.toordinal() - 1))
    found, left = sums(session, Day(begin.year, begin.month), Day.of(end)), balance(session, end)
    return statement(before.total, found.flows, found.purposes, left.cash, left.bank)


def _uses(session: Session, span: Period) -> list[list[Any]]:
    """Return what was spent in a period: day, purpose, what for, amount."""
    return [
        [str(line.on), line.entry.purpose, line.content, line.amount]
        for line in read_book(session, span.first // 12).lines
        if line.entry is not None and line.flow == Flow.USED and span.first <= month_of(line.on) <= span.last
    ]


def told_since(session: Session, row: NoticeRow, on: date) -> Sequence[Finding]:
    """Return that the books say something else now than what was published."""
    if row.notice is None or row.notice.posted is None:
        return ()
    found = changes(row.notice.figures, figures(session, row.body_id, row.period, on))
    if not found:
        return ()
    said = "公示以后账上的数字变了，请核对；要重新公示的再按一次“张贴公示”"
    return (Finding("DUES-NOTICE", Severity.WARN, said, row.name, ARTICLE, "；".join(found)),)


def period_of(kind: str, day: Day) -> Period:
    """Return the period of a kind that a month lies in."""
    return period(Published(kind), month_of(day))
