"""Printed forms as data: what stands on a sheet and where, with no value in it yet.

A form is a TOML file under ``resources/forms`` (``docs/manual/12-forms.md`` tells every key) of one of
two shapes: a **grid** (``[[rows]]`` of cells in equal parts of the width, for tables to be filled in)
or **places** (``[[places]]`` in millimetres from the paper's left and upper edge, for letters, cards,
labels and what is laid over a pre-printed page). ``form_file`` reads and checks it, ``form_fill`` and
``form_places`` put values in, ``form_pdf`` and ``form_word`` print it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal

from partyoffice.reports.document import Page
from partyoffice.reports.fitting import LEADING

Entry = Mapping[str, str]
Value = str | bytes | Sequence[Entry] | None
Values = Mapping[str, Value]
Base = Literal["", "overlay", "both"]
Side = Literal["", "left", "center", "right"]

NUMBERED = "#"  # the key of a list's column that counts its rows
LEFT = {"日": "　　　　年　　月　　日", "□": "□"}  # for the pen: a day, a tick
BLANK = re.compile(rf"\{{(\w+)(?::(\d{{1,3}}|[{''.join(LEFT)}])\d*)?\}}")


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of a grid: what it holds (label, field, photo, sign, text), what of, how far it reaches.

    ``lines`` begins a new line rather than shrink the type, ``top`` begins at the cell's head, ``foot``
    stands at the right of its foot (signature, seal, date), ``spread`` sets a name of two characters as
    wide as three. ``leading`` is the distance of lines in ems, ``indent`` sets back each paragraph by so
    many characters.
    """

    content: str
    of: str
    span: int
    down: int = 1
    empty: str = "无"
    lines: bool = False
    top: bool = False
    align: Side = ""
    size: float = 0
    spread: bool = False
    foot: tuple[str, ...] = ()
    leading: float = LEADING
    indent: int = 0


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list of entries; the key ``#`` counts them, ``lines`` breaks before it shrinks."""

    title: str
    key: str
    span: int
    align: Side = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Entries of one kind: a label at the left (none where ``label_span`` is 0), a head row, rows."""

    key: str
    label: str
    label_span: int
    count: int
    columns: tuple[ListColumn, ...]
    rest: str = "以下空白"
    empty: str = "—"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of cells, or a whole list; ``height`` in millimetres, of each row of a list.

    ``sheet`` begins a new sheet. ``grow`` takes of the sheet's free room what the content needs,
    ``fill`` all of it. ``flow`` goes on over further sheets, each of which repeats the rows marked
    ``again``; without it, what does not fit goes to an 附页. A sheet beginning with ``each`` is printed
    for every entry of that list, whose texts stand before the subject's own, and ``least`` times at
    least. ``cover`` begins one with neither title, mark nor rules. ``omit`` leaves a row out of a filled
    form where none of its fields holds anything.
    """

    height: float
    cells: tuple[FormCell, ...] = ()
    block: ListBlock | None = None
    sheet: bool = False
    grow: bool = False
    fill: bool = False
    flow: bool = False
    again: bool = False
    each: str = ""
    least: int = 1
    cover: bool = False
    omit: bool = False

    def printed(self, values: Values | None) -> bool:
        """Say whether the row is printed: one to be left out is where a field of it holds something."""
        if values is None or not self.omit:
            return True
        return any(values.get(key) for cell in self.cells for key in keys_of(cell.content, cell.of))


@dataclass(frozen=True, slots=True)
class Place:
    """Something at a place of its own; millimetres from the left and upper edge of paper or tile.

    ``content`` is ``field``, ``text`` (with ``{key}`` for values, ``{key:12}`` where the pen needs
    more room), ``photo``, ``option`` (a word that is
    struck out unless the value of ``key`` is that word), ``rule`` or ``frame``. ``gap`` widens the
    distance of characters, ``indent`` sets back each paragraph by so many characters. ``when``
    (``key=word``) prints it only where the value of that key is that word, and where nothing is chosen if
    it is the first such word of the form. Only fields and the strokes
    of options are printed in an overlay.
    """

    content: str
    of: str
    x: float
    y: float
    width: float
    height: float = 7
    sheet: int = 1
    size: float = 12
    face: str = "song"
    align: Side = "left"
    lines: bool = False
    top: bool = False
    gap: float = 0
    indent: int = 0
    leading: float = 1.5
    empty: str = ""
    spread: bool = False
    key: str = ""
    dashed: bool = False
    red: bool = False
    when: str = ""

    @property
    def filled(self) -> bool:
        """Whether values, not the paper itself, decide what is printed here."""
        return self.content in {"field", "photo", "option"}


@dataclass(frozen=True, slots=True)
class Tile:
    """Several of a kind on one sheet, such as labels; ``width`` by ``height`` millimetres each."""

    across: int
    down: int
    width: float
    height: float
    left: float = 0
    top: float = 0

    def origin(self, place: int) -> tuple[float, float]:
        """Return the upper left corner of a tile, counted row by row from 0."""
        down, across = divmod(place, self.across)
        return self.left + across * self.width, self.top + down * self.height


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form; ``size`` is the type size in points before anything is shrunk.

    ``base`` tells of a pre-printed page: ``both`` prints it with or without, ``overlay`` only over it.
    ``measured`` is False as long as no user has held its places against the real page. ``own`` names
    the office's own copy where it is one. ``paged`` numbers the sheets of each subject.
    """

    code: str
    title: str
    needs: str
    columns: int = 24
    rows: tuple[FormRow, ...] = ()
    places: tuple[Place, ...] = ()
    tile: Tile | None = None
    mark: str = ""
    notes: tuple[str, ...] = ()
    page: Page = field(default_factory=Page)
    size: float = 10.5
    base: Base = ""
    measured: bool = True
    paged: bool = False
    own: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of every value the form prints, each once, in order."""
        return tuple(dict.fromkeys([*self._of_rows(), *self._of_places()]))

    def _of_rows(self) -> Iterator[str]:
        for row in self.rows:
            for cell in row.cells:
                yield from keys_of(cell.content, cell.of, cell.foot)
            if row.block:
                yield row.block.key
            yield from filter(None, (row.each,))

    def _of_places(self) -> Iterator[str]:
        for place in self.places:
            yield from keys_of(place.content, place.of)
            yield from filter(None, (place.key, place.when.partition("=")[0]))

    @property
    def printed_mark(self) -> str:
        """What is said in small print: whose pattern it is, and that it was not measured."""
        own = f"本单位表样：{self.own}" if self.own else self.mark
        return own if self.measured else "；".join(filter(None, (own, "套打位置未校准")))

    @property
    def sheets(self) -> int:
        """How many sheets a form has at least."""
        if self.rows:
            return sum(row.least for row in self.rows if row.sheet or row is self.rows[0])
        return max((place.sheet for place in self.places), default=1)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a form is printed: with the pre-printed page's own words or without, and which fields only.

    ``mark`` is a watermark as a document has one (PDF).
    """

    overlay: bool = False
    only: frozenset[str] = frozenset()
    mark: str = ""

    def prints(self, place: Place) -> bool:
        """Say whether a place is printed so."""
        if self.only and (place.key or place.of) not in self.only:
            return False
        return place.filled or not (self.overlay or self.only)


def keys_of(content: str, of: str, more: Iterable[str] = ()) -> Iterator[str]:
    """Yield the keys of the values that a cell or a place prints."""
    if content in {"field", "photo"}:
        yield of
    for text in (of, *more) if content == "text" else more:
        yield from (key for key, _ in BLANK.findall(text))


def filled_in(text: str, values: Values | None) -> str:
    """Return a text with its ``{key}``s replaced; nothing leaves a line for the pen.

    ``{key:12}`` makes the line as long as twelve characters, ``{key:日}`` leaves room for a
    day, ``{key:□}`` a box to tick.
    """

    def word(found: re.Match[str]) -> str:
        value = (values or {}).get(found[1])
        left = LEFT.get(found[2] or "") or PEN * int(found[2] or PEN_ROOM)
        return value if isinstance(value, str) and value else left

    return BLANK.sub(word, text)


PEN, PEN_ROOM = "__", 4  # two half-width lines touch, which the full-width one does not in every face


def names_of(shape: type) -> frozenset[str]:
    """Return the names of a shape's attributes, which are the keys of its table in the file."""
    return frozenset(each.name for each in fields(shape))
