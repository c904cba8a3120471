"""The photo box: choose, paste or drop a picture; it is cut to 25 × 35 mm and kept small."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partyoffice.ui import icons, painting, theme
from partyoffice.ui.controls import ENTER, button, label, quiet, set_property
from partyoffice.ui.editors import Editor
from partyoffice.ui.photo_crop import CropDialog
from partyoffice.ui.pictures import (
    FILES,
    UNREADABLE,
    UnreadablePictureError,
    encoded,
    in_proportion,
    read_file,
    read_given,
)

SIZE = QSize(75, 105)


def cut_to_size(parent: QWidget, image: QImage, take: Callable[[QImage], object]) -> CropDialog | None:
    """Hand on a picture that has the proportion already; let the user cut any other first."""
    if in_proportion(image):
        take(image)
        return None
    dialog = CropDialog(parent.window(), image)
    dialog.cropped.connect(take)
    return dialog.begin()


class PhotoFrame(QFrame):
    """The place of the photo; takes drops and pastes, space or a double click chooses a file."""

    given = Signal(QImage)
    refused = Signal(str)  # what was given is no picture, in one sentence

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setProperty("role", "photo")
        self.setFixedSize(SIZE)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("照片，按空格选择文件，也可粘贴或拖入")

    def show_image(self, image: QImage) -> None:
        """Show a picture, or the empty place for a null one."""
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photo or the outline of a person, and the ring."""
        super().paintEvent(event)
        painter, room = QPainter(self), QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.image.isNull():
            box = QRectF(0, 0, 40, 40)
            box.moveCenter(room.center())
            icons.paint(painter, "user-round", box, theme.ink("line2"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(room, self.image)
        if self.hasFocus():
            painting.ring(painter, QRectF(self.rect()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, or choose a file."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Space or (event.key() in ENTER and not event.modifiers()):
            self.choose()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Choose a file."""
        self.choose()

    @classmethod
    def ask_file(cls, parent: QWidget) -> str:
        """Return the picture file the user chose, empty for none."""
        return QFileDialog.getOpenFileName(parent, "选择照片", "", FILES)[0]

    def choose(self) -> None:
        """Let the user choose a file."""
        name = self.ask_file(self)
        if name:
            self._give(lambda: read_file(Path(name)))

    def paste(self) -> None:
        """Take the picture, or the picture file, on the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData() or QMimeData())

    def _take(self, given: QMimeData) -> None:
        self._give(lambda: read_given(given))

    def _give(self, read: Callable[[], QImage]) -> None:
        try:
            image = read()
        except UnreadablePictureError as reason:
            self.refused.emit(str(reason))
        else:
            self.given.emit(image)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome pictures and files."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file or picture dropped."""
        event.acceptProposedAction()
        self._take(event.mimeData())


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
        side.addWidget(button("选择照片", self.frame.choose, "image"), 0, Qt.AlignmentFlag.AlignLeft)
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
        self.frame.refused.connect(self._say)

    def take(self, image: QImage) -> None:
        """Take a picture, cut by the user where it has another proportion; a null one changes nothing."""
        if image.isNull():
            self._say(UNREADABLE)
        else:
            cut_to_size(self, image, self.keep)

    def keep(self, image: QImage) -> None:
        """Keep a picture of the right proportion, small."""
        self._bytes = encoded(image)
        self.frame.show_image(QImage.fromData(self._bytes))
        self._say("")
        self.note.setText(f"{max(1, len(self._bytes) // 1024)} KB")
        self._tell()

    def _tell(self) -> None:
        self.edited.emit()
        self.committed.emit()

    def remove(self) -> None:
        """Take the photo away."""
        self.set_value(None)
        self._tell()

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

    def raw(self) -> str:
        """Return the bytes as a draft keeps them."""
        return base64.b64encode(self._bytes or b"").decode("ascii")

    def take_raw(self, kept: Any) -> None:  # noqa: ANN401 -- JSON
        """Show a photo that a draft kept."""
        self.set_value(base64.b64decode(str(kept)) or None)
