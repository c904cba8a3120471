"""The pane at the right: who should come and came, whether that is enough, who sat in."""

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from partyoffice.meetings.page.minutes.pieces import GrowingEditor, lock
from partyoffice.meetings.page.minutes.sheet import presences_of, seats_of
from partyoffice.meetings.page.seat_list import SeatList
from partyoffice.meetings.page.vote_side import Verdict
from partyoffice.meetings.queries import Seating
from partyoffice.meetings.rules.opening import needed_at
from partyoffice.meetings.rules.tally import Hall
from partyoffice.meetings.rules.voting import VoteSettings
from partyoffice.ui import theme
from partyoffice.ui.controls import label, tip

WIDTH, NARROW = 300, 272
KEYS = "空格：出席或缺席；数字：缺席原因；F2：说明"
CHAIR, RECORDER = "主持", "记录"


def brief(article: str) -> str:
    """Return an article as a narrow pane has room for: 支部工作条例第十一条."""
    found = re.match(r"《(?:中国共产党)?(?P<name>[^（》]*)[^》]*》(?:（[^）]*）)?(?P<tail>.*)", article)
    return f"{found['name']}{found['tail']}" if found else article


class AttendancePane(QFrame):
    """``edited`` tells every mark."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.seats, self.opening = SeatList(), Verdict()
        self.told, self.people = label("", "warn", wraps=True), Seating(())
        self.observers = GrowingEditor("列席人员，用顿号隔开", 1)
        self.filling = False
        self.seats.keys.setText(KEYS)
        box = self.seats.box
        box.insertWidget(2, self.opening)
        box.insertWidget(3, self.told)
        self.sitting_in = label("列席", "label")
        box.insertWidget(box.count() - 1, self.sitting_in)
        box.insertWidget(box.count() - 1, self.observers)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.seats)
        theme.keep_width(self, WIDTH)
        self.seats.model.marked.connect(self._marked)
        self.observers.edited.connect(self.edited)

    def _marked(self) -> None:
        if not self.filling:
            self.edited.emit()

    def fill(self, people: Seating, seats: Mapping[str, list[Any]]) -> None:
        """Show who should come; who is marked in ``seats`` keeps that."""
        self.people, self.filling = people, True
        self.seats.model.fill(people.seats, presences_of(seats))
        self.filling = False
        self.told.setText(people.told)
        self.told.setVisible(bool(people.told))

    def state(self) -> dict[str, list[Any]]:
        """Return who came, as a draft keeps it."""
        return seats_of(self.seats.model.presences())

    def hall(self, kind: str) -> Hall:
        """Return who is there, as the rules take it."""
        model = self.seats.model
        return Hall(model.count(), model.voters(), model.voters(absent=True), kind)

    def names(self) -> list[str]:
        """Return the names of everybody who should come."""
        return [line.seat.name for line in self.seats.model.lines]

    def show_heads(self, chair: str, recorder: str) -> None:
        """Say who leads and who writes."""
        self.seats.model.show_roles({recorder: RECORDER, chair: CHAIR})

    def reckon(self, kind: str, settings: VoteSettings) -> None:
        """Say whether enough came for a meeting of the kind."""
        needed = needed_at(kind, self.seats.model.count(), settings)
        self.opening.setVisible(needed is not None and needed.due > 0)
        if needed is not None:
            good = needed.present >= needed.least
            told = f"{needed.told}\n{brief(needed.article)}"
            self.opening.say(good, "可以开会" if good else "到会人数不够", told)
            tip(self.opening, needed.article)

    def set_low(self, low: bool) -> None:
        """Leave out what can be done without where the window is low, so that people stay in sight."""
        self.seats.keys.setVisible(not low and not self.seats.locked)
        self.opening.sum.setVisible(not low)
        self.sitting_in.setVisible(not low)
        self.seats.note_when_asked(low)

    def stops(self) -> list[QWidget]:
        """Return what Tab comes to, in the order of the eye."""
        seats = self.seats
        return [seats.all, seats.line, seats.view, seats.note, self.observers.text]

    def lock(self, on: bool) -> None:
        """Let nothing be marked, or again."""
        self.seats.lock(on)
        lock(self.observers, on)
