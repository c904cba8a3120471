"""The status marks: a square means stop and look, a triangle look when you can, a round one a state."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from partyoffice.ui import icons, theme

SIDE = 10


class Mark(StrEnum):
    """A shape with one meaning on every page; always shown with a word beside it."""

    FULL = "full"
    HALF = "half"
    RING = "ring"
    DONE = "done"
    NOW = "now"
    SOON = "soon"
    LATE = "late"
    BLOCKED = "blocked"
    WARN = "warn"
    NEW = "new"
    CHANGE = "change"
    SAME = "same"


TONES = {
    Mark.FULL: "text2",
    Mark.HALF: "text2",
    Mark.RING: "text2",
    Mark.DONE: "ok",
    Mark.NOW: "text",
    Mark.SOON: "text3",
    Mark.LATE: "accent_text",
    Mark.BLOCKED: "accent_text",
    Mark.WARN: "warn",
    Mark.NEW: "ok",
    Mark.CHANGE: "link",
    Mark.SAME: "text3",
}


def _stroke(painter: QPainter, colour: QColor) -> None:
    pen = QPen(colour, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _fill(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)


def _full(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _fill(painter, colour)
    painter.drawEllipse(box)


def _ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, colour)
    painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))


def _half(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _ring(painter, box, colour)
    _fill(painter, colour)
    painter.drawPie(box, 90 * 16, 180 * 16)


def _done(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _full(painter, box.adjusted(-0.5, -0.5, 0.5, 0.5), colour)
    icons.paint(painter, "check", box.adjusted(1.5, 1.5, -1.5, -1.5), theme.ink("sheet"), 4)


def _now(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _ring(painter, box, colour)
    _fill(painter, colour)
    painter.drawEllipse(box.adjusted(2.75, 2.75, -2.75, -2.75))


def _soon(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _ring(painter, box, colour)
    centre = box.center()
    painter.drawPolyline([QPointF(centre.x(), box.top() + 2.5), centre, centre + QPointF(2.25, 0)])


def _late(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _fill(painter, colour)
    painter.drawRoundedRect(box, 2, 2)
    middle, lower = box.center().x(), box.bottom()
    painter.setBrush(theme.ink("sheet"))
    painter.drawRoundedRect(QRectF(middle - 0.8, box.top() + 2, 1.6, box.height() * 0.38), 0.6, 0.6)
    painter.drawEllipse(QPointF(middle, lower - 2.4), 0.9, 0.9)


def _blocked(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, colour)
    inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
    painter.drawRoundedRect(inner, 1.5, 1.5)
    painter.drawLine(inner.bottomLeft() + QPointF(2, -2), inner.topRight() + QPointF(-2, 2))


def _warn(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, colour)
    top, base = QPointF(box.center().x(), box.top() + 0.75), box.bottom() - 0.75
    left, right = QPointF(box.left() + 0.5, base), QPointF(box.right() - 0.5, base)
    painter.drawPolygon(QPolygonF([top, right, left]))


def _new(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, colour)
    centre = box.center()
    painter.drawLine(QPointF(centre.x(), box.top() + 0.5), QPointF(centre.x(), box.bottom() - 0.5))
    painter.drawLine(QPointF(box.left() + 0.5, centre.y()), QPointF(box.right() - 0.5, centre.y()))


def _change(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _fill(painter, colour)
    left = box.left() + 1
    tip = QPointF(box.right(), box.center().y())
    painter.drawPolygon(QPolygonF([QPointF(left, box.top() + 1.5), tip, QPointF(left, box.bottom() - 1.5)]))


def _same(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _stroke(painter, colour)
    middle = box.center().y()
    painter.drawLine(QPointF(box.left() + 1, middle), QPointF(box.right() - 1, middle))


SHAPES: dict[Mark, Callable[[QPainter, QRectF, QColor], None]] = {
    Mark.FULL: _full,
    Mark.HALF: _half,
    Mark.RING: _ring,
    Mark.DONE: _done,
    Mark.NOW: _now,
    Mark.SOON: _soon,
    Mark.LATE: _late,
    Mark.BLOCKED: _blocked,
    Mark.WARN: _warn,
    Mark.NEW: _new,
    Mark.CHANGE: _change,
    Mark.SAME: _same,
}


def paint(painter: QPainter, mark: Mark, centre: QPointF, side: float = SIDE) -> None:
    """Draw a mark around ``centre``, ``side`` logical pixels wide."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush())
    box = QRectF(0, 0, side, side)
    box.moveCenter(centre)
    SHAPES[mark](painter, box, theme.ink(TONES[mark]))
    painter.restore()


class MarkLabel(QWidget):
    """A mark standing in a layout."""

    def __init__(self, mark: Mark, side: int = SIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark, self.side = mark, side
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return room for the mark and its soft edge."""
        return QSize(self.side + 4, self.side + 4)

    def show_mark(self, mark: Mark) -> None:
        """Change the shape."""
        self.mark = mark
        self.update()

    def paintEvent(self, _event: object) -> None:
        """Draw the mark."""
        paint(QPainter(self), self.mark, QRectF(self.rect()).center(), self.side)
