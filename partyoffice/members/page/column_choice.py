"""Which columns the list shows: kept on this PC, and the branch only where there are several."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from partyoffice.members.columns import needed
from partyoffice.members.page.asking import branches
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
        """Return the columns that can be seen."""
        visible = (self.grid.model.columns[at].key for at in self.grid.columns.visible())
        return tuple(key for key in visible if key not in OWN)

    def keep(self, state: dict[str, Any]) -> None:
        """Keep the layout; a column just chosen is read from the office."""
        self.page.desk.prefs.put(PREFS, state)
        people = self.page.listing.book.people
        if people and set(needed(self.keys())) - people[0].card.keys():
            self.page.reload()

    def fit_branch(self) -> None:
        """Show the branch as soon as there is a second one: before, every row would say the same."""
        several, before = len(branches(self.page.listing.book.bodies)) > 1, self.several
        self.several = several
        if before is not None and several != before:
            self.grid.columns.set_shown("branch", several)

    def popup(self) -> None:
        """Offer the columns under their button."""
        menu = QMenu(self.page)
        self.grid.fill_column_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.page.bar.quiet[-1]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
