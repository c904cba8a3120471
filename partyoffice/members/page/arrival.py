"""How everybody gets from the office to the page: at once, or beside the window where they are many."""

from typing import TYPE_CHECKING, Any

from shiboken6 import isValid

from partyoffice.core.errors import OfficeError
from partyoffice.members import ordering
from partyoffice.members.page.listing import (
    AT_ONCE,
    Listing,
    catch_up,
    count_people,
    nobody,
    read_listing,
    remember,
)

if TYPE_CHECKING:
    from partyoffice.members.page.roster import RosterPage
    from partyoffice.members.queries import Someone
    from partyoffice.members.records import NameKey

MANY = 2500  # from here on reading would be felt as a pause


class Arrival:
    """Reads for one page; what others point at meanwhile waits until everybody is there."""

    def __init__(self, page: "RosterPage") -> None:
        self.page, self.desk = page, page.desk
        self.listing: Listing = nobody()
        self.busy = self.missed = False
        self.waiting: dict[str, Any] = {}

    def read(self) -> None:
        """Read everybody and show them."""
        office, columns = self.desk.open_office(), self.page.columns.keys()
        if count_people(office) < MANY:
            self._take(read_listing(office, columns))
            return
        self.busy = True
        work = lambda _progress: read_listing(office, columns)  # noqa: E731 -- runs in the thread
        self.desk.run_task("正在读取名册", work, self._take, self._refused)

    def _refused(self, error: OfficeError) -> None:
        """Say why nobody is shown; the next change, and 重新读取, ask anew."""
        if isValid(self.page):
            self.busy = self.missed = False
            self.desk.messages.refuse(error, ("重新读取", self.read))

    def catch_up(self) -> None:
        """Read who was touched since; everybody only where that is not enough."""
        if self.busy:
            self.missed = True  # everybody is being read just now, perhaps as they were before
            return
        known = len(self.listing.places)
        touched = self._touched() if known else None
        if touched is None:
            self.read()
        elif len(self.listing.places) > known:
            self.page.fill()
        else:
            self.page.mend({one.id: one for one in touched})

    def _touched(self) -> "list[Someone] | None":
        return catch_up(self.desk.open_office(), self.listing, self.page.columns.keys())

    def _take(self, listing: Listing) -> None:
        if not isValid(self.page):
            return  # the window was closed meanwhile
        self.busy, self.listing = False, listing
        if self.missed and self._touched() is None:
            self.missed = False
            self.read()
            return
        self.missed = False
        self.page.fill()
        target, self.waiting = self.waiting, {}
        if target:
            self.page.show_target(**target)
        self._reckon_names()

    def _reckon_names(self) -> None:
        new = self.listing.book.names_without_keys()
        if len(new) > AT_ONCE:
            self.desk.run_task("正在准备拼音查找", lambda _progress: ordering.reckon(new), self._on_reckoned)

    def _on_reckoned(self, keys: dict[str, "NameKey"]) -> None:
        if not isValid(self.page):
            return  # the window was closed meanwhile
        remember(self.desk.open_office(), keys)
        self.listing.learn(keys)
        choice, untouched = self.page.grid.choice, self.page.grid.body.currentIndex().row() <= 0
        self.page.fill()
        if untouched and not choice.ids():
            choice.begin()  # nobody wants to be carried along to where the first one belongs
