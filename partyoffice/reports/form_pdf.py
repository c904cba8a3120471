"""A printed form filled in: type shrinks to fit, then wraps; what still overflows goes to an 附页."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from partyoffice.core.cancel import Progress
from partyoffice.reports import fonts as faces
from partyoffice.reports.breaking import printable
from partyoffice.reports.brush import MM, THICK, Brush
from partyoffice.reports.document import Block, Column, Document, Heading, Paragraph, Table
from partyoffice.reports.fitting import LEADING, Fitted, fit
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.form import Form, FormCell, FormRow, ListBlock
from partyoffice.reports.pdf import Sheet, document_sheets, write_jobs

Entry = Mapping[str, str]
Value = str | bytes | Sequence[Entry] | None
Values = Mapping[str, Value]

PAD = 1.8
TITLE_SIZE, MARK_SIZE, STAMP_SIZE = 18, 8, 10.5
REST_BLANK, NO_VALUE = "以下空白", "—"


@dataclass(frozen=True, slots=True)
class Box:
    """One cell on the sheet: points from the left and the top of the grid, and what it holds.

    ``said`` is the text before it was broken into the lines of ``text``.
    """

    x: float
    y: float
    width: float
    height: float
    text: Fitted | None = None
    role: str = "song"
    flush: bool = False
    photo: bytes | None = None
    is_photo: bool = False
    said: str = ""

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Draw frame and content."""
        x, foot = left + self.x, top - self.y - self.height
        if self.is_photo:
            inside = (x + 1, foot + 1, self.width - 2, self.height - 2)
            if not (self.photo and brush.picture(self.photo, *inside)):
                label = "照片无法读取" if self.photo else "照片"
                brush.centred(x + self.width / 2, foot + self.height / 2 - 3, label, "song", 9)
        elif self.text:
            self._text(brush, x, foot, self.text)
        brush.frame(x, foot, self.width, self.height)

    def _text(self, brush: Brush, x: float, foot: float, text: Fitted) -> None:
        step = text.size * LEADING
        base = foot + (self.height + len(text.lines) * step) / 2 - step / 2 - text.size * 0.36
        for line in text.lines:
            slack = self.width - brush.width(line, self.role, text.size)
            brush.text(x + (PAD + 1 if self.flush else slack / 2), base, line, self.role, text.size)
            base -= step


@dataclass(slots=True)
class Filling:
    """One form being filled for one person; collects boxes and what must go to the 附页."""

    form: Form
    values: Values | None
    fonts: FontSet
    unit: float
    boxes: list[Box] = field(default_factory=list)
    annex: list[Block] = field(default_factory=list)

    def cell_text(self, cell: FormCell) -> str:
        """Return what a cell prints; a blank form prints labels only."""
        if cell.content in {"label", "text"}:
            return cell.of
        if self.values is None or cell.content != "field":
            return ""
        value = self.values.get(cell.of)
        return (printable(value).strip() if isinstance(value, str) else "") or cell.empty

    def fitted(self, text: str, width: float, height: float, role: str, *, several: bool = False) -> Fitted:
        """Fit a text into a cell of this form."""
        setting = self.fonts.setting(role)
        return fit(text, width - 2 * PAD, height - 1.5, setting, self.form.size, several=several)

    def put(self, cell: FormCell, x: float, y: float, height: float, label: str) -> None:
        """Fill one cell."""
        width = cell.span * self.unit
        if cell.content == "photo":
            photo = (self.values or {}).get(cell.of)
            content = photo if isinstance(photo, bytes) else None
            self.boxes.append(Box(x, y, width, height, is_photo=True, photo=content))
            return
        role = "hei" if cell.content == "label" else "song"
        text = self.cell_text(cell)
        fitted = self.fitted(text, width, height, role, several=cell.lines)
        if not fitted.whole:
            self.annex += [Heading(label), Paragraph(text, align="left")]
        flush = cell.lines and text != cell.empty
        self.boxes.append(Box(x, y, width, height, fitted if text else None, role, flush, said=text))

    def row(self, row: FormRow, heights: list[float], free: list[bool], y: float) -> None:
        """Fill one row; ``free`` says which parts of the grid no cell from above covers."""
        place, label = 0, ""
        for cell in row.cells:
            place = next(at for at in range(place, len(free)) if free[at])
            self.put(cell, place * self.unit, y, sum(heights[: cell.down]), label)
            label = cell.of if cell.content == "label" else label
            place += cell.span

    def entries(self, block: ListBlock) -> list[Entry]:
        """Return the entries of a list."""
        value = (self.values or {}).get(block.key)
        return [] if value is None or isinstance(value, str | bytes) else list(value)

    def list_rows(self, block: ListBlock) -> list[list[str]]:
        """Return the texts of the rows below a list's head."""
        rows = [[printable(entry.get(column.key) or "") or NO_VALUE for column in block.columns]
                for entry in self.entries(block)[: block.count]]  # fmt: skip
        if self.values is not None and len(rows) < block.count:
            rest = [REST_BLANK if rows else "无", *([""] if rows else [NO_VALUE]) * (len(block.columns) - 1)]
            rows.append(rest)
        return rows + [[""] * len(block.columns)] * (block.count - len(rows))

    def list_block(self, block: ListBlock, height: float, y: float) -> None:
        """Fill a list: its label, its head, its rows."""
        start = block.label_span * self.unit
        over = len(self.entries(block)) > block.count
        whole = [self.list_line(block, row, height, y + height * (place + 1), "song")
                 for place, row in enumerate(self.list_rows(block))]  # fmt: skip
        self.list_line(block, [column.title for column in block.columns], height, y, "hei")
        if over or not all(whole):
            self.annex += [Heading(block.label), _annex_table(block, self.entries(block))]
        label = block.label + ("（续见附页）" if over or not all(whole) else "")
        tall = height * (block.count + 1)
        fitted = self.fitted(label, start, tall, "hei", several=True)
        self.boxes.append(Box(0, y, start, tall, fitted, "hei", said=label))

    def list_line(self, block: ListBlock, texts: list[str], height: float, y: float, role: str) -> bool:
        """Fill one row of a list; False where a text did not fit."""
        x, whole = block.label_span * self.unit, True
        for column, text in zip(block.columns, texts, strict=True):
            width = column.span * self.unit
            fitted = self.fitted(text, width, height, role)
            self.boxes.append(Box(x, y, width, height, fitted if text else None, role, said=text))
            x, whole = x + width, whole and fitted.whole
        return whole

    def fill(self) -> float:
        """Fill every row and return the height of the grid in points."""
        y, rows, columns = 0.0, self.form.rows, self.form.columns
        covered = [0] * columns  # rows each part of the grid is still covered from above
        for place, row in enumerate(rows):
            height = row.height * MM
            if row.block:
                self.list_block(row.block, height, y)
                y += height * (row.block.count + 1)
            else:
                self.row(
                    row, [later.height * MM for later in rows[place:]], [not rest for rest in covered], y
                )
                y += height
            covered = _still_covered(row, covered)
        return y


def _still_covered(row: FormRow, covered: list[int]) -> list[int]:
    after, place = [max(rest - 1, 0) for rest in covered], 0
    for cell in row.cells:
        place = next(at for at in range(place, len(covered)) if not covered[at])
        after[place : place + cell.span] = [cell.down - 1] * cell.span
        place += cell.span
    return after


def _annex_table(block: ListBlock, entries: Sequence[Entry]) -> Table:
    columns = tuple(Column(column.title, column.span) for column in block.columns)
    rows = [tuple(entry.get(column.key) or NO_VALUE for column in block.columns) for entry in entries]
    return Table(columns, rows, size=10.5)


@dataclass(frozen=True, slots=True)
class FormLeaf:
    """The first sheet of a filled form."""

    form: Form
    boxes: tuple[Box, ...]
    high: float
    foot: str
    stamp: str = ""

    def paint(self, brush: Brush) -> None:
        """Draw title, mark, cells, outer frame, notes and foot."""
        form, page = self.form, self.form.page
        width, height = (side * MM for side in page.millimetres)
        left, right, top = page.left * MM, width - page.right * MM, height - page.top * MM
        brush.centred((left + right) / 2, top - TITLE_SIZE, form.title, "title", TITLE_SIZE)
        grid = top - _above(form)
        if self.stamp:
            brush.text(left, grid + 4, self.stamp, "hei", STAMP_SIZE)
        if form.mark:
            brush.text(
                right - brush.width(form.mark, "song", MARK_SIZE), grid + 4, form.mark, "song", MARK_SIZE
            )
        for box in self.boxes:
            box.paint(brush, left, grid)
        brush.frame(left, grid - self.high, right - left, self.high, THICK)
        for place, note in enumerate(form.notes, 1):
            brush.text(left, grid - self.high - 3 - 10 * place, f"注：{note}", "song", MARK_SIZE)
        if self.foot:
            brush.centred((left + right) / 2, 7 * MM, self.foot, "song", 9)


def _above(form: Form) -> float:
    return TITLE_SIZE * 1.5 + (MARK_SIZE if form.mark else 0)


def annex_of(filling: Filling) -> Document:
    """Return the 附页: what did not fit on the sheet."""
    form, name = filling.form, (filling.values or {}).get("name")
    named = f"姓名：{name}" if isinstance(name, str) else ""
    lines = tuple(filter(None, (named, f"编号：{form.code}", stamp_of(filling.values))))
    foot = "附页第 {page} 页 共 {pages} 页"
    return Document(f"{form.title}（附页）", tuple(filling.annex), page=form.page, lines=lines, foot=foot)


def stamp_of(values: Values | None) -> str:
    """Return what a paper of invented people says, with or without a box for it in the form."""
    stamp = (values or {}).get("stamp")
    return stamp if isinstance(stamp, str) else ""


def unit_of(form: Form) -> float:
    """Return the width of one part of the grid in points."""
    return (form.page.millimetres[0] - form.page.left - form.page.right) * MM / form.columns


def draw(form: Form, values: Values | None, fonts: FontSet) -> list[Sheet]:
    """Return the sheets of one filled form, or of an empty one (``values`` None).

    The form itself is always one sheet; 附页 follow where something did not fit.
    """
    width, height = (side * MM for side in form.page.millimetres)
    filling = Filling(form, values, fonts, unit_of(form))
    high = filling.fill()
    annex = document_sheets(annex_of(filling), fonts) if filling.annex else []
    foot = f"另有附页 {len(annex)} 页" if annex else ""
    leaf = FormLeaf(form, tuple(filling.boxes), high, foot, stamp_of(values))
    return [Sheet(width, height, leaf.paint), *annex]


def write_forms(
    form: Form, people: Sequence[Values | None], path: Path, progress: Progress | None = None
) -> int:
    """Print a form for each of ``people`` into one PDF and return the number of pages.

    ``progress`` hears (people done, people), for a single one (pages done, pages). Raises
    Cancelled and OfficeError as ``pdf.write`` does.
    """
    jobs = ((lambda fonts, values=values: draw(form, values, fonts)) for values in people)
    return write_jobs(jobs, len(people), path, form.title, progress)


def _all_texts(values: Values) -> list[str]:
    texts = [value for value in values.values() if isinstance(value, str)]
    lists = [value for value in values.values() if value is not None and not isinstance(value, str | bytes)]
    return texts + [text for entries in lists for entry in entries for text in entry.values() if text]


def uncovered_in(values: Values) -> list[tuple[str, str]]:
    """Return each value holding characters no face can print, with those characters."""
    found = ((text, faces.uncovered(text)) for text in _all_texts(values))
    return [(text, "".join(sorted(chars))) for text, chars in found if chars]
