"""The hidden rows of an old workbook (.xls, .et), which calamine does not tell.

Reads of the records of the Workbook stream ([MS-XLS] 2.4.28 BoundSheet8, 2.4.221 Row) just enough to learn
which rows are hidden.
"""

import struct

from partyoffice.store.compound import Compound, workbook_records

SHEET, ROW, PASSWORD = 0x0085, 0x0208, 0x002F
HIDDEN = 0x20


class LockedError(Exception):
    """The workbook has a password to open."""


def _name(record: bytes) -> str:
    length, wide = record[6], record[7] & 1
    return record[8 : 8 + (2 * length if wide else length)].decode("utf-16-le" if wide else "latin-1")


def hidden_rows(body: bytes) -> dict[str, set[int]]:
    """Return the hidden rows, counted from 1, of each sheet by name (LockedError for one with a password)."""
    compound = Compound(body)
    stream = compound.stream("Workbook" if "Workbook" in compound.entries else "Book")
    result = {}
    for kind, record in workbook_records(stream):
        if kind == PASSWORD:
            raise LockedError
        if kind == SHEET:
            (start,) = struct.unpack_from("<I", record)
            rows = (row for found, row in workbook_records(stream, start) if found == ROW)
            result[_name(record)] = {_row(row) for row in rows if _row(row)}
    return result


def _row(record: bytes) -> int:
    """Return the number of a hidden row, 0 for one that is shown."""
    (number,) = struct.unpack_from("<H", record)
    (flags,) = struct.unpack_from("<H", record, 12)
    return number + 1 if flags & HIDDEN else 0
