"""Choosing one of several: typed in Chinese, pinyin or initials, or picked from the list by F7."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QListView

from partyoffice.core.text import clean, search_key
from partyoffice.ui import icons, theme
from partyoffice.ui.editors import Editor, LineEditor
from partyoffice.ui.line import Line

RECENT = 5
ROWS = 10
WIDTH = 240
OPENING = (Qt.Key.Key_F7, Qt.Key.Key_Down)
Keys = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Option:
    """One entry: what is stored, what is shown, and what else finds it."""

    value: Any
    text: str
    keys: tuple[str, ...] = ()


def options(texts: Sequence[str], keys: Keys | None = None) -> tuple[Option, ...]:
    """Return labels as options; ``keys`` gives full pinyin and initials of a label."""
    return tuple(Option(text, text, tuple(keys(text)) if keys else ()) for text in texts)


_recent: dict[str, list[str]] = {}


class ChoiceLine(Line):
    """A line with a chevron that opens the list."""

    list_wanted = Signal()
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the user went on; Qt tells a finished edit only once, even if the list was open then."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list by F7 or Down, with Alt or without; an open list takes its keys itself."""
        if not self.composing() and event.key() in OPENING:
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list by the chevron."""
        super().mousePressEvent(event)
        if event.position().x() > self.width() - 26 and self.isEnabled() and not self.isReadOnly():
            self.list_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chevron."""
        super().paintEvent(event)
        box = QRectF(self.width() - 22, self.height() / 2 - 7, 14, 14)
        icons.paint(QPainter(self), "chevron-down", box, theme.ink("text2" if self.isEnabled() else "off"))


class ChoiceEditor(LineEditor):
    """A choice; the value is the option's, or the typed text where the field is open.

    ``name`` groups the recently used entries, ``find`` turns an everyday form into a label.
    """

    def __init__(
        self,
        choices: Sequence[Option],
        *,
        open_ended: bool = False,
        name: str = "",
        find: Callable[[str], str | None] = lambda _text: None,
    ) -> None:
        Editor.__init__(self)
        self.choices, self.open_ended, self.name, self.official = tuple(choices), open_ended, name, find
        self.tidy = clean
        self.line: ChoiceLine = ChoiceLine()
        self.line.setTextMargins(0, 0, 20, 0)
        theme.keep_width(self.line, WIDTH)
        self.row = self.place(stretch=True)
        self.shown = QStringListModel(self)
        self.completer = QCompleter(self.shown, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(ROWS)
        self.popup = QListView()
        self.popup.setProperty("role", "popup")
        self.completer.setPopup(self.popup)
        self.line.setCompleter(self.completer)
        self.completer.activated.connect(self._picked)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.normalise)
        self.line.left.connect(self.normalise)
        self.line.list_wanted.connect(self.open_list)

    def matching(self, text: str) -> list[str]:
        """Return the entries a text may mean, those that begin with it first."""
        wanted = search_key(text)
        if not wanted:
            recent = [text for text in _recent.get(self.name, []) if self._option(text)]
            return recent + [option.text for option in self.choices if option.text not in recent]
        hits = [(self._rank(option, wanted), option.text) for option in self.choices]
        return [text for rank, text in sorted(hits, key=itemgetter(0)) if rank < 2]

    def _rank(self, option: Option, wanted: str) -> int:
        found = [search_key(key) for key in (option.text, *option.keys)]
        if any(key.startswith(wanted) for key in found):
            return 0
        return 1 if any(wanted in key for key in found) else 2

    def _option(self, text: str) -> Option | None:
        return next((option for option in self.choices if option.text == text), None)

    def _typed(self, text: str) -> None:
        self.shown.setStringList(self.matching(text))
        self.edited.emit()

    def open_list(self) -> None:
        """Show all entries, the recently used ones on top."""
        self.shown.setStringList(self.matching(""))
        self.completer.complete()

    def _picked(self, text: str) -> None:
        self.line.setText(text)
        used = _recent.setdefault(self.name, [])
        used[:] = [text, *(other for other in used if other != text)][:RECENT]
        self.edited.emit()

    def normalise(self) -> None:
        """Complete what was typed where only one entry can be meant."""
        text = clean(self.line.text())
        if not text or self._option(text) or self.popup.isVisible():
            return
        official, hits = self.official(text), self.matching(text)
        if official is None and len(hits) == 1 and not self.open_ended:
            official = hits[0]
        if official is not None and official != text:
            self.line.setText(official)
            self.edited.emit()

    def value(self) -> Any:  # noqa: ANN401 -- the options' own values
        """Return the chosen value; typed text where the field is open, else None or an empty text."""
        text = clean(self.line.text())
        option = self._option(text)
        if option is not None:
            return option.value
        if self.open_ended:
            return text
        return "" if all(isinstance(option.value, str) for option in self.choices) else None

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- the options' own values
        """Show the option of a value; a value outside the list is shown as it is."""
        option = next((option for option in self.choices if option.value == value), None)
        text = option.text if option else "" if value is None else str(value)
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def problem(self) -> str:
        """Say that the list has no such entry."""
        text = clean(self.line.text())
        if not text or self.open_ended or self._option(text):
            return ""
        return f"列表里没有“{text}”，按 F7 从列表中选择"
