"""One entry of the rule calculator: 规则计算器 in the window and ``calc`` on the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from partyoffice.core.field import Field


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
