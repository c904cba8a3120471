"""What is to be said of a line of 收支 that may well stand: told when it is entered, shown on its card."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Severity
from partyoffice.core.money import grouped
from partyoffice.dues.queries.money import grants, read_book
from partyoffice.dues.records import Entry
from partyoffice.dues.rules.balance import ARTICLE_CUSTODY, below_nothing
from partyoffice.dues.rules.uses import ARTICLE_DECIDED, ARTICLE_GRANTS, purpose_of
from partyoffice.dues.rules.words import DECIDED_ON, Flow
from partyoffice.meetings.records import AgendaItem, Meeting


def remarks(session: Session, one: Entry) -> Sequence[Finding]:
    """Return what is to be said of a line that may well stand."""
    found = []
    used = purpose_of(one.purpose)
    if used is not None and not used.use:
        found.append(_said("DUES-USE", f"“{one.purpose}”不在五项之内", used.article))
    if one.flow in DECIDED_ON and (late := _decided_later(session, one)):
        found.append(_said("DUES-DECIDED", late, ARTICLE_DECIDED))
    return [*found, *_short(session, one)]


def _said(code: str, message: str, article: str, arithmetic: str = "") -> Finding:
    return Finding(code, Severity.WARN, message, "", article, arithmetic)


def _decided_later(session: Session, one: Entry) -> str:
    item = session.get(AgendaItem, one.item_id) if one.item_id is not None else None
    held = session.get_one(Meeting, item.meeting_id).on if item is not None else None
    return f"{one.on} 先支出，{held} 才开会研究" if held is not None and one.on.last < held.first else ""


def _short(session: Session, one: Entry) -> Sequence[Finding]:
    """Tell where cash or bank falls below nothing from the day of a line on, or granted money is touched."""
    book = read_book(session, one.on.year)
    later = {line.on: line for line in book.lines if one.on <= line.on}  # the last of each day
    for line in later.values():
        if names := below_nothing(line.balance):
            said = "、".join(
                f"{name} {grouped(amount)}" for name, amount in line.balance.named if name in names
            )
            message = f"{line.on} 以后{'、'.join(names)}结存小于零，请核对是否漏记或记错账户"
            return [_said("DUES-SHORT", message, ARTICLE_CUSTODY, said)]
    kept = sum(each.left for each in grants(session) if each.entry.on <= one.on)
    left = book.closing.total
    if one.flow == Flow.USED and one.grant_id is None and kept and left < kept:
        message = "结存少于还没有用完的下拨款，专款不能作别的用"
        return [_said("DUES-GRANT", message, ARTICLE_GRANTS, f"结存 {grouped(left)}，专款余 {grouped(kept)}")]
    return []
