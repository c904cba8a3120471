"""The way from the steps 15 and 23 to the record of their meeting."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from partyoffice.development.decisions import DECISIONS, meeting_that_closed
from partyoffice.development.page.typed import PAGE
from partyoffice.development.rules.file import DECISIONS as NAMES
from partyoffice.meetings.page import VoteDialog
from partyoffice.ui import drafts

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk


def open_vote(
    desk: "Desk", parent: QWidget | None, number: int, people: Sequence[int], meeting: int = 0, key: str = ""
) -> VoteDialog:
    """Open the record of the vote that closes step 15 or 23 for some people, all at one meeting.

    Of one person whose step is closed it is the meeting that closed it, to be corrected; ``key`` goes on
    with a draft.
    """
    known = {one.name: one for one in DECISIONS}
    if not meeting and len(people) == 1:
        with desk.open_office().reading() as session:
            meeting = meeting_that_closed(session, people[0], number)
    dialog = VoteDialog(desk, parent, known, NAMES[number], people)
    drafts.keep(desk, dialog, PAGE, {"form": "vote", "number": number, "people": list(people)}, key)
    return dialog.begin(meeting)
