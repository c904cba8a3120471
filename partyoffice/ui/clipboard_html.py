"""The table that Excel, WPS, Word and browsers put on the clipboard as HTML, read into texts."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

_FORMAT = re.compile(r"mso-number-format\s*:\s*(\"[^\"]*\"|'[^']*'|[^;}]*)", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
_SHORTENED = re.compile(r"[-+]?\d(?:\.\d+)?E[-+]?\d+|#{2,}", re.IGNORECASE)
_DATE_PARTS = re.compile(r"[yY年]")
_WHOLE = re.compile(r"(-?\d+)\.0+")
FIRST_SERIAL = date(1899, 12, 30)  # serial 61 is 1 March 1900; earlier ones are never sure
SURE_SERIALS = range(61, 110_000)
WIDEST_SPAN = 300
BREAKS = {"br"}
BLOCKS = {"p", "div", "li"}
SILENT = {"style", "script", "title"}

Attributes = dict[str, str | None]


def shortened(text: str) -> bool:
    """Say whether a sheet showed a number only in part: 3.30E+17 or ####."""
    return _SHORTENED.fullmatch(text.strip()) is not None


class _Cell:
    """A cell while it is being read."""

    def __init__(self, about: Attributes, style: str) -> None:
        self.about, self.style = about, style
        self.parts: list[str] = []

    def span(self, name: str) -> int:
        """Return over how many columns or rows the cell goes."""
        said = (self.about.get(name) or "").strip()
        return min(max(int(said), 1), WIDEST_SPAN) if said.isdigit() else 1

    def text(self) -> str:
        """Return what the cell holds; what was shown only in part comes from the hidden number."""
        if kept := self.about.get("x:str"):
            return kept
        shown = _tidied("".join(self.parts))
        number = self.about.get("x:num")
        return self._whole(number) if number and shortened(shown) else shown

    def _whole(self, number: str) -> str:
        plain = _WHOLE.sub(r"\1", number)
        if _DATE_PARTS.search(self.style) and plain.isdigit() and int(plain) in SURE_SERIALS:
            return (FIRST_SERIAL + timedelta(days=int(plain))).isoformat()
        return plain


def _tidied(text: str) -> str:
    """Return text as HTML means it: blanks run together, line ends of <br> and hard blanks kept."""
    lines = (re.sub(r"[ \t]+", " ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(lines).strip("\n").replace("\u00a0", " ")


class _Reader(HTMLParser):
    """Takes the cells of the outermost tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self.formats: dict[str, str] = {}
        self.cell: _Cell | None = None
        self.depth = 0
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell, a line."""
        if tag in SILENT:
            self.silent = tag
        elif tag == "table":
            self.depth += 1
        elif tag == "tr" and self.depth == 1:
            self.rows.append([])
            self.cell = None
        elif tag in {"td", "th"} and self.depth == 1:
            self._begin(dict(attrs))
        elif self.cell is not None:
            self._break(tag)

    def _begin(self, about: Attributes) -> None:
        own = _FORMAT.search(about.get("style") or "")
        style = own.group(1) if own else self.formats.get(about.get("class") or "", "")
        self.cell = _Cell(about, style)
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(self.cell)

    def _break(self, tag: str) -> None:
        cell = self.cell
        if cell is not None and (tag in BREAKS or (tag in BLOCKS and "".join(cell.parts).strip())):
            cell.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a table or a cell."""
        if tag == self.silent:
            self.silent = ""
        elif tag == "table":
            self.depth -= 1
        elif tag in {"td", "th", "tr"} and self.depth == 1:
            self.cell = None

    def handle_data(self, data: str) -> None:
        """Take text; line ends of the source are mere blanks, formats are kept by class."""
        if self.silent == "style":
            for name, rules in _CLASS.findall(data):
                if found := _FORMAT.search(rules):
                    self.formats[name] = found.group(1)
        elif not self.silent and self.cell is not None:
            self.cell.parts.append(re.sub(r"[\r\n]+", " ", data))


def table(html: str) -> tuple[tuple[str, ...], ...]:
    """Return the cells of the table, merged ones with empty cells beside and below; empty for none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    below: dict[int, int] = {}  # column -> how many rows a merged cell still reaches down
    return tuple(tuple(_spread(row, below)) for row in reader.rows)


def _spread(row: list[_Cell], below: dict[int, int]) -> list[str]:
    texts: list[str] = []
    for cell in row:
        _pass_merged(texts, below)
        wide, deep = cell.span("colspan"), cell.span("rowspan")
        for at in range(len(texts), len(texts) + wide):
            below[at] = deep - 1
        texts += [cell.text(), *[""] * (wide - 1)]
    _pass_merged(texts, below)
    return texts


def _pass_merged(texts: list[str], below: dict[int, int]) -> None:
    while below.get(len(texts), 0) > 0:
        below[len(texts)] -= 1
        texts.append("")
