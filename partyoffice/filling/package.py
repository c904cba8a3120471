"""A workbook or Word file as the zip it is: parts are changed one by one, all others stay byte for byte.

Libraries that read a whole file and write it anew lose shapes, charts and print settings on the way.
"""

import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from partyoffice.core.errors import OfficeError
from partyoffice.intake.sniff import damaged
from partyoffice.store.looks import UNREADABLE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# A part is held as a tree of ten times its size; an empty sheet of 10 000 formatted rows has 15 MB.
MOST_PART = 40 * 2**20
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
Streams = Mapping[str, Iterable[bytes]]


def local(element: "Element") -> str:
    """Return the tag without its namespace; comments have none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(element: "Element", name: str) -> "Element | None":
    """Return the first child of a name, whatever its namespace."""
    return next((child for child in element if local(child) == name), None)


class Package:
    """The parts of one file; ``tree`` gives a part for changing, ``save`` writes the whole anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.zip = zipfile.ZipFile(path)
        self.names = {name.lower(): name for name in self.zip.namelist()}
        self.trees: dict[str, Element] = {}
        self.before: dict[str, bytes] = {}
        self.dropped: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()

    def has(self, part: str) -> bool:
        """Say whether there is such a part."""
        return part.lower() in self.names

    def body(self, part: str) -> bytes:
        """Return the bytes of a part."""
        info = self.zip.getinfo(self.names[part.lower()])
        if info.file_size > MOST_PART:
            raise OfficeError(
                f"“{self.path.name}”太大，里面有一部分超过 {MOST_PART // 2**20} MB",
                remedy="请删去多余的空白行（只留几行带格式的空行就够），另存后再试",
            )
        return self.zip.read(info)

    def tree(self, part: str) -> "Element":
        """Return a part as a tree; what is changed in it is saved."""
        name = self.names[part.lower()]
        if name not in self.trees:
            self.trees[name] = self._parsed(name)
            self.before[name] = serialised(self.trees[name])
        return self.trees[name]

    def _parsed(self, part: str) -> "Element":
        from lxml.etree import XMLParser, XMLSyntaxError, fromstring

        # Entities are never resolved, and nothing is fetched.
        parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return fromstring(self.body(part), parser)
        except (XMLSyntaxError, *UNREADABLE):
            raise damaged(self.path) from None

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """Return id, kind (the last word of its type) and part of everything a part refers to."""
        folder, _, name = part.rpartition("/")
        links = f"{folder}/_rels/{name}.rels".lstrip("/")
        if not self.has(links):
            return []
        found = []
        for link in self.tree(links):
            if local(link) == "Relationship" and link.get("TargetMode") != "External":
                target = link.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = link.get("Type", "").rpartition("/")[2]
                found.append((link.get("Id", ""), kind, posixpath.normpath(whole)))
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts of one kind that a part refers to and that are there."""
        return [target for _id, name, target in self.relations(part) if name == kind and self.has(target)]

    def drop(self, part: str, owner: str) -> None:
        """Take a part out, with the link its owner has to it and its line in the list of contents."""
        folder, _, name = owner.rpartition("/")
        links = self.tree(f"{folder}/_rels/{name}.rels".lstrip("/"))
        for link in list(links):
            if posixpath.basename(link.get("Target", "")) == posixpath.basename(part):
                links.remove(link)
        contents = self.tree("[Content_Types].xml")
        for line in list(contents):
            if line.get("PartName", "").lstrip("/").lower() == part.lower():
                contents.remove(line)
        self.dropped.add(self.names[part.lower()])

    def save(self, path: Path, streams: Streams | None = None) -> None:
        """Write the file; ``streams`` are parts that come in pieces."""
        written = {self.names[name.lower()]: pieces for name, pieces in (streams or {}).items()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self.zip.infolist():
                if info.filename in self.dropped:
                    continue
                if info.filename in written:
                    with target.open(info.filename, "w") as out:
                        for piece in written[info.filename]:
                            out.write(piece)
                else:
                    target.writestr(info.filename, self._saved(info.filename))

    def _saved(self, name: str) -> bytes:
        """Return a part as it is to be written: only what was changed in it is written anew."""
        body = serialised(self.trees[name]) if name in self.trees else b""
        return body if body != self.before.get(name, b"") else self.zip.read(name)


def serialised(tree: "Element") -> bytes:
    """Return a tree as the bytes of a part."""
    from lxml.etree import tostring

    return bytes(tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
