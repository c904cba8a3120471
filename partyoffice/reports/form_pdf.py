"""Filled forms as PDF: sheets of boxes, the 附页 behind them, many subjects in one file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from partyoffice.core.cancel import Progress
from partyoffice.reports import fonts as faces
from partyoffice.reports.brush import MM, THICK, Brush
from partyoffice.reports.document import Block, Document
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.form import Form, Manner, Values
from partyoffice.reports.form_box import Laid
from partyoffice.reports.form_fill import Filling
from partyoffice.reports.form_places import Placing, tiled
from partyoffice.reports.pdf import Job, Sheet, document_sheets, write_jobs

TITLE_SIZE, MARK_SIZE, STAMP_SIZE, FOOT_SIZE = 18, 8, 10.5, 9
FOOT_ABOVE_EDGE, MARK_ABOVE_EDGE = 7 * MM, 4 * MM
PLAIN = Manner()


@dataclass(frozen=True, slots=True)
class FormLeaf:
    """One sheet of a filled form; ``annexed`` says how many sheets of an 附页 follow the last one."""

    form: Form
    laid: Laid
    stamp: str = ""
    annexed: int = 0
    bound: bool = False  # in a book, which sets a foot of its own

    @property
    def foot(self) -> str:
        """What stands at the foot: the number where sheets are counted, and that an 附页 follows."""
        laid = self.laid
        if self.bound:
            return ""
        number = laid.numbered if (self.form.paged or laid.of > 1) and not laid.cover else ""
        more = f"另有附页 {self.annexed} 页" if self.annexed and laid.number == laid.of else ""
        return "　".join(filter(None, (number, more)))

    def paint(self, brush: Brush) -> None:
        """Draw title, mark, cells, outer frame, notes and foot."""
        form, page = self.form, self.form.page
        width, height = (side * MM for side in page.millimetres)
        left, right, top = page.left * MM, width - page.right * MM, height - page.top * MM
        grid = top - above(form)
        if not self.laid.cover:
            brush.centred((left + right) / 2, top - TITLE_SIZE, form.title, "title", TITLE_SIZE)
            brush.frame(left, grid - self.laid.high, right - left, self.laid.high, THICK)
        self._line_above(brush, left, right, grid + 4)
        for box in self.laid.boxes:
            box.paint(brush, left, grid)
        for place, note in enumerate(() if self.laid.cover else form.notes, 1):
            brush.text(left, grid - self.laid.high - 3 - 10 * place, f"注：{note}", "song", MARK_SIZE)
        if self.foot:
            brush.centred((left + right) / 2, FOOT_ABOVE_EDGE, self.foot, "song", FOOT_SIZE)

    def _line_above(self, brush: Brush, left: float, right: float, base: float) -> None:
        if self.stamp:
            brush.text(left, base, self.stamp, "hei", STAMP_SIZE)
        mark = self.form.printed_mark
        if mark and not self.laid.cover:
            brush.text(right - brush.width(mark, "song", MARK_SIZE), base, mark, "song", MARK_SIZE)


@dataclass(frozen=True, slots=True)
class PlacedLeaf:
    """One sheet of places: what stands on it, and in full prints whose pattern it is."""

    form: Form
    laid: Laid
    manner: Manner
    stamp: str = ""

    def paint(self, brush: Brush) -> None:
        """Draw the boxes from the paper's own corner."""
        width, height = (side * MM for side in self.form.page.millimetres)
        for box in self.laid.boxes:
            box.paint(brush, 0, height)
        if self.stamp:
            brush.text(5 * MM, height - 7 * MM, self.stamp, "hei", STAMP_SIZE)
        mark = "" if self.manner.overlay or self.manner.only else self.form.printed_mark
        if mark:
            across = brush.width(mark, "song", MARK_SIZE)
            brush.text(width - 8 * MM - across, MARK_ABOVE_EDGE, mark, "song", MARK_SIZE)


def above(form: Form) -> float:
    """Return the points of title and mark above a grid."""
    return TITLE_SIZE * 1.5 + (MARK_SIZE if form.printed_mark else 0)


def annex_of(form: Form, values: Values | None, blocks: Sequence[Block], *, bound: bool = False) -> Document:
    """Return the 附页: what did not fit on the sheet; ``bound`` in a book, which has a foot of its own."""
    name = (values or {}).get("name")
    named = f"姓名：{name}" if isinstance(name, str) else ""
    lines = tuple(filter(None, (named, f"编号：{form.code}", stamp_of(values))))
    foot = "" if bound else "附页第 {page} 页 共 {pages} 页"
    return Document(f"{form.title}（附页）", tuple(blocks), page=form.page, lines=lines, foot=foot)


def stamp_of(values: Values | None) -> str:
    """Return what a paper of invented people says, with or without a box for it in the form."""
    stamp = (values or {}).get("stamp")
    return stamp if isinstance(stamp, str) else ""


def _sheet(form: Form, leaf: FormLeaf | PlacedLeaf, mark: str = "") -> Sheet:
    width, height = (side * MM for side in form.page.millimetres)

    def paint(brush: Brush) -> None:
        brush.watermark(mark, width, height)  # under all else
        leaf.paint(brush)

    return Sheet(width, height, paint if mark else leaf.paint)


def draw(
    form: Form, values: Values | None, fonts: FontSet, manner: Manner = PLAIN, *, bound: bool = False
) -> list[Sheet]:
    """Return the sheets of one filled form, or of an empty one (``values`` None); 附页 follow.

    ``bound`` sheets leave their foot to the book they are part of.
    """
    if form.places:
        placing = Placing(form, values, fonts, manner)
        leaves = [PlacedLeaf(form, laid, manner, stamp_of(values)) for laid in placing.sheets()]
        return [
            *(_sheet(form, leaf, manner.mark) for leaf in leaves),
            *_annex(form, values, placing.annex, fonts, manner, bound=bound),
        ]
    filling = Filling(form, values, fonts)
    made = filling.sheets()
    annex = _annex(form, values, filling.annex, fonts, manner, bound=bound)
    leaves_of = partial(FormLeaf, form, stamp=stamp_of(values), annexed=len(annex), bound=bound)
    return [*(_sheet(form, leaves_of(laid), manner.mark) for laid in made), *annex]


def _annex(
    form: Form,
    values: Values | None,
    blocks: Sequence[Block],
    fonts: FontSet,
    manner: Manner,
    *,
    bound: bool,
) -> list[Sheet]:
    if not blocks:
        return []
    return document_sheets(replace(annex_of(form, values, blocks, bound=bound), mark=manner.mark), fonts)


def _tiles(form: Form, people: Sequence[Values | None], fonts: FontSet, manner: Manner) -> list[Sheet]:
    return [
        _sheet(form, PlacedLeaf(form, laid, manner, stamp_of(people[0])), manner.mark)
        for laid in tiled(form, people, fonts, manner)
    ]


def _jobs(form: Form, people: Sequence[Values | None], manner: Manner) -> Iterator[Job]:
    if form.tile:
        yield lambda fonts: _tiles(form, people, fonts, manner)
        return
    for values in people:
        yield lambda fonts, values=values: draw(form, values, fonts, manner)  # type: ignore[misc]  # bound now


def write_forms(
    form: Form,
    people: Sequence[Values | None],
    path: Path,
    progress: Progress | None = None,
    manner: Manner = PLAIN,
) -> int:
    """Print a form for each of ``people`` into one PDF and return the number of pages.

    ``progress`` hears (people done, people), for a single one (pages done, pages). Raises
    Cancelled and OfficeError as ``pdf.write`` does.
    """
    total = 1 if form.tile else len(people)
    return write_jobs(_jobs(form, people, manner), total, path, form.title, progress)


def _all_texts(values: Values) -> list[str]:
    texts = [value for value in values.values() if isinstance(value, str)]
    lists = [value for value in values.values() if value is not None and not isinstance(value, str | bytes)]
    return texts + [text for entries in lists for entry in entries for text in entry.values() if text]


def uncovered_in(values: Values) -> list[tuple[str, str]]:
    """Return each value holding characters no face can print, with those characters."""
    found = ((text, faces.uncovered(text)) for text in _all_texts(values))
    return [(text, "".join(sorted(chars))) for text, chars in found if chars]
