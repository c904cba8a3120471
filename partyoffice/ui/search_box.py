"""The search box of the header: searches what is committed, never what is being composed."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from partyoffice.ui import icons, painting, theme
from partyoffice.ui.controls import tip
from partyoffice.ui.line import Line

REST_MS = 40  # a fast typist's next letter comes sooner than a list can be painted

ALT = Qt.KeyboardModifier.AltModifier
GLASS, MOST_RECENT = 28, 10


class SearchBox(Line):
    """Emits ``searched`` with the text; Esc clears, a second Esc goes back to the list.

    What was looked for is offered again by Alt+Down, the glass, or Down in the empty box: per tab, and
    in memory only.
    """

    searched = Signal(str)
    left = Signal()  # the keyboard goes back to the list
    entered = Signal()  # Enter or Down: on to the found rows

    def __init__(self, hint: str = "姓名、拼音、证件尾号", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName("查找")
        tip(self, "最近查找：Alt+↓，或点放大镜")
        self.setTextMargins(GLASS, 0, 0, 0)
        self.tab, self.recent = "", dict[str, list[str]]()
        self.menu: QMenu | None = None
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

    def show_for(self, tab: str, hint: str) -> None:
        """Serve another tab: its hint, its recent searches, nothing searched yet."""
        self.remember()
        self.tab = tab
        self.setPlaceholderText(hint)
        self.find_now("")

    def remember(self) -> None:
        """Keep what stands there among the recent searches of the tab."""
        text = self.text().strip()
        if text:
            known = [other for other in self.recent.get(self.tab, []) if other != text]
            self.recent[self.tab] = [text, *known][:MOST_RECENT]

    def offer_recent(self) -> None:
        """Offer the recent searches of the tab in a menu under the box."""
        self.menu = QMenu(self)
        for text in self.recent.get(self.tab, []):
            self.menu.addAction(text.replace("&", "&&"), partial(self.find_now, text))
        if self.menu.isEmpty():
            self.menu.addAction("这一页还没有查找过").setEnabled(False)
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _has_only_recent(self) -> bool:
        return not self.text() and bool(self.recent.get(self.tab))

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
            self.remember()
            self.find_now("") if self.text() else self.left.emit()
        elif key == Qt.Key.Key_Down and (event.modifiers() & ALT or self._has_only_recent()):
            self.offer_recent()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.find_now(self.text())
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remember what was looked for."""
        self.remember()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Offer the recent searches by the glass."""
        super().mousePressEvent(event)
        if event.position().x() < GLASS:
            self.offer_recent()

    def _room_for_key(self) -> bool:
        return theme.metrics().horizontalAdvance(self.placeholderText()) + 110 < self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glass on the left and the key on the right."""
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() / 2
        icons.paint(painter, "search", QRectF(10, middle - 8, 16, 16), theme.ink("text2"))
        if not self.text() and not self.composing() and self._room_for_key():
            wide = theme.metrics("cap").horizontalAdvance("Ctrl+F") + 2
            room = QRectF(self.width() - 10 - wide, 0, wide, self.height())
            painting.write(painter, room, "Ctrl+F", "cap", "text3", painting.RIGHT)
