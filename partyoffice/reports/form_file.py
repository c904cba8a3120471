"""Form files read and checked: whatever is wrong is said with its line, before anything is printed."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

from partyoffice.core.errors import OfficeError
from partyoffice.core.resources import resource
from partyoffice.reports import form_checks
from partyoffice.reports import form_values as ask
from partyoffice.reports.document import SIZES, Page
from partyoffice.reports.fitting import LEADING
from partyoffice.reports.fonts import ROLES
from partyoffice.reports.form import (
    Base,
    Form,
    FormCell,
    FormRow,
    ListBlock,
    ListColumn,
    Place,
    Side,
    Tile,
    names_of,
)
from partyoffice.reports.form_values import FormFaultError

LARGEST = 256 * 1024  # characters of a file; ours have a few thousand
CELLS, PLACES = ("label", "field", "photo", "sign", "text"), ("field", "text", "photo", "option")
STROKES = ("rule", "frame")
AT, LENGTHS = "at", ("x", "y", "width", "height")  # ``at`` gives all four at once
FORM_KEYS = (names_of(Form) - {"own"}) | {"source", "height"}
ROW_KEYS = (names_of(FormRow) - {"block"}) | {
    "list",
    "label",
    "label_span",
    "count",
    "columns",
    "rest",
    "empty",
}
CELL_KEYS = (names_of(FormCell) - {"content", "of"}) | {*CELLS}
PLACE_KEYS = (names_of(Place) - {"content", "of"}) | {*PLACES, *STROKES, AT}
PAGE_KEYS = (names_of(Page) - {"own"}) | {"wide", "high"}
LINE_OF_FAULT = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
MANY_DOTS = re.compile(r"(?:\.[\w-]{1,40}){60}")  # each costs time with all before it
WHEN = re.compile(r"\w+=.+")
_TABLE = r"^\s*\[\[\s*{}\s*\]\]"


def _cell(given: Mapping[str, Any]) -> FormCell:
    ask.known(given, CELL_KEYS)
    content, of = ask.content(given, CELLS)
    flags = ask.flags(given, "lines", "top", "spread")
    return FormCell(
        content, of, ask.whole(given, "span", 1), ask.whole(given, "down", 1), str(given.get("empty", "无")),
        align=ask.word(given, "align", get_args(Side), ""), size=ask.number(given, "size", 0),
        foot=ask.texts(given, "foot"), leading=ask.number(given, "leading", LEADING, 1),
        indent=ask.whole(given, "indent", 0, 0), **flags,
    )  # fmt: skip


def _list_column(given: Mapping[str, Any]) -> ListColumn:
    ask.known(given, names_of(ListColumn))
    if "title" not in given or "key" not in given:
        raise FormFaultError("列表的每一列都要有 title 和 key")
    align = ask.word(given, "align", get_args(Side), "")
    lines = ask.flags(given, "lines")
    return ListColumn(str(given["title"]), str(given["key"]), ask.whole(given, "span", 1), align, **lines)


def _block(given: Mapping[str, Any], columns: int) -> ListBlock:
    parts = ask.each(given.get("columns", []), "columns", _list_column)
    if not parts:
        raise FormFaultError("列表没有写 columns")
    label_span = ask.whole(given, "label_span", 3 if given.get("label") else 0, 0)
    across = label_span + sum(column.span for column in parts)
    if across != columns:
        raise FormFaultError(f"列表各列共占 {across} 份，应为 {columns} 份")
    words: dict[str, Any] = {key: str(given[key]) for key in ("rest", "empty") if key in given}
    return ListBlock(
        str(given["list"]),
        str(given.get("label", "")),
        label_span,
        ask.whole(given, "count", 3),
        parts,
        **words,
    )


def _row(given: Mapping[str, Any], columns: int, height: float) -> FormRow:
    ask.known(given, ROW_KEYS)
    high = ask.number(given, "height", height, 1)
    flags = ask.flags(given, "sheet", "grow", "fill", "flow", "again", "cover", "omit")
    flags |= {"each": str(given.get("each", "")), "least": ask.whole(given, "least", 1)}
    if "list" in given:
        return FormRow(high, block=_block(given, columns), **flags)
    cells = ask.each(given.get("cells", []), "cells", _cell)
    if not cells:
        raise FormFaultError("既没有 cells，也没有 list")
    if flags.get("flow") and sum(cell.content == "field" and cell.lines for cell in cells) != 1:
        raise FormFaultError("写了 flow 的一排要有一个、也只有一个 lines = true 的 field")
    return FormRow(high, cells, **flags)


def _at(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``at`` says as the four keys it stands for."""
    said = given.get(AT, [])
    if AT in given and not (isinstance(said, list) and len(said) == len(LENGTHS)):
        raise FormFaultError("at 要写成 [左, 上, 宽, 高]")
    return dict(zip(LENGTHS, said, strict=False))


def _place(given: Mapping[str, Any]) -> Place:
    ask.known(given, PLACE_KEYS)
    given = {**given, **_at(given)}
    content, of = ask.content(given, (*PLACES, *STROKES))
    if content == "option" and not given.get("key"):
        raise FormFaultError("option 要用 key 写明是哪一栏的选项")
    if given.get("when") is not None and not WHEN.fullmatch(str(given["when"])):
        raise FormFaultError("when 要写成 栏目=内容")
    lengths: dict[str, Any] = {key: ask.number(given, key, None) for key in ("x", "y", "width")}
    more: dict[str, Any] = {key: ask.number(given, key, 0) for key in ("height", "gap") if key in given}
    more |= {key: ask.number(given, key, 1, 1) for key in ("size", "leading") if key in given}
    words: dict[str, Any] = {key: str(given[key]) for key in ("empty", "key", "when") if key in given}
    return Place(
        content, of, **lengths, **more, **words, sheet=ask.whole(given, "sheet", 1),
        indent=ask.whole(given, "indent", 0, 0), face=ask.word(given, "face", ROLES, "song"),
        align=ask.word(given, "align", get_args(Side), "left"),
        **ask.flags(given, "lines", "top", "spread", "dashed", "red"),
    )  # fmt: skip


def _tile(given: Mapping[str, Any], page: Page) -> Tile:
    ask.known(given, names_of(Tile))
    lengths = {key: ask.number(given, key, None, 1) for key in ("width", "height")}
    lengths |= {key: ask.number(given, key, 0) for key in ("left", "top")}
    made = Tile(ask.whole(given, "across", 1), ask.whole(given, "down", 1), **lengths)
    wide, high = page.millimetres
    if made.left + made.across * made.width > wide + 0.01 or made.top + made.down * made.height > high + 0.01:
        raise FormFaultError("[tile] 排出了纸外")
    return made


def _page(given: Mapping[str, Any]) -> Page:
    ask.known(given, PAGE_KEYS)
    sides: dict[str, Any] = {
        key: ask.number(given, key, 0) for key in ("top", "right", "bottom", "left") if key in given
    }
    size = ask.word(given, "size", SIZES, "A4")
    own = None
    if "wide" in given or "high" in given:
        own = ask.number(given, "wide", None, 20), ask.number(given, "high", None, 20)
    return Page(size, own=own, **sides, **ask.flags(given, "landscape"))


def _form(given: Mapping[str, Any]) -> Form:
    ask.known(given, FORM_KEYS)
    missing = [key for key in ("code", "title", "needs") if not isinstance(given.get(key), str)]
    if missing:
        raise FormFaultError(f"没有写“{missing[0]}”")
    if bool(given.get("rows")) == bool(given.get("places")):
        raise FormFaultError("要写 [[rows]] 或 [[places]]，只能写一种")
    columns, height = ask.whole(given, "columns", 24), ask.number(given, "height", 7, 1)
    page, notes = _page(ask.table(given, "page")), ask.texts(given, "notes")
    rows = ask.each(given.get("rows", []), "rows", lambda row: _row(row, columns, height))
    places = ask.each(given.get("places", []), "places", _place)
    form_checks.check_spans(rows, columns)
    form_checks.check_height(rows, page, len(notes))
    return Form(
        columns=columns, rows=rows, places=places, notes=notes, page=page,
        tile=_tile(ask.table(given, "tile"), page) if "tile" in given else None,
        size=ask.number(given, "size", 10.5, 5), base=ask.word(given, "base", get_args(Base), ""),
        mark=str(given.get("mark", "")), **ask.flags(given, "measured", "paged"),
        code=given["code"], title=given["title"], needs=given["needs"],
    )  # fmt: skip


def _line(text: str, fault: FormFaultError) -> int:
    """Return the line a fault stands in, from 1; 0 where it is the whole file's."""
    lines = text.split("\n")
    if not fault.table:
        return _line_of_key(lines, str(fault))
    heads = [at for at, line in enumerate(lines) if re.match(_TABLE.format(fault.table), line)]
    if fault.number > len(heads):
        return 0
    start, cells = heads[fault.number - 1], 0
    for at in range(start + 1, len(lines)) if fault.cell else ():
        cells += lines[at].count("{")
        if cells >= fault.cell:
            return at + 1
    return start + 1


def _line_of_key(lines: list[str], said: str) -> int:
    """Return the line of the key a sentence names, where it begins one."""
    named = re.search(r"“(\w+)”", said)
    key = re.compile(rf"\s*\[*\s*{named[1]}\s*[\]=]") if named else None
    return next((at for at, line in enumerate(lines, 1) if key and key.match(line)), 0)


def _where(text: str, fault: FormFaultError) -> str:
    line, kind = _line(text, fault), "处" if fault.table == "places" else "排"
    entry = f"第 {fault.number} {kind}" if fault.table else ""
    entry += f"第 {fault.cell} 格" if fault.cell else ""
    where = (f"第 {line} 行" if line else "") + (f"（{entry}）" if entry else "")
    return f"{where}：" if where else ""


def _said_of_toml(error: tomllib.TOMLDecodeError) -> str:
    found = LINE_OF_FAULT.search(str(error))
    where = f"第 {found[1]} 行第 {found[2]} 个字处" if found and found[1] else "结尾处"
    return f"{where}不合 TOML 的写法（引号、括号是否成对，等号两边是否写全）"


def _loaded(text: str) -> Mapping[str, Any]:
    """Return the tables of a file; what only a file made to break us holds is a fault like others."""
    if MANY_DOTS.search(text):
        raise FormFaultError("有一个名称里的点太多")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise FormFaultError("括号套得太深") from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        raise FormFaultError("有一个数太长") from None


def parse(text: str, name: str, known: Iterable[str] | None = None) -> Form:
    """Read a form; ``name`` is said in the sentence when it is faulty (OfficeError).

    ``known`` are the keys a value is offered for; another one is a fault.
    """
    try:
        if len(text) > LARGEST:
            raise FormFaultError("太大，不像一份表样")  # noqa: TRY301 -- told like every other fault
        made = _form(_loaded(text))
        if known is not None:
            form_checks.check_keys(made, frozenset(known))
    except tomllib.TOMLDecodeError as error:
        fault = _said_of_toml(error)
    except FormFaultError as error:
        fault = f"{_where(text, error)}{error}"
    else:
        return made
    raise OfficeError(f"表样“{name}”{fault}", remedy="请照所说的位置改正表样，或恢复程序自带的表样")


def read(path: Path) -> Form:
    """Read and check a form file (OfficeError naming file, line and cell)."""
    return parse(path.read_text(encoding="utf-8"), path.name)


@cache
def shipped(name: str) -> Form:
    """Return a form of the product, read once, such as ``mem-01``."""
    return read(resource(f"forms/{name}.toml"))


def shipped_text(name: str) -> str:
    """Return the file of a form of the product, for a user to change a copy of."""
    return resource(f"forms/{name}.toml").read_text(encoding="utf-8")
