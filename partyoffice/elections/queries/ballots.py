"""Questions about elections: those of a body, their ballots, who stood, what a count brought."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.elections.records import BASE, PRESENT, Ballot, Election, Nominee
from partyoffice.elections.rules.counting import Votes
from partyoffice.elections.rules.counting import counted as outcome
from partyoffice.elections.rules.words import DROPPED
from partyoffice.meetings.rules import elections as rules
from partyoffice.store import settings


def elections_of(session: Session, body: int | None = None) -> list[Election]:
    """Return the elections of a body, or of all, the newest term first."""
    wanted = select(Election).order_by(Election.organisation_id, Election.number.desc(), Election.id.desc())
    wanted = wanted.where(Election.organisation_id == body) if body is not None else wanted
    return list(session.execute(wanted).scalars())


def running(session: Session, body: int) -> Election | None:
    """Return the election of a body that is under way."""
    found = [one for one in elections_of(session, body) if one.state != DROPPED and one.confirmed is None]
    return found[0] if found else None


def last_of(session: Session, body: int) -> Election | None:
    """Return the election papers are about: the one under way, else the newest that was held."""
    held = [one for one in elections_of(session, body) if one.state != DROPPED]
    return running(session, body) or next(iter(held), None)


def ballots_of(session: Session, election_id: int, office: str = "") -> list[Ballot]:
    """Return the ballots of an election in the order they were held, of one office or of all."""
    wanted = select(Ballot).where(Ballot.election_id == election_id).order_by(Ballot.id)
    wanted = wanted.where(Ballot.office == office) if office else wanted
    return list(session.execute(wanted).scalars())


def nominees_of(session: Session, ballot_id: int) -> list[Nominee]:
    """Return who stood on a ballot, those written in last."""
    wanted = select(Nominee).where(Nominee.ballot_id == ballot_id).order_by(Nominee.written_in, Nominee.id)
    return list(session.execute(wanted).scalars())


def elected(session: Session, election_id: int, office: str = "") -> list[tuple[Ballot, Nominee]]:
    """Return who was elected in the ballots of an election, each once a ballot."""
    return [
        (ballot, one)
        for ballot in ballots_of(session, election_id, office)
        for one in nominees_of(session, ballot.id)
        if one.elected
    ]


def seats_left(session: Session, election: Election, office: str) -> int:
    """Return how many seats of an office are open: not filled, and not left open by consent."""
    ballots = ballots_of(session, election.id, office)
    if not ballots:
        return 0
    done = len(elected(session, election.id, office)) + sum(one.vacated for one in ballots)
    return max(ballots[0].seats - done, 0)


# -- what a count brought --------------------------------------------------------------------


def base_of(session: Session) -> str:
    """Return whose half elects in this office: 应到 or 实到."""
    return str(settings.get(session, BASE))


def counted(ballot: Ballot) -> bool:
    """Say whether a ballot was counted and holds."""
    return ballot.valid is not None and not ballot.void


def framed(sheet: Mapping[str, Any], seats: int, base: str) -> rules.Election:
    """Return the numbers of a sheet as the rules see them."""
    due, present, issued, returned = (sheet.get(key) or 0 for key in ("due", "present", "issued", "returned"))
    whose = rules.Whose.PRESENT if base == PRESENT else rules.Whose.DUE
    return rules.Election(due, present, seats, issued, returned, whose)


def frame_of(ballot: Ballot) -> rules.Election:
    """Return a ballot as the rules see it."""
    sheet = {key: getattr(ballot, key) for key in ("due", "present", "issued", "returned")}
    return framed(sheet, ballot.seats, ballot.base)


def votes_of(people: Sequence[Nominee]) -> list[Votes]:
    """Return what each got."""
    return [Votes(one.name, one.yes or 0, one.no or 0, one.abstain or 0, one.written_in) for one in people]


def among_tied(session: Session, ballot: Ballot) -> bool:
    """Say whether a ballot is held among those who were tied in the one before."""
    before = [
        one
        for one in ballots_of(session, ballot.election_id, ballot.office)
        if one.round < ballot.round and counted(one)
    ]
    if not before:
        return False
    tied = outcome_of(session, before[-1]).tied
    stands = {one.name for one in nominees_of(session, ballot.id) if not one.written_in}
    return bool(tied) and stands == set(tied)


def outcome_of(session: Session, ballot: Ballot) -> rules.Outcome:
    """Return what a counted ballot brought."""
    votes = votes_of(nominees_of(session, ballot.id))
    return outcome(frame_of(ballot), votes, among_tied=among_tied(session, ballot))
