"""Forms of places as Word files: each text in a frame of its own where the PDF has it, to be typed over."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from partyoffice.reports import fonts as faces
from partyoffice.reports.brush import MM
from partyoffice.reports.document import Block
from partyoffice.reports.fitting import Fitted
from partyoffice.reports.form import Form, Manner, Values
from partyoffice.reports.form_box import Box
from partyoffice.reports.form_pdf import stamp_of
from partyoffice.reports.form_places import Placing, tiled
from partyoffice.reports.word_file import Foot
from partyoffice.reports.word_parts import BOX, GAP
from partyoffice.reports.word_xml import jc, paragraph, run, twips

if TYPE_CHECKING:
    from partyoffice.reports.word_file import WordFile

RULE = 4  # eighths of a point
HAIR = 1.0  # points; a frame cannot be lower
MARK_SIZE, STAMP_SIZE = 8.0, 10.5
BLACK, RED = "000000", "FF0000"


def _frame(x: float, y: float, width: float, height: float) -> str:
    """Return the place of a paragraph on the paper; points from its left and upper edge."""
    return (
        f'<w:framePr w:w="{twips(width)}" w:h="{twips(max(height, HAIR))}" w:hRule="exact" w:wrap="around"'
        f' w:vAnchor="page" w:hAnchor="page" w:x="{max(twips(x), 1)}" w:y="{max(twips(y), 1)}"/>'
    )


def _edges(*sides: str, dashed: bool = False, ink: str = BLACK) -> str:
    kind = "dashed" if dashed else "single"
    each = (f'<w:{side} w:val="{kind}" w:sz="{RULE}" w:space="0" w:color="{ink}"/>' for side in sides)
    return f"<w:pBdr>{''.join(each)}</w:pBdr>"


def _stroke(box: Box) -> str:
    if box.stroke == "frame":
        sides: tuple[str, ...] = ("top", "left", "bottom", "right")
    else:
        sides = ("top",) if box.width >= box.height else ("left",)
    place = _frame(box.x, box.y, max(box.width, HAIR), box.height)
    spacing = '<w:spacing w:line="20" w:lineRule="exact"/>'
    return paragraph(
        BOX, "", place + _edges(*sides, dashed=box.dashed, ink=RED if box.red else BLACK) + spacing
    )


def _own(box: Box) -> str:
    """Return what a box adds to its type, in the order of the schema."""
    struck = "<w:strike/>" if box.struck else ""
    ink = f'<w:color w:val="{RED}"/>' if box.red else ""
    return struck + ink + (f'<w:spacing w:val="{twips(box.gap)}"/>' if box.gap else "")


def _text(box: Box, text: Fitted) -> str:
    step = text.size * box.leading
    high = len(text.lines) * step
    start = box.y if box.top else box.y + (box.height - high) / 2
    place = _frame(box.x, start, box.width, max(high, box.height if box.top else 0) + 1)
    spacing = f'<w:spacing w:line="{twips(step)}" w:lineRule="exact"/>'
    runs = run(box.said if text.whole else "".join(text.lines), box.role, text.size)
    runs = runs.replace("<w:sz ", f"{_own(box)}<w:sz ", 1)
    return paragraph(BOX, runs, place + spacing + jc(box.align or "left"))


def _picture(file: "WordFile", box: Box) -> str:
    place = _frame(box.x, box.y, box.width, box.height)
    shown = file.picture(box.photo, box.width / MM, box.height / MM) if box.photo else ""
    sides = _edges("top", "left", "bottom", "right") if box.framed else ""
    return paragraph(BOX, shown or run("照片", "song", 9), place + sides + jc("center"))


def _paragraphs(file: "WordFile", boxes: Sequence[Box]) -> Iterator[str]:
    for box in boxes:
        if box.stroke:
            yield _stroke(box)
        elif box.is_photo:
            yield _picture(file, box)
        elif box.text:
            yield _text(box, box.text)


def _marks(form: Form, values: Values | None) -> Iterator[str]:
    width, height = (side * MM for side in form.page.millimetres)
    if stamp := stamp_of(values):
        place = _frame(5 * MM, 4 * MM, width / 3, 14)
        yield paragraph(BOX, run(stamp, "hei", STAMP_SIZE), place + jc("left"))
    if form.printed_mark:
        place = _frame(width / 2, height - 7 * MM, width / 2 - 8 * MM, 12)
        yield paragraph(BOX, run(form.printed_mark, "song", MARK_SIZE), place + jc("right"))


def _write_sheet(file: "WordFile", form: Form, boxes: Sequence[Box], values: Values | None) -> None:
    file.begin(form.page, Foot(""))
    file.add("".join([*_paragraphs(file, boxes), *_marks(form, values)]) + paragraph(GAP))


def write_places(file: "WordFile", form: Form, values: Values | None) -> tuple[int, list[Block]]:
    """Write one subject's sheets; return their number and what belongs on an 附页."""
    placing = Placing(form, values, faces.current())
    made = placing.sheets()
    for laid in made:
        _write_sheet(file, form, laid.boxes, values)
    return len(made), placing.annex


def write_tiles(file: "WordFile", form: Form, people: Sequence[Values | None]) -> int:
    """Write sheets of several subjects side by side; return their number."""
    count = 0
    for laid in tiled(form, people, faces.current(), Manner()):
        _write_sheet(file, form, laid.boxes, people[0])
        count += 1
    return count
