"""What 组织关系 gives to 首页: letters that run out, receipts to be asked for and to be sent, the count."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import add_months
from partyoffice.core.finding import Spot
from partyoffice.part import Duty, Number
from partyoffice.transfers.queries import Entry, under_way
from partyoffice.transfers.rules.judging import receipt_by
from partyoffice.transfers.rules.words import (
    ARTICLE_LETTER,
    ARTICLE_RECEIPT,
    INTO,
    OUT,
    RECEIPT_MONTHS,
    RECEIVED,
    VALID,
)

PAGE, AHEAD_MONTHS = "transfers", 1


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield what falls due within a month, or is overdue."""
    last = add_months(on, AHEAD_MONTHS)
    for one in under_way(session, on):
        yield from (duty for duty in _duties(one) if duty.due <= last)


def _duties(one: Entry) -> Iterator[Duty]:
    move, letter = one.move, one.letter
    holds = move.by_paper and letter is not None and letter.state == VALID
    if one.open and holds and letter is not None:
        yield _duty("letter", one, letter.through, f"{letter.name}有效期到（{letter.sum}）", ARTICLE_LETTER)
    if one.open and move.direction == OUT and move.sent is not None and (holds or not move.by_paper):
        by = add_months(move.sent.first, RECEIPT_MONTHS)
        said = f"还没有收到回执，请催问（{move.sent} 满一个月为 {by}）"
        yield _duty("receipt", one, by, said, ARTICLE_RECEIPT)
    owed = move.direction == INTO and move.state == RECEIVED and move.by_paper and move.receipt is None
    if owed and move.received is not None:
        by = receipt_by(move.received)
        said = f"寄回接收回执（{move.received} 接收，满一个月为 {by}）"
        yield _duty("receipt_owed", one, by, said, ARTICLE_RECEIPT)


def _duty(kind: str, one: Entry, by: date, said: str, basis: str) -> Duty:
    return Duty(f"transfer-{kind}", one.name, by, said, basis, Spot(PAGE, one.person_id), one.branch_id)


def numbers(session: Session, on: date) -> Sequence[Number]:
    """Return how many moves are under way, while there are any."""
    found = [one for one in under_way(session, on) if one.open]
    out = sum(one.move.direction == OUT for one in found)
    note = f"转出 {out}，转入 {len(found) - out}"
    return [Number(str(len(found)), "关系转接办理中", note, (PAGE, "open"))] if found else []
