"""Which columns the list shows: kept on this PC, and the branch only where there are several."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from partyoffice.members.columns import needed
from partyoffice.members.page.asking import branches
from partyoffice.ui.list_actions import choose_columns
from partyoffice.ui.table_model import NUMBER_KEY, TICK_KEY

if TYPE_CHECKING:
    from partyoffice.members.page.roster import RosterPage

PREFS = "members.columns"
OWN = frozenset({TICK_KEY, NUMBER_KEY, "gone"})  # these are read with everybody anyway


class ColumnChoice:
    """Keeps the layout of the page's list, and has read what its columns show."""

    def __init__(self, page: "RosterPage") -> None:
        self.page, self.grid = page, page.grid
        self.several: bool | None = True  # None: as the user left it

    def restore(self) -> None:
        """Take the layout kept on this PC, else the usual one in order of names."""
        kept = self.page.desk.prefs.get(PREFS, {})
        if kept:
            self.grid.restore(kept)
            self.several = None
        else:
            self.grid.sort_by(self.grid.model.place_of("name"))
        self.grid.layout_changed.connect(self.keep)

    def keys(self) -> tuple[str, ...]:
        """Return the columns that can be seen or are filtered."""
        visible = (self.grid.model.columns[at].key for at in self.grid.columns.visible())
        filtered = self.page.shown.filters.active
        return tuple(dict.fromkeys(key for key in (*visible, *filtered) if key not in OWN))

    def has_read(self, keys: Iterable[str]) -> bool:
        """Say whether everybody was read with what these columns show."""
        people = self.page.listing.book.people
        wanted = needed(tuple(key for key in keys if key not in OWN))
        return not people or set(wanted) <= people[0].card.keys()

    def read_missing(self) -> None:
        """Have read what is seen or filtered and was not asked for before."""
        if not self.page.arrival.busy and not self.has_read(self.keys()):
            self.page.reload()

    def keep(self, state: dict[str, Any]) -> None:
        """Keep the layout on this PC; that of a named view is its own."""
        if self.page.shown.views.key:
            self.page.shown.views.noticed()
        else:
            self.page.desk.prefs.put(PREFS, state)
        self.read_missing()

    def fit_branch(self) -> None:
        """Show the branch as soon as there is a second one: before, every row would say the same."""
        several, before = len(branches(self.page.listing.book.bodies)) > 1, self.several
        self.several = several
        if before is not None and several != before:
            self.grid.columns.set_shown("branch", several)

    def popup(self) -> None:
        """Open 显示的列."""
        choose_columns(self.grid)
