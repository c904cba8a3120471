"""What rows of a table look like, to tell whose a page of a damaged office is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partyoffice.store.base import Table
from partyoffice.store.filling_in import Fits, fits_of
from partyoffice.store.worn import PROBE, Row


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a table; ``sql`` makes the probe one with them."""

    table: str
    columns: tuple[str, ...]
    sql: str
    own: int | None  # the column that is the row's own number and so is stored empty
    fits: tuple[Fits, ...]
    needed: tuple[bool, ...]

    def suits(self, rows: Iterable[Row]) -> bool:
        """Say whether rows, number first, may all be of this table."""
        return all(self._suits(row[1:]) for row in rows)

    def _suits(self, values: Row) -> bool:
        if len(values) > len(self.columns):
            return False
        padded = (*values, *(None,) * (len(self.columns) - len(values)))
        return all(map(self._fits, range(len(padded)), padded))

    def _fits(self, at: int, value: object) -> bool:
        if value is None:
            return at == self.own or not self.needed[at]
        return at != self.own and self.fits[at](value)

    def has(self, out: Any, number: int) -> bool:  # noqa: ANN401 -- untyped driver
        """Say whether the new office has a row of this number."""
        asked = f'SELECT 1 FROM "{self.table}" WHERE rowid = ?'  # noqa: S608 -- our own tables
        return out.execute(asked, (number,)).fetchone() is not None

    def is_there(self, out: Any, rows: Iterable[Row]) -> bool:  # noqa: ANN401 -- untyped driver
        """Say whether one of these rows was put into the new office already."""
        listed = ", ".join(f'"{name}"' for name in self.columns)
        asked = f'SELECT {listed} FROM "{self.table}" WHERE rowid = ?'  # noqa: S608 -- our own tables
        return any(
            self._same(row[1:], put) for row in rows for put in out.execute(asked, (row[0],)).fetchall()
        )

    def _same(self, read: Row, put: Row) -> bool:
        """Compare what was read with what was put; of bytes only that there are some."""
        pairs = zip(read, put, strict=False)
        return all(
            one is None or two is None or one == two or (isinstance(one, bytes) and isinstance(two, bytes))
            for one, two in pairs
        )


def shape_of(out: Any, table: str) -> Shape:  # noqa: ANN401 -- untyped driver
    """Return what the rows of a table of the new office look like."""
    told = out.execute(f'PRAGMA table_info("{table}")').fetchall()
    known = Table.metadata.tables.get(table)
    kinds = {} if known is None else dict(known.columns.items())
    keys = [one[0] for one in told if one[5]]
    own = keys[0] if len(keys) == 1 and told[keys[0]][2].upper() == "INTEGER" else None
    parts = [
        f'"{name}" {kind}{" PRIMARY KEY" if at == own else ""}{f" DEFAULT {usual}" if usual else ""}'
        for at, name, kind, _must, usual, _key in told
    ]
    return Shape(
        table,
        tuple(one[1] for one in told),
        f"CREATE TABLE {PROBE} ({', '.join(parts)})",
        own,
        tuple(fits_of(kinds.get(one[1])) for one in told),
        tuple(bool(one[3] or one[5]) and one[4] is None for one in told),
    )
