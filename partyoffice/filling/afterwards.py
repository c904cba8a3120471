"""What a filled workbook must say anew, and what of its former rows must not stay in it unseen."""

import re
from typing import TYPE_CHECKING

from partyoffice.filling.opening import Template
from partyoffice.filling.package import local, named
from partyoffice.filling.tree import SheetTree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def reckon_anew(template: Template, *, reckons: bool) -> None:
    """Have formulas reckoned when the file is opened; results of before are taken out."""
    package, book = template.package, template.book
    cells = [cell for cell, _formula in template.tree.formulas()]
    for chain in package.related(book, "calcChain"):
        package.drop(chain, book)
    if not cells and not reckons:
        return
    for cell in cells:
        value = named(cell, "v")
        if value is not None:
            cell.remove(value)
        cell.attrib.pop("t", None)
    root = package.tree(book)
    about = named(root, "calcPr")
    if about is None:
        about = _new_calculation(root)
    about.set("fullCalcOnLoad", "1")


# What stands before calcPr in a workbook (ECMA-376 part 1, 18.2.27).
BEFORE = ("definedNames", "externalReferences", "functionGroups", "sheets")


def _new_calculation(root: "Element") -> "Element":
    from lxml.etree import QName, SubElement

    made = SubElement(root, QName(QName(root).namespace, "calcPr"))
    before = next((found for name in BEFORE if (found := named(root, name)) is not None), None)
    if before is not None:
        before.addnext(made)
    return made


def texts_given_up(template: Template) -> set[int]:
    """Return the shared texts of the rows that give way: what they said must not stay in the file unseen."""
    found: set[int] = set()
    for number in template.slots.used:
        for cell in template.tree.cells.get(number, {}).values():
            found |= _shared_by(cell)
    return found


def _shared_by(cell: "Element") -> set[int]:
    value = named(cell, "v")
    told = value.text or "" if value is not None and cell.get("t") == "s" else ""
    return {int(told)} if re.fullmatch(r"\d{1,9}", told) else set()


def forget(template: Template, gone: set[int]) -> None:
    """Empty the shared texts that no cell names any more."""
    package = template.package
    for part in package.related(template.book, "sharedStrings") if gone else ():
        kept: set[int] = set()
        for name in template.sheets.values():
            tree = template.tree if name == template.tree.part else SheetTree(package, name)
            for cells in tree.cells.values():
                kept = kept.union(*map(_shared_by, cells.values())) if cells else kept
        texts = [one for one in package.tree(part) if local(one) == "si"]
        for at in gone - kept:
            if at < len(texts):
                for piece in list(texts[at]):
                    texts[at].remove(piece)
                _blank_text(texts[at])


def _blank_text(text: "Element") -> None:
    from lxml.etree import QName, SubElement

    SubElement(text, QName(QName(text).namespace, "t"))
