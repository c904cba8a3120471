"""What a filled form comes to before it is PDF or Word: boxes with their text, in points."""

import math
from dataclasses import dataclass, field

from partyoffice.reports.brush import BLACK, RED, THIN, Brush
from partyoffice.reports.fitting import LEADING, Fitted
from partyoffice.reports.form import Side

PAD = 1.8
HEAD = 4.5  # of a framed box above a text that begins at its head
FOOT_LEADING = 1.35
ASCENT = 0.86  # of a character above its baseline, in ems
DASHES = "[3 2] 0"


@dataclass(frozen=True, slots=True)
class Box:
    """One box: points from the left and the upper edge it is counted from, and what it holds.

    ``said`` is the text before it was broken into the lines of ``text``. ``top`` begins at the head of
    the box, ``foot`` stands at the right of its foot. ``gap`` (points) widens characters. A ``stroke``
    is a rule or a frame without content; ``struck`` draws a line through the text, alone where ``ghost``.
    """

    x: float
    y: float
    width: float
    height: float
    text: Fitted | None = None
    role: str = "song"
    align: Side = "center"
    said: str = ""
    top: bool = False
    foot: tuple[str, ...] = ()
    leading: float = LEADING
    gap: float = 0
    framed: bool = True
    stroke: str = ""
    dashed: bool = False
    struck: bool = False
    ghost: bool = False
    photo: bytes | None = None
    is_photo: bool = False
    foot_size: float = 10.5
    red: bool = False

    @property
    def foot_high(self) -> float:
        """The points the lines at the foot take."""
        return len(self.foot) * self.foot_size * FOOT_LEADING

    @property
    def inner(self) -> float:
        """How far the text keeps from the sides."""
        return PAD + 1 if self.framed else 0

    @property
    def ink(self) -> str:
        """The colour of text and stroke."""
        return RED if self.red else BLACK

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Draw frame and content; ``left`` and ``top`` are where the box is counted from."""
        x, foot = left + self.x, top - self.y - self.height
        if self.stroke:
            self._stroke(brush, x, foot)
            return
        if self.is_photo:
            self._photo(brush, x, foot)
        elif self.text:
            self._inked(brush, x, foot, self.text)
        if self.foot:
            self._foot(brush, x, foot)
        if self.framed:
            brush.frame(x, foot, self.width, self.height)

    def _stroke(self, brush: Brush, x: float, foot: float) -> None:
        if self.stroke == "frame":
            brush.frame(x, foot, self.width, self.height, ink=self.ink)
            return
        top = foot + self.height
        far = (x + self.width, top) if self.width >= self.height else (x, foot)
        brush.rules([(x, top, *far)], THIN, self.ink, DASHES if self.dashed else "")

    def _photo(self, brush: Brush, x: float, foot: float) -> None:
        inside = (x + 1, foot + 1, self.width - 2, self.height - 2)
        if not (self.photo and brush.picture(self.photo, *inside)):
            label = "照片无法读取" if self.photo else "照片"
            brush.centred(x + self.width / 2, foot + self.height / 2 - 3, label, "song", 9)

    def _inked(self, brush: Brush, x: float, foot: float, text: Fitted) -> None:
        if self.red:
            brush.ink(self.ink)
        self._text(brush, x, foot, text)
        if self.red:
            brush.ink(BLACK)

    def _text(self, brush: Brush, x: float, foot: float, text: Fitted) -> None:
        step = text.size * self.leading
        if self.top:
            air = HEAD if self.framed else 0
            base = foot + self.height - air - text.size * ASCENT - (step - text.size) / 2
        else:
            middle = foot + self.foot_high + (self.height - self.foot_high) / 2
            base = middle + len(text.lines) * step / 2 - step / 2 - text.size * 0.36
        for line in text.lines:
            wide = brush.width(line, self.role, text.size) + self.gap * max(len(line) - 1, 0)
            start = x + self._shift(self.width - wide)
            if not self.ghost:
                brush.text(start, base, line, self.role, text.size, self.gap)
            if self.struck:
                brush.rules(
                    [(start - 1, base + text.size * 0.34, start + wide + 1, base + text.size * 0.34)], 1
                )
            base -= step

    def _shift(self, slack: float) -> float:
        shifts = {"center": slack / 2, "right": slack - self.inner}
        return shifts.get(self.align, self.inner)

    def _foot(self, brush: Brush, x: float, foot: float) -> None:
        size, base = self.foot_size, foot + self.foot_high - self.foot_size
        for line in self.foot:
            right = x + self.width - PAD - 3 - brush.width(line, "song", size)
            brush.text(max(right, x + PAD), base, line, "song", size)
            base -= size * FOOT_LEADING


@dataclass(slots=True)
class Laid:
    """One sheet of a filled form: its boxes, how high they reach, which of how many it is.

    Word repeats the rows down to ``again`` points where the sheet runs over, and keeps together those
    that begin at ``flowed``, behind what flows. A ``cover`` bears neither title nor rules.
    """

    boxes: list[Box] = field(default_factory=list)
    high: float = 0
    number: int = 1
    of: int = 1
    again: float = 0
    flowed: float = math.inf
    cover: bool = False

    @property
    def numbered(self) -> str:
        """Which sheet of how many this is."""
        return f"第 {self.number} 页 共 {self.of} 页"
