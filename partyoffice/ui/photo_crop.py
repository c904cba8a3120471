"""Cutting a picture to the proportion of a one-inch photo, with the mouse or with keys alone."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from partyoffice.ui import painting, theme
from partyoffice.ui.controls import bar, button, frame, icon_button, label, primary
from partyoffice.ui.pictures import HIGH, WIDE, middle

ROOM = QSize(480, 360)
STEP, FINE = 0.02, 0.005  # of the picture's height, a press of an arrow; finer with Shift
ZOOM = 1.05
LEAST = 0.1
HINT = "拖动或方向键移动，滚轮或 + - 缩放，Enter 使用"
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
GROW = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
SHRINK = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)


class CropFrame:
    """The part of a picture that is kept: never out of the picture, always of one proportion."""

    def __init__(self, size: QSize) -> None:
        self.size, self.part = size, QRectF(middle(size))

    def move(self, across: float, down: float) -> None:
        """Move by pixels of the picture, as far as there is room."""
        left = min(max(0.0, self.part.left() + across), self.size.width() - self.part.width())
        top = min(max(0.0, self.part.top() + down), self.size.height() - self.part.height())
        self.part.moveTo(left, top)

    def zoom(self, factor: float) -> None:
        """Keep more (above 1) or less of the picture, around the same middle."""
        most = min(self.size.height(), self.size.width() * HIGH / WIDE)
        high = min(max(most * LEAST, self.part.height() * factor), most)
        centre = self.part.center()
        self.part = QRectF(0, 0, high * WIDE / HIGH, high)
        self.part.moveCenter(centre)
        self.move(0, 0)

    def rect(self) -> QRect:
        """Return the part in whole pixels."""
        return self.part.toRect().intersected(QRect(0, 0, self.size.width(), self.size.height()))


class CropView(QWidget):
    """The picture, with all that is not kept under a veil."""

    taken = Signal()  # Enter, double click

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.image, self.cut = image, CropFrame(image.size())
        self._held: QPointF | None = None
        self.setFixedSize(ROOM)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAccessibleName(f"照片的裁剪框。{HINT}")

    def turn(self) -> None:
        """Turn the picture a quarter to the right."""
        self.image = self.image.transformed(QTransform().rotate(90))
        self.cut = CropFrame(self.image.size())
        self.update()

    def _area(self) -> QRectF:
        size = QSize(self.image.size()).scaled(self.size() - QSize(8, 8), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(QPointF(0, 0), size)
        area.moveCenter(QRectF(self.rect()).center())
        return area

    def _scale(self) -> float:
        return self._area().height() / self.image.height()

    def _kept(self) -> QRectF:
        area, scale, part = self._area(), self._scale(), self.cut.part
        place = area.topLeft() + part.topLeft() * scale
        return QRectF(place.x(), place.y(), part.width() * scale, part.height() * scale)

    def move_by(self, across: float, down: float) -> None:
        """Move the frame by pixels of the picture."""
        self.cut.move(across, down)
        self.update()

    def zoom(self, factor: float) -> None:
        """Keep more or less."""
        self.cut.zoom(factor)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw picture, veil, frame, thirds and ring."""
        painter, area, kept = QPainter(self), self._area(), self._kept()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, self.image)
        veil = QColor(0, 0, 0, 140)
        painter.setClipRect(area)
        for part in _around(area, kept):
            painter.fillRect(part, veil)
        painter.setClipping(False)
        painter.setPen(QPen(theme.ink("focus"), 2))
        painter.drawRect(kept)
        painter.setPen(QPen(QColor(255, 255, 255, 90), 1))
        eyes = kept.top() + kept.height() * 0.42
        painter.drawLine(QPointF(kept.left(), eyes), QPointF(kept.right(), eyes))
        painter.drawLine(QPointF(kept.center().x(), kept.top()), QPointF(kept.center().x(), kept.bottom()))
        if self.hasFocus():
            painting.ring(painter, QRectF(self.rect()), 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, finer with Shift; zoom with + and -; take with Enter."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step = max(1.0, self.image.height() * (FINE if fine else STEP))
            self.move_by(*(step * way for way in ARROWS[key]))
        elif key in GROW or key in SHRINK:
            self.zoom(1 / ZOOM if key in GROW else ZOOM)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        self.zoom(1 / ZOOM if event.angleDelta().y() > 0 else ZOOM)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame."""
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the frame along."""
        if self._held is not None:
            way = (event.position() - self._held) / self._scale()
            self._held = event.position()
            self.move_by(way.x(), way.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Take what is framed."""
        self.taken.emit()


def _around(area: QRectF, kept: QRectF) -> list[QRectF]:
    return [
        QRectF(area.left(), area.top(), area.width(), kept.top() - area.top()),
        QRectF(area.left(), kept.bottom(), area.width(), area.bottom() - kept.bottom()),
        QRectF(area.left(), kept.top(), kept.left() - area.left(), kept.height()),
        QRectF(kept.right(), kept.top(), area.right() - kept.right(), kept.height()),
    ]


class CropDialog(QDialog):
    """Asks which part of a picture is the photo."""

    cropped = Signal(QImage)

    def __init__(self, parent: QWidget | None, image: QImage) -> None:
        super().__init__(parent)
        self.setWindowTitle("裁剪照片")
        self.finished.connect(self.deleteLater)
        self.view = CropView(image)
        self.view.taken.connect(self.on_take)
        tools = bar(
            icon_button("zoom-in", "放大", lambda: self.view.zoom(1 / ZOOM)),
            icon_button("zoom-out", "缩小", lambda: self.view.zoom(ZOOM)),
            icon_button("redo-2", "向右转", self.view.turn),
            label(HINT, "cap"),
            None,
            margins=(16, 0, 16, 8),
        )
        actions = frame("actions", bar(None, button("取消", self.reject), primary("使用照片", self.on_take)))
        theme.keep_height(actions, 52)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar(None, self.view, None, margins=(16, 16, 16, 8)))
        box.addLayout(tools)
        box.addWidget(actions)

    def on_take(self) -> None:
        """Hand on the framed part and close."""
        self.cropped.emit(self.view.image.copy(self.view.cut.rect()))
        self.accept()

    def begin(self) -> "CropDialog":
        """Open with the keyboard on the frame."""
        self.open()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return self
