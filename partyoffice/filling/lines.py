"""The rows of people as XML, each after a row of the template: styles, height, formulas, merged cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from partyoffice.core.cancel import Progress, tell
from partyoffice.filling.cells import CellWriter, Column, Value
from partyoffice.filling.opening import SERIAL, Template
from partyoffice.filling.package import local, named
from partyoffice.filling.refs import letters, moved
from partyoffice.filling.tree import Area

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

People = Sequence[Mapping[str, Value]]
OFTEN = 200
SECOND, BODY = 1, 3  # the row new ones are made after, where there are a first, a middle and a last one


@dataclass(slots=True)
class Model:
    """A row of the template that rows are made after; what was set in beforehand is kept or repeated."""

    number: int
    attributes: str
    styles: dict[int, int]
    formulas: dict[int, tuple[str, bool]] = field(default_factory=dict)
    set_in: dict[int, "Element"] = field(default_factory=dict)
    covered: frozenset[int] = frozenset()


class Lines:
    """Makes the rows in order; ``count`` people are to be written."""

    def __init__(self, template: Template, columns: Sequence[Column], writer: CellWriter, count: int) -> None:
        self.template, self.tree, self.slots, self.count = template, template.tree, template.slots, count
        self.columns = {one.number: one for one in columns}
        self.writer = writer
        self.models: dict[int, Model] = {}

    def model_of(self, person: int) -> int:
        """Return after which person's rows of the template somebody is written.

        The last row of the template, with its closing line, stays the last.
        """
        room = self.slots.room
        if not room or self.count <= room or person < room - 1:
            return person if room else 0
        if person == self.count - 1:
            return room - 1
        return SECOND if room >= BODY else 0

    def rows(self, people: People, progress: Progress | None) -> Iterator[bytes]:
        """Yield the rows of everybody."""
        for at, person in enumerate(people):
            if at % OFTEN == 0:
                tell(progress, at, self.count)
            yield "".join(self._row(at, part, person) for part in range(self.slots.tall)).encode()

    def _row(self, at: int, part: int, person: Mapping[str, Value]) -> str:
        source = self.model_of(at)
        model = self._model(self.slots.first + source * self.slots.tall + part)
        number, p = self.slots.first + at * self.slots.tall + part, self.writer.prefix
        own = source == at
        cells = [
            self._cell(model, column, style, number, at, person if part == 0 else {}, own)
            for column, style in model.styles.items()
        ]
        return f'<{p}row r="{number}"{model.attributes}>{"".join(cells)}</{p}row>'

    def _cell(
        self,
        model: Model,
        column: int,
        style: int,
        number: int,
        at: int,
        person: Mapping[str, Value],
        own: bool,
    ) -> str:
        place, put = f"{letters(column)}{number}", self.writer
        if column in model.formulas:
            formula, array = model.formulas[column]
            return put.formula(place, style, moved(formula, number - model.number), array=array)
        about = self.columns.get(column)
        if column in model.covered or (about is not None and not person):
            return put.empty(place, style)
        if about is not None:
            return (
                put.number(place, style, at + 1)
                if about.target.key == SERIAL
                else put.put(place, style, about, person.get(about.target.key))
            )
        if column in model.set_in and (own or column in self.slots.fixed):
            return self._copied(model.set_in[column], place, style)
        return put.empty(place, style)

    def _copied(self, cell: "Element", place: str, style: int) -> str:
        kind, p = cell.get("t") or "n", self.writer.prefix
        value = named(cell, "v")
        if kind == "inlineStr" or value is None:
            return self.writer.text(
                place, style, "".join(e.text or "" for e in cell.iter() if local(e) == "t")
            )
        if kind == "str":
            return self.writer.text(place, style, value.text or "")
        return f'<{p}c r="{place}" s="{style}" t="{kind}"><{p}v>{value.text}</{p}v></{p}c>'

    # Models ------------------------------------------------------------------------------

    def _model(self, number: int) -> Model:
        if number not in self.models:
            self.models[number] = self._read(number) if self.slots.room else self._after_head(number)
        return self.models[number]

    def _read(self, number: int) -> Model:
        tree, row = self.tree, self.tree.rows.get(number)
        columns = sorted({*tree.cells.get(number, {}), *self.columns})
        model = Model(number, _attributes(row), {column: tree.style(number, column) for column in columns})
        model.covered = frozenset(column for column in columns if self._covered(number, column))
        for column in columns:
            cell = tree.cells.get(number, {}).get(column)
            formula = tree.formula(number, column) or self._first_formula(number, column)
            if formula:
                inner = named(cell, "f") if cell is not None else None
                model.formulas[column] = formula, inner is not None and inner.get("t") == "array"
            elif cell is not None and len(cell) and number not in self.slots.used:
                model.set_in[column] = cell
        return model

    def _first_formula(self, number: int, column: int) -> str:
        """Return the formula the first row has in a column: a template often holds it there alone."""
        first = self.slots.first + (number - self.slots.first) % self.slots.tall
        formula = self.tree.formula(first, column)
        return moved(formula, number - first)

    def _after_head(self, number: int) -> Model:
        """Return a row for a template that has none: the lines of its head, no more."""
        head, styles = self.template.head, self.template.styles
        found = {}
        for column, label in enumerate(head.labels, 1):
            above = self.tree.style(head.row, column)
            plain = self.tree.column_styles.get(column, 0)
            framed = bool(label) and styles.bordered(above) and not styles.bordered(plain)
            found[column] = styles.as_row(above) if framed else plain
        return Model(number, "", {column: found.get(column, 0) for column in sorted({*found, *self.columns})})

    @cached_property
    def _inside(self) -> list[Area]:
        """What is merged within one person's rows."""
        first, last, tall = self.slots.first, self.slots.last, self.slots.tall
        return [
            one for one in self.tree.merged if first <= one[0] and one[2] <= last and one[2] - one[0] < tall
        ]

    def _covered(self, number: int, column: int) -> bool:
        return any(
            a <= number <= c and b <= column <= d and (number, column) != (a, b)
            for a, b, c, d in self.tree.merged
        )

    def merged(self) -> list[Area]:
        """Return what is merged in the end: what is merged within a row is repeated for the new ones."""
        tall, first = self.slots.tall, self.slots.first
        kept = (
            [one for one in self.tree.merged if one not in self._inside] if self._inside else self.tree.merged
        )
        made = list(kept)
        for at in range(max(self.count, self.slots.room)):
            source = self.model_of(at) if at < self.count else at
            top, shift = first + source * tall, (at - source) * tall
            made += [(a + shift, b, c + shift, d) for a, b, c, d in self._inside if top <= a < top + tall]
        return made


def _attributes(row: "Element | None") -> str:
    """Return the attributes of a row that its likes have too: height and style, never that it is hidden."""
    if row is None:
        return ""
    kept = ("spans", "s", "customFormat", "ht", "customHeight", "thickTop", "thickBot")
    return "".join(f' {name}="{row.get(name)}"' for name in kept if row.get(name))
