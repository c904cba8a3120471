"""What calamine does not tell about an .ods: hidden rows and merged cells (OpenDocument 1.2, part 1, 9.1)."""

import re
import zipfile
from html import unescape
from pathlib import Path

from partyoffice.intake.sheet import MOST_COLUMNS, MOST_ROWS, Facts

_TAG = re.compile(r"<table:(table-row|covered-table-cell|table-cell|table(?=[ >]))([^>]*)>")
_NUMBER = re.compile(r'\btable:number-(rows|columns)-(repeated|spanned)="(\d+)"')
_HIDDEN = re.compile(r'\btable:visibility="(?:collapse|filter)"')
_NAME = re.compile(r'\btable:name="([^"]*)"')


class _Reader:
    """Walks over the tags of the contents, counting rows and columns from 1."""

    def __init__(self) -> None:
        self.sheets: dict[str, Facts] = {}
        self.facts = Facts()
        self.next_row, self.row, self.column = 1, 0, 0

    def read(self, text: str) -> None:
        for tag in _TAG.finditer(text):
            kind, attributes = tag.groups()
            counts = {(what, how): int(number) for what, how, number in _NUMBER.findall(attributes)}
            if kind == "table":
                name = _NAME.search(attributes)
                self.facts = self.sheets.setdefault(unescape(name.group(1)) if name else "", Facts())
                self.next_row = 1
            elif kind == "table-row":
                self._row(attributes, counts.get(("rows", "repeated"), 1))
            else:
                self._cell(counts)

    def _row(self, attributes: str, times: int) -> None:
        self.row, self.column = self.next_row, 0
        self.next_row += times
        if _HIDDEN.search(attributes):
            # The rest of a sheet may be one hidden row repeated a million times.
            last = min(self.next_row, self.row + 2 * MOST_ROWS)
            self.facts.hidden_rows.update(range(self.row, last))

    def _cell(self, counts: dict[tuple[str, str], int]) -> None:
        rows, columns = counts.get(("rows", "spanned"), 1), counts.get(("columns", "spanned"), 1)
        if (rows > 1 or columns > 1) and self.column < MOST_COLUMNS:
            first = self.column + 1
            self.facts.merged.append((self.row, first, self.row + rows - 1, first + columns - 1))
        self.column += counts.get(("columns", "repeated"), 1)


def facts_of(path: Path) -> dict[str, Facts]:
    """Return the hidden rows and merged areas of each sheet by name."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read("content.xml").decode()
    reader = _Reader()
    reader.read(text)
    return reader.sheets
