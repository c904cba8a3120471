"""Lists, tabs and sliders that the wheel leaves as they are: with it people scroll what lies behind.

Qt's own take the keyboard when the wheel turns over them, and change at once.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSlider, QTabBar, QWidget


class Combo(QComboBox):
    """A list to choose one from; the wheel goes through it only once it has the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change by the wheel with the keyboard here; else what lies behind scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Slider(QSlider):
    """A slider across; the wheel moves it only once it has the keyboard."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move by the wheel with the keyboard here; else what lies behind scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Tabs(QTabBar):
    """A row of tabs; the wheel never leaves the one shown."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let what lies behind scroll."""
        event.ignore()
