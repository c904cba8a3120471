"""Code tables: the labels a field offers, what people write for them, and their order.

The tables themselves are data under ``resources/codes``, each with its standard, its version and
how sure we are of it; a school's own labels are added with ``with_additions``. Bare numbers are
never taken for a label: 0, 1 and 2 mean different things in different programs.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property

from partyoffice.core.resources import home, read_json

# 868_汉族, 01-汉族, 01 汉族, 01：汉族 as other programs export them.
_CODED = re.compile(r"[0-9]+[A-Za-z]{0,3}[\s_.:、|/-]*(?=\D)(.+)")


@dataclass(frozen=True, slots=True)
class Item:
    """One label with its code in the standard (often empty) and what else people write for it.

    ``group`` is the column or row it is counted under, ``level`` its rank where the table has
    ranks, ``confidence`` is UNCONFIRMED where no source was found.
    """

    label: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    group: str = ""
    level: str = ""
    parent: str = ""
    alpha: str = ""
    order: int | None = None
    confidence: str = ""


@dataclass(frozen=True)
class Table:
    """One table of labels in their official order; ``refused`` pairs a wrong short form with a hint."""

    name: str
    title: str
    version: str
    source: str
    confidence: str
    items: tuple[Item, ...]
    refused: dict[str, str]
    note: str = ""

    @cached_property
    def _by_text(self) -> dict[str, Item]:
        return {_folded(form): item for item in self.items for form in (item.label, *item.aliases)}

    @cached_property
    def _hints(self) -> dict[str, str]:
        return {_folded(short): hint for short, hint in self.refused.items()}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {item.label: place for place, item in enumerate(self.items)}

    def labels(self) -> tuple[str, ...]:
        """Return all labels in order."""
        return tuple(item.label for item in self.items)

    def item(self, label: str) -> Item | None:
        """Return the item of an exact label, None for a label the table does not have."""
        place = self._places.get(label)
        return None if place is None else self.items[place]

    def find(self, text: str) -> str | None:
        """Return the official label for a label, an everyday form or a code with its label.

        None for anything else, bare numbers and known wrong short forms included.
        """
        return next((self._by_text[form].label for form in _forms(text) if form in self._by_text), None)

    def why_not(self, text: str) -> str:
        """Return the hint for a known wrong form such as 蒙族, otherwise an empty text."""
        return next((self._hints[form] for form in _forms(text) if form in self._hints), "")

    def order(self, label: str) -> int:
        """Return the place of a label for sorting, from 0; unknown labels come after all others."""
        return self._places.get(label, len(self.items))

    def group(self, label: str) -> str:
        """Return what a label is counted under, empty for none or an unknown label."""
        item = self.item(label)
        return item.group if item else ""

    def level(self, label: str) -> str:
        """Return the rank of a label (高级, 硕士 …), empty for none or an unknown label."""
        item = self.item(label)
        return item.level if item else ""

    def with_additions(self, extra: Iterable[str]) -> "Table":
        """Return this table with a school's own labels after its own; known forms are left out.

        What a school adds is no longer refused.
        """
        new = dict.fromkeys(label for label in extra if label and self.find(label) is None)
        wanted = {_folded(label) for label in new}
        refused = {short: hint for short, hint in self.refused.items() if _folded(short) not in wanted}
        return replace(self, items=(*self.items, *map(Item, new)), refused=refused)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if not char.isspace())


def _forms(text: str) -> tuple[str, ...]:
    coded = _CODED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return (_folded(text), _folded(coded[1])) if coded else (_folded(text),)


@cache
def table(name: str) -> Table:
    """Return the table of ``resources/codes/<name>.json``; OfficeError if there is none."""
    data = read_json(f"codes/{name}.json")
    items = [{**item, "aliases": tuple(item.get("aliases", ()))} for item in data["items"]]
    return Table(
        name=data["table"],
        title=data["title"],
        version=data["version"],
        source=data["source"],
        confidence=data["confidence"],
        items=tuple(Item(**item) for item in items),
        refused=data.get("refused", {}),
        note=data.get("note", ""),
    )


def table_names() -> tuple[str, ...]:
    """Return the names of all shipped tables."""
    return tuple(sorted(path.stem for path in (home() / "resources" / "codes").glob("*.json")))


def labels(name: str) -> tuple[str, ...]:
    """Return all labels of a table in order."""
    return table(name).labels()


def find(name: str, text: str) -> str | None:
    """Return the official label of a table for what somebody wrote; see ``Table.find``."""
    return table(name).find(text)


def why_not(name: str, text: str) -> str:
    """Return why a form is not taken, where a hint is known; see ``Table.why_not``."""
    return table(name).why_not(text)


def order(name: str, label: str) -> int:
    """Return the place of a label in its table; see ``Table.order``."""
    return table(name).order(label)


def group(name: str, label: str) -> str:
    """Return what a label is counted under; see ``Table.group``."""
    return table(name).group(label)


def level(name: str, label: str) -> str:
    """Return the rank of a label; see ``Table.level``."""
    return table(name).level(label)


def with_additions(name: str, extra: Iterable[str]) -> Table:
    """Return a table together with a school's own labels; see ``Table.with_additions``."""
    return table(name).with_additions(extra)
