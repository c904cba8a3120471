"""The columns of a register: how each is shown, sorted, filtered and found."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from partyoffice.core import names
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.store.pinyin import readings
from partyoffice.ui.asking import label_keys
from partyoffice.ui.filters import Filterable
from partyoffice.ui.register import Row, Shown
from partyoffice.ui.table_model import NUMBER, NUMBER_KEY, TICK, TICK_KEY, Column

SAMPLES = {Kind.DAY: "2026-11-20", Kind.NAME: "阿依古丽·买买提", Kind.LONG: "说" * 16, Kind.PHONE: "1" * 11}


def words(field: Field, value: Any) -> str:  # noqa: ANN401 -- each kind its own
    """Return a value in one line, as lists show it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    if isinstance(value, tuple | list):
        return "、".join(map(str, value))
    return grouped(value) if field.kind is Kind.MONEY else " ".join(str(value).split("\n"))


@lru_cache(maxsize=65536)
def pinyin_of(name: str) -> str:
    """Return what a name is found by: itself, every reading, initials."""
    return names.search_keys(name, readings)


@lru_cache(maxsize=65536)
def place_of_name(name: str) -> str:
    """Return by what a name sorts: its pinyin."""
    return names.pinyin_key(name, readings)


def _text(shown: Shown, row: Row) -> str:
    return shown.text(row) if shown.text else words(shown.field, shown.reader()(row))


def _sort(shown: Shown, row: Row) -> Any:  # noqa: ANN401 -- whatever sorts
    if shown.person:
        return place_of_name(_text(shown, row))
    value = shown.reader()(row)
    return value if shown.field.kind in {Kind.DAY, Kind.NUMBER, Kind.MONEY} else words(shown.field, value)


def _field(shown: Shown) -> Field:
    """Return the field of a column; 序号 and the box have their keys to themselves."""
    key = shown.field.key
    return replace(shown.field, key=f"{key}_") if key in {NUMBER_KEY, TICK_KEY} else shown.field


def _column(shown: Shown) -> Column:
    usual = shown.sample or shown.field.widest or SAMPLES.get(shown.field.kind, shown.field.title)
    aligned = {"align": shown.align} if shown.align else {}
    return Column.of(
        _field(shown), partial(_text, shown), sort=partial(_sort, shown), mark=shown.mark, tone=shown.tone,
        sample=usual, hidden=shown.hidden, **aligned,
    )  # fmt: skip


def grid_columns(columns: Sequence[Shown], *, ticks: bool) -> tuple[Column, ...]:
    """Return the columns of the list, the number first; ``ticks`` puts a box before it."""
    return (*((TICK,) if ticks else ()), NUMBER, *map(_column, columns))


def filterables(columns: Sequence[Shown]) -> list[Filterable]:
    """Return how each column is asked."""
    return [_filterable(one) for one in columns]


def _filterable(shown: Shown) -> Filterable:
    more: dict[str, Any] = {"keys": label_keys, "several": shown.several}
    if shown.person:
        more["more"] = lambda row: pinyin_of(_text(shown, row)).split()
    read = shown.reader()
    flag = shown.field.kind is Kind.FLAG
    return Filterable.of(_field(shown), (lambda row: words(shown.field, read(row))) if flag else read, **more)


def keys_of(columns: Sequence[Shown], row: Row) -> tuple[str, ...]:
    """Return what a row is found by: what it shows, and the pinyin of who stands in it."""
    texts = ((shown, _text(shown, row)) for shown in columns)
    return tuple(pinyin_of(text) if shown.person else text for shown, text in texts if text)
