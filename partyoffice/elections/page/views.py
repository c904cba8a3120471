"""The views of the page in the order of their row; each is built when it is first chosen."""

from typing import TYPE_CHECKING

from partyoffice.ui.view_tab import ViewTab, register_view

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.page import PageSpec

KEY, TITLE = "elections", "换届选举"
HERE = "partyoffice.elections.page"


def _view(view: str, title: str) -> "PageSpec":
    return register_view(KEY, view, title, f"{HERE}.{view}", view.upper())


VIEWS = (_view("register", "换届"), _view("ballots", "选票"), _view("committees", "历届委员"))


def elections_page(desk: "Desk") -> ViewTab:
    """Return the page."""
    return ViewTab(desk, KEY, TITLE, VIEWS)
