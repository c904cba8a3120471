"""A grid filled in: type shrinks to fit, then wraps; what still overflows flows on or goes to an 附页."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from partyoffice.core.paper_words import spread_name
from partyoffice.reports.breaking import indented, printable, wrap
from partyoffice.reports.brush import MM
from partyoffice.reports.document import Block, Heading, Paragraph
from partyoffice.reports.fitting import LEADING, Fitted, balanced, fit
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.form import (
    Entry,
    Form,
    FormCell,
    FormRow,
    ListBlock,
    Values,
    filled_in,
)
from partyoffice.reports.form_box import FOOT_LEADING, HEAD, PAD, Box, Laid
from partyoffice.reports.form_checks import room_of
from partyoffice.reports.form_flow import Flow, Strip, sheets_of, stretched
from partyoffice.reports.form_lists import aligned, annex_table, entry_texts

NOTHING = "无"
MOST_BESIDE = 6  # a growing row takes no more than this part of a sheet that it shares with what flows
SLACK = 1.5  # points a text keeps from the rules above and below it


def unit_of(form: Form) -> float:
    """Return the width of one part of the grid in points."""
    return (form.page.millimetres[0] - form.page.left - form.page.right) * MM / form.columns


@dataclass(slots=True)
class Filling:
    """One grid being filled for one subject; collects sheets of boxes and what must go to the 附页.

    ``endless`` leaves what flows on one sheet, for a program that parts it itself.
    """

    form: Form
    values: Values | None
    fonts: FontSet
    endless: bool = False
    unit: float = 0
    cover: bool = False
    annex: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unit = unit_of(self.form)

    # What a cell says ------------------------------------------------------------------------

    def cell_text(self, cell: FormCell) -> str:
        """Return what a cell prints; a blank form prints labels only."""
        if cell.content == "label":
            return cell.of
        if cell.content == "text":
            return indented(filled_in(cell.of, self.values), cell.indent)
        if self.values is None or cell.content != "field":
            return ""
        value = self.values.get(cell.of)
        text = printable(value).strip() if isinstance(value, str) else ""
        return indented(spread_name(text) if cell.spread else text, cell.indent) or cell.empty

    def fitted(
        self, text: str, width: float, height: float, role: str, cell: FormCell | None = None
    ) -> Fitted:
        """Fit a text into a cell of this form."""
        size = (cell.size if cell else 0) or self.form.size
        several = cell is not None and (cell.lines or cell.content == "label")
        setting, room = self.fonts.setting(role), width - 2 * PAD
        leading = cell.leading if cell else LEADING
        fitted = fit(text, room, height - SLACK, setting, size, several=several, leading=leading)
        return balanced(fitted, text, room, setting) if role == "hei" and fitted.whole else fitted

    def foot_of(self, cell: FormCell) -> tuple[str, ...]:
        """Return what stands at the foot of a cell."""
        return tuple(printable(filled_in(line, self.values)) for line in cell.foot)

    def _margin(self, cell: FormCell) -> float:
        return (HEAD if cell.top else SLACK) + len(cell.foot) * self.form.size * FOOT_LEADING

    def need(self, row: FormRow) -> float:
        """Return the height at which nothing of a row has to shrink or to be left out."""
        if row.block:
            return (max(len(self.entries(row.block)), row.block.count) + 1) * row.height * MM
        growing = (cell for cell in row.cells if cell.lines and cell.down == 1)
        return max((self._lines_high(cell) for cell in growing), default=0)

    def _lines_high(self, cell: FormCell) -> float:
        lines, size = self._wrapped(cell), cell.size or self.form.size
        return len(lines) * size * cell.leading + self._margin(cell) + 2

    def _wrapped(self, cell: FormCell) -> list[str]:
        size, setting = cell.size or self.form.size, self.fonts.setting("song")
        return wrap(self.cell_text(cell), (cell.span * self.unit - 2 * PAD) / size, setting.width)

    # Cells and rows --------------------------------------------------------------------------

    def put(
        self, cell: FormCell, x: float, y: float, height: float, label: str, lines: Fitted | None
    ) -> None:
        """Fill one cell."""
        width = cell.span * self.unit
        if cell.content == "photo":
            photo = (self.values or {}).get(cell.of)
            content = photo if isinstance(photo, bytes) else None
            self.boxes.append(Box(x, y, width, height, is_photo=True, photo=content))
            return
        label_role = "title" if self.cover else "hei"
        role, text = label_role if cell.content == "label" else "song", self.cell_text(cell)
        fitted = lines or self.fitted(text, width, height - self._margin(cell) + SLACK, role, cell)
        if not fitted.whole:
            self.annex += [Heading(label), Paragraph(text, align="left")]
        flush = cell.lines and text != cell.empty
        align = cell.align or ("left" if flush else "center")
        self.boxes.append(
            Box(
                x, y, width, height, fitted if text else None, role, align,
                text, cell.top and flush, self.foot_of(cell), cell.leading, foot_size=self.form.size,
                framed=not self.cover,
            )
        )  # fmt: skip

    def row(self, strip: Strip, heights: Sequence[float], free: list[bool], y: float) -> None:
        """Fill one row; ``free`` says which parts of the grid no cell from above covers."""
        place, label = 0, ""
        for cell in strip.row.cells:
            place = next(at for at in range(place, len(free)) if free[at])
            lines = strip.lines if cell.content == "field" and cell.lines else None
            self.put(cell, place * self.unit, y, sum(heights[: cell.down]), label, lines)
            label = cell.of.replace("\n", "") if cell.content == "label" else label
            place += cell.span

    # Lists -----------------------------------------------------------------------------------

    def entries(self, block: ListBlock) -> list[Entry]:
        """Return the entries of a list."""
        value = (self.values or {}).get(block.key)
        return [] if value is None or isinstance(value, str | bytes) else list(value)

    def list_rows(self, block: ListBlock, strip: Strip, count: int) -> list[list[str]]:
        """Return the texts of the rows below a list's head."""
        entries = self.entries(block) if strip.entries is None else strip.entries
        rows = [entry_texts(block, entry, strip.start + place) for place, entry in enumerate(entries[:count])]
        if self.values is not None and len(rows) < count and strip.last and block.rest:
            empty = "" if rows else block.empty
            rows.append([block.rest if rows else NOTHING, *[empty] * (len(block.columns) - 1)])
        blank = [[""] * len(block.columns) for _ in range(count - len(rows))]
        if self.values is None:
            blank = [entry_texts(block, None, place) for place in range(1, count + 1)]
        return rows + blank

    def list_block(self, block: ListBlock, strip: Strip, y: float) -> None:
        """Fill a list: its label, its head, its rows."""
        height = strip.row.height * MM
        count = round(strip.height / height) - 1
        over = strip.entries is None and len(self.entries(block)) > count
        self.list_line(block, [column.title for column in block.columns], height, y, "hei")
        whole = [self.list_line(block, texts, height, y + height * (place + 1), "song")
                 for place, texts in enumerate(self.list_rows(block, strip, count))]  # fmt: skip
        if over or not all(whole):
            some = self.entries(block) if strip.entries is None else strip.entries
            self.annex += [Heading(block.label or self.form.title), annex_table(block, some, strip.start)]
        if not block.label_span:
            return
        label = block.label + ("（续见附页）" if over or not all(whole) else "")
        start, tall = block.label_span * self.unit, height * (count + 1)
        fitted = self.fitted(label, start, tall, "hei", FormCell("label", label, block.label_span))
        self.boxes.append(Box(0, y, start, tall, fitted, "hei", said=label))

    def list_line(self, block: ListBlock, texts: list[str], height: float, y: float, role: str) -> bool:
        """Fill one row of a list; False where a text did not fit."""
        x, whole = block.label_span * self.unit, True
        for column, text in zip(block.columns, texts, strict=True):
            width, align = column.span * self.unit, aligned(column, text, block.empty, role)
            cell = FormCell("field", column.key, column.span, lines=column.lines)
            fitted = self.fitted(text, width, height, role, cell)
            self.boxes.append(Box(x, y, width, height, fitted if text else None, role, align, text))
            x, whole = x + width, whole and fitted.whole
        return whole

    # Sheets ----------------------------------------------------------------------------------

    def sheets(self) -> list[Laid]:
        """Fill every sheet."""
        made = [laid for rows in sheets_of(self.form.rows) for laid in self._alike(rows)]
        for number, laid in enumerate(made, 1):
            laid.number, laid.of = number, len(made)
        return made

    def _alike(self, rows: tuple[FormRow, ...]) -> Iterator[Laid]:
        """Yield the sheets of these rows: as often as the list they are printed for has entries."""
        given, self.cover = self.values, rows[0].cover
        for values in _of_each(rows[0], given):
            self.values = values
            yield from map(self._sheet, self._strips(tuple(row for row in rows if row.printed(values))))
        self.values = given

    def _strips(self, rows: tuple[FormRow, ...]) -> list[list[Strip]]:
        room = room_of(self.form.page, len(self.form.notes)) * MM
        flowing = next((at for at, row in enumerate(rows) if row.flow), None)
        if flowing is None:
            return [stretched(rows, room, self.need)]
        return self._flowing(rows, flowing, room)

    def _grown(self, row: FormRow, room: float) -> FormRow:
        """Return a row beside what flows as high as it needs, so that enough is left for what flows."""
        high = min(self.need(row), room / MOST_BESIDE) / MM if row.grow and not row.flow else 0
        return replace(row, height=max(row.height, high))

    def _flowing(self, given: tuple[FormRow, ...], at: int, room: float) -> list[list[Strip]]:
        rows = tuple(self._grown(row, room) for row in given)
        row = rows[at]
        if row.block:
            high = row.height * MM
            return self._flowing_list(Flow(rows, at, room, high, high, self.endless), row.block)
        cell = next(cell for cell in row.cells if cell.lines and cell.content == "field")
        size = cell.size or self.form.size
        flow = Flow(rows, at, room, size * cell.leading, self._margin(cell) + 2, self.endless)
        return self._flowing_text(flow, self._wrapped(cell), size)

    def _flowing_list(self, flow: Flow, block: ListBlock) -> list[list[Strip]]:
        entries, start, made = self.entries(block), 0, []
        counts = flow.counts(len(entries))
        for at, count in enumerate(counts):
            height, last = flow.height(at, len(counts), count), at == len(counts) - 1
            some = entries[start : start + count]
            strip = Strip(flow.rows[flow.at], height, some, start + 1, last=last)
            made.append(flow.strips(at, len(counts), strip))
            start += count
        return made

    @staticmethod
    def _flowing_text(flow: Flow, lines: Sequence[str], size: float) -> list[list[Strip]]:
        start, made = 0, []
        counts = flow.counts(len(lines))
        for at, count in enumerate(counts):
            fitted = Fitted(size, tuple(lines[start : start + count]))
            height = max(flow.height(at, len(counts), count), flow.rows[flow.at].height * MM)
            strip = Strip(flow.rows[flow.at], height, lines=fitted)
            made.append(flow.strips(at, len(counts), strip))
            start += count
        return made

    def _sheet(self, strips: list[Strip]) -> Laid:
        self.boxes, y, flowed = [], 0.0, math.inf
        covered = [0] * self.form.columns  # rows each part of the grid is still covered from above
        for place, strip in enumerate(strips):
            if strip.row.block:
                self.list_block(strip.row.block, strip, y)
            else:
                heights = [later.height for later in strips[place:]]
                self.row(strip, heights, [not rest for rest in covered], y)
                covered = _still_covered(strip.row, covered)
            y += strip.height
            flowed = y if strip.row.flow else flowed
        return Laid(self.boxes, y, again=_repeated(strips), flowed=flowed, cover=self.cover)


def _of_each(row: FormRow, values: Values | None) -> list[Values | None]:
    """Return what each sheet that begins with a row is filled with: an entry's texts over the subject's."""
    if not row.each:
        return [values]
    if values is None:
        return [None] * row.least
    given = values.get(row.each)
    entries = [] if given is None or isinstance(given, str | bytes) else list(given)
    return [{**values, **entry} for entry in [*entries, *[{}] * (row.least - len(entries))]]


def _repeated(strips: Sequence[Strip]) -> float:
    """Return how far down the rows reach that stand at the head of each sheet."""
    high = 0.0
    for strip in strips:
        if strip.row.again:
            high += strip.height
        elif strip.row.flow and strip.row.block:
            return high + strip.row.height * MM
        else:
            break
    return high if any(strip.row.flow for strip in strips) else 0


def _still_covered(row: FormRow, covered: list[int]) -> list[int]:
    after, place = [max(rest - 1, 0) for rest in covered], 0
    for cell in row.cells:
        place = next(at for at in range(place, len(covered)) if not covered[at])
        after[place : place + cell.span] = [cell.down - 1] * cell.span
        place += cell.span
    return after
