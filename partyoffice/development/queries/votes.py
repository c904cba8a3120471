"""The votes of meetings on the people of the way."""

from itertools import starmap
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.development.rules.file import DECISIONS
from partyoffice.meetings.records import AgendaItem, Meeting, Vote


class Voted(NamedTuple):
    """A vote with the meeting and the item it was taken on."""

    meeting: Meeting
    item: AgendaItem
    vote: Vote


def votes_on(session: Session, person_id: int, number: int) -> list[Voted]:
    """Return the votes that were taken on somebody at a step, oldest first."""
    wanted = (
        select(Meeting, AgendaItem, Vote)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .join(Vote, Vote.item_id == AgendaItem.id)
        .where(AgendaItem.person_id == person_id, AgendaItem.decision == DECISIONS[number])
        .order_by(Meeting.on, AgendaItem.id)
    )
    return list(starmap(Voted, session.execute(wanted)))
