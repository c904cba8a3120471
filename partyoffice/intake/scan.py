"""What calamine does not tell about an .xlsx: hidden rows, month formats, formulas without results.

The sheet's XML is read in pieces and only looked at with fixed patterns, so nothing in it is ever
expanded; the small parts go through defusedxml.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyoffice.intake.sheet import BLANKS_END, MOST_COLUMNS, Facts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PIECE = 4 * 2**20
# ECMA-376 part 1, 18.8.30: the built-in formats of zh-cn that show year and month only.
MONTH_FORMATS = frozenset({17, 27, 36, 50, 52, 57})
QUIET = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ROW_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_CELL = re.compile(rb"""\br=["']([A-Z]{1,3})(\d+)["']""")
_SPAN = re.compile(rb"""\b(min|max)=["'](\d+)["']""")


class TooWideError(Exception):
    """A cell with contents lies beyond the columns we take; the argument is its address."""


@dataclass(slots=True)
class Scan:
    """The facts of one sheet, its last row with contents, and where a far-away rest begins."""

    facts: Facts = field(default_factory=Facts)
    last: int = 0
    rest_at: int = 0


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _tree(archive: zipfile.ZipFile, name: str) -> "Element":
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # it ships no stubs

    tree: Element = fromstring(archive.read(name))
    return tree


def _local(element: "Element") -> str:
    return element.tag.rpartition("}")[2]


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name."""
    names = {name.lower(): name for name in archive.namelist()}
    book = next(name for name in names.values() if name.lower().endswith("/workbook.xml"))
    folder = book.rpartition("/")[0]
    links = _tree(archive, names[f"{folder}/_rels/workbook.xml.rels".lower()])
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    parts = {}
    for sheet in _tree(archive, book).iter():
        if _local(sheet) == "sheet":
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            parts[sheet.get("name", "")] = names.get(part.lower(), part)
    return parts


def month_styles(archive: zipfile.ZipFile) -> set[int]:
    """Return the cell styles whose number format shows a year and a month but no day."""
    part = next((name for name in archive.namelist() if name.lower().endswith("/styles.xml")), "")
    if not part:
        return set()
    tree = _tree(archive, part)
    codes = {e.get("numFmtId", ""): e.get("formatCode", "") for e in tree.iter() if _local(e) == "numFmt"}
    group = next((e for e in tree if _local(e) == "cellXfs"), None)
    formats = [] if group is None else [e.get("numFmtId", "") for e in group]
    return {index for index, number in enumerate(formats) if _month_only(number, codes)}


def _month_only(number: str, codes: dict[str, str]) -> bool:
    if number not in codes:
        return number.isdigit() and int(number) in MONTH_FORMATS
    marks = QUIET.sub("", codes[number].split(";")[0]).lower()
    return "y" in marks and "m" in marks and not set("dhs") & set(marks)


class _Patterns:
    """The patterns of one sheet: its tags may carry a prefix."""

    def __init__(self, start: bytes, styles: set[int]) -> None:
        found = re.search(rb"<(\w+:)?worksheet\b", start)
        tag = b"<" + (found.group(1) or b"" if found else b"")
        self.row_mark = tag + b"row"
        self.row = re.compile(tag + rb"row\b[^>]*>")
        self.column = re.compile(tag + rb"col\b[^>]*>")
        self.value = re.compile(tag + rb"(?:v|is)\b[^>/]*>[^<]?")
        self.cell_mark = tag + b"c "
        self.wide = re.compile(tag + rb"""c r="((?:[A-Z]{3}|[L-Z][A-Z]|K[O-Z])\d+)"[^>]*[^/]>""")
        self.formula_mark = tag + b"f"
        close = b"</" + tag[1:]
        self.unsaved = re.compile(
            tag + rb"c\b([^>]*)>\s*" + tag + rb"f\b(?:[^>]*/>|[^>]*>[^<]*" + close + rb"f>)\s*"
            rb"(?:" + tag + rb"v\s*/>|" + tag + rb"v>" + close + rb"v>)?\s*" + close + rb"c>"
        )
        self.error = re.compile(tag + rb"""c\b([^>]*\bt="e"[^>]*)>""")
        numbers = b"|".join(str(style).encode() for style in sorted(styles))
        self.month = re.compile(tag + rb"c\b([^>]*\bs=\"(?:" + numbers + rb")\"[^>]*)>") if styles else None


def scan(archive: zipfile.ZipFile, part: str, styles: set[int]) -> Scan:
    """Read one sheet's XML; raises TooWideError, or whatever zipfile raises for a damaged one."""
    result = Scan()
    with archive.open(part) as source:
        piece = source.read(PIECE)
        patterns = _Patterns(piece[:4096], styles)
        _columns(piece, patterns, result.facts)
        offset, number = 0, 0
        while piece:
            more = source.read(PIECE)
            cut = piece.rfind(patterns.row_mark) if more else len(piece)
            cut = cut if cut > 0 else len(piece)
            number = _rows(piece[:cut], patterns, result, offset, number)
            if not result.rest_at or result.rest_at > offset:
                _cells(piece[: result.rest_at - offset if result.rest_at else cut], patterns, result.facts)
            offset += cut
            piece = piece[cut:] + more
    return result


def _columns(piece: bytes, patterns: _Patterns, facts: Facts) -> None:
    for tag in patterns.column.findall(piece[: max(piece.find(patterns.row_mark), 0)]):
        if _HIDDEN.search(tag):
            span = {key: int(value) for key, value in _SPAN.findall(tag)}
            facts.hidden_columns.update(range(span.get(b"min", 1), min(span.get(b"max", 1), 400) + 1))


def _rows(piece: bytes, patterns: _Patterns, result: Scan, offset: int, number: int) -> int:
    tags = list(patterns.row.finditer(piece))
    ends = [*(tag.start() for tag in tags[1:]), len(piece)][: len(tags)]  # an empty sheet has no rows
    for tag, end in zip(tags, ends, strict=True):
        given = _ROW_NUMBER.search(tag.group())
        number = int(given.group(1)) if given else number + 1
        if _HIDDEN.search(tag.group()):
            result.facts.hidden_rows.add(number)
        if result.rest_at or not patterns.value.search(piece, tag.end(), end):
            continue
        _check_width(piece, patterns, tag.end(), end)
        if result.last and number > result.last + BLANKS_END:
            result.rest_at, result.facts.rest = offset + tag.start(), number
        else:
            result.last = number
    return number


def _check_width(piece: bytes, patterns: _Patterns, start: int, end: int) -> None:
    """Refuse a cell with contents too far right; only a row whose last cell lies there is searched."""
    letters = _CELL.search(piece, max(piece.rfind(patterns.cell_mark, start, end), start), end)
    if letters and len(letters.group(1)) > 1 and column_number(letters.group(1).decode()) > MOST_COLUMNS:
        wide = patterns.wide.search(piece, start, end)
        if wide:
            raise TooWideError(wide.group(1).decode())


def _cells(piece: bytes, patterns: _Patterns, facts: Facts) -> None:
    if patterns.month:
        facts.months.update(_places(patterns.month.findall(piece)))
    if patterns.formula_mark in piece:
        # A formula whose result is an empty text says so; one never calculated says nothing.
        found = [about for about in patterns.unsaved.findall(piece) if b't="str"' not in about]
        facts.unsaved.update(_places(found))
    if b't="e"' in piece:
        facts.unsaved.update(_places(patterns.error.findall(piece)))


def _places(attributes: list[bytes]) -> set[tuple[int, int]]:
    found = [_CELL.search(text) for text in attributes]
    return {(int(cell.group(2)), column_number(cell.group(1).decode())) for cell in found if cell}


def without_rest(archive: zipfile.ZipFile, part: str, rest_at: int) -> io.BytesIO:
    """Return the workbook with one sheet cut before its far-away rest."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
        for entry in archive.infolist():
            body = archive.read(entry)
            if entry.filename == part:
                close = re.search(rb"</(?:\w+:)?sheetData>", body[rest_at:])
                body = body[:rest_at] + (body[rest_at + close.start() :] if close else b"")
            target.writestr(entry.filename, body)
    copy.seek(0)
    return copy
