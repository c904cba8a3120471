"""The meeting at which an election was held, and how many electors it had."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.elections.queries.ballots import ballots_of, elected
from partyoffice.elections.records import Ballot, Election
from partyoffice.elections.rules.typed import agreed
from partyoffice.elections.rules.words import COMMITTEE, LEADERS
from partyoffice.meetings.queries import hall_of, seats
from partyoffice.meetings.records import Meeting

MOST = 30


def meetings_of(session: Session, body: int) -> list[Meeting]:
    """Return the newest meetings of a body."""
    wanted = select(Meeting).where(Meeting.organisation_id == body)
    return list(session.execute(wanted.order_by(Meeting.on.desc(), Meeting.id.desc()).limit(MOST)).scalars())


def electors(session: Session, election: Election, ballot: Ballot, on: date) -> tuple[int, int]:
    """Return 应到 and 实到 as far as they are known: of the new committee, the meeting, or the roster.

    Who is left out of 应到 with both consents is not counted; 实到 is as many until somebody knows better.
    """
    if ballot.office in LEADERS and ballots_of(session, election.id, COMMITTEE):
        number = len(elected(session, election.id, COMMITTEE))
        return number, number
    if election.meeting_id is not None and session.get(Meeting, election.meeting_id) is not None:
        hall = hall_of(session, election.meeting_id)
        if hall.count.voters:
            return hall.count.voters - agreed(election.excluded), hall.count.voters_present
    voters = sum(one.voting for one in seats(session, election.organisation_id, on))
    due = max(voters - agreed(election.excluded), 0)
    return due, due
