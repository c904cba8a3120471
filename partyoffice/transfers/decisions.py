"""What a meeting may decide of a move: that somebody's 组织关系 goes out; the move tells by which meeting.

No regulation asks for it; where a branch does decide, the vote and the move are tied to each other.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.queries import find_meeting, last_item, vote_of
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.meetings.rules.voting import Matter
from partyoffice.members.records import Person
from partyoffice.part import Decision
from partyoffice.transfers.queries import last_of
from partyoffice.transfers.records import Transfer
from partyoffice.transfers.rules.words import OPEN, OUT

AGREED = "同意转出"
NO_MOVE = "{name}没有登记转出"


def people(session: Session, _on: date) -> Sequence[int]:
    """Return who is moving out."""
    wanted = select(Transfer.person_id).where(Transfer.direction == OUT, Transfer.state == OPEN)
    return list(session.execute(wanted.order_by(Transfer.id)).scalars())


def motion(session: Session, person_id: int, _on: date, _given: Mapping[str, str]) -> str:
    """Return what is agreed: 同意林知夏同志的组织关系转往 …."""
    move = last_of(session, person_id, OUT)
    where = f"转往{move.to_unit}" if move is not None and move.to_unit else "转出"
    return f"同意{_name(session, person_id)}同志的组织关系{where}"


def check(session: Session, person_id: int, _on: date, _given: Mapping[str, str]) -> Sequence[Finding]:
    """Tell where there is no move that the decision could be about."""
    if last_of(session, person_id, OUT) is not None:
        return ()
    message = NO_MOVE.format(name=_name(session, person_id))
    return (Finding("transfer-decision", Severity.BLOCK, message, "", "组织关系转接登记"),)


def apply(session: Session, item: Any, _vote: Any, _meeting: Any) -> Sequence[Finding]:  # noqa: ANN401 -- records of the meetings
    """Tie the decision to the move, under way or done by now (OfficeError where there is none)."""
    if last_of(session, item.person_id, OUT) is None:
        what = NO_MOVE.format(name=_name(session, item.person_id))
        raise OfficeError(what, remedy="请先在“关系转接”里登记转出，再登记这项表决")
    return ()


def take_back(_session: Session, _item: Any, _vote: Any, _meeting: Any) -> None:  # noqa: ANN401 -- records of the meetings
    """Undo nothing: the move reads the minutes."""


def _name(session: Session, person_id: int) -> str:
    return session.get_one(Person, person_id).name


def agreed_by(session: Session, move: Transfer) -> str:
    """Return which meeting agreed that somebody moves out, since the move was begun; empty for none."""
    item = last_item(session, AGREED, move.person_id) if move.direction == OUT else None
    vote = vote_of(session, item.id) if item is not None else None
    if item is None or vote is None or not vote.passed:
        return ""
    held = find_meeting(session, item.meeting_id)
    if held.on.last < move.begun.first or (move.received and held.on.first > move.received.last):
        return ""
    title = title_of(held.kind, held.number, held.subject)
    return " ".join(filter(None, (str(held.on), title, item.number)))


DECISIONS = (
    Decision(
        AGREED, "讨论组织关系转出", str(Matter.ORDINARY), people, motion, apply=apply, take_back=take_back,
        check=check, writes="组织关系转接登记", page="transfers",
    ),
)  # fmt: skip
