"""Forms as Word files: the sheet the PDF prints, as one table with merged cells to be typed into.

What a cell holds, how small its type is and what goes to the 附页 is decided in form_pdf, so that
both say the same. Rows are at least as high as on paper: whoever types more makes them higher.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from partyoffice.core.cancel import Progress, tell
from partyoffice.reports import fonts as faces
from partyoffice.reports.brush import MM
from partyoffice.reports.document import Document
from partyoffice.reports.fitting import LEADING
from partyoffice.reports.form import Form
from partyoffice.reports.form_pdf import PAD, Box, Filling, Values, annex_of, stamp_of, unit_of
from partyoffice.reports.word import WordWriter, photo, written
from partyoffice.reports.word_file import Foot, WordFile
from partyoffice.reports.word_parts import BOX, BOX_LABEL, MARK, STAMP, TITLE, rules
from partyoffice.reports.word_table import cell, opening, row
from partyoffice.reports.word_xml import half_points, jc, paragraph, run, tab, tabs, twips

TITLE_SIZE, BOX_SIZE, MARK_SIZE = 18.0, 10.5, 8.0
THICK, THIN = 8, 4  # eighths of a point
SPARE, LEAST_BOTTOM = 5.0, 6.0  # millimetres
ANNEXED = "另有附页"


class FormTable:
    """The boxes of one filled form as a Word table."""

    def __init__(self, file: WordFile, filling: Filling) -> None:
        """Take the boxes; their edges are the table's columns and rows."""
        self.file, self.unit = file, filling.unit
        self.edges = [twips(place * filling.unit) for place in range(filling.form.columns + 1)]
        self.boxes = filling.boxes
        self.levels = sorted({round(y, 2) for box in self.boxes for y in (box.y, box.y + box.height)})

    def _across(self, box: Box) -> tuple[int, int]:
        return round(box.x / self.unit), round((box.x + box.width) / self.unit)

    def _inside(self, box: Box) -> str:
        """Return a box's content as one paragraph."""
        if box.is_photo:
            return photo(self.file, box.photo, (box.width - 2) / MM, (box.height - 2) / MM)
        style = BOX_LABEL if box.role == "hei" else BOX
        if box.text is None:
            return paragraph(style)
        size = box.text.size
        text = box.said if box.text.whole else "".join(box.text.lines)
        own = 0 if half_points(size) == half_points(BOX_SIZE) else size
        leading = f'<w:spacing w:line="{twips(size * LEADING)}" w:lineRule="exact"/>' if own else ""
        return paragraph(style, run(text, size=own), leading + (jc("left") if box.flush else ""))

    def _cell(self, box: Box, top: float) -> str:
        start, end = self._across(box)
        opens = abs(box.y - top) < 1
        tall = sum(box.y - 1 < level < box.y + box.height - 1 for level in self.levels) > 1
        more = f'<w:gridSpan w:val="{end - start}"/>' if end - start > 1 else ""
        if tall:
            more += f'<w:vMerge w:val="{"restart" if opens else "continue"}"/>'
        inside = self._inside(box) if opens else paragraph(BOX)
        return cell(self.edges[end] - self.edges[start], inside, more)

    def _rows(self) -> Iterator[str]:
        for top, bottom in pairwise(self.levels):
            here = [box for box in self.boxes if box.y < top + 1 and box.y + box.height > bottom - 1]
            cells = (self._cell(box, top) for box in sorted(here, key=lambda box: box.x))
            high = f'<w:trHeight w:val="{twips(bottom) - twips(top)}" w:hRule="atLeast"/>'
            yield row("".join(cells), more=high)

    def xml(self) -> str:
        """Return the whole table."""
        widths = [right - left for left, right in pairwise(self.edges)]
        frame = rules(THICK, THIN)
        return opening(widths, air=0, pad=PAD, more=frame) + "".join(self._rows()) + "</w:tbl>"


def _above(form: Form, stamp: str) -> str:
    """Return the title, and the line above the grid: what the paper is, what it is not."""
    leading = f'<w:spacing w:before="0" w:after="0" w:line="{twips(TITLE_SIZE * 1.4)}" w:lineRule="exact"/>'
    made = paragraph(TITLE, run(form.title, size=TITLE_SIZE), leading)
    if not (stamp or form.mark):
        return made
    right = tabs([("right", "none", unit_of(form) * form.columns)])
    line = run(stamp) + (tab() + run(form.mark, "song", MARK_SIZE) if form.mark else "")
    return made + paragraph(STAMP, line, right)


def _below(form: Form, *, annexed: bool) -> str:
    """Return the notes; the last line says that an 附页 follows."""
    notes = [run(f"注：{note}") for note in form.notes]
    if annexed:
        *notes, last = notes or [""]
        notes.append(last + tab() + run(ANNEXED))
    right = tabs([("right", "none", unit_of(form) * form.columns)])
    return "".join(paragraph(MARK, note, right) for note in notes)


def _write_one(file: WordFile, form: Form, values: Values | None) -> int:
    """Write one filled form, and its 附页 as a section of its own; return how many sheets at least."""
    filling = Filling(form, values, faces.current(), unit_of(form))
    filling.fill()
    # Word adds the rules to the rows: the sheet may reach lower than on paper before it spills over.
    page = replace(form.page, bottom=max(form.page.bottom - SPARE, LEAST_BOTTOM))
    file.begin(page, Foot(""))
    file.add(_above(form, stamp_of(values)) + FormTable(file, filling).xml())
    file.add(_below(form, annexed=bool(filling.annex)))
    if filling.annex:
        WordWriter(file).document(annex_of(filling), alone=False)
    return 2 if filling.annex else 1


def write_forms(
    form: Form, people: Sequence[Values | None], path: Path, progress: Progress | None = None
) -> int:
    """Write a form for each of ``people`` into one .docx and return the number of sheets.

    An 附页 counts as one; how long it really is only Word knows. ``progress`` hears (people done,
    people); False raises Cancelled. Raises OfficeError for what the disk refuses.
    """

    def fill(file: WordFile) -> int:
        sheets = 0
        for done, values in enumerate(people, 1):
            sheets += _write_one(file, form, values)
            tell(progress, done, len(people))
        return sheets

    return written(Document(form.title, ()), path, fill)
