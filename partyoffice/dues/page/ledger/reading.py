"""What the view reads of the office: a year of the ledger, what is closed, the bodies to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
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
    """A year as the view shows it."""

    ledger: Ledger
    bodies: Tree
    closed: frozenset[Month]
    makeup_most: int

    @cached_property
    def _places(self) -> dict[int, int]:
        return {row.id: at for at, row in enumerate(self.ledger.rows)}

    def row(self, person_id: int) -> Row:
        """Return somebody's year (KeyError for who has none)."""
        return self.ledger.rows[self._places[person_id]]

    def knows(self, people: Iterable[int]) -> bool:
        """Say whether everybody of these has a row."""
        return all(one in self._places for one in people)

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
        inside = self.bodies.below(body) if body else frozenset[int]()
        return [
            at
            for at, row in enumerate(self.ledger.rows)
            if (not body or inside & {row.someone.branch_id, row.someone.group_id}) and self._means(row, who)
        ]

    def _means(self, row: Row, who: str) -> bool:
        states = {
            UNPAID: {State.DUE, State.LATE}, LATE: {State.LATE}, UNSET: {State.UNSET},
        }.get(who)  # fmt: skip
        if states is None:
            return True
        cells = [cell for cell in row.cells if cell.month == self.ledger.now.month] or row.cells
        return any(cell.state in states for cell in (cells if who == UNPAID else row.cells))


def read_book(office: "Office", year: int) -> Book:
    """Return a year of everybody."""
    with office.reading() as session:
        most = int(settings.get(session, MAKEUP_MOST))
        return Book(read_year(session, year, clock.today()), tree(session), closed_months(session), most)


def catch_up(office: "Office", book: Book, seq: int) -> tuple[Book, dict[int, Row]] | None:
    """Return the book with those read again whom actions after ``seq`` touched; None to read everything."""
    ledger = book.ledger
    with office.reading() as session:
        touched = touched_since(session, seq)
        if touched is None or {kind for kind, _id in touched} != {Person.__tablename__}:
            return None
        ids = {one for _kind, one in touched}
        fresh = read_year(session, ledger.year, clock.today(), people=ids)
    rows = {row.id: row for row in fresh.rows}
    if rows.keys() != ids or not book.knows(ids) or (fresh.now, fresh.since) != (ledger.now, ledger.since):
        return None
    mended = tuple(rows.get(row.id, row) for row in ledger.rows)
    return replace(book, ledger=replace(ledger, rows=mended)), rows


def read_assessment(office: "Office", assessment_id: int) -> Assessment | None:
    """Return what was set, with its reckoning."""
    with office.reading() as session:
        return session.get(Assessment, assessment_id)


def keys_of(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """Return what each row is found by."""
    return [(pinyin_of(row.name),) for row in rows]
