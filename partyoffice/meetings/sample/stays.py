"""Who belonged to a body on a day, asked hundreds of times: all histories read once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.members.queries import Line, histories_by_person
from partyoffice.members.records import Person
from partyoffice.members.rules import MEMBERS, Category, Fact

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of time in which one member belonged to one body, and since when with a vote."""

    person_id: int
    name: str
    start: date
    end: date
    voter_from: date

    def has_vote(self, on: date) -> bool:
        """Say whether the member had a vote on a day."""
        return on >= self.voter_from


@dataclass(frozen=True, slots=True)
class Stays:
    """The stays in each body, and who holds a post in it now: (person, post)."""

    of: Mapping[int, Sequence[Stay]]
    posts: Mapping[int, Sequence[tuple[int, str]]]

    @classmethod
    def read(cls, session: Session) -> Self:
        """Read everybody's histories."""
        stays: dict[int, list[Stay]] = defaultdict(list)
        posts: dict[int, list[tuple[int, str]]] = defaultdict(list)
        people = {
            row.id: row for row in session.execute(select(Person.id, Person.name, Person.joined, Person.full))
        }
        for person, rows in sorted(histories_by_person(session).items()):
            for body, stay in _stays(people[person], rows):
                stays[body].append(stay)
            for row in rows:
                if row.fact == Fact.POST and row.end is None and row.organisation_id:
                    posts[row.organisation_id].append((person, row.value))
        return cls(stays, posts)

    def members(self, body: int, on: date) -> list[Stay]:
        """Return the members of a body on a day, oldest record first."""
        return [one for one in self.of.get(body, ()) if one.start <= on < one.end]

    def officers(self, bodies: Sequence[int], on: date) -> list[Stay]:
        """Return those of some bodies who hold a post there, the first posts first."""
        found = []
        for body in bodies:
            here = {one.person_id: one for one in self.members(body, on)}
            found += [here[person] for person, _ in self.posts.get(body, ()) if person in here]
        return list(dict.fromkeys(found))


def _stays(person: Any, rows: Sequence[Line]) -> Iterator[tuple[int, Stay]]:  # noqa: ANN401 -- a row of the database
    by_fact = {fact: [row for row in rows if row.fact == fact] for fact in Fact}
    bounds = [_span(row) for fact in (Fact.PRESENCE, Fact.STATUS) for row in by_fact[fact][-1:]]
    member = [row for row in by_fact[Fact.CATEGORY] if row.value in MEMBERS]
    for row, category in product((*by_fact[Fact.BRANCH], *by_fact[Fact.GROUP]), member):
        start, end = _common(_span(row), _span(category), *bounds)
        start = max(start, person.joined.first if person.joined else date.min)
        if start < end and row.organisation_id is not None:
            yield row.organisation_id, Stay(person.id, person.name, start, end, _voter(person, category))


def _voter(person: Any, row: Line) -> date:  # noqa: ANN401 -- a row of the database
    """Return since when somebody of a category has a vote; before the books began 转正 tells it."""
    if row.value != Category.FULL:
        return date.max
    return row.start.first if row.start else person.full.first if person.full else date.min


def _span(row: Line) -> Span:
    return row.start.first if row.start else date.min, row.end.first if row.end else date.max


def _common(*spans: Span) -> Span:
    return max(start for start, _ in spans), min(end for _, end in spans)
