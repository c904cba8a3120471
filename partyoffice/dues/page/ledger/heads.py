"""How each month stands, under its title: closed, arrears, being collected, not yet come."""

from partyoffice.dues.page.ledger.columns import MONTHS
from partyoffice.dues.page.ledger.reading import Book
from partyoffice.dues.rules.months import year_months
from partyoffice.ui.head_note import HeadNote
from partyoffice.ui.marks import Mark

CLOSED = HeadNote("已结账", icon="lock")
NOW = HeadNote("收缴中", Mark.NOW, tone="text", now=True)
OPEN, TO_COME = HeadNote("未结账"), HeadNote("未到", tone="text3")
NOT_KEPT = HeadNote("建账前", tone="text3")


def note(book: Book, at: int) -> HeadNote:
    """Return how a month stands; arrears are told whether it is closed or not."""
    month, now = year_months(book.ledger.year)[at], book.ledger.now.month
    if book.ledger.since is not None and month < book.ledger.since:
        return NOT_KEPT
    if month > now:
        return CLOSED if month in book.closed else TO_COME
    if many := book.late[at]:
        return HeadNote(f"欠 {many} 人", Mark.LATE, tone="accent_text", now=month == now)
    if month in book.closed:
        return CLOSED
    return NOW if month == now else OPEN


def notes(book: Book) -> dict[str, HeadNote]:
    """Return how the twelve months stand, by column; of an empty year there is nothing to say."""
    if not book.ledger.rows:
        return {}
    return {key: note(book, at) for at, key in enumerate(MONTHS)}
