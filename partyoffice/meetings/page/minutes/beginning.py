"""How a meeting comes onto the screen: begun anew, named by another page, or gone on with after a crash."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.meetings.page.minutes import blocks, templates
from partyoffice.meetings.page.minutes.reading import read_blank, read_opened
from partyoffice.meetings.rules.kinds import MEETING_KINDS

if TYPE_CHECKING:
    from partyoffice.meetings.page.minutes.pane import MinutesPane


class Beginning:
    """Begins and resumes."""

    def __init__(self, pane: "MinutesPane") -> None:
        self.pane, self.desk = pane, pane.desk

    def begin(self, kind: str) -> None:
        """Begin a meeting of a kind, of the body chosen, today."""
        body, _year = self.pane.listing.chosen
        self.pane.begin(body, kind, Day.of(clock.today()))

    def begin_with(self, given: Mapping[str, Any]) -> None:
        """Begin a meeting with what another page knows: body, kind, day, what it counts as."""
        body = int(given.get("body") or self.pane.listing.chosen[0])
        on = given.get("on") or Day.of(clock.today())
        day = on if isinstance(on, Day) else Day.parse(str(on))
        kind = str(given.get("kind") or MEETING_KINDS[0])
        self.pane.begin(body, kind, day, given.get("counted_as") or ())

    def show_meeting(self, meeting: int) -> None:
        """Show a meeting that another page named."""
        try:
            self.pane.go_to(meeting)
        except OfficeError:
            self.desk.messages.warn("找不到这次会议", "可能已被删除。")

    def resume(self, key: str) -> None:
        """Go on with what was written before a crash."""
        draft = self.desk.drafts.find(key)
        if draft is not None and "form" in draft.about:
            texts = draft.about["form"] == "template"
            first = MEETING_KINDS[0]
            form = templates.ask(self.pane, first, key) if texts else blocks.ask(self.pane, key)
            form.take_draft(draft.values)
            return
        shown = self.pane.shown() is not None and self.pane.keeper.key == key
        if draft is None or shown or not self.pane.may_leave():
            return
        meeting, office = int(draft.about.get("meeting") or 0), self.desk.open_office()
        try:
            opened = read_opened(office, meeting) if meeting else None
        except OfficeError:
            opened = None  # taken back meanwhile: what was written can still be saved as a new one
        if opened is None:
            about, day = draft.about, str(draft.about.get("on") or "")
            on = Day.parse(day) if day else Day.of(clock.today())
            opened = read_blank(office, int(about["body"]), str(about["kind"]), on)
        self.pane.show_meeting(opened, key)
