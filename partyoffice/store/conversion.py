"""A file's content written anew under another key or none, and compared before anybody relies on it."""

import hashlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from typing import Any

from partyoffice.core.errors import OfficeError
from partyoffice.store.engine import Door, driver
from partyoffice.store.faults import refusal_of

MARKS = ("application_id", "user_version")  # the export leaves them out
DOING = "改密码"
Content = dict[str, tuple[int, int]]


def convert(source: Door, target: Door, doing: str = DOING) -> None:
    """Write all of ``source`` into the new file ``target``, under its key, and compare both whole.

    Raises OfficeError for what the disk refuses, for damage, and where anything differs.
    """
    with closing(replace(source, writing=True).connect()) as connection:
        try:
            _export(connection, target)
        except driver.DatabaseError as error:
            raise refusal_of(error, source.path, doing) from error
    if lost := differing(source, target):
        raise OfficeError(
            f"{doing}时核对不一致，没有改",
            remedy="请再试一次；仍然这样，请把详情发给维护人员",
            detail="、".join(lost),
        )


def _export(connection: Any, target: Door) -> None:  # noqa: ANN401 -- untyped driver
    # Parents may come after children, and the key is bound: it stands in no text of a statement.
    connection.execute("PRAGMA foreign_keys=OFF")
    key = "" if target.key is None else target.key.pragma
    connection.execute("ATTACH DATABASE ? AS converted KEY ?", (str(target.path), key))
    # Nobody knows the file yet: it is thrown away unless it comes out whole, and synced before it counts.
    connection.execute("PRAGMA converted.journal_mode=OFF")
    connection.execute("PRAGMA converted.synchronous=OFF")
    connection.execute("SELECT sqlcipher_export('converted')").fetchall()
    for mark in MARKS:
        value = connection.execute(f"PRAGMA main.{mark}").fetchone()[0]
        connection.execute(f"PRAGMA converted.{mark}={int(value)}")
    connection.execute("DETACH DATABASE converted")


def differing(one: Door, other: Door) -> list[str]:
    """Return the tables, indexes, triggers and marks that are not the same in two files."""
    here, there = content_of(one), content_of(other)
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


def content_of(door: Door) -> Content:
    """Return for each table how many rows it has and their sum of digests; so too for all else in a file."""
    with closing(replace(door, writing=False).connect()) as connection:
        try:
            return _content(connection)
        except driver.DatabaseError as error:
            raise refusal_of(error, door.path, "核对") from error


def _content(connection: Any) -> Content:  # noqa: ANN401 -- untyped driver
    master = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    found = {f"{kind} {name}": _sum([(table, sql)]) for kind, name, table, sql in master}
    for kind, name, *_ in master:
        if kind == "table":
            rows = f'SELECT * FROM "{name}"'  # noqa: S608 -- named by the file itself
            found[name] = _sum(connection.execute(rows))
    return found | {mark: _sum(connection.execute(f"PRAGMA {mark}")) for mark in MARKS}


def _sum(rows: Iterable[tuple[Any, ...]]) -> tuple[int, int]:
    """Return count and sum of digests: rows without a number of their own may come in another order."""
    count, total = 0, 0
    for row in rows:
        said = repr([hashlib.sha256(one).digest() if isinstance(one, bytes) else one for one in row])
        count, total = count + 1, total + int.from_bytes(hashlib.sha256(said.encode()).digest(), "big")
    return count, total
