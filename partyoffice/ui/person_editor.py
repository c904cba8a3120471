"""Choosing one person, or several, out of many: by name, pinyin, initials or the end of a number.

Two people may have one name, so what is chosen is an id, and every line of the list says who is meant.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QListView, QVBoxLayout, QWidget

from partyoffice.core.text import clean
from partyoffice.ui import theme
from partyoffice.ui.choice_editor import ROWS, WIDTH, ChoiceLine, offer_first
from partyoffice.ui.controls import label
from partyoffice.ui.editors import Editor, LineEditor
from partyoffice.ui.people_chips import PeopleChips
from partyoffice.ui.pick_dialog import ENTRY, Entry, EntryDelegate, PickDialog, fill_model

HINT = "姓名、拼音或证件尾号"
NOBODY_FOUND = "没有找到，按 F7 从列表中选择"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant; ``notes`` tell them from others of the name: unit, year of birth."""

    id: int
    name: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Who can be chosen: ``seek`` finds by what is typed, ``named`` tells who an id is.

    ``several`` asks for any number of people instead of one.
    """

    seek: Callable[[str], Sequence[Candidate]]
    named: Callable[[int], Candidate | None]
    several: bool = False

    def entries(self, text: str) -> list[Entry]:
        """Return who may be meant as lines of a list."""
        return [Entry(one, one.name, one.notes) for one in self.seek(text)]

    def of_name(self, name: str) -> list[Candidate]:
        """Return everybody of exactly this name."""
        return [one for one in self.seek(name) if one.name == name]


class PersonEditor(LineEditor):
    """One person; the value is an id, None for nobody."""

    title = "人员"

    def __init__(self, people: People) -> None:
        Editor.__init__(self)
        self.people, self.tidy, self.chosen = people, clean, None
        self.line: ChoiceLine = ChoiceLine()
        self.line.setTextMargins(0, 0, 20, 0)
        self.line.setPlaceholderText(HINT)
        theme.keep_width(self.line, WIDTH)
        self.row: QHBoxLayout = self.place(stretch=True)
        self.note = label("", "cap")
        self.row.insertWidget(1, self.note)
        self.shown, self.popup = QStandardItemModel(self), QListView()
        self._set_completer()
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.normalise)
        self.line.left.connect(self.normalise)
        self.line.entered.connect(self._enter)
        self.line.list_wanted.connect(self.open_list)
        self.line.dialog_wanted.connect(self.open_dialog)

    chosen: Candidate | None

    def _set_completer(self) -> None:
        completer = QCompleter(self.shown, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(ROWS)
        self.popup.setProperty("role", "popup")
        completer.setPopup(self.popup)
        self.popup.setItemDelegate(EntryDelegate(self.popup))
        self.popup.setMinimumWidth(theme.scaled(WIDTH * 1.5))
        self.line.setCompleter(completer)
        self.completer = completer
        picked = completer.activated[QModelIndex]  # type: ignore[index]  # the stub knows one overload only
        picked.connect(lambda index: self._take(index.data(ENTRY)))

    def _typed(self, text: str) -> None:
        self.chosen = None
        self.note.setText("")
        fill_model(self.shown, self.people.entries(clean(text)) if clean(text) else [])
        self.edited.emit()

    def open_list(self) -> None:
        """Unfold who may be meant by what stands here."""
        fill_model(self.shown, self.people.entries(clean(self.line.text())))
        self.completer.complete()

    def open_dialog(self) -> PickDialog:
        """Open everybody there is to choose from."""
        dialog = PickDialog(self, f"选择{self.title}", self.people.entries, HINT)
        dialog.picked.connect(self._take)
        return dialog.begin()

    def _take(self, entry: Entry | None) -> None:
        if entry is not None and isinstance(entry.value, Candidate):
            self._show(entry.value)
            self.edited.emit()
            self.committed.emit()

    def _show(self, one: Candidate | None) -> None:
        self.chosen = one
        self.line.setText(one.name if one else "")
        self.note.setText(one.notes if one else "")

    def _enter(self) -> None:
        """Take the only one of the open list without going there by Down; of several mark the first."""
        if not self.popup.isVisible() or self.popup.currentIndex().isValid():
            return
        self.popup.hide()
        self.normalise()
        if self.shown.rowCount() > 1 and self.value() is None:
            QTimer.singleShot(0, self, lambda: offer_first(self.completer, self.popup))

    def normalise(self) -> None:
        """Take who alone has the name that was typed, or who alone was found."""
        text = clean(self.line.text())
        if not text or self.popup.isVisible() or self._is_chosen(text):
            return
        found = list(self.people.seek(text))
        same = [one for one in found if one.name == text] or found
        if len(same) == 1:
            self._take(Entry(same[0], same[0].name))

    def _is_chosen(self, text: str) -> bool:
        return self.chosen is not None and self.chosen.name == text

    def value(self) -> int | None:
        """Return who was chosen."""
        return self.chosen.id if self.chosen and self._is_chosen(clean(self.line.text())) else None

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- id or None
        """Show somebody by id; somebody unknown is shown as nobody."""
        self._show(None if value is None else self.people.named(int(value)))

    def raw(self) -> Any:  # noqa: ANN401 -- JSON
        """Return the id, or the text where nobody is chosen yet."""
        return self.value() or self.line.text()

    def take_raw(self, kept: Any) -> None:  # noqa: ANN401 -- JSON
        """Show somebody again, or the text."""
        if isinstance(kept, int):
            self.set_value(kept)
        else:
            self._show(None)
            self.line.setText(str(kept))

    def problem(self) -> str:
        """Say that nobody, or more than one, is meant."""
        text = clean(self.line.text())
        if not text or self._is_chosen(text):
            return ""
        same = self.people.of_name(text)
        if len(same) > 1:
            return f"有 {len(same)} 位“{text}”，按 F7 选择是哪一位"
        return "" if same else f"没有找到“{text}”，按 F7 从列表中选择"


class PeopleEditor(Editor):
    """Several people as chips above a line that adds the next; the value is their ids in order."""

    title = "人员"
    passed = Signal()  # Enter in the empty line: nobody more

    def __init__(self, people: People) -> None:
        super().__init__()
        self.people = people
        self.chips, self.adder = PeopleChips(), PersonEditor(people)
        self.chosen: list[Candidate] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.chips)
        box.addWidget(self.adder)
        self.setFocusProxy(self.adder.line)
        self.chips.removed.connect(self._remove)
        self.adder.edited.connect(self.edited)
        self.adder.committed.connect(self._add)
        self.adder.line.returnPressed.connect(self._pass)

    def open_dialog(self) -> PickDialog:
        """Open everybody there is to choose from."""
        self.adder.title = self.title
        return self.adder.open_dialog()

    def _add(self) -> None:
        one = self.adder.chosen
        if one is not None:
            if one not in self.chosen:
                self._show([*self.chosen, one])
            self.adder.set_value(None)
            # Qt writes the name picked from the list into the line after everybody was told of it.
            QTimer.singleShot(0, self.adder, lambda: self.adder.set_value(None))
            self.edited.emit()
            self.committed.emit()

    def _pass(self) -> None:
        text = clean(self.adder.line.text())
        if not text:
            self.passed.emit()
        elif not self.people.seek(text):
            self.adder.note.setText(NOBODY_FOUND)

    def _remove(self, person: int) -> None:
        self._show([one for one in self.chosen if one.id != person])
        self.edited.emit()
        self.committed.emit()
        if not self.chosen:
            self.adder.line.setFocus()

    def _show(self, people: list[Candidate]) -> None:
        self.chosen = people
        self.chips.fill([(one.id, one.name, one.notes) for one in people])

    def value(self) -> tuple[int, ...]:
        """Return who was chosen."""
        return tuple(one.id for one in self.chosen)

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- ids or None
        """Show these people; unknown ones are left out."""
        found = (self.people.named(int(each)) for each in value or ())
        self._show([one for one in found if one is not None])

    def raw(self) -> list[int]:
        """Return the ids."""
        return list(self.value())

    def normalise(self) -> None:
        """Add who was typed last."""
        self.adder.normalise()

    def problem(self) -> str:
        """Say that who was typed last is not to be told."""
        return self.adder.problem()

    def mark_bad(self, bad: bool) -> None:
        """Frame the line."""
        self.adder.mark_bad(bad)

    def focus_part(self) -> QWidget:
        """Return the line."""
        return self.adder.line
