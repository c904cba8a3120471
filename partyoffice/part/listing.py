"""A roster of plain rows: each column is a field and how it is read, chosen by its key or its title."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.part.contents import Wish
from partyoffice.reports.document import Align, Column, Document, Page, Table

if TYPE_CHECKING:
    from partyoffice.reports.document import Kind as CellKind

KINDS: "dict[Kind, CellKind]" = {Kind.DAY: "date", Kind.NUMBER: "number"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One column: its field, its width, how it is read; without ``read`` the attribute of the field's key."""

    field: Field
    width: float
    read: Callable[[Any], Any] | None = None
    align: Align = "center"

    def of(self, row: Any) -> Any:  # noqa: ANN401 -- any row, any value
        """Return what the column says of a row."""
        return (self.read or attrgetter(self.field.key))(row)

    def head(self) -> Column:
        """Return the head of the column."""
        return Column(self.field.title, self.width, self.align, KINDS.get(self.field.kind, "text"))


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
        """Return rows as a paper or a sheet to work on; ``lines`` stand over the paper."""
        chosen = self._chosen(wish.columns)
        cells = [(at, *(one.of(each) for one in chosen)) for at, each in enumerate(rows, 1)]
        table = Table(
            (Column("序号", 3, kind="number"), *(one.head() for one in chosen)), cells, empty=self.empty
        )
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
