"""The verbs of an election: begun, balloted, counted, voted again, concluded into posts and a term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.text import clean
from partyoffice.elections import queries
from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.elections.rules import COMMITTEE, CONFIRMED, DROPPED, HELD
from partyoffice.meetings.rules import elections as rules
from partyoffice.members.actions import appoint, step_down
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Fact
from partyoffice.organisation.actions import begin_term, correct_term
from partyoffice.organisation.queries import terms_of
from partyoffice.organisation.records import Organisation

REASON = "换届选举"


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who stands for an office: of the roster, or by name; ``post`` is what they are to become."""

    name: str
    person_id: int | None = None
    post: str = ""


def begin(session: Session, body: int, number: int, values: Mapping[str, Any]) -> Election:
    """Begin an election (OfficeError while another one of the body is under way)."""
    other = queries.running(session, body)
    if other is not None:
        raise OfficeError(f"{other.label()}还没有办完", remedy="请先办完或中止那一次")
    made = Election(organisation_id=body, number=number, **values)
    session.add(made)
    session.flush()
    return made


def put_up(
    session: Session, election: Election, office: str, seats: int, people: Sequence[Standing]
) -> tuple[Ballot, list[Finding]]:
    """Put candidates on the first ballot of an office; too few for the difference is refused (委员)."""
    if any(one.office == office for one in queries.ballots_of(session, election.id)):
        raise OfficeError(f"已有“{office}”的选票", remedy="票数相等或名额没有选足的，请用“再次投票”")
    found = rules.check_candidates(len(people), seats) if office == COMMITTEE else []
    if found:
        raise OfficeError(f"{found[0].message}（{found[0].arithmetic}）", remedy="请增加候选人")
    return _ballot(session, election, office, 1, seats, people), found


def _ballot(
    session: Session, election: Election, office: str, number: int, seats: int, people: Sequence[Standing]
) -> Ballot:
    if not people or seats < 1:
        raise OfficeError("没有候选人或应选名额", remedy="请写明应选几名、候选人是谁")
    if len({(one.person_id, one.name) for one in people}) != len(people):
        raise OfficeError("候选人重复", remedy="同一人在一张选票上只列一次")
    ballot = Ballot(election_id=election.id, office=office, round=number, seats=seats)
    session.add(ballot)
    session.flush()
    session.add_all(
        Nominee(ballot_id=ballot.id, person_id=one.person_id, name=clean(one.name), post=one.post)
        for one in people
    )
    session.flush()
    return ballot


@dataclass(frozen=True, slots=True)
class Votes:
    """What one person got; ``written_in`` names somebody who did not stand."""

    name: str
    yes: int
    no: int = 0
    abstain: int = 0
    written_in: bool = False


def count(
    session: Session, ballot: Ballot, sheet: Mapping[str, int | str], votes: Sequence[Votes]
) -> rules.Outcome:
    """Count a ballot: the paper side, each one's votes; who has more than half is elected.

    Raises OfficeError where too few came, more came back than was given out, or the sums do not agree.
    """
    for key, value in sheet.items():
        setattr(ballot, key, value)
    frame = rules.Election(
        ballot.due or 0, ballot.present or 0, ballot.seats, ballot.issued or 0, ballot.returned or 0
    )
    _must_hold(ballot, frame, votes)
    nominees = {one.name: one for one in queries.nominees_of(session, ballot.id)}
    for one in votes:
        _note(session, ballot, nominees, one)
    outcome = rules.outcome_of({one.name: one.yes for one in votes}, frame)
    session.flush()
    for nominee in queries.nominees_of(session, ballot.id):
        nominee.elected = nominee.name in outcome.elected
    election = session.get_one(Election, ballot.election_id)
    election.state = HELD
    session.flush()
    return outcome


def _must_hold(ballot: Ballot, frame: rules.Election, votes: Sequence[Votes]) -> None:
    found = [one for one in rules.check_election(frame) if one.severity is Severity.BLOCK]
    told = [f"{one.message}（{one.arithmetic}）" for one in found]
    valid, invalid = ballot.valid or 0, ballot.invalid or 0
    if valid + invalid != frame.returned:
        told.append(f"有效 {valid} 加无效 {invalid} 不等于收回 {frame.returned}")
    told += [
        f"{one.name}的赞成、不赞成、弃权之和 {one.yes + one.no + one.abstain} 不等于有效票 {valid}"
        for one in votes
        if not one.written_in and one.yes + one.no + one.abstain != valid
    ]
    told += [f"另选的{one.name}得票多于有效票 {valid}" for one in votes if one.written_in and one.yes > valid]
    if told:
        raise OfficeError("；".join(told), remedy="请核对计票单")


def _note(session: Session, ballot: Ballot, nominees: Mapping[str, Nominee], one: Votes) -> None:
    row = nominees.get(one.name)
    if row is None:
        if not one.written_in:
            raise OfficeError(f"选票上没有{one.name}", remedy="另选的人请勾选“另选他人”")
        row = Nominee(ballot_id=ballot.id, name=one.name, written_in=True)
        session.add(row)
    row.yes, row.no, row.abstain = one.yes, one.no, one.abstain


def vote_again(session: Session, election: Election, office: str, people: Sequence[Standing]) -> Ballot:
    """Hold another ballot for the seats still open: among the tied, or anew (OfficeError where none is)."""
    left = queries.seats_left(session, election, office)
    if not left:
        raise OfficeError(f"“{office}”没有空缺的名额", remedy="不需要再次投票")
    rounds = [one.round for one in queries.ballots_of(session, election.id) if one.office == office]
    return _ballot(session, election, office, max(rounds) + 1, left, people)


def drop(session: Session, election: Election, reason: str) -> None:
    """Break an election off with a reason; its papers stay."""
    if not clean(reason):
        raise OfficeError("没有写中止的原因", remedy="请写一句原因，如“上级批准延期换届”")
    if election.state == CONFIRMED:
        raise OfficeError(f"{election.label()}已经办完", remedy="请在届次和党内职务中更正")
    election.state, election.why_dropped = DROPPED, clean(reason)
    session.flush()


# -- what follows ----------------------------------------------------------------------------


def conclude(
    session: Session, election: Election, confirmed: Day, start: Day, document: str = ""
) -> list[str]:
    """Let the result take effect: old posts of the body end, those elected begin, the term turns.

    Returns who holds which post now. Raises OfficeError before the ballots are counted, for somebody who is
    not in the roster, and for a beginning before the meeting.
    """
    winners = queries.elected(session, election.id)
    if not winners:
        raise OfficeError("还没有选举结果", remedy="请先登记计票结果")
    if election.held is not None and start.first < election.held.first:
        raise OfficeError(f"任期开始 {start} 早于选举大会 {election.held}", remedy="请核对日期")
    body = session.get_one(Organisation, election.organisation_id)
    if not election.byelection:
        _end_posts(session, body, start)
        _turn_term(session, election, body, start)
    told = [_seat(session, body, nominee, start, document) for _, nominee in _last_posts(winners)]
    election.confirmed, election.confirmed_by, election.term_start = confirmed, clean(document), start
    election.state = CONFIRMED
    session.flush()
    return told


def _last_posts(winners: Sequence[tuple[Ballot, Nominee]]) -> list[tuple[Ballot, Nominee]]:
    """Return each winner once: a 书记 was elected 委员 before."""
    latest = {(one.person_id, one.name): (ballot, one) for ballot, one in winners}
    return list(latest.values())


def _end_posts(session: Session, body: Organisation, on: Day) -> None:
    wanted = select(History).where(
        History.fact == str(Fact.POST), History.organisation_id == body.id, History.end.is_(None)
    )
    for row in session.execute(wanted).scalars().all():
        step_down(session, row, on, REASON)


def _turn_term(session: Session, election: Election, body: Organisation, start: Day) -> None:
    for term in terms_of(session, body.id):
        if term.ended is None:
            correct_term(session, term, {"ended": start})
    term = begin_term(session, body, election.number, start)
    term.years = election.years
    session.flush()


def _seat(session: Session, body: Organisation, nominee: Nominee, start: Day, document: str) -> str:
    if nominee.person_id is None:
        raise OfficeError(f"{nominee.name}不在名册中", remedy="请先在名册中登记，或在候选人中选名册里的人")
    if not nominee.post:
        raise OfficeError(f"没有写{nominee.name}的职务", remedy="请写明当选后任什么职务")
    row = appoint(session, session.get_one(Person, nominee.person_id), nominee.post, body, start, REASON)
    row.evidence = clean(document)
    return f"{nominee.name} {nominee.post}"
