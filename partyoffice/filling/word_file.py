"""A Word template opened: what kind of file it is, its parts with text, what its placeholders ask for."""

import zipfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.filling import placeholders
from partyoffice.filling.opening import MACROS, SERIAL, Wanted, said_of_templates
from partyoffice.filling.package import Package, local
from partyoffice.intake.mapping import Question, fingerprint, map_columns
from partyoffice.intake.sniff import damaged, first_bytes, locked, zip_parts
from partyoffice.store.compound import MAGIC as OLE
from partyoffice.store.looks import UNREADABLE, ZIP

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PAPERS = "请用 WPS 或 Word 打开后另存为 .docx 再试"
TEXTS = ("header", "footer", "footnotes", "endnotes")
NONE_FOUND = "请在要填的地方写上 {{姓名}} 这样的占位符（栏目名放在两层花括号里），写法见帮助“上级模板”"


@dataclass(slots=True)
class WordLook:
    """What a Word template asks for: ``keys`` by the words of a placeholder, the rest nobody knows.

    ``roster`` says that a table row is repeated; otherwise it is one person's paper.
    """

    mark: str
    keys: dict[str, str] = field(default_factory=dict)
    unmapped: list[str] = field(default_factory=list)
    ambiguous: list[Question] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    roster: bool = False


@dataclass(slots=True)
class WordFile:
    """An opened Word template: the main part, and the others that hold text."""

    package: Package
    main: str
    others: list[str]
    look: WordLook

    def standing(self) -> tuple[str, ...]:
        """Return the placeholders in braces that still stand."""
        found = [
            text
            for part in (self.main, *self.others)
            for text, sure in _words(self.package.tree(part))
            if sure
        ]
        return tuple(dict.fromkeys(found))

    def known_in(self, parts: list[str]) -> bool:
        """Say whether a known placeholder still stands in some parts."""
        return any(
            text in self.look.keys for part in parts for text, _sure in _words(self.package.tree(part))
        )

    def row(self) -> "Element | None":
        """Return the first table row that asks for a running number."""
        for paragraph in placeholders.paragraphs(self.package.tree(self.main)):
            for found in placeholders.found_in(paragraph):
                words = placeholders.parted(found[1] or found[2])[0]
                line = next((one for one in paragraph.iterancestors() if local(one) == "tr"), None)
                if self.look.keys.get(words) == SERIAL and line is not None:
                    return line
        return None


def must_be_word(path: Path) -> None:
    """Refuse whatever is no sound .docx."""
    head = first_bytes(path)
    if head.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise locked(path)
        raise OfficeError(f"“{path.name}”是旧式的 .doc 或 .wps 文档", remedy=PAPERS)
    if not head.startswith(ZIP) or path.suffix.lower() != ".docx":
        raise OfficeError(f"“{path.name}”不是 .docx 文档", remedy=PAPERS)
    names, _mime = zip_parts(path)
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise OfficeError(f"“{path.name}”不是 Word 文档", remedy=PAPERS)


@contextmanager
def opened_word(path: Path, wanted: Wanted) -> Generator[WordFile]:
    """Yield the template; refuses what cannot be read, and one without any placeholder."""
    with said_of_templates():
        must_be_word(path)
        try:
            with Package(path) as package:
                yield _parsed(package, wanted)
        except (zipfile.BadZipFile, KeyError, IndexError, EOFError) as error:
            raise damaged(path) from error


def _parsed(package: Package, wanted: Wanted) -> WordFile:
    try:
        if MACROS in package.body("[Content_Types].xml"):
            raise OfficeError(f"“{package.path.name}”带有宏", remedy=PAPERS)
        main = package.related("", "officeDocument")[0]
        others = [part for kind in TEXTS for part in package.related(main, kind)]
        trees = {part: package.tree(part) for part in (main, *others)}
    except UNREADABLE as error:
        raise damaged(package.path) from error
    words = {part: _words(tree) for part, tree in trees.items()}
    look = _look(list(dict.fromkeys(one for group in words.values() for one in group)), wanted)
    made = WordFile(package, main, others, look)
    if not look.keys and not look.unmapped and not look.ambiguous:
        raise OfficeError(f"“{package.path.name}”里没有占位符", remedy=NONE_FOUND)
    look.roster = made.row() is not None
    return made


def _words(root: "Element") -> list[tuple[str, bool]]:
    """Return the words of all placeholders and whether they stand in braces."""
    return [
        (placeholders.parted(found[1] or found[2])[0], bool(found[1]))
        for paragraph in placeholders.paragraphs(root)
        for found in placeholders.found_in(paragraph)
    ]


def _look(words: list[tuple[str, bool]], wanted: Wanted) -> WordLook:
    braced = dict.fromkeys(text for text, sure in words if sure)
    look = WordLook(fingerprint(f"{wanted.kind}-word", list(braced)))
    targets = [replace(target, must=False) for target in wanted.targets]
    answers = wanted.all_answers(look.mark)
    titles = {target.field.title for target in targets}
    for text in dict.fromkeys(text for text, _sure in words):
        # Who writes the very title of a column means it, however ambiguous a heading it would be.
        own = {text: text} if text in titles else {}
        found = map_columns([text], targets, own | _about(text, answers))
        if found.keys:
            look.keys[text] = found.keys[0]
        elif found.ambiguous and text in braced:
            look.ambiguous += found.ambiguous
        elif text in braced:
            look.unmapped.append(text)
        look.answered |= {} if own else found.answered
    return look


def _about(text: str, answers: Mapping[str, str]) -> dict[str, str]:
    from partyoffice.intake.headings import plain

    return {heading: answer for heading, answer in answers.items() if plain(heading) == plain(text)}
