"""Pages of a finished PDF as pictures, rendered when they are looked at."""

import math
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

from PySide6.QtCore import QObject, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage

KEPT_BYTES = 96 * 2**20  # rendered pages held in memory; the newest is kept whatever its size
BAND = 512  # rows of pixels rendered at once for the printer: a whole page at 600 dpi takes 140 MB
POINTS = 72
_one_at_a_time = RLock()  # PDFium knows no threads, not even for two files


class Paper:
    """An open PDF; pages count from 0, sizes are in points (1/72 inch)."""

    def __init__(self, path: Path) -> None:
        from pypdfium2 import PdfDocument  # only when something is previewed

        self.path = path
        with _one_at_a_time:
            self._file: Any = PdfDocument(path)  # type: ignore[no-untyped-call]  # the package has no types
            pages: Any = self._file
            self._sizes = [QSizeF(*pages.get_page_size(at)) for at in range(len(pages))]
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def __enter__(self) -> Self:
        """Open for a while."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._kept.clear()
        with _one_at_a_time:
            self._file.close()

    def count(self) -> int:
        """Return the number of pages."""
        return len(self._sizes)

    def size(self, at: int) -> QSizeF:
        """Return the size of a page in points."""
        return self._sizes[at]

    def image(self, at: int, width: int) -> QImage:
        """Return a page as a picture about ``width`` device pixels wide."""
        key = (at, width)
        if key not in self._kept:
            self._kept[key] = self._render(at, width / self._sizes[at].width())
            self._drop_oldest()
        self._kept.move_to_end(key)
        return self._kept[key]

    def _drop_oldest(self) -> None:
        while len(self._kept) > 1 and sum(one.sizeInBytes() for one in self._kept.values()) > KEPT_BYTES:
            self._kept.popitem(last=False)

    def has(self, at: int, width: int) -> bool:
        """Say whether a picture of this width is at hand."""
        return (at, width) in self._kept

    def nearest(self, at: int) -> QImage | None:
        """Return the widest picture of a page at hand, to stand in while the right one is made."""
        return max(
            (one for (page, _), one in self._kept.items() if page == at), key=QImage.width, default=None
        )

    def _render(self, at: int, scale: float) -> QImage:
        with _one_at_a_time:
            page = self._file[at]
            made = _picture(page.render(scale=scale, prefer_bgrx=True))
            page.close()
        return made

    def bands(self, at: int, dots: float, *, grey: bool = False) -> Iterator[tuple[int, QImage]]:
        """Yield a page at ``dots`` per inch in bands from the top: how many rows down, and the picture."""
        scale = dots / POINTS
        with _one_at_a_time:
            page = self._file[at]
            high = math.ceil(page.get_height() * scale)
        try:
            for top in range(0, high, BAND):
                below = max(0, high - top - BAND)
                # A quarter of a pixel less than a whole number: the renderer rounds up what is cut away.
                cut = (0, max(0.0, below - 0.25) / scale, 0, max(0.0, top - 0.25) / scale)
                with _one_at_a_time:
                    band = _picture(
                        page.render(scale=scale, crop=cut, grayscale=grey, prefer_bgrx=not grey), grey=grey
                    )
                yield top, band
        finally:
            with _one_at_a_time:
                page.close()


def _picture(bitmap: Any, *, grey: bool = False) -> QImage:  # noqa: ANN401 -- the package has no types
    form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
    made = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
    bitmap.close()
    return made


class Rendering(QObject):
    """Makes pictures one per turn of the event loop, what was asked for last first."""

    ready = Signal()

    def __init__(self, paper: Paper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paper = paper
        self.asked: list[tuple[int, int]] = []
        self.timer = QTimer(self, singleShot=True, interval=0)
        self.timer.timeout.connect(self._turn)

    def picture(self, at: int, width: int) -> QImage | None:
        """Return a page's picture, a stand-in or nothing while it is made; ``ready`` tells when to look."""
        if self.paper.has(at, width):
            return self.paper.image(at, width)
        self.asked = [*(one for one in self.asked if one[0] != at), (at, width)]
        self.timer.start()
        return self.paper.nearest(at)

    def _turn(self) -> None:
        if self.asked:
            self.paper.image(*self.asked.pop())
            self.ready.emit()
        if self.asked:
            self.timer.start()

    def stop(self) -> None:
        """Make nothing more: the paper is closed."""
        self.asked.clear()
        self.timer.stop()
