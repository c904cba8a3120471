"""One worksheet of a template as its XML: rows, cells, what is merged, the formulas."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from partyoffice.filling.package import Package, local, named
from partyoffice.filling.refs import letters, moved
from partyoffice.intake.scan import column_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Area = tuple[int, int, int, int]  # first row, first column, last row, last column
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


def place(text: str) -> tuple[int, int]:
    """Return row and column of B4; (0, 0) for what is no cell."""
    found = _PLACE.fullmatch(text)
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def area(text: str) -> Area:
    """Return the corners of A1:B2, or of a single cell."""
    first, _, last = text.partition(":")
    return (*place(first), *place(last or first))


def area_text(corners: Area) -> str:
    """Return corners as A1:B2."""
    a, b, c, d = corners
    return f"{letters(b)}{a}:{letters(d)}{c}"


class SheetTree:
    """The rows by number and the cells by column; numbers the file leaves out are set at once."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part
        self.root = package.tree(part)
        self.space = self.root.tag.rpartition("}")[0].lstrip("{")
        data = named(self.root, "sheetData")
        self.data: Element = data if data is not None else self._made_data()
        self.rows: dict[int, Element] = {}
        self.cells: dict[int, dict[int, Element]] = {}
        self._number()
        self._spell_out()

    def tag(self, name: str) -> str:
        """Return the full name of an element of a sheet."""
        return f"{{{self.space}}}{name}"

    def _made_data(self) -> "Element":
        from lxml.etree import SubElement

        return SubElement(self.root, self.tag("sheetData"))

    def _number(self) -> None:
        last = 0
        for row in self.data:
            if local(row) != "row":
                continue
            last = int(row.get("r") or last + 1)
            row.set("r", str(last))
            self.rows[last], self.cells[last] = row, self._columns(row, last)

    def _columns(self, row: "Element", number: int) -> dict[int, "Element"]:
        found, at = {}, 0
        for cell in row:
            if local(cell) == "c":
                at = place(cell.get("r", ""))[1] or at + 1
                cell.set("r", f"{letters(at)}{number}")
                found[at] = cell
        return found

    def _spell_out(self) -> None:
        """Write shared formulas out in each of their cells: rows are copied and moved one by one."""
        masters: dict[str, tuple[str, str]] = {}
        for cell, formula in list(self.formulas()):
            if formula.get("t") != "shared":
                continue
            mark, where = formula.attrib.pop("si", ""), cell.get("r", "")
            for name in ("t", "ref"):
                formula.attrib.pop(name, None)
            if formula.text:
                masters[mark] = where, formula.text
            elif mark in masters:
                start, text = masters[mark]
                (row, column), (to, at) = place(start), place(where)
                formula.text = moved(text, to - row, at - column)
            else:
                cell.remove(formula)

    def formulas(self) -> Iterator[tuple["Element", "Element"]]:
        """Yield every cell with a formula, and the formula."""
        for cells in self.cells.values():
            for cell in cells.values():
                formula = named(cell, "f")
                if formula is not None:
                    yield cell, formula

    def formula(self, row: int, column: int) -> str:
        """Return the formula of a cell, empty for none."""
        cell = self.cells.get(row, {}).get(column)
        found = named(cell, "f") if cell is not None else None
        return found.text or "" if found is not None else ""

    def style(self, row: int, column: int) -> int:
        """Return the style of a place: the cell's, the row's, the column's."""
        cell, line = self.cells.get(row, {}).get(column), self.rows.get(row)
        if cell is not None:
            return int(cell.get("s") or 0)
        if line is not None and line.get("s"):
            return int(line.get("s") or 0)
        return self.column_styles.get(column, 0)

    @cached_property
    def column_styles(self) -> dict[int, int]:
        """The styles of columns, for places without a cell."""
        group, styles = named(self.root, "cols"), {}
        for one in group if group is not None else ():
            if local(one) == "col" and one.get("style"):
                first, last = int(one.get("min", "1")), int(one.get("max", "1"))
                styles.update(dict.fromkeys(range(first, min(last, 400) + 1), int(one.get("style", "0"))))
        return styles

    @cached_property
    def merged(self) -> list[Area]:
        """What is merged."""
        group = named(self.root, "mergeCells")
        return (
            [area(one.get("ref", "")) for one in group if local(one) == "mergeCell"]
            if group is not None
            else []
        )

    def merge(self, areas: list[Area]) -> None:
        """Set anew what is merged."""
        from lxml.etree import SubElement

        group = named(self.root, "mergeCells")
        if group is None:
            return
        for one in list(group):
            group.remove(one)
        for corners in areas:
            SubElement(group, self.tag("mergeCell")).set("ref", area_text(corners))
        group.set("count", str(len(areas)))
        if not areas:
            self.root.remove(group)
        self.__dict__.pop("merged", None)

    def raw_text(self, cell: "Element") -> str:
        """Return the inline text or raw value of a cell, for comparing only."""
        return "".join(part.text or "" for part in cell.iter() if local(part) in {"v", "t"})
