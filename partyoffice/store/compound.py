"""The compound file of old Office and WPS documents ([MS-CFB] 2.2–2.6), as far as we look into one."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = (struct.error, ValueError, IndexError, KeyError)  # what reading a broken one may raise
FREE_FROM = 0xFFFFFFF0
SMALL_STREAM = 4096
ROOT = 0
END = 0x000A  # of the records of one sheet, [MS-XLS] 2.4.103


class Entry(NamedTuple):
    """A line of the directory: its name, its neighbours and child in the tree, and where its bytes begin."""

    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """The streams of a compound file; raises one of ``BROKEN`` for a broken one."""

    def __init__(self, body: bytes) -> None:
        """Read the tables and the directory."""
        self.body = body
        (self.shift,) = struct.unpack_from("<H", body, 30)
        if self.shift not in {9, 12}:
            raise ValueError(self.shift)
        fats, start, _signature, _cutoff, mini, _minis, difat, _difats = struct.unpack_from("<8I", body, 44)
        self.fat: list[int] = []
        for sector in self._difat(fats, difat):
            self.fat += self._numbers(sector)
        self.directory = self._directory(b"".join(self._chain(start)))
        self.entries = {entry.name: entry for entry in self.directory}
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

    @staticmethod
    def _directory(body: bytes) -> list[Entry]:
        found = []
        for at in range(0, len(body) - 127, 128):
            (length,) = struct.unpack_from("<H", body, at + 64)
            name = body[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            tree, place = struct.unpack_from("<3I", body, at + 68), struct.unpack_from("<2I", body, at + 116)
            found.append(Entry(name, *tree, *place))
        return found

    def top(self) -> set[str]:
        """Return the names at the top: what the file itself is, not what is embedded in it."""
        found: set[str] = set()
        ahead, seen = [self.directory[ROOT].child], {ROOT}
        while ahead:
            number = ahead.pop()
            if number < FREE_FROM and number not in seen:
                seen.add(number)
                entry = self.directory[number]
                found.add(entry.name)
                ahead += [entry.left, entry.right]
        return found

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream."""
        start, size = self.entries[name].start, self.entries[name].size
        if size >= SMALL_STREAM:
            return b"".join(self._chain(start))[:size]
        store = b"".join(self._chain(self.directory[ROOT].start))
        pieces = []
        for _step in range(len(self.mini_fat) + 1):
            if start >= FREE_FROM:
                break
            pieces.append(store[start * 64 : start * 64 + 64])
            start = self.mini_fat[start]
        return b"".join(pieces)[:size]


def workbook_records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of the records of one substream of a workbook ([MS-XLS] 2.1.4)."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == END:
            return
        at += 4 + length
