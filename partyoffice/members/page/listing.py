"""What the list is to show: everybody, narrowed by body, view and search, with the counts of each."""

import gc
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.members import ordering, views
from partyoffice.members.columns import needed
from partyoffice.members.records import NameKey, Person
from partyoffice.members.views import Everybody
from partyoffice.organisation.queries import Tree
from partyoffice.organisation.records import SCHOOL, Organisation
from partyoffice.organisation.rules import path_to
from partyoffice.store import journal, settings
from partyoffice.store.since import touched_since
from partyoffice.ui.filtering import Search

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.members.queries import Someone
    from partyoffice.store.office import Office

AT_ONCE = 500  # more new names than these are reckoned beside the window


@contextmanager
def _undisturbed() -> Generator[None]:
    """Hold the collector back: it finds nothing among rows just read and costs a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(slots=True)
class Listing:
    """Everybody as read from the office, and what was found of them."""

    book: Everybody
    school: str
    seq: int = 0  # the last action that had happened when everybody was read
    rows: dict[str, list[int]] = field(default_factory=dict)  # positions by view
    finder: Search = field(default_factory=Search)
    places: dict[int, int] = field(default_factory=dict)  # position by person
    _bodies_of: dict[tuple[int | None, int | None], frozenset[int]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Reckon once what every view, count and search asks."""
        book = self.book
        for one in book.people:
            one.other["order"] = book.order(one)
        self.rows = {view: [] for view in views.TITLES}
        for at, one in enumerate(book.people):
            for view in views.views_of(one, book.on):
                self.rows[view].append(at)
        self.finder = Search([book.search_keys(one) for one in book.people])
        self.places = {one.id: at for at, one in enumerate(book.people)}

    def learn(self, keys: dict[str, NameKey]) -> None:
        """Find and sort names by pinyin reckoned meanwhile; nobody is read again."""
        self.book = replace(self.book, keys={**self.book.keys, **keys})
        self.prepare()

    def put(self, one: "Someone") -> None:
        """Take somebody read again, or new, without reckoning everybody else again."""
        book, at = self.book, self.places.setdefault(one.id, len(self.places))
        one.other["order"] = book.order(one)
        if at == len(book.people):
            book.people.append(one)
        else:
            for view in views.views_of(book.people[at], book.on):
                del self.rows[view][bisect_left(self.rows[view], at)]
            book.people[at] = one
        for view in views.views_of(one, book.on):
            insort(self.rows[view], at)
        self.finder.put(at, book.search_keys(one))

    def bodies_of(self, one: "Someone") -> frozenset[int]:
        """Return the bodies somebody counts for: branch, group and all above them."""
        key = (one.branch_id, one.group_id)
        if key not in self._bodies_of:
            parents = self.book.bodies.parents
            ways = (path_to(parents, org) for org in key if org is not None)
            self._bodies_of[key] = frozenset(org for way in ways for org in way)
        return self._bodies_of[key]

    def here(self, view: str, body: int) -> list[int]:
        """Return the positions of a view within a body, 0 meaning the whole school."""
        people = self.book.people
        return [at for at in self.rows[view] if not body or body in self.bodies_of(people[at])]

    def body_counts(self, view: str) -> Counter[int]:
        """Return how many of a view belong to each body, the whole school under 0."""
        people = self.book.people
        counts = Counter(org for at in self.rows[view] for org in self.bodies_of(people[at]))
        counts[0] = len(self.rows[view])
        return counts

    def view_counts(self, body: int) -> dict[str, int]:
        """Return how many each view shows within a body."""
        return {view: len(self.here(view, body)) for view in views.TITLES}

    def place_of(self, person_id: int) -> int:
        """Return the position of somebody, -1 for an unknown one."""
        return self.places.get(person_id, -1)


def read_listing(office: "Office", columns: tuple[str, ...]) -> Listing:
    """Read everybody with the fields that these columns show."""
    with _undisturbed():
        with office.reading() as session:
            book = views.load(session, clock.today(), needed(columns))
            listing = Listing(book, str(settings.get(session, SCHOOL)), journal.head(session)[0])
        new = book.names_without_keys()
        if new and len(new) <= AT_ONCE:
            keys = ordering.reckon(new)
            listing.book = replace(book, keys={**book.keys, **keys})
            remember(office, keys)
        listing.prepare()
    return listing


def catch_up(office: "Office", listing: Listing, columns: tuple[str, ...]) -> "list[Someone] | None":
    """Read again only who was touched since everybody was read, and return them; None: read all anew."""
    book = listing.book
    with office.reading() as session:
        touched = touched_since(session, listing.seq)
        if touched is None or book.on != clock.today() or not _same_ground(session, listing, touched):
            return None
        ids = sorted(each for kind, each in touched if kind == Person.__tablename__)
        found = views.load(session, book.on, needed(columns), ids)
        seq = journal.head(session)[0]
    if len(found.people) != len(ids) or found.early != book.early:
        return None
    new = {one.name for one in found.people} - book.keys.keys()
    keys = ordering.reckon(new)
    listing.book = replace(book, keys={**book.keys, **keys}) if keys else book
    listing.seq = seq
    for one in found.people:
        listing.put(one)
    remember(office, keys)
    return found.people


def _same_ground(session: "Session", listing: Listing, touched: set[tuple[str, int]]) -> bool:
    """Say whether bodies and the school's name, which every row rests on, are as they were."""
    kinds = {kind for kind, _ in touched}
    return Organisation.__tablename__ not in kinds and str(settings.get(session, SCHOOL)) == listing.school


def count_people(office: "Office") -> int:
    """Return how many people were ever entered."""
    with office.reading() as session:
        return views.count(session)


def nobody() -> Listing:
    """Return the listing of a page that has not read anybody yet."""
    listing = Listing(Everybody(clock.today(), [], Tree([])), "")
    listing.prepare()
    return listing


def remember(office: "Office", keys: dict[str, NameKey]) -> None:
    """Keep reckoned keys in the office's cache; it is outside the journal, so nothing is undone by it."""
    if keys and office.writing:
        with office.change("整理拼音查找", kind="log") as session:
            ordering.remember(session, keys.values())
