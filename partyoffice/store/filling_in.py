"""Rows that were read from a damaged office are put into a new one: only those that fit, none twice."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy

from partyoffice.core.errors import OfficeError
from partyoffice.store.base import DayType, Table, stored_day
from partyoffice.store.engine import driver
from partyoffice.store.worn import Reading, Row

UNREADABLE = "\ufffd"  # what stands for bytes that are no text
Fits = Callable[[Any], bool]


@dataclass(slots=True)
class Filled:
    """What became of one table."""

    read: int = 0
    lost: int = 0
    at_most: bool = False  # no index tells how many there were
    unknown: bool = False  # nothing at all tells how many there were
    emptied: int = 0  # links to lost rows, and cells that made no sense
    found: set[int] = field(default_factory=set)  # of those read: known by the looks of their page alone
    mended: set[int] = field(default_factory=set)  # of those read: some cell was emptied
    orphans: list[int] = field(default_factory=list)
    broken: bool = False  # some page could not be read, or none is known
    missed: int | None = 0  # numbers that gave nothing, None where no table led to its pages
    counted: int | None = None
    rejected: list[int] = field(default_factory=list)  # read, and no row of this table

    @property
    def strays(self) -> int:
        """How many were put back by the looks of their page."""
        return len(self.found)

    def settle(self, top: int) -> None:
        """Reckon what is lost; ``top`` is the highest number the table ever gave, 0 where none tells."""
        if self.counted is not None:
            self.lost = max(len(self.rejected), self.counted - self.read)
            return
        missed = max(0, top - self.read) if self.missed is None else max(0, self.missed - self.strays)
        self.lost = missed + len(self.rejected)
        self.at_most = self.lost > 0
        self.unknown = self.broken and not top

    def words(self) -> str:
        """Tell it in words."""
        told = f"读出 {self.read} 条"
        if self.strays:
            told += f"（其中 {self.strays} 条所在的页没有了去处，按内容认回）"
        if self.lost:
            told += f"，没有读出{'至多' if self.at_most else ''} {self.lost} 条"
        if self.unknown:
            told += "，原来一共有多少条已不知道"
        return f"{told}，{self.emptied} 格读不懂或没有了着落，已留空" if self.emptied else told


def fill(
    out: Any,  # noqa: ANN401 -- untyped driver
    table: str,
    columns: Sequence[str],
    reading: Reading | None,
) -> Filled:
    """Put what a reading yields into an empty table and return what became of it, not yet settled."""
    out.execute(f'DELETE FROM "{table}"')  # noqa: S608 -- our own tables
    filled = Filled()
    if reading is None:
        filled.broken, filled.missed = True, None
        return filled
    put_rows(out, table, columns, reading.rows(), filled)
    filled.broken, filled.missed = reading.broken, reading.missed
    counted = reading.counted()
    # An index also tells of rows that a spoilt page passes over without a word.
    filled.counted = counted if reading.broken or (counted or 0) > filled.read else None
    return filled


def put_rows(
    out: Any,  # noqa: ANN401 -- untyped driver
    table: str,
    columns: Sequence[str],
    rows: Iterable[Row],
    filled: Filled,
) -> set[int]:
    """Put rows, number first, into a table and count them; those that do not fit are left out.

    Returns the numbers of those that were put in.
    """
    listed = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * (len(columns) + 1))
    statement = f'INSERT INTO "{table}" (rowid, {listed}) VALUES ({marks})'  # noqa: S608 -- our own tables
    known = Table.metadata.tables.get(table)
    kinds = {} if known is None else dict(known.columns.items())
    fits = [fits_of(kinds.get(name)) for name in columns]
    put: set[int] = set()
    for row in rows:
        whole, emptied = _mended(row, fits)
        try:
            out.execute(statement, whole)
        except driver.DatabaseError as error:
            if "full" in str(error) or "I/O" in str(error):
                raise
            filled.rejected.append(row[0])
        else:
            put.add(row[0])
            filled.read += 1
            filled.emptied += emptied
            filled.mended |= {row[0]} if emptied else set()
    return put


def _mended(row: Row, fits: Sequence[Fits]) -> tuple[Row, int]:
    """Return a row with what makes no sense left empty, and how many cells that were."""
    values = [
        value if value is None or fit(value) else None for value, fit in zip(row[1:], fits, strict=True)
    ]
    emptied = sum(one is None and before is not None for one, before in zip(values, row[1:], strict=True))
    return (row[0], *values), emptied


def _any(_value: object) -> bool:
    return True


def fits_of(column: sqlalchemy.Column[Any] | None) -> Fits:
    """Return what tells whether a stored value can be one of this column."""
    for types, fits in STORED:
        if column is not None and isinstance(column.type, types):
            return fits
    return _any


def _is_read_by(read: Callable[[str], object]) -> Fits:
    def fits(value: object) -> bool:
        if not isinstance(value, str) or UNREADABLE in value:
            return False
        try:
            read(value)
        except (ValueError, OfficeError):
            return False
        return True

    return fits


_is_json, _is_text = _is_read_by(json.loads), _is_read_by(str)
STORED: tuple[tuple[type[Any], Fits], ...] = (
    (sqlalchemy.Boolean, lambda value: value in {0, 1}),
    (sqlalchemy.Integer, lambda value: isinstance(value, int)),
    (sqlalchemy.LargeBinary, lambda value: isinstance(value, bytes)),
    (DayType, _is_read_by(stored_day)),
    # SQLite keeps a plain number as one.
    (sqlalchemy.JSON, lambda value: isinstance(value, int | float) or _is_json(value)),
    (sqlalchemy.String, _is_text),
)


def put_sequences(out: Any, told: Iterable[Row]) -> None:  # noqa: ANN401 -- untyped driver
    """Let no number be given again that the damaged office had given."""
    for name, seq in told:
        if isinstance(seq, int):
            out.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ? AND seq < ?", (seq, name, seq))


def make_whole(out: Any, filled: dict[str, Filled]) -> None:  # noqa: ANN401 -- untyped driver
    """Empty links that lead to lost rows; a row that cannot be without its owner is left out and named."""
    while broken := out.execute("PRAGMA foreign_key_check").fetchall():
        for table, number, _parent, link in broken:
            column = _link_column(out, table, link)
            _unlink(out, filled[table], table, number, column)


def _unlink(out: Any, one: Filled, table: str, number: int, column: str) -> None:  # noqa: ANN401 -- untyped driver
    emptied = f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?'  # noqa: S608 -- our own tables
    gone = f'DELETE FROM "{table}" WHERE rowid = ?'  # noqa: S608 -- our own tables
    try:
        one.emptied += out.execute(emptied, (number,)).rowcount
        one.mended.add(number)
    except driver.IntegrityError:
        if out.execute(gone, (number,)).rowcount:
            one.read, one.lost = one.read - 1, one.lost + 1
            one.orphans.append(number)


def _link_column(out: Any, table: str, link: int) -> str:  # noqa: ANN401 -- untyped driver
    rows = out.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return next(str(row[3]) for row in rows if row[0] == link)
