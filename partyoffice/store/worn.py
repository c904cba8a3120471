"""A damaged file, read as far as it can be read; never the file itself, always a copy of its bytes."""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from partyoffice.store import files
from partyoffice.store.engine import Door, driver

BLOCK = 4096  # bytes: a page of the file, and no less than a sector
HEAD = 100  # bytes of a plain file before its first page's own
MOST_TRIED = 100_000  # numbers of one table that are looked for one by one
PROBE = "probe"  # the table of a laid copy that is put on any page
PATIENCE, STRIDE = 64, 16  # after so many in a row that gave nothing, only every so many-th is tried
MASTER = ("type", "name", "tbl_name", "rootpage", "sql")
Row = tuple[Any, ...]
Told = tuple[Any, ...]  # of a table or index: the columns of MASTER


@contextmanager
def copied(door: Door, copy: Path, usual: bytes) -> Generator["Worn"]:
    """Copy a file's bytes, mend what every file of ours has alike, and yield it for reading.

    ``usual`` are the first bytes of a new office: they stand in for a spoilt head of a plain file.
    Raises OfficeError where the bytes cannot be copied.
    """
    journal = copy.with_name(copy.name + "-journal")
    try:
        _copy_bytes(door.path, copy)
        hot = door.path.with_name(door.path.name + "-journal")
        if hot.is_file():
            shutil.copyfile(hot, journal)
        _mend_head(door, copy, usual)
    except OSError as error:
        raise files.refusal(error, door.path, "读取") from error
    worn = Worn(replace(door, path=copy, writing=False))
    try:
        yield worn
    finally:
        worn.close()
        for path in (copy, journal, worn.laid_path, Path(f"{worn.laid_path}-journal")):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _copy_bytes(source: Path, target: Path) -> None:
    """Copy a file; blocks that the disk no longer gives are left empty."""
    with source.open("rb") as given, target.open("wb") as made:
        for at in range(0, source.stat().st_size, BLOCK):
            given.seek(at)
            try:
                block = given.read(BLOCK)
            except OSError:
                block = bytes(BLOCK)
            made.write(block)


def _mend_head(door: Door, copy: Path, usual: bytes) -> None:
    """Put right what stands at the head of every file: the salt of a key, or the form of a plain file."""
    if not copy.stat().st_size:
        return
    with copy.open("r+b") as handle:
        if door.key is not None:
            handle.write(door.key.salt)
            return
        pages = copy.stat().st_size // BLOCK
        handle.write(usual[:28] + pages.to_bytes(4, "big") + bytes(8) + usual[40:HEAD])
        # The number of pages counts only where both change counters agree.
        handle.seek(92)
        handle.write(usual[24:28])


class Worn:
    """Answers questions as far as pages are whole.

    An encrypted file answers nothing more after its first broken page, so it is opened anew.
    """

    def __init__(self, door: Door) -> None:
        self.door, self.laid = door, False
        self.laid_path = door.path.with_name(f"{door.path.name}-laid")
        self._open: Any = None

    def close(self) -> None:
        """Let the copy go."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _connection(self) -> Any:  # noqa: ANN401 -- untyped driver
        if self._open is None:
            self._open = replace(self.door, writing=self.laid).connect()
            self._open.text_factory = lambda raw: raw.decode("utf-8", "replace")
            # A file cut short would not open at all otherwise.
            self._open.execute("PRAGMA writable_schema=ON")
            if self.laid:
                self._open.execute("PRAGMA synchronous=OFF")
                self._open.execute("PRAGMA journal_mode=MEMORY")
        return self._open

    def pages(self) -> int:
        """Return how many pages the copy has, a broken one at its end among them."""
        return -(-self.door.path.stat().st_size // BLOCK)

    def take_laid(self) -> None:
        """Put all pages but the first into the file that was laid, and read that from now on."""
        with self.door.path.open("rb") as given, self.laid_path.open("r+b") as made:
            given.seek(BLOCK)
            made.seek(BLOCK)
            shutil.copyfileobj(given, made)
        os.replace(self.laid_path, self.door.path)  # noqa: PTH105 -- two files of our own scratch
        self.door.path.with_name(self.door.path.name + "-journal").unlink(missing_ok=True)
        self.laid = True

    def put_probe(self, page: int, sql: str) -> None:
        """Let the probe of a laid copy be a table that begins at a page."""
        told = "UPDATE sqlite_master SET rootpage=?, sql=? WHERE name=?"
        self._connection().execute(told, (page, sql, PROBE))
        for word in ("RESET", "ON"):
            self._connection().execute(f"PRAGMA writable_schema={word}")

    def rows(self, question: str, *given: Any) -> Iterator[Row]:  # noqa: ANN401 -- values of SQL
        """Yield the rows of an answer; raises the driver's DatabaseError where a page is broken."""
        try:
            yield from self._connection().execute(
                question, given
            )  # one by one: a fault loses nothing before it
        except driver.DatabaseError:
            if self.door.key is not None:
                self.close()
            raise

    def answer(self, question: str, *given: Any) -> list[Row]:  # noqa: ANN401 -- values of SQL
        """Return the whole answer, empty where it cannot be read."""
        found: list[Row] = []
        with suppress(driver.DatabaseError):
            found = list(self.rows(question, *given))
        return found

    def directory(self) -> tuple[list[Told], bool]:
        """Return what the file tells of its tables and indexes, and whether all of it was read."""
        reading = Reading(self, "sqlite_master", list(MASTER))
        return [row[1:] for row in reading.rows()], not reading.broken

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table; none where the file does not tell of it."""
        return [str(row[1]) for row in self.answer(f'PRAGMA table_info("{table}")')]


class Reading:
    """One table, row by row where pages are broken; ``missed``: at most so many gave nothing."""

    def __init__(self, worn: Worn, table: str, columns: list[str]) -> None:
        self.worn, self.table, self.missed, self.at = worn, table, 0, -1
        self.top: int | None = None
        self.broken = False
        listed = ", ".join(f'"{name}"' for name in columns)
        self.asked = f'SELECT rowid, {listed} FROM "{table}" NOT INDEXED WHERE rowid'  # noqa: S608 -- our own tables

    def rows(self) -> Iterator[Row]:
        """Yield rowid and values of every row that can be read, in order."""
        whole = False
        while not whole:
            try:
                for row in self.worn.rows(f"{self.asked} > ? ORDER BY rowid", self.at):
                    if row[0] > self.at:
                        self.at = row[0]
                        yield row
                whole = True
            except driver.DatabaseError:
                before, self.broken = self.at, True
                yield from self._over_the_break()
                whole = self.at == before

    def _over_the_break(self) -> Iterator[Row]:
        """Yield single rows to the first one behind what cannot be read.

        The driver looks one row ahead: the last before a broken page is only had alone.
        """
        if self.top is None:
            self.top = min(self._top(), self.at + MOST_TRIED)
        number, run, failed = self.at + 1, 0, False
        while number <= self.top:
            found = self._one(number)
            if found is None:
                run, failed = run + 1, True
                number += 1 if run < PATIENCE else STRIDE
            elif run >= PATIENCE:  # it may have stepped over the first that can be read again
                number, run = number - STRIDE + 1, 0
            else:
                number += 1
                if found:
                    self.missed += number - 2 - self.at if failed else 0
                    self.at = number - 1
                    yield found[0]
                    if failed:
                        return
        if failed and self.top > self.at:
            self.missed, self.at = self.missed + self.top - self.at, self.top

    def _one(self, number: int) -> list[Row] | None:
        """Return the row of a number, or that there is none; None where it cannot be told."""
        try:
            return list(self.worn.rows(f"{self.asked} = ?", number))
        except driver.DatabaseError:
            return None

    def _top(self) -> int:
        """Return the highest number that may be there."""
        given = self.worn.answer("SELECT seq FROM sqlite_sequence WHERE name = ?", self.table)
        last = self.worn.answer(f'SELECT max(rowid) FROM "{self.table}" NOT INDEXED')  # noqa: S608 -- our own tables
        tops = [row[0] for row in (*given, *last) if isinstance(row[0], int)]
        return max(tops, default=0)

    def counted(self) -> int | None:
        """Return how many rows there were by an index that is still whole, None where none is."""
        for row in self.worn.answer(f'PRAGMA index_list("{self.table}")'):
            asked = f'SELECT count(*) FROM "{self.table}" INDEXED BY "{row[1]}"'  # noqa: S608 -- our own tables
            if (found := self.worn.answer(asked)) and not row[4]:  # a partial index counts only some
                return int(found[0][0])
        return None
