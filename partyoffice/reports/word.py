"""Documents as Word files: real tables, styles with names, fields for the page numbers.

Widths, type sizes and alignment come from the same place as the PDF's; how the lines break is
Word's own affair. What the PC's faces lack is not looked for here: Word finds its own.
"""

from collections.abc import Callable
from functools import singledispatchmethod
from pathlib import Path

from partyoffice.core.cancel import Progress, tell
from partyoffice.reports import fonts as faces
from partyoffice.reports.blocks import Space, title_size
from partyoffice.reports.brush import MM
from partyoffice.reports.document import (
    Block,
    Contents,
    Document,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Photo,
    Signatures,
    Table,
)
from partyoffice.reports.pdf_fields import field_edges
from partyoffice.reports.pdf_table import TableSetter
from partyoffice.reports.sign_line import sign_size, sign_spots
from partyoffice.reports.word_file import SPOT, Foot, WordFile
from partyoffice.reports.word_parts import (
    BODY,
    GAP,
    HEADINGS,
    LINES,
    NOTE,
    PHOTO,
    SIGN,
    SUBTITLE,
    TEXT,
    TITLE,
)
from partyoffice.reports.word_table import RosterTable, cell, fields, opening, row
from partyoffice.reports.word_xml import jc, page_of, paragraph, run, tab, tabs, twips
from partyoffice.store.files import replaced

STYLES = {"body": BODY, "text": TEXT, "note": NOTE}
APART = (Table, Fields, Photo)  # blocks that cannot stand right below another table
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
TITLE_SIZE, TITLE_GAP = 22, 120
USUAL_CELLS, ENTRY = 9.0, 20.0


class WordWriter:
    """Writes documents one behind the other, each a section of its own."""

    def __init__(self, file: WordFile, progress: Progress | None = None) -> None:
        """Write into ``file``; ``progress`` hears the rows of a table."""
        self.file, self.progress = file, progress
        self.fonts = faces.current()
        self.rows = 0

    def document(self, document: Document, *, alone: bool = True) -> None:
        """Write one document; pages are counted within it, or within the file it has alone."""
        page = document.page
        width, height = page.millimetres
        self.space = Space(
            (width - page.left - page.right) * MM,
            (height - page.top - page.bottom) * MM,
            self.fonts,
            document.fonts,
        )
        mark = document.mark.replace("{", "").replace("}", "")  # braces name fields there
        self.file.begin(page, Foot("　".join(filter(None, (document.foot, mark))), alone=alone))
        self._title(document)
        self._blocks(document)

    def _title(self, document: Document) -> None:
        """Write title, subtitle and the line above the content."""
        if not document.title:
            return
        size, below = title_size(document), 0 if document.subtitle else TITLE_GAP
        leading = f'<w:spacing w:after="{below}" w:line="{twips(size * 1.45)}" w:lineRule="atLeast"/>'
        self._lines(document.title, TITLE, leading, size if size != TITLE_SIZE else 0)
        if document.subtitle:
            self._lines(document.subtitle, SUBTITLE)
        if document.lines:
            self.file.add(self._spread(document.lines))

    def _lines(self, text: str, style: str, more: str = "", size: float = 0) -> None:
        """Write running text, each line break beginning a paragraph."""
        for part in text.split("\n"):
            self.file.add(paragraph(style, run(part, size=size), more))

    def _spread(self, texts: tuple[str, ...]) -> str:
        """Return texts at even distances: the first at the left, the last at the right."""
        wide = [self.fonts.setting(self.space.roles.table).width(text) * 10.5 for text in texts]
        gaps, stops = max(len(texts) - 1, 1), []
        for place, width in enumerate(wide[1:-1], 1):
            stops.append(("center", "none", (self.space.width - width) * place / gaps + width / 2))
        if len(texts) > 1:
            stops.append(("right", "none", self.space.width))
        return paragraph(LINES, tab().join(map(run, texts)), tabs(stops) if stops else "")

    # Blocks --------------------------------------------------------------------------------

    def _blocks(self, document: Document) -> None:
        held = len(self.file.body) - 1  # from here on everything stays with the signatures
        before: Block | None = None
        for block in document.blocks:
            if isinstance(block, APART) and not (before is None and document.title):
                self.file.add(paragraph(GAP, more="<w:keepNext/>"))
            elif isinstance(block, Paragraph) and isinstance(before, Table | Fields):
                self.file.add(paragraph(GAP, more='<w:spacing w:line="80" w:lineRule="exact"/>'))
            if isinstance(block, Signatures):
                self._hold(held)
            self._write(block)
            if not isinstance(block, Paragraph):
                held = len(self.file.body) - 1
            before = block

    def _hold(self, first: int) -> None:
        """Keep what stands since the last table's last row together with what follows."""
        for element in self.file.body[max(first, 0) :]:
            kept = element.findall("./{*}tr")[-1] if element.tag.endswith("}tbl") else element
            for text in [kept] if kept.tag.endswith("}p") else kept.iter("{*}p"):
                shape = text.get_or_add_pPr()
                if shape.find("{*}keepNext") is None:
                    shape.get_or_add_keepNext()

    @singledispatchmethod
    def _write(self, block: Block) -> None:
        raise TypeError(f"{type(block).__name__} is no block")

    @_write.register
    def _(self, block: Heading) -> None:
        self._lines(block.text, HEADINGS[block.level != 1], '<w:spacing w:before="140"/>')

    @_write.register
    def _(self, block: Paragraph) -> None:
        own = "" if block.align == "justify" else jc(block.align)
        indent = NO_INDENT if own and block.style == "body" else ""
        self._lines(block.text, STYLES[block.style], indent + own)

    @_write.register
    def _(self, block: Table) -> None:
        space = self.space
        setter = TableSetter(block, space.fonts, space.roles, space.width, space.height)
        table = RosterTable(setter, self.file.cells)
        made = self.file.add(table.opening() + "</w:tbl>")[0]
        for done, rows in table.stretches():
            made.extend(self.file.loose(rows))
            self.rows += done
            tell(self.progress, self.rows, len(setter.rows))

    @_write.register
    def _(self, block: Fields) -> None:
        measure = self.fonts.setting("hei").width
        self.file.add(fields(block, field_edges(block, self.space.width, measure)))

    @_write.register
    def _(self, block: Contents) -> None:
        stop = tabs([("right", "dot", self.space.width)])
        # As many lines a page as in the PDF.
        stop += f'<w:spacing w:after="0" w:line="{twips(ENTRY)}" w:lineRule="exact"/>'
        for at, (title, page) in enumerate(block.entries, 1):
            self.file.add(paragraph(TEXT, run(title) + tab() + page_of(at, page), stop + jc("left")))

    @_write.register
    def _(self, block: PageBreak) -> None:
        del block
        self.file.add(paragraph(GAP, more="<w:pageBreakBefore/>" + SPOT))

    @_write.register
    def _(self, block: Photo) -> None:
        wide = twips(block.width * MM)
        high = f'<w:trHeight w:val="{twips(block.height * MM)}" w:hRule="exact"/>'
        inside = photo(self.file, block.content, block.width - 1, block.height - 1)
        self.file.add(opening([wide], air=0, pad=0) + row(cell(wide, inside), more=high) + "</w:tbl>")

    @_write.register
    def _(self, block: Signatures) -> None:
        if block.labels:
            self.file.add(self._signatures(block.pairs))

    def _signatures(self, pairs: tuple[tuple[str, str], ...]) -> str:
        """Return labels over the width, a rule to write on after each that is not filled in."""
        size, runs = sign_size(len(pairs)), ""
        measure = self.fonts.setting(self.space.roles.table).width
        wide = [measure(f"{label}：{filled}") * size for label, filled in pairs]
        spots = sign_spots(wide, [not filled for _label, filled in pairs], self.space.width)
        stops: list[tuple[str, str, float]] = []
        for (label, filled), (start, end) in zip(pairs, spots, strict=True):
            if start:
                runs += tab()
                stops.append(("left", "none", start))
            runs += run(f"{label}：{filled}", size=size)
            if not filled:
                runs += tab()
                stops.append(("left", "underscore", end))
        return paragraph(SIGN, runs, tabs(stops) if stops else "")


def photo(file: WordFile, content: bytes | None, width: float, height: float) -> str:
    """Return the paragraph of a picture's frame, millimetres; without a picture it says 照片."""
    picture = file.picture(content, width, height) if content else ""
    return paragraph(PHOTO, picture or run("照片无法读取" if content else "照片"))


def written(document: Document, path: Path, fill: Callable[[WordFile], int]) -> int:
    """Write a file whole or not at all; ``fill`` writes into it and says how much.

    Title, faces and the type size of tables are those of ``document``.
    """
    sizes = [block.size for block in document.blocks if isinstance(block, Table)]
    with replaced(path, "写入") as draft:
        file = WordFile(document.title, document.fonts, sizes[0] if sizes else USUAL_CELLS)
        done = fill(file)
        file.save(draft)
    return done


def write(document: Document, path: Path, *, progress: Progress | None = None) -> int:
    """Write a document as .docx and return the number of rows of its tables.

    How many pages it has is known to Word alone. ``progress`` hears (rows done, rows); False raises
    Cancelled. Raises OfficeError for what the disk refuses; an older file then stays as it was.
    """

    def fill(file: WordFile) -> int:
        writer = WordWriter(file, progress)
        writer.document(document)
        return writer.rows

    return written(document, path, fill)
