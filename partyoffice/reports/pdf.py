"""Documents and forms on paper as PDF: laid out first, so that every page knows how many there are."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from partyoffice.core.cancel import Progress, tell
from partyoffice.reports import fonts as faces
from partyoffice.reports.blocks import Space, document_bands
from partyoffice.reports.brush import MM, Brush
from partyoffice.reports.document import Contents, Document, Fields, Paragraph, Signatures, Table, shown
from partyoffice.reports.document import Heading as HeadingBlock
from partyoffice.reports.flow import Stack, paint, stacked
from partyoffice.reports.fonts import FontSet
from partyoffice.store.files import replaced

FOOT_SIZE, FOOT_ABOVE_EDGE = 9, 9 * MM
_printing = threading.Lock()  # reportlab numbers the subsets of a font per font, not per document


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, ready to paint; points."""

    width: float
    height: float
    paint: Callable[[Brush], None]


Job = Callable[[FontSet], list[Sheet]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a document: its bands, its place in the count."""

    document: Document
    stack: Stack
    number: int
    of: int

    def paint(self, brush: Brush) -> None:
        """Paint the bands and the foot."""
        page = self.document.page
        width, height = page.millimetres
        if self.document.mark:
            brush.watermark(self.document.mark, width * MM, height * MM)
        paint(self.stack, brush, page.left * MM, (height - page.top) * MM)
        if self.document.foot:
            text = self.document.foot.format(page=self.number, pages=self.of)
            middle = (page.left + width - page.right) / 2 * MM
            brush.centred(middle, FOOT_ABOVE_EDGE, text, self.document.fonts.table, FOOT_SIZE)


def document_sheets(document: Document, fonts: FontSet) -> list[Sheet]:
    """Lay out a document; pages are counted within it."""
    if document.official:
        from partyoffice.reports.official_pdf import official_sheets

        return official_sheets(document, document.official, fonts)
    page = document.page
    width, height = page.millimetres
    room = (height - page.top - page.bottom) * MM
    space = Space((width - page.left - page.right) * MM, room, fonts, document.fonts)
    stacks = stacked(document_bands(document, space), room)
    leaves = [Leaf(document, stack, place, len(stacks)) for place, stack in enumerate(stacks, 1)]
    return [Sheet(width * MM, height * MM, leaf.paint) for leaf in leaves]


def _jobs(documents: Document | Iterable[Document]) -> Iterator[Job]:
    several = [documents] if isinstance(documents, Document) else documents
    for document in several:
        yield lambda fonts, document=document: document_sheets(document, fonts)  # type: ignore[misc]  # bound now


def _print(jobs: Iterable[Job], total: int, out: BinaryIO, title: str, progress: Progress | None) -> int:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    setattr(rl_config, "useA85", 0)  # ruff: ignore[set-attr-with-constant] -- reportlab makes its settings at run time
    # ASCII armour makes files a quarter longer and is of no use on disk
    canvas, fonts, pages = Canvas(out, pageCompression=1), faces.current(), 0
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setCreator("党务办公室")
    brush = Brush(canvas, fonts)
    for done, job in enumerate(jobs, 1):
        sheets = job(fonts)
        for place, sheet in enumerate(sheets, 1):
            canvas.setPageSize((sheet.width, sheet.height))
            sheet.paint(brush)
            brush.turn()
            pages += 1
            if total == 1:
                tell(progress, place, len(sheets))
        if total != 1:
            tell(progress, done, total)
    canvas.save()
    return pages


def write_jobs(jobs: Iterable[Job], total: int, path: Path, title: str, progress: Progress | None) -> int:
    """Print jobs one after another into ``path``; see ``write``."""
    # Opened here, for reportlab leaves its file open where the disk refuses it.
    with _printing, replaced(path, "写入") as draft, draft.open("wb") as out:
        return _print(jobs, total, out, title, progress)


def write(documents: Document | Iterable[Document], path: Path, *, progress: Progress | None = None) -> int:
    """Write one document, or several one behind the other, as PDF; return the number of pages.

    ``progress`` hears (pages done, pages) of one document and (documents done, documents) of
    several, with 0 for an unknown number; answering False raises Cancelled. Whatever fails, an
    older file at ``path`` stays as it was. Raises OfficeError for what the disk refuses.
    """
    alone = isinstance(documents, Document)
    total = 1 if alone else len(documents) if isinstance(documents, Sized) else 0
    title = documents.title if isinstance(documents, Document) else ""
    return write_jobs(_jobs(documents), total, path, title, progress)


def _texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.subtitle, *document.lines, document.mark)
    annexes = document.official.annexes if document.official else ()
    yield from document.official.lines() if document.official else ()
    for block in (*document.blocks, *(block for annex in annexes for block in annex.blocks)):
        if isinstance(block, HeadingBlock | Paragraph):
            yield block.text
        elif isinstance(block, Fields):
            yield from (text for label, value in block.pairs for text in (label, shown(value)))
        elif isinstance(block, Contents):
            yield from (title for title, _ in block.entries)
        elif isinstance(block, Signatures):
            yield from (*block.labels, *block.filled)
        elif isinstance(block, Table):
            yield from (column.title for column in block.columns)
            yield from (shown(cell) for row in block.rows for cell in row)


def uncovered_in(document: Document) -> list[tuple[str, str]]:
    """Return each text holding characters no face can print, with those characters.

    Reads the rows of tables, so give it a document whose rows can be read twice.
    """
    found = ((text, faces.uncovered(text)) for text in _texts(document))
    return [(text, "".join(sorted(chars))) for text, chars in found if chars]
