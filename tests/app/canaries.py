"""An office in which every text of a field that is more than common can be told in any other text.

A canary is the one value of one record; ``Seen`` notes wherever one shows, or any other number of a person.
"""

import re
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from partyoffice.core.field import Care, Kind
from partyoffice.parts import PARTS
from partyoffice.store.base import fields_of

# Names, days and amounts tell records apart and are shown; a photograph is there to be seen.
SHOWN = {Kind.NAME, Kind.DAY, Kind.MONEY, Kind.PHOTO}
SEEDED = [
    (kind, each)
    for part in PARTS
    for kind in part.records
    for each in fields_of(kind)
    if each.care is not Care.PLAIN and each.kind not in SHOWN
]
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
SAYS = ("toolTip", "accessibleName", "accessibleDescription", "windowTitle", "text", "toPlainText")
CANARY = re.compile(r"330099\d{8}0000|199\d{8}|鹧\d{5}鸪")
NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1\d{10})(?!\d)")


def canary(described, number):
    """The value of one record: a number of the field's shape, or a word no list would hold by chance."""
    if described.kind is Kind.ID_NUMBER:
        return f"330099{number:08d}0000"
    return f"199{number:08d}" if described.kind is Kind.PHONE else f"某鹧{number:05d}鸪生病"


def seed(office):
    """Give every record of every such field its canary; tells by canary which field it is of."""
    told = {}
    with office.change("更正全部") as session:
        for kind, described in SEEDED:
            for record in session.query(kind):
                value = canary(described, len(told))
                setattr(record, described.key, value)
                told[CANARY.search(value)[0]] = (kind.title, described)
    return told


@dataclass
class Seen:
    """Where which fields were seen."""

    told: dict
    places: dict = field(default_factory=dict)

    def look(self, text, place):
        """Note the canaries and numbers of a text."""
        text = str(text or "")
        for found in {*CANARY.findall(text), *NUMBER.findall(text)}:
            kind, title, care = "", found, Care.SENSITIVE
            if found in self.told:
                kind, described = self.told[found]
                title, care = described.title, described.care
            self.places.setdefault((kind, title, care), set()).add(place)

    def widgets(self, top, place):
        """Look at all that widgets say: to the eye, under the mouse, to a screen reader."""
        for one in (top, *top.findChildren(QWidget)):
            for name in SAYS:
                says = getattr(one, name, None)
                at = "label" if name == "text" and isinstance(one, QLabel) else name
                self.look(says() if callable(says) else "", f"{place} {at}")
            if isinstance(one, QAbstractItemView) and one.model() is not None and one.isVisible():
                self.cells(one, f"{place} {type(one).__name__}")

    def cells(self, view, place):
        """Look at every cell of a view, as drawn, under the mouse and read aloud."""
        model, root = view.model(), view.rootIndex()
        for row in range(model.rowCount(root)):
            for at in range(len(getattr(model, "columns", "1"))):
                for role in ROLES:
                    self.look(model.index(row, at, root).data(role), place)

    def of(self, *cares):
        """The places where fields of these classes were seen, by kind and title."""
        return {(kind, title): at for (kind, title, care), at in self.places.items() if care in cares}
