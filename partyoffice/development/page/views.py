"""The views of the tab in the order of their row; each is built when it is first chosen."""

from typing import TYPE_CHECKING

from partyoffice.ui.page import Page, PageSpec

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

WAY = "way"


def _way(desk: "Desk") -> Page:
    from partyoffice.development.page.way import WayPane

    return WayPane(desk)


VIEWS: tuple[PageSpec, ...] = (PageSpec(WAY, "进程", _way),)
