"""进程: the people on the way by stage, the steps of one of them, and the form of a step."""

from typing import TYPE_CHECKING

from partyoffice.ui.page import Page

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk


class WayPane(Page):
    """Stages above, people at the left, steps and form beside them, 依据 at the right."""

    lists_people = True

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
