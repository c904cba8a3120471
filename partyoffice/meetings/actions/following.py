"""What is to be done after an item: set, mended, put off with the reason, done."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.meetings.records import AgendaItem, FollowUp, Meeting
from partyoffice.meetings.rules.following import why_not_done, why_not_put_off


def follow(
    session: Session, item: AgendaItem, values: Mapping[str, Any], row: FollowUp | None = None
) -> FollowUp:
    """Write down what is to be done after an item, anew or on its row (OfficeError without words)."""
    if not clean(str(values.get("what", ""))):
        raise OfficeError("没有写要落实的事项", remedy="请写一句要做什么")
    if row is None:
        row = FollowUp(item_id=item.id, **values)
        session.add(row)
    for key, value in values.items():
        setattr(row, key, value)
    _must_be_possible(session, item, row.done)
    session.flush()
    return row


def _must_be_possible(session: Session, item: AgendaItem, done: Day | None) -> None:
    held = session.get_one(Meeting, item.meeting_id).on
    wrong = why_not_done(held, done, clock.today()) if done is not None else ""
    if wrong:
        raise OfficeError(wrong, remedy="请核对完成日期")


def finish(session: Session, row: FollowUp, on: Day, result: str) -> None:
    """Note that it was done, when and with what result (OfficeError for a day that cannot be)."""
    _must_be_possible(session, session.get_one(AgendaItem, row.item_id), on)
    row.done, row.result = on, clean(result)
    session.flush()


def put_off(session: Session, row: FollowUp, to: Day, why: str) -> None:
    """Give it a later day; the former one and the reason are kept (OfficeError without them)."""
    wrong = f"“{row.what}”已经办结" if row.done is not None else why_not_put_off(row.due, to)
    if wrong:
        raise OfficeError(wrong, remedy="请核对期限")
    if not clean(why):
        raise OfficeError("没有写延期原因", remedy="请写明为什么延期")
    row.delays = [*row.delays, {"from": str(row.due or ""), "to": str(to), "why": clean(why)}]
    row.due = to
    session.flush()
