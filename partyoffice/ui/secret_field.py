"""A line for a password or recovery code: hidden until asked for, with a hint of 大写锁定; forgets at once.

What is typed stands in the line alone. ``take`` hands it out and ``forget`` leaves nothing for Ctrl+Z.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from partyoffice.ui import icons
from partyoffice.ui.controls import ENTER, label, quiet, tip
from partyoffice.ui.line import Line

MOST = 512  # characters: more than any password or code, and nothing to choke on
CAPITALS = "大写锁定开着，输入的是大写字母"
SHOWN, HIDDEN = QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password


def capitals(event: QKeyEvent) -> bool | None:
    """Say by a letter just typed whether 大写锁定 is on; None for what tells nothing."""
    text = event.text()
    if len(text) != 1 or not ("a" <= text.lower() <= "z"):
        return None
    return text.isupper() != bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


class SecretLine(Line):
    """The line itself; Qt knows 大写锁定 only by the letters it makes."""

    locked = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(HIDDEN)
        self.setMaxLength(MOST)
        self.setAccessibleName(name)
        self.on = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note what a letter tells; its own key turns 大写锁定 over."""
        told = capitals(event)
        if event.key() == Qt.Key.Key_CapsLock and self.on:
            told = False
        if told is not None and told != self.on:
            self.on = told
            self.locked.emit(told)
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()  # what it means is told by ``entered`` alone

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Know nothing any more: the key may be pressed elsewhere."""
        self.on = False
        self.locked.emit(False)
        super().focusOutEvent(event)


class SecretField(QWidget):
    """Line, 显示 or 隐藏, and the hint under it."""

    typed = Signal()
    entered = Signal()

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.line, self.capitals = SecretLine(name), label(CAPITALS, "cap")
        self.line.setPlaceholderText(hint)
        self.eye = quiet("显示", self.turn, "eye")
        self.eye.setAccessibleName(f"显示{name}")
        tip(self.eye, "看看输入了什么；旁边有人时不要按")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(row)
        box.addWidget(self.capitals)
        self.capitals.hide()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _text: self.typed.emit())
        self.line.returnPressed.connect(self.entered.emit)
        self.line.locked.connect(self.capitals.setVisible)

    def take(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def forget(self) -> None:
        """Empty the line and hide what comes next; ``setText`` leaves no undo, ``clear`` would."""
        self.line.setText("")
        self.show_text(False)

    def turn(self) -> None:
        """Show what is typed, or hide it again."""
        self.show_text(self.line.echoMode() == HIDDEN)
        self.line.setFocus()

    def show_text(self, shown: bool) -> None:
        """Show or hide, the word on the button saying what it would do next."""
        self.line.setEchoMode(SHOWN if shown else HIDDEN)
        self.eye.setText("\u2009隐藏" if shown else "\u2009显示")
        self.eye.setAccessibleName(self.eye.text().strip() + self.line.accessibleName())
        icons.put(self.eye, "eye-off" if shown else "eye")
