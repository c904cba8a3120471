"""Every block of a document as bands: titles, paragraphs, field grids, signatures, photos."""

from dataclasses import dataclass, replace
from functools import singledispatch

from partyoffice.reports.breaking import printable, wrap
from partyoffice.reports.brush import MM, Brush
from partyoffice.reports.contents import Entry
from partyoffice.reports.document import (
    Align,
    Block,
    Contents,
    Document,
    Fields,
    Fonts,
    Heading,
    PageBreak,
    Paragraph,
    Photo,
    Signatures,
    Table,
    shown,
)
from partyoffice.reports.flow import Band, Grid
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.pdf_fields import FIELD_SIZE, FieldRow, field_edges
from partyoffice.reports.pdf_table import AIR, LEADING, PAD, TableSetter
from partyoffice.reports.sign_line import SignLine

APART = (Heading, Table, Fields, Photo)  # blocks set off from what stands above
MOST_STRETCH = 0.12  # ems a gap may be widened to make both edges even


@dataclass(frozen=True, slots=True)
class Look:
    """How a line of text is set: role, size and leading in points, indent in ems."""

    role: str
    size: float
    leading: float
    indent: float = 0
    after: float = 0


@dataclass(frozen=True, slots=True)
class Space:
    """The room a document's blocks have: points between the margins, the faces, their roles."""

    width: float
    height: float
    fonts: FontSet
    roles: Fonts


def looks(roles: Fonts) -> dict[str, Look]:
    """Return the paragraph styles; ``body`` after GB/T 9704-2012: 22 lines of 28 characters."""
    body, text = Look(roles.body, 16, 28.95, 2), Look(roles.table, 12, 20, 0, 3)
    return {"body": body, "text": text, "note": Look(roles.table, 9, 13, 0, 2)}


def _spacing(line: str, slack: float, size: float, align: Align, *, last: bool) -> float:
    if align != "justify" or last or len(line) < 2:
        return 0
    stretch = slack / (len(line) - 1)
    return stretch if 0 < stretch <= MOST_STRETCH * size else 0


def _start(align: Align, slack: float) -> float:
    return slack / 2 if align == "center" else slack if align == "right" else 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready to set."""

    text: str
    look: Look
    align: Align
    width: float
    indent: float = 0
    last: bool = False

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Set the line in the upper part of its leading."""
        look = self.look
        slack = self.width - self.indent - brush.width(self.text, look.role, look.size)
        spacing = _spacing(self.text, slack, look.size, self.align, last=self.last)
        x = left + self.indent + _start(self.align, slack)
        down = (look.leading - look.size) / 2 + look.size * 0.86
        brush.text(x, top - down, self.text, look.role, look.size, spacing)


def _paragraph(text: str, look: Look, align: Align, space: Space) -> list[Band]:
    indent = look.indent if align == "justify" else 0
    room = space.width / look.size
    lines = wrap(text, room, space.fonts.setting(look.role).width, room - indent)
    bands = []
    for place, line in enumerate(lines):
        last = place == len(lines) - 1
        shift = indent * look.size if place == 0 else 0
        made = Line(line, look, align, space.width, shift, last)
        height = look.leading + (look.after if last else 0)
        # No single line of a paragraph stands alone at a sheet's head or foot.
        bands.append(Band(height, made.paint, keep=not last and place in {0, len(lines) - 2}))
    return bands


def text_bands(text: str, look: Look, align: Align, space: Space) -> list[Band]:
    """Return the bands of running text, each line break beginning a paragraph."""
    paragraphs = printable(text).split("\n")
    return [band for part in paragraphs for band in _paragraph(part, look, align, space)]


def _nothing(_brush: Brush, _left: float, _top: float) -> None:
    """Leave a strip empty."""


def gap(height: float) -> Band:
    """Return an empty strip that stays with what follows."""
    return Band(height, _nothing, keep=True)


def _held(bands: list[Band]) -> list[Band]:
    return [replace(band, keep=True) for band in bands]


@singledispatch
def block_bands(block: Block, space: Space) -> list[Band]:
    """Return the bands of one block (TypeError for what is no block)."""
    raise TypeError(f"{type(block).__name__} is no block, or no paper can show {space.width:.0f} pt of it")


@block_bands.register
def _(block: Heading, space: Space) -> list[Band]:
    role = space.roles.heading if block.level == 1 else "kai"
    look = Look(role, 16 if block.level == 1 else 14, 26)
    return _held(text_bands(block.text, look, "left", space))


@block_bands.register
def _(block: Paragraph, space: Space) -> list[Band]:
    return text_bands(block.text, looks(space.roles)[block.style], block.align, space)


@block_bands.register
def _(block: Table, space: Space) -> list[Band]:
    return TableSetter(block, space.fonts, space.roles, space.width, space.height).bands()


@block_bands.register
def _(block: Contents, space: Space) -> list[Band]:
    look = looks(space.roles)["text"]
    return [
        Band(look.leading, Entry(title, str(page), look, space.width).paint) for title, page in block.entries
    ]


@block_bands.register
def _(block: PageBreak, space: Space) -> list[Band]:
    del block, space
    return [Band(0, _nothing, new_sheet=True)]


@dataclass(frozen=True, slots=True)
class PhotoFrame:
    """A picture in its frame, points."""

    content: bytes | None
    width: float
    height: float

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Draw the picture; the frame alone says 照片."""
        foot = top - self.height
        inside = (left + 1, foot + 1, self.width - 2, self.height - 2)
        if not (self.content and brush.picture(self.content, *inside)):
            label = "照片" if not self.content else "照片无法读取"
            brush.centred(left + self.width / 2, top - self.height / 2 - 3, label, "song", 9)
        brush.frame(left, foot, self.width, self.height)


@block_bands.register
def _(block: Photo, space: Space) -> list[Band]:
    del space
    frame = PhotoFrame(block.content, block.width * MM, block.height * MM)
    return [Band(block.height * MM + 6, frame.paint)]


@block_bands.register
def _(block: Signatures, space: Space) -> list[Band]:
    if not block.labels:
        return []
    pairs = tuple((printable(label), printable(text)) for label, text in block.pairs)
    line = SignLine(pairs, space.width, space.roles.table)
    return [Band(36, line.paint)]


def _field_row(pairs: tuple[tuple[str, str], ...], grid: Grid, space: Space) -> Band:
    cells = []
    for place, text in enumerate(part for pair in pairs for part in pair):
        x, role = grid.uprights[place], space.roles.table if place % 2 else "hei"
        width = grid.uprights[place + 1] - x
        room = (width - 2 * PAD - 2) / FIELD_SIZE
        cells.append((x, width, role, tuple(wrap(printable(text), room, space.fonts.setting(role).width))))
    deep = max(len(lines) for *_, lines in cells)
    height = deep * FIELD_SIZE * LEADING + 2 * AIR + 3
    return Band(height, FieldRow(tuple(cells), height).paint, grid=grid)


@block_bands.register
def _(block: Fields, space: Space) -> list[Band]:
    pairs = [(label, shown(value)) for label, value in block.pairs]
    pairs += [("", "")] * (-len(pairs) % block.columns)
    grid = Grid(field_edges(block, space.width, space.fonts.setting("hei").width))
    rows = [tuple(pairs[start : start + block.columns]) for start in range(0, len(pairs), block.columns)]
    return [_field_row(row, grid, space) for row in rows]


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """The line above a table: the first text at the left, the last at the right."""

    texts: tuple[str, ...]
    width: float
    role: str

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Set the texts at even distances."""
        gaps = max(len(self.texts) - 1, 1)
        for place, text in enumerate(self.texts):
            slack = self.width - brush.width(text, self.role, 10.5)
            brush.text(left + slack * place / gaps, top - 12, text, self.role, 10.5)


def title_size(document: Document) -> float:
    """Return the size of a title: smaller above a table."""
    return 18 if any(isinstance(block, Table) for block in document.blocks[:1]) else 22


def title_bands(document: Document, space: Space) -> list[Band]:
    """Return title, subtitle and the line above the content."""
    size = title_size(document)
    bands = text_bands(document.title, Look(space.roles.title, size, size * 1.45), "center", space)
    if document.subtitle:
        bands += text_bands(document.subtitle, Look("kai", 14, 22), "center", space)
    bands.append(gap(6))
    if document.lines:
        line = SpreadLine(tuple(map(printable, document.lines)), space.width, space.roles.table)
        bands.append(Band(18, line.paint))
    return _held(bands) if document.title else []


def document_bands(document: Document, space: Space) -> list[Band]:
    """Return the bands of a whole document; signatures keep the notes and the last row before them."""
    bands = title_bands(document, space)
    row = max(len(bands) - 1, 0)  # of the last table, or else whatever comes before the signatures
    for before, block in zip((None, *document.blocks), document.blocks, strict=False):
        made = block_bands(block, space)
        if isinstance(block, Paragraph) and isinstance(before, Table | Fields):
            bands.append(Band(4, _nothing))  # or the text leans on the rule above
        under_title = before is None and not (document.lines and isinstance(block, Heading))
        if made and isinstance(block, APART) and not under_title:
            made.insert(0, gap(7))
        if isinstance(block, Signatures):
            for band in bands[row:]:
                band.keep = True
        bands += made
        if not isinstance(block, Paragraph):
            row = max(len(bands) - 1, 0)
    return bands
