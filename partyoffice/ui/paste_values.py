"""A text from the clipboard as a field's value: read by the code and refused in the words of import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.core.text import clean, clean_long, is_nothing, search_key
from partyoffice.intake.cells import convert
from partyoffice.intake.target import Target
from partyoffice.ui.choice_editor import Option

# Here "无" is an answer of its own; an empty cell is not.
FREE = frozenset({Kind.TEXT, Kind.LONG})
WORDS = frozenset({Kind.TEXT, Kind.NAME, Kind.LONG, Kind.CHOICE, Kind.ID_NUMBER, Kind.PHONE})
MASKED = "是遮盖后的内容，不完整。请按 F9 显示完整内容以后再复制，或者直接填写"


@dataclass(frozen=True, slots=True)
class Read:
    """The value a text means, or in a sentence why it means none; ``warning`` is what to look at."""

    value: Any = None
    problem: str = ""
    warning: str = ""


def empty_of(field: Field) -> Any:  # noqa: ANN401 -- each kind its own
    """Return what a field holds when it is empty."""
    return "" if field.kind in WORDS or field.choices else None


def read(field: Field, text: str, links: Sequence[Option], on: date) -> Read:
    """Return what a text means for a field; an empty one clears it."""
    plain = clean_long(text)
    if not plain:
        return Read(empty_of(field))
    if field.kind is Kind.LINK:
        return _link(field, plain, links)
    if field.kind in FREE and is_nothing(plain):
        return Read(plain)
    return _taken(field, text, on)


def _taken(field: Field, text: str, on: date) -> Read:
    found = convert(Target(field.key, field), text, on)
    if found.problem is not None:
        return Read(problem=found.problem.message)
    warning = found.warning
    if found.value is None and warning is not None:
        told = f"“{clean(text)}”{MASKED}" if warning.code == "masked" else warning.message
        return Read(problem=told.replace("没有导入", "不能填入"))
    value = empty_of(field) if found.value is None else found.value
    return Read(value, warning=warning.message if warning else "")


def _link(field: Field, text: str, links: Sequence[Option]) -> Read:
    wanted = search_key(text)
    hits = [option for option in links if search_key(option.text) == wanted]
    if len(hits) == 1:
        return Read(hits[0].value)
    if hits:
        return Read(problem=f"有 {len(hits)} 个“{clean(text)}”，请按 F7 从列表中选择")
    offered = "、".join(option.text for option in links[:8])
    more = "等" if len(links) > 8 else ""
    hint = f"，请从这些里选：{offered}{more}" if offered else "，还没有可以选的内容"
    return Read(problem=f"没有“{clean(text)}”这个{field.title}{hint}")


def shown(field: Field, value: Any, links: Sequence[Option] = ()) -> str:  # noqa: ANN401 -- any stored value
    """Return a value as a list shows it."""
    if value is None:
        return ""
    if field.kind is Kind.LINK:
        return next((option.text for option in links if option.value == value), str(value))
    if field.kind is Kind.MONEY:
        return grouped(int(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
