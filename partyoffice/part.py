"""What a part of the office hands to the rest: its records, rosters, forms, checks, page.

Window, command line, export, checks and year-end loop over the tuple of parts and name none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.calculation import Calculation
from partyoffice.core.dates import Day, UnreadableDateError, read_day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field
from partyoffice.core.finding import Finding, Spot
from partyoffice.core.text import count_of, table_of
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
class Asked:
    """What a paper is printed with: as of which day, and what was typed for it, by the key of ``asks``."""

    on: date
    given: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return what was typed, without blanks around it; empty for nothing."""
        return self.given.get(key, "").strip()

    def day(self, key: str) -> Day | None:
        """Return a day that was typed (OfficeError where it cannot be read)."""
        try:
            return read_day(self.text(key), clock.today()) if self.text(key) else None
        except UnreadableDateError as error:
            raise OfficeError(str(error), remedy="请写成 2026-11-20 这样的日期") from error

    def issued(self, key: str = "day") -> date:
        """Return the day a paper bears: the one typed, which must be a whole day, else the day of ``on``."""
        day = self.day(key)
        if day is not None and not day.exact:
            raise OfficeError(f"日期“{self.text(key)}”只有年月", remedy="请写明哪一日")
        return day.first if day else self.on

    def count(self, key: str, title: str, most: int) -> int | None:
        """Return a number from 1 to ``most`` that was typed (OfficeError for anything else)."""
        if not self.text(key):
            return None
        number = count_of(self.text(key).removesuffix("天"))
        if number is None or not 1 <= number <= most:
            raise OfficeError(f"{title}“{self.text(key)}”不是 1 至 {most} 的整数", remedy=f"请改写{title}")
        return number

    def rows(self, key: str, columns: Sequence[str]) -> list[dict[str, str]]:
        """Return the rows of a table that was typed or pasted, by column; empty lines left out."""
        return [
            dict(zip_longest(columns, cells[: len(columns)], fillvalue=""))
            for cells in table_of(self.given.get(key, ""))
        ]


def _nothing(*_given: object) -> Any:  # noqa: ANN401 -- an empty answer of any kind
    return {}


@dataclass(frozen=True, slots=True)
class Paper:
    """A printable paper: ``needs`` says for whom it is printed: ``member``, ``body``, or nobody (``()``).

    A form (``layout``) is filled with ``values``, the texts of one subject by key (id 0: nobody), or
    several of them where one subject takes several labels; ``offers`` names every key a user's own
    pattern may ask for. A letter or register without a form is made by ``build``; what is one paper about
    several people, with a form or without, by ``gather``. ``asks`` are the fields typed for each printing,
    ``usual`` proposes their texts (for id 0 what holds for everybody), ``missing`` says what should be
    filled first. What carries a number takes it from the ledger's ``series`` into the field ``number``;
    ``kept`` papers are entered in 出具登记. ``among`` are the 人员类别 whom "everybody" of a body means;
    members where there are none. Values and build raise OfficeError where the paper must not be made for
    this subject.
    """

    code: str
    title: str
    needs: tuple[str, ...]
    layout: str = ""
    values: Callable[[Session, int, Asked], Mapping[str, Any] | Sequence[Mapping[str, Any]]] = _nothing
    build: Callable[[Session, int, Asked], Document] | None = None
    gather: Callable[[Session, Sequence[int], Asked], Document | Mapping[str, Any]] | None = None
    missing: Callable[[Session, int], Sequence[str]] = _nothing
    asks: tuple[Field, ...] = ()
    usual: Callable[[Session, int, date], Mapping[str, str]] = _nothing
    offers: Mapping[str, str] = field(default_factory=dict)
    series: str = ""
    kept: bool = False
    note: str = ""
    among: tuple[str, ...] = ()

    @property
    def letter(self) -> bool:
        """Whether it is made without a form, from words alone."""
        return not self.layout and (self.build is not None or self.gather is not None)


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
    the vote is changed or dropped.
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
    for a page, so that they are found by name before the page is built.
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
    commands: Callable[[Any], Sequence[Any]] | None = field(default=None, repr=False)
