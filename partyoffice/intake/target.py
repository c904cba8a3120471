"""What a part tells the engine: its fields as targets, and what it does with the rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from partyoffice.core import clock
from partyoffice.core.field import Field
from partyoffice.intake.headings import plain

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


# A cell may hold 32 767 characters; a sentence about it should not.
MOST_TOLD = 300


@dataclass(frozen=True, slots=True)
class Target:
    """One field that a column can fill.

    ``headings`` are its names in old sheets beside ``field.title`` (see ``headings.known``).
    ``must`` says that a row without it cannot come in, ``repeats`` that several rows may
    hold the same ID number (one line a month). ``plain_here`` names headings that are
    ambiguous elsewhere but not in this kind of sheet. ``words`` turns other people's labels into
    ours. ``after`` names a field whose second column is this one's: 联系电话 is a phone like any
    other until a sheet also has 手机号码. ``unknown`` is the code of a label nobody knows, such as
    ``status-unknown``. ``founds`` says that a name not yet known, such as a branch's, is created.
    ``tells`` marks what such a sheet is about: one without any of these columns is another kind of sheet.
    """

    key: str
    field: Field
    headings: tuple[str, ...] = ()
    must: bool = False
    repeats: bool = False
    plain_here: tuple[str, ...] = ()
    words: Mapping[str, str] = made(default_factory=dict)
    unknown: str = "choice-unknown"
    after: str = ""
    founds: bool = False
    tells: bool = False

    def names(self) -> frozenset[str]:
        """Return every heading that means this field, as ``plain`` leaves them."""
        return frozenset(map(plain, (self.field.title, *self.headings, *self.plain_here)))


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "新增"
    CHANGED = "更新"
    SAME = "相同"
    BAD = "有问题"


@dataclass(frozen=True, slots=True)
class Note:
    """A fault (the row does not come in) or a warning (it does) about one cell."""

    row: int
    column: str
    value: str
    code: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """Return the shape of the command line's ``problems`` and ``warnings``."""
        return {name: getattr(self, name) for name in ("row", "column", "value", "code", "message")}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a row beside what is stored; ``is_change`` is false where it is only filled in."""

    title: str
    old: str
    new: str
    is_change: bool = True


@dataclass(slots=True)
class Row:
    """One row on its way in: ``values`` by target key hold only what the sheet really says.

    A part's ``judge`` sets ``verdict``, ``differences`` and ``record_id`` and may call ``fault``
    and ``warn``. ``extra`` keeps the texts of columns no field was found for, by heading.
    """

    number: int
    values: dict[str, Any] = made(default_factory=dict)
    shown: dict[str, str] = made(default_factory=dict)
    extra: dict[str, str] = made(default_factory=dict)
    columns: Mapping[str, str] = made(default_factory=dict)
    verdict: Verdict = Verdict.NEW
    differences: list[Difference] = made(default_factory=list)
    problems: list[Note] = made(default_factory=list)
    warnings: list[Note] = made(default_factory=list)
    record_id: int | None = None

    @property
    def good(self) -> bool:
        """Whether nothing keeps the row out."""
        return not self.problems

    def note(self, key: str, code: str, message: str) -> Note:
        """Return a note about the cell of ``key`` ("" for the whole row)."""
        value = self.shown.get(key, "")[:MOST_TOLD]
        told = message if len(message) <= MOST_TOLD else f"{message[:MOST_TOLD]}……"
        return Note(self.number, self.columns.get(key, ""), value, code, told)

    def fault(self, key: str, code: str, message: str) -> None:
        """Keep the row out: ``message`` says what is wrong and how to mend it."""
        self.problems.append(self.note(key, code, message))
        self.verdict = Verdict.BAD

    def warn(self, key: str, code: str, message: str) -> None:
        """Let the row in and say what to look at."""
        self.warnings.append(self.note(key, code, message))


def _no_step(_name: str) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Options:
    """How one file is to be read; ``answers`` maps headings to field titles or keys.

    An empty answer leaves the column out. ``created`` is filled by the part's ``judge`` with what
    the import makes on the way, such as branches not yet known.

    What the user mends in the preview holds for this import alone: ``corrections`` are texts by row
    number and field key, ``renamed`` leads a name that would be founded to one that is there, and rows
    naming one of ``refused`` stay out. ``about`` is filled with what stands above the headings, then the
    names of the sheet and of the file: an old ledger tells its year there. A part's ``write`` calls
    ``step`` with each row's name: it tells how far the work is, and raises Cancelled where the user
    stopped it.
    """

    sheet: str = ""
    on: date = made(default_factory=clock.today)
    answers: Mapping[str, str] = made(default_factory=dict)
    hidden: bool = False
    created: list[str] = made(default_factory=list)
    corrections: Mapping[tuple[int, str], str] = made(default_factory=dict)
    renamed: Mapping[str, str] = made(default_factory=dict)
    refused: frozenset[str] = frozenset()
    about: Sequence[str] = ()
    step: Callable[[str], None] = made(default=_no_step, compare=False)


class Importer(Protocol):
    """What a part hands in.

    One whose sheets come in many shapes may have ``template``: the keys of the columns of the shape that is
    offered to fill in. One whose rows tell their own months is ``undated``: nothing of it holds from a day on
    that the user is asked for.
    """

    @property
    def kind(self) -> str:
        """The name on the command line, such as ``members``."""

    @property
    def title(self) -> str:
        """What the user calls it, such as 党员名册."""

    @property
    def sample(self) -> Mapping[str, str]:
        """The values of the template's sample row by key."""

    def targets(self, session: "Session") -> tuple[Target, ...]:
        """Return the fields a column can fill."""

    def judge(self, session: "Session", rows: list[Row], options: Options) -> None:
        """Hold the rows against what is stored; never writes."""

    def write(self, session: "Session", rows: list[Row], options: Options) -> None:
        """Store the rows, all of them new or changed and without problems."""
