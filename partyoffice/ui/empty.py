"""What a list says when it is empty: why, and the way out as ordinary buttons."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.ui import icons, theme
from partyoffice.ui.controls import Button, label


@dataclass(frozen=True, slots=True)
class Empty:
    """Icon, title, why, and the ways out; ``primary`` makes the first of them the red button."""

    icon: str
    title: str
    why: str = ""
    actions: tuple[tuple[str, Callable[[], object]], ...] = ()
    primary: bool = False


class Picture(QWidget):
    """A large outline in caption colour."""

    def __init__(self) -> None:
        super().__init__()
        self.icon = "inbox"
        self.setFixedSize(QSize(32, 32))

    def paintEvent(self, _event: object) -> None:
        """Draw the outline."""
        icons.paint(QPainter(self), self.icon, QRectF(self.rect()), theme.ink("text3"), 1.25)


class EmptyPane(QFrame):
    """Shows an Empty in the middle of its room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.picture, self.title, self.why = Picture(), label("", "title"), label("", "label", wraps=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addStretch(2)
        box.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.why)
        box.addLayout(self.buttons)
        box.addStretch(3)

    def show_empty(self, empty: Empty) -> None:
        """Take new words and ways out."""
        self.picture.icon = empty.icon
        self.picture.update()
        self.title.setText(empty.title)
        self.why.setText(empty.why)
        self.why.setVisible(bool(empty.why))
        self._clear()
        self.buttons.addStretch(1)
        for place, (text, slot) in enumerate(empty.actions):
            kind = "primary" if empty.primary and not place else "default"
            self.buttons.addWidget(Button(text, kind, "", slot))
        self.buttons.addStretch(1)

    def _clear(self) -> None:
        while (item := self.buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
