"""Lines, rings, ticks and elided text as every delegate and painted widget draws them."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from partyoffice.ui import icons, theme

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def fine_pen(colour: QColor) -> QPen:
    """Return a pen of one device pixel at any scale."""
    pen = QPen(colour)
    pen.setWidth(0)
    pen.setCosmetic(True)
    return pen


def hairline(painter: QPainter, x1: float, y: float, x2: float, colour: QColor) -> None:
    """Draw one device pixel across, just inside a rectangle that ends at ``y``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(fine_pen(colour))
    painter.drawLine(QPointF(x1, y - 0.5), QPointF(x2, y - 0.5))


def upright(painter: QPainter, x: float, y1: float, y2: float, colour: QColor) -> None:
    """Draw one device pixel downwards, just inside a rectangle that ends at ``x``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(fine_pen(colour))
    painter.drawLine(QPointF(x - 0.5, y1), QPointF(x - 0.5, y2))


def ring(painter: QPainter, rect: QRectF, radius: float = 3) -> None:
    """Draw the focus ring inside ``rect``, 2 px."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.ink("focus"), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def tick_box(painter: QPainter, rect: QRectF, ticked: bool) -> None:
    """Draw a 14 px tick box in the middle of ``rect``."""
    box = QRectF(0, 0, 14, 14)
    box.moveCenter(rect.center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.ink("text2" if ticked else "edge"), 1))
    painter.setBrush(theme.ink("text2" if ticked else "sheet"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if ticked:
        icons.paint(painter, "check", box.adjusted(1, 1, -1, -1), theme.ink("sheet"), 3)


# Joined once: a table paints hundreds of cells for each key, and joining flags costs more than drawing.
_ONE_LINE = {align: align | MIDDLE | Qt.TextFlag.TextSingleLine for align in (LEFT, RIGHT, CENTRE)}


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: str = "body",
    tone: str = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Write one line of plain text, elided at its end."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.ink(tone))
    painter.drawText(rect, _ONE_LINE[align], fitted(text, role, int(rect.width())))


@lru_cache(maxsize=8192)
def fitted(text: str, role: str, width: int) -> str:
    """Return the text as it fits a width in logical pixels."""
    metrics = theme.metrics(role)
    if metrics.horizontalAdvance(text) <= width:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


theme.signals.changed.connect(fitted.cache_clear)
