"""Excel sheets: text as text, exact days as dates, no formula but sums of our own, ready to print."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any

from partyoffice.core.cancel import Progress, tell
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.reports.breaking import exportable
from partyoffice.reports.document import (
    Cell,
    Column,
    Document,
    Fields,
    Heading,
    Paragraph,
    Sheets,
    Signatures,
    Table,
    shown,
)
from partyoffice.reports.excel_rows import Package, RowSheet, Written, serial, style_index
from partyoffice.reports.excel_sums import Sums, down
from partyoffice.reports.sheet_widths import ROW, column_width, on_paper, row_height
from partyoffice.store import scratch
from partyoffice.store.files import replaced

SAMPLE = 300  # rows looked at for widths
MOST_TEXT, MOST_ROWS = 32_767, 1_048_576  # what a cell and a sheet of Excel hold
OFTEN = 500  # rows between two reports of progress
EARLIEST = 1901  # sheets count 1900 as a leap year
SHAPES = {"text": "@", "date": "yyyy-mm-dd", "number": "0", "money": "0.00"}
A3, A4 = 8, 9  # paper codes of SpreadsheetML
HOSTILE = tuple("=+-@\t\r＝＋－＠|%")
_BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def _checked(text: str, row: int) -> str:
    """Return a text as a cell can hold it; refuse what would be cut off."""
    plain = exportable(text)
    if len(plain) > MOST_TEXT // 2 and len(plain.encode("utf-16-le")) > 2 * MOST_TEXT:
        raise OfficeError(
            f"第 {row + 1} 行有一格文字 {len(plain)} 字，Excel 的一格最多放 {MOST_TEXT} 字",
            remedy="请改存为 PDF，或先缩短这一格",
        )
    return plain


@dataclass(frozen=True, slots=True)
class Formats:
    """The cell formats of one workbook."""

    book: Any

    def made(self, **more: object) -> Any:  # ruff: ignore[any-type] -- xlsxwriter comes without types
        """Return a new format on the common ground."""
        common = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
        return self.book.add_format(common | more)

    def styles(self, column: Column, **more: object) -> dict[str, int]:
        """Return the formats of a column by what a cell holds."""
        ground = {"border": 1, "align": "left" if column.align == "justify" else column.align} | more
        made = {kind: self.made(**ground, num_format=shape) for kind, shape in SHAPES.items()}
        made["hostile"] = self.made(**ground, num_format="@", quote_prefix=True)
        return {kind: style_index(style) for kind, style in made.items()}


def written(cell: Cell, kind: str, styles: dict[str, int], row: int) -> Written:
    """Return a cell in its own type, as ``RowSheet.put_row`` takes it."""
    if isinstance(cell, str):
        text = cell if len(cell) < 500 and cell.isprintable() else _checked(cell, row)
        return styles["hostile" if text.startswith(HOSTILE) else "text"], text or None
    if cell is None:
        return styles["text"], None
    if isinstance(cell, int):
        return (styles["money"], Decimal(cell) / 100) if kind == "money" else (styles["number"], cell)
    day = cell if isinstance(cell, Day) else Day.of(cell)
    if day.exact and day.year >= EARLIEST:
        return styles["date"], serial(day.first)
    return styles["text"], str(day)


class SheetWriter:
    """Writes a document's blocks downwards; constant memory wants rows in order."""

    def __init__(self, book: Any, document: Document, *, plain: bool) -> None:  # ruff: ignore[any-type] -- untyped
        """Begin the one sheet."""
        name = _BAD_IN_SHEET_NAME.sub(" ", exportable(document.title))[:31].strip()
        self.document, self.plain = document, plain
        self.sheet = book.add_worksheet(name or "名册", worksheet_class=RowSheet)
        self.formats, self.row, self._frozen = Formats(book), 0, False
        self.sheet.set_default_row(ROW)
        self.widths: list[int] = []

    @cached_property
    def across(self) -> int:
        """The number of columns the sheet has."""
        counts = [len(self.places(block)) for block in self.document.blocks if isinstance(block, Table)]
        pairs = [2 * block.columns for block in self.document.blocks if isinstance(block, Fields)]
        return max(counts + pairs, default=6)

    def places(self, table: Table) -> tuple[int, ...]:
        """Return which columns of a table are written."""
        return tuple(range(len(table.columns))) if self.plain else table.shown

    def across_line(self, text: str, style: Any, height: float | None = None) -> None:  # ruff: ignore[any-type] -- untyped
        """Write a text over the whole width."""
        last = self.across - 1
        if height:
            self.sheet.set_row(self.row, height)
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, "", style)
        self.sheet.write_string(self.row, 0, _checked(text, self.row), style)
        self.row += 1

    def band(self) -> None:
        """Write title, subtitle and the line above the table."""
        made = self.formats.made
        title = made(font_name="方正小标宋简体", font_size=18, align="center")
        self.across_line(self.document.title, title, 34)
        if self.document.subtitle:
            self.across_line(self.document.subtitle, made(font_name="楷体", font_size=12, align="center"), 20)
        if self.document.lines:
            self.across_line("　　".join(self.document.lines), made(align="left"), 20)

    def _head(self, table: Table) -> None:
        style = self.formats.made(font_name="黑体", border=1, align="center", num_format="@")
        for column, place in enumerate(self.places(table)):
            self.sheet.write_string(self.row, column, exportable(table.columns[place].title), style)
        if not self._frozen:
            self._frozen = True
            self.sheet.freeze_panes(self.row + 1, 2 if self.across > 4 else 0)
            self.sheet.repeat_rows(self.row)
            self.head_row = self.row
        self.row += 1

    def _measure(self, columns: list[list[str]], whole: Collection[int] = ()) -> None:
        """Widen the sheet's columns for these texts, as far as the paper allows."""
        wide = [column_width(texts) for texts in columns]
        self.widths = [max(pair) for pair in zip_longest(self.widths, wide, fillvalue=0)]
        if not self.plain:
            page = self.document.page
            self.widths = on_paper(self.widths, page.millimetres[0] - page.left - page.right, whole)

    def _measure_table(self, table: Table, sample: list[tuple[Cell, ...]]) -> None:
        columns, places = table.columns, self.places(table)
        rows = [*sample, table.totals] if table.totals else sample
        texts = [
            [columns[place].title, *(shown(row[place], columns[place].kind) for row in rows)]
            for place in places
        ]
        whole = {at for at, place in enumerate(places) if columns[place].kind != "text"}
        self._measure(texts, whole)

    def _put_row(self, cells: list[Written]) -> None:
        self.sheet.put_row(self.row, cells, row_height([value for _, value in cells], self.widths))
        self.row += 1

    def table(self, table: Table, progress: Progress | None) -> None:
        """Write a table's head and rows."""
        rows = iter(table.rows)
        sample = list(islice(rows, SAMPLE))
        self._measure_table(table, sample)
        self._head(table)
        prepared = [
            (place, table.columns[place].kind, self.formats.styles(table.columns[place]))
            for place in self.places(table)
        ]
        total = len(table.rows) if isinstance(table.rows, list | tuple) else 0
        sums, first = Sums.of(table, self.places(table)), self.row
        if not sample and not self.plain:
            self.across_line(table.empty, self.formats.made(border=1, align="center"))
        for done, cells in enumerate(chain(sample, rows), 1):
            self._room()
            line = [written(cells[place], kind, styles, self.row) for place, kind, styles in prepared]
            self._put_row(sums.row(line, self.row))
            if done % OFTEN == 0:
                tell(progress, done, total)
        if sample and table.totals:
            self._put_row(down(self._totals(table), first, self.row - 1))
        self._hide(table)

    def _totals(self, table: Table) -> list[Written]:
        made = [(at, table.columns[at]) for at in self.places(table)]
        styles = [self.formats.styles(column, bold=True) for _, column in made]
        return [
            written(table.totals[at], column.kind, style, self.row)
            for (at, column), style in zip(made, styles, strict=True)
        ]

    def _room(self) -> None:
        if self.row >= MOST_ROWS:
            raise OfficeError(
                f"Excel 的一张表最多 {MOST_ROWS} 行，这份名册超过了", remedy="请分支部或分年度导出"
            )

    def _hide(self, table: Table) -> None:
        if self.plain:
            for place, column in enumerate(table.columns):
                if column.hidden:
                    self.sheet.set_column(place, place, 12, None, {"hidden": True})

    def fields(self, block: Fields) -> None:
        """Write labels and values, as many pairs to a row as on paper."""
        label = style_index(self.formats.made(font_name="黑体", border=1, align="center", num_format="@"))
        styles = self.formats.styles(Column("", align="left"))
        parts = [part for title, cell in block.pairs for part in (title, shown(cell))]
        self._measure([parts[place :: 2 * block.columns] for place in range(2 * block.columns)])
        for start in range(0, len(block.pairs), block.columns):
            cells: list[Written] = []
            for title, cell in block.pairs[start : start + block.columns]:
                cells += [(label, exportable(title)), written(cell, "text", styles, self.row)]
            self._put_row(cells)

    def blocks(self, progress: Progress | None) -> None:
        """Write everything the document holds that a sheet can show."""
        made = self.formats.made
        for block in self.document.blocks:
            if isinstance(block, Table):
                self.table(block, progress)
            elif self.plain:
                continue
            elif isinstance(block, Fields):
                self.fields(block)
            elif isinstance(block, Heading):
                self.across_line(block.text, made(font_name="黑体", font_size=12))
            elif isinstance(block, Paragraph):
                self.across_line(block.text, made(), row_height([block.text], [sum(self.widths) or 90]))
            elif isinstance(block, Signatures) and block.labels:
                self.across_line(
                    "　　　　　　".join(f"{label}：{text}" for label, text in block.pairs), made(), 30
                )

    def finish(self) -> None:
        """Set widths, paper and print area."""
        hidden = {place for block in self.document.blocks if isinstance(block, Table) and self.plain
                  for place, column in enumerate(block.columns) if column.hidden}  # fmt: skip
        for place, width in enumerate(self.widths):
            if place not in hidden:
                self.sheet.set_column(place, place, width)
        page = self.document.page
        self.sheet.set_paper(A3 if page.size == "A3" else A4)
        if page.landscape:
            self.sheet.set_landscape()
        self.sheet.set_margins(*(side / 25.4 for side in (page.left, page.right, page.top, page.bottom)))
        self.sheet.fit_to_pages(1, 0)
        self.sheet.print_area(0, 0, max(self.row - 1, 0), max(self.across - 1, 0))
        self.sheet.set_footer("&C第 &P 页 共 &N 页")
        if self.document.mark:  # Excel's own sign is doubled, or it would begin a code
            self.sheet.set_header("&R" + exportable(self.document.mark).replace("&", "&&"))


def write(document: Sheets, path: Path, *, plain: bool = False, progress: Progress | None = None) -> int:
    """Write a document as .xlsx, or several as sheets of one, and return the number of rows written.

    Integers are numbers, exact days are dates shown as yyyy-mm-dd, bare months and everything
    else are text, ID numbers included. ``plain`` makes a sheet to be read back: headings in the
    first row, nothing above or below, hidden columns at their place. ``progress`` hears (rows
    done, rows or 0 if unknown); False raises Cancelled. Raises OfficeError for what the disk or
    the format refuses; an older file then stays as it was.
    """
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    # Rows wait in scratch files of our own, so that a cancelled export leaves no names behind.
    with replaced(path, "写入") as draft, scratch.passing() as loose:
        whole = Package()  # xlsxwriter leaves its file open where the disk refuses it
        book = xlsxwriter.Workbook(whole, {**options, "tmpdir": loose})
        try:
            rows = _written(book, document, plain, progress)
            draft.write_bytes(whole.getvalue())
            return rows
        finally:
            for sheet in book.worksheets():
                sheet._opt_close()  # ruff: ignore[private-member-access] -- no other way to let go of a scratch file


def _written(book: Any, document: Sheets, plain: bool, progress: Progress | None) -> int:  # ruff: ignore[any-type] -- untyped
    from xlsxwriter.exceptions import FileCreateError

    rows = 0
    for one in (document,) if isinstance(document, Document) else document:
        writer = SheetWriter(book, one, plain=plain)
        if not plain:
            writer.band()
        writer.blocks(progress)
        writer.finish()
        rows += writer.row
    try:
        book.close()
    except FileCreateError as error:  # wraps what the system said, which our sentence is made from
        raise error.args[0] from error
    return rows
