"""Questions about elections: those of a body, their ballots, who stood."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.elections.rules import DROPPED


def elections_of(session: Session, body: int | None = None) -> list[Election]:
    """Return the elections of a body, or of all, the newest term first."""
    wanted = select(Election).order_by(Election.organisation_id, Election.number.desc(), Election.id.desc())
    wanted = wanted.where(Election.organisation_id == body) if body is not None else wanted
    return list(session.execute(wanted).scalars())


def running(session: Session, body: int) -> Election | None:
    """Return the election of a body that is under way."""
    found = [one for one in elections_of(session, body) if one.state != DROPPED and one.confirmed is None]
    return found[0] if found else None


def ballots_of(session: Session, election_id: int) -> list[Ballot]:
    """Return the ballots of an election in the order they were held."""
    wanted = select(Ballot).where(Ballot.election_id == election_id).order_by(Ballot.id)
    return list(session.execute(wanted).scalars())


def nominees_of(session: Session, ballot_id: int) -> list[Nominee]:
    """Return who stood on a ballot, those written in last."""
    wanted = select(Nominee).where(Nominee.ballot_id == ballot_id).order_by(Nominee.written_in, Nominee.id)
    return list(session.execute(wanted).scalars())


def elected(session: Session, election_id: int) -> list[tuple[Ballot, Nominee]]:
    """Return who was elected in all ballots of an election, each once a ballot."""
    return [
        (ballot, one)
        for ballot in ballots_of(session, election_id)
        for one in nominees_of(session, ballot.id)
        if one.elected
    ]


def seats_left(session: Session, election: Election, office: str) -> int:
    """Return how many seats of an office are still open after the ballots held."""
    ballots = [one for one in ballots_of(session, election.id) if one.office == office]
    if not ballots:
        return 0
    done = sum(ballot.office == office for ballot, _ in elected(session, election.id))
    return max(ballots[0].seats - done, 0)
