"""What a part tells: duties and figures of 首页, the rows of the year, what a search finds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.finding import Spot


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that falls due: shown in 首页 and by ``todo``. ``branch`` is the body it belongs to."""

    kind: str
    who: str
    due: date
    text: str
    article: str = ""
    spot: Spot | None = None
    branch: int | None = None

    @property
    def key(self) -> str:
        """What tells this duty from others as long as its day stays: kind, subject, day."""
        subject = f"{self.spot.kind}/{self.spot.record_id}" if self.spot is not None else self.who
        return f"{self.kind}/{subject}/{self.due}"


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of 首页: ``target`` is the page key and view that lists what it counts."""

    value: str
    caption: str
    note: str = ""
    target: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class YearCell:
    """One month of a row of the year's table; an empty text says that nothing happened.

    ``mark`` is a status mark of the window by its name (``late``, ``soon`` …), ``ways`` are what the
    count opens: words, a page, and what to show on it. Several ways are offered by name.
    """

    text: str = ""
    mark: str = ""
    note: str = ""
    ways: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class YearRow:
    """One row of the year at a glance: its twelve months, and what it counts."""

    title: str
    cells: tuple[YearCell, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found by the search over everything; ``note`` tells it from others of its name.

    ``target`` is what its page is asked to show.
    """

    title: str
    note: str
    page: str
    target: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seek:
    """What a part lets be found: the heading, and the best hits for a text, at most so many."""

    title: str
    find: Callable[[Session, str, int], Sequence[Hit]]
