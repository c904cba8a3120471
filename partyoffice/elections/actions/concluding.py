"""What follows from the reply: old posts end, those elected begin, the term turns."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.elections import queries
from partyoffice.elections.actions.beginning import days_of, must_be_open
from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.elections.rules.standing import is_committee_post
from partyoffice.elections.rules.steps import misplaced
from partyoffice.elections.rules.words import BALLOTS, CONFIRMED, DELEGATES, REASON
from partyoffice.members.actions import appoint, step_down
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Fact
from partyoffice.organisation.actions import begin_term, correct_term
from partyoffice.organisation.queries import terms_of
from partyoffice.organisation.records import Organisation

Posts = Mapping[str, str]


def conclude(
    session: Session,
    election: Election,
    confirmed: Day,
    start: Day,
    document: str = "",
    posts: Posts | None = None,
) -> list[str]:
    """Let the result take effect: old posts of the body end, those elected begin, the term turns.

    ``posts`` give the 分工 by name where it is another than what somebody stood for. Returns who holds
    which post now. Raises OfficeError before the ballots are counted or their seats filled, for somebody
    who is not in the roster, and for a beginning before the meeting.
    """
    must_be_open(election)
    winners = last_posts(queries.elected(session, election.id))
    if not winners:
        raise OfficeError("还没有选举结果", remedy="请先登记计票结果")
    _must_be_settled(session, election)
    _must_follow(election, confirmed, start)
    body = session.get_one(Organisation, election.organisation_id)
    ended = {one.person_id for one in winners} if election.byelection else None
    _end_posts(session, body, start, ended)
    if not election.byelection:
        _turn_term(session, election, body, start)
    told = [_seat(session, body, one, start, document, (posts or {}).get(one.name, "")) for one in winners]
    election.confirmed, election.confirmed_by, election.term_start = confirmed, clean(document), start
    election.state = CONFIRMED
    session.flush()
    return told


def _must_be_settled(session: Session, election: Election) -> None:
    """Refuse while a ballot was not counted, or seats are open without consent (OfficeError)."""
    for office in BALLOTS:
        ballots = queries.ballots_of(session, election.id, office)
        if ballots and ballots[-1].valid is None and not ballots[-1].void:
            raise OfficeError(f"“{office}”的选票还没有计票", remedy="请先计票，或删除这张选票")
        if left := queries.seats_left(session, election, office):
            remedy = "请再次投票；接近名额的，经超过半数的选举人同意用“减少名额”"
            raise OfficeError(f"“{office}”还差 {left} 名没有选出", remedy=remedy)


def _must_follow(election: Election, confirmed: Day, start: Day) -> None:
    if election.held is not None and start.first < election.held.first:
        raise OfficeError(f"任期开始 {start} 早于选举大会 {election.held}", remedy="请核对日期")
    if said := misplaced("confirmed", confirmed, days_of(election)):
        raise OfficeError(said, remedy="请核对两个日期")


def last_posts(winners: Sequence[tuple[Ballot, Nominee]]) -> list[Nominee]:
    """Return each winner once, 代表 left out: a 书记 was elected 委员 before."""
    latest = {(one.person_id, one.name): one for ballot, one in winners if ballot.office != DELEGATES}
    return list(latest.values())


def _end_posts(session: Session, body: Organisation, on: Day, of: set[int | None] | None) -> None:
    """End the committee's posts, all of them or those of some people (补选)."""
    wanted = select(History).where(
        History.fact == str(Fact.POST), History.organisation_id == body.id, History.end.is_(None)
    )
    for row in session.execute(wanted).scalars().all():
        if is_committee_post(row.value) and (of is None or row.person_id in of):
            step_down(session, row, on, REASON)


def _turn_term(session: Session, election: Election, body: Organisation, start: Day) -> None:
    terms = terms_of(session, body.id)
    begun = next((one for one in terms if one.number == election.number), None)
    for term in terms:
        if term.ended is None and term is not begun:
            correct_term(session, term, {"ended": start})
    term = begun or begin_term(session, body, election.number, start)
    term.years = election.years
    session.flush()


def _seat(
    session: Session, body: Organisation, nominee: Nominee, start: Day, document: str, post: str
) -> str:
    if nominee.person_id is None:
        raise OfficeError(f"{nominee.name}不在名册中", remedy="请先在名册中登记，或在候选人中选名册里的人")
    post = clean(post) or nominee.post
    if not post:
        raise OfficeError(f"没有写{nominee.name}的职务", remedy="请写明当选后任什么职务")
    row = appoint(session, session.get_one(Person, nominee.person_id), post, body, start, REASON)
    row.evidence = clean(document)
    return f"{nominee.name} {post}"
