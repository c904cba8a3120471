"""What the view reads of the office: a year of the ledger, what is closed, the bodies to choose from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from operator import add, sub
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.dues.queries.closing import closed_months
from partyoffice.dues.queries.ledger import Ledger, Row, read_year
from partyoffice.dues.records import Assessment
from partyoffice.dues.records.settings import MAKEUP_MOST
from partyoffice.dues.rules.ledger import State
from partyoffice.dues.rules.months import Month, number_of, year_of
from partyoffice.members.records import Person
from partyoffice.organisation.queries import Node, Tree, tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import settings
from partyoffice.store.since import touched_since
from partyoffice.ui.register_columns import pinyin_of

if TYPE_CHECKING:
    from partyoffice.store.office import Office

DECEMBER = 12
EVERYBODY, UNPAID, LATE, UNSET = "all", "unpaid", "late", "unset"


@dataclass(frozen=True)
class Book:
    """A year as the view shows it.

    ``meant`` says by person which questions mean them, ``late`` how many are in arrears by month: both are
    kept, for a key changes one row of thousands.
    """

    ledger: Ledger
    bodies: Tree
    closed: frozenset[Month]
    makeup_most: int
    meant: Mapping[int, frozenset[str]]
    late: tuple[int, ...]

    @cached_property
    def places(self) -> dict[int, int]:
        """Where everybody stands in the year."""
        return {row.id: at for at, row in enumerate(self.ledger.rows)}

    def row(self, person_id: int) -> Row:
        """Return somebody's year (KeyError for who has none)."""
        return self.ledger.rows[self.places[person_id]]

    def years(self) -> list[int]:
        """Return the years that can be opened, the newest first; the coming one once December is here."""
        now = self.ledger.now.month
        last = year_of(now) + (number_of(now) == DECEMBER)
        first = year_of(self.ledger.since) if self.ledger.since is not None else year_of(now)
        return sorted({*range(first, last + 1), self.ledger.year}, reverse=True)

    def units(self) -> list[Node]:
        """Return the branches and groups to choose from, in the order of the tree."""
        found = [one for one in self.bodies.of_kind(OrgKind.BRANCH, OrgKind.GROUP) if not one.ended]
        return sorted(found, key=lambda one: self.bodies.position(one.id))

    def rows_of(self, body: int, who: str) -> list[int]:
        """Return the positions of those of a body (0 for all) that a question means."""
        rows, meant = self.ledger.rows, self.meant
        here = self._inside(body) if body else range(len(rows))
        return list(here) if who == EVERYBODY else [at for at in here if who in meant[rows[at].id]]

    def _inside(self, body: int) -> list[int]:
        inside = self.bodies.below(body)
        people = enumerate(row.someone for row in self.ledger.rows)
        return [at for at, one in people if one.branch_id in inside or one.group_id in inside]

    def mended(self, rows: Mapping[int, Row]) -> "Book":
        """Return the book with other rows of some people in it."""
        before = [self.row(one) for one in rows]
        ledger = replace(self.ledger, rows=tuple(rows.get(row.id, row) for row in self.ledger.rows))
        late = map(sub, self.late, _late(before))
        late = map(add, late, _late(rows.values()))
        meant = {**self.meant, **{one: questions(row, ledger) for one, row in rows.items()}}
        made = replace(self, ledger=ledger, meant=meant, late=tuple(late))
        made.__dict__["places"] = self.places  # the same people in the same order
        return made


def questions(row: Row, ledger: Ledger) -> frozenset[str]:
    """Return which questions mean somebody."""
    states = {cell.state for cell in row.cells}
    found = {LATE} if State.LATE in states else set()
    found |= {UNSET} if State.UNSET in states else set()
    here = ledger.now.month - row.cells[0].month
    if 0 <= here < len(row.cells) and row.cells[here].state in {State.DUE, State.LATE}:
        found.add(UNPAID)
    return frozenset(found)


def _late(rows: Iterable[Row]) -> tuple[int, ...]:
    counts = [0] * DECEMBER
    for row in rows:
        for at, cell in enumerate(row.cells):
            if cell.state is State.LATE:
                counts[at] += 1
    return tuple(counts)


def read_book(office: "Office", year: int) -> Book:
    """Return a year of everybody."""
    with office.reading() as session:
        ledger, most = read_year(session, year, clock.today()), int(settings.get(session, MAKEUP_MOST))
        bodies, closed = tree(session), closed_months(session)
    meant = {row.id: questions(row, ledger) for row in ledger.rows}
    return Book(ledger, bodies, closed, most, meant, _late(ledger.rows))


def catch_up(office: "Office", book: Book, seq: int) -> tuple[Book, dict[int, Row]] | None:
    """Return the book with those read again whom actions after ``seq`` touched; None to read everything."""
    ledger = book.ledger
    with office.reading() as session:
        touched = touched_since(session, seq)
        if touched is None or {kind for kind, _id in touched} - {Person.__tablename__}:
            return None
        if not touched:
            return book, {}
        ids = {one for _kind, one in touched}
        fresh = read_year(session, ledger.year, clock.today(), people=ids)
    rows = {row.id: row for row in fresh.rows}
    if rows.keys() != ids or not ids <= book.places.keys():
        return None
    return (book.mended(rows), rows) if (fresh.now, fresh.since) == (ledger.now, ledger.since) else None


def read_assessment(office: "Office", assessment_id: int) -> Assessment | None:
    """Return what was set, with its reckoning."""
    with office.reading() as session:
        return session.get(Assessment, assessment_id)


def keys_of(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """Return what each row is found by."""
    return [(pinyin_of(row.name),) for row in rows]
