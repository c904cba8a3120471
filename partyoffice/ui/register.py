"""A register: a list of one kind of records, described by data; ``RegisterPage`` makes the page of it.

A part says what the columns are, how the rows are read, and what can be done with them. Search, filters,
keys, menus, paper and sheet are the same for every register and are not said again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field
from partyoffice.core.finding import Finding
from partyoffice.ui.empty import Empty
from partyoffice.ui.fields import Links
from partyoffice.ui.marks import Mark
from partyoffice.ui.remarks import Remarks, nothing
from partyoffice.ui.rights import is_writing, writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.asking import Asking
    from partyoffice.ui.desk import Desk

Row = Any  # a plain object with an ``id``; what else it has is between the register and its columns
Values = Mapping[str, Any]
NEW, OPEN = "new", "open"
NOTHING = Empty("inbox", "还没有内容")


def _may(_row: Row) -> str:
    return ""


def _no_links(_desk: "Desk", _row: Row) -> Links:
    return {}


def _no_problems(_values: Values) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Shown:
    """One column: its field, and how it is read of a row (the attribute of the field's key without ``read``).

    ``read`` gives the true value, by which the column sorts and is filtered; ``text`` is what is shown where
    that differs. ``person`` says that the text is a name: found and sorted by pinyin.
    """

    field: Field
    read: Callable[[Row], Any] | None = None
    text: Callable[[Row], str] | None = None
    mark: Callable[[Row], Mark | None] | None = None
    tone: Callable[[Row], str] | None = None
    sample: str = ""
    hidden: bool = False
    person: bool = False
    several: bool = False  # the text holds labels joined by 、
    align: str = ""

    def reader(self) -> Callable[[Row], Any]:
        """Return what reads the true value."""
        return self.read or attrgetter(self.field.key)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a verb asks first: the fields, what they begin with, whom and what can be chosen.

    ``begin`` fills a form (row None for a new record); without it a record begins as its row is. ``judge``
    names by key what would be wrong, ``remarks`` what is to be said beside the fields; required fields left
    empty are refused. ``wanted`` says which fields the values so far lead to, ``follow`` wires what else
    depends on them. ``kept`` fields stay filled for the next one (保存并新增).
    """

    fields: tuple[Field, ...]
    begin: "Callable[[Session, Row], Values] | None" = None
    links: "Callable[[Desk, Row], Links]" = _no_links
    judge: Callable[[Values], Mapping[str, str]] = _no_problems
    remarks: Remarks = nothing
    wanted: Callable[[Values], Sequence[str]] | None = None
    follow: "Callable[[Desk, Asking], object] | None" = None
    note: Callable[[Row], str] = _may
    kept: tuple[str, ...] = ()

    def values(self, session: "Session", row: Row) -> Values:
        """Return what the form begins with."""
        if self.begin is not None:
            return self.begin(session, row)
        return {} if row is None else {one.key: getattr(row, one.key, None) for one in self.fields}


class Role(StrEnum):
    """Where a verb belongs: to the list, to what Enter opens, to Del, or among the others."""

    ADD = "add"
    OPEN = "open"
    REMOVE = "remove"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Verb:
    """What can be done: ``work(session, row, given)`` in one named change, after ``sheet`` was filled in.

    ``text`` with the name of the record is the sentence of the journal, or ``sentence`` says it. ``work``
    may return the id of a new record, which the list then goes to, or findings, which are told.
    ``show(desk, rows)`` does what is no change, such as opening a paper. ``why_not`` says of a row why the
    verb rests; ``many`` takes all rows that are ticked; ``button`` puts it under the list, one that adds
    beside the red button. A sheet that is another for each row is made of it.
    """

    key: str
    text: str
    work: "Callable[[Session, Row, Values], object] | None" = None
    sheet: Sheet | Callable[[Row], Sheet] | None = None
    role: Role = Role.OTHER
    icon: str = ""
    shortcut: str = ""
    button: bool = False
    many: bool = False
    press: str = ""  # the words of the red button of the form, those of the verb without
    why_not: Callable[[Row], str] = _may
    sentence: Callable[[Row, Values], str] | None = None
    show: "Callable[[Desk, Sequence[Row]], object] | None" = None

    @property
    def writes(self) -> bool:
        """Whether it changes the office; what is opened to be mended can still be read where nothing may."""
        return is_writing(self.show) or (self.work is not None and self.key != OPEN)

    def marked(self, slot: Callable[[], object]) -> Callable[[], object]:
        """Return what a button of the verb does, with the mark of one that changes the office."""
        return writes(slot) if self.writes else slot

    def sheet_for(self, row: Row) -> Sheet | None:
        """Return what is asked before it is done with a row."""
        return self.sheet(row) if callable(self.sheet) else self.sheet


def adding(text: str, work: "Callable[[Session, Row, Values], object]", sheet: Sheet, key: str = NEW) -> Verb:
    """Return the verb for a new record, such as 新增思想汇报; ``work`` returns its id."""
    return Verb(key, text, work, sheet, Role.ADD, "plus")


def opening(work: "Callable[[Session, Row, Values], object]", sheet: Sheet, text: str = "更正") -> Verb:
    """Return the verb for what Enter opens: the record as it stands, to be mended."""
    return Verb(OPEN, text, work, sheet, Role.OPEN, "pencil", button=True, press="保存")


def removing(
    work: "Callable[[Session, Row, Values], object]", text: str = "删除", why_not: Callable[[Row], str] = _may
) -> Verb:
    """Return the verb for what Del takes out, of one row or of all that are ticked."""
    return Verb("remove", text, work, None, Role.REMOVE, "trash-2", many=True, why_not=why_not)


@dataclass(frozen=True, slots=True)
class View:
    """Some of the rows under a title; ``add`` names the verb that is the red button here.

    ``listed`` says that the register's roster holds just these rows; others are exported as they stand.
    """

    key: str
    title: str
    keep: Callable[[Row], bool]
    add: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside the list about its current row: what is to be said of it, then titled facts.

    ``hides`` are the sensitive fields among the facts, under their titles; numbers of people are masked
    wherever they stand.
    """

    title: str
    facts: str = ""
    state: str = ""
    mark: Mark | None = None
    findings: tuple[Finding, ...] = ()
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    hides: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """As of which day a register is read, and of which year where it goes by years."""

    on: date
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """One register. ``kinds`` are the records whose change lets it be read anew; none: any change does.

    ``name`` calls a row in sentences, ``person`` tells whom it is about, so that papers are printed for
    them. ``views`` narrow what was read, ``years`` offers a year at a time. ``roster`` is the list that 导出
    writes; without one the rows as they stand are written. ``empty`` are the words while there is nothing,
    ``begins`` the verb it then offers in place of the red button's.
    Where cells have a meaning of their own, ``cells`` gives a row as it is under the chosen columns, for
    verbs, card and the ``line`` below the list (sum and article); ``together`` names what is drawn as one.
    So many columns as ``still`` says stand still, at the left and at the right.
    """

    key: str
    title: str
    columns: tuple[Shown, ...]
    read: "Callable[[Session, Look], Sequence[Row]]"
    name: Callable[[Row], str]
    verbs: tuple[Verb, ...] = ()
    views: tuple[View, ...] = ()
    years: "Callable[[Session], Sequence[int]] | None" = None
    kinds: frozenset[type] = frozenset()
    card: "Callable[[Session, Row], Card] | None" = None
    person: Callable[[Row], int | None] | None = None
    empty: Empty = NOTHING
    unit: str = "条"
    roster: str = ""
    hint: str = "姓名、拼音"
    topic: str = ""
    cells: Callable[[Row, Sequence[str]], Row] | None = None
    line: Callable[[Row], tuple[str, str]] | None = None
    together: Callable[[Row, str], Sequence[str]] | None = None
    still: tuple[int, int] = (1, 0)
    begins: str = ""

    def verb(self, key: str) -> Verb:
        """Return a verb by its key (KeyError if unknown)."""
        return {one.key: one for one in self.verbs}[key]

    def of_role(self, role: Role) -> list[Verb]:
        """Return the verbs of a role, in their order."""
        return [one for one in self.verbs if one.role is role]
