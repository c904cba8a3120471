"""Whom the list shows: body, view, search and filters, and every count that follows from them."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.members import views
from partyoffice.members.page.empties import empty_of
from partyoffice.members.page.filter_columns import filterables, name_keys
from partyoffice.members.page.side import body_nodes, view_nodes
from partyoffice.members.queries import Someone
from partyoffice.ui.filters import Filters
from partyoffice.ui.main_window import MainWindow
from partyoffice.ui.narrowing import Narrowing
from partyoffice.ui.tree import Node
from partyoffice.ui.views import Views

if TYPE_CHECKING:
    from partyoffice.members.page.roster import RosterPage
    from partyoffice.organisation.queries import Tree

LISTED = "members"
ROW_SHOWN = f"{LISTED}.filter_row"


class Shown:
    """Narrows the list of one page."""

    def __init__(self, page: "RosterPage") -> None:
        self.page, self.grid, self.desk = page, page.grid, page.desk
        self.here: frozenset[int] = frozenset()  # the positions of body and view, before any filter
        self._bodies: tuple[Node, ...] = ()
        self._built_in: tuple[Node, ...] = ()
        self._ranks: tuple[Tree | None, dict[str, int]] = (None, {})
        self.filters = Filters(filterables(page.day, self.names, self._rank))
        self.narrowing = Narrowing(page.grid, self.filters, page.chips, self._find)
        self.views = Views(
            page.desk, self.narrowing, LISTED, views.TITLES, base=page.side.view, show=self.show_key
        )
        page.grid.narrowing = self.narrowing
        self.narrowing.changed.connect(self._tell)
        self.narrowing.more = page.picked.chips
        self.narrowing.dropped.connect(page.picked.drop)
        self.narrowing.cleared.connect(self._empty_box)
        self.narrowing.filters_changed.connect(page.columns.read_missing)
        self.views.changed.connect(self._show_views)

    def begin(self) -> None:
        """Show the filter row as it was left, and the view to begin with."""
        row, prefs = self.narrowing.row, self.desk.prefs
        row.show_row(prefs.get(ROW_SHOWN, True))
        row.shown_changed.connect(lambda shown: prefs.put(ROW_SHOWN, shown))
        self.apply()
        if self.views.start_key() != self.page.side.view_key():
            self.choose(self.views.start_key(), 0)

    def names(self, one: Someone) -> Sequence[str]:
        """Return what somebody's name is found by."""
        key = self.page.listing.book.keys.get(one.name)
        return name_keys(key.keys if key is not None else "", one.name)

    def _rank(self, name: str) -> int:
        bodies = self.page.listing.book.bodies
        if self._ranks[0] is not bodies:
            places = {bodies.name(org): bodies.position(org) for org in bodies.parents}
            self._ranks = (bodies, places)
        return self._ranks[1].get(name, len(self._ranks[1]))

    def _find(self, text: str) -> Iterable[int]:
        return self.page.listing.finder.find(text)

    # Choosing ----------------------------------------------------------------------------------

    def apply(self) -> None:
        """Show the people of body, view, search and filters."""
        page = self.page
        self.views.enter(page.side.view_key())
        page.columns.read_missing()
        self._show_counts()
        self.here = page.picked.within(page.listing.here(page.side.view(), page.side.body()))
        self.grid.columns.set_shown("gone", shown=page.side.view() == views.GONE)
        self.narrowing.offer(self.here)

    def fill(self) -> None:
        """Filter everybody as just read."""
        self.filters.fill(self.page.listing.book.people)
        self.views.load()
        self.apply()

    def mend(self, person_ids: Iterable[int]) -> None:
        """Filter a few people as just read again."""
        for person_id in person_ids:
            self.filters.put(self.page.listing.place_of(person_id))
        self.views.load()
        self.apply()

    def choose(self, view: str, body: int) -> None:
        """Show a view, built-in or named, of a body."""
        self.page.choose(view, body)

    def show_key(self, view: str) -> None:
        """Show a view of the body that is shown."""
        self._show_views()
        self.choose(view, self.page.side.body())

    def clear(self) -> None:
        """Take search and filters away."""
        self.narrowing.clear()

    def _empty_box(self) -> None:
        if isinstance(self.desk.window, MainWindow):
            self.desk.window.header.search.find_now("")

    # Telling -----------------------------------------------------------------------------------

    def _show_counts(self) -> None:
        page, listing = self.page, self.page.listing
        counts = listing.body_counts(page.side.view())
        bodies = body_nodes(listing.book.bodies, lambda org: counts[org], listing.school)
        self._bodies, self._built_in = bodies, view_nodes(listing.view_counts(page.side.body()))
        page.side.tree.fill(bodies)
        self._show_views()
        page.side.fold_once()

    def _show_views(self) -> None:
        page, named = self.page, self.views.named
        body = page.side.body()
        nodes = (*self._built_in, *(self._node(key, body) for key in named))
        page.side.fill_views(nodes, {key: self.views.base_of(key) for key in named})
        page.bar.show_choice(self._bodies, nodes, body, page.side.view_key())

    def _node(self, key: str, body: int) -> Node:
        return Node(key, self.views.title(key), self._count(key, body), "bookmark")

    def _count(self, key: str, body: int) -> str:
        """Return how many a named view shows; nothing where its columns have not been read."""
        state, listing = self.views.named[key].filters, self.page.listing
        if not self.page.columns.has_read(state):
            return ""
        here = frozenset(listing.here(self.views.base_of(key), body))
        return str(len(self.filters.passing(state, here)))

    def _tell(self) -> None:
        page = self.page
        page.bar.block_empty(page.model.rowCount())
        if not page.model.rowCount():  # one empty list after another resets nothing, yet has other words
            page.grid.pane.show_empty(empty_of(page))
        self.desk.set_status(self.status())

    def status(self) -> str:
        """Return 第一党支部 42 人·筛选后 38 人·已选 1 人."""
        page = self.page
        total, shown, chosen = len(self.here), page.model.rowCount(), page.grid.choice.count()
        name = page.bar.title.whole() if page.side.body() else ""
        parts = [f"{name or '共'} {total} 人"]
        if shown != total or self.filters.active:
            parts.append(f"筛选后 {shown} 人")
        if chosen:
            parts.append(f"已选 {chosen} 人")
        return "·".join([*parts, *page.grid.sums()])

    def only_without(self, key: str) -> "partial[None]":
        """Return what takes one filter away."""
        return partial(self.narrowing.remove, key)
