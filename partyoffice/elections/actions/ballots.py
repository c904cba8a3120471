"""Candidates put on a ballot, changed while it is not counted, and put up again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.core.text import clean
from partyoffice.elections import queries
from partyoffice.elections.actions.beginning import must_be_open
from partyoffice.elections.records import Ballot, Election, Nominee
from partyoffice.elections.rules.standing import check_right, in_order, usual_post
from partyoffice.elections.rules.words import COMMITTEE
from partyoffice.meetings.queries import seats as seats_of
from partyoffice.meetings.rules import elections as rules
from partyoffice.meetings.rules.voters import has_vote
from partyoffice.members.queries import everyone
from partyoffice.organisation.records import Organisation


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who stands for an office: of the roster, or by name; ``post`` is what they are to become."""

    name: str
    person_id: int | None = None
    post: str = ""
    profile: str = ""


def refusal(found: Sequence[Finding], remedy: str) -> OfficeError:
    """Return what was found as one refusal: each sentence with its arithmetic, then the articles."""
    told = "；".join(one.message + (f"（{one.arithmetic}）" if one.arithmetic else "") for one in found)
    articles = "、".join(dict.fromkeys(one.article for one in found if one.article))
    return OfficeError(told, remedy=f"{remedy}。依据：{articles}" if articles else remedy)


def put_up(
    session: Session, election: Election, office: str, seats: int, people: Sequence[Standing]
) -> Ballot:
    """Put candidates on the first ballot of an office (OfficeError for too few, or who may not stand)."""
    must_be_open(election)
    if queries.ballots_of(session, election.id, office):
        raise OfficeError(f"已有“{office}”的选票", remedy="票数相等或名额没有选足的，请用“再次投票”")
    must_be_enough(office, seats, people)
    return _ballot(session, election, office, 1, seats, people)


def must_be_enough(office: str, seats: int, people: Sequence[Standing]) -> None:
    """Refuse fewer candidates than the difference asks for, which only 委员 need (OfficeError)."""
    if not people or seats < 1:
        raise OfficeError("没有候选人或应选名额", remedy="请写明应选几名、候选人是谁")
    found = rules.check_candidates(len(people), seats) if office == COMMITTEE else []
    if found:
        raise refusal(found, "请增加候选人")
    if len(people) < seats:
        told = f"应选 {seats} 名，候选人 {len(people)} 名"
        raise OfficeError(f"{office}候选人少于应选名额（{told}）", remedy="请增加候选人，或核对名额")


def _ballot(
    session: Session, election: Election, office: str, number: int, seats: int, people: Sequence[Standing]
) -> Ballot:
    _must_stand(session, election, people)
    ballot = Ballot(election_id=election.id, office=office, round=number, seats=seats)
    session.add(ballot)
    session.flush()
    _stand(session, election, ballot, people)
    return ballot


def _stand(session: Session, election: Election, ballot: Ballot, people: Sequence[Standing]) -> None:
    """Write down who stands, in the order of the ballot."""
    by_name = {clean(one.name): one for one in people}
    kind = session.get_one(Organisation, election.organisation_id).kind
    for name in in_order(ballot.office, list(by_name)):
        one = by_name[name]
        post = clean(one.post) or usual_post(kind, ballot.office)
        session.add(
            Nominee(
                ballot_id=ballot.id, person_id=one.person_id, name=name, post=post, profile=clean(one.profile)
            )
        )
    session.flush()


def _must_stand(session: Session, election: Election, people: Sequence[Standing]) -> None:
    """Refuse a name twice, and who is no 正式党员 or under 留党察看 on the day of the meeting, or today."""
    if len({clean(one.name) for one in people}) != len(people):
        raise OfficeError("候选人重复", remedy="同一人在一张选票上请只列一次")
    on = election.held.first if election.held is not None else clock.today()
    known = _rights(session, election.organisation_id, on, people)
    found: list[Finding] = []
    for one in people:
        if one.person_id is not None:
            category, voting = known.get(one.person_id, ("", False))
            found += check_right(one.name, category, voting=voting)
    if found:
        raise refusal(found, "请换有被选举权的正式党员；名册上的类别不对的，先在名册里更正")


def _rights(session: Session, body: int, on: date, people: Sequence[Standing]) -> dict[int, tuple[str, bool]]:
    ids = [one.person_id for one in people if one.person_id is not None]
    here = {one.person_id: (one.category, one.voting) for one in seats_of(session, body, on)}
    others = everyone(session, on, columns=("name",), ids=[one for one in ids if one not in here])
    return here | {one.id: (one.category, one.member and has_vote(one.category)) for one in others}


def change_candidates(session: Session, ballot: Ballot, seats: int, people: Sequence[Standing]) -> None:
    """Put others on a ballot that was not counted yet (OfficeError once it was)."""
    election = session.get_one(Election, ballot.election_id)
    must_be_open(election)
    if ballot.valid is not None:
        raise OfficeError("这张选票已经计票，候选人不能再改", remedy="计票填错了，请用“更正计票”")
    if ballot.round == 1:
        must_be_enough(ballot.office, seats, people)
    _must_stand(session, election, people)
    ballot.seats = seats
    for one in queries.nominees_of(session, ballot.id):
        session.delete(one)
    session.flush()
    _stand(session, election, ballot, people)


def describe(session: Session, ballot: Ballot, about: Mapping[str, tuple[str, str]]) -> None:
    """Write what each candidate is to become, and a few words about them, by name (OfficeError else)."""
    must_be_open(session.get_one(Election, ballot.election_id))
    people = {one.name: one for one in queries.nominees_of(session, ballot.id)}
    if unknown := [name for name in about if name not in people]:
        raise OfficeError(f"选票上没有{'、'.join(unknown)}", remedy="请核对姓名；增减候选人用“更正候选人”")
    for name, (post, profile) in about.items():
        people[name].post, people[name].profile = clean(post), clean(profile)
    session.flush()


def vote_again(session: Session, election: Election, office: str, people: Sequence[Standing]) -> Ballot:
    """Hold another ballot for the seats still open: among the tied, or anew (OfficeError where none is)."""
    must_be_open(election)
    left = queries.seats_left(session, election, office)
    if not left:
        raise OfficeError(f"“{office}”没有空缺的名额", remedy="不需要再次投票")
    held = queries.ballots_of(session, election.id, office)
    if held[-1].valid is None and not held[-1].void:
        raise OfficeError(f"“{office}”还有没有计票的选票", remedy="请先计票")
    if len(people) < left:
        raise OfficeError(f"空缺 {left} 名，候选人只有 {len(people)} 名", remedy="请增加候选人")
    return _ballot(session, election, office, held[-1].round + 1, left, people)


def remove_ballot(session: Session, ballot: Ballot) -> None:
    """Take out a ballot that was not counted (OfficeError once it was)."""
    must_be_open(session.get_one(Election, ballot.election_id))
    if ballot.valid is not None or ballot.void:
        raise OfficeError("这张选票已经计票，不能删除", remedy="计票填错了，请用“更正计票”，或撤销那一步")
    for one in queries.nominees_of(session, ballot.id):
        session.delete(one)
    session.flush()
    session.delete(ballot)
