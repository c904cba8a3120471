"""Read a .csv or .txt as one sheet; row numbers are the line numbers where rows begin."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.intake.sheet import MOST_COLUMNS, MOST_ROWS, Book, Sheet
from partyoffice.intake.sniff import Kind, damaged, decode, delimiter
from partyoffice.intake.workbook import without_far_rest


def load(path: Path) -> Book:
    """Return the sheet; refuses an unknown encoding and more than our rows and columns."""
    text = decode(path, path.read_bytes())
    sheet = Sheet(path.stem)
    try:
        for number, row in without_far_rest(_rows(text), sheet.facts):
            _check(path, sheet, number, row)
            sheet.numbers.append(number)
            sheet.rows.append(list(row))
    except csv.Error:
        raise damaged(path) from None
    return Book(path.name, Kind.TEXT.value, [sheet])


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    begin = 1
    for row in reader:
        yield begin, row
        begin = reader.line_num + 1


def _check(path: Path, sheet: Sheet, number: int, row: list[str]) -> None:
    if len(sheet.rows) >= MOST_ROWS:
        raise OfficeError(f"“{path.name}”超过 {MOST_ROWS} 行", remedy="请分成几个文件再导入")
    if any(cell.strip() for cell in row[MOST_COLUMNS:]):
        raise OfficeError(
            f"“{path.name}”第 {number} 行超过 {MOST_COLUMNS} 列", remedy="请检查分隔符，或删去多余的列"
        )
