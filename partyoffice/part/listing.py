"""A roster of plain rows: each column is a field and how it is read, chosen by its key or its title."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.part.contents import Wish
from partyoffice.reports.document import Align, Cell, Column, Document, Page, Table

if TYPE_CHECKING:
    from partyoffice.reports.document import Kind as CellKind

KINDS: "dict[Kind, CellKind]" = {Kind.DAY: "date", Kind.NUMBER: "number", Kind.MONEY: "money"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One column: its field, its width, how it is read; without ``read`` the attribute of the field's key.

    ``adds`` are the keys of the columns it is the sum of; ``summed`` ones are added up below the list.
    """

    field: Field
    width: float
    read: Callable[[Any], Any] | None = None
    align: Align = "center"
    adds: tuple[str, ...] = ()
    summed: bool = False

    def of(self, row: Any) -> Any:  # noqa: ANN401 -- any row, any value
        """Return what the column says of a row."""
        return (self.read or attrgetter(self.field.key))(row)

    def cell(self, row: Any, *, masked: bool) -> Any:  # noqa: ANN401 -- any row, any value
        """Return what a paper or sheet says of a row, masked where it must be."""
        value = self.of(row)
        return self.field.mask(value) if masked and value and isinstance(value, str) else value

    def head(self, keys: Sequence[str] = ()) -> Column:
        """Return the head of the column; ``keys`` are those of all that are shown, in their order."""
        kind, whole = KINDS.get(self.field.kind, "text"), set(self.adds) <= set(keys)
        adds = tuple(keys.index(key) for key in self.adds) if whole else ()
        return Column(self.field.title, self.width, self.align, kind, adds=adds)


@dataclass(frozen=True, slots=True)
class Listing:
    """A kind of list: what it is called, all it can show, and what it shows unless asked otherwise."""

    title: str
    columns: tuple[Listed, ...]
    default: tuple[str, ...]
    empty: str = "没有内容"

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields it can show."""
        return tuple(one.field for one in self.columns)

    def document(self, rows: Sequence[Any], wish: Wish, lines: Sequence[str] = ()) -> Document:
        """Return rows as a paper or a sheet to work on; ``lines`` stand over the paper.

        A sheet to work on has no sums below: it would read them back as a line more.
        """
        chosen = self._chosen(wish.columns)
        keys = ("", *(one.field.key for one in chosen))
        cells = [
            (at, *(one.cell(each, masked=wish.masked) for one in chosen)) for at, each in enumerate(rows, 1)
        ]
        heads = (Column("序号", 3, kind="number"), *(one.head(keys) for one in chosen))
        table = Table(heads, cells, empty=self.empty, totals=() if wish.plain else sums_of(chosen, cells))
        title = wish.title or f"{f'{wish.year} 年' if wish.year else ''}{self.title}"
        if wish.plain:
            return Document(title, (table,))
        return Document(title, (table,), Page(landscape=True), lines=tuple(filter(None, lines)))

    def _chosen(self, keys: Sequence[str]) -> list[Listed]:
        by_word = {word: one for one in self.columns for word in (one.field.title, one.field.key)}
        unknown = [key for key in keys if key not in by_word]
        if unknown:
            known = "、".join(one.title for one in self.fields)
            raise OfficeError(f"{self.title}没有“{'、'.join(unknown)}”这样的列", remedy=f"可用：{known}")
        return [by_word[key] for key in keys or self.default]


def sums_of(columns: Sequence[Listed], rows: Sequence[Sequence[Any]]) -> tuple[Cell, ...]:
    """Return the row of sums of a numbered list; nothing where no column is summed, or there is no row."""
    if not rows or not any(one.summed for one in columns):
        return ()
    found: list[Cell] = [
        sum(row[at] for row in rows if isinstance(row[at], int)) if one.summed else None
        for at, one in enumerate(columns, 1)
    ]
    free = next((at for at, cell in enumerate(found) if cell is None), None)
    if free is not None:
        found[free] = "合计"
    return (None, *found)
