"""The editor of one meeting: title, head, agenda and texts in the middle, who came at the right."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.meetings.page.minutes.agenda import Agenda
from partyoffice.meetings.page.minutes.attendance import AttendancePane
from partyoffice.meetings.page.minutes.head import MinutesHead
from partyoffice.meetings.page.minutes.reading import Opened, read_people, stage_told, stand_of
from partyoffice.meetings.page.minutes.scene import Scene
from partyoffice.meetings.page.minutes.sheet import State
from partyoffice.meetings.page.minutes.texts import Texts
from partyoffice.meetings.page.minutes.title_bar import TitleBar
from partyoffice.meetings.page.reading import Stand
from partyoffice.meetings.rules.kinds import ATTENDED, FINAL
from partyoffice.meetings.rules.minutes import title_of
from partyoffice.meetings.rules.writing import Minutes
from partyoffice.part import Decision
from partyoffice.ui.controls import ENTER, KEYBOARD, label, rule, tip

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk

SIDE = 20


class MinutesEditor(QWidget):
    """``edited`` tells every change of the user's; the pane at the right stands beside it in the view."""

    edited = Signal()

    def __init__(self, desk: "Desk", decisions: Mapping[str, Decision]) -> None:
        super().__init__()
        self.desk, self.decisions = desk, decisions
        self.opened: Opened | None = None
        self.baseline: State = {}
        self.filling = False
        self.title, self.head, self.texts = TitleBar(), MinutesHead(), Texts()
        self.agenda, self.attendance = Agenda(self._stand), AttendancePane()
        self.area, self.why = QScrollArea(), label("", "why", wraps=True)
        self._build()
        self._wire()

    def _build(self) -> None:
        below = QVBoxLayout()
        below.setContentsMargins(SIDE, 8, SIDE, 20)
        below.setSpacing(8)
        below.addWidget(self.agenda)
        below.addWidget(self.texts)
        below.addStretch(1)
        body = QFrame()
        body.setProperty("role", "sheet")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        for part in (self.head, rule()):
            inside.addWidget(part)
        inside.addLayout(below, 1)
        self.area.setWidget(body)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.title)
        box.addWidget(self.why)
        box.addWidget(self.area, 1)

    def _wire(self) -> None:
        for part in (self.head, self.texts):
            part.edited.connect(self._edited)
        self.head.committed.connect(self._committed)
        self.agenda.edited.connect(self._edited)
        self.agenda.shown.connect(self.bring)
        self.attendance.edited.connect(self._came)

    # Opening -----------------------------------------------------------------------------

    def open(self, opened: Opened, typed: State | None = None) -> None:
        """Show a meeting; ``typed`` is what was written in it and not saved."""
        self.opened, self.filling = opened, True
        self.title.show_title("")
        self._take(opened.state)
        self.baseline = self.state()
        if typed is not None:
            self._take(typed)
        self.filling = False
        self.lock(opened.locked)
        self.area.ensureVisible(0, 0)
        self.tell()

    def _take(self, state: State) -> None:
        opened = self.shown()
        values, kind = state["values"], opened.kind
        self.head.take(values)
        self.head.counted.take(kind, state["counted_as"], opened.countable)
        self.head.show_kind(kind)
        self.texts.take(values)
        self.texts.show_kind(kind)
        self.attendance.observers.take_raw(values.get("observers") or "")
        self.attendance.fill(opened.people, state["seats"])
        self.agenda.take(state["items"], self.scene())
        self._follow()

    def count_files(self, files: int) -> None:
        """Say how many files there are now; what is written stays."""
        if files != self.shown().files:
            self.opened = replace(self.shown(), files=files)
            self.tell()

    def adopt(self, opened: Opened) -> None:
        """Take over what saving gave: ids and numbers; nothing that stands in the fields moves."""
        self.opened = opened
        for card, item in zip(self.agenda.cards, opened.state["items"], strict=True):
            card.adopt(item)
        self.head.take(self.head.raw() | {"number": opened.state["values"].get("number") or ""})
        self.baseline = self.state()
        self.lock(opened.locked)
        self.tell()

    def shown(self) -> Opened:
        """Return the meeting that is shown (LookupError for none)."""
        if self.opened is None:
            raise LookupError("no meeting is shown")
        return self.opened

    # What follows --------------------------------------------------------------------------

    def on(self) -> date:
        """Return the day of the meeting, today while it cannot be read."""
        day = self.head.value("on")
        return day.first if isinstance(day, Day) else clock.today()

    def scene(self) -> Scene:
        """Return the meeting as its parts need to know it."""
        opened = self.shown()
        return Scene(
            opened.kind, self.on(), self.attendance.hall(opened.kind), self.attendance.names(),
            self.head.counted.kinds, opened.settings, self.decisions,
        )  # fmt: skip

    def _follow(self) -> None:
        opened, names = self.shown(), self.attendance.names()
        self.head.offer(names)
        self.texts.offer(names)
        self.attendance.show_heads(self.head.value("chair"), self.head.value("recorder"))
        self.attendance.reckon(opened.kind, opened.settings)

    def _stand(self, decision: Decision, person: int, given: Mapping[str, str]) -> Stand:
        return stand_of(self.desk.open_office(), self.shown(), decision, person, self.on(), given)

    def _edited(self) -> None:
        if not self.filling:
            self.edited.emit()

    def _committed(self, key: str) -> None:
        if self.filling or self.opened is None:
            return
        if key == "on" and isinstance(self.head.value("on"), Day):
            self._read_people()
        if key in {"on", "counted_as"}:
            self.agenda.show_scene(self.scene())
        self._follow()
        self.tell()
        if key == "counted_as":
            self._edited()

    def _read_people(self) -> None:
        opened, marked = self.shown(), self.attendance.state()
        people = read_people(
            self.desk.open_office(), opened.body, opened.kind, self.head.value("on"), marked
        )  # fmt: skip
        if people == opened.people:
            return
        if not opened.id:  # of new minutes everybody is there until somebody is marked
            marked = {str(one.person_id): [ATTENDED, "", one.voting, ""] for one in people.seats} | marked
        self.opened = replace(opened, people=people)
        self.attendance.fill(people, marked)

    def _came(self) -> None:
        if not self.filling and self.opened is not None:
            self.agenda.show_scene(self.scene())
            self._follow()
            self.edited.emit()

    def tell(self) -> None:
        """Say what the meeting is called and how far its record is."""
        opened = self.shown()
        number = self.head.value("number") or opened.number
        self.head.propose(self.on().year, opened.number)
        self.title.show_title(title_of(opened.kind, int(number), self.head.value("subject")))
        late = f"补录，{opened.late.rpartition('，')[2]}" if opened.late else ""
        stage = "已定稿，待签字" if opened.stage == FINAL else opened.stage
        told = "　".join(filter(None, (stage, late)))
        self.why.setText(stage_told(opened))
        self.why.setVisible(opened.locked)
        self.title.show_state(opened.stage, told, opened.files, saved=bool(opened.id))
        tip(self.title.told, opened.late)

    # Values --------------------------------------------------------------------------------

    def state(self) -> State:
        """Return everything as a draft keeps it."""
        values = {**self.head.raw(), **self.texts.values(), "observers": self.attendance.observers.raw()}
        return {
            "values": values, "counted_as": list(self.head.counted.kinds), "seats": self.attendance.state(),
            "items": self.agenda.state(),
        }  # fmt: skip

    def changed(self) -> bool:
        """Say whether something stands here that is not saved."""
        opened = self.opened
        return opened is not None and not opened.locked and (not opened.id or self.state() != self.baseline)

    def touched(self) -> bool:
        """Say whether the user wrote anything at all, also in minutes that were never saved."""
        return self.opened is not None and not self.opened.locked and self.state() != self.baseline

    def forget_ids(self) -> None:
        """Let what stands here be a meeting that was never saved."""
        self.opened = replace(self.shown(), id=0, files=0)
        self.agenda.forget_ids()
        self.tell()

    def minutes(self) -> Minutes:
        """Return the minutes to be saved."""
        opened = self.shown()
        values: dict[str, Any] = {
            "organisation_id": opened.body, "kind": opened.kind, **self.head.values(), **self.texts.values(),
            "observers": self.attendance.observers.value(),
        }  # fmt: skip
        came = self.attendance.seats.model.presences()
        return Minutes(values, came, self.agenda.business(), opened.id or None, whole=True)

    def problem(self) -> str:
        """Return what keeps the minutes from being saved, and go there."""
        found, place = self.head.problem()
        if found and place is not None:
            place.setFocus(KEYBOARD[2])
            self.bring(place)
            return found
        said, card = self.agenda.problem()
        if card is not None:
            card.unfold(True)
            self.bring(card)
        return said

    def stops(self) -> list[QWidget]:
        """Return what Tab comes to, in the order of the eye: items are made after all else."""
        parts = (self.head, self.agenda, self.texts, self.attendance)
        return [one for part in parts for one in part.stops() if one.isVisible() and one.isEnabled()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter from a line to the next field, with Shift back."""
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() in ENTER and (shift or not event.modifiers()):
            self.focusNextPrevChild(not shift)
        else:
            super().keyPressEvent(event)

    def bring(self, part: QWidget) -> None:
        """Bring a part into sight once it is laid out."""
        body = self.area.widget()
        laid = body.layout() if body is not None else None
        if laid is not None:
            laid.activate()
        self.area.ensureWidgetVisible(part, 0, 60)

    def lock(self, on: bool) -> None:
        """Let nothing be changed, or again."""
        for part in (self.head, self.agenda, self.texts, self.attendance):
            part.lock(on)
