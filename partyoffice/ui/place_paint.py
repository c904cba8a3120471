"""Painting of the page that places are moved on: white paper in every look, the scan, grid, boxes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from partyoffice.reports.form import Place
from partyoffice.ui import painting, theme
from partyoffice.ui.tokens import LIGHT

if TYPE_CHECKING:
    from partyoffice.ui.place_view import PlaceView

WHITE = QColor("#FFFFFF")  # paper is white in every theme, and so are its inks those of the light one
INK, FRAME, HERE, GRID = (QColor(part) for part in (LIGHT.text, LIGHT.edge, LIGHT.focus, LIGHT.line))
TENTH = 10  # millimetres between the lines of the grid


def paint(view: "PlaceView", painter: QPainter) -> None:
    """Paint everything in sight."""
    page = view.page()
    painter.fillRect(view.viewport().rect(), theme.ink("desk"))
    painter.fillRect(page, WHITE)
    painter.save()
    painter.setClipRect(page)
    if view.scan is not None:
        view.scan.paint(painter, page, view.scale())
    if view.grid:
        _grid(painter, page, view.scale())
    painter.restore()
    for at in view.board.seen():
        _box(view, painter, view.board.places[at], chosen=at in view.board.chosen)
    _guides(view, painter, page)
    painter.setPen(painting.fine_pen(theme.ink("line2")))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(page)
    if view.band is not None:
        painter.setPen(QPen(HERE, 1, Qt.PenStyle.DashLine))
        painter.drawRect(view.band)
    if view.hasFocus():
        painting.ring(painter, QRectF(view.viewport().rect()), 0)


def _grid(painter: QPainter, page: QRectF, scale: float) -> None:
    ink = QColor(GRID)
    ink.setAlpha(110)
    painter.setPen(painting.fine_pen(ink))
    for at in range(TENTH, int(page.width() / scale) + 1, TENTH):
        x = page.left() + at * scale
        painter.drawLine(QLineF(x, page.top(), x, page.bottom()))
    for at in range(TENTH, int(page.height() / scale) + 1, TENTH):
        y = page.top() + at * scale
        painter.drawLine(QLineF(page.left(), y, page.right(), y))


def _box(view: "PlaceView", painter: QPainter, place: Place, *, chosen: bool) -> None:
    area = view.area(place)
    fill = QColor(HERE)
    fill.setAlpha(46 if chosen else 20 if place.filled else 0)
    frame = HERE if chosen else FRAME if place.filled or not view.board.filled_only else GRID
    painter.setPen(QPen(frame, 2 if chosen else 1))
    painter.setBrush(fill)
    if place.content == "rule":
        painter.drawLine(area.topLeft(), area.bottomRight())  # one of its sides is nothing
        return
    painter.drawRect(area)
    if place.content != "frame":
        _words(view, painter, place, area)


def _words(view: "PlaceView", painter: QPainter, place: Place, area: QRectF) -> None:
    """Write the title as large as the value will be printed."""
    font = QFont(theme.font())
    font.setPixelSize(max(1, round(place.size * view.zoom * 96 / 72)))
    painter.setFont(font)
    painter.setPen(INK if place.filled or not view.board.filled_only else FRAME)
    across = {"center": painting.CENTRE, "right": painting.RIGHT}.get(place.align, painting.LEFT)
    upright = Qt.AlignmentFlag.AlignTop if place.top or place.lines else painting.MIDDLE
    words = painter.fontMetrics().elidedText(
        place.of if place.content == "option" else view.title(place),
        Qt.TextElideMode.ElideRight,
        max(0, int(area.width())),
    )
    painter.drawText(area, across | upright | Qt.TextFlag.TextSingleLine, words)


def _guides(view: "PlaceView", painter: QPainter, page: QRectF) -> None:
    painter.setPen(QPen(HERE, 1, Qt.PenStyle.DashLine))
    for key, at in view.board.guides:
        if key == "x":
            x = page.left() + at * view.scale()
            painter.drawLine(QLineF(x, page.top(), x, page.bottom()))
        else:
            y = page.top() + at * view.scale()
            painter.drawLine(QLineF(page.left(), y, page.right(), y))
