"""The table of contents of a part, and what it lists: rosters, facts about people, decisions."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.calculation import Calculation
from partyoffice.core.dates import Day
from partyoffice.core.field import Field
from partyoffice.core.finding import Finding
from partyoffice.part.paper import Paper, nothing
from partyoffice.part.telling import Duty, Number, Seek, YearRow
from partyoffice.reports.document import Document
from partyoffice.store.base import Record
from partyoffice.store.journal import Difference
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
class Decision:
    """What a meeting may decide about somebody by one vote, and what a vote that passed does.

    ``name`` is what the item of the minutes keeps, ``matter`` says how strictly its vote is judged
    (接收, 转正, 一般), ``people`` whom it may be about on a day. ``asks`` are typed beside the ballots, the
    keys ``own`` alone do not bear on ``apply``. ``motion`` is what the resolution says was agreed. ``check``
    tells what stands against it beside the vote. ``apply`` (session, item, vote, meeting) does it in the
    vote's own transaction and raises OfficeError where it must not be; ``take_back`` undoes that before
    the vote is changed or dropped. ``writes`` says what a vote that passed writes down, ``page`` which page
    shows the person's way to it, in ``view`` where it has several.
    """

    name: str
    title: str
    matter: str
    people: Callable[[Session, date], Sequence[int]]
    motion: Callable[[Session, int, date, Mapping[str, str]], str]
    apply: Callable[[Session, Any, Any, Any], Sequence[Finding]]
    take_back: Callable[[Session, Any, Any, Any], None]
    check: Callable[[Session, int, date, Mapping[str, str]], Sequence[Finding]]
    asks: tuple[Field, ...] = ()
    own: frozenset[str] = frozenset()
    writes: str = ""
    page: str = ""
    view: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody received from another organisation, as far as their way into the Party goes on here.

    ``sound`` says how the papers that came along were found, ``proved`` that the 登记表 of their time as
    积极分子, since ``activist_on``, was among them.
    """

    person_id: int
    category: str
    on: Day
    organisation: str
    sound: str
    activist_on: Day | None = None
    proved: bool = False


@dataclass(frozen=True, slots=True)
class PaidTo:
    """What a letter says of dues on the day somebody comes or leaves: 党费交到 ``month``, if it says so."""

    person_id: int
    leaving: bool
    on: Day
    month: Day | None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Sampling:
    """What the invention of a sample office is asked for."""

    members: int
    seed: int
    on: date
    years: int = 10


@dataclass(frozen=True, slots=True)
class Part:
    """The table of contents of one part.

    ``year`` gives the rows of 全年一览 for a year as seen on a day; ``commands`` what the menus offer
    for a page, so that they are found by name before the page is built, ``views`` the views it has, each with
    ``key`` and ``title``. ``group`` puts the page under 更多;
    ``arrived`` hears in the same transaction of whom another part receives, ``held`` tells the codes of the
    papers that lie in somebody's folder, ``guard`` refuses what no change may alter, not even 撤销.
    """

    key: str
    title: str
    records: tuple[type[Record], ...] = ()
    settings: tuple[Setting, ...] = ()
    rosters: tuple[Roster, ...] = ()
    papers: tuple[Paper, ...] = ()
    importers: tuple[Any, ...] = ()
    facts: tuple[Fact, ...] = ()
    decisions: tuple[Decision, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    checks: tuple[Callable[[Session, date], Iterable[Finding]], ...] = ()
    due: tuple[Callable[[Session, date], Iterable[Duty]], ...] = ()
    numbers: Callable[[Session, date], Sequence[Number]] | None = None
    year: Callable[[Session, int, date], Sequence[YearRow]] | None = None
    seek: tuple[Seek, ...] = ()
    sample: Callable[[Session, Sampling], None] | None = None
    page: Callable[..., Any] | None = field(default=None, repr=False)
    group: str = ""
    arrived: Callable[[Session, Arrival], object] = nothing
    held: Callable[[Session, int], Collection[str]] = nothing
    guard: Callable[[Session, Sequence[Difference]], object] = nothing
    commands: Callable[[Any], Sequence[Any]] | None = field(default=None, repr=False)
    views: Callable[[], Sequence[Any]] = field(default=tuple, repr=False)
