"""Placeholders of Word templates: {{姓名}}, {{出生日期：1985.03}}, 【姓名】; also parted over runs."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from partyoffice.filling.package import local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# 【…】 is a mark of ordinary papers too: it counts only where its words are known.
PATTERN = re.compile(r"(?:\{\{|｛｛)([^{}｛｝]{1,60})(?:\}\}|｝｝)|【([^【】]{1,30})】")
_FORM = re.compile(r"[:：|｜]")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def parted(inside: str) -> tuple[str, str]:
    """Return the words of a placeholder and the example of a date behind its colon."""
    words, *form = _FORM.split(inside, maxsplit=1)
    return words.strip(), form[0].strip() if form else ""


def paragraphs(root: "Element") -> Iterator["Element"]:
    """Yield every paragraph, those of tables and text boxes too."""
    return (one for one in root.iter() if local(one) == "p" and "wordprocessingml" in str(one.tag))


def texts(paragraph: "Element") -> list["Element"]:
    """Return the texts of a paragraph in order, without those of text boxes that hang in it."""
    return [one for one in paragraph.iter() if local(one) == "t" and _own(one, paragraph)]


def _own(text: "Element", paragraph: "Element") -> bool:
    above = next((one for one in text.iterancestors() if local(one) == "p"), None)
    return above is paragraph


def found_in(paragraph: "Element") -> Iterator[re.Match[str]]:
    """Yield the placeholders of a paragraph."""
    return PATTERN.finditer("".join(one.text or "" for one in texts(paragraph)))


def replace(paragraph: "Element", answer: Callable[[re.Match[str]], str | None]) -> None:
    """Set an answer in place of each placeholder, in the type it begins in; None leaves it standing."""
    parts = texts(paragraph)
    whole = "".join(one.text or "" for one in parts)
    for found in reversed(list(PATTERN.finditer(whole))):
        said = answer(found)
        if said is not None:
            _put(parts, found.start(), found.end(), said)


def _put(parts: "list[Element]", start: int, end: int, said: str) -> None:
    at, written = 0, False
    for part in parts:
        text = part.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= last:
            continue
        part.text = text[:first] + ("" if written else said) + text[last:]
        part.set(SPACE, "preserve")
        written = True
