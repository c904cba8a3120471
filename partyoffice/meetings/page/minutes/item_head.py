"""The line of an agenda item: folded or open, its number, what it is about, what comes of it."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from partyoffice.core.paper_words import numeral
from partyoffice.ui import icons, painting, theme
from partyoffice.ui.controls import ENTER, KEYBOARD

Key = Qt.Key
HEIGHT, CHEVRON, GAP, SHARE = 36, 14, 12, 0.42
MOST_NUMBERED = 99


class ItemHead(QWidget):
    """Space or a click folds and unfolds, Alt with the arrows moves, Del takes out."""

    toggled = Signal()
    moved = Signal(int)
    removed = Signal()
    walked = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.number, self.subject, self.note, self.open = 1, "", "", False
        self.by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(self.mapToGlobal(at)))
        theme.keep_height(self, HEIGHT)

    def title(self) -> str:
        """Return 议题二."""
        return f"议题{numeral(self.number) if self.number <= MOST_NUMBERED else self.number}"

    def tell(self, number: int, subject: str, note: str, *, open_: bool) -> None:
        """Show these words."""
        self.number, self.subject, self.note, self.open = number, subject, note, open_
        state = "已展开" if open_ else "已折叠"
        self.setAccessibleName(f"{self.title()} {subject or '未写议题'}，{note}，{state}")
        self.update()

    def sizeHint(self) -> QSize:
        """Give way in width."""
        return QSize(120, theme.scaled(HEIGHT))

    # Keys and mouse ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold, move, take out, walk to the neighbours."""
        key, alt = Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        step = {Key.Key_Up: -1, Key.Key_Down: 1}.get(key)
        if step and alt:
            self.moved.emit(step)
        elif step:
            self.walked.emit(step)
        elif key == Key.Key_Delete:
            self.removed.emit()
        elif key in {*ENTER, Key.Key_Space} or key == (Key.Key_Left if self.open else Key.Key_Right):
            self.toggled.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.toggled.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard brought the focus."""
        self.by_keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Drop the ring."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw chevron, number, subject, note and the hairline below."""
        painter, area = QPainter(self), QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(area, theme.ink("hover"))
        chevron = QRectF(0, (area.height() - CHEVRON) / 2, CHEVRON, CHEVRON)
        icons.paint(painter, "chevron-down" if self.open else "chevron-right", chevron, theme.ink("text2"))
        left = CHEVRON + 6.0
        wide = theme.metrics().horizontalAdvance(self.title())
        painting.write(painter, QRectF(left, 0, wide + 2, area.height()), self.title(), tone="text2")
        left += wide + GAP
        words = theme.metrics().horizontalAdvance(self.note) + 4
        room = min(words, max(area.width() * SHARE, area.width() - left - self._wanted()))
        box = QRectF(left, 0, max(0, area.width() - left - room - GAP), area.height())
        painting.write(painter, box, self.subject or "未写议题", "bold", "text" if self.subject else "text3")
        end = QRectF(area.width() - room, 0, room, area.height())
        painting.write(painter, end, self.note, tone="text2", align=painting.RIGHT)
        painting.hairline(painter, 0, area.bottom(), area.right(), theme.ink("line"))
        if self.hasFocus() and self.by_keyboard:
            painting.ring(painter, area, 4)

    def _wanted(self) -> float:
        return theme.metrics("bold").horizontalAdvance(self.subject or "未写议题") + GAP
