"""Tables as Word tables: fixed columns as wide as in the PDF, heads repeated, rows kept whole."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from partyoffice.reports.document import Fields, shown
from partyoffice.reports.pdf_table import AIR, LEADING, PAD, TableSetter, cell_align
from partyoffice.reports.word_parts import CELL, GRID, HEAD, LABEL, VALUE
from partyoffice.reports.word_xml import half_points, jc, paragraph, run, twips

OFTEN = 500  # rows between two reports of progress
LONG = 40  # characters below which a row cannot be as tall as a third of a sheet


def edges_to_widths(edges: Sequence[float]) -> list[int]:
    """Return column widths in twips whose sum is the whole width, however each is rounded."""
    return [twips(right) - twips(left) for left, right in pairwise(edges)]


def opening(widths: Sequence[int], *, air: float, pad: float, more: str = "") -> str:
    """Return the beginning of a table; ``more`` are borders of its own."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    down, across = twips(air), twips(pad)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{GRID}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{more}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{down}" w:type="dxa"/><w:left w:w="{across}" w:type="dxa"/>'
        f'<w:bottom w:w="{down}" w:type="dxa"/><w:right w:w="{across}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def cell(width: int, inside: str, more: str = "", *, top: bool = False) -> str:
    """Return a cell, its content in the middle of its height or at its head; ``more``: gridSpan, vMerge."""
    wide = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    place = "top" if top else "center"
    return f'<w:tc><w:tcPr>{wide}{more}<w:vAlign w:val="{place}"/></w:tcPr>{inside}</w:tc>'


def row(cells: str, *, whole: bool = True, head: bool = False, more: str = "") -> str:
    """Return a row; ``whole`` keeps it on one page, ``head`` repeats it on each."""
    kept = "<w:cantSplit/>" if whole else ""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{kept}{more}{repeated}</w:trPr>{cells}</w:tr>"


class RosterTable:
    """One table of a document, set as the PDF sets it."""

    def __init__(self, setter: TableSetter, usual: float) -> None:
        """Take the columns and their widths; ``usual`` is the type size of the style 表格文字."""
        self.setter, self.usual = setter, usual
        self.widths = edges_to_widths(setter.grid.uprights)
        size = setter.size
        self._grown = size if size != usual else 0
        self._line = (
            f'<w:spacing w:line="{twips(size * LEADING)}" w:lineRule="atLeast"/>' if self._grown else ""
        )

    def opening(self) -> str:
        """Return the table's beginning and its head."""
        titles = (run(column.title, size=self._grown) for column in self.setter.columns)
        cells = (cell(width, paragraph(HEAD, title, self._line))
                 for width, title in zip(self.widths, titles, strict=True))  # fmt: skip
        return opening(self.widths, air=AIR, pad=PAD) + row("".join(cells), head=True)

    def _cell(self, place: int, text: str, style: str) -> str:
        size, lines = self.setter.lines(place, text)
        align = cell_align(self.setter.columns[place], len(lines))
        own = size if half_points(size) != half_points(self.usual) else 0
        more = self._line + (jc(align) if align != "center" else "")
        return cell(self.widths[place], paragraph(style, run(text, size=own), more))

    def _row(self, place: int) -> str:
        texts = self.setter.rows[place]
        whole = max(map(len, texts), default=0) < LONG or self.setter.stays_whole(place)
        style = HEAD if self.setter.is_total(place) else CELL
        return row("".join(self._cell(at, text, style) for at, text in enumerate(texts)), whole=whole)

    def stretches(self) -> Iterator[tuple[int, str]]:
        """Yield the rows, some hundreds at a time, with their number; the words for no rows."""
        if not self.setter.rows:
            span = f'<w:gridSpan w:val="{len(self.widths)}"/>'
            yield 0, row(cell(sum(self.widths), paragraph(CELL, run(self.setter.table.empty)), span))
        places = iter(range(len(self.setter.rows)))
        while some := list(islice(places, OFTEN)):
            yield len(some), "".join(map(self._row, some))


def fields(block: Fields, edges: Sequence[float]) -> str:
    """Return labels and values as a table, ``columns`` pairs to a row."""
    widths = edges_to_widths(edges)
    pairs = [(label, shown(value)) for label, value in block.pairs]
    pairs += [("", "")] * (-len(pairs) % block.columns)
    made = opening(widths, air=AIR + 1.5, pad=PAD + 1)
    for start in range(0, len(pairs), block.columns):
        texts = [text for pair in pairs[start : start + block.columns] for text in pair]
        cells = (cell(width, paragraph(VALUE if place % 2 else LABEL, run(text)))
                 for place, (width, text) in enumerate(zip(widths, texts, strict=True)))  # fmt: skip
        made += row("".join(cells))
    return made + "</w:tbl>"
