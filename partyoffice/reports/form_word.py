"""Forms as Word files: the sheet the PDF prints, as one table with merged cells to be typed into.

What a cell holds, how small its type is and what goes to the 附页 is decided in form_fill, so that
both say the same; only what flows over sheets is left to Word. Rows are at least as high as on paper:
whoever types more makes them higher. Forms of places are in ``form_word_places``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from partyoffice.core.cancel import Progress, tell
from partyoffice.core.paper_words import FULL_BLANK
from partyoffice.reports import fonts as faces
from partyoffice.reports.brush import MM
from partyoffice.reports.document import Block, Document
from partyoffice.reports.fitting import LEADING, Fitted
from partyoffice.reports.form import Form, Manner, Values
from partyoffice.reports.form_box import HEAD, PAD, Box, Laid
from partyoffice.reports.form_fill import Filling
from partyoffice.reports.form_pdf import PLAIN, annex_of, stamp_of
from partyoffice.reports.form_word_places import write_places, write_tiles
from partyoffice.reports.word import WordWriter, photo, written
from partyoffice.reports.word_file import Foot, WordFile
from partyoffice.reports.word_parts import BOX, BOX_LABEL, MARK, STAMP, TITLE, rules
from partyoffice.reports.word_table import cell, opening, row
from partyoffice.reports.word_xml import bookmark, half_points, jc, paragraph, run, tab, tabs, twips

TITLE_SIZE, BOX_SIZE, MARK_SIZE = 18.0, 10.5, 8.0
THICK, THIN = 8, 4  # eighths of a point
SPARE, LEAST_BOTTOM = 5.0, 6.0  # millimetres
ANNEXED = "另有附页"
LONG = 400  # characters beyond which a row may be parted by the end of a page
PARTED = 1134  # twips such a row is high at least, so that it begins on the page it follows
NUMBERS = "第 {page} 页 共 {pages} 页"


class FormTable:
    """The boxes of one sheet as a Word table."""

    def __init__(self, file: WordFile, filling: Filling, laid: Laid) -> None:
        """Take the boxes; their edges are the table's columns and rows."""
        self.file, self.unit, self.again, self.flowed = file, filling.unit, laid.again, laid.flowed
        self.edges = [twips(place * filling.unit) for place in range(filling.form.columns + 1)]
        self.boxes, self.cover = laid.boxes, laid.cover
        self.levels = sorted({round(y, 2) for box in self.boxes for y in (box.y, box.y + box.height)})

    def _across(self, box: Box) -> tuple[int, int]:
        return round(box.x / self.unit), round((box.x + box.width) / self.unit)

    def _inside(self, box: Box) -> str:
        """Return a box's content: its text, and at its foot where signatures stand."""
        if box.is_photo:
            return photo(self.file, box.photo, (box.width - 2) / MM, (box.height - 2) / MM)
        return self._text(box) + self._foot(box)

    @staticmethod
    def _text(box: Box) -> str:
        style = BOX_LABEL if box.role == "hei" else BOX
        if box.text is None:
            return "" if box.foot else paragraph(style)
        size = box.text.size
        own = 0 if half_points(size) == half_points(BOX_SIZE) and box.leading == LEADING else size
        air = f' w:before="{twips(HEAD)}"' if box.top else ""
        line = f' w:line="{twips(size * box.leading)}" w:lineRule="exact"' if own else ""
        leading = f"<w:spacing{air}{line}/>" if air or line else ""
        return paragraph(
            style,
            run(_said(box, box.text), "title" if box.role == "title" else "", own),
            leading + (jc(box.align) if box.align != "center" else ""),
        )

    @staticmethod
    def _foot(box: Box) -> str:
        """Return the lines at the foot, as far down as the text above leaves room."""
        used = len(box.text.lines) * box.text.size * LEADING if box.text else 0
        free = max(box.height - used - box.foot_high - 8, 0) if box.top or box.text is None else 0
        step = twips(box.foot_size * 1.35)
        made = []
        for place, line in enumerate(box.foot):
            before = f' w:before="{twips(free)}"' if place == 0 and free else ""
            spacing = f'<w:spacing{before} w:line="{step}" w:lineRule="exact"/>'
            said = line.rstrip(FULL_BLANK)  # at the end of a line Word leaves blanks out: room for the pen
            indent = f'<w:ind w:right="{twips((len(line) - len(said)) * box.foot_size)}"/>'
            made.append(paragraph(BOX, run(said, size=box.foot_size), spacing + indent + jc("right")))
        return "".join(made)

    def _cell(self, box: Box, top: float) -> str:
        start, end = self._across(box)
        opens = abs(box.y - top) < 1
        tall = sum(box.y - 1 < level < box.y + box.height - 1 for level in self.levels) > 1
        more = f'<w:gridSpan w:val="{end - start}"/>' if end - start > 1 else ""
        if tall:
            more += f'<w:vMerge w:val="{"restart" if opens else "continue"}"/>'
        inside = self._inside(box) if opens else paragraph(BOX)
        return cell(self.edges[end] - self.edges[start], inside, more, top=box.top)

    def _rows(self) -> Iterator[str]:
        for top, bottom in pairwise(self.levels):
            here = [box for box in self.boxes if box.y < top + 1 and box.y + box.height > bottom - 1]
            cells = "".join(self._cell(box, top) for box in sorted(here, key=lambda box: box.x))
            whole = max((len(box.said) for box in here), default=0) < LONG
            least = twips(bottom) - twips(top) if whole else min(twips(bottom) - twips(top), PARTED)
            high = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
            if self.flowed < top + 1 and bottom < self.levels[-1]:  # what is signed stays with the last row
                cells = re.sub(r"(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", cells)
            yield row(cells, whole=whole, head=bottom < self.again + 1, more=high)

    def xml(self) -> str:
        """Return the whole table."""
        widths = [right - left for left, right in pairwise(self.edges)]
        frame = rules(0, 0) if self.cover else rules(THICK, THIN)
        return opening(widths, air=0, pad=PAD, more=frame) + "".join(self._rows()) + "</w:tbl>"


def _said(box: Box, text: Fitted) -> str:
    """Return a text for Word to break, but a label, and what is cut, as it is broken already."""
    if not text.whole:
        return "".join(text.lines)
    return "\n".join(text.lines) if box.role == "hei" else box.said


def _above(form: Form, filling: Filling, stamp: str, *, cover: bool) -> str:
    """Return the title, and the line above the grid: what the paper is, what it is not."""
    leading = f'<w:spacing w:before="0" w:after="0" w:line="{twips(TITLE_SIZE * 1.4)}" w:lineRule="exact"/>'
    made = "" if cover else paragraph(TITLE, run(form.title, size=TITLE_SIZE), leading)
    mark = "" if cover else form.printed_mark
    if not (stamp or mark):
        return made
    right = tabs([("right", "none", filling.unit * form.columns)])
    line = run(stamp) + (tab() + run(mark, "song", MARK_SIZE) if mark else "")
    return made + paragraph(STAMP, line, right)


def _below(form: Form, filling: Filling, *, annexed: bool) -> str:
    """Return the notes; the last line says that an 附页 follows."""
    notes = [run(f"注：{note}") for note in form.notes]
    if annexed:
        *notes, last = notes or [""]
        notes.append(last + tab() + run(ANNEXED))
    right = tabs([("right", "none", filling.unit * form.columns)])
    return "".join(paragraph(MARK, note, right) for note in notes)


def _annexed(
    file: WordFile, form: Form, values: Values | None, blocks: Sequence[Block], foot: Foot | None = None
) -> int:
    if blocks:
        made = annex_of(form, values, blocks)
        WordWriter(file).document(
            replace(made, foot=foot.text if foot else made.foot), alone=foot is not None
        )
    return 1 if blocks else 0


def _numbers(form: Form, laid: Laid) -> str:
    """Return what counts the sheets: fields where Word parts what flows, else what the PDF says."""
    if any(row.flow for row in form.rows):
        return NUMBERS
    return laid.numbered if (form.paged or laid.of > 1) and not laid.cover else ""


def _write_grid(
    file: WordFile, form: Form, values: Values | None, foot: Foot | None = None, mark: str = ""
) -> int:
    """Write one filled grid, each sheet and the 附页 as sections of their own; in a book with its foot."""
    filling = Filling(form, values, faces.current(), endless=True)
    made = filling.sheets()
    # Word adds the rules to the rows: the sheet may reach lower than on paper before it spills over.
    page = replace(form.page, bottom=max(form.page.bottom - SPARE, LEAST_BOTTOM))
    for laid in made:
        file.begin(page, foot or Foot(_numbers(form, laid), alone=False))
        above = (mark if laid is made[0] else "") + _above(form, filling, stamp_of(values), cover=laid.cover)
        file.add(above + FormTable(file, filling, laid).xml())
        if not laid.cover:
            file.add(_below(form, filling, annexed=bool(filling.annex) and laid is made[-1]))
    return len(made) + _annexed(file, form, values, filling.annex, foot)


def _write_one(file: WordFile, form: Form, values: Values | None) -> int:
    if form.places:
        sheets, annex = write_places(file, form, values)
        return sheets + _annexed(file, form, values, annex)
    return _write_grid(file, form, values)


def write_bound(file: WordFile, form: Form, values: Values, foot: Foot, number: int) -> None:
    """Write a chapter of a book: a filled grid under the book's foot, which the contents refer to."""
    if form.places:
        _write_one(file, form, values)
    else:
        _write_grid(file, form, values, foot, bookmark(number))


def write_forms(
    form: Form,
    people: Sequence[Values | None],
    path: Path,
    progress: Progress | None = None,
    _manner: Manner = PLAIN,
) -> int:
    """Write a form for each of ``people`` into one .docx and return the number of sheets.

    An 附页 counts as one, as does what flows; how long it really is only Word knows. ``progress`` hears
    (people done, people); False raises Cancelled. Raises OfficeError for what the disk refuses.
    """

    def fill(file: WordFile) -> int:
        sheets = write_tiles(file, form, people) if form.tile else 0
        for done, values in enumerate(people, 1):
            sheets += 0 if form.tile else _write_one(file, form, values)
            tell(progress, done, len(people))
        return sheets

    return written(Document(form.title, ()), path, fill)
