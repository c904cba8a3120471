"""CSV for programs that read nothing else: UTF-8 with BOM, no text a spreadsheet would run."""

import csv
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from partyoffice.core.cancel import Progress, tell
from partyoffice.core.money import yuan
from partyoffice.reports.breaking import printable
from partyoffice.reports.document import Cell, Document, Table, shown
from partyoffice.store.files import replaced

HOSTILE = tuple("=+-@\t\r＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d+)?")
OFTEN = 500


def harmless(text: str) -> str:
    """Return a text no spreadsheet takes for a formula (CWE-1236); plain numbers stay."""
    if text.lstrip(" \n\u00a0").startswith(HOSTILE) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def _cell(cell: Cell, kind: str) -> str:
    # What reads a sheet takes 1,409.50 for two cells or for text: no comma between thousands here.
    text = yuan(cell) if kind == "money" and isinstance(cell, int) else shown(cell)
    guarded = harmless(text) if isinstance(cell, str) else text
    return guarded if guarded.isascii() else printable(guarded)


def _rows(table: Table) -> Iterator[list[str]]:
    places = table.shown
    yield [harmless(table.columns[place].title) for place in places]
    for row in chain(table.rows, [table.totals] if table.totals else ()):
        yield [_cell(row[place], table.columns[place].kind) for place in places]


def write(document: Document, path: Path, *, progress: Progress | None = None) -> int:
    """Write a document's tables as CSV and return the number of lines; see ``excel.write``."""
    done = 0
    with replaced(path, "写入") as draft, draft.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        for block in document.blocks:
            for line in _rows(block) if isinstance(block, Table) else ():
                writer.writerow(line)
                done += 1
                if done % OFTEN == 0:
                    tell(progress, done, 0)
    return done
