"""What a form file may say, read value by value: numbers, words, flags, texts, tables of them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 999  # of columns, sheets, rows, characters; more is a slip of the finger
LONGEST = 2000  # millimetres


class FormFaultError(Exception):
    """What is wrong in a form file: the table and the number of its entry, and the cell where it has any."""

    def __init__(self, said: str, table: str = "", number: int = 0, cell: int = 0) -> None:
        super().__init__(said)
        self.table, self.number, self.cell = table, number, cell


def known(given: Mapping[str, Any], keys: Collection[str]) -> None:
    """Refuse a key nobody knows."""
    unknown = sorted(set(given) - set(keys))
    if unknown:
        raise FormFaultError(f"不认识“{unknown[0]}”")


def table(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return a table, empty where it is not given."""
    value = given.get(key, {})
    if not isinstance(value, dict):
        raise FormFaultError(f"“{key}”应写成 [{key}]，下面逐行写")
    return value


def whole(given: Mapping[str, Any], key: str, default: int, least: int = 1) -> int:
    """Return a whole number."""
    value = given.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= MOST:
        raise FormFaultError(f"“{key}”应为不小于 {least} 的整数，最多 {MOST}")
    return value


def number(given: Mapping[str, Any], key: str, default: float | None, least: float = 0) -> float:
    """Return a number; a default of None asks for one."""
    value = given.get(key, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value < LONGEST:
        raise FormFaultError(
            f"“{key}”应为不小于 {least:g} 的数，并小于 {LONGEST}" if key in given else f"没有写“{key}”"
        )
    return float(value)


def word(given: Mapping[str, Any], key: str, allowed: Collection[str], default: str) -> Any:  # noqa: ANN401 -- one of a few words
    """Return one of a few words."""
    value = given.get(key, default)
    if not isinstance(value, str) or value not in allowed:
        raise FormFaultError(f"“{key}”只能是 {'、'.join(filter(None, allowed))}")
    return value


def flags(given: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return the switches that are given."""
    for key in keys:
        if not isinstance(given.get(key, False), bool):
            raise FormFaultError(f"“{key}”只能是 true 或 false")
    return {key: given[key] for key in keys if key in given}


def texts(given: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of texts."""
    value = given.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise FormFaultError(f"“{key}”应为写在方括号里的几段文字")
    return tuple(value)


def content(given: Mapping[str, Any], kinds: Collection[str]) -> tuple[str, str]:
    """Return which of some kinds an entry holds, and what of."""
    found = [key for key in kinds if key in given]
    if len(found) != 1:
        raise FormFaultError(f"只能写 {' '.join(kinds)} 中的一种")
    return found[0], "" if isinstance(given[found[0]], bool) else str(given[found[0]])


def each(given: object, table: str, make: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    """Return what ``make`` makes of each entry of a table; a fault is told with the entry's number."""
    if not isinstance(given, list) or not all(isinstance(entry, dict) for entry in given):
        raise FormFaultError(f"“{table}”应写成 [[{table}]]")
    made = []
    for at, entry in enumerate(given, 1):
        try:
            made.append(make(entry))
        except FormFaultError as fault:
            raise FormFaultError(str(fault), table, at, fault.number) from None
    return tuple(made)
