"""One page of a PDF under the hand: text with fallback faces, rules, frames, pictures; points."""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from partyoffice.reports.fonts import FontSet

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

    from partyoffice.reports.faces import Face

MM = 72 / 25.4
THIN, THICK = 0.5, 1.0
Rule = tuple[float, float, float, float]


class Brush:
    """Paints on a reportlab canvas; y counts from the foot of the page, as in PDF.

    All text of a page goes into one text object, and a font is named only when it changes: that
    is what makes long rosters cheap.
    """

    def __init__(self, canvas: "Canvas", fonts: FontSet) -> None:
        """Begin on the canvas's first page."""
        self.canvas, self.fonts = canvas, fonts
        self._text: PDFTextObject = canvas.beginText()
        self._font: tuple[Face, float] | None = None
        self._spacing = 0.0

    def text(self, x: float, y: float, text: str, role: str, size: float, spacing: float = 0) -> None:
        """Set one line with its baseline at ``y``; ``spacing`` widens every gap, in points."""
        setting, out = self.fonts.setting(role), self._text
        if spacing != self._spacing:
            out.setCharSpace(spacing)
            self._spacing = spacing
        for face, part in setting.runs(text):
            if self._font != (face, size):
                out.setFont(face.font.fontName, size)
                self._font = face, size
            out.setTextOrigin(x, y)
            out.textOut(part)
            x += setting.width(part) * size + spacing * len(part)

    def width(self, text: str, role: str, size: float) -> float:
        """Return the width of a line in points."""
        return self.fonts.setting(role).width(text) * size

    def centred(self, x: float, y: float, text: str, role: str, size: float) -> None:
        """Set one line around ``x``."""
        self.text(x - self.width(text, role, size) / 2, y, text, role, size)

    def rules(self, rules: Iterable[Rule], width: float = THIN) -> None:
        """Draw straight lines (x1, y1, x2, y2)."""
        self.canvas.setLineWidth(width)
        self.canvas.lines(list(rules))

    def frame(self, x: float, y: float, width: float, height: float, line: float = THIN) -> None:
        """Draw a rectangle from its lower left corner."""
        self.canvas.setLineWidth(line)
        self.canvas.rect(x, y, width, height)

    def picture(self, content: bytes, x: float, y: float, width: float, height: float) -> bool:
        """Fit a picture into a frame, keeping its shape; False where the bytes are no picture."""
        from reportlab.lib.utils import ImageReader

        try:
            image = ImageReader(io.BytesIO(content))
        except OSError:
            return False
        self.canvas.drawImage(image, x, y, width, height, preserveAspectRatio=True, anchor="c", mask="auto")
        return True

    def turn(self) -> None:
        """Finish this page and begin the next."""
        self.canvas.drawText(self._text)
        self.canvas.showPage()
        self._text = self.canvas.beginText()
        self._font, self._spacing = None, 0.0
