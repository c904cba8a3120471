"""Read a workbook with calamine, inside the reading process (see worker)."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar, cast

from partyoffice.core.errors import OfficeError
from partyoffice.intake import biff, ods, scan
from partyoffice.intake.sheet import BLANKS_END, MOST_COLUMNS, MOST_ROWS, Book, Facts, Month, Sheet, Value
from partyoffice.intake.sniff import Kind, damaged, locked

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell = TypeVar("Cell")


def load(path: Path, kind: Kind, only: str = "") -> Book:
    """Return the visible sheets, or the one named ``only``; refuses what cannot be parsed."""
    try:
        return _load(path, kind, only)
    except (OfficeError, MemoryError):
        raise
    except scan.TooWideError as error:
        raise _too_wide(path, str(error)) from None
    except BaseException as error:
        # calamine, zipfile and expat fail in a dozen ways, and Rust's panics are no Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        if type(error).__name__ in {"PasswordError", "LockedError"}:
            raise locked(path) from None
        raise damaged(path) from error


def _too_wide(path: Path, cell: str) -> OfficeError:
    return OfficeError(
        f"“{path.name}”的 {cell} 单元格还有内容，超过 {MOST_COLUMNS} 列",
        remedy="请删去右边多余的列，另存后再导入",
    )


def _too_long(path: Path, name: str) -> OfficeError:
    return OfficeError(f"“{path.name}”的工作表“{name}”超过 {MOST_ROWS} 行", remedy="请分成几个文件再导入")


def _load(path: Path, kind: Kind, only: str) -> Book:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with CalamineWorkbook.from_path(path) as book:
        listed = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        shown = [m.name for m in listed if m.visible == SheetVisibleEnum.Visible]
        hidden = [m.name for m in listed if m.visible != SheetVisibleEnum.Visible]
        wanted = _wanted(path, only, shown, hidden)
        with _Facts(path, kind) as facts:
            sheets = [_sheet(path, book, name, facts) for name in wanted]
    return Book(path.name, kind.value, sheets, hidden)


def _wanted(path: Path, only: str, shown: list[str], hidden: list[str]) -> list[str]:
    if only and only not in shown + hidden:
        listed = "、".join(shown)
        raise OfficeError(f"“{path.name}”里没有名为“{only}”的工作表", remedy=f"请从这些里选一个：{listed}")
    return [only] if only else shown


class _Facts:
    """What calamine does not tell: much about an .xlsx, the hidden rows of the other kinds."""

    def __init__(self, path: Path, kind: Kind) -> None:
        self.archive = zipfile.ZipFile(path) if kind is Kind.XLSX else None
        self.parts = scan.sheet_parts(self.archive) if self.archive else {}
        self.styles = scan.month_styles(self.archive) if self.archive else set()
        self.told: dict[str, Facts] = ods.facts_of(path) if kind is Kind.ODS else {}
        if kind is Kind.XLS:
            hidden = biff.hidden_rows(path.read_bytes())
            self.told = {name: Facts(hidden_rows=rows) for name, rows in hidden.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.archive:
            self.archive.close()

    def of(self, name: str) -> scan.Scan:
        if self.archive and name in self.parts:
            return scan.scan(self.archive, self.parts[name], self.styles)
        return scan.Scan(self.told.get(name, Facts()))


def _sheet(path: Path, book: "CalamineWorkbook", name: str, facts: _Facts) -> Sheet:
    from python_calamine import CalamineWorkbook

    scanned = facts.of(name)
    if scanned.last > MOST_ROWS:
        raise _too_long(path, name)
    if scanned.rest_at and facts.archive:
        short = scan.without_rest(facts.archive, facts.parts[name], scanned.rest_at)
        with CalamineWorkbook.from_filelike(short) as cut:
            return _filled(path, cut.get_sheet_by_name(name), scanned.facts)
    return _filled(path, book.get_sheet_by_name(name), scanned.facts)


def _filled(path: Path, source: "CalamineSheet", facts: Facts) -> Sheet:
    sheet = Sheet(source.name, facts=facts)
    if merged := source.merged_cell_ranges:
        facts.merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in merged]
    wide = source.total_width > MOST_COLUMNS
    for number, row in without_far_rest(enumerate(source.to_python(skip_empty_area=False), 1), facts):
        if len(sheet.rows) >= MOST_ROWS:
            raise _too_long(path, source.name)
        if wide and not all(map(_blank, row[MOST_COLUMNS:])):
            raise _too_wide(path, f"第 {number} 行第 {MOST_COLUMNS} 列以后")
        sheet.numbers.append(number)
        sheet.rows.append(cast("list[Value | Month]", row))
    _mark_months(sheet)
    return sheet


def _blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def without_far_rest(
    rows: Iterable[tuple[int, list[Cell]]], facts: Facts
) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows that hold something, until so many blank ones that nothing more is meant.

    What still stands below is remembered in ``facts.rest``.
    """
    last = 0
    for number, row in rows:
        if all(map(_blank, row)):
            continue
        if last and number > last + BLANKS_END:
            facts.rest = facts.rest or number
            return
        last = number
        yield number, row


def _mark_months(sheet: Sheet) -> None:
    if not sheet.facts.months:
        return
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        for index, value in enumerate(row):
            if isinstance(value, date) and value.day == 1 and (number, index + 1) in sheet.facts.months:
                row[index] = Month(value.year, value.month)
