"""An official document as a Word file: the places of ``official``, in styles that can be edited.

Word sets 22 lines of 28.95 points each in its line box, so the first stands 2 mm lower than in the PDF;
how the lines break is Word's own affair.
"""

from pathlib import Path

from partyoffice.core.cancel import Progress
from partyoffice.core.errors import OfficeError
from partyoffice.reports import official as page
from partyoffice.reports.blocks import Space
from partyoffice.reports.breaking import exportable, wrap
from partyoffice.reports.brush import MM
from partyoffice.reports.document import Block, Document, Fonts, Heading, Paragraph
from partyoffice.reports.official import ADVANCE, INDENT, SIZE, SMALL_LINE, SMALL_SIZE, WIDTH, Annex, Official
from partyoffice.reports.official_head import MARK, NARROWEST
from partyoffice.reports.official_text import BODY as FACE
from partyoffice.reports.official_text import ROLES, TIGHT, led, line_measure, sign_places, small_lines
from partyoffice.reports.title_shape import shaped
from partyoffice.reports.word import WordWriter, written
from partyoffice.reports.word_file import WordFile
from partyoffice.reports.word_parts import BODY, FOOT, TITLE
from partyoffice.reports.word_table import cell, opening, row
from partyoffice.reports.word_xml import jc, paragraph, parsed, run, tab, tabs, twips

LINE = 28.95
KEPT, NEW_PAGE = "<w:keepNext/>", "<w:pageBreakBefore/>"
FIRST_LINE = f'<w:ind w:firstLineChars="0" w:firstLine="{twips(ADVANCE)}"/>'
RED = '<w:color w:val="FF0000"/>'
FOOT_ABOVE_EDGE = 25.5  # millimetres, so that the dashes stand 7 mm below the type area


def _spacing(leading: float = LINE, before: float = 0, after: float = 0) -> str:
    sides = f'w:before="{twips(before)}" w:after="{twips(after)}"'
    return f'<w:spacing {sides} w:line="{twips(leading)}" w:lineRule="exact"/>'


def _indent(left: float, hanging: float = 0, right: float = 0) -> str:
    """Return an indent of its own, in points; no indent of the style is left."""
    first = (
        f'w:hangingChars="0" w:hanging="{twips(hanging)}"'
        if hanging
        else 'w:firstLineChars="0" w:firstLine="0"'
    )
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" {first}/>'


def _tight(text: str, role: str = FACE, size: float = SIZE, more: str = "") -> str:
    """Return a run of type so close that 28 characters fill a line; ``more`` comes before its size."""
    spaced = more or f'<w:spacing w:val="{twips(TIGHT)}"/>'
    return run(text, role, size).replace("<w:sz ", f"{spaced}<w:sz ", 1)


def _border(side: str, kind: str, size: int, space: int, colour: str) -> str:
    return f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


class OfficialWriter(WordWriter):
    """Writes one official document."""

    def official(self, document: Document, official: Official) -> None:
        """Write head, title, text, name and date, attachments, 版记, page numbers."""
        self.space = Space(WIDTH * MM, page.HEIGHT * MM, self.fonts, Fonts())
        self._head(official)
        self._heading(document.title)
        if official.to:
            self._line(official.to, _indent(0))
        self._text(document.blocks)
        self._annex_names(official)
        self._hold(len(self.file.body) - 2)
        self._signature(official)
        for number, annex in enumerate(official.annexes, 1):
            if annex.blocks:
                self._annex(annex, number if len(official.annexes) > 1 else 0)
        self._imprint(official)
        self._section()

    def _line(self, text: str, indent: str = "", keep: str = "", before: float = 0) -> None:
        runs = tab().join(map(_tight, text.split("\t")))
        self.file.add(paragraph(BODY, runs, keep + _spacing(before=before) + indent))

    def _head(self, official: Official) -> None:
        """Write the red head; a paper without one carries its number at the right."""
        if official.style == "red":
            self._mark(exportable(official.head or official.issuer))
            rule = f"<w:pBdr>{_border('bottom', 'single', 10, 11, 'FF0000')}</w:pBdr>"
            signer = f"签发人：{official.signer}" if official.signer else ""
            wide = f"{official.number}\t{signer}" if signer else official.number
            stops = tabs([("right", "none", WIDTH * MM - ADVANCE)]) if signer else ""
            runs = tab().join(map(_tight, wide.split("\t")))
            place = FIRST_LINE if signer else _indent(0) + jc("center")
            shape = _spacing(before=2 * LINE, after=2 * LINE) + place
            self.file.add(paragraph(BODY, runs, KEPT + rule + stops + shape))
        elif official.number:
            shape = KEPT + _spacing(after=2 * LINE) + _indent(0) + jc("right")
            self.file.add(paragraph(BODY, _tight(official.number), shape))

    def _mark(self, text: str) -> None:
        """Write the 发文机关标志 35 mm below the edge of the type area, condensed into its width."""
        natural = self.fonts.setting("title").width(text) * MARK
        squeeze = min(1.0, WIDTH * MM / natural if natural else 1.0)
        size = MARK * min(1.0, squeeze / NARROWEST)
        scale = f'{RED}<w:w w:val="{int(max(squeeze, NARROWEST) * 100)}"/>'
        shape = KEPT + _spacing(MARK, before=page.HEAD_TOP * MM) + _indent(0) + jc("center")
        self.file.add(paragraph(BODY, _tight(text, "title", size, scale), shape))

    def _heading(self, title: str) -> None:
        lines = "\n".join(shaped(exportable(title), self.fonts.setting("title").width))
        self.file.add(paragraph(TITLE, run(lines), KEPT + _spacing(after=LINE)))

    def _text(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self._paragraph(block.text, block.level)
            elif isinstance(block, Paragraph):
                for part in filter(None, (part.strip() for part in block.text.split("\n"))):
                    self._paragraph(part)
            else:
                self._write(block)

    def _paragraph(self, text: str, level: int = 0) -> None:
        found, end = (level, len(text)) if level else led(text)
        keep = KEPT if found and end == len(text) else ""
        runs = _tight(text[:end], ROLES.get(found, FACE)) + _tight(text[end:])
        self.file.add(paragraph(BODY, runs, keep + '<w:widowControl w:val="0"/>' + _spacing()))

    def _annex_names(self, official: Official) -> None:
        for place, name in enumerate(official.named):
            number, _, rest = name.partition(" ") if len(official.named) > 1 else ("", "", name)
            lead = ("" if place else "附件：") + (f"{number}\t" if number else "")
            hanging = (len(number) / 2 + (0 if place else 3)) * ADVANCE
            left = (INDENT + 3 + len(number) / 2) * ADVANCE
            self._line(lead + rest, _indent(left, hanging), before=0 if place else LINE)

    def _signature(self, official: Official) -> None:
        measure = line_measure(self.fonts)
        room = WIDTH * MM / ADVANCE - 2 * page.OPEN_RIGHT
        names, dated = wrap(exportable(official.issuer), room, measure), official.dated
        start, begin = sign_places(max(map(measure, names)), measure(dated), sealed=official.sealed)
        above = (page.SEALED_ABOVE if official.sealed else 1) * LINE
        for place, name in enumerate(names):
            indent = _indent(start * ADVANCE, right=-2 * ADVANCE)
            self._line(name, indent, KEPT, 0 if place else above)
        self._line(dated, _indent(begin * ADVANCE, right=-2 * ADVANCE), KEPT if official.remark else "")
        if official.remark:
            self._line(official.remark)

    def _annex(self, annex: Annex, number: int) -> None:
        said = f"附件{number}" if number else "附件"
        shape = KEPT + NEW_PAGE + _spacing(after=LINE) + _indent(0)
        self.file.add(paragraph(BODY, _tight(said, "hei"), shape))
        self._heading(annex.title)
        self._text(annex.blocks)

    def _imprint(self, official: Official) -> None:
        """Write the 版记 as a table that stands on the foot of the page it is on."""
        rows, lines = [], 0
        if official.copied:
            said = f"抄送：{official.copied}"
            lines = len(small_lines(said, WIDTH * MM - 2 * SMALL_SIZE, 3, self.fonts))
            shape = _spacing(SMALL_LINE) + _indent(4 * SMALL_SIZE, 3 * SMALL_SIZE, SMALL_SIZE)
            rows.append(paragraph(BODY, run(said, FACE, SMALL_SIZE), shape))
        printer, printed = official.imprint
        if printer:
            stops = tabs([("right", "none", WIDTH * MM - SMALL_SIZE)])
            runs = run(printer, FACE, SMALL_SIZE) + tab() + run(printed, FACE, SMALL_SIZE)
            rows.append(paragraph(BODY, runs, stops + _spacing(SMALL_LINE) + _indent(SMALL_SIZE)))
            lines += 1
        if rows:
            self.file.add(self._standing(rows, lines * SMALL_LINE))

    @staticmethod
    def _standing(rows: list[str], height: float) -> str:
        """Return a table whose last rule is the foot of the type area; LibreOffice sets it in the text."""
        wide = twips(WIDTH * MM)
        edges = (("top", "single", 8), ("left", "nil", 0), ("bottom", "single", 8), ("right", "nil", 0),
                 ("insideH", "single", 6), ("insideV", "nil", 0))  # fmt: skip
        borders = "".join(_border(side, kind, size, 0, "000000") for side, kind, size in edges)
        made = opening([wide], air=0, pad=0, more=f"<w:tblBorders>{borders}</w:tblBorders>")
        top = twips((page.TOP + page.HEIGHT) * MM - height)
        foot = (
            '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page"'
            f' w:tblpX="{twips(page.LEFT * MM)}" w:tblpY="{top}"/>'
        )
        made = made.replace("<w:tblW ", f"{foot}<w:tblW ", 1)
        return made + "".join(row(cell(wide, inside)) for inside in rows) + "</w:tbl>"

    # The page ------------------------------------------------------------------------------

    def _number(self, align: str) -> str:
        field = f'<w:fldSimple w:instr=" PAGE ">{run("1", "song", SMALL_SIZE)}</w:fldSimple>'
        runs = run("— ", "song", SMALL_SIZE) + field + run(" —", "song", SMALL_SIZE)
        shape = _spacing(SMALL_SIZE) + f'<w:ind w:left="{twips(SMALL_SIZE)}" w:right="{twips(SMALL_SIZE)}"/>'
        return self.file.footer(paragraph(FOOT, runs, shape + jc(align)))

    def _section(self) -> None:
        """Close the file: paper, margins, numbers at the right of odd and the left of even pages."""
        self.file.add(paragraph(BODY, more=_spacing(1)))  # what the 版记 hangs on
        self.file.made.settings.odd_and_even_pages_header_footer = True
        width, height = page.PAPER
        sides = {
            "top": page.TOP, "right": width - page.LEFT - WIDTH, "bottom": height - page.TOP - page.HEIGHT,
            "left": page.LEFT, "header": 15.0, "footer": FOOT_ABOVE_EDGE, "gutter": 0.0,
        }  # fmt: skip
        margins = " ".join(f'w:{name}="{twips(side * MM)}"' for name, side in sides.items())
        feet = "".join(
            f'<w:footerReference w:type="{kind}" r:id="{self._number(align)}"/>'
            for kind, align in (("default", "right"), ("even", "left"))
        )
        paper = f'<w:pgSz w:w="{twips(width * MM)}" w:h="{twips(height * MM)}"/>'
        self.file.root.extend(parsed(f"<w:sectPr>{feet}{paper}<w:pgMar {margins}/></w:sectPr>"))


def write(document: Document, official: Official, path: Path, *, progress: Progress | None = None) -> int:
    """Write an official document as .docx; see ``word.write``. A 信函 is laid out in PDF alone."""
    if official.style == "letter":
        raise OfficeError("信函格式的公文只能存为 PDF 文件", remedy="请把文件名改为 .pdf 结尾")

    def fill(file: WordFile) -> int:
        writer = OfficialWriter(file, progress)
        writer.official(document, official)
        return writer.rows

    return written(document, path, fill)
