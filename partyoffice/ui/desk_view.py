"""The desk of the preview: white pages one below the other, and the strip of thumbs beside it."""

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCheckBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from partyoffice.ui import painting, theme
from partyoffice.ui.paper import POINTS, Paper, Rendering
from partyoffice.ui.still import Combo

GAP = 20
FAINT = 0.5  # of a scan under a page
WHITE = QColor("#FFFFFF")  # paper is white in every theme
LEAST, MOST = 0.25, 4.0
FINEST = 4000  # device pixels across: finer is only enlarged
FITS = (("整页", "page"), ("页宽", "width"))
STEPS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class DeskView(QAbstractScrollArea):
    """Shows the pages of a Paper at a zoom; 1.0 is the true size at 96 dots per inch."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    under_laid = Signal()

    def __init__(self, paper: Paper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper, self.zoom, self.fitted = paper, 1.0, "usual"
        self._page = 0
        self.under: dict[int, QImage] = {}  # scans of the pages that are printed over, for the eye alone
        self.under_shown = True
        self.rendering = Rendering(paper, self)
        self.rendering.ready.connect(self.viewport().update)
        self.setAccessibleName("打印预览")
        self.setCornerWidget(QWidget())  # between the scroll bars Fusion would draw a frame
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def lay_under(self, scans: Mapping[int, QImage]) -> None:
        """Show scans under the pages; they are not printed."""
        self.under = dict(scans)
        self.under_laid.emit()
        self.viewport().update()

    def show_under(self, shown: bool) -> None:
        """Show the scans, or only what is printed."""
        self.under_shown = shown
        self.viewport().update()

    def page_size(self, at: int) -> QSize:
        """Return a page's size in logical pixels."""
        scale = self.zoom * 96 / POINTS
        size = self.paper.size(at)
        return QSize(round(size.width() * scale), round(size.height() * scale))

    def tops(self) -> list[int]:
        """Return where each page begins, and the end of the last."""
        tops, y = [], GAP
        for at in range(self.paper.count()):
            tops.append(y)
            y += self.page_size(at).height() + GAP
        return [*tops, y]

    def set_zoom(self, zoom: float) -> None:
        """Zoom to a factor, the present page staying in sight."""
        self.fitted = ""
        self._zoom_to(zoom)

    def fit(self, what: str) -> None:
        """Fit a whole ``page`` or its ``width``, now and whenever the room changes.

        ``usual`` is the width, but never more than the true size.
        """
        self.fitted = what
        size, room = self.paper.size(self._page), self.viewport().size()
        wide = (room.width() - 2 * GAP) / (size.width() * 96 / POINTS)
        high = (room.height() - 2 * GAP) / (size.height() * 96 / POINTS)
        self._zoom_to({"page": min(wide, high), "width": wide, "usual": min(wide, 1.0)}[what])

    def step_zoom(self, way: int) -> None:
        """Go to the next greater or smaller round factor."""
        later = [step for step in STEPS if (step > self.zoom + 0.01 if way > 0 else step < self.zoom - 0.01)]
        if later:
            self.set_zoom(later[0] if way > 0 else later[-1])

    def _zoom_to(self, zoom: float) -> None:
        self.zoom = min(max(zoom, LEAST), MOST)
        kept = self._page
        self._set_bars()
        self.verticalScrollBar().setValue(self.tops()[kept] - GAP)
        self.viewport().update()
        self.zoom_changed.emit(self.zoom)

    def _set_bars(self) -> None:
        room = self.viewport().size()
        widest = max(self.page_size(at).width() for at in range(self.paper.count())) + 2 * GAP
        for bar, whole, seen in (
            (self.verticalScrollBar(), self.tops()[-1], room.height()),
            (self.horizontalScrollBar(), widest, room.width()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(40)

    def show_page(self, at: int) -> None:
        """Bring a page to the top."""
        at = min(max(at, 0), self.paper.count() - 1)
        self.verticalScrollBar().setValue(self.tops()[at] - GAP)
        self._set_page(at)

    def page(self) -> int:
        """Return the page looked at."""
        return self._page

    def _scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 2
        tops = self.tops()
        self._set_page(max(at for at in range(self.paper.count()) if tops[at] <= middle or at == 0))
        self.viewport().update()

    def _set_page(self, at: int) -> None:
        if at != self._page:
            self._page = at
            self.page_changed.emit(at)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Fit again, or take the new room."""
        self.fit(self.fitted) if self.fitted else self._set_bars()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with PgUp and PgDn, go to the ends with Home and End."""
        pages = {
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.paper.count() - 1,
        }
        if Qt.Key(event.key()) in pages:
            self.show_page(pages[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the desk and the pages in sight."""
        painter, view = QPainter(self.viewport()), self.viewport()
        painter.fillRect(view.rect(), theme.ink("desk"))
        down, right, tops = self.verticalScrollBar().value(), self.horizontalScrollBar().value(), self.tops()
        for at in range(self.paper.count()):
            size = self.page_size(at)
            top = tops[at] - down
            if top + size.height() < 0 or top > view.height():
                continue
            left = max(GAP, (view.width() - size.width()) // 2) - right
            self._paint_page(painter, at, QRectF(left, top, size.width(), size.height()))

    def _paint_page(self, painter: QPainter, at: int, area: QRectF) -> None:
        width = min(math.ceil(area.width() * self.devicePixelRatioF()), FINEST)
        painter.fillRect(area, WHITE)
        known = self.rendering.picture(at, width)
        if known is None and at == self._page:  # what is looked at stands there at once
            known = self.paper.image(at, width)
        if known is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_under(painter, at, area)
            painter.drawImage(area, known)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(painting.fine_pen(theme.ink("line2")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def _paint_under(self, painter: QPainter, at: int, area: QRectF) -> None:
        """Paint the scan of the page printed over, faint, and let the print darken it."""
        if not self.under_shown or at not in self.under:
            return
        painter.setOpacity(FAINT)
        painter.drawImage(area, self.under[at])
        painter.setOpacity(1)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)


class UnderTick(QCheckBox):
    """底图: whether the scans under the pages are seen; hidden where there is none."""

    def __init__(self, desk: DeskView) -> None:
        super().__init__("底图")
        self.setChecked(True)
        self.setToolTip("底表的扫描件，只给眼睛看，不印出来")
        self.hide()
        self.toggled.connect(desk.show_under)
        desk.under_laid.connect(lambda: self.setVisible(bool(desk.under)))


class ZoomBox(Combo):
    """The zoom of a desk: whole page, width of the page, round factors; shows any other factor too."""

    def __init__(self, desk: DeskView) -> None:
        super().__init__()
        self.desk = desk
        for words, what in FITS:
            self.addItem(words, what)
        for step in STEPS:
            self.addItem(f"{round(step * 100)}%", step)
        self.setAccessibleName("缩放")
        self.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(theme.metrics().horizontalAdvance("400%") + theme.scaled(44))
        self.activated.connect(self._take)
        desk.zoom_changed.connect(self.show_zoom)

    def _take(self, at: int) -> None:
        chosen = self.itemData(at)
        self.desk.fit(chosen) if isinstance(chosen, str) else self.desk.set_zoom(chosen)

    def show_zoom(self, zoom: float) -> None:
        """Show a factor, one that is no item as well."""
        self.setPlaceholderText(f"{round(zoom * 100)}%")
        self.setCurrentIndex(self.findData(zoom) if not self.desk.fitted else -1)


class ThumbDelegate(QStyledItemDelegate):
    """Paints a page small, its number and whose it is below, the current one in a ring."""

    SIZE = QSize(92, 130)

    def __init__(self, paper: Paper, parent: QListView, names: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.paper, self.names = paper, names
        self.rendering = Rendering(paper, self)
        self.rendering.ready.connect(parent.viewport().update)

    def sizeHint(self, _option: object, _index: object) -> QSize:
        """Return the room of a thumb and its number."""
        return QSize(112, self.SIZE.height() + 16 + theme.line("cap"))

    def paint(self, painter: QPainter, option: object, index: object) -> None:
        """Paint one thumb."""
        rect, at = option.rect, index.row()  # type: ignore[attr-defined]  # Qt's option and index
        page = self.paper.size(at)
        width = min(self.SIZE.width(), self.SIZE.height() * page.width() / page.height())
        height = width * page.height() / page.width()
        area = QRectF(rect.center().x() - width / 2, rect.top() + 8, width, height)
        painter.save()
        painter.fillRect(area, WHITE)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        known = self.rendering.picture(at, round(width * 2))
        if known is not None:
            painter.drawImage(area, known)
        painter.setPen(QPen(theme.ink("line2"), 1))
        painter.drawRect(area)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # Qt's option
        if chosen:
            painting.ring(painter, area.adjusted(-4, -4, 4, 4), 3)
        words = QRectF(rect.left() + 4, area.bottom() + 4, rect.width() - 8, theme.line("cap") + 2)
        text = f"{at + 1}　{self.names[at]}" if at < len(self.names) else str(at + 1)
        painting.write(painter, words, text, "cap_bold" if chosen else "cap", "text2", painting.CENTRE)
        painter.restore()
