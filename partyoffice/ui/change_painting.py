"""A change in a cell: the old value struck through, an arrow, the new one bold; and a faulty cell."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from partyoffice.ui import icons, painting, theme

EMPTY_WORD = "空"
ARROW_ROOM = 17


def change(painter: QPainter, area: QRectF, old: str, new: str) -> None:
    """Paint old → new; what was or becomes empty is called 空."""
    before = old or EMPTY_WORD
    width = min(theme.metrics().horizontalAdvance(before) + 2, area.width() / 2)
    painting.write(painter, QRectF(area.left(), area.top(), width, area.height()), before, tone="text3")
    if old:
        painter.setPen(QPen(theme.ink("text3"), 1))
        middle = area.center().y() + 1
        painter.drawLine(QPointF(area.left(), middle), QPointF(area.left() + width - 2, middle))
    arrow = QRectF(area.left() + width + 3, area.center().y() - 5, 10, 10)
    icons.paint(painter, "arrow-right", arrow, theme.ink("text3"))
    painting.write(painter, area.adjusted(width + ARROW_ROOM, 0, 0, 0), new or EMPTY_WORD, "bold")


def fault(painter: QPainter, cell: QRectF, area: QRectF, text: str) -> None:
    """Paint a value that cannot be taken: corner, dotted line, red words."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.ink("accent_text"))
    corner = cell.topRight()
    painter.drawPolygon(QPolygonF([corner, corner + QPointF(-6, 0), corner + QPointF(0, 6)]))
    painting.write(painter, area, text, tone="accent_text")
    painter.setPen(QPen(theme.ink("accent_text"), 1, Qt.PenStyle.DotLine))
    width = min(theme.metrics().horizontalAdvance(text), area.width())
    base = area.center().y() + theme.line() / 2
    painter.drawLine(QPointF(area.left(), base), QPointF(area.left() + width, base))


def locked(painter: QPainter, area: QRectF, text: str) -> None:
    """Paint a value that stays as it is, with a lock: no colour tells it alone."""
    box = QRectF(area.left(), area.center().y() - 6, 12, 12)
    icons.paint(painter, "lock", box, theme.ink("text3"))
    painting.write(painter, area.adjusted(ARROW_ROOM, 0, 0, 0), text, tone="text3")
