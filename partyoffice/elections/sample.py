"""The invented elections: one of each branch for each of its terms, one with a tie, one under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, add_months, days_after
from partyoffice.core.names import stroke_key
from partyoffice.elections.records import DUE, Ballot, Election, Nominee
from partyoffice.elections.rules.standing import is_committee_post, usual_post
from partyoffice.elections.rules.words import APPROVED, COMMITTEE, CONFIRMED, REASON, SECRETARY
from partyoffice.meetings.rules.elections import candidates_at_least, needed_votes
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Fact
from partyoffice.organisation.actions import begin_term
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import Organisation, Term
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Sampling

POSTS = ("党支部书记", "组织委员", "宣传委员")
STEPS = {
    "decided": -62,
    "asked": -60,
    "approved": -47,
    "proposed": -40,
    "accepted": -28,
    "held": 0,
    "reported": 1,
}
UPPER, FEWEST, MOST = "青教党", 7, 40
WHOLE_SEATS, ENDS_IN = 5, 35  # of the 党总支 whose election is under way


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody who may be elected."""

    id: int
    name: str
    post: str = ""


def invent(session: Session, wish: Sampling) -> None:
    """Hold the elections of the past terms, and let one be under way."""
    rnd, tied = Random(wish.seed + 6), False
    for term in session.execute(select(Term).order_by(Term.organisation_id, Term.number)).scalars().all():
        voters, due = _voters(session, term.organisation_id, term.start.first)
        if len(voters) >= FEWEST:
            _hold(session, term, voters, due, rnd, tied=not tied and term.number == 2)
            tied = tied or term.number == 2
    _begin(session, wish)
    session.flush()


def _voters(session: Session, body: int, on: date) -> tuple[list[Voter], int]:
    """Return some who may be elected in a branch on a day, and how many electors it has."""
    day = Day.of(on)
    wanted = select(Person.id, Person.name).join(History, History.person_id == Person.id)
    wanted = wanted.where(
        History.fact == str(Fact.BRANCH), History.organisation_id == body, Person.full <= day,
        or_(History.start.is_(None), History.start <= day), or_(History.end.is_(None), History.end > day),
    )  # fmt: skip
    wanted = wanted.group_by(Person.id)
    number = session.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
    rows = session.execute(wanted.order_by(Person.id).limit(MOST))
    return [Voter(row.id, row.name) for row in rows], number


def _hold(
    session: Session, term: Term, voters: Sequence[Voter], due: int, rnd: Random, *, tied: bool
) -> None:
    winners = _officers(session, term) or _chosen(session, term, voters, rnd)
    names = {one.name for one in winners}
    others = [one for one in voters if one.name not in names]
    more = candidates_at_least(len(winners)) - len(winners)
    election = _election(session, term, len(winners))
    # Drawn only after the winners are known: the sample's people must not depend on who lost.
    losers = rnd.sample(others, more)
    _committee(session, election, winners, losers, due, tied=tied)
    _leader(session, election, winners)


def _officers(session: Session, term: Term) -> list[Voter]:
    """Return who holds the posts of the running term, as the people's histories tell."""
    if term.ended is not None:
        return []
    wanted = select(Person.id, Person.name, History.value).join(History, History.person_id == Person.id)
    wanted = wanted.where(
        History.fact == str(Fact.POST), History.organisation_id == term.organisation_id, History.end.is_(None)
    )
    rows = session.execute(wanted.order_by(History.id))
    return [Voter(row.id, row.name, row.value) for row in rows if is_committee_post(row.value)]


def _chosen(session: Session, term: Term, voters: Sequence[Voter], rnd: Random) -> list[Voter]:
    """Choose a committee of the past, and give it its posts."""
    by_name = list({one.name: one for one in voters}.values())
    chosen = [
        Voter(one.id, one.name, post)
        for one, post in zip(rnd.sample(by_name, len(POSTS)), POSTS, strict=True)
    ]
    session.add_all(
        History(
            person_id=one.id, fact=str(Fact.POST), value=one.post, organisation_id=term.organisation_id,
            start=term.start, end=term.ended, reason=REASON, end_reason=REASON if term.ended else "",
        )
        for one in chosen
    )  # fmt: skip
    return chosen


def _election(session: Session, term: Term, seats: int) -> Election:
    start = term.start.first
    days: dict[str, Any] = {key: Day.of(days_after(start, after)) for key, after in STEPS.items()}
    made = Election(
        organisation_id=term.organisation_id, number=term.number, state=CONFIRMED,
        due_on=term.start if term.number > 1 else None, **days, seats=seats,
        asked_by=f"青中党支〔{start.year}〕{term.number + 5}号",
        approved_by=f"{UPPER}〔{start.year}〕{term.number + 20}号",
        accepted_by=f"{UPPER}〔{start.year}〕{term.number + 24}号",
        confirmed=Day.of(days_after(start, 14)), confirmed_by=f"{UPPER}〔{start.year}〕{term.number + 30}号",
        term_start=term.start, years=term.years,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _committee(
    session: Session,
    election: Election,
    winners: Sequence[Voter],
    losers: Sequence[Voter],
    due: int,
    *,
    tied: bool,
) -> None:
    """Elect a committee; ``tied`` lets the last two have the same votes, to be voted on again."""
    ballot = _ballot(session, election, COMMITTEE, len(winners), due)
    if not tied:
        yes = {one.id: due - 1 - at % 2 for at, one in enumerate(winners)}
        spare = sum(due - each for each in yes.values())
        yes |= {one.id: min(spare // len(losers), due // 2) for one in losers}
        _stand(session, ballot, (*winners, *losers), yes, {one.id for one in winners})
        return
    half, edge = needed_votes(due), (winners[-1], losers[0])
    sure = winners[:-1]
    yes = (
        {one.id: due - 1 for one in sure} | {one.id: half for one in edge} | {one.id: 0 for one in losers[1:]}
    )
    _stand(session, ballot, (*winners, *losers), yes, {one.id for one in sure})
    again = _ballot(session, election, COMMITTEE, 1, due, 2)
    _stand(session, again, edge, {edge[0].id: half, edge[1].id: due - half}, {edge[0].id})


def _ballot(
    session: Session, election: Election, office: str, seats: int, due: int, number: int = 1
) -> Ballot:
    made = Ballot(
        election_id=election.id, office=office, round=number, seats=seats, due=due, present=due, issued=due,
        returned=due, valid=due, invalid=0, on=election.held, base=DUE, head_teller="贺远山",
        tellers="温知行、贺远山", counters="陆听泉",
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _stand(
    session: Session, ballot: Ballot, people: Sequence[Voter], yes: dict[int, int], elected: set[int]
) -> None:
    due = ballot.due or 0
    session.add_all(
        Nominee(
            ballot_id=ballot.id, person_id=one.id, name=one.name,
            post=one.post or usual_post(OrgKind.BRANCH, COMMITTEE),
            yes=yes[one.id], no=due - yes[one.id], abstain=0, elected=one.id in elected,
        )
        for one in sorted(people, key=lambda one: stroke_key(one.name))
    )  # fmt: skip


def _leader(session: Session, election: Election, winners: Sequence[Voter]) -> None:
    first = next((one for one in winners if SECRETARY in one.post), winners[0])
    ballot = _ballot(session, election, SECRETARY, 1, len(winners))
    _stand(session, ballot, [first], {first.id: len(winners)}, {first.id})


def _begin(session: Session, wish: Sampling) -> None:
    """Let the term of the 党总支 end in a month, with its candidates named and not yet approved."""
    root = next((one for one in tree(session).roots if one.kind is OrgKind.GENERAL), None)
    voters = _whole(session, wish.on) if root is not None else []
    if root is None or len(voters) <= WHOLE_SEATS:
        return
    ends = days_after(wish.on, ENDS_IN)
    begin_term(session, session.get_one(Organisation, root.id), 3, Day.of(add_months(ends, -36)))
    steps = {"decided": -32, "asked": -30, "approved": -12}
    days: dict[str, Any] = {key: Day.of(days_after(wish.on, after)) for key, after in steps.items()}
    election = Election(
        organisation_id=root.id, number=4, state=APPROVED, due_on=Day.of(ends), seats=WHOLE_SEATS,
        asked_by=f"青中党总支〔{wish.on.year}〕11号", approved_by=f"{UPPER}〔{wish.on.year}〕63号",
        **days,
    )  # fmt: skip
    session.add(election)
    session.flush()
    ballot = Ballot(election_id=election.id, office=COMMITTEE, seats=WHOLE_SEATS)
    session.add(ballot)
    session.flush()
    session.add_all(
        Nominee(ballot_id=ballot.id, person_id=one.id, name=one.name, post=usual_post(root.kind, COMMITTEE))
        for one in sorted(voters, key=lambda one: stroke_key(one.name))
    )


def _whole(session: Session, on: date) -> list[Voter]:
    """Return a few who hold a post in a branch: the candidates of the 党总支, each name once."""
    wanted = select(func.min(Person.id), Person.name).join(History, History.person_id == Person.id)
    wanted = wanted.where(History.fact == str(Fact.POST), History.end.is_(None), Person.full <= Day.of(on))
    rows = session.execute(wanted.group_by(Person.name).order_by(func.min(Person.id)))
    return [Voter(row[0], row[1]) for row in rows][: candidates_at_least(WHOLE_SEATS)]
