"""A book as PDF or Word: laid out first, so that its contents know the pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.core.cancel import Progress, stretch, tell
from partyoffice.reports import fonts as faces
from partyoffice.reports.book import Book, Chapter
from partyoffice.reports.brush import Brush
from partyoffice.reports.fonts import FontSet
from partyoffice.reports.form import Form
from partyoffice.reports.form_pdf import draw
from partyoffice.reports.pdf import FOOT_ABOVE_EDGE, FOOT_SIZE, Job, Sheet, document_sheets, write_jobs

if TYPE_CHECKING:
    from partyoffice.reports.word_file import WordFile

LAID = 0.7  # of the bar: laying out, before anything is painted


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sheet with the running foot of its book."""

    sheet: Sheet
    foot: str

    def paint(self, brush: Brush) -> None:
        """Paint the sheet, then the foot in its middle."""
        self.sheet.paint(brush)
        brush.centred(self.sheet.width / 2, FOOT_ABOVE_EDGE, self.foot, "song", FOOT_SIZE)


def write_pdf(
    book: Book, form: Form, chapters: Sequence[Chapter], path: Path, progress: Progress | None = None
) -> int:
    """Bind a book into one PDF and return the number of its pages.

    Everything is laid out before the first page is painted, so that the contents know the pages.
    ``progress`` hears both; False raises Cancelled. Raises OfficeError as ``pdf.write`` does.
    """
    sheets = bound(book, form, chapters, stretch(progress, 0, LAID))
    jobs = (_ready(sheet) for sheet in sheets)
    return write_jobs(jobs, len(sheets), path, book.title, stretch(progress, LAID, 1))


def _ready(sheet: Sheet) -> Job:
    return lambda _fonts: [sheet]


def bound(book: Book, form: Form, chapters: Sequence[Chapter], progress: Progress | None) -> list[Sheet]:
    """Return every sheet of a book, all but the cover with its number."""
    fonts, laid = faces.current(), []
    for at, (_, values) in enumerate(chapters, 1):
        laid.append(draw(form, values, fonts, bound=True))
        tell(progress, at, len(chapters))
    cover = document_sheets(replace(book.cover, foot=""), fonts)
    starts = list(_starts(book, chapters, laid, fonts, len(cover)))
    contents = document_sheets(book.listed(chapters, starts), fonts)
    after = [sheet for one in book.after for sheet in document_sheets(replace(one, foot=""), fonts)]
    inside = [*contents, *(sheet for some in laid for sheet in some), *after]
    pages = len(cover) + len(inside)
    return [*cover, *(_numbered(book, one, at, pages) for at, one in enumerate(inside, len(cover) + 1))]


def _numbered(book: Book, sheet: Sheet, page: int, pages: int) -> Sheet:
    return replace(sheet, paint=Numbered(sheet, book.foot.format(page=page, pages=pages)).paint)


def _starts(
    book: Book, chapters: Sequence[Chapter], laid: Sequence[Sequence[Sheet]], fonts: FontSet, page: int
) -> Iterator[int]:
    """Yield the page each chapter begins on: the contents have as many sheets whatever pages they name."""
    page += len(document_sheets(book.listed(chapters, [0] * len(chapters)), fonts)) + 1
    for sheets in laid:
        yield page
        page += len(sheets)


def write_word(
    book: Book, form: Form, chapters: Sequence[Chapter], path: Path, progress: Progress | None = None
) -> int:
    """Bind a book into one .docx and return the number of its chapters; its contents are fields.

    The pages they show until Word counts anew are those of the PDF. ``progress`` hears the chapters.
    """
    from partyoffice.reports.form_word import write_bound
    from partyoffice.reports.word import WordWriter, written
    from partyoffice.reports.word_file import Foot

    fonts = faces.current()
    laid = [draw(form, values, fonts, bound=True) for _, values in chapters]
    starts = list(_starts(book, chapters, laid, fonts, len(document_sheets(book.cover, fonts))))
    foot = Foot(book.foot)

    def fill(file: "WordFile") -> int:
        WordWriter(file).document(replace(book.cover, foot=""))
        WordWriter(file).document(replace(book.listed(chapters, starts), foot=book.foot))
        for at, (_, values) in enumerate(chapters, 1):
            write_bound(file, form, values, foot, at)
            tell(progress, at, len(chapters))
        for one in book.after:
            WordWriter(file).document(replace(one, foot=book.foot))
        return len(chapters)

    return written(book.cover, path, fill)


def write(
    book: Book, form: Form, chapters: Sequence[Chapter], path: Path, progress: Progress | None = None
) -> int:
    """Bind a book as .docx, or else as PDF."""
    bind = write_word if path.suffix.lower() == ".docx" else write_pdf
    return bind(book, form, chapters, path, progress)
