"""The line edit under every field: it knows when an input method is still composing."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from partyoffice.ui.controls import set_property

DECIDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


def composing(part: QObject) -> bool:
    """Say whether an input method is composing in a part of any kind."""
    asked = getattr(part, "composing", None)
    return asked is not None and bool(asked())


class Line(QLineEdit):
    """Enter, Esc, digits and blanks belong to the input method while it composes."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._composed = ""

    def composing(self) -> bool:
        """Say whether characters stand that are not yet committed."""
        return bool(self._composed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note what is being composed."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep deciding keys from the form while the user chooses among candidates."""
        if self.composing() and Qt.Key(event.key()) in DECIDING:
            event.accept()
            return
        super().keyPressEvent(event)

    def mark_bad(self, bad: bool) -> None:
        """Show the frame of a fault, or not."""
        set_property(self, "state", "bad" if bad else "")
