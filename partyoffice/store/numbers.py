"""Numbers given to paper: written once and for ever, so that none is ever given twice.

The table lies outside the journal. Undo takes back the record of a letter but not its number: the
sheet may have been handed out already. A restored copy takes the numbers given since along.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import starmap
from typing import Any

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store.base import Table
from partyoffice.store.engine import Door, driver, free_hand

MOST = 99_999  # more is a slip of the finger, which all later numbers would follow


class GivenNumber(Table):
    """A number on paper. ``year`` is 0 where a series is not begun anew each year."""

    __tablename__ = "given_number"
    __table_args__ = ()
    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]  # the table whose record says what became of it
    sentence: Mapped[str]
    at: Mapped[str]


@dataclass(frozen=True, slots=True)
class Given:
    """A number, when and with which sentence it was given."""

    series: str
    year: int
    number: int
    kind: str
    sentence: str
    at: str

    @property
    def key(self) -> tuple[str, int, int]:
        """What is never given again."""
        return self.series, self.year, self.number

    def name(self) -> str:
        """Return 党员证明信 2026 年第 12 号."""
        year = f"{self.year} 年" if self.year else ""
        return f"{self.series} {year}第 {self.number} 号"


# As the journal's: rebuilt after every upgrade. Only the sentence can be emptied, as when somebody is purged.
TRIGGERS = {
    "given_number_no_delete": "CREATE TRIGGER given_number_no_delete BEFORE DELETE ON given_number "
    "BEGIN SELECT RAISE(ABORT, 'numbers once given stay given'); END",
    "given_number_only_empty": "CREATE TRIGGER given_number_only_empty BEFORE UPDATE ON given_number "
    "WHEN NEW.sentence <> '' OR NEW.series IS NOT OLD.series OR NEW.year IS NOT OLD.year "
    "OR NEW.number IS NOT OLD.number OR NEW.kind IS NOT OLD.kind OR NEW.at IS NOT OLD.at "
    "BEGIN SELECT RAISE(ABORT, 'numbers once given stay as they are'); END",
}
_COLUMNS = ("series", "year", "number", "kind", "sentence", "at")


def put_triggers(connection: Connection) -> None:
    """Create the triggers where they are missing, once the table is there."""
    have = set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())
    for name, statement in TRIGGERS.items():
        if name not in have and GivenNumber.__tablename__ in have:
            connection.exec_driver_sql(statement)


def next_number(session: Session, series: str, year: int) -> int:
    """Return the number that comes next; nothing is written."""
    wanted = select(func.max(GivenNumber.number)).where(*_where(series, year))
    return int(session.execute(wanted).scalar() or 0) + 1


def give(session: Session, series: str, year: int, number: int, sentence: str, *, kind: str = "") -> None:
    """Give a number, the next one or any other that is free, such as one from the book of paper.

    Raises OfficeError for a number that was given before, whatever became of it, and for what is none.
    """
    must_be_free(session, series, year, number)
    row = {"series": series, "year": year, "number": number, "kind": kind}
    connection = session.connection()
    with free_hand(connection):
        connection.execute(insert(GivenNumber), row | {"sentence": sentence, "at": clock.stamp()})


def give_all(session: Session, series: str, year: int, sentences: Sequence[str], *, kind: str = "") -> range:
    """Give the next numbers of a series, one for each sentence, and return them."""
    first = next_number(session, series, year)
    row = {"series": series, "year": year, "kind": kind, "at": clock.stamp()}
    rows = [{**row, "number": number, "sentence": said} for number, said in enumerate(sentences, first)]
    connection = session.connection()
    with free_hand(connection):
        connection.execute(insert(GivenNumber), rows)
    return range(first, first + len(rows))


def must_be_free(session: Session, series: str, year: int, number: int) -> None:
    """Refuse a number that was given before, whatever became of it, and what is none (OfficeError)."""
    _must_be_number(session, series, year, number)
    if found := _find(session, series, year, number):
        day = f"{clock.from_stamp(found.at):%Y-%m-%d}"
        why = f"“{found.sentence}”" if found.sentence else "别的纸件"
        raise OfficeError(
            f"{found.name()}已经在 {day} 给了{why}，撤销和作废的号码也不再用",
            remedy=_free(session, series, year),
        )


def _must_be_number(session: Session, series: str, year: int, number: int) -> None:
    if not series or year < 0:
        raise ValueError(series, year)
    if not 0 < number <= MOST:
        raise OfficeError(f"{series}的号码“{number}”不在 1–{MOST} 之间", remedy=_free(session, series, year))


def _free(session: Session, series: str, year: int) -> str:
    following = next_number(session, series, year)
    book = "请与纸质登记簿核对"
    return f"{book}，下一个号码是 {following}" if following <= MOST else f"{book}，填一个没有用过的号码"


def _where(series: str, year: int) -> tuple[Any, ...]:
    return GivenNumber.series == series, GivenNumber.year == year


def _find(session: Session, series: str, year: int, number: int) -> Given | None:
    found = session.get(GivenNumber, (series, year, number))
    return None if found is None else _told(found)


def _told(row: Any) -> Given:  # noqa: ANN401 -- a row or the record itself
    return Given(*(getattr(row, name) for name in _COLUMNS))


def given(session: Session, series: str, year: int) -> list[Given]:
    """Return what a series has given in a year, in order of number."""
    wanted = select(GivenNumber).where(*_where(series, year)).order_by(GivenNumber.number)
    return [_told(row) for row in session.execute(wanted).scalars()]


def given_for(session: Session, kind: str) -> list[Given]:
    """Return every number whose fate the records of one table tell, in the order they were given."""
    wanted = select(GivenNumber).where(GivenNumber.kind == kind).order_by(GivenNumber.at, GivenNumber.number)
    return [_told(row) for row in session.execute(wanted).scalars()]


# Restoring a copy ------------------------------------------------------------------------------


def of_file(door: Door, uuid: str) -> list[Given]:
    """Return what the file of this office has given; nothing of another office's, or of an unreadable one."""
    question = f"SELECT {', '.join(_COLUMNS)} FROM {GivenNumber.__tablename__}"  # noqa: S608 -- own names only
    with closing(replace(door, writing=False).connect()) as connection:
        try:
            whose = connection.execute("SELECT uuid FROM office_meta").fetchone()
            rows = connection.execute(question).fetchall() if whose == (uuid,) else []
        except driver.DatabaseError:
            return []
    return list(starmap(Given, rows))


def carry_over(door: Door, numbers: Iterable[Given]) -> None:
    """Write numbers into a file that is about to take the office's place, those it has left as they are."""
    marks = ", ".join("?" * len(_COLUMNS))
    statement = f"INSERT OR IGNORE INTO {GivenNumber.__tablename__} ({', '.join(_COLUMNS)}) VALUES ({marks})"  # noqa: S608 -- own names only
    rows = [tuple(getattr(one, name) for name in _COLUMNS) for one in numbers]
    with closing(door.connect()) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(statement, rows)
        connection.execute("COMMIT")
