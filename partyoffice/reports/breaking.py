"""Where a Chinese line may end: 禁则, with Latin words and numbers kept whole.

After GB/T 15834-2011 §5: no stop or closing mark opens a line, no opening mark closes one, and
—— and …… are not parted.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

NOT_FIRST = frozenset("，。、；：？！）》」』】〕〗”’…—–～·•‧％‰℃°,.;:?!)]}>%」﹂﹄︶〉々ー／/")
NOT_LAST = frozenset("（《〈「『【〔〖“‘([{<￥¥＄$﹁﹃︵№#")
_TOKEN = re.compile(
    r"[A-Za-z0-9À-ÖØ-öø-ÿ](?:[A-Za-z0-9À-ÖØ-öø-ÿ.,/@_%‰:+*#&=\-]*[A-Za-z0-9À-ÖØ-öø-ÿ%‰*])?|…+|—+|[^\S\n]+|.",
    re.DOTALL,
)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n|[\r\v\f\u0085\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)
_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def exportable(text: str) -> str:
    """Return text without control characters and half pairs, as any file can hold it."""
    if text.isprintable():
        return text
    lines = _BREAKS.sub("\n", text).replace("\t", " ")
    return _LONE_SURROGATE.sub("\ufffd", _INVISIBLE.sub("", lines))


def printable(text: str) -> str:
    """Return exportable text without the variation selectors no face of ours knows."""
    return exportable(text) if text.isascii() else _SELECTORS.sub("", exportable(text))


def indented(text: str, count: int) -> str:
    """Return a text each paragraph of which is set back by ``count`` full-width blanks."""
    blanks = "\N{IDEOGRAPHIC SPACE}" * count
    return "\n".join(f"{blanks}{part}" if part else part for part in text.split("\n"))


def _blank(piece: str) -> bool:
    return piece.isspace() and piece != "\N{NO-BREAK SPACE}"


def units(line: str) -> list[str]:
    """Part one line into pieces that must stay whole; ``"".join`` gives it back."""
    parts: list[str] = []
    waiting = ""
    for token in _TOKEN.findall(line):
        if token[0] in NOT_LAST:
            waiting += token
        elif parts and not waiting and (token[0] in NOT_FIRST or unicodedata.combining(token[0])):
            parts[-1] += token
        else:
            parts.append(waiting + token)
            waiting = ""
    return [*parts, waiting] if waiting else parts


def _filled(pieces: list[str], width: float, first: float, measure: Callable[[str], float]) -> Iterator[str]:
    line, used, room = "", 0.0, first
    opening = True  # blanks that begin a paragraph are its indent, blanks that begin a line are not
    for piece in pieces:
        size = measure(piece)
        if line and used + size > room and not _blank(piece):
            yield line.rstrip(" ")
            line, used, room, opening = "", 0.0, width, False
        if size > room and len(piece) > 1:
            *whole, piece = _filled(list(piece), width, room, measure)  # ruff: ignore[redefined-loop-name] -- what is left of it goes on
            yield from whole
            size, room = measure(piece), width if whole else room
        if line or opening or not _blank(piece):
            line, used = line + piece, used + size
    if line:
        yield line.rstrip(" ")


def wrap(text: str, width: float, measure: Callable[[str], float], first: float | None = None) -> list[str]:
    """Return the lines of ``text`` no wider than ``width``, in the unit of ``measure``.

    The first line of each paragraph may be given less room. A piece wider than a whole line is
    broken anywhere; nothing is ever dropped but blanks at a line's ends.
    """
    lines: list[str] = []
    room = width if first is None else first
    for paragraph in text.split("\n"):
        if measure(paragraph) <= room:
            lines.append(paragraph)
        else:
            lines += _filled(units(paragraph), width, room, measure)
    return lines


def cached_wrap(measure: Callable[[str], float]) -> Callable[[str, float], tuple[str, ...]]:
    """Return ``wrap`` remembering what it broke: rosters repeat their school's name on each row."""

    @lru_cache(maxsize=20_000)
    def remembered(text: str, width: float) -> tuple[str, ...]:
        return tuple(wrap(text, width, measure))

    return remembered
