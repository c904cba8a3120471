"""Cell styles of a template: what they show, and the same style again for text."""

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from partyoffice.filling.package import Package, local, named
from partyoffice.intake.scan import MONTH_FORMATS, QUIET

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TEXT = 49  # ECMA-376 part 1, 18.8.30: @
# The built-in formats that show a day, those of zh-cn included.
DAYS = frozenset({*range(14, 18), 22, *range(27, 32), 36, 50, 51, 52, 53, 54, 57, 58})
CLOCKS = re.compile(r"[hs]")
SIDES = ("left", "right", "top", "bottom")


class Styles:
    """The styles of one workbook by number."""

    def __init__(self, package: Package, book: str) -> None:
        found = package.related(book, "styles")
        self.root = package.tree(found[0]) if found else None
        self.formats = self._group("cellXfs")
        self.borders = self._group("borders")
        codes = self._group("numFmts")
        self.codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in codes}
        self._made: dict[tuple[int, bool], int] = {}

    def _group(self, name: str) -> "list[Element]":
        group = named(self.root, name) if self.root is not None else None
        return [one for one in group if isinstance(one.tag, str)] if group is not None else []

    def _format(self, style: int) -> "Element | None":
        return self.formats[style] if 0 <= style < len(self.formats) else None

    def _number(self, style: int) -> int:
        found = self._format(style)
        return int(found.get("numFmtId") or 0) if found is not None else 0

    def _marks(self, style: int) -> str:
        code = self.codes.get(str(self._number(style)), "")
        return QUIET.sub("", code.split(";")[0]).lower()

    def day(self, style: int) -> bool:
        """Say whether the style shows a number as a day or a month."""
        number = self._number(style)
        if str(number) not in self.codes:
            return number in DAYS
        marks = self._marks(style)
        return "y" in marks and ("m" in marks or "d" in marks)

    def month(self, style: int) -> bool:
        """Say whether the style shows year and month only."""
        number = self._number(style)
        if str(number) not in self.codes:
            return number in MONTH_FORMATS
        return self.day(style) and "d" not in self._marks(style) and not CLOCKS.search(self._marks(style))

    def bordered(self, style: int) -> bool:
        """Say whether the style draws a line on some side."""
        found = self._format(style)
        at = int(found.get("borderId") or 0) if found is not None else 0
        border = self.borders[at] if 0 <= at < len(self.borders) else None
        return border is not None and any(local(side) in SIDES and side.get("style") for side in border)

    def as_text(self, style: int, *, quoted: bool = False) -> int:
        """Return the style that looks the same and keeps what is typed as text."""
        if self._number(style) == TEXT and not quoted:
            return style
        more = {"numFmtId": str(TEXT), "applyNumberFormat": "1"} | ({"quotePrefix": "1"} if quoted else {})
        return self._again((style, quoted), style, more)

    def as_row(self, style: int) -> int:
        """Return the style of a heading as a row below it has it: its lines, nothing of its type."""
        return self._again((-style - 1, False), style, {"fontId": "0", "fillId": "0", "numFmtId": "0"})

    def _again(self, key: tuple[int, bool], style: int, more: dict[str, str]) -> int:
        original = self._format(style)
        if original is None or self.root is None:
            return style
        if key not in self._made:
            copy = deepcopy(original)
            for name, value in more.items():
                copy.set(name, value)
            group = original.getparent()
            if group is None:
                return style
            group.append(copy)
            self.formats.append(copy)
            group.set("count", str(len(self.formats)))
            self._made[key] = len(self.formats) - 1
        return self._made[key]
