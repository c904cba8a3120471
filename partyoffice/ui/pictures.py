"""Pictures as they come from files, the clipboard and other windows, and as a photo is stored."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

STORED = QSize(500, 700)
WIDE, HIGH = 25, 35  # the proportion of a one-inch photo
SAME = 0.015  # so near to it that nothing need be cut
MOST_BYTES = 200 * 1024
MOST_PIXELS = 100_000_000
FILES = "图片 (*.jpg *.jpeg *.png *.bmp *.webp)"
UNREADABLE = "这不是能读的图片，请用 JPG 或 PNG"
TOO_LARGE = "照片太大，请先把照片缩小到一亿像素以内再选"
NO_PICTURE = "剪贴板里没有图片，请先复制一张照片"


class UnreadablePictureError(ValueError):
    """What was given cannot be a photo; the text says so in one sentence."""


def read_file(path: Path) -> QImage:
    """Return the picture of a file, upright as its camera noted (UnreadablePictureError otherwise)."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        raise UnreadablePictureError(TOO_LARGE)
    image = reader.read() if path.is_file() else QImage()
    if image.isNull():
        raise UnreadablePictureError(UNREADABLE)
    return image


def read_given(given: QMimeData) -> QImage:
    """Return the picture dropped or pasted: a file before its drawing (UnreadablePictureError otherwise)."""
    files = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
    if files:
        return read_file(files[0])
    image = QImage(given.imageData()) if given.hasImage() else QImage()
    if image.isNull():
        raise UnreadablePictureError(NO_PICTURE if not given.hasImage() else UNREADABLE)
    return image


def in_proportion(image: QImage) -> bool:
    """Say whether a picture has the proportion of a photo already."""
    return abs(image.width() * HIGH / (image.height() * WIDE) - 1) < SAME


def middle(size: QSize) -> QRect:
    """Return the largest part of a photo's proportion: in the middle, of a tall picture rather the head."""
    width, height = size.width(), size.height()
    wide, high = min(width, height * WIDE // HIGH), min(height, width * HIGH // WIDE)
    return QRect((width - wide) // 2, (height - high) // 3, wide, high)


def encoded(image: QImage) -> bytes:
    """Return a picture as JPEG of at most 200 KB, without what the camera wrote into it."""
    fitted = image if in_proportion(image) else image.copy(middle(image.size()))
    if fitted.width() > STORED.width():
        mode = Qt.TransformationMode.SmoothTransformation
        fitted = fitted.scaled(STORED, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    plain = QImage(fitted.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.drawImage(0, 0, fitted)
    painter.end()
    for quality in (90, 80, 65, 50, 35, 20):
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
