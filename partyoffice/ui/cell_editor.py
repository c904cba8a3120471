"""The editor standing over a cell: the very one of the forms, fitted, with what is wrong below it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from partyoffice.ui import theme
from partyoffice.ui.choice_editor import ChoiceEditor
from partyoffice.ui.controls import ENTER
from partyoffice.ui.date_editor import DayEditor
from partyoffice.ui.editors import FlagEditor
from partyoffice.ui.line import composing
from partyoffice.ui.number_editors import IdNumberEditor
from partyoffice.ui.problem_list import Sentence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from partyoffice.ui.editors import Editor

TEXT_WIDTH, SHORT_WIDTH, LONG_WIDTH, NOTE_WIDTH = 160, 130, 320, 260
CHOICE_LEAST, CHOICE_MOST, CHOICE_ROOM = 110, 300, 52
GAP = 2
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
Key = Qt.Key
# What each key says: rows and columns to go on by after storing; None stays and fills the selection.
ARROWS = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1)}
PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class CellEditor(QFrame):
    """Tells what the user wants; the editing decides. ``typed`` means that it was opened by typing over."""

    moved_on = Signal(int, int)  # rows, columns: store and go on
    filled = Signal()  # Ctrl+Enter: store into all selected cells
    given_up = Signal()  # Esc
    left = Signal()  # the keyboard went elsewhere

    def __init__(self, grid: "QWidget", editor: "Editor", *, typed: bool) -> None:
        super().__init__(grid)
        self.grid = grid
        self.editor, self.part, self.typed = editor, editor.focus_part(), typed
        self.setProperty("role", "sheet")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(editor)
        self.note = QFrame(grid)
        self.note.setProperty("role", "popup")
        self.sentence = Sentence()
        inner = QVBoxLayout(self.note)
        inner.setContentsMargins(8, 5, 8, 6)
        inner.addWidget(self.sentence)
        self.note.hide()
        self.part.installEventFilter(self)
        if isinstance(editor, ChoiceEditor):
            editor.popup.installEventFilter(self)
        editor.edited.connect(self._on_edited)

    def composing(self) -> bool:
        """Say whether an input method is still composing."""
        return composing(self.part)

    def tidy(self) -> None:
        """Let the editor finish what was typed, as when a field of a form is left."""
        normalise = getattr(self.editor, "normalise", None)
        if normalise is not None:
            normalise()

    def clear(self) -> None:
        """Empty it, as typing over does."""
        if not isinstance(self.editor, FlagEditor):
            self.editor.set_value(None)

    def holds_text(self) -> bool:
        """Say whether anything stands there."""
        return self.editor.value() not in {None, "", False}

    def caret_at_end(self, *, select: bool) -> None:
        """Set the caret behind the last character, or select everything."""
        if isinstance(self.part, QLineEdit):
            self.part.selectAll() if select else self.part.end(False)

    def take_focus(self) -> None:
        """Bring the keyboard here without touching the caret."""
        self.part.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is wrong -----------------------------------------------------------------------

    def say(self, problem: str) -> None:
        """Show what is wrong in red, or take it away."""
        self.editor.mark_bad(bool(problem))
        self.sentence.say(problem)
        self.note.setVisible(bool(problem))
        self._place_note()
        self.note.raise_()

    def _on_edited(self) -> None:
        if self.sentence.text() and not self.editor.problem():
            self.say("")

    # Room --------------------------------------------------------------------------------

    def place(self, cell: QRect, room: QRect) -> None:
        """Stand over a cell, as wide as the value needs and never outside ``room``."""
        self.room = room
        width = min(max(cell.width(), self._wanted()), room.width())
        if self.part.minimumWidth() == self.part.maximumWidth():
            self.part.setFixedWidth(min(width, max(cell.width(), self._wanted_part())))
        height = max(cell.height(), self.editor.sizeHint().height())
        begin = cell.right() + 1 - width if self._from_right() else cell.left()
        left = max(room.left(), min(begin, room.right() + 1 - width))
        top = max(room.top(), min(cell.top(), room.bottom() + 1 - height))
        self.setGeometry(left, top, width, height)
        self._place_note()

    def _from_right(self) -> bool:
        part = self.part
        return isinstance(part, QLineEdit) and bool(part.alignment() & Qt.AlignmentFlag.AlignRight)

    def _wanted(self) -> int:
        if self.editor.long:
            return theme.scaled(LONG_WIDTH)
        if isinstance(self.editor, FlagEditor):
            return self.editor.sizeHint().width()
        if isinstance(self.editor, ChoiceEditor) or not self.editor.wide:
            return self._wanted_part() + self._beside()
        return theme.scaled(TEXT_WIDTH)

    def _wanted_part(self) -> int:
        if isinstance(self.editor, ChoiceEditor):
            texts = (theme.metrics().horizontalAdvance(option.text) for option in self.editor.choices[:400])
            wanted = max(texts, default=0) + CHOICE_ROOM
            return min(max(wanted, theme.scaled(CHOICE_LEAST)), theme.scaled(CHOICE_MOST))
        kept = self.part.minimumWidth() or self.part.sizeHint().width()
        return kept if isinstance(self.editor, IdNumberEditor) else min(kept, theme.scaled(SHORT_WIDTH))

    def _beside(self) -> int:
        note = getattr(self.editor, "note", None)  # what an ID number says stands beside it
        return 0 if note is None or not note.text() else int(note.sizeHint().width()) + 16

    def _place_note(self) -> None:
        if self.note.isHidden():
            return
        self.note.setFixedWidth(max(self.width(), theme.scaled(NOTE_WIDTH)))
        layout = self.note.layout()
        height = layout.totalHeightForWidth(self.note.width()) if layout else 0
        self.note.resize(self.note.width(), max(height, self.note.sizeHint().height()))
        left = max(0, min(self.x(), self.grid.width() - self.note.width()))
        below = self.geometry().bottom() + 1 + GAP
        above = self.y() - GAP - self.note.height()
        fits = below + self.note.height() <= self.room.bottom() + 1 or above < 0
        self.note.move(left, below if fits else above)

    def fold(self) -> None:
        """Close the list of a choice: what was typed counts."""
        if isinstance(self.editor, ChoiceEditor):
            self.editor.popup.hide()

    def close_all(self) -> None:
        """Go away with the note."""
        self.part.removeEventFilter(self)
        for part in (self.note, self):
            part.hide()
            part.deleteLater()

    # Keys --------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that end editing, unless an input method is composing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self.composing():
                return False
            return self._in_list(event) if watched is not self.part else self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and watched is self.part and event.reason() not in PASSING:  # type: ignore[attr-defined]  # a focus event
            self.left.emit()
        return False

    def _in_list(self, event: QKeyEvent) -> bool:
        """Take the marked entry and go on, as if it had been typed."""
        editor = self.editor
        if not isinstance(editor, ChoiceEditor) or event.key() not in {*ENTER, Key.Key_Tab}:
            return False
        marked = editor.popup.currentIndex()
        self.fold()
        if marked.isValid():
            editor.completer.activated.emit(marked.data())
        return self._on_key(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ENTER:
            return self._on_enter(held)
        if key in {Key.Key_Tab, Key.Key_Backtab} and not held & CONTROL:
            self.moved_on.emit(0, -1 if key == Key.Key_Backtab or held & SHIFT else 1)
        elif key == Key.Key_Escape:
            self.given_up.emit()
        elif self.typed and held == NONE and self._goes_on(key):
            self.moved_on.emit(*ARROWS[Key(key)])
        else:
            return False
        return True

    def _on_enter(self, held: Qt.KeyboardModifier) -> bool:
        if held & Qt.KeyboardModifier.AltModifier:
            insert = getattr(self.part, "insertPlainText", None)
            if insert is not None:
                insert("\n")
        elif held & CONTROL:
            self.filled.emit()
        else:
            self.moved_on.emit(-1 if held & SHIFT else 1, 0)
        return True

    def _goes_on(self, key: int) -> bool:
        own = (Key.Key_Up, Key.Key_Down) if isinstance(self.editor, ChoiceEditor | DayEditor) else ()
        return key in ARROWS and key not in own and not self.editor.long
