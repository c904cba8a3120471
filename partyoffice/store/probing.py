"""Pages of a damaged office whose place nobody tells any more: each one is asked what it holds.

SQLite itself reads them, of plain and encrypted files alike: the copy that is read gets a first page of
ours, which tells of the tables it is given and of one more, the probe, that is put on any page.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any

from partyoffice.store import faults, shelf
from partyoffice.store.engine import Door, driver
from partyoffice.store.shapes import Shape, shape_of
from partyoffice.store.worn import MASTER, PROBE, Reading, Row, Told, Worn

WIDEST = 80  # columns; no table of ours has more
SEEN = 12  # rows of a page that say whose it is
CHUNK = 2**24  # bytes
COPIES = 3  # whose directory is asked
AGREEING = 10  # tables that lie where a directory says, for one that does not
REVISION = re.compile(r"\d{4}")
KINDS = frozenset({"table", "index", "trigger", "view"})
ANY_TABLE = f"CREATE TABLE {PROBE} ({', '.join(f'c{n}' for n in range(WIDEST))})"
Pages = dict[int, list[Row]]


def lay(worn: Worn, told: Iterable[Told]) -> None:
    """Give the copy a first page that tells of these tables and of the probe; all other pages stay."""
    worn.close()
    made = replace(worn.door, path=worn.laid_path, writing=True)
    try:
        with closing(made.connect()) as out:
            _write_first_page(out, worn.door.path.stat().st_size, told)
    except driver.DatabaseError as error:
        raise faults.refusal_of(error, worn.door.path, "抢救") from error
    worn.take_laid()


def _write_first_page(out: Any, size: int, told: Iterable[Told]) -> None:  # noqa: ANN401 -- untyped driver
    out.execute("PRAGMA synchronous=OFF")
    # What is written later must lie behind the pages that are put in.
    out.execute("CREATE TABLE filler (content)")
    for left in range(size, 0, -CHUNK):
        out.execute("INSERT INTO filler VALUES (zeroblob(?))", (min(left, CHUNK),))
    out.execute("PRAGMA writable_schema=ON")
    out.execute("DELETE FROM sqlite_master")
    rows = [*told, ("table", PROBE, PROBE, 2, ANY_TABLE)]
    out.executemany("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", rows)


def scan(worn: Worn) -> Pages:
    """Return the first rows of every page that is one of a table, or leads to such pages."""
    lay(worn, ())
    found: Pages = {}
    for number in range(2, worn.pages() + 1):
        rows: list[Row] = []
        with suppress(driver.DatabaseError):
            worn.put_probe(number, ANY_TABLE)
            for row in worn.rows(f"SELECT rowid, * FROM {PROBE} LIMIT {SEEN}"):  # noqa: S608 -- our own table
                rows.append(_shortened(row))  # noqa: PERF401 -- a fault loses none before it
        if rows:
            found[number] = rows
    return found


def _shortened(row: Row) -> Row:
    """Return a row without what is empty at its end, and of bytes only that there are some."""
    width = next((at for at in range(len(row), 1, -1) if row[at - 1] is not None), 1)
    return tuple(b"" if isinstance(one, bytes) else one for one in row[:width])


def told_in(worn: Worn, found: Pages) -> list[Told]:
    """Return what the pages that list the tables still tell, wherever they lie."""
    told: dict[tuple[str, str], Told] = {}
    for number, rows in found.items():
        if is_directory(rows):
            worn.put_probe(number, f"CREATE TABLE {PROBE} ({', '.join(MASTER)})")
            for row in Reading(worn, PROBE, list(MASTER)).rows():
                told.setdefault((row[1], row[2]), row[1:])
    return list(told.values())


def is_directory(rows: Iterable[Row]) -> bool:
    """Say whether rows are those that list the tables of a file."""
    return all(len(row) > 4 and row[1] in KINDS and isinstance(row[4], int) for row in rows)


def revision_in(found: Pages) -> str:
    """Return the revision that a page of its own tells; empty where it is lost."""
    alone = [rows[0][1] for rows in found.values() if is_single(rows)]
    return next(
        (one for one in alone if isinstance(one, str) and len(one) == len("0001") and one.isdigit()), ""
    )


def is_single(rows: Sequence[Row]) -> bool:
    """Say whether a page holds one row of one cell, as that of the revision does."""
    return len(rows) == 1 and len(rows[0]) == len(("rowid", "version_num"))


# Where tables begin ---------------------------------------------------------------------------


def directory_of(door: Door) -> list[Told]:
    """Return what a whole file tells of its tables; nothing where it does not open."""
    with suppress(driver.DatabaseError), closing(replace(door, writing=False).connect()) as connection:
        return list(connection.execute(f"SELECT {', '.join(MASTER)} FROM sqlite_master").fetchall())  # noqa: S608 -- SQLite's own
    return []


def others(source: Door, made: Door) -> list[list[Told]]:
    """Return the directories of the newest copies, which have an office's pages, and of a new office."""
    copies = shelf.copies(source.path)[:COPIES]
    return [directory_of(replace(source, path=one.path)) for one in copies] + [directory_of(made)]


def completed(worn: Worn, own: Sequence[Told], found: Pages, source: Door, made: Door) -> list[Told]:
    """Return a directory: what the file itself tells, and for the rest that of another file that agrees.

    A directory is taken where the tables it tells of lie on pages with rows of theirs, and never against
    such a page. What it says beside their places, a new office of the same revision says as well.
    """
    usual = {(one[0], one[1]): one for one in directory_of(made)}
    shapes = _shapes(made)
    places = {one[:2]: one[3] for one in own if one[:2] in usual and 1 < one[3] <= worn.pages()}
    for candidate in others(source, made):
        mine = {name: root for (kind, name), root in places.items() if kind == "table"}
        tables = {one[1]: one[3] for one in candidate if one[0] == "table" and one[1] in shapes}
        agree = {
            name: _agrees(root, mine.get(name), found.get(root), shapes[name])
            for name, root in tables.items()
        }
        said = list(agree.values())
        if said.count(True) >= max(1, AGREEING * said.count(False)):
            taken = {name for name, one in agree.items() if one is not False and name not in mine}
            places |= {("table", name): tables[name] for name in taken if tables[name] not in mine.values()}
    told = [(*usual[key][:3], root, usual[key][4]) for key, root in places.items() if root <= worn.pages()]
    return [one for one in told if ("table", one[2]) in places]


def _shapes(made: Door) -> dict[str, Shape]:
    with closing(made.connect()) as out:
        names = [one[1] for one in directory_of(made) if one[0] == "table"]
        return {name: shape_of(out, name) for name in names}


def _agrees(root: int, mine: int | None, rows: list[Row] | None, shape: Shape) -> bool | None:
    """Say whether a table begins at a page; None where nothing tells."""
    if mine is not None:
        return mine == root
    return shape.suits(rows) if rows is not None else None
