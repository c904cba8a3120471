"""Templates of many shapes, and invented people to fill them with."""

import html
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from partyoffice.core.dates import Day
from partyoffice.core.id_number import check_digit
from partyoffice.filling import sheet
from partyoffice.filling.opening import Wanted
from partyoffice.members.filling import targets

THIN, THICK = Side(style="thin"), Side(style="medium")
FRAME = Border(THIN, THIN, THIN, THIN)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _number(at: int) -> str:
    born = f"{1970 + at % 30}{1 + at % 12:02d}{1 + at % 28:02d}"
    first = f"330099{born}{at % 1000:03d}"
    return first + check_digit(first)


def people(count: int) -> list[dict[str, Any]]:
    return [
        {
            "name": f"韩怀{chr(0x4E00 + at)}",
            "sex": "男女"[at % 2],
            "ethnicity": "汉族" if at % 3 else "畲族",
            "birth": Day(1970 + at % 30, 1 + at % 12, 1 + at % 28),
            "born_month": Day(1970 + at % 30, 1 + at % 12),
            "id_number": _number(at),
            "joined": Day(2001 + at % 20, 6, 21) if at % 4 else Day(2001 + at % 20, 6),
            "full": Day(2002 + at % 20, 6, 21),
            "phone": f"199{at:08d}",
            "age": 30 + at % 30,
            "post": "" if at % 5 else "组织委员",
            "note": None,
        }
        for at in range(count)
    ]


@dataclass
class Shape:
    """One template: title bands, heads in one or two rows, empty rows, what stands below."""

    heads: tuple[str, ...] = (
        "序号",
        "姓名",
        "性别",
        "民族",
        "出生年月",
        "身份证号码",
        "入党时间",
        "联系电话",
        "备注",
    )
    bands: tuple[str, ...] = ("中共虚构县教育局委员会党员花名册",)
    rows: int = 5
    foot: tuple[str, ...] = ("填表人：",)
    total: dict[int, str] = field(default_factory=dict)
    example: dict[int, Any] = field(default_factory=dict)
    formulas: dict[int, str] = field(default_factory=dict)
    formats: dict[int, str] = field(default_factory=dict)
    numbered: bool = False
    framed: bool = True
    high: float = 24
    two: bool = False

    @property
    def first(self) -> int:
        return len(self.bands) + (2 if self.two else 1) + 1

    def write(self, path: Path) -> Path:
        book = openpyxl.Workbook()
        page = book.active
        page.title = "花名册"
        wide = len(self.heads)
        for at, text in enumerate(self.bands, 1):
            page.cell(at, 1, text).font = Font(name="黑体", size=18)
            page.merge_cells(start_row=at, end_row=at, start_column=1, end_column=wide)
            page.row_dimensions[at].height = 36
        self._head(page)
        for number in range(self.first, self.first + self.rows):
            self._slot(page, number)
        below = self.first + self.rows
        if self.total:
            page.cell(below, 1, "合计").border = FRAME
            for column, formula in self.total.items():
                page.cell(below, column, formula).border = FRAME
            below += 1
        for at, text in enumerate(self.foot):
            page.cell(below + at, 1, text)
            page.merge_cells(start_row=below + at, end_row=below + at, start_column=1, end_column=wide)
            page.row_dimensions[below + at].height = 30 + at
        page.freeze_panes = f"C{self.first}"
        page.print_area = f"A1:{get_column_letter(wide)}{below + len(self.foot) - 1}"
        page.print_title_rows = f"{self.first - 1}:{self.first - 1}"
        page.page_setup.orientation = "landscape"
        page.page_margins.left = 0.3
        page.oddFooter.center.text = "第 &P 页"
        book.save(path)
        return path

    def _head(self, page) -> None:
        top = len(self.bands) + 1
        for column, text in enumerate(self.heads, 1):
            upper, _, lower = text.rpartition("/") if self.two else ("", "", text)
            page.cell(top, column, upper if self.two and upper else lower)
            if self.two and upper:
                page.cell(top + 1, column, lower)
            elif self.two:
                page.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
            for number in (top, top + 1) if self.two else (top,):
                one = page.cell(number, column)
                one.border, one.font, one.alignment = FRAME, Font(bold=True), CENTRE
                one.fill = PatternFill("solid", fgColor="DDEEFF")

    def _slot(self, page, number: int) -> None:
        page.row_dimensions[number].height = self.high
        first = number == self.first
        for column in range(1, len(self.heads) + 1):
            cell = page.cell(number, column)
            if self.framed:
                cell.border = FRAME
                cell.alignment, cell.font = CENTRE, Font(name="宋体", size=11, italic=column == 2)
            if column in self.formats:
                cell.number_format = self.formats[column]
            if first and column in self.example:
                cell.value = self.example[column]
            if column in self.formulas:
                cell.value = self.formulas[column].replace("{row}", str(number))
        if self.numbered:
            page.cell(number, 1, number - self.first + 1)


def filled(template: Path, path: Path, found: list[dict[str, Any]], **more: Any) -> sheet.Filled:
    """Fill a template without an office."""
    blank, progress = more.pop("blank", ""), more.pop("progress", None)
    shared = more.pop("shared", {})
    wanted = Wanted(targets(()), "fill", **more)
    return sheet.fill(template, path, wanted, lambda _look: (found, shared), blank=blank, progress=progress)


def texts(path: Path, first: int, last: int, name: str | None = None) -> list[list[Any]]:
    """Return what stands in the rows of a filled sheet."""
    book = openpyxl.load_workbook(path)
    page = book[name] if name else book.active
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=first, max_row=last)]


def looks(cell) -> tuple[Any, ...]:
    """Return everything that dresses a cell but its number format."""
    return tuple(map(repr, (cell.font, cell.border, cell.fill, cell.alignment)))


_INLINE = re.compile(r'<c ([^>]*?)t="inlineStr"([^>]*)><is>(.*?)</is></c>', re.DOTALL)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def as_excel(path: Path, *, rich: str = "") -> Path:
    """Write a workbook again as Excel and WPS do: texts in a part of their own, and a chain of formulas.

    The text ``rich`` gets letters of two types.
    """
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    found: list[str] = []

    def shared(cell: re.Match[str]) -> str:
        text = cell[3]
        if rich and rich in html.unescape(text):
            text = f"<r><t>{rich[:2]}</t></r><r><rPr><b/></rPr><t>{rich[2:]}</t></r>"
        if text not in found:
            found.append(text)
        return f'<c {cell[1]}t="s"{cell[2]}><v>{found.index(text)}</v></c>'

    for name in [one for one in parts if one.startswith("xl/worksheets/sheet")]:
        parts[name] = _INLINE.sub(shared, parts[name])
    items = "".join(f"<si>{text}</si>" for text in found)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}" count="{len(found)}">{items}</sst>'
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{_MAIN}"><c r="A1" i="1"/></calcChain>'
    links, kinds = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    for name in ("sharedStrings", "calcChain"):
        link = f'<Relationship Id="{name}" Type="{_LINK}/{name}" Target="{name}.xml"/>'
        kind = f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}.{name}+xml"/>'
        parts[links] = parts[links].replace("</Relationships>", f"{link}</Relationships>")
        parts[kinds] = parts[kinds].replace("</Types>", f"{kind}</Types>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path
