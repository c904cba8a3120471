"""How the columns of the list are filtered: by their true values, masked or not."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from partyoffice.core import codes
from partyoffice.core.text import search_key
from partyoffice.members.columns import COLUMNS, Column
from partyoffice.members.page.grid_columns import GONE, LEFT_OUT, reader
from partyoffice.members.queries import Someone
from partyoffice.ui.asking import label_keys
from partyoffice.ui.filters import Filterable, Way

Day = Callable[[], date]
BODIES = ("branch", "group")
HINTS = {"name": "姓名或拼音", "sex": "选", "id_number": "尾号", "phone": "尾号"}
TITLES = {"birth": "出生年月"}


def _percent(read: Callable[[Someone], Any], one: Someone) -> int | None:
    shown = read(one)
    return int(str(shown).removesuffix("%")) if shown else None


def _rank(codes_of: str, label: str) -> Any:  # noqa: ANN401 -- whatever sorts the code table
    return codes.order(codes_of, label)


def _filterable(column: Column, day: Day, rank: Callable[[str], Any]) -> Filterable:
    field, read = column.field, reader(column, day)
    more: dict[str, Any] = {"keys": label_keys}
    if field.key in HINTS:
        more["hint"] = HINTS[field.key]
    if field.codes:
        more["rank"] = partial(_rank, field.codes)
    if field.key in BODIES:
        more |= {"way": Way.CHOICE, "rank": rank}
    if field.key == "completeness":
        return Filterable.of(field, partial(_percent, read), way=Way.NUMBERS)
    made = Filterable.of(field, read, several=field.key == "post", **more)
    return replace(made, title=TITLES.get(field.key, made.title))


def filterables(
    day: Day, names: Callable[[Someone], Sequence[str]], rank: Callable[[str], Any]
) -> list[Filterable]:
    """Return the filters of the list; ``names`` finds somebody by pinyin, ``rank`` orders the bodies."""
    name = Filterable.of(COLUMNS["name"].field, lambda one: one.name, hint=HINTS["name"], more=names)
    gone = Filterable(GONE.key, GONE.title, GONE.text)
    others = [_filterable(COLUMNS[key], day, rank) for key in COLUMNS if key not in LEFT_OUT]
    return [name, gone, *others]


def name_keys(keys: str, name: str) -> tuple[str, ...]:
    """Return what a name is found by: itself, pinyin of every reading, initials."""
    return tuple(keys.split()) or (search_key(name),)
