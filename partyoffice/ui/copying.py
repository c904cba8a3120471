"""Rows on the clipboard as Excel and WPS take them: tabs and lines, and a table whose cells stay text."""

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

Block = Sequence[Sequence[str]]
_NEEDS_QUOTES = ("\t", "\n", "\r", '"')


def _cell(text: str) -> str:
    if any(mark in text for mark in _NEEDS_QUOTES):
        return '"' + text.replace('"', '""') + '"'
    return text


def tab_text(block: Block) -> str:
    """Return cells parted by tabs and rows by line ends, quoted where a cell holds either."""
    return "\r\n".join("\t".join(map(_cell, row)) for row in block)


def html_table(block: Block) -> str:
    """Return a table in which every cell is text, so that 18-digit numbers stay whole."""
    style = "mso-number-format:'\\@'"
    rows = (
        "<tr>" + "".join(f'<td style="{style}">{html.escape(cell)}</td>' for cell in row) + "</tr>"
        for row in block
    )
    return f'<meta charset="utf-8"><table>{"".join(rows)}</table>'


def mime(block: Block) -> QMimeData:
    """Return both forms for the clipboard."""
    made = QMimeData()
    made.setText(tab_text(block))
    made.setHtml(html_table(block))
    return made
