"""What Excel, WPS and others put on the clipboard, read into a block of texts.

The plain flavour keeps line ends and blanks of a cell, the HTML flavour whole numbers and the shape
of Word's tables; each is taken where it keeps more. Nothing is normalised: that is the field's work.
"""

import re
from itertools import chain, zip_longest

from PySide6.QtGui import QGuiApplication

from partyoffice.core.errors import OfficeError
from partyoffice.ui import clipboard_html

Block = tuple[tuple[str, ...], ...]
MOST_CELLS, MOST_CHARACTERS = 100_000, 5_000_000
# A cell in quotes ends at a quote before a tab or line end; any other quote is part of the text.
_CELL = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"(?=\t|\r?\n|\r|\Z)|([^\t\r\n]*+)')
_LINE_END = re.compile(r"\r\n|\n|\r")


def tab_cells(text: str) -> Block:
    """Return the cells of tab text; one trailing line end belongs to the last row."""
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    at = 0
    while text:
        cell, at = _cell(text, at)
        row.append(cell)
        if text[at : at + 1] == "\t":
            at += 1
            continue
        rows.append(tuple(row))
        row = []
        found = _LINE_END.match(text, at)
        if found is None or found.end() == len(text):
            break
        at = found.end()
    return tuple(rows)


def _cell(text: str, at: int) -> tuple[str, int]:
    found = _CELL.match(text, at)
    if found is None:  # cannot be: the second form matches everywhere, the empty text too
        return "", len(text)
    quoted = found.group(1)
    if quoted is None:
        return found.group(2), found.end()
    return _LINE_END.sub("\n", quoted.replace('""', '"')), found.end()


def read(plain: str, html: str = "") -> Block:
    """Return the block of both flavours; empty for an empty clipboard (OfficeError for too much)."""
    if len(plain) > MOST_CHARACTERS:
        raise _too_much()
    cells = tab_cells(plain.rstrip("\0"))
    block = _better(cells, clipboard_html.table(html)) if html and _doubtful(cells) else cells
    if sum(map(len, block)) > MOST_CELLS:
        raise _too_much()
    return block


def _doubtful(cells: Block) -> bool:
    """Say whether HTML may keep more: reading it takes far longer, so an even block is taken as it is."""
    widths = {len(row) for row in cells}
    return len(widths) != 1 or widths == {1} or any(map(clipboard_html.shortened, chain.from_iterable(cells)))


def _too_much() -> OfficeError:
    return OfficeError(
        f"复制的内容太多，一次最多粘贴 {MOST_CELLS} 个单元格", remedy="请分几次复制，或者用“导入”读入整个表格"
    )


def _better(cells: Block, table: Block) -> Block:
    if not table or _shape(cells) == _shape(table):
        return _merged(cells, table) if table else cells
    even = len({len(row) for row in table}) == 1
    # Word breaks the lines of a cell into rows of their own; its HTML keeps the table.
    torn = len({len(row) for row in cells}) > 1 or max(map(len, cells), default=0) < len(table[0])
    return table if even and torn else cells


def _shape(block: Block) -> list[int]:
    return [len(row) for row in block]


def _merged(cells: Block, table: Block) -> Block:
    return tuple(
        tuple(
            other if clipboard_html.shortened(text) and not clipboard_html.shortened(other) else text
            for text, other in zip_longest(row, others, fillvalue="")
        )
        for row, others in zip_longest(cells, table, fillvalue=())
    )


def block() -> Block:
    """Return what lies on the clipboard."""
    found = QGuiApplication.clipboard().mimeData()
    return read(found.text(), found.html()) if found is not None else ()
