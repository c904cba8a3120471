"""The calibration sheet: crosses at known places, rulers along both ways, squares of exactly 100 mm."""

from dataclasses import dataclass
from pathlib import Path

from partyoffice.core.alignment import CROSS
from partyoffice.reports.brush import MM, THICK, THIN, Brush, Rule
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.pdf import Sheet, write_jobs

TITLE = "校准页"
SQUARE = 100.0  # millimetres; half of it on a sheet too small
ARM, TICK, TENTH = 6.0, 1.5, 3.0
GREY = "0.45 0.45 0.45"
LEAST = 80.0  # millimetres of the shorter side below which a sheet of A4 is printed instead
STEPS = (
    "1. 用毫米直尺，贴着纸边量，估读到 0.1 毫米。",
    "2. 左边：纸的左边缘到左上十字，应为 20。",
    "3. 上边：纸的上边缘到左上十字，应为 20。",
    "4. 横向：左上、右上两个十字相距，应为 {across:g}。",
    "5. 纵向：左上、左下两个十字相距，应为 {down:g}。",
    "6. 把四个数填进“校准”，程序算出偏移和缩放。",
)
PROOF = (
    "这一页已按校准的数打印，用来核对。",
    "四个十字到最近的两条纸边都应是 20 毫米。",
    "差在 0.3 毫米以内就可以套打了；差得多，",
    "请重印一张不带校正的校准页再量一次。",
)


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn on a sheet of this size, in millimetres from its upper left corner."""

    wide: float
    high: float
    about: str = ""
    proof: bool = False

    def paint(self, brush: Brush) -> None:
        """Draw everything."""
        for x in (CROSS, self.wide - CROSS):
            for y in (CROSS, self.high - CROSS):
                brush.rules([self._line(x - ARM, y, x + ARM, y), self._line(x, y - ARM, x, y + ARM)], THICK)
        brush.rules(self._rulers(), THIN)
        self._numbers(brush)
        for top, words in zip(self._squares(), (self._words(), self._notes()), strict=False):
            self._square(brush, top, words)

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> Rule:
        return x1 * MM, (self.high - y1) * MM, x2 * MM, (self.high - y2) * MM

    def _rulers(self) -> list[Rule]:
        """Return a mark for each millimetre through the crosses' lines, longer for each ten."""
        across = [self._line(at, CROSS, at, CROSS + _mark(at)) for at in range(int(self.wide) + 1)]
        down = [self._line(CROSS, at, CROSS + _mark(at), at) for at in range(int(self.high) + 1)]
        axes = [self._line(0, CROSS, self.wide, CROSS), self._line(CROSS, 0, CROSS, self.high)]
        return [*axes, *across, *down]

    def _numbers(self, brush: Brush) -> None:
        for at in range(10, int(self.wide), 10):
            self._text(brush, at - 1.5, CROSS + 6, str(at), 6) if at != CROSS else None
        for at in range(10, int(self.high), 10):
            self._text(brush, CROSS + 4, at + 0.8, str(at), 6) if at != CROSS else None

    def _text(self, brush: Brush, x: float, y: float, text: str, size: float = 9) -> None:
        brush.text(x * MM, (self.high - y) * MM, text, "song", size)

    @property
    def side(self) -> float:
        """How long the squares' sides are."""
        return SQUARE if self.wide >= SQUARE + 3 * CROSS else SQUARE / 2

    def _squares(self) -> list[float]:
        """Return where squares begin: two where the sheet is high enough."""
        room, side = self.high - 2 * CROSS, self.side
        if room < 2 * side + 12:
            return [CROSS + (room - side) / 2]
        gap = (room - 2 * side) / 3
        return [CROSS + gap, CROSS + 2 * gap + side]

    def _square(self, brush: Brush, top: float, words: tuple[str, ...]) -> None:
        left, side = max((self.wide - self.side) / 2, CROSS + 10), self.side
        brush.frame(left * MM, (self.high - top - side) * MM, side * MM, side * MM, THIN)
        size = 10 if side == SQUARE else 5.5
        for at, line in enumerate(words):
            self._text(brush, left + 4, top + side * 0.125 * (at + 1), line, size if at else size + 1)

    def _words(self) -> tuple[str, ...]:
        given = {"across": self.wide - 2 * CROSS, "down": self.high - 2 * CROSS}
        steps = PROOF if self.proof else tuple(step.format(**given) for step in STEPS)
        return (f"{TITLE}（{'核对' if self.proof else '不带校正'}）", *steps)[:7]

    def _notes(self) -> tuple[str, ...]:
        return (
            f"这个方框应是 {self.side:g}×{self.side:g} 毫米",
            f"纸张 {self.wide:g}×{self.high:g} 毫米。",
            *([self.about] if self.about else []),
            "打印时选“实际大小”，不要“适合纸张”。",
            "每台打印机、每种纸各校准一次。",
        )


def _mark(at: int) -> float:
    return TICK if at % 10 else TENTH


def size_of(wide: float, high: float) -> tuple[float, float]:
    """Return the size of the sheet for a page: the same, or A4 where the page is too small to measure."""
    return (wide, high) if min(wide, high) >= LEAST else (210.0, 297.0)


def write(path: Path, wide: float, high: float, *, about: str = "", proof: bool = False) -> None:
    """Write the sheet as a PDF of one page."""
    chart = Chart(wide, high, about, proof)

    def sheets(_fonts: FontSet) -> list[Sheet]:
        return [Sheet(wide * MM, high * MM, chart.paint)]

    write_jobs([sheets], 1, path, TITLE, None)
