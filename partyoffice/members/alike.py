"""When two values mean the same, though they are written otherwise or half hidden."""

import re
from typing import Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.text import clean, half_width, search_key
from partyoffice.members.importer import MEMBER_WORDS
from partyoffice.members.rules import MEMBERS
from partyoffice.members.taking import posts_in

LOOSE = frozenset({Kind.TEXT, Kind.LONG, Kind.NAME, Kind.CHOICE, Kind.FLAG})
_STARS = re.compile(r"[*＊]+|×{3,}")


def visible(masked: str, whole: str) -> bool:
    """Say whether a masked text may be this one: what is seen of it agrees."""
    parts = [re.escape(half_width(part)) for part in _STARS.split(masked.replace(" ", ""))]
    return re.fullmatch(".*".join(parts), half_width(whole).replace(" ", ""), re.IGNORECASE) is not None


def meet(one: Day, other: Day) -> bool:
    """Say whether two days or months may be one."""
    return one.first <= other.last and other.first <= one.last


def _digits(text: str) -> str:
    return re.sub(r"[\s-]", "", half_width(text)).removeprefix("+86")


def _loosely(text: str) -> str:
    return search_key(clean(text))


def agree(about: Field, here: Any, there: Any) -> bool:  # noqa: ANN401 -- any stored value
    """Say whether two values mean the same: months fit their days, widths and blanks do not count."""
    if isinstance(here, Day) and isinstance(there, Day):
        return meet(here, there)
    if here is None or here == "":  # noqa: PLC1901 -- 0 is a value
        return False
    if about.key == "category" and there in MEMBER_WORDS:
        return here in MEMBERS
    if about.key == "post":
        return set(posts_in(str(here))) == set(posts_in(str(there)))
    as_compared = _digits if about.kind is Kind.PHONE else _loosely if about.kind in LOOSE else str
    return as_compared(str(here)) == as_compared(str(there))
