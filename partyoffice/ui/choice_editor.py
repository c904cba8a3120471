"""Choosing one of several: typed in Chinese, pinyin or initials; Down unfolds the list, F7 opens it whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QRectF, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QListView

from partyoffice.core.text import clean, search_key
from partyoffice.ui import icons, theme
from partyoffice.ui.controls import ENTER
from partyoffice.ui.editors import Editor, LineEditor
from partyoffice.ui.line import Line
from partyoffice.ui.pick_dialog import Entry, PickDialog
from partyoffice.ui.recents import recents

ROWS = 10
WIDTH = 240
RECENT, ALL = "最近用过", "全部"
Keys = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Option:
    """One entry: what is stored, what is shown, what else finds it, and its place in a deeper table."""

    value: Any
    text: str
    keys: tuple[str, ...] = ()
    note: str = ""
    depth: int = 0


def options(texts: Sequence[str], keys: Keys | None = None) -> tuple[Option, ...]:
    """Return labels as options; ``keys`` gives full pinyin and initials of a label."""
    return tuple(Option(text, text, tuple(keys(text)) if keys else ()) for text in texts)


class ChoiceLine(Line):
    """A line with a chevron that opens the list."""

    list_wanted = Signal()
    dialog_wanted = Signal()
    entered = Signal()
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the user went on; Qt tells a finished edit only once, even if the list was open then."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Unfold the list by Down, with Alt or without, open it by F7; an open list takes its own keys."""
        locked = self.isReadOnly() or self.composing()
        if not locked and event.key() == Qt.Key.Key_Down:
            self.list_wanted.emit()
        elif not locked and event.key() == Qt.Key.Key_F7:
            self.dialog_wanted.emit()
        else:
            super().keyPressEvent(event)
            if event.key() in ENTER and not locked:
                self.entered.emit()

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


def offer_first(completer: QCompleter, popup: QListView) -> None:
    """Unfold a list at its first entry; asked after the key, with which Qt closes the list."""
    completer.complete()
    popup.setCurrentIndex(completer.completionModel().index(0, 0))


class ChoiceEditor(LineEditor):
    """A choice; the value is the option's, or the typed text where the field is open.

    ``name`` is the code table whose last choices stand on top, ``find`` turns an everyday form
    into a label, ``title`` is what the list behind F7 is called.
    """

    title = ""

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
        self.line.entered.connect(self._close_list)
        self.line.list_wanted.connect(self.open_list)
        self.line.dialog_wanted.connect(self.open_dialog)

    def offer(self, choices: Sequence[Option]) -> None:
        """Take other entries; a value that is no longer among them is cleared."""
        self.choices = tuple(choices)
        if self.problem():
            self.set_value(None)

    def matching(self, text: str) -> list[str]:
        """Return the entries a text may mean, those that begin with it first."""
        wanted = search_key(text)
        if not wanted:
            recent = self.recent()
            return recent + [option.text for option in self.choices if option.text not in recent]
        return [text for _rank, text in self._ranked(wanted)]

    def _ranked(self, wanted: str) -> list[tuple[int, str]]:
        hits = [(self._rank(option, wanted), option.text) for option in self.choices]
        return [hit for hit in sorted(hits, key=itemgetter(0)) if hit[0] < 2]

    def _meant(self, text: str) -> str | None:
        """Return the only entry that begins with a text, or that holds it at all."""
        hits = self._ranked(search_key(text))
        found = [one for rank, one in hits if rank == 0] or [one for _rank, one in hits]
        return found[0] if len(found) == 1 else None

    def recent(self) -> list[str]:
        """Return the entries chosen last that there still are."""
        return [text for text in recents.of(self.name) if self._option(text)]

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

    def open_dialog(self) -> PickDialog:
        """Open everything there is to choose from, at what stands here."""
        dialog = PickDialog(self, f"选择{self.title}", self._entries)
        dialog.picked.connect(lambda entry: self._picked(entry.text))
        dialog.go_to(clean(self.line.text()))
        return dialog.begin()

    def _entries(self, text: str) -> list[Entry]:
        if search_key(text):
            return [self._entry(option) for option in map(self._option, self.matching(text)) if option]
        recent, whole = map(self._option, self.recent()), [self._entry(option) for option in self.choices]
        last = [Entry(option.value, option.text) for option in recent if option]
        heads = [Entry(None, words, heading=True) for words in (RECENT, ALL)]
        return [heads[0], *last, heads[1], *whole] if last else whole

    def _entry(self, option: Option) -> Entry:
        return Entry(option.value, option.text, option.note, option.depth)

    def _picked(self, text: str) -> None:
        self.line.setText(text)
        recents.note(self.name, text)
        self.edited.emit()
        self.committed.emit()

    def _close_list(self) -> None:
        """Take the entry meant with Enter, without going to it by Down first; of several mark the first."""
        if self.popup.isVisible() and not self.popup.currentIndex().isValid():
            self.popup.hide()
            self.normalise()
            if self._is_pinyin() and (meant := self._meant(self.line.text())):
                self._picked(meant)
            elif (self.problem() or self._is_pinyin()) and self.shown.rowCount() > 1:
                QTimer.singleShot(0, self, lambda: offer_first(self.completer, self.popup))

    def _is_pinyin(self) -> bool:
        """Say whether letters stand that only look something up, also where other words may be typed."""
        text = clean(self.line.text())
        return text.isascii() and text.isalpha() and self._option(text) is None

    def normalise(self) -> None:
        """Complete what was typed where only one entry can be meant."""
        text = clean(self.line.text())
        if not text or self._option(text) or self.popup.isVisible():
            return
        official = self.official(text)
        if official is None and not self.open_ended:
            official = self._meant(text)
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
