"""What a part of the office hands to the rest: its records, rosters, forms, checks, page.

Window, command line, export, checks and year-end loop over the tuple of parts and name none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.calculation import Calculation
from partyoffice.core.field import Field
from partyoffice.core.finding import Finding, Spot
from partyoffice.reports.document import Document
from partyoffice.store.base import Record
from partyoffice.store.settings import Setting


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks of a roster. ``branch`` is an organisation id; what hangs below counts in.

    ``plain`` asks for a sheet to work on (headings in row 1, hidden 编号) instead of a paper.
    """

    on: date
    year: int | None = None
    branch: int | None = None
    columns: tuple[str, ...] = ()
    order: str = ""
    title: str = ""
    masked: bool = True
    plain: bool = False
    only: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """A list that can be exported and printed; ``columns`` are all it can show."""

    code: str
    title: str
    build: Callable[[Session, Wish], Document]
    columns: tuple[Field, ...]
    default: tuple[str, ...]
    yearly: bool = False
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A printable form: ``needs`` says what it is printed for (``member``, ``year`` …).

    ``values`` returns the cell texts of one subject, ``missing`` what should be filled first.
    """

    code: str
    title: str
    needs: tuple[str, ...]
    layout: str
    values: Callable[[Session, int, date], Mapping[str, Any]]
    missing: Callable[[Session, int], Sequence[str]] = lambda _session, _id: ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about a person that another part keeps, such as the day of the application.

    It appears among the columns of every roster and import of people. ``read`` answers for many
    people at once; ``write`` stores one value (None leaves what is there).
    """

    field: Field
    read: Callable[[Session, Sequence[int]], Mapping[int, Any]]
    write: Callable[[Session, int, Any], bool]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that falls due: shown in 首页 and by ``todo``."""

    kind: str
    who: str
    due: date
    text: str
    article: str = ""
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of 首页: ``target`` is the page key and view that lists what it counts."""

    value: str
    caption: str
    note: str = ""
    target: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Sampling:
    """What the invention of a sample office is asked for."""

    members: int
    seed: int
    on: date
    years: int = 10


@dataclass(frozen=True, slots=True)
class Part:
    """The table of contents of one part."""

    key: str
    title: str
    records: tuple[type[Record], ...] = ()
    settings: tuple[Setting, ...] = ()
    rosters: tuple[Roster, ...] = ()
    papers: tuple[Paper, ...] = ()
    importers: tuple[Any, ...] = ()
    facts: tuple[Fact, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    checks: tuple[Callable[[Session, date], Iterable[Finding]], ...] = ()
    due: tuple[Callable[[Session, date], Iterable[Duty]], ...] = ()
    numbers: Callable[[Session, date], Sequence[Number]] | None = None
    sample: Callable[[Session, Sampling], None] | None = None
    page: Callable[..., Any] | None = field(default=None, repr=False)
