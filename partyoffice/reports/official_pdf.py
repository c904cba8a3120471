"""An official document as PDF: everything on the 22 lines of the type area; see ``official``."""

from dataclasses import dataclass, replace

from partyoffice.reports import official_head as head
from partyoffice.reports import official_text as text
from partyoffice.reports.blocks import gap
from partyoffice.reports.brush import Brush
from partyoffice.reports.document import Document
from partyoffice.reports.flow import Band, Stack, paint, stacked
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.official import (
    HEIGHT,
    LEFT,
    LINE,
    LINES,
    MM,
    PAGE_NUMBER_BELOW,
    PAPER,
    SMALL_LINE,
    SMALL_SIZE,
    THICK_RULE,
    THIN_RULE,
    TOP,
    WIDTH,
    Official,
)
from partyoffice.reports.pdf import Sheet

FOOT = (PAPER[1] - TOP - HEIGHT) * MM  # of the type area, from the foot of the paper
ROOM = LINES * LINE + 0.01
DASH_ABOVE_BASE = 0.36  # of the 一字线, in characters


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: 抄送 and 印发 between rules, standing on the foot of the type area (7.4)."""

    copies: tuple[str, ...]
    printer: str
    printed: str
    ruled: bool

    @property
    def height(self) -> float:
        """Points it takes."""
        return (len(self.copies) + bool(self.printer)) * SMALL_LINE

    def paint(self, brush: Brush) -> None:
        """Draw lines and rules downwards, so that the last rule is the foot of the type area."""
        left, right, y = LEFT * MM, (LEFT + WIDTH) * MM, FOOT + self.height
        down = (SMALL_LINE - SMALL_SIZE) / 2 + SMALL_SIZE * text.BASE
        self._rule(brush, y, THICK_RULE)
        for place, line in enumerate(self.copies):
            brush.text(left + SMALL_SIZE * (4 if place else 1), y - down, line, "fang", SMALL_SIZE)
            y -= SMALL_LINE
        if self.printer:
            if self.copies:
                self._rule(brush, y, THIN_RULE)
            end = right - SMALL_SIZE - brush.width(self.printed, "fang", SMALL_SIZE)
            room = end - left - 2 * SMALL_SIZE  # a long name gives way to the date
            size = min(SMALL_SIZE, room / brush.width(self.printer, "fang", 1))
            brush.text(left + SMALL_SIZE, y - down, self.printer, "fang", size)
            brush.text(end, y - down, self.printed, "fang", SMALL_SIZE)
        self._rule(brush, FOOT, THICK_RULE)

    def _rule(self, brush: Brush, y: float, thick: float) -> None:
        if self.ruled:
            brush.rules([(LEFT * MM, y, (LEFT + WIDTH) * MM, y)], thick * MM)


def _imprint(official: Official, fonts: FontSet) -> Imprint:
    copies: list[str] = []
    if official.copied:
        copies = text.small_lines(f"抄送：{official.copied}", WIDTH * MM - 2 * SMALL_SIZE, 3, fonts)
    letter = official.style == "letter"  # its 版记 names no printer and has no rules (10.1)
    printer, printed = ("", "") if letter else official.imprint
    return Imprint(tuple(copies), printer, printed, ruled=not letter)


@dataclass(frozen=True, slots=True)
class OfficialLeaf:
    """One page: its bands, the 版记 where it is the last, its number (0: none is printed)."""

    stack: Stack
    number: int
    imprint: Imprint | None = None
    letter: bool = False

    def paint(self, brush: Brush) -> None:
        """Paint bands, 版记, page number."""
        paint(self.stack, brush, LEFT * MM, (PAPER[1] - TOP) * MM)
        if self.letter:
            head.paint_foot_rules(brush)
        if self.imprint:
            self.imprint.paint(brush)
        if self.number:
            self._number(brush)

    def _number(self, brush: Brush) -> None:
        """Set — 1 — seven millimetres below: at the right on odd pages, at the left on even (7.5)."""
        said = f"— {self.number} —"
        wide = brush.width(said, "song", SMALL_SIZE)
        inner, outer = LEFT * MM + SMALL_SIZE, (LEFT + WIDTH) * MM - SMALL_SIZE - wide
        base = FOOT - PAGE_NUMBER_BELOW * MM - DASH_ABOVE_BASE * SMALL_SIZE
        brush.text(outer if self.number % 2 else inner, base, said, "song", SMALL_SIZE)


def _leaves(stacks: list[Stack], imprint: Imprint, official: Official) -> list[OfficialLeaf]:
    """Return the pages numbered, the 版记 on the last, on its back where both sides are printed.

    Before a 版记 that needs a page of its own a blank one may come; neither is numbered then (7.5).
    """
    letter = official.style == "letter"
    leaves = [
        OfficialLeaf(stack, 0 if letter and place == 1 else place, letter=letter and place == 1)
        for place, stack in enumerate(stacks, 1)
    ]
    if not imprint.height:
        return leaves
    fits = stacks[-1].used + imprint.height <= HEIGHT * MM
    odd = len(leaves) % 2 == 1
    if fits and not (official.duplex and odd):
        return [*leaves[:-1], replace(leaves[-1], imprint=imprint)]
    if official.duplex and not odd:
        return [*leaves, OfficialLeaf(Stack(), 0), OfficialLeaf(Stack(), 0, imprint)]
    return [*leaves, OfficialLeaf(Stack(), len(leaves) + 1, imprint)]


def official_bands(document: Document, official: Official, fonts: FontSet) -> list[Band]:
    """Return head, title, addressee, text, attachments' names, name and date, note, attachments."""
    bands = head.head_bands(official)
    bands += text.title_bands(document.title, fonts)
    bands.append(gap(LINE))
    bands += text.line_bands(official.to, fonts, indent=0)
    bands += text.block_bands(document.blocks, fonts)
    bands += text.annex_names(official, fonts)
    signed = text.signature_bands(official, fonts)
    text.hold_last(bands)
    bands += signed
    for number, annex in enumerate(official.annexes, 1):
        if annex.blocks:
            bands += text.annex_bands(annex, number if len(official.annexes) > 1 else 0, fonts)
    return bands


def official_sheets(document: Document, official: Official, fonts: FontSet) -> list[Sheet]:
    """Lay out an official document; a signature always has text of its own above it on its page."""
    stacks = stacked(official_bands(document, official, fonts), ROOM)
    leaves = _leaves(stacks, _imprint(official, fonts), official)
    width, height = (side * MM for side in PAPER)
    return [Sheet(width, height, leaf.paint) for leaf in leaves]
