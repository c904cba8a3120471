"""What a template's drop-down lists allow, and our word as the list says it."""

import re
from typing import TYPE_CHECKING

from partyoffice.filling.package import Package, local, named
from partyoffice.filling.tree import SheetTree, area
from partyoffice.intake.cells import label_of
from partyoffice.intake.target import Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

MOST_LABELS = 2000
_PLACE = re.compile(r"(?:'((?:[^']|'')*)'|([^'!]+))!(.+)")


class Lists:
    """The drop-down lists of one sheet; lists that stand in another sheet are read there."""

    def __init__(
        self, package: Package, book: str, sheets: "Mapping[str, str]", tree: SheetTree, own: str
    ) -> None:
        self.package, self.book, self.sheets, self.tree, self.own = package, book, sheets, tree, own

    def of(self, row: int, column: int) -> tuple[str, ...]:
        """Return the labels that a cell allows, empty where it allows anything."""
        for rule in self._rules():
            inside = any(_holds(text, row, column) for text in (rule.get("sqref") or "").split())
            formula = named(rule, "formula1")
            if inside and formula is not None and formula.text:
                return self._labels(formula.text.strip())
        return ()

    def _rules(self) -> "list[Element]":
        group = named(self.tree.root, "dataValidations")
        return [one for one in group if one.get("type") == "list"] if group is not None else []

    def _labels(self, text: str) -> tuple[str, ...]:
        if text.startswith('"'):
            return tuple(part.strip() for part in text.strip('"').split(",") if part.strip())
        names = named(self.package.tree(self.book), "definedNames")
        for one in names if names is not None else ():
            if one.get("name") == text and one.text:
                text = one.text
        found = _PLACE.fullmatch(text)
        sheet = (found[1] or found[2] or "").replace("''", "'") if found else self.own
        return self._read(sheet, found[3] if found else text)

    def _read(self, sheet: str, place: str) -> tuple[str, ...]:
        first, left, last, right = area(place)
        if not first or sheet not in self.sheets or (last - first) * (right - left + 1) > MOST_LABELS:
            return ()
        tree = self.tree if sheet == self.own else SheetTree(self.package, self.sheets[sheet])
        cells = [
            tree.cells.get(row, {}).get(at) for row in range(first, last + 1) for at in range(left, right + 1)
        ]
        texts = [self._text(cell) for cell in cells if cell is not None]
        return tuple(text for text in texts if text)

    def _text(self, cell: "Element") -> str:
        value = named(cell, "v")
        if cell.get("t") == "s" and value is not None and (value.text or "").isdigit():
            return shared(self.package, self.book, int(value.text or "0"))
        return "".join(part.text or "" for part in cell.iter() if local(part) in {"v", "t"}).strip()


def shared(package: Package, book: str, at: int) -> str:
    """Return one of the workbook's shared texts."""
    parts = package.related(book, "sharedStrings")
    texts = [one for one in package.tree(parts[0]) if local(one) == "si"] if parts else []
    if at >= len(texts):
        return ""
    return "".join(part.text or "" for part in texts[at].iter() if local(part) == "t").strip()


def _holds(text: str, row: int, column: int) -> bool:
    a, b, c, d = area(text)
    return a <= row <= c and b <= column <= d


def fitted(target: Target, allowed: tuple[str, ...], label: str) -> str:
    """Return the one label of a list that means ours (汉 for 汉族), ours itself where none surely does."""
    if not allowed or label in allowed:
        return label
    same = [one for one in allowed if label_of(target, one) == label]
    return same[0] if len(same) == 1 else label
