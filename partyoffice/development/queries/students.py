"""Who on the way will leave, and what matters of them only here: the League, where they go, 流动."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, add_months
from partyoffice.core.finding import Finding
from partyoffice.development.queries.files import files_of
from partyoffice.development.queries.persons import Whom, whom
from partyoffice.development.records import Wayfarer
from partyoffice.development.rules.deadlines import LEAVING_MONTHS
from partyoffice.development.rules.people import LEAGUE_AGE
from partyoffice.development.rules.students import Term, check_leaver, leaves_within, left_days, term_of
from partyoffice.members.rules import age, edition_of


@dataclass(frozen=True, slots=True)
class Pupil:
    """Somebody on the way with what is known of leaving; ``row`` is None while nothing was entered."""

    id: int
    person: Whom
    age: int | None
    row: Wayfarer | None
    this_term: bool = False
    soon: bool = False
    left: int | None = None  # days until leaving
    findings: tuple[Finding, ...] = ()

    @property
    def leaves_on(self) -> Day | None:
        """The day of leaving as far as it is known."""
        return self.row.leaves_on if self.row else None

    @property
    def outgrown(self) -> bool:
        """Whether a League member is past the age of the League."""
        return bool(self.row and self.row.in_league and self.age is not None and self.age >= LEAGUE_AGE)


def pupils_on_the_way(session: Session, on: date) -> list[Pupil]:
    """Return everybody on the way, who leaves first above."""
    files = files_of(session, on)
    people, term = whom(session, on, files), term_of(on)
    rows = {row.person_id: row for row in session.execute(select(Wayfarer)).scalars()}
    found = [
        _pupil(people[key], age(file.birth, on), rows.get(key), term, on)
        for key, file in files.items()
        if key in people
    ]
    return sorted(
        found, key=lambda one: (one.leaves_on is None, one.leaves_on or Day.of(on), one.person.name)
    )


def _pupil(person: Whom, years: int | None, row: Wayfarer | None, term: Term, on: date) -> Pupil:
    leaves = row.leaves_on if row is not None else None
    if leaves is None:
        return Pupil(person.id, person, years, row)
    findings = check_leaver(person.name, person.category, leaves, on, edition_of(on))
    return Pupil(
        person.id, person, years, row, leaves_within(leaves, on, term.last),
        leaves_within(leaves, on, add_months(on, LEAVING_MONTHS)), left_days(leaves, on), tuple(findings),
    )  # fmt: skip


def leaving(session: Session, on: date) -> list[Pupil]:
    """Return who leaves this term, for whom a transfer kit is to be made."""
    return [one for one in pupils_on_the_way(session, on) if one.this_term]
