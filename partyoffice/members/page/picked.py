"""A list of people that another page pointed at, such as who was made full in March."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from partyoffice.members import views

if TYPE_CHECKING:
    from partyoffice.members.page.roster import RosterPage

KEY = "picked"


class Picked:
    """The people in sight and the title they go by; an empty title means everybody of the view."""

    def __init__(self, page: "RosterPage") -> None:
        self.page, self.title = page, ""
        self.ids: frozenset[int] = frozenset()

    def show(self, title: str, ids: Iterable[int]) -> None:
        """Show some people wherever they are now, gone ones as well."""
        self.page.show_view(views.EVERYBODY)
        self.title, self.ids = title, frozenset(ids)
        self.page.shown.apply()

    def drop(self) -> None:
        """Show the whole view again."""
        self.title, self.ids = "", frozenset()
        self.page.shown.apply()

    def within(self, here: Iterable[int]) -> frozenset[int]:
        """Return the positions that are to be seen."""
        people = self.page.listing.book.people
        return frozenset(at for at in here if not self.title or people[at].id in self.ids)

    def chips(self) -> list[tuple[str, str, str]]:
        """Return the chip that says which list this is."""
        return [(KEY, "名单", self.title)] if self.title else []
