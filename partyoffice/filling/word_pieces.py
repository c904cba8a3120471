"""The piece of a Word template that is repeated, with tokens where its placeholders stood.

A person costs no more than the tokens replaced in a text, so that a thousand papers are soon made.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyoffice.core.cancel import Progress, tell
from partyoffice.core.dates import Day
from partyoffice.filling import placeholders
from partyoffice.filling.cells import Value
from partyoffice.filling.days import form_in
from partyoffice.filling.opening import SERIAL
from partyoffice.filling.package import local, named, serialised
from partyoffice.reports.breaking import exportable
from partyoffice.reports.word_xml import escaped

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OPEN, CLOSE = "\ue000", "\ue001"  # private characters, which no paper holds
_TOKEN = re.compile(f"{OPEN}(\\d+){CLOSE}")
BEGIN, END, OFTEN = "people begin", "people end", 20
_ANCHORS = re.compile(r"<\w+:bookmark(?:Start|End)\b[^>]*/>|\s\w+:(?:paraId|textId)=\"[^\"]*\"")
_DRAWING = re.compile(r"(<\w+:docPr\b[^>]*?\bid=\")(\d+)\"")
# What may stand before pageBreakBefore in a paragraph's properties (ECMA-376 part 1, 17.3.1.26).
BEFORE_BREAK = frozenset({"pStyle", "keepNext", "keepLines"})


def said(value: Value, form: str) -> str:
    """Return a value as a paper says it: days in words, unless the placeholder shows another form."""
    if isinstance(value, Day):
        wanted = form_in(form) if form else None
        return wanted.text(value) if wanted else value.spoken()
    return "" if value is None else str(value)


@dataclass(slots=True)
class Tokens:
    """What each token asks for: the key and the form of a date."""

    blank: str
    asked: list[tuple[str, str]] = field(default_factory=list)

    def of(self, key: str, form: str) -> str:
        """Return a new token."""
        self.asked.append((key, form))
        return f"{OPEN}{len(self.asked) - 1}{CLOSE}"

    def filled(self, piece: str, values: Mapping[str, Value], line: str) -> str:
        """Return a piece with everything said; ``line`` is how a text goes on in the next line."""

        def answer(found: re.Match[str]) -> str:
            key, form = self.asked[int(found[1])]
            return escaped(said(values.get(key), form) or self.blank).replace("\n", line)

        return _TOKEN.sub(answer, piece)


def settle(root: "Element", keys: Mapping[str, str], values: Mapping[str, Value], blank: str) -> None:
    """Say at once what holds for the whole file; what ``values`` does not hold is left standing."""

    def answer(found: re.Match[str]) -> str | None:
        words, form = placeholders.parted(found[1] or found[2])
        key = keys.get(words, "")
        return exportable(said(values[key], form) or blank) if key in values else None

    for paragraph in placeholders.paragraphs(root):
        placeholders.replace(paragraph, answer)


def tokenise(root: "Element", keys: Mapping[str, str], tokens: Tokens, leave: Callable[[str], bool]) -> None:
    """Set tokens in place of the placeholders that are known."""

    def answer(found: re.Match[str]) -> str | None:
        words, form = placeholders.parted(found[1] or found[2])
        key = keys.get(words, "")
        return None if not key or leave(key) else tokens.of(key, form)

    for paragraph in placeholders.paragraphs(root):
        placeholders.replace(paragraph, answer)


def line_break(root: "Element") -> str:
    """Return the XML by which a text goes on in the next line."""
    prefix = f"{root.prefix}:" if root.prefix else ""
    return f'</{prefix}t><{prefix}br/><{prefix}t xml:space="preserve">'


def around(first: "Element", last: "Element") -> None:
    """Mark where a piece begins and ends."""
    from lxml.etree import Comment

    first.addprevious(Comment(BEGIN))
    last.addnext(Comment(END))


def cut(root: "Element") -> tuple[str, str, str]:
    """Return what stands before the marked piece, the piece, and what stands after it."""
    whole = serialised(root).decode()
    head, _, rest = whole.partition(f"<!--{BEGIN}-->")
    piece, _, tail = rest.partition(f"<!--{END}-->")
    return head, piece, tail


def again(piece: str, at: int) -> str:
    """Return a piece as it stands a further time: names that must stand once are taken out."""
    plain = _ANCHORS.sub("", piece)
    return _DRAWING.sub(lambda found: f'{found[1]}{int(found[2]) + 10_000 * at}"', plain)


# Rows ------------------------------------------------------------------------------------


def take_row(row: "Element") -> None:
    """Mark the row that is repeated; those like it below, made by hand beforehand, go."""
    twins = []
    for other in row.itersiblings():
        if local(other) != "tr" or _placeholders(other) != _placeholders(row):
            break
        twins.append(other)
    for other in twins:
        parent = other.getparent()
        if parent is not None:
            parent.remove(other)
    around(row, row)


def _placeholders(row: "Element") -> list[str]:
    return [found[0] for one in placeholders.paragraphs(row) for found in placeholders.found_in(one)]


# Papers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Papers:
    """The text of one paper, as it stands first and after another one, and what parts two of them."""

    head: str
    first: str
    next: str
    tail: str
    between: str = ""


def papers(root: "Element") -> Papers:
    """Return the whole text as the piece that is repeated, each time on a new page."""
    body = named(root, "body")
    blocks = (
        [one for one in body if isinstance(one.tag, str) and local(one) != "sectPr"]
        if body is not None
        else []
    )
    around(blocks[0], blocks[-1])
    head, piece, tail = cut(root)
    section = named(body, "sectPr") if body is not None else None
    if section is not None and any(local(one) == "sectPr" for block in blocks for one in block.iter()):
        ending = deepcopy(section)
        _end_section(blocks[-1], ending)
        return Papers(head, piece, piece, tail, cut(root)[1][len(piece) :])
    _new_page(blocks[0])
    return Papers(head, piece, cut(root)[1], tail)


def _end_section(last: "Element", section: "Element") -> None:
    """Let each paper end its own section, where a template has several."""
    from lxml.etree import SubElement

    space = section.tag.rpartition("}")[0] + "}"
    paragraph = last.makeelement(f"{space}p")
    SubElement(paragraph, f"{space}pPr").append(section)
    last.addnext(paragraph)


def _new_page(first: "Element") -> None:
    """Begin a new page before the first block."""
    space = first.tag.rpartition("}")[0] + "}"
    if local(first) != "p":
        paragraph = first.makeelement(f"{space}p")
        first.addprevious(paragraph)
        first = paragraph
        _make_tiny(paragraph, space)
    about = named(first, "pPr")
    if about is None:
        about = first.makeelement(f"{space}pPr")
        first.insert(0, about)
    at = sum(1 for one in about if local(one) in BEFORE_BREAK)
    about.insert(at, about.makeelement(f"{space}pageBreakBefore"))


def _make_tiny(paragraph: "Element", space: str) -> None:
    """Make a paragraph that takes no room: a table cannot begin a page by itself."""
    from lxml.etree import SubElement

    about = SubElement(paragraph, f"{space}pPr")
    spacing = SubElement(about, f"{space}spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(f"{space}{name}", value)


def each_paper(
    parts: Papers, tokens: Tokens, people: Sequence[Mapping[str, Value]], line: str, progress: Progress | None
) -> Iterator[bytes]:
    """Yield the file with one paper behind the other."""
    yield parts.head.encode()
    for at, values in enumerate(people):
        if at % OFTEN == 0:
            tell(progress, at, len(people))
        piece = parts.first if at == 0 else parts.between + again(parts.next, at)
        yield tokens.filled(piece, values, line).encode()
    yield parts.tail.encode()


def each_row(
    root: "Element", tokens: Tokens, people: Sequence[Mapping[str, Value]], progress: Progress | None
) -> Iterator[bytes]:
    """Yield the file with a row for everybody."""
    head, piece, tail = cut(root)
    line = line_break(root)
    yield head.encode()
    for at, values in enumerate(people or [{}]):
        if at % OFTEN == 0:
            tell(progress, at, len(people))
        number = {SERIAL: str(at + 1)} if people else {}
        yield tokens.filled(again(piece, at) if at else piece, {**values, **number}, line).encode()
    yield tail.encode()
