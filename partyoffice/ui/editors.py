"""What every editor of a field can do, and the plain ones: text, name, long text, flag."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QWidget

from partyoffice.core.text import clean, clean_long, clean_name
from partyoffice.ui import theme
from partyoffice.ui.controls import label, set_property
from partyoffice.ui.line import Line


class Editor(QWidget):
    """An editor of one value.

    ``problem`` says in one sentence what is wrong with what stands there, empty if nothing is.
    ``focus_part`` is the widget that takes the keyboard. ``edited`` tells every stroke,
    ``committed`` a value that was chosen whole: picked from a list, ticked, stepped to.
    """

    edited = Signal()
    committed = Signal()
    long = False  # Enter makes a new line instead of going on
    wide = True  # takes the whole width of the form

    def value(self) -> Any:  # noqa: ANN401 -- each kind its own
        """Return what stands there, as the record stores it."""
        return None

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- each kind its own
        """Show a value; does not count as the user's edit."""

    def problem(self) -> str:
        """Return what is wrong, in one sentence."""
        return ""

    def mark_bad(self, bad: bool) -> None:
        """Show the frame of a fault, or not."""

    def focus_part(self) -> QWidget:
        """Return the widget that takes the keyboard."""
        return self

    def unread(self) -> str:
        """Return the text as it was typed or pasted, before anything is cleared."""
        return ""

    def raw(self) -> Any:  # noqa: ANN401 -- JSON
        """Return what stands there as a draft keeps it, also what could not yet be read."""
        return self.value()

    def take_raw(self, kept: Any) -> None:  # noqa: ANN401 -- JSON
        """Show again what a draft kept."""
        self.set_value(kept)


def fill_row(holder: QWidget, *parts: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Set the parts of an editor side by side; the first takes the keyboard."""
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    if not stretch:
        row.addStretch(1)
    holder.setFocusProxy(parts[0])
    return row


class LineEditor(Editor):
    """One line; ``tidy`` is applied when the user leaves it."""

    def __init__(self, tidy: Callable[[str], str] = clean, width: int = 0) -> None:
        super().__init__()
        self.tidy = tidy
        self.line = Line()
        self.wide = not width
        if width:
            theme.keep_width(self.line, width)
        self.row = self.place(stretch=bool(width))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self.normalise)

    def place(self, *, stretch: bool = False) -> QHBoxLayout:
        """Set the line into the editor, with room to its right where it is narrow."""
        return fill_row(self, self.line, stretch=not stretch)

    def normalise(self) -> None:
        """Show the tidied text."""
        tidied = self.tidy(self.line.text())
        if tidied != self.line.text():
            self.line.setText(tidied)

    def value(self) -> Any:  # noqa: ANN401 -- kinds below differ
        """Return the tidied text."""
        return self.tidy(self.line.text())

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- kinds below differ
        """Show a text."""
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def mark_bad(self, bad: bool) -> None:
        """Frame the line."""
        self.line.mark_bad(bad)

    def focus_part(self) -> QWidget:
        """Return the line."""
        return self.line

    def unread(self) -> str:
        """Return the text of the line."""
        return self.line.text()

    def raw(self) -> str:
        """Return the text as it was typed."""
        return self.line.text()

    def take_raw(self, kept: Any) -> None:  # noqa: ANN401 -- JSON
        """Show a text that a draft kept."""
        self.line.setText(str(kept))


class NameEditor(LineEditor):
    """A person's name, kept as typed but for blanks between Han characters."""

    def __init__(self) -> None:
        super().__init__(clean_name)


class LongText(QPlainTextEdit):
    """Several lines, pasted as plain text; Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self._composed = ""
        self.setTabChangesFocus(True)

    def composing(self) -> bool:
        """Say whether characters stand that are not yet committed."""
        return bool(self._composed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note what is being composed."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)


class LongEditor(Editor):
    """Long text with a count of its characters; Enter makes a new line."""

    long = True

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.text = LongText()
        self.lines = lines
        self.fit()
        theme.signals.changed.connect(self.fit)
        self.count = label("", "cap")
        fill_row(self, self.text, self.count)
        self.count.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.text.textChanged.connect(self._changed)
        self._setting = False

    def fit(self) -> None:
        """Take the height of the lines in the font in force."""
        self.text.setFixedHeight(theme.line() * self.lines + 14)

    def _changed(self) -> None:
        length = len("".join(self.text.toPlainText().split()))
        self.count.setText(f"{length} 字" if length else "")
        if not self._setting:
            self.edited.emit()

    def unread(self) -> str:
        """Return the text as it stands."""
        return self.text.toPlainText()

    def value(self) -> str:
        """Return the text without invisible characters."""
        return clean_long(self.text.toPlainText())

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- text or None
        """Show a text."""
        self._setting = True
        self.text.setPlainText(value or "")
        self._setting = False

    def mark_bad(self, bad: bool) -> None:
        """Frame the text."""
        set_property(self.text, "state", "bad" if bad else "")

    def focus_part(self) -> QWidget:
        """Return the text."""
        return self.text


class FlagEditor(Editor):
    """A yes or no as a tick."""

    def __init__(self, words: str = "是") -> None:
        super().__init__()
        self.tick = QCheckBox(words)
        fill_row(self, self.tick, stretch=False)
        self.tick.clicked.connect(lambda _checked: self._ticked())

    def _ticked(self) -> None:
        self.edited.emit()
        self.committed.emit()

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.tick.isChecked()

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- truth
        """Tick or clear."""
        self.tick.setChecked(bool(value))

    def focus_part(self) -> QWidget:
        """Return the tick."""
        return self.tick
