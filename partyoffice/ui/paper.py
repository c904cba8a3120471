"""Pages of a finished PDF as pictures, rendered when they are looked at."""

from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

KEPT = 12  # rendered pages held in memory
POINTS = 72


class Paper:
    """An open PDF; pages count from 0, sizes are in points (1/72 inch)."""

    def __init__(self, path: Path) -> None:
        from pypdfium2 import PdfDocument  # only when something is previewed

        self.path = path
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
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def fresh(self, at: int, dots: int) -> QImage:
        """Return a page at ``dots`` per inch, for the printer; not kept."""
        return self._render(at, dots / POINTS)

    def _render(self, at: int, scale: float) -> QImage:
        page = self._file[at]
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        made = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        page.close()
        return made
