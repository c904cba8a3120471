"""One page of a PDF under the hand: text with fallback faces, rules, frames, pictures; points."""

import io
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from partyoffice.reports.fonts import FontSet

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from partyoffice.reports.faces import Face

MM = 72 / 25.4
THIN, THICK = 0.5, 1.0
BLACK, RED, PALE = "0 0 0", "1 0 0", "0.88 0.88 0.88"
MOST_MARK = 26  # points: larger, it would be read before the paper
Rule = tuple[float, float, float, float]


class Brush:
    """Paints on a reportlab canvas; y counts from the foot of the page, as in PDF.

    Text and rules are written as PDF operators of our own: all text of a page is one text
    object, and font and spacing are named only when they change. That halves the time of long
    rosters beside reportlab's text objects, which measure and format each string anew.
    """

    def __init__(self, canvas: "Canvas", fonts: FontSet) -> None:
        """Begin on the canvas's first page."""
        self.canvas, self.fonts = canvas, fonts
        self._document = canvas._doc  # ruff: ignore[private-member-access] -- font subsets are kept by document
        self._text: list[str] = []
        self._font: tuple[str, float] | None = None
        self._spacing = 0.0

    def ink(self, ink: str) -> None:
        """Set the texts that follow in a colour (PDF ``r g b``)."""
        self._text.append(f"{ink} rg")

    def text(self, x: float, y: float, text: str, role: str, size: float, spacing: float = 0) -> None:
        """Set one line with its baseline at ``y``; ``spacing`` widens every gap, in points."""
        setting, out = self.fonts.setting(role), self._text
        if spacing != self._spacing:
            out.append(f"{spacing:.3f} Tc")
            self._spacing = spacing
        for face, part in setting.runs(text):
            out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            self._show(face, part, size)
            if part is not text:
                x += setting.width(part) * size + spacing * len(part)

    def coloured(
        self, x: float, y: float, text: str, role: str, size: float, ink: str, squeeze: float = 1
    ) -> None:
        """Set one line in a colour (PDF ``r g b``), its characters condensed to ``squeeze``."""
        self._text.append(f"{ink} rg {squeeze * 100:.2f} Tz")
        for place, char in enumerate(text):  # one by one: a fallback face would not know of the squeeze
            before = self.width(text[:place], role, size)
            self.text(x + before * squeeze, y, char, role, size)
        self._text.append("0 0 0 rg 100 Tz")

    def _show(self, face: "Face", text: str, size: float) -> None:
        out, document = self._text, self._document
        for subset, codes in face.font.splitString(text, document):
            name = face.font.getSubsetInternalName(subset, document)
            if self._font != (name, size):
                out.append(f"{name} {size:.2f} Tf")
                self._font = name, size
            out.append(f"<{codes.hex()}> Tj")

    def width(self, text: str, role: str, size: float) -> float:
        """Return the width of a line in points."""
        return self.fonts.setting(role).width(text) * size

    def centred(self, x: float, y: float, text: str, role: str, size: float) -> None:
        """Set one line around ``x``."""
        self.text(x - self.width(text, role, size) / 2, y, text, role, size)

    def rules(self, rules: Iterable[Rule], width: float = THIN, ink: str = BLACK, dashes: str = "") -> None:
        """Draw straight lines (x1, y1, x2, y2) in a colour (PDF ``r g b``), solid or in PDF's ``dashes``."""
        paths = "\n".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in rules)
        stroke = f"{width:.3g} w\n{paths}\nS"
        own = (f"{ink} RG\n" if ink != BLACK else "") + (f"{dashes} d\n" if dashes else "")
        self.canvas.addLiteral(f"q {own}{stroke}\nQ" if own else stroke)

    def frame(
        self, x: float, y: float, width: float, height: float, line: float = THIN, ink: str = BLACK
    ) -> None:
        """Draw a rectangle from its lower left corner."""
        drawn = f"{line} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S"
        self.canvas.addLiteral(drawn if ink == BLACK else f"q {ink} RG {drawn} Q")

    def picture(self, content: bytes, x: float, y: float, width: float, height: float) -> bool:
        """Fit a picture into a frame, keeping its shape; False where the bytes are no picture."""
        from reportlab.lib.utils import ImageReader

        try:
            image = ImageReader(io.BytesIO(content))
        except OSError:
            return False
        self.canvas.drawImage(image, x, y, width, height, preserveAspectRatio=True, anchor="c", mask="auto")
        return True

    def watermark(self, text: str, width: float, height: float) -> None:
        """Set a text thrice aslant in light grey, before anything else of the page: all else lies over it."""
        setting = self.fonts.setting("hei")
        size = min(MOST_MARK, 0.8 * width / max(setting.width(text), 1))
        lean, half = math.atan2(height, width) / 2, setting.width(text) * size / 2
        across, up = math.cos(lean), math.sin(lean)
        out = [f"{PALE} rg"]
        for part in (1, 3, 5):
            x, y = width / 2 - half * across, height * part / 6 - half * up
            for face, run in setting.runs(text):
                out.append(f"{across:.4f} {up:.4f} {-up:.4f} {across:.4f} {x:.2f} {y:.2f} Tm")
                for subset, codes in face.font.splitString(run, self._document):
                    name = face.font.getSubsetInternalName(subset, self._document)
                    out.append(f"{name} {size:.2f} Tf <{codes.hex()}> Tj")
                x, y = (at + setting.width(run) * size * way for at, way in ((x, across), (y, up)))
        self.canvas.addLiteral("q BT\n" + "\n".join(out) + "\nET Q")

    def turn(self) -> None:
        """Finish this page and begin the next."""
        if self._text:
            self.canvas.addLiteral("BT\n" + "\n".join(self._text) + "\nET")
        self.canvas.showPage()
        self._text, self._font, self._spacing = [], None, 0.0
