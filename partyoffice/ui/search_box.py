"""The search box of the header: searches what is committed, never what is being composed."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from partyoffice.ui import icons, painting, theme
from partyoffice.ui.line import Line

REST_MS = 40  # a fast typist's next letter comes sooner than a list can be painted


class SearchBox(Line):
    """Emits ``searched`` with the text; Esc clears, a second Esc goes back to the list."""

    searched = Signal(str)
    left = Signal()  # the keyboard goes back to the list
    entered = Signal()  # Enter or Down: on to the found rows

    def __init__(self, hint: str = "姓名、拼音、证件尾号", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName("查找")
        self.setTextMargins(28, 0, 0, 0)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._search)
        self.textChanged.connect(lambda _text: self._rest.start())

    def _search(self) -> None:
        self.searched.emit(self.text())

    def find_now(self, text: str) -> None:
        """Set a text and search at once."""
        self.setText(text)
        self._rest.stop()
        self._search()

    def search_now(self) -> None:
        """Search for what stands there if that is still to come."""
        if self._rest.isActive():
            self._rest.stop()
            self._search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear, go back, or go on to what was found."""
        key = Qt.Key(event.key())
        if self.composing():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self.find_now("") if self.text() else self.left.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.find_now(self.text())
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _room_for_key(self) -> bool:
        return theme.metrics().horizontalAdvance(self.placeholderText()) + 110 < self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glass on the left and the key on the right."""
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() / 2
        icons.paint(painter, "search", QRectF(10, middle - 8, 16, 16), theme.ink("text2"))
        if not self.text() and not self.composing() and self._room_for_key():
            room = QRectF(self.width() - 60, 0, 50, self.height())
            painting.write(painter, room, "Ctrl+F", "cap", "text3", painting.RIGHT)
