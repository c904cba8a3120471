"""The legend of the ledger: every state as its cell shows it, with its word."""

from itertools import starmap

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from partyoffice.dues.page.ledger.delegate import paint_face
from partyoffice.dues.page.ledger.faces import ELSEWHERE, NONE, UNSET, WAIVED, Face
from partyoffice.ui import painting, theme
from partyoffice.ui.marks import Mark

HIGH, PAD, GAP, BETWEEN = 18, 6, 5, 10
# The example and the word; an empty example is the mark alone.
ENTRIES = (
    (Face("96.00", "cap"), "已交"),
    (Face(mark=Mark.RING), "应交"),
    (Face(mark=Mark.LATE), "欠交"),
    (WAIVED, "免交"),
    (Face("补", "cap", align="centre", corner="link"), "补交"),
    (Face("预", "cap", "text2", align="centre"), "预交"),
    (Face("少", "cap", align="centre"), "少交"),
    (Face("多", "cap", align="centre", corner="warn"), "与核定不同"),
    (ELSEWHERE, "流入地已交"),
    (UNSET, "不计应交"),
    (NONE, "无需交纳"),
)


def _box(shown: Face) -> int:
    if not shown.text:
        return theme.scaled(12)
    return max(theme.scaled(24), theme.metrics("cap").horizontalAdvance(shown.text) + 2 * PAD)


def _wide(shown: Face, word: str) -> int:
    return _box(shown) + GAP + theme.metrics("cap").horizontalAdvance(word) + BETWEEN


class Legend(QWidget):
    """All entries in one row, or one below the other."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.upright = upright
        self.setAccessibleName("图例")
        self.setAccessibleDescription("，".join(f"{shown.text} {word}".strip() for shown, word in ENTRIES))

    def sizeHint(self) -> QSize:
        """Return the room of every entry."""
        wide = list(starmap(_wide, ENTRIES))
        if self.upright:
            return QSize(max(wide), len(ENTRIES) * self._step())
        return QSize(sum(wide), theme.scaled(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Return no width: where there is no room the legend stands in a popup."""
        return self.sizeHint() if self.upright else QSize(0, theme.scaled(HIGH))

    def _step(self) -> int:
        return theme.scaled(HIGH + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the entries."""
        painter, left = QPainter(self), 0.0
        top = (self.height() - theme.scaled(HIGH)) / 2
        widest = max(_box(shown) for shown, _word in ENTRIES)
        for at, (shown, word) in enumerate(ENTRIES):
            if self.upright:
                left, top = 0.0, at * self._step() + 4.0
            box = QRectF(left, top, _box(shown), theme.scaled(HIGH))
            self._entry(painter, box, shown, word, widest if self.upright else box.width())
            left += _wide(shown, word)

    def _entry(self, painter: QPainter, box: QRectF, shown: Face, word: str, column: float) -> None:
        if shown.text:
            painter.setPen(painting.fine_pen(theme.ink("line2")))
            painter.setBrush(theme.ink("sheet"))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            paint_face(painter, box.adjusted(1, 1, -1, -1), shown, pad=PAD - 1)
        else:
            paint_face(painter, box, shown, pad=0)
        place = QRectF(box.left() + column + GAP, box.top(), 200, box.height())
        painting.write(painter, place, word, "cap", "text2")


class LegendPopup(QFrame):
    """The legend over the list, for windows too narrow for its row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.addWidget(Legend(upright=True))

    def open_under(self, part: QWidget) -> None:
        """Open with its right edge under that of a part."""
        self.adjustSize()
        self.move(part.mapToGlobal(QPoint(part.width() - self.width(), part.height() + 2)))
        self.show()
