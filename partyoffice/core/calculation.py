"""One entry of the rule calculator: 规则计算器 in the window and ``calc`` on the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from partyoffice.core import clock
from partyoffice.core.dates import UnreadableDateError, read_day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field
from partyoffice.core.text import count_of


@dataclass(frozen=True, slots=True)
class Calculation:
    """A rule as a question with named inputs.

    ``run`` takes the typed texts by field key (empty when not given) and returns the answer,
    which always holds ``article`` and ``steps``. It raises OfficeError for a wrong input.
    ``positional`` says that the command line takes the one input without ``--``.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    run: Callable[..., dict[str, Any]]
    positional: bool = False


def exact_day(text: str, title: str) -> date:
    """Return the typed day (OfficeError for what cannot be read and for a mere month)."""
    try:
        day = read_day(text, clock.today())
    except UnreadableDateError as error:
        raise OfficeError(f"{title}：{error}", remedy="请写成 2025-07-01 这样的日期") from error
    if not day.exact:
        raise OfficeError(f"{title}“{text}”只有年月，算不出准确结果", remedy="请写明哪一日")
    return day.first


def asked_day(text: str | None, title: str) -> date:
    """Return the typed day, or today (OfficeError for what cannot be read and for a mere month)."""
    return exact_day(text, title) if text else clock.today()


def whole_number(text: str, title: str, most: int) -> int:
    """Return a typed whole number from 0 to ``most`` (OfficeError for anything else)."""
    number = count_of(text)
    if number is None or not 0 <= number <= most:
        raise OfficeError(f"{title}“{text}”不是 0 至 {most} 的整数", remedy=f"请改写{title}")
    return number
