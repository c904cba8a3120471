"""The first page of the entry: which meeting it is, and who came."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.meetings.page.minutes.sheet import presences_of, seats_of
from partyoffice.meetings.page.reading import About, Held, read_held, read_meeting
from partyoffice.meetings.page.seat_list import SeatList
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import ASSEMBLY
from partyoffice.store.base import fields_of
from partyoffice.ui.asking import form, label_keys
from partyoffice.ui.choice_editor import ChoiceEditor, Option
from partyoffice.ui.controls import upright
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from partyoffice.meetings.rules.voters import Presence
    from partyoffice.ui.desk import Desk

NEW = Option(0, "新的会议", ("xdhy", "xindehuiyi"))
HELD = {one.key: one for one in fields_of(Meeting)}
KEPT = ("begins", "ends", "place", "chair", "recorder", "observers")
FIELDS = (
    Field("organisation_id", "党支部", Kind.LINK, required=True),
    Field("on", "会议日期", Kind.DAY, required=True, month_allowed=False),
    Field("meeting", "会议", Kind.LINK, hint="同一天已有的会议可以接着登记"),
    *(HELD[key] for key in KEPT),
)


class MeetingPane(QWidget):
    """The form of the meeting at the left, attendance at the right; ``changed`` tells any change."""

    changed = Signal()
    meeting_changed = Signal()

    def __init__(self, desk: "Desk", about: About, decision: str) -> None:
        super().__init__()
        self.desk, self.about, self.decision = desk, about, decision
        bodies = [Option(one.id, one.name, label_keys(one.name)) for one in about.bodies]
        self.form = form(FIELDS, {}, {"organisation_id": bodies, "meeting": [NEW]})
        self.seats, self.held = SeatList(), Held(())
        self.shown: tuple[Any, ...] = ()
        self.given: Mapping[int, Presence] = {}  # who came as it was read
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.form, 5)
        row.addWidget(upright())
        row.addWidget(self.seats, 6)
        self.form.remarks = self._remarks
        self.form.committed.connect(self._committed)
        self.form.edited.connect(lambda _key: self.changed.emit())
        self.seats.model.marked.connect(self.changed)

    # Reading -----------------------------------------------------------------------------

    def begin(self, on: Day | None, meeting: int = 0) -> None:
        """Open at a meeting that is there, or at a new one of a day."""
        if meeting:
            self._open(meeting)
            return
        self.form.load({"organisation_id": self.about.body, "on": on, "meeting": 0})
        self.read()

    def _open(self, meeting: int) -> None:
        found = read_meeting(self.desk.open_office(), meeting)
        self._offer([found], meeting)
        self.shown = ()
        values = {key: getattr(found, key) for key in KEPT}
        self.form.load({
            "organisation_id": found.organisation_id, "on": found.on, "meeting": meeting, **values,
        })  # fmt: skip
        self.read()

    def on(self) -> Day | None:
        """Return the day, None while it cannot be read."""
        value = self.form.values()["on"]
        return value if isinstance(value, Day) and value.exact else None

    def meeting(self) -> int:
        """Return the meeting that is gone on with, 0 for a new one."""
        return int(self.form.values()["meeting"] or 0)

    def read(self) -> None:
        """Read who should come and which meetings there are, once for each body, day and meeting."""
        body, on, meeting = self.form.values()["organisation_id"], self.on(), self.meeting()
        key = (body, on, meeting)
        if not body or on is None or key == self.shown:
            return
        stays = bool(self.shown) and self.shown[2] == meeting  # then what is ticked already stays ticked
        self.shown = key
        self.held = read_held(self.desk.open_office(), body, on, meeting, self.decision)
        self._offer(self.held.meetings, meeting)
        marked = self.seats.model.presences() if stays else self.held.presences
        self.seats.model.fill(self.held.seats, marked)
        if not stays:
            self.given = self.seats.model.presences()
        self.form.remark()
        self.meeting_changed.emit()

    def _offer(self, meetings: Sequence[Meeting], chosen: int) -> None:
        editor = self.form.editor("meeting")
        if not isinstance(editor, ChoiceEditor):
            raise TypeError(editor)
        known = {one.id for one in meetings}
        moved = [read_meeting(self.desk.open_office(), chosen)] if chosen and chosen not in known else []
        told = [Option(one.id, one.label(), label_keys(one.label())) for one in (*meetings, *moved)]
        editor.offer((NEW, *told))
        editor.set_value(chosen)

    def _remarks(self, values: dict[str, Any]) -> Mapping[str, Sequence[Remark]]:
        """Say that there is a meeting of the day already: a second one would be another meeting."""
        if values["meeting"] or not self.held.meetings:
            return {}
        told = f"这一天已有“{self.held.meetings[0].label()}”，同一次会议请选它"
        return {"meeting": [Remark(Severity.WARN, told)]}

    def _committed(self, key: str) -> None:
        if key == "meeting" and self.meeting() and self.shown and self.shown[2] != self.meeting():
            self._open(self.meeting())
        elif key in {"organisation_id", "on", "meeting"}:
            self.read()
        self.changed.emit()

    # What is typed and not saved ---------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """Return it as JSON; empty for nothing."""
        typed, marked = self.form.draft(), self.seats.model.presences()
        seats = seats_of(marked) if marked != self.given else {}
        return {"meeting": self.meeting(), "typed": typed, "seats": seats} if typed or seats else {}

    def take_draft(self, kept: Mapping[str, Any]) -> None:
        """Show again what a draft kept."""
        if kept["meeting"]:
            self._open(int(kept["meeting"]))
        self.form.take_draft({key: raw for key, raw in kept["typed"].items() if key != "meeting"})
        self.read()
        if kept["seats"]:
            self.seats.model.fill(self.held.seats, presences_of(kept["seats"]))

    # What is typed -----------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """Return the values of the meeting to be saved."""
        typed = self.form.values()
        kept = {key: typed[key] or "" for key in KEPT}
        return {"organisation_id": typed["organisation_id"], "kind": ASSEMBLY, "on": typed["on"], **kept}
