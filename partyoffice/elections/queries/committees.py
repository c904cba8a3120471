"""Who served in the committees: every post of a committee with its term, as the histories of people tell."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import codes
from partyoffice.core.dates import Day
from partyoffice.elections.rules.standing import is_committee_post
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Fact
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import Term


@dataclass(frozen=True, slots=True)
class Served:
    """One post somebody held in a committee; without a known beginning the term is not told."""

    id: int
    person_id: int
    body_id: int
    body: str
    name: str
    post: str
    start: Day | None
    end: Day | None
    reason: str
    number: int | None = None
    term_start: Day | None = None
    term_end: Day | None = None

    @property
    def term(self) -> str:
        """第3届, or nothing."""
        return f"第{self.number}届" if self.number is not None else ""

    @property
    def here(self) -> bool:
        """Whether the post is held still."""
        return self.end is None


def served(session: Session) -> list[Served]:
    """Return who served, body by body, the newest term first, in the order of posts."""
    bodies, terms = tree(session), _terms(session)
    wanted = select(History, Person.name).join(Person, Person.id == History.person_id)
    wanted = wanted.where(History.fact == str(Fact.POST), Person.binned.is_(None))
    rows = [
        _served(row, name, bodies.name(row.organisation_id), terms[row.organisation_id or 0])
        for row, name in session.execute(wanted)
        if row.organisation_id is not None and is_committee_post(row.value)
    ]
    return sorted(rows, key=lambda one: (bodies.position(one.body_id), *_place(one)))


def _place(one: Served) -> tuple[int, int, int, int]:
    began = one.start.first.toordinal() if one.start is not None else 0
    return (-(one.number or 0), codes.order("party_post", one.post), -began, one.id)


def _terms(session: Session) -> dict[int, list[Term]]:
    found: dict[int, list[Term]] = defaultdict(list)
    for one in session.execute(select(Term).order_by(Term.number)).scalars():
        found[one.organisation_id].append(one)
    return found


def _served(row: History, name: str, body: str, terms: Iterable[Term]) -> Served:
    made = Served(
        row.id, row.person_id, row.organisation_id or 0, body, name, row.value, row.start, row.end, row.reason
    )
    term = next((one for one in terms if row.start is not None and _within(row.start.first, one)), None)
    if term is None:
        return made
    return replace(made, number=term.number, term_start=term.start, term_end=term.ended)


def _within(day: date, term: Term) -> bool:
    return term.start.first <= day and (term.ended is None or day < term.ended.first)
