"""The text of an official document as bands on its lines: title, paragraphs, name and date, attachments."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from partyoffice.reports.blocks import Space, gap
from partyoffice.reports.blocks import block_bands as plain_bands
from partyoffice.reports.breaking import printable, wrap
from partyoffice.reports.brush import Brush
from partyoffice.reports.document import Block, Fonts, Heading, Paragraph
from partyoffice.reports.flow import Band
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.official import (
    ADVANCE,
    CHARACTERS,
    HEIGHT,
    INDENT,
    LINE,
    MM,
    OPEN_RIGHT,
    SEALED_ABOVE,
    SEALED_RIGHT,
    SIZE,
    SMALL_SIZE,
    TITLE_SIZE,
    WIDTH,
    Annex,
    Official,
)
from partyoffice.reports.title_shape import shaped

BASE = 0.86  # of the character's height lies above its baseline
TIGHT = ADVANCE - SIZE  # what is added to each 3号 character so that 28 of them fill the line
MOST_STRETCH = 0.12 * SIZE  # points a gap may be widened to make both edges even
ROLES = {1: "hei", 2: "kai", 3: "fang", 4: "fang"}  # 7.3.3
LEADS = {1: re.compile(r"[一二三四五六七八九十]{1,3}、"), 2: re.compile(r"（[一二三四五六七八九十]{1,3}）")}
BODY = "fang"
BLANK = gap(LINE).paint

Run = tuple[str, str]  # a role and its text


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line set on the grid: its runs from ``x``, widened to ``full`` points where that is given."""

    runs: tuple[Run, ...]
    x: float = 0
    full: float = 0
    size: float = SIZE
    tight: float = TIGHT

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Set the line with the head of its characters at the top of its strip."""
        wide = [brush.width(text, role, self.size) + self.tight * len(text) for role, text in self.runs]
        spare = self.full - sum(wide)
        gaps = sum(len(text) for _, text in self.runs) - 1
        more = spare / gaps if self.full and gaps > 0 else 0
        more = more if more <= MOST_STRETCH else 0
        x = left + self.x
        for (role, text), width in zip(self.runs, wide, strict=True):
            brush.text(x, top - BASE * self.size, text, role, self.size, self.tight + more)
            x += width + more * len(text)


def line_measure(fonts: FontSet, role: str = BODY) -> Callable[[str], float]:
    """Return the measure of a text in characters of the grid; its last gap does not count."""
    ems = fonts.setting(role).width
    return lambda text: (ems(text) * SIZE + TIGHT * len(text)) / ADVANCE


def led(text: str) -> tuple[int, int]:
    """Return the level of a paragraph that opens with 一、 or （一）, and where its heading ends.

    The heading is its first sentence; a paragraph of one sentence is a heading whole. What is longer
    than a line is a numbered paragraph and no heading (0).
    """
    for level, lead in LEADS.items():
        if lead.match(text):
            end = text.find("。") + 1 or len(text)
            return (level, end) if end <= CHARACTERS else (0, 0)
    return 0, 0


def _cut(lines: Sequence[str], end: int, role: str) -> list[tuple[Run, ...]]:
    """Part lines into the heading's role and the body's; ``end`` counts from the first line."""
    cut: list[tuple[Run, ...]] = []
    for line in lines:
        first, rest = line[: max(end, 0)], line[max(end, 0) :]
        cut.append(tuple(run for run in ((role, first), (BODY, rest)) if run[1]) or ((BODY, ""),))
        end -= len(line)
    return cut


def line_bands(text: str, fonts: FontSet, *, indent: int = INDENT, level: int = 0) -> list[Band]:
    """Return one paragraph: indented by two characters, both edges even, its heading in its face."""
    if not text:
        return []
    found, end = (level, len(text)) if level else led(text)
    lines = wrap(text, WIDTH * MM / ADVANCE + 0.02, line_measure(fonts), WIDTH * MM / ADVANCE - indent + 0.02)
    bands = []
    for place, runs in enumerate(_cut(lines, end, ROLES.get(found, BODY))):
        x = 0.0 if place else indent * ADVANCE
        full = WIDTH * MM - x if place < len(lines) - 1 else 0
        whole_heading = bool(found) and end == len(text)
        bands.append(Band(LINE, GridLine(runs, x, full).paint, keep=whole_heading))
    return bands


def block_bands(blocks: Sequence[Block], fonts: FontSet) -> list[Band]:
    """Return the bands of text; what is neither heading nor paragraph is set as elsewhere."""
    bands: list[Band] = []
    for block in blocks:
        if isinstance(block, Heading):
            bands += line_bands(printable(block.text), fonts, level=block.level)
        elif isinstance(block, Paragraph):
            parts = [part.strip() for part in printable(block.text).split("\n")]
            bands += [band for part in parts for band in line_bands(part, fonts)]
        else:
            made = plain_bands(block, Space(WIDTH * MM, HEIGHT * MM, fonts, Fonts()))
            rest = -sum(band.height for band in made) % LINE
            bands += [*made, gap(rest)] if made else []
    return bands


def title_bands(title: str, fonts: FontSet) -> list[Band]:
    """Return the title, a line of the grid for each of its own, centred (7.3.1)."""
    setting = fonts.setting("title")
    bands = []
    for line in shaped(printable(title), setting.width):
        x = (WIDTH * MM - setting.width(line) * TITLE_SIZE) / 2
        made = GridLine((("title", line),), x, size=TITLE_SIZE, tight=0)
        bands.append(Band(LINE, made.paint, keep=True))
    return bands


def small_lines(text: str, width: float, hanging: int, fonts: FontSet) -> list[str]:
    """Return lines of 4号; all but the first are ``hanging`` characters shorter (7.4.2)."""
    room = width / SMALL_SIZE
    return wrap(printable(text), room - hanging, fonts.setting(BODY).width, room)


def _hanging(text: str, start: float, fonts: FontSet) -> list[Band]:
    room = WIDTH * MM / ADVANCE - start
    lines = wrap(printable(text), room, line_measure(fonts))
    return [Band(LINE, GridLine(((BODY, line),), start * ADVANCE).paint) for line in lines]


def annex_names(official: Official, fonts: FontSet) -> list[Band]:
    """Return 附件说明 after a blank line; long names hang under their own first character (7.3.4)."""
    if not official.annexes:
        return []
    bands, after = [gap(LINE)], INDENT + 3
    lead = GridLine(((BODY, "附件："),), INDENT * ADVANCE)
    for place, name in enumerate(official.named):
        number, _, rest = name.partition(" ") if len(official.named) > 1 else ("", "", name)
        made = _hanging(rest, after + len(number) / 2, fonts)  # figures and full stop are half a character
        marks = [lead] if place == 0 else []
        marks += [GridLine(((BODY, number),), after * ADVANCE)] if number else []
        bands += [_overlaid(made[0], marks), *made[1:]]
    return bands


def _overlaid(band: Band, lines: Sequence[GridLine]) -> Band:
    def both(brush: Brush, left: float, top: float) -> None:
        for line in lines:
            line.paint(brush, left, top)
        band.paint(brush, left, top)

    return replace(band, paint=both)


def sign_places(name: float, day: float, *, sealed: bool) -> tuple[float, float]:
    """Return where name and date begin, all in characters of the grid.

    Sealed (7.3.5.1): the date ends four from the right and the name stands centred over it; a name
    too wide for that ends at the edge, the date under its middle. Open (7.3.5.2): the name ends
    two from the right and the date begins two after it; a longer date ends two from the right instead.
    """
    whole = WIDTH * MM / ADVANCE
    if sealed:
        middle = whole - SEALED_RIGHT - day / 2
        middle = min(middle, whole - name / 2)
        return middle - name / 2, middle - day / 2
    start = whole - OPEN_RIGHT - (name if day <= name else day + 2)
    return start, start + 2


def signature_bands(official: Official, fonts: FontSet) -> list[Band]:
    """Return blank lines, name, date and note, all of one page."""
    measure, room = line_measure(fonts), WIDTH * MM / ADVANCE - 2 * OPEN_RIGHT
    names = wrap(printable(official.issuer), room, measure)
    dated = official.dated
    start, begin = sign_places(max(map(measure, names)), measure(dated), sealed=official.sealed)
    bands = [gap(LINE) for _ in range(SEALED_ABOVE if official.sealed else 1)]
    bands += [Band(LINE, GridLine(((BODY, name),), start * ADVANCE).paint) for name in names]
    bands.append(Band(LINE, GridLine(((BODY, dated),), begin * ADVANCE).paint))
    bands += line_bands(printable(official.remark), fonts)
    return [*(replace(band, keep=True) for band in bands[:-1]), bands[-1]]


def hold_last(bands: list[Band]) -> None:
    """Tie the last two lines of text to the signature: 此页无正文 is never needed (7.3.5.5)."""
    lines = 0
    for band in reversed(bands):
        band.keep = True
        lines += band.paint is not BLANK
        if lines == 2:
            return


def annex_bands(annex: Annex, number: int, fonts: FontSet) -> list[Band]:
    """Return an attachment on a new page: its number in 黑体, its title in the third line (7.3.7)."""
    said = f"附件{number}" if number else "附件"
    first = Band(LINE, GridLine((("hei", said),)).paint, keep=True, new_sheet=True)
    return [first, gap(LINE), *title_bands(annex.title, fonts), gap(LINE), *block_bands(annex.blocks, fonts)]
