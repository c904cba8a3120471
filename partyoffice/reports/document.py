"""The document tree: what a paper says, before anybody asks whether it becomes PDF or Excel."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Literal

from partyoffice.core.dates import Day
from partyoffice.core.money import grouped
from partyoffice.reports.official import Official

A4 = (210.0, 297.0)
A3 = (297.0, 420.0)
SIXTEEN = (184.0, 260.0)  # 16开
SIZES = {"A4": A4, "A3": A3, "16开": SIXTEEN}
Size = Literal["A4", "A3", "16开"]

Align = Literal["left", "center", "right", "justify"]
Kind = Literal["text", "date", "id", "number", "money"]
Style = Literal["body", "text", "note"]
Cell = str | Day | date | int | None


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet of paper; lengths in millimetres. ``own`` are sides of no named size, as of a booklet."""

    size: Size = "A4"
    landscape: bool = False
    top: float = 20
    right: float = 15
    bottom: float = 18
    left: float = 20
    own: tuple[float, float] | None = None

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height as the sheet lies."""
        if self.own:
            return self.own
        short, long = SIZES[self.size]
        return (long, short) if self.landscape else (short, long)


@dataclass(frozen=True, slots=True)
class Fonts:
    """Which face each part is set in: song, hei, hei_bold, title (小标宋), kai or fang."""

    title: str = "title"
    heading: str = "hei"
    body: str = "fang"
    table: str = "song"
    head: str = "hei"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the document; level 1 (一、) or 2 (（一）)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks in it begin a new paragraph.

    ``body`` is 三号仿宋 indented by two characters, ``text`` 小四 without indent, ``note`` 小五.
    """

    text: str
    style: Style = "text"
    align: Align = "justify"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``width`` is a weight beside its neighbours'; 0 lets the content decide.

    A ``money`` column holds integer fen and shows yuan. A ``hidden`` column (编号) appears only
    in Excel sheets made to be read back. ``adds`` are the places of the columns it is the sum of, which a
    sheet writes as a formula.
    """

    title: str
    width: float = 0
    align: Align = "center"
    kind: Kind = "text"
    hidden: bool = False
    adds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its head is repeated on every page. ``empty`` stands in place of no rows.

    ``totals`` is a last row below some rows: its whole numbers are the sums of their columns, in a sheet as
    formulas; what is text in a column adds nothing.
    """

    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    empty: str = "无"
    size: float = 9
    totals: tuple[Cell, ...] = ()

    @property
    def shown(self) -> tuple[int, ...]:
        """The places of the columns that are printed."""
        return tuple(place for place, column in enumerate(self.columns) if not column.hidden)


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels and values in a ruled grid, ``columns`` pairs to a row."""

    pairs: tuple[tuple[str, Cell], ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, side by side; never parted from what stands before them.

    ``filled`` holds what is known already, label by label; an empty text leaves a line to write on.
    """

    labels: tuple[str, ...]
    filled: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each label with what is filled in, or an empty text."""
        return tuple(zip_longest(self.labels, self.filled[: len(self.labels)], fillvalue=""))


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture (JPEG or PNG bytes), or its empty frame; millimetres."""

    content: bytes | None
    width: float = 25
    height: float = 35


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new sheet."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a book: what begins on which page, in the order of its chapters."""

    entries: tuple[tuple[str, int], ...]


Block = Contents | Heading | Paragraph | Table | Fields | Signatures | Photo | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """One paper. ``lines`` is the line above the content, spread from left to right.

    ``foot`` may name {page} and {pages}; an empty one prints no foot. With ``official`` it is laid
    out as an official document (GB/T 9704-2012), whose page, faces and page numbers the standard gives.
    ``mark`` is a watermark: who took the paper out, when and what for; an official document never bears one.
    """

    title: str
    blocks: tuple[Block, ...]
    page: Page = field(default_factory=Page)
    subtitle: str = ""
    lines: tuple[str, ...] = ()
    foot: str = "第 {page} 页 共 {pages} 页"
    fonts: Fonts = field(default_factory=Fonts)
    official: Official | None = None
    mark: str = ""


Sheets = Document | Sequence[Document]  # of one workbook


def shown(cell: Cell, kind: Kind = "text") -> str:
    """Return a cell as it is printed; days as 2026-11-20, months as 2026-11, nothing as nothing."""
    if cell.__class__ is str:  # isinstance narrows as well, but takes twice as long here
        return cell
    if cell is None:
        return ""
    if kind == "money" and isinstance(cell, int):
        return grouped(cell)
    return str(cell)


def _row_text(cells: Iterable[str]) -> str:
    return " | ".join(text.replace("\n", "⏎") for text in cells)


def _table_text(table: Table) -> Iterator[str]:
    places = table.shown
    yield _row_text(table.columns[place].title for place in places)
    some = False
    for row in table.rows:
        some = True
        yield _row_text(shown(row[place], table.columns[place].kind) for place in places)
    if not some:
        yield table.empty
    elif table.totals:
        yield _row_text(shown(table.totals[place], table.columns[place].kind) for place in places)


@functools.singledispatch
def block_text(block: Block) -> Iterator[str]:
    """Yield the lines of one block for a snapshot."""
    yield f"[{type(block).__name__}]"


@block_text.register
def _(block: Heading) -> Iterator[str]:
    yield f"{'#' * block.level} {block.text}"


@block_text.register
def _(block: Paragraph) -> Iterator[str]:
    yield block.text


@block_text.register
def _(block: Table) -> Iterator[str]:
    yield from _table_text(block)


@block_text.register
def _(block: Fields) -> Iterator[str]:
    yield from (f"{label}：{shown(value)}" for label, value in block.pairs)


@block_text.register
def _(block: Contents) -> Iterator[str]:
    yield from (f"{title}　{page}" for title, page in block.entries)


@block_text.register
def _(block: Signatures) -> Iterator[str]:
    yield "　".join(f"{label}：{text or '____'}" for label, text in block.pairs)


@block_text.register
def _(block: Photo) -> Iterator[str]:
    yield "[照片]" if block.content else "[照片 空]"


def as_text(document: Document) -> str:
    """Return the document as plain text, one line a row, for tests to compare."""
    head = [document.title, document.subtitle, "　".join(document.lines)]
    body = [line for block in document.blocks for line in block_text(block)]
    rest = document.official.lines() if document.official else ()
    return "\n".join([*(line for line in head if line), *body, *rest]) + "\n"
