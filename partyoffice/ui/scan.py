"""The scan under the places of a form: read from a picture or a PDF, laid straight, kept as one JPEG."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from partyoffice.core.errors import OfficeError
from partyoffice.store import blobs
from partyoffice.ui.paper import POINTS, Paper
from partyoffice.ui.printer import MM

LONGEST = 2000  # pixels of the longer side, as of every picture kept
LARGEST = 40 * 2**20  # bytes of a file that may be a scan
QUALITIES, MOST_BYTES = (80, 65, 50), 900 * 1024
PDF = ".pdf"


@dataclass(slots=True)
class Scan:
    """A picture and where it lies on the paper, in millimetres; ``angle`` in degrees to the right."""

    image: QImage
    width: float
    left: float = 0.0
    top: float = 0.0
    angle: float = 0.0
    opacity: float = 0.6
    kept: str = ""  # its digest, as long as nothing was changed
    _seen: QImage | None = None  # as large as it was last shown

    def turn(self) -> None:
        """Turn the picture a quarter to the right; its longer side stays as long as it is."""
        across = self.width * self.image.height() / self.image.width()
        self.image = self.image.transformed(QTransform().rotate(90))
        self.width, self._seen = round(across, 1), None

    def paint(self, painter: QPainter, page: QRectF, scale: float) -> None:
        """Draw it on the paper, ``scale`` pixels to the millimetre."""
        size = QSizeF(self.width, self.width * self.image.height() / self.image.width()) * scale
        painter.save()
        painter.setOpacity(self.opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(page.topLeft() + QPointF(self.left, self.top) * scale)
        painter.translate(size.width() / 2, size.height() / 2)
        painter.rotate(self.angle)
        painter.drawImage(QRectF(QPointF(-size.width() / 2, -size.height() / 2), size), self._shown(size))
        painter.restore()

    def _shown(self, size: QSizeF) -> QImage:
        """Return the picture no larger than it is shown: fine lines vanish where it is shrunk in drawing."""
        dots = (size * 2).toSize()  # sharp on a dense screen too
        if dots.width() >= self.image.width():
            return self.image
        if self._seen is None or self._seen.size() != dots:
            way = Qt.TransformationMode.SmoothTransformation
            self._seen = self.image.scaled(dots, Qt.AspectRatioMode.IgnoreAspectRatio, way)
        return self._seen

    def baked(self, wide: float, high: float) -> bytes:
        """Return the paper with the scan as it lies, as a JPEG."""
        scale = LONGEST / max(wide, high)
        made = QImage(round(wide * scale), round(high * scale), QImage.Format.Format_RGB32)
        made.fill(Qt.GlobalColor.white)
        painter, shown = QPainter(made), self.opacity
        self.opacity = 1.0
        self.paint(painter, QRectF(made.rect()), scale)
        self.opacity = shown
        painter.end()
        return _jpeg(made)


def _jpeg(image: QImage) -> bytes:
    for quality in QUALITIES:
        data = QByteArray()
        out = QBuffer(data)
        out.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(out, "JPEG", quality)  # type: ignore[call-overload]  # the stub knows bytes, Qt takes text only
        if data.size() <= MOST_BYTES:
            break
    return bytes(data.data())


def pages_of(path: Path) -> int:
    """Return how many pages a file has: those of a PDF, one of a picture (OfficeError for neither)."""
    _look(path)
    if path.suffix.lower() != PDF:
        return 1
    with _pdf(path) as paper:
        return paper.count()


def read(path: Path, page: int, wide: float) -> Scan:
    """Return the scan in a file, a picture as wide as the paper, a PDF as wide as it says (OfficeError)."""
    _look(path)
    if path.suffix.lower() != PDF:
        return Scan(_picture(path.read_bytes()), wide)
    with _pdf(path) as paper:
        size = paper.size(page)
        longer = max(size.width(), size.height(), 1)
        image = paper.image(page, max(1, round(LONGEST * size.width() / longer)))
        return Scan(image, round(size.width() / POINTS * MM, 1))


def stored(content: bytes, wide: float, digest: str) -> Scan:
    """Return a scan kept in the office: it covers the paper."""
    return Scan(QImage.fromData(QByteArray(content)), wide, kept=digest)


def _look(path: Path) -> None:
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise _unreadable(path)


def _pdf(path: Path) -> Paper:
    from pypdfium2 import PdfiumError

    try:
        paper = Paper(path)
    except (PdfiumError, OSError, ValueError) as error:
        raise _unreadable(path) from error
    if not paper.count():
        paper.close()
        raise _unreadable(path)
    return paper


def _picture(content: bytes) -> QImage:
    try:
        made = QImage.fromData(QByteArray(blobs.as_picture(content)))
    except OfficeError as error:
        raise OfficeError(error.what.replace("照片", "扫描件"), remedy="请用 JPG、PNG 或 PDF") from error
    return made


def _unreadable(path: Path) -> OfficeError:
    return OfficeError(f"“{path.name}”不是能打开的扫描件", remedy="请用 40 MB 以内的 JPG、PNG 或 PDF")
