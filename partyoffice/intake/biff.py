"""The hidden rows of an old workbook (.xls, .et), which calamine does not tell.

Reads just enough of the compound file ([MS-CFB] 2.2–2.6) to reach the Workbook stream, and of
its records ([MS-XLS] 2.4.28 BoundSheet8, 2.4.221 Row) to learn which rows are hidden.
"""

import struct
from collections.abc import Iterator

FREE_FROM = 0xFFFFFFF0
SMALL_STREAM = 4096
SHEET, ROW, END, PASSWORD = 0x0085, 0x0208, 0x000A, 0x002F
HIDDEN = 0x20


class LockedError(Exception):
    """The workbook has a password to open."""


class _Compound:
    """The streams of a compound file; raises struct.error, ValueError or IndexError for a broken one."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        (self.shift,) = struct.unpack_from("<H", body, 30)
        if self.shift not in {9, 12}:
            raise ValueError(self.shift)
        fats, start, _signature, _cutoff, mini, _minis, difat, _difats = struct.unpack_from("<8I", body, 44)
        self.fat: list[int] = []
        for sector in self._difat(fats, difat):
            self.fat += self._numbers(sector)
        self.entries = self._entries(b"".join(self._chain(start)))
        self.mini_fat = [number for sector in self._sectors(mini) for number in self._numbers(sector)]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self.shift
        return self.body[start : start + (1 << self.shift)]

    def _numbers(self, sector: int) -> list[int]:
        piece = self._sector(sector)
        return list(struct.unpack(f"<{len(piece) // 4}I", piece[: len(piece) // 4 * 4]))

    def _difat(self, count: int, start: int) -> list[int]:
        numbers = list(struct.unpack_from("<109I", self.body, 76))
        seen: set[int] = set()
        while start < FREE_FROM and start not in seen:
            seen.add(start)
            *more, start = self._numbers(start)
            numbers += more
        return [number for number in numbers if number < FREE_FROM][:count]

    def _sectors(self, start: int) -> Iterator[int]:
        for _step in range(len(self.fat) + 1):
            if start >= FREE_FROM:
                return
            yield start
            start = self.fat[start]
        raise ValueError(start)

    def _chain(self, start: int) -> Iterator[bytes]:
        return (self._sector(number) for number in self._sectors(start))

    def _entries(self, directory: bytes) -> dict[str, tuple[int, int]]:
        found = {}
        for at in range(0, len(directory) - 127, 128):
            (length,) = struct.unpack_from("<H", directory, at + 64)
            name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            found[name] = struct.unpack_from("<II", directory, at + 116)
        return found

    def stream(self, name: str) -> bytes:
        start, size = self.entries[name]
        if size >= SMALL_STREAM:
            return b"".join(self._chain(start))[:size]
        store = b"".join(self._chain(self.entries["Root Entry"][0]))
        pieces = []
        for _step in range(len(self.mini_fat) + 1):
            if start >= FREE_FROM:
                break
            pieces.append(store[start * 64 : start * 64 + 64])
            start = self.mini_fat[start]
        return b"".join(pieces)[:size]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == END:
            return
        at += 4 + length


def _name(record: bytes) -> str:
    length, wide = record[6], record[7] & 1
    return record[8 : 8 + (2 * length if wide else length)].decode("utf-16-le" if wide else "latin-1")


def hidden_rows(body: bytes) -> dict[str, set[int]]:
    """Return the hidden rows, counted from 1, of each sheet by name (LockedError for one with a password)."""
    compound = _Compound(body)
    stream = compound.stream("Workbook" if "Workbook" in compound.entries else "Book")
    result = {}
    for kind, record in _records(stream, 0):
        if kind == PASSWORD:
            raise LockedError
        if kind == SHEET:
            (start,) = struct.unpack_from("<I", record)
            rows = (row for found, row in _records(stream, start) if found == ROW)
            result[_name(record)] = {_row(row) for row in rows if _row(row)}
    return result


def _row(record: bytes) -> int:
    """Return the number of a hidden row, 0 for one that is shown."""
    (number,) = struct.unpack_from("<H", record)
    (flags,) = struct.unpack_from("<H", record, 12)
    return number + 1 if flags & HIDDEN else 0
