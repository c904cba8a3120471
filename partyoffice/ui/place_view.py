"""The page with its places, to scale over the scan: dragged, stretched, moved with the arrow keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from partyoffice.reports.form import Place
from partyoffice.ui import place_paint
from partyoffice.ui.place_board import Board, rect_of

if TYPE_CHECKING:
    from partyoffice.ui.scan import Scan

GAP = 16
INCH = 25.4
LEAST, MOST, STEP = 0.25, 6.0, 1.25
GRIP = 5  # pixels from an edge within which it is stretched
Key, Held = Qt.Key, Qt.KeyboardModifier
ARROWS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}
HINT = "方向键移动 1 毫米，Shift 0.1，Ctrl 10；Alt 加方向键改宽高；空格选下一栏；Ctrl+A 全选"


class PlaceView(QAbstractScrollArea):
    """One sheet at a zoom; 1.0 is true size at 96 dots per inch."""

    zoom_changed = Signal(float)

    def __init__(self, board: Board, title: Callable[[Place], str]) -> None:
        super().__init__()
        self.board, self.title = board, title
        self.scan: Scan | None = None
        self.zoom, self.fitted = 1.0, True
        self.grid, self.catching = True, True
        self._held: QPointF | None = None
        self._start: tuple[Place, ...] = ()
        self._sizing = (False, False)
        self._drag = 0
        self.band: QRectF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setCornerWidget(QWidget())
        self.setAccessibleName(f"版面。{HINT}")
        board.changed.connect(self.viewport().update)
        board.chosen_changed.connect(self._show_chosen)

    # Scale -------------------------------------------------------------------------------

    def scale(self) -> float:
        """Return the pixels of a millimetre."""
        return self.zoom * 96 / INCH

    def page(self) -> QRectF:
        """Return where the paper lies in the viewport."""
        size = QSize(round(self.board.wide * self.scale()), round(self.board.high * self.scale()))
        room = self.viewport().size()
        left = max(GAP, (room.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        top = max(GAP, (room.height() - size.height()) // 2) - self.verticalScrollBar().value()
        return QRectF(left, top, size.width(), size.height())

    def area(self, place: Place) -> QRectF:
        """Return where a place lies in the viewport."""
        page, scale, rect = self.page(), self.scale(), rect_of(place)
        return QRectF(
            page.left() + rect.left() * scale,
            page.top() + rect.top() * scale,
            rect.width() * scale,
            rect.height() * scale,
        )

    def fit(self) -> None:
        """Show the whole paper, now and whenever the room changes."""
        room = self.viewport().size()
        wide = (room.width() - 2 * GAP) / (self.board.wide * 96 / INCH)
        high = (room.height() - 2 * GAP) / (self.board.high * 96 / INCH)
        self._zoom_to(min(wide, high))
        self.fitted = True

    def step_zoom(self, way: int) -> None:
        """Come nearer or go farther, what is chosen staying in sight."""
        self._zoom_to(self.zoom * (STEP if way > 0 else 1 / STEP))
        self._show_chosen()

    def _zoom_to(self, zoom: float) -> None:
        self.zoom, self.fitted = min(max(zoom, LEAST), MOST), False
        page, room = self.page(), self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), page.width(), room.width()),
            (self.verticalScrollBar(), page.height(), room.height()),
        ):
            bar.setRange(0, max(0, round(whole) + 2 * GAP - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(30)
        self.viewport().update()
        self.zoom_changed.emit(self.zoom)

    def _show_chosen(self) -> None:
        """Scroll to what is chosen where it is out of sight."""
        areas = [self.area(self.board.places[at]) for at in self.board.chosen]
        if (
            areas
            and self._held is None
            and not any(self.viewport().rect().contains(one.toRect()) for one in areas)
        ):
            for bar, near, room in (
                (self.horizontalScrollBar(), areas[0].center().x(), self.viewport().width()),
                (self.verticalScrollBar(), areas[0].center().y(), self.viewport().height()),
            ):
                bar.setValue(bar.value() + round(near - room / 2))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, or take the new room."""
        super().resizeEvent(event)
        if self.fitted:
            self.fit()
        else:
            self._zoom_to(self.zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Held.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    # Painting ----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint desk, paper, scan, grid and boxes."""
        place_paint.paint(self, QPainter(self.viewport()))

    # Mouse -------------------------------------------------------------------------------

    def place_at(self, point: QPointF) -> int | None:
        """Return the place under a point: one chosen before others, a small one before a large one."""
        found = [
            at
            for at in self.board.of_sheet()
            if self.area(self.board.places[at]).adjusted(-GRIP, -GRIP, GRIP, GRIP).contains(point)
        ]

        def order(at: int) -> tuple[bool, float]:
            rect = rect_of(self.board.places[at])
            return at not in self.board.chosen, rect.width() * rect.height()

        return min(found, key=order, default=None)

    def _edges(self, at: int | None, point: QPointF) -> tuple[bool, bool]:
        """Say whether a point is on the right and on the lower edge of a chosen place."""
        if at is None or at not in self.board.chosen:
            return False, False
        area = self.area(self.board.places[at])
        return abs(point.x() - area.right()) <= GRIP, abs(point.y() - area.bottom()) <= GRIP

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a place or of its edge; beside all of them draw a frame around several."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point, at = event.position(), self.place_at(event.position())
        many = bool(event.modifiers() & Held.ControlModifier)
        self._sizing = self._edges(at, point)
        if at is None:
            self.board.choose(())
        elif many:
            self.board.toggle(at)
        elif at not in self.board.chosen:
            self.board.choose({at})
        self._held, self._start, self._drag = point, self.board.places, self._drag + 1
        self.band = QRectF(point, point) if at is None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw along what is held."""
        point = event.position()
        if self._held is None:
            self._show_cursor(point)
        elif self.band is not None:
            self.band = QRectF(self._held, point).normalized()
            self.viewport().update()
        else:
            way = (point - self._held) / self.scale()
            self._pull(way.x(), way.y(), free=bool(event.modifiers() & Held.AltModifier))

    def _pull(self, right: float, down: float, *, free: bool) -> None:
        kind = ("drag", self._drag)
        if any(self._sizing):
            self.board.resize(right * self._sizing[0], down * self._sizing[1], kind, start=self._start)
            return
        if self.catching and not free and self.board.chosen:
            right, down = self.board.caught(right, down, self._start)
        self.board.move(right, down, kind, start=self._start)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go; a frame chooses what it touches."""
        if self.band is not None:
            self.board.choose(
                at for at in self.board.of_sheet() if self.area(self.board.places[at]).intersects(self.band)
            )
        self._held, self.band, self.board.guides = None, None, ()
        self.viewport().update()

    def _show_cursor(self, point: QPointF) -> None:
        at = self.place_at(point)
        right, below = self._edges(at, point)
        shapes = Qt.CursorShape
        shape = {
            (True, True): shapes.SizeFDiagCursor,
            (True, False): shapes.SizeHorCursor,
            (False, True): shapes.SizeVerCursor,
        }.get((right, below), shapes.ArrowCursor if at is None else shapes.SizeAllCursor)
        self.viewport().setCursor(shape)

    # Keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, stretch and choose by keyboard."""
        key, held = Key(event.key()), event.modifiers()
        if key in ARROWS:
            step = 0.1 if held & Held.ShiftModifier else 10 if held & Held.ControlModifier else 1
            right, down = (way * step for way in ARROWS[key])
            change = self.board.resize if held & Held.AltModifier else self.board.move
            change(right, down)
        elif key == Key.Key_A and held & Held.ControlModifier:
            self.board.choose(self.board.of_sheet())
        elif key == Key.Key_Space:
            self._next(-1 if held & Held.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _next(self, way: int) -> None:
        """Choose the place after the chosen one."""
        here = self.board.of_sheet()
        now = [at for at, number in enumerate(here) if number in self.board.chosen]
        if here:
            at = (now[-1 if way > 0 else 0] + way) % len(here) if now else 0
            self.board.choose({here[at]})
