"""What 组织生活 gives to 首页 of its decisions: what is to be done after them, due soon or overdue."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Spot
from partyoffice.meetings.queries.decided import to_do
from partyoffice.meetings.rules.following import Standing
from partyoffice.part import Duty


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield what is overdue, or due within two weeks; what has no day falls due never."""
    for one in to_do(session, on, only_open=True):
        if one.standing in {Standing.LATE, Standing.SOON} and one.due is not None:
            late = f"，已超期 {one.over} 天" if one.over else ""
            said = f"落实“{one.subject}”：{one.what}{late}"
            where = Spot("meetings", one.id, view="followups")
            yield Duty("follow-up", one.by or "未定责任人", one.due.last, said, "", where, one.where.body)
