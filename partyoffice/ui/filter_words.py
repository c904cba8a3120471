"""What people type into a filter, read forgivingly: ≥1968-01, 1968 以后, 1968-01 至 1970-12, 30—40, 空.

Knows no Qt and no records: a text becomes a Condition, or the sentence that says how to write it.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from partyoffice.core.dates import Day, UnreadableDateError, month_length, read_day
from partyoffice.core.text import search_key

BLANK = "空白"
FILLED = "非空白"
_DASHES = str.maketrans(
    {
        "―": "—",
        "–": "—",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "〜": "~",
        "⩾": "≥",
        "≧": "≥",
        "⩽": "≤",
        "≦": "≤",
        "，": "、",
        "；": "、",
        ";": "、",
    }
)
_EMPTY = frozenset(("空", "空白", "无", "没有", "未填", "=空", "=空白", "为空"))
_FULL = frozenset(("非空", "非空白", "有", "不空", "已填", "不为空", "≠空"))
_SURE_EMPTY = _EMPTY - {"空", "无", "没有"}  # in a text column these are words to look for
_SURE_FULL = _FULL - {"有"}
_FROM, _TO, _ABOVE, _BELOW = "≥", "≤", ">", "<"
_BEFORE = {
    _FROM: ("≥", ">=", "=>", "自", "从", "不早于", "不少于", "不小于", "不低于"),
    _TO: ("≤", "<=", "=<", "不晚于", "不超过", "不大于", "不多于", "不高于"),
    _ABOVE: (">", "大于", "晚于", "多于", "超过", "高于"),
    _BELOW: ("<", "小于", "早于", "少于", "低于", "不满"),
}
_AFTER = {
    _FROM: ("及以后", "以后", "之后", "后", "以来", "起", "及以上", "以上"),
    _TO: ("及以前", "以前", "之前", "前", "止", "及以下", "以下"),
}
_SIGNS = sorted(
    ((word, sign) for sign, words in _BEFORE.items() for word in words), key=lambda pair: -len(pair[0])
)
_ENDS = sorted(
    ((word, sign) for sign, words in _AFTER.items() for word in words), key=lambda pair: -len(pair[0])
)
_TILL = re.compile(r"\s*(?:至|到|~|—+|--+|\.\.+)\s*")
_POINT = r"\d{8}|\d{6}|\d{4}(?:[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?|年)?"
_DAYS_HYPHEN = re.compile(rf"({_POINT})\s*-\s*(\d{{4}}.*)")
_NUMBERS_HYPHEN = re.compile(r"(\d[\d.,]*)\s*-\s*(\d[\d.,]*)")
_YEAR = re.compile(r"(\d{4})\s*年?")
_UNIT = re.compile(r"[周岁年元人次个月天分%]+$")
_WIDEST = {_FROM: "{} 以后", _TO: "{} 以前", _ABOVE: "晚于 {}", _BELOW: "早于 {}"}
_SIZES = {_FROM: "{} 以上", _TO: "{} 以下", _ABOVE: "大于 {}", _BELOW: "小于 {}"}


class UnreadableFilterError(ValueError):
    """A filter that cannot be taken; its text is the sentence for the user."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: ``shown`` in the editor, ``words`` on the chip, ``passes`` for a prepared value."""

    shown: str
    words: str
    passes: Callable[[Any], bool] = field(compare=False)
    labels: tuple[str, ...] | None = None  # what was ticked, an empty one for 空白


def _plain(text: str) -> str:
    # First the comma: NFKC makes it half-width, and a half-width one may stand inside an amount.
    return unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES).strip()


def _blank(word: str, empty: frozenset[str], full: frozenset[str]) -> Condition | None:
    bare = word.strip("()").strip()
    if bare in empty:
        return Condition(BLANK, BLANK, lambda value: value is None or not value)
    if bare in full:
        return Condition(FILLED, FILLED, lambda value: value is not None and bool(value))
    return None


# Text --------------------------------------------------------------------------------------


def read_text(text: str) -> Condition:
    """Return what holds every word, each character literal; ``=`` asks for the whole text."""
    blank = _blank(_plain(text), _SURE_EMPTY, _SURE_FULL)
    if blank is not None:
        return blank
    whole = text.strip()
    if whole[:1] in {"=", "＝"} and len(whole) > 1:
        return one_of(
            [each.strip() for each in re.split(r"[、，；;]", whole[1:]) if each.strip()], exact=True
        )
    words = tuple(key for key in map(search_key, text.split()) if key)
    if not words:
        raise UnreadableFilterError("请写要找的字，或写 空白、非空白")
    first, rest = words[0], words[1:]  # most filters are one word, and twenty thousand are asked at each key
    if not rest:
        return Condition(whole, f"含“{whole}”", lambda value: first in value)
    return Condition(
        whole, f"含“{whole}”", lambda value: first in value and all(word in value for word in rest)
    )


def _says(labels: Sequence[str]) -> str:
    return "、".join(label or BLANK for label in labels)


def one_of(labels: Sequence[str], *, exact: bool = False) -> Condition:
    """Return what is one of these labels, an empty one meaning 空白; ``exact`` compares a text column."""
    if exact:
        keys = frozenset(search_key(label) for label in labels)
        passes = lambda value: value.split("\n", 1)[0] in keys  # noqa: E731 -- one of two
        return Condition("=" + _says(labels), _says(labels), passes, tuple(labels))
    wanted = frozenset(labels)
    return Condition(_says(labels), _says(labels), lambda value: not wanted.isdisjoint(value), tuple(labels))


def read_choice(text: str, known: Sequence[str], keys: Callable[[str], Sequence[str]]) -> Condition:
    """Return what is one of the known labels meant by the words: whole, in part, pinyin or initials."""
    found: dict[str, None] = {}
    for word in filter(None, (each.strip() for each in _plain(text).replace(",", "、").split("、"))):
        meant = _meant(word, known, keys)
        if not meant:
            raise UnreadableFilterError(f"这一列里没有“{word}”，按 Alt+↓ 从列表中勾选")
        found |= dict.fromkeys(meant)
    if not found:
        raise UnreadableFilterError("请写要看的内容，或按 Alt+↓ 从列表中勾选")
    return one_of(list(found))


def _meant(word: str, known: Sequence[str], keys: Callable[[str], Sequence[str]]) -> list[str]:
    if word.strip("()") in _EMPTY - {"无"}:
        return [""]
    if word.strip("()") in _FULL - {"有"}:
        return [label for label in known if label]
    if word in known:
        return [word]
    key = search_key(word)
    return [label for label in known if label and _fits(key, label, keys)]


def _fits(key: str, label: str, keys: Callable[[str], Sequence[str]]) -> bool:
    return key in search_key(label) or any(search_key(each).startswith(key) for each in keys(label))


# Days and numbers --------------------------------------------------------------------------

Point = tuple[float, float, str]  # the least and the greatest it can mean, and how it is written


def _day_point(text: str, today: date) -> Point:
    word = text.strip()
    if word in {"今年", "本年", "去年"}:
        word = str(today.year - (word == "去年"))
    if word in {"本月", "这个月", "上月", "上个月"}:
        last = today if word in {"本月", "这个月"} else today.replace(day=1) - timedelta(days=1)
        word = f"{last:%Y-%m}"
    if word == "今天":
        word = f"{today}"
    year = _YEAR.fullmatch(word)
    if year and 1900 <= int(year[1]) <= 2200:
        first = date(int(year[1]), 1, 1)
        return first.toordinal(), date(first.year, 12, month_length(first.year, 12)).toordinal(), year[1]
    day: Day = read_day(word, today)
    return day.first.toordinal(), day.last.toordinal(), str(day)


def _number_point(text: str) -> Point:
    word = _UNIT.sub("", text.strip()).replace(",", "").strip()
    value = float(word)
    if not math.isfinite(value):
        raise ValueError(word)
    return value, value, f"{value:g}" if abs(value) < 1e6 else word


@dataclass(frozen=True, slots=True)
class _Scale:
    """How points of a column are read, stepped over and told."""

    point: Callable[[str], Point]
    hyphen: re.Pattern[str]
    after: Callable[[float], float]
    before: Callable[[float], float]
    words: dict[str, str]
    help: str


def _halves(text: str, scale: _Scale) -> tuple[str, str] | None:
    parts = _TILL.split(text, maxsplit=1)
    if len(parts) == 2:
        return parts[0].strip(), parts[1].strip()
    found = scale.hyphen.fullmatch(text)
    return (found[1], found[2]) if found else None


def _signed(text: str) -> tuple[str, str]:
    before, word = next(((sign, word) for word, sign in _SIGNS if text.startswith(word)), ("", ""))
    rest = text.removeprefix(word)
    ends = ((sign, word) for word, sign in _ENDS if rest.endswith(word) and before in {"", sign})
    after, end = next(ends, ("", ""))
    return before or after, rest.removesuffix(end).removeprefix("=").strip()


def _span(text: str, scale: _Scale) -> Condition:
    halves = _halves(text, scale)
    if halves is None:
        sign, rest = _signed(text)
        return _bounded(sign, scale.point(rest), scale)
    left, right = (half.removeprefix("自").removeprefix("从").strip() for half in halves)
    right = "" if right in {"今", "现在"} else right.removesuffix("止").strip()
    if not right:
        return _bounded(_FROM, scale.point(left), scale)
    if not left:
        return _bounded(_TO, scale.point(right), scale)
    first, last = sorted((scale.point(left), scale.point(right)))
    return _between(first[0], max(first[1], last[1]), f"{first[2]}—{last[2]}", f"{first[2]} 至 {last[2]}")


def _bounded(sign: str, point: Point, scale: _Scale) -> Condition:
    least, most, written = point
    low, high = {
        _FROM: (least, math.inf), _TO: (-math.inf, most), "": (least, most),
        _ABOVE: (scale.after(most), math.inf), _BELOW: (-math.inf, scale.before(least)),
    }[sign]  # fmt: skip
    return _between(low, high, sign + written, scale.words.get(sign, "{}").format(written))


def _between(low: float, high: float, shown: str, words: str) -> Condition:
    # A month known without its day may lie in the span as soon as one of its days does.
    return Condition(shown, words, lambda value: value is not None and value[0] <= high and value[1] >= low)


def _read_spans(text: str, scale: _Scale) -> Condition:
    parts = [part.strip() for part in _plain(text).split("、") if part.strip()]
    read: list[Condition] = []
    for part in parts:
        blank = _blank(part, _EMPTY, _FULL)
        try:
            read.append(blank or _span(part, scale))
        except ValueError as error:
            why = (
                str(error) if isinstance(error, UnreadableDateError) and error.code != "date-unclear" else ""
            )
            raise UnreadableFilterError(why or f"看不出“{part}”的意思，{scale.help}") from error
    if not read:
        raise UnreadableFilterError(scale.help)
    if len(read) == 1:
        return read[0]
    shown, words = ("、".join(getattr(each, name) for each in read) for name in ("shown", "words"))
    return Condition(shown, words, lambda value: any(each.passes(value) for each in read))


def read_days(text: str, today: date) -> Condition:
    """Return the span of days that is meant; a year or a month stands for all its days."""
    scale = _Scale(
        lambda word: _day_point(word, today), _DAYS_HYPHEN, lambda day: day + 1, lambda day: day - 1, _WIDEST,
        "可以写 1988、≥1968-01、1968-01—1970-12 或 空",
    )  # fmt: skip
    return _read_spans(text.replace("，", "、").replace(",", "、"), scale)


def read_numbers(text: str) -> Condition:
    """Return the span of numbers that is meant."""
    scale = _Scale(
        _number_point, _NUMBERS_HYPHEN,
        lambda number: math.nextafter(number, math.inf), lambda number: math.nextafter(number, -math.inf),
        _SIZES, "可以写 30、≥30、30—40 或 空",
    )  # fmt: skip
    return _read_spans(text, scale)
