"""A worksheet that takes whole rows as finished XML: a third of the time, and no text is markup.

xlsxwriter writes a text that begins with <r> and ends with </r> into constant-memory sheets
unescaped, and passes each cell through a dozen calls. Both are avoided here, at the price of
knowing how it keeps its rows: the lock holds its version, the tests read back what it wrote.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple, cast

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellStringTuple, Worksheet

FIRST_DAY = date(1899, 12, 30)  # day 0 of a sheet, from 1900-03-01 on
_ESCAPE_LIKE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")


_column = cache(xl_col_to_name)


def serial(day: date) -> int:
    """Return the number a sheet keeps a day by (right from 1900-03-01 on)."""
    return (day - FIRST_DAY).days


def _escaped(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A text that looks like an escape of a sheet would come back as the character it names.
    return _ESCAPE_LIKE.sub(r"_x005F\1", plain) if "_x" in plain else plain


def inline(text: str, prefix: str = "") -> str:
    """Return a text as a cell holds it; ``prefix`` stands before the names where a file wants one."""
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<{prefix}is><{prefix}t{keep}>{_escaped(text)}</{prefix}t></{prefix}is>"


class Reckoned(NamedTuple):
    """A formula with the value it comes to, so that a sheet says the same before it is reckoned."""

    formula: str
    value: int | Decimal


Written = tuple[int, str | int | Decimal | Reckoned | None]  # format index, and what the cell holds


class RowSheet(Worksheet):
    """A constant-memory worksheet with one more verb, ``put_row``."""

    def put_row(self, row: int, cells: Sequence[Written], height: float | None = None) -> None:
        """Write a whole row from the first column on, ``height`` points high; rows come in order."""
        self._write_single_row(row)
        high = f' ht="{height:g}" customHeight="1"' if height else ""
        parts = [f'<row r="{row + 1}"{high}>']
        for place, (style, value) in enumerate(cells):
            start = f'<c r="{_column(place)}{row + 1}" s="{style}"'
            if isinstance(value, str):
                parts.append(f'{start} t="inlineStr">{inline(value)}</c>')
            elif isinstance(value, Reckoned):
                parts.append(f"{start}><f>{value.formula}</f><v>{value.value}</v></c>")
            else:
                parts.append(f"{start}/>" if value is None else f"{start}><v>{value}</v></c>")
        parts.append("</row>")
        self._put("".join(parts))
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(cells) - 1)

    def _put(self, xml: str) -> None:
        cast("Any", self.fh).write(xml)  # the scratch file, while rows are written

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # ruff: ignore[any-type] -- one of a dozen tuples
        """Write a single cell, text always as text."""
        if isinstance(cell, CellStringTuple):
            style = style_index(cell.format) if cell.format else 0
            where = f"{_column(col)}{row + 1}"
            self._put(f'<c r="{where}" s="{style}" t="inlineStr">{inline(cell.string)}</c>')
        else:
            super()._write_cell(row, col, cell)


def style_index(style: Any) -> int:  # ruff: ignore[any-type] -- xlsxwriter comes without types
    """Return the number a row names a format by."""
    return int(style._get_xf_index())  # ruff: ignore[private-member-access] -- see the module's first lines


class Package(BytesIO):
    """A file in the making: where it is given up, its half-made archive is still ended before it goes."""

    def close(self) -> None:
        """Stay open; nothing but memory is held."""
