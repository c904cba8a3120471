"""Names: where the surname ends, 姓氏笔画 order, pinyin order, and the keys a search box compares.

Pinyin itself comes in as a function, so that the floor of the house needs no dictionary.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product
from math import prod
from typing import Any

from partyoffice.core.resources import read_json, resource
from partyoffice.core.text import DOTS, clean_name, search_key

# One character -> its readings without tones, the usual one first; empty for anything not Han.
Readings = Callable[[str], Sequence[str]]

FIRST_STROKES = ("横", "竖", "撇", "点", "折")
MOST_COMBINATIONS = 32
_STROKE_FILE = "names/strokes.txt"
_ROW = 256
_BASE = 47
_UNKNOWN = (99, 9)


def _surnames() -> Any:  # ruff: ignore[any-type] -- JSON has no narrower type
    return read_json("names/surnames.json")


@cache
def _stroke_rows() -> dict[int, str]:
    lines = resource(_STROKE_FILE).read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if not line.startswith("#"))
    return {int(first, 16): counts for first, counts in pairs}


def strokes(char: str) -> int:
    """Return the strokes of a Chinese character as the mainland writes it; 0 where unknown.

    Source: Unihan kTotalStrokes, cut by ``tools/make_strokes.py``.
    """
    code = ord(char)
    counts, place = _stroke_rows().get(code // _ROW * _ROW, ""), code % _ROW
    return ord(counts[place]) - _BASE if place < len(counts) else 0


@cache
def _surname_places() -> dict[str, tuple[int, int]]:
    return {
        char: (FIRST_STROKES.index(first), place)
        for row in _surnames()["order"]
        for first in FIRST_STROKES
        for place, char in enumerate(row.get(first, ""))
    }


@cache
def _single_readings() -> dict[str, str]:
    return {char: reading for reading, chars in _surnames()["readings"].items() for char in chars}


def _compounds() -> dict[str, str]:
    compounds: dict[str, str] = _surnames()["compound"]
    return compounds


def _bare(name: str) -> str:
    return "".join(char for char in name if char not in DOTS and not char.isspace())


def _is_han(char: str) -> bool:
    return strokes(char) > 0


def split_name(name: str) -> tuple[str, str]:
    """Return surname and given name; the surname is empty where a name has none (阿依古丽·买买提).

    A compound surname is taken only where a given name is left: 欧阳 alone is 欧 with 阳.
    """
    plain = clean_name(name)
    if any(dot in plain for dot in DOTS) or not all(map(_is_han, plain)):
        return "", plain
    longest = next((size for size in (4, 2) if len(plain) > size and plain[:size] in _compounds()), 1)
    return plain[:longest], plain[longest:]


def _sorting_parts(name: str) -> tuple[str, str]:
    # 少数民族 names and foreign names stand where their first character puts them.
    surname, given = split_name(name)
    bare = _bare(given)
    return (surname, bare) if surname else (bare[:1], bare[1:])


def _rank(char: str) -> tuple[int, int, int]:
    first, place = _surname_places().get(char, (len(FIRST_STROKES), ord(char)))
    count = strokes(char)
    return (count, first, place) if count else (*_UNKNOWN, ord(char))


def _ranks(chars: str) -> Iterable[int]:
    return (number for char in chars for number in _rank(char))


def stroke_key(name: str) -> tuple[int, ...]:
    """Return the sort key of 姓氏笔画 order, as ballots and candidate lists use it.

    Surname strokes, then its first stroke (横竖撇点折), then the single given name before the
    double one, then the strokes of the given name. A compound surname stands by its first
    character, after the single surname written with it.
    """
    surname, given = _sorting_parts(name)
    return (*_ranks(surname[:1]), len(surname), *_ranks(surname[1:]), len(given), *_ranks(given))


def _usual(char: str, readings: Readings) -> str:
    return next(iter(readings(char)), char)


def surname_reading(surname: str, readings: Readings) -> list[str]:
    """Return the syllables of a surname: 单 shan, 尉迟 yu chi; others as ``readings`` gives them."""
    if surname in _compounds():
        return _compounds()[surname].split()
    return [_single_readings().get(char) or _usual(char, readings) for char in surname]


def pinyin_key(name: str, readings: Readings) -> str:
    """Return the text that sorts names by pinyin, people of one surname character together."""
    surname, given = _sorting_parts(name)
    known = bool(split_name(name)[0])
    head = surname_reading(surname, readings) if known else [_usual(char, readings) for char in surname]
    tail = [_usual(char, readings) for char in given]
    return " ".join([*head, surname, *tail, given]).casefold()


def _typed(syllable: str) -> list[str]:
    # ü has no key: people type lv, lu, or lyu as passports print it.
    return [syllable.replace("v", key) for key in ("v", "u", "yu")] if "v" in syllable else [syllable]


def _options(name: str, readings: Readings) -> list[list[str]]:
    surname, given = split_name(name)
    chars = surname + _bare(given)
    usual = surname_reading(surname, readings)
    options = []
    for place, char in enumerate(chars):
        first = usual[place : place + 1]
        known = dict.fromkeys([*first, *readings(char)]) or {char.casefold(): None}
        options.append([key for syllable in known for key in _typed(syllable)])
    return options


def _bounded(options: list[list[str]]) -> list[list[str]]:
    kept = [list(dict.fromkeys(choices)) for choices in options]
    while prod(map(len, kept)) > MOST_COMBINATIONS:
        max(reversed(kept), key=len).pop()
    return kept


def _combined(options: list[list[str]]) -> Iterable[str]:
    return ("".join(parts) for parts in product(*_bounded(options)))


def _initials(options: list[list[str]]) -> list[list[str]]:
    return [[syllable[0] for syllable in choices] for choices in options]


def _part_keys(name: str, options: list[list[str]]) -> list[str]:
    if not any(dot in name for dot in DOTS):
        return []
    for dot in DOTS:
        name = name.replace(dot, " ")
    keys, start = [], 0
    for part in name.split():
        own = options[start : start + len(part)]
        keys += [*_combined(own), *_combined(_initials(own))]
        start += len(part)
    return keys


def search_keys(name: str, readings: Readings) -> str:
    """Return what a search may be compared with, separated by blanks.

    The name itself, its full pinyin with the surname read rightly, other readings, and the
    initials of all readings; at most 32 combinations each. Dots of 少数民族 names are left out,
    and each part of such a name stands by itself as well.
    """
    plain = clean_name(name)
    options = _options(plain, readings)
    whole = [*_combined(options), *_combined(_initials(options))]
    keys = [search_key(plain), *whole, *_part_keys(plain, options)]
    return " ".join(dict.fromkeys(key for key in keys if key))
