"""What is handed from the reading process to the rest: sheets of plain values, nothing of Excel."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

# A float or int (not a bool) is a numeric cell, a str a text one, a date one with a date format.
Value = str | float | int | bool | date | datetime | time | None
MOST_ROWS, MOST_COLUMNS = 50_000, 300
BLANKS_END = 50


@dataclass(frozen=True, slots=True)
class Month:
    """A date cell that its format shows as year and month: Excel makes 2012年6月 the 1st of June."""

    year: int
    month: int


@dataclass(slots=True)
class Facts:
    """What the values alone do not tell; rows and columns count from 1.

    ``rest`` is the first row with contents below so many blank rows that reading stopped.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    months: set[tuple[int, int]] = field(default_factory=set)
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    rest: int = 0


@dataclass(slots=True)
class Sheet:
    """One sheet: ``rows[n]`` are the values of the sheet's row ``numbers[n]``."""

    name: str
    numbers: list[int] = field(default_factory=list)
    rows: list[list[Value | Month]] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)


@dataclass(slots=True)
class Book:
    """The visible sheets, or the one that was asked for, and the names of the hidden ones."""

    file: str
    kind: str
    sheets: list[Sheet] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
