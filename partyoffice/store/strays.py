"""Rows of pages that no table leads to any more, put back where they alone can belong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from partyoffice.store.filling_in import Filled, put_rows
from partyoffice.store.probing import ANY_TABLE, Pages, is_directory, is_single
from partyoffice.store.shapes import Shape
from partyoffice.store.worn import PROBE, Reading, Row, Worn


@dataclass(slots=True)
class Strays:
    """Puts the rows of stray pages into the broken tables of a new office."""

    out: Any
    worn: Worn
    shapes: dict[str, Shape]
    filled: dict[str, Filled]
    given: dict[str, int]  # the highest number each table gave, where it is known
    unclear: set[Row] = field(default_factory=set)  # rows that may be of several tables, or of none

    def gather(self, found: Pages) -> int:
        """Put in what belongs to one broken table alone; return how many rows cannot be told."""
        for number, rows in found.items():
            if self._is_known(rows) or self._is_there(rows):
                continue
            wanted = [shape for shape in self.shapes.values() if self._may_be(shape, rows)]
            if len(wanted) == 1:
                self._put(number, wanted[0])
            else:
                self.unclear |= set(self._read(number, ANY_TABLE, ("c0", "c1", "c2", "c3")))
        return len(self.unclear)

    def _is_there(self, rows: list[Row]) -> bool:
        """Say whether a page was read already; some of its rows may be spoilt and so be of no table."""
        some = [shape for shape in self.shapes.values() if any(shape.suits([row]) for row in rows)]
        return any(shape.is_there(self.out, rows) for shape in some)

    def _may_be(self, shape: Shape, rows: list[Row]) -> bool:
        """Say whether rows can be of a broken table: each number free, and given once."""
        if not (self.filled[shape.table].broken and shape.suits(rows)):
            return False
        top = self.given.get(shape.table)
        return not any((top is not None and row[0] > top) or shape.has(self.out, row[0]) for row in rows)

    def _is_known(self, rows: list[Row]) -> bool:
        """Say whether a page is one of SQLite's own: its directory, the numbers given, a single revision."""
        numbers = all(len(row) == 3 and row[1] in self.shapes and isinstance(row[2], int) for row in rows)
        return is_directory(rows) or numbers or is_single(rows)

    def _read(self, number: int, sql: str, columns: tuple[str, ...]) -> Iterator[Row]:
        self.worn.put_probe(number, sql)
        return Reading(self.worn, PROBE, list(columns)).rows()

    def _put(self, number: int, shape: Shape) -> None:
        read = self._read(number, shape.sql, shape.columns)
        fresh = (row for row in read if not shape.has(self.out, row[0]))
        filled = self.filled[shape.table]
        filled.found |= put_rows(self.out, shape.table, shape.columns, fresh, filled)
