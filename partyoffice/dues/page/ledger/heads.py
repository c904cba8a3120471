"""How each month stands, under its title: closed, arrears, being collected, not yet come."""

from collections.abc import Collection, Iterable

from partyoffice.dues.page.ledger.columns import MONTHS
from partyoffice.dues.queries.ledger import Ledger, Row
from partyoffice.dues.rules.ledger import State
from partyoffice.dues.rules.months import Month, year_months
from partyoffice.ui.head_note import HeadNote
from partyoffice.ui.marks import Mark

CLOSED = HeadNote("已结账", icon="lock")
NOW = HeadNote("收缴中", Mark.NOW, tone="text", now=True)
OPEN, TO_COME = HeadNote("未结账"), HeadNote("未到", tone="text3")
NOT_KEPT = HeadNote("建账前", tone="text3")


def late(rows: Iterable[Row], at: int) -> int:
    """Return how many are in arrears with the month at a place of the year."""
    return sum(row.cells[at].state is State.LATE for row in rows)


def note(ledger: Ledger, at: int, closed: Collection[Month]) -> HeadNote:
    """Return how a month stands; arrears are told whether it is closed or not."""
    month, now = year_months(ledger.year)[at], ledger.now.month
    if ledger.since is not None and month < ledger.since:
        return NOT_KEPT
    if month > now:
        return CLOSED if month in closed else TO_COME
    if many := late(ledger.rows, at):
        return HeadNote(f"欠 {many} 人", Mark.LATE, tone="accent_text", now=month == now)
    if month in closed:
        return CLOSED
    if month == now:
        return NOW
    return OPEN


def notes(ledger: Ledger, closed: Collection[Month]) -> dict[str, HeadNote]:
    """Return how the twelve months stand, by column."""
    return {key: note(ledger, at, closed) for at, key in enumerate(MONTHS)}
