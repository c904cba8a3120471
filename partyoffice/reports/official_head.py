"""The head of an official document: red with 文件 and its rule, as a letter, or only its number."""

from dataclasses import dataclass

from partyoffice.reports.blocks import gap
from partyoffice.reports.breaking import printable
from partyoffice.reports.brush import RED, Brush
from partyoffice.reports.flow import Band
from partyoffice.reports.official import (
    ADVANCE,
    HEAD_TOP,
    LETTER_FOOT,
    LETTER_RULE,
    LETTER_TOP,
    LETTER_WIDTH,
    LINE,
    MM,
    PAPER,
    RULE_BELOW_NUMBER,
    SIZE,
    TOP,
    WIDTH,
    Official,
)

BASE = 0.86
MARK, LETTER_MARK = 48.0, 36.0  # free by the standard (7.2.4 以醒目、美观、庄重为原则)
NARROWEST = 0.55  # a long name is condensed so far before it is set smaller
NUMBER_LINE, TITLE_LINE, LETTER_TITLE_LINE, PLAIN_TITLE_LINE = 7, 10, 4, 3
DOUBLE = ((1.0, 0.0), (0.35, 1.2))  # mm: width of each rule of a double line, and how far below the first


@dataclass(frozen=True, slots=True)
class Mark:
    """发文机关标志: as wide as the type area at most, condensed before it is made smaller."""

    text: str
    size: float

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Set it red, with its characters' head at ``top``."""
        room = WIDTH * MM
        natural = brush.width(self.text, "title", self.size)
        squeeze = min(1.0, room / natural) if natural else 1.0
        size = self.size
        if squeeze < NARROWEST:
            size, squeeze = size * squeeze / NARROWEST, NARROWEST
        wide = natural * size / self.size * squeeze
        x = left + (room - wide) / 2
        brush.coloured(x, top - BASE * size, self.text, "title", size, RED, squeeze)


@dataclass(frozen=True, slots=True)
class RedHead:
    """Mark 35 mm below the type area's top, number and signer, red rule 4 mm under them (7.2.4-7.2.7)."""

    official: Official

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Draw the whole head."""
        official = self.official
        Mark(printable(official.head or official.issuer), MARK).paint(brush, left, top - HEAD_TOP * MM)
        head = top - NUMBER_LINE * LINE
        self._number(brush, left, head - BASE * SIZE)
        foot = head - SIZE - RULE_BELOW_NUMBER * MM
        brush.rules([(left, foot, left + WIDTH * MM, foot)], 1.2, RED)

    def _number(self, brush: Brush, left: float, base: float) -> None:
        number, signer = printable(self.official.number), printable(self.official.signer)
        right = left + WIDTH * MM
        if not signer:
            brush.centred((left + right) / 2, base, number, "fang", SIZE)
            return
        brush.text(left + ADVANCE, base, number, "fang", SIZE)  # 上行文 (7.2.5)
        name = right - ADVANCE - brush.width(signer, "kai", SIZE)
        brush.text(name - brush.width("签发人：", "fang", SIZE), base, "签发人：", "fang", SIZE)
        brush.text(name, base, signer, "kai", SIZE)


def _double(brush: Brush, y: float, *, thick_above: bool) -> None:
    """Draw the red double line of a letter, 170 mm, in the middle of the paper."""
    start = (PAPER[0] - LETTER_WIDTH) / 2 * MM
    for width, below in DOUBLE:
        shift = below if thick_above else -below
        brush.rules([(start, y - shift * MM, start + LETTER_WIDTH * MM, y - shift * MM)], width * MM, RED)


def paint_foot_rules(brush: Brush) -> None:
    """Draw the lower double line of a letter's first page, 20 mm from the paper's foot (10.1)."""
    _double(brush, LETTER_FOOT * MM, thick_above=False)


@dataclass(frozen=True, slots=True)
class LetterHead:
    """信函格式: mark 30 mm below the paper's edge, double line, number at the right (10.1)."""

    official: Official

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Draw the whole head."""
        official = self.official
        mark = top + (TOP - LETTER_TOP) * MM
        Mark(printable(official.head or official.issuer), LETTER_MARK).paint(brush, left, mark)
        rule = mark - LETTER_MARK - LETTER_RULE * MM
        _double(brush, rule, thick_above=True)
        number = printable(official.number)
        x = left + WIDTH * MM - brush.width(number, "fang", SIZE)
        brush.text(x, rule - SIZE * 7 / 8 - BASE * SIZE, number, "fang", SIZE)


@dataclass(frozen=True, slots=True)
class PlainNumber:
    """A number alone at the right of the first line, as a paper without head carries it (自拟)."""

    number: str

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Set it in 3号仿宋."""
        x = left + WIDTH * MM - brush.width(self.number, "fang", SIZE)
        brush.text(x, top - BASE * SIZE, self.number, "fang", SIZE)


def head_bands(official: Official) -> list[Band]:
    """Return the head down to the line of the title."""
    if official.style == "red":
        return [Band(TITLE_LINE * LINE, RedHead(official).paint, keep=True)]
    if official.style == "letter":
        return [Band(LETTER_TITLE_LINE * LINE, LetterHead(official).paint, keep=True)]
    if official.number:
        number = Band(LINE, PlainNumber(printable(official.number)).paint, keep=True)
        return [number, gap((PLAIN_TITLE_LINE - 1) * LINE)]
    return []
