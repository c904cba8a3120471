"""The photo box: choose, paste or drop a picture; it is cut to 25 × 35 mm and kept small."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.ui import icons, theme
from partyoffice.ui.controls import button, label, quiet, set_property
from partyoffice.ui.editors import Editor

SIZE = QSize(75, 105)
STORED = QSize(500, 700)
MOST_BYTES = 200 * 1024
PICTURES = "图片 (*.jpg *.jpeg *.png *.bmp)"


def cropped(image: QImage) -> QImage:
    """Return the middle of a picture in the proportion of an ID photo, 25 to 35."""
    width, height = image.width(), image.height()
    wide, high = min(width, height * 25 // 35), min(height, width * 35 // 25)
    return image.copy(QRect((width - wide) // 2, (height - high) // 3, wide, high))


def encoded(image: QImage) -> bytes:
    """Return a picture as JPEG of at most 200 KB, without what the camera wrote into it."""
    fitted = cropped(image)
    if fitted.width() > STORED.width():
        mode = Qt.TransformationMode.SmoothTransformation
        fitted = fitted.scaled(STORED, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    plain = QImage(fitted.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.drawImage(0, 0, fitted)
    painter.end()
    for quality in (90, 80, 65, 50, 35):
        data = _jpeg(plain, quality)
        if len(data) <= MOST_BYTES:
            break
    return data


def _jpeg(image: QImage, quality: int) -> bytes:
    data = QByteArray()
    out = QBuffer(data)
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "JPEG", quality)  # type: ignore[call-overload]  # the stub knows bytes, Qt takes text only
    return bytes(data.data())


class PhotoFrame(QFrame):
    """The place of the photo; takes drops and pastes."""

    given = Signal(QImage)

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setProperty("role", "photo")
        self.setFixedSize(SIZE)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("照片，可粘贴或拖入")

    def show_image(self, image: QImage) -> None:
        """Show a picture, or the empty place for a null one."""
        self.image = image
        self.update()

    def paintEvent(self, event: Any) -> None:  # noqa: ANN401 -- Qt's event
        """Draw the photo or the outline of a person."""
        super().paintEvent(event)
        painter, room = QPainter(self), QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.image.isNull():
            box = QRectF(0, 0, 40, 40)
            box.moveCenter(room.center())
            icons.paint(painter, "user-round", box, theme.ink("line2"))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(room, self.image)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Take the picture on the clipboard, if there is one."""
        image = QGuiApplication.clipboard().image()
        if not image.isNull():
            self.given.emit(image)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome pictures and files."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file or picture dropped."""
        dropped = event.mimeData()
        image = QImage(dropped.urls()[0].toLocalFile()) if dropped.hasUrls() else QImage(dropped.imageData())
        self.given.emit(image)


class PhotoEditor(Editor):
    """A photo; the value is JPEG bytes or None."""

    wide = False

    def __init__(self) -> None:
        super().__init__()
        self._bytes: bytes | None = None
        self._fault = ""
        self.frame, self.note = PhotoFrame(), label("", "cap")
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(button("选择照片", self.choose, "image"), 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(quiet("粘贴", self.frame.paste), 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(quiet("去掉", self.remove), 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.frame)
        row.addLayout(side)
        row.addStretch(1)
        self.setFocusProxy(self.frame)
        self.frame.given.connect(self.take)

    @classmethod
    def ask_file(cls, parent: QWidget) -> str:
        """Return the picture file the user chose, empty for none."""
        return QFileDialog.getOpenFileName(parent, "选择照片", "", PICTURES)[0]

    def choose(self) -> None:
        """Let the user choose a file."""
        name = self.ask_file(self)
        if name:
            self.take(QImage(name) if Path(name).is_file() else QImage())

    def take(self, image: QImage) -> None:
        """Cut, shrink and keep a picture; an unreadable one changes nothing."""
        if image.isNull():
            self._say("这不是能读的图片，请用 JPG 或 PNG")
            return
        self._bytes = encoded(image)
        self.frame.show_image(QImage.fromData(self._bytes))
        self._say("")
        self.note.setText(f"{max(1, len(self._bytes) // 1024)} KB")
        self.edited.emit()

    def remove(self) -> None:
        """Take the photo away."""
        self.set_value(None)
        self.edited.emit()

    def _say(self, fault: str) -> None:
        self._fault = fault
        set_property(self.note, "role", "problem" if fault else "cap")
        self.note.setText(fault)

    def value(self) -> bytes | None:
        """Return the bytes."""
        return self._bytes

    def set_value(self, value: Any) -> None:  # noqa: ANN401 -- bytes or None
        """Show bytes stored before."""
        self._bytes = value if isinstance(value, bytes) else None
        self.frame.show_image(QImage.fromData(self._bytes) if self._bytes else QImage())
        self._say("")

    def mark_bad(self, bad: bool) -> None:
        """Frame the place."""
        set_property(self.frame, "state", "bad" if bad else "")

    def focus_part(self) -> QWidget:
        """Return the place of the photo."""
        return self.frame
