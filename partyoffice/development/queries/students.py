"""Who on the way will leave, and what matters of them only here: the League, where they go, 流动."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, add_months
from partyoffice.core.finding import Finding
from partyoffice.development.queries.persons import WAY, Whom, whom_of
from partyoffice.development.records import Wayfarer
from partyoffice.development.rules.deadlines import LEAVING_MONTHS
from partyoffice.development.rules.people import LEAGUE_AGE
from partyoffice.development.rules.students import Term, check_leaver, leaves_within, left_days, term_of
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.records import Person
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
    here = [one for one in everyone(session, on, columns=("birth",)) if _on_the_way(one)]
    rows = {row.person_id: row for row in session.execute(select(Wayfarer)).scalars()}
    found = [_pupil(one, rows.get(one.id), term_of(on), on) for one in here]
    return sorted(found, key=lambda one: (one.leaves_on or Day.of(date.max), one.person.name))


def _on_the_way(one: Someone) -> bool:
    return one.present and one.category in WAY


def leaving_until(session: Session, on: date, last: date) -> list[Pupil]:
    """Return who on the way leaves from a day on until another."""
    wanted = select(Wayfarer).where(Wayfarer.leaves_on.is_not(None), Wayfarer.leaves_on <= Day.of(last))
    rows = {row.person_id: row for row in session.execute(wanted).scalars()}
    here = everyone(session, on, columns=("birth",), ids=list(rows))
    found = [_pupil(one, rows[one.id], term_of(on), on) for one in here if _on_the_way(one)]
    return [one for one in found if leaves_within(one.leaves_on, on, last)]


def _pupil(one: Someone, row: Wayfarer | None, term: Term, on: date) -> Pupil:
    person, years = whom_of(one), age(one.card["birth"], on)
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
    return leaving_until(session, on, term_of(on).last)


def floating_names(session: Session, ids: Sequence[int]) -> list[str]:
    """Return who of some people is a 流动人员, for whom two places are asked."""
    wanted = select(Person.name).join(Wayfarer, Wayfarer.person_id == Person.id)
    rows = session.execute(wanted.where(Wayfarer.floating.is_(True), Person.id.in_(ids)).order_by(Person.id))
    return list(rows.scalars())
