"""Printed forms as data: a grid of rows and cells read from ``resources/forms``, checked on loading.

A form file is TOML::

    code = "MEM-01"            # what the command line prints it by
    title = "党员基本信息采集表"
    needs = "member"           # whom or what it is printed for
    mark = "自拟式样"           # small print above the grid
    columns = 24               # the grid, as many equal parts of the width
    height = 7                 # millimetres of a row that says nothing else
    [[rows]]
    cells = [{ label = "姓名", span = 3 }, { field = "name", span = 5 },
             { photo = "photo", span = 4, down = 5 }]
    [[rows]]
    list = "relatives"         # one row per entry, ``count`` of them on the sheet
    label = "家庭主要成员"
    count = 4
    columns = [{ title = "称谓", key = "relation", span = 3 }]

A ``field`` cell prints its value, or ``empty`` (无) where there is none; ``lines = true`` sets it
flush left over several lines. ``sign = true`` keeps a cell free for the pen.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.resources import resource
from partyoffice.reports.document import SIZES, Page

FORM_KEYS = frozenset(
    {"code", "title", "needs", "mark", "columns", "height", "rows", "notes", "page", "size"}
)
ROW_KEYS = frozenset({"cells", "height", "list", "label", "label_span", "count", "columns"})
CELL_KEYS = frozenset({"label", "field", "photo", "sign", "span", "down", "empty", "lines", "text"})
PAGE_KEYS = frozenset(["size", "landscape", "top", "right", "bottom", "left"])
COLUMN_KEYS = frozenset({"title", "key", "span"})
ABOVE, BELOW = 12.5, 3.6  # millimetres of title and mark, and of each note
CONTENTS = ("label", "field", "photo", "sign", "text")


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell: what it holds (label, field, photo, sign, text), what of, how far it reaches."""

    content: str
    of: str
    span: int
    down: int = 1
    empty: str = "无"
    lines: bool = False


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list of entries."""

    title: str
    key: str
    span: int


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Entries of one kind: a label at the left, a head row, ``count`` rows."""

    key: str
    label: str
    label_span: int
    count: int
    columns: tuple[ListColumn, ...]


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of cells, or a whole list; ``height`` in millimetres, of each row of a list."""

    height: float
    cells: tuple[FormCell, ...] = ()
    block: ListBlock | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form; ``size`` is the type size in points before anything is shrunk."""

    code: str
    title: str
    needs: str
    columns: int
    rows: tuple[FormRow, ...]
    mark: str = ""
    notes: tuple[str, ...] = ()
    page: Page = field(default_factory=Page)
    size: float = 10.5

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of every value the form prints, in order."""
        cells = (cell.of for row in self.rows for cell in row.cells if cell.content in {"field", "photo"})
        return (*cells, *(row.block.key for row in self.rows if row.block))


class _FormFaultError(Exception):
    """What is wrong in a form file, as far as one place knows."""


def _known(given: Mapping[str, Any], keys: frozenset[str]) -> None:
    unknown = sorted(set(given) - keys)
    if unknown:
        raise _FormFaultError(f"不认识“{unknown[0]}”")


def _whole(given: Mapping[str, Any], key: str, default: int) -> int:
    value = given.get(key, default)
    if not isinstance(value, int) or value < 1:
        raise _FormFaultError(f"“{key}”应为大于 0 的整数")
    return value


def _cell(given: Mapping[str, Any]) -> FormCell:
    _known(given, CELL_KEYS)
    contents = [key for key in CONTENTS if key in given]
    if len(contents) != 1:
        raise _FormFaultError(f"一格只能是 {' '.join(CONTENTS)} 中的一种")
    of = "" if contents[0] == "sign" else str(given[contents[0]])
    span, down = _whole(given, "span", 1), _whole(given, "down", 1)
    return FormCell(
        contents[0], of, span, down, str(given.get("empty", "无")), bool(given.get("lines", False))
    )


def _list_column(given: Mapping[str, Any]) -> ListColumn:
    _known(given, COLUMN_KEYS)
    if "title" not in given or "key" not in given:
        raise _FormFaultError("列表的每一列都要有 title 和 key")
    return ListColumn(given["title"], given["key"], _whole(given, "span", 1))


def _block(given: Mapping[str, Any], columns: int) -> ListBlock:
    parts = tuple(_list_column(column) for column in given.get("columns", ()))
    if not parts:
        raise _FormFaultError("列表没有写 columns")
    label_span = _whole(given, "label_span", 3)
    across = label_span + sum(column.span for column in parts)
    if across != columns:
        raise _FormFaultError(f"列表各列共占 {across} 份，应为 {columns} 份")
    return ListBlock(given["list"], given.get("label", ""), label_span, _whole(given, "count", 3), parts)


def _row(given: Mapping[str, Any], columns: int, height: float) -> FormRow:
    _known(given, ROW_KEYS)
    high = given.get("height", height)
    if not isinstance(high, int | float) or high <= 0:
        raise _FormFaultError("“height”应为毫米数")
    if "list" in given:
        return FormRow(high, block=_block(given, columns))
    cells = []
    for number, cell in enumerate(given.get("cells", ()), 1):
        try:
            cells.append(_cell(cell))
        except _FormFaultError as fault:
            raise _FormFaultError(f"第 {number} 格：{fault}") from None
    if not cells:
        raise _FormFaultError("既没有 cells，也没有 list")
    return FormRow(high, tuple(cells))


def _check_spans(rows: tuple[FormRow, ...], columns: int) -> None:
    """See that every row is filled exactly, cells that reach down from above included."""
    reaching: list[tuple[int, int]] = []  # rows still to go, span
    for number, row in enumerate(rows, 1):
        above = sum(span for left, span in reaching if left > 0)
        across = columns if row.block and not above else above + sum(cell.span for cell in row.cells)
        if across != columns:
            raise _FormFaultError(f"第 {number} 行：各格共占 {across} 份，应为 {columns} 份")
        reaching = [(left - 1, span) for left, span in reaching]
        reaching += [(cell.down - 1, cell.span) for cell in row.cells if cell.down > 1]
    if any(left > 0 for left, _ in reaching):
        raise _FormFaultError("最后一行之下还有没写完的高格（down）")


def _check_height(rows: tuple[FormRow, ...], page: Page, notes: int) -> None:
    """See that the grid fits between title and foot: a form is one sheet."""
    high = sum(row.height * (row.block.count + 1 if row.block else 1) for row in rows)
    room = page.millimetres[1] - page.top - page.bottom - ABOVE - BELOW * notes
    if high > room:
        raise _FormFaultError(f"各行共高 {high:g} 毫米，纸上只有 {room:g} 毫米")


def _page(given: Mapping[str, Any]) -> Page:
    _known(given, PAGE_KEYS)
    margins = {key: value for key, value in given.items() if key not in {"size", "landscape"}}
    if given.get("size", "A4") not in SIZES or not all(
        isinstance(side, int | float) for side in margins.values()
    ):
        raise _FormFaultError("[page] 的 size 只能是 A4 或 A3，页边距应为毫米数")
    return Page(**given)


def _form(given: Mapping[str, Any]) -> Form:
    _known(given, FORM_KEYS)
    missing = [key for key in ("code", "title", "needs", "rows") if not given.get(key)]
    if missing:
        raise _FormFaultError(f"没有写“{missing[0]}”")
    columns, height = _whole(given, "columns", 24), given.get("height", 7)
    rows = []
    for number, row in enumerate(given["rows"], 1):
        try:
            rows.append(_row(row, columns, height))
        except _FormFaultError as fault:
            raise _FormFaultError(f"第 {number} 行：{fault}") from None
    _check_spans(tuple(rows), columns)
    texts = {key: str(given.get(key, "")) for key in ("code", "title", "needs", "mark")}
    page, notes = _page(given.get("page", {})), tuple(given.get("notes", ()))
    _check_height(tuple(rows), page, len(notes))
    return Form(
        columns=columns, rows=tuple(rows), notes=notes, page=page, size=given.get("size", 10.5), **texts
    )


def parse(text: str, name: str) -> Form:
    """Read a form; ``name`` is said in the sentence when it is faulty (OfficeError)."""
    try:
        return _form(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        fault = f"写法有误（{error}）"
    except _FormFaultError as error:
        fault = str(error)
    raise OfficeError(f"表样“{name}”{fault}", remedy="请照所说的位置改正表样，或恢复程序自带的表样")


def read(path: Path) -> Form:
    """Read and check a form file (OfficeError naming file, row and cell)."""
    return parse(path.read_text(encoding="utf-8"), path.name)


@cache
def shipped(name: str) -> Form:
    """Return a form of the product, read once, such as ``mem-01``."""
    return read(resource(f"forms/{name}.toml"))
