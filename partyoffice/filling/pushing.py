"""Putting rows in: everything that names a row below goes down with it, in every part of the workbook."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from partyoffice.filling.opening import Template
from partyoffice.filling.package import local, named
from partyoffice.filling.refs import Push, areas, letters, pushed
from partyoffice.filling.tree import Area

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

AREAS = frozenset({"ref", "sqref"})
FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})
TABLES = frozenset({"table", "autoFilter"})


def push_down(template: Template, by: int) -> None:
    """Put ``by`` rows in below the last row for people."""
    slots = template.slots
    push = Push(slots.last, by, slots.last if slots.room else slots.last + 1)
    tree, name = template.tree, template.sheet.name
    _merge(template, push)
    _formulas(tree.root, lambda text: pushed(text, push, name, own=True))
    _around(template, push)
    _rows(template, push)
    _names(template, push)
    for other, part in template.sheets.items():
        if other != name and _mentions(template, part):
            _formulas(template.package.tree(part), lambda text: pushed(text, push, name, own=False))
    _attached(template, push)


def _mentions(template: Template, part: str) -> bool:
    return template.package.has(part) and b"!" in template.package.body(part)


def _merge(template: Template, push: Push) -> None:
    """Move what is merged; within the rows of people it stays, to be repeated for the new ones."""
    slots, tree = template.slots, template.tree

    def moved(corners: Area) -> Area:
        a, b, c, d = corners
        inside = slots.first <= a and c <= slots.last and c - a < slots.tall
        first, last = (a, c) if inside else push.span(a, c)
        return first, b, last, d

    tree.merge([moved(corners) for corners in tree.merged])


def _formulas(root: "Element", change: Callable[[str], str]) -> None:
    for one in root.iter():
        if local(one) in FORMULAS and one.text:
            one.text = change(one.text)


def _around(template: Template, push: Push) -> None:
    """Move the areas that conditions, drop-downs, filters and links name, and manual page breaks."""
    for one in template.tree.root.iter():
        kind = local(one)
        if kind in {"c", "row", "mergeCell", "mergeCells"}:
            continue
        for name in AREAS & set(one.attrib):
            if kind != "f" or one.get("t") == "array":
                one.set(name, areas(one.get(name, ""), push))
        if kind == "sqref" and one.text:
            one.text = areas(one.text, push)
    breaks = named(template.tree.root, "rowBreaks")
    for one in breaks if breaks is not None else ():
        one.set("id", str(push.row(int(one.get("id") or 0))))


def _rows(template: Template, push: Push) -> None:
    tree = template.tree
    for number in sorted((n for n in tree.rows if n > push.last), reverse=True):
        to = push.row(number)
        row, cells = tree.rows.pop(number), tree.cells.pop(number)
        row.set("r", str(to))
        for column, cell in cells.items():
            cell.set("r", f"{letters(column)}{to}")
        tree.rows[to], tree.cells[to] = row, cells


def _names(template: Template, push: Push) -> None:
    """Move print area, print titles and the workbook's own names."""
    group = named(template.package.tree(template.book), "definedNames")
    for one in group if group is not None else ():
        if local(one) == "definedName" and one.text:
            one.text = pushed(one.text, push, template.sheet.name, own=False)


def _attached(template: Template, push: Push) -> None:
    """Move pictures, shapes, charts, notes and tables that stand below."""
    package, part = template.package, template.tree.part
    for kind, move in (("drawing", _anchors), ("vmlDrawing", _old_notes), ("table", _table)):
        for target in package.related(part, kind):
            move(package.tree(target), push)
    for kind in ("comments", "threadedComment"):
        for target in package.related(part, kind):
            for one in package.tree(target).iter():
                if one.get("ref"):
                    one.set("ref", areas(one.get("ref", ""), push))
    for drawing in package.related(part, "drawing"):
        for chart in package.related(drawing, "chart"):
            _formulas(package.tree(chart), lambda text: pushed(text, push, template.sheet.name, own=False))


def _anchors(root: "Element", push: Push) -> None:
    for one in root.iter():
        if local(one) in {"from", "to"}:
            row = named(one, "row")
            if row is not None and (row.text or "").isdigit():
                row.text = str(push.row(int(row.text or "0") + 1) - 1)


def _old_notes(root: "Element", push: Push) -> None:
    """Move the boxes of notes: the row a note belongs to, and from and to which row its box reaches."""
    for one in root.iter():
        if local(one) == "Row" and (one.text or "").strip().isdigit():
            one.text = str(push.row(int(one.text or "0") + 1) - 1)
        elif local(one) == "Anchor":
            parts = [part.strip() for part in (one.text or "").split(",")]
            if len(parts) == 8 and all(part.isdigit() for part in parts):
                for at in (2, 6):
                    parts[at] = str(push.row(int(parts[at]) + 1) - 1)
                one.text = ", ".join(parts)


def _table(root: "Element", push: Push) -> None:
    for one in root.iter():
        if local(one) in TABLES and one.get("ref"):
            one.set("ref", areas(one.get("ref", ""), push))
