"""The texts of the minutes below the agenda: what was held, and of an activity its project fields."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partyoffice.meetings.page.minutes.pieces import GrowingEditor, lock, name_choice, named, offer_names
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import PARTY_DAY, RITE
from partyoffice.store.base import fields_of
from partyoffice.ui.controls import label

PROJECTS = frozenset({PARTY_DAY, RITE})
PROJECT = ("goal", "planning", "course", "feedback", "improvement")
TITLES = {one.key: one.title for one in fields_of(Meeting)}
HINTS = {
    "text": "报告、传达的事项和主持人小结；散会时间写在上面的结束时间", "note": "",
    "goal": "这次活动要达到什么", "planning": "准备和分工", "course": "怎样进行",
    "feedback": "党员和群众的意见", "improvement": "下次怎样做得更好",
}  # fmt: skip


class Texts(QWidget):
    """``edited`` tells every stroke."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.editors = {key: GrowingEditor(hint, 3 if key == "text" else 2) for key, hint in HINTS.items()}
        self.editors["note"].lines = 1
        self.responsible = name_choice("活动负责人")
        self.project = QWidget()
        inside = QVBoxLayout(self.project)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(named("活动负责人", self.responsible))
        for key in PROJECT:
            self._put(inside, key)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self._put(box, "text")
        box.addWidget(self.project)
        self._put(box, "note")
        for one in (*self.editors.values(), self.responsible):
            one.edited.connect(self.edited)
        self.responsible.committed.connect(self.edited)

    def _put(self, box: QVBoxLayout, key: str) -> None:
        title = label(TITLES[key], "label")
        title.setContentsMargins(0, 6, 0, 0)
        box.addWidget(title)
        self.editors[key].text.setAccessibleName(TITLES[key])
        box.addWidget(self.editors[key])

    def take(self, values: Mapping[str, str]) -> None:
        """Show what stands in these fields."""
        for key, one in self.editors.items():
            one.take_raw(values.get(key) or "")
        self.responsible.take_raw(values.get("responsible") or "")

    def show_kind(self, kind: str) -> None:
        """Ask for the project of an activity; what was once written stays in sight."""
        written = self.responsible.value() or any(self.editors[key].value() for key in PROJECT)
        self.project.setVisible(kind in PROJECTS or bool(written))

    def offer(self, names: list[str]) -> None:
        """Let one of these people be chosen."""
        offer_names(self.responsible, names)

    def values(self) -> dict[str, str]:
        """Return what stands here."""
        texts = {key: one.value() for key, one in self.editors.items()}
        return {**texts, "responsible": self.responsible.value()}

    def stops(self) -> list[QWidget]:
        """Return what Tab comes to, in the order of the eye."""
        parts = [self.editors["text"], self.responsible, *(self.editors[key] for key in (*PROJECT, "note"))]
        return [one.focus_part() for one in parts]

    def lock(self, on: bool) -> None:
        """Let nothing be changed, or again."""
        lock(self, on)
