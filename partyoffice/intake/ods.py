"""The hidden rows of an .ods, which calamine does not tell (OpenDocument 1.2 part 1, 9.1.3)."""

import re
import zipfile
from html import unescape
from pathlib import Path

_TAG = re.compile(r"<table:table(-row|(?=[ >]))([^>]*)>")
_REPEATED = re.compile(r'\btable:number-rows-repeated="(\d+)"')
_HIDDEN = re.compile(r'\btable:visibility="(?:collapse|filter)"')
_NAME = re.compile(r'\btable:name="([^"]*)"')
# The rest of the sheet is one row repeated a million times.
REST = 100_000


def hidden_rows(path: Path) -> dict[str, set[int]]:
    """Return the hidden rows, counted from 1, of each sheet by name."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read("content.xml").decode()
    result: dict[str, set[int]] = {}
    hidden: set[int] = set()
    number = 0
    for tag in _TAG.finditer(text):
        if not tag.group(1):
            name = _NAME.search(tag.group(2))
            hidden, number = set(), 0
            result[unescape(name.group(1)) if name else ""] = hidden
            continue
        repeated = _REPEATED.search(tag.group(2))
        times = int(repeated.group(1)) if repeated else 1
        if _HIDDEN.search(tag.group(2)):
            hidden.update(range(number + 1, number + 1 + min(times, REST)))
        number += times
    return result
