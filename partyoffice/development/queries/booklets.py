"""Questions about 志愿书: the stock, and who waits for one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.development.queries.persons import NOBODY, Whom, whom
from partyoffice.development.queries.steps import RUNNING
from partyoffice.development.queries.ways import NOW
from partyoffice.development.records import Booklet, Step
from partyoffice.development.rules.booklets import may_have_one
from partyoffice.development.rules.file import File, Taken
from partyoffice.development.rules.profile import GIVEN, IN_STOCK, USED
from partyoffice.members.records import Person

PREVIEW, MEETING = 13, 15


def stock(session: Session) -> Counter[str]:
    """Return how many booklets are in each state."""
    return Counter(session.execute(select(Booklet.state)).scalars())


def preview_file(session: Session, person_id: int) -> File:
    """Return somebody's file as far as giving a booklet asks for it: the 预审."""
    return _previewed(session, [person_id])[person_id]


def _previewed(session: Session, ids: Sequence[int]) -> dict[int, File]:
    names = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    mine = select(Step).where(Step.person_id.in_(ids), Step.number == PREVIEW, Step.mark.in_(NOW))
    rows = session.execute(mine).scalars()
    steps = {row.person_id: Taken(PREVIEW, row.on, row.facts, open=row.open) for row in rows}
    return {
        person: File(person, name, steps={PREVIEW: steps[person]} if person in steps else {})
        for person, name in names
    }


def waiting(session: Session) -> dict[int, str]:
    """Return who passed the 预审, was not voted on yet and has no booklet: names by person."""
    had = select(Booklet.person_id).where(Booklet.state.in_((GIVEN, USED)), Booklet.person_id.is_not(None))
    voted = select(Step.person_id).where(Step.number == MEETING, *RUNNING)
    wanted = select(Step.person_id).join(Person, Person.id == Step.person_id)
    ids = session.execute(
        wanted.where(
            Step.number == PREVIEW, *RUNNING, Person.binned.is_(None),
            Step.person_id.not_in(had), Step.person_id.not_in(voted),
        )
    ).scalars()  # fmt: skip
    files = _previewed(session, list(ids))
    return {person: file.name for person, file in files.items() if not may_have_one(file)}


@dataclass(frozen=True, slots=True)
class BookletRow:
    """One booklet, and to whom it was given."""

    id: int
    person: Whom
    row: Booklet


def booklets(session: Session, on: date) -> list[BookletRow]:
    """Return every booklet by its number."""
    rows = list(session.execute(select(Booklet).order_by(Booklet.number)).scalars())
    people = whom(session, on, [row.person_id for row in rows])
    return [BookletRow(row.id, people.get(row.person_id or 0, NOBODY), row) for row in rows]


def in_stock(session: Session) -> list[tuple[int, str]]:
    """Return the booklets that can be given: id and number, the lowest number first."""
    wanted = select(Booklet.id, Booklet.number).where(Booklet.state == IN_STOCK).order_by(Booklet.number)
    return [(row.id, row.number) for row in session.execute(wanted)]
