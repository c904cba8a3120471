"""A printable paper: for whom, with which words, and what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.cancel import Progress
from partyoffice.core.dates import Day, UnreadableDateError, read_day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field
from partyoffice.core.text import count_of, table_of
from partyoffice.reports.book import Book, Chapter
from partyoffice.reports.document import Document


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


def nothing(*_given: object) -> Any:  # noqa: ANN401 -- an empty answer of any kind
    """Answer nothing."""
    return {}


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one kept paper: its number as it is written, its day, what was typed for it.

    ``printed`` counts its copies so far, ``void`` is the reason where it was made void.
    """

    number: str
    on: Day
    given: Mapping[str, str]
    printed: int = 0
    void: str = ""

    def day(self, key: str) -> Day | None:
        """Return a day that was typed, None where there is none."""
        return Asked(self.on.first, self.given).day(key)


@dataclass(frozen=True, slots=True)
class Paper:
    """A printable paper: ``needs`` says for whom it is printed: ``member``, ``body``, or nobody (``()``).

    A form (``layout``) is filled with ``values``, the texts of one subject by key (id 0: nobody), or
    several of them where one subject takes several labels; ``offers`` names every key a user's own
    pattern may ask for. A letter or register without a form is made by ``build``; what is one paper about
    several people, with a form or without, by ``gather``; what is one book of many chapters by ``bind``,
    which tells how far it is. ``asks`` are the fields typed for each printing,
    ``usual`` proposes their texts (for id 0 what holds for everybody), ``again`` those that hang on what was
    typed into others, ``record`` tells of a meeting that
    is on record its subjects and their texts, ``missing`` says what should be filled first. What carries
    a number takes it from the ledger's ``series`` into the field ``number``; ``kept`` papers are entered
    in 出具登记, and ``told`` hears in the same transaction of each that was given out, printed again or
    made void. ``among`` are the 人员类别 whom "everybody" of a body means;
    members where there are none. Values and build raise OfficeError where the paper must not be made for
    this subject.
    """

    code: str
    title: str
    needs: tuple[str, ...]
    layout: str = ""
    values: Callable[[Session, int, Asked], Mapping[str, Any] | Sequence[Mapping[str, Any]]] = nothing
    build: Callable[[Session, int, Asked], Document] | None = None
    gather: Callable[[Session, Sequence[int], Asked], Document | Mapping[str, Any]] | None = None
    bind: Callable[[Session, int, Asked, Progress | None], tuple[Book, Sequence[Chapter]]] | None = None
    missing: Callable[[Session, int], Sequence[str]] = nothing
    asks: tuple[Field, ...] = ()
    usual: Callable[[Session, int, date], Mapping[str, str]] = nothing
    again: Callable[[Session, int, Asked], Mapping[str, str]] = nothing
    record: Callable[[Session, int], tuple[Sequence[int], Mapping[str, str]]] | None = None
    offers: Mapping[str, str] = field(default_factory=dict)
    series: str = ""
    kept: bool = False
    note: str = ""
    among: tuple[str, ...] = ()
    told: Callable[[Session, int, Handed], object] = nothing

    @property
    def letter(self) -> bool:
        """Whether it is made without a form, from words alone."""
        made = self.build or self.gather or self.bind
        return not self.layout and made is not None
