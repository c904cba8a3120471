"""The texts of a list's rows, on the sheet and on the 附页."""

from collections.abc import Sequence

from partyoffice.reports.breaking import printable
from partyoffice.reports.document import Column, Table
from partyoffice.reports.form import NUMBERED, Entry, ListBlock, ListColumn, Side


def aligned(column: ListColumn, text: str, empty: str, role: str) -> Side:
    """Return where a list's text stands: heads and the mark of nothing in the middle."""
    return (column.align if role == "song" and text != empty else "") or "center"


def entry_texts(block: ListBlock, entry: Entry | None, number: int) -> list[str]:
    """Return the texts of one row; of a blank form only its number."""
    given, empty = entry or {}, "" if entry is None else block.empty
    return [
        str(number) if column.key == NUMBERED else printable(given.get(column.key) or "") or empty
        for column in block.columns
    ]


def annex_table(block: ListBlock, entries: Sequence[Entry], start: int) -> Table:
    """Return entries of a list as a table of the 附页, counted from ``start``."""
    columns = tuple(Column(column.title, column.span) for column in block.columns)
    rows = [tuple(entry_texts(block, entry, number)) for number, entry in enumerate(entries, start)]
    return Table(columns, rows, size=10.5)
