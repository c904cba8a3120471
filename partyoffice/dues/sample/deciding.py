"""How the invented money was decided on, and what the ledger said when it was sent up."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.money import grouped
from partyoffice.dues.queries import remitting
from partyoffice.dues.rules.months import month_of
from partyoffice.dues.rules.remitting import Slip
from partyoffice.dues.sample.pay import BY
from partyoffice.meetings.records import AgendaItem, Meeting
from partyoffice.meetings.rules.kinds import COMMITTEE
from partyoffice.store.bulk import add_rows

Row = dict[str, Any]
PASSED = "同意使用党费 {} 元，用于{}。"
RECENT = 90  # days within which a use was decided
KEPT = 4  # remittances that keep what the ledger said then


def decide(session: Session, uses: Sequence[Row]) -> None:
    """Let the 支委会 before each use have decided it; where none was held shortly before, the book tells it.

    The newest use alone was decided by nobody: 数据体检 has something to find.
    """
    held = _held(session)
    found: list[tuple[Row, str, Row]] = []
    for row in sorted(uses, key=lambda row: str(row["on"]))[:-1]:
        before = next((one for one in reversed(held) if one[0] <= row["on"]), None)
        if before is None or (row["on"].first - before[0].first).days > RECENT:
            row["decided"] = f"{row['on'].year}年{row['on'].month}月支委会集体研究"
        else:
            found.append((row, f"{before[0]} {before[2]}", _item(row, before[1], before[3])))
    ids = add_rows(session, AgendaItem, [item for _, _, item in found])
    for ident, (row, told, _) in zip(ids, found, strict=True):
        row |= {"item_id": ident, "decided": told}


def _item(row: Row, meeting: int, place: int) -> Row:
    told = PASSED.format(grouped(row["amount"]), row["content"])
    subject = f"研究使用党费：{row['content']}"
    return {"meeting_id": meeting, "place": place, "subject": subject, "presenter": BY, "resolution": told}


def _held(session: Session) -> list[tuple[Day, int, str, int]]:
    """Return the meetings of the committees in order: day, id, kind, how many items each has."""
    count = func.count(AgendaItem.id)
    wanted = select(Meeting.on, Meeting.id, Meeting.kind, count).where(Meeting.kind == COMMITTEE)
    wanted = wanted.join(AgendaItem, AgendaItem.meeting_id == Meeting.id).group_by(Meeting.id)
    return [
        (on, ident, kind, items) for on, ident, kind, items in session.execute(wanted.order_by(Meeting.on))
    ]


def tell(session: Session, sent: Sequence[Row]) -> None:
    """Keep with the newest remittances what the ledger said; of those before the old book gives none."""
    for row in sent:
        row["figures"] = {}
        base = row.pop("base")
        if row in sent[-KEPT:]:
            first, last = month_of(row["start"]), month_of(row["end"])
            whole, parts = remitting.parts_of(session, first, last, row["on"].first)
            row["figures"] = remitting.stored(whole, parts, Slip(base))
