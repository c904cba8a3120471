"""What is to be done after an item: what, by whom, until when; one line each."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.core.dates import Day
from partyoffice.meetings.page.minutes.pieces import lock, name_choice, offer_names
from partyoffice.meetings.rules.writing import Follow
from partyoffice.ui.controls import KEYBOARD, icon_button, label
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.editors import Editor, LineEditor

DONE = "已完成 {}"


class FollowRow(QWidget):
    """One matter; ``rest`` is kept as it came (what was done about it is written in 落实)."""

    edited = Signal()
    removed = Signal()

    def __init__(self, state: Mapping[str, Any], names: Sequence[str]) -> None:
        super().__init__()
        self.rest = {key: state[key] for key in ("id", "done", "result") if state.get(key)}
        self.editors: dict[str, Editor] = {
            "what": LineEditor(), "by": name_choice("责任人"), "due": DayEditor()
        }  # fmt: skip
        self.cross = icon_button("x", "去掉这项落实", self.removed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        hints = {"what": "要落实的事项", "by": "责任人", "due": "完成期限"}
        for key, one in self.editors.items():
            one.focus_part().setAccessibleName(hints[key])
            one.focus_part().setProperty("placeholderText", hints[key])
            one.take_raw(state.get(key) or "")
            one.edited.connect(self.edited)
            one.committed.connect(self.edited)
            row.addWidget(one, 1 if key == "what" else 0)
        if "done" in self.rest:
            row.addWidget(label(DONE.format(self.rest["done"]), "cap"))
        row.addWidget(self.cross)
        self.offer(names)

    def offer(self, names: Sequence[str]) -> None:
        """Let one of these be chosen."""
        offer_names(self.editors["by"], list(names))  # type: ignore[arg-type]  # a choice of names

    def state(self) -> dict[str, Any]:
        """Return what stands here."""
        return {**self.rest, **{key: one.raw() for key, one in self.editors.items()}}

    def follow(self) -> Follow:
        """Return it to be saved."""
        what, by, due = (self.editors[key].value() for key in ("what", "by", "due"))
        done = self.rest.get("done")
        return Follow(
            what, by, due, Day.parse(str(done)) if done else None, str(self.rest.get("result") or ""),
            self.rest.get("id"),
        )  # fmt: skip

    def problem(self) -> str:
        """Return what cannot be read."""
        return next((one.problem() for one in self.editors.values() if one.problem()), "")

    def stops(self) -> list[QWidget]:
        """Return what Tab comes to."""
        return [*(one.focus_part() for one in self.editors.values()), self.cross]


class FollowRows(QWidget):
    """All of them."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[FollowRow] = []
        self.names: list[str] = []
        self.locked = False
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(6)

    def take(self, states: Sequence[Mapping[str, Any]]) -> None:
        """Show these."""
        for row in list(self.rows):
            self._drop(row)
        for state in states:
            self._add(state)

    def add(self) -> None:
        """Begin another one."""
        self._add({})
        self.rows[-1].editors["what"].focus_part().setFocus(KEYBOARD[2])
        self.edited.emit()

    def _add(self, state: Mapping[str, Any]) -> None:
        row = FollowRow(state, self.names)
        row.edited.connect(self.edited)
        row.removed.connect(partial(self.remove, row))
        self.rows.append(row)
        self.box.addWidget(row)
        self.lock(self.locked)

    def remove(self, row: FollowRow) -> None:
        """Take one out."""
        self._drop(row)
        self.edited.emit()

    def _drop(self, row: FollowRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()

    def state(self) -> list[dict[str, Any]]:
        """Return all that say something."""
        return [state for row in self.rows if (state := row.state())["what"]]

    def offer(self, names: Sequence[str]) -> None:
        """Let one of these people be chosen."""
        self.names = list(names)
        for row in self.rows:
            row.offer(names)

    def problem(self) -> str:
        """Return what cannot be read."""
        return next((row.problem() for row in self.rows if row.problem()), "")

    def lock(self, on: bool) -> None:
        """Let nothing be changed, or again."""
        self.locked = on
        lock(self, on)
        for row in self.rows:
            row.cross.setVisible(not on)
