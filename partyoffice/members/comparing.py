"""A list from elsewhere held against the roster: who is only here or there, and which cells differ."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Care, Field
from partyoffice.core.text import is_masked, is_nothing, search_key
from partyoffice.intake import staging
from partyoffice.intake.staging import Staged
from partyoffice.intake.target import Options, Row, Target
from partyoffice.members.alike import agree, meet, visible
from partyoffice.members.columns import CARD, HISTORIES
from partyoffice.members.importer import NUMBER, RosterImporter
from partyoffice.members.matching import Book
from partyoffice.members.queries import Someone, inside
from partyoffice.members.rules import Category
from partyoffice.organisation.queries import Tree, tree
from partyoffice.organisation.rules import OrgKind
from partyoffice.store.office import Office

Progress = Callable[[float, str], bool]
READ_BY = {one.key: one for one in HISTORIES}
BODIES = {"branch": (OrgKind.BRANCH, "党支部"), "group": (OrgKind.GROUP, "党小组")}
EMPTY_THERE = "名单中是空白，不清除已有内容"
READ_BY_THEN, OFTEN = 0.8, 200  # of the bar; rows between two words about it
MASKED_THERE = "名单中是遮盖的内容，不能写入"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that differs; ``why_not`` says why the list's value cannot be written, if it cannot."""

    row: int
    person: int
    who: str
    about: Field
    here: str
    there: str
    value: Any = None
    why_not: str = ""

    @property
    def place(self) -> tuple[int, str]:
        """What tells the cell from others: the person and the field."""
        return self.person, self.about.key

    def shown(self, *, masked: bool) -> tuple[str, str]:
        """Return both sides, masked where the field is sensitive."""
        if masked and self.about.care is Care.SENSITIVE:
            return self.about.mask(self.here), self.about.mask(self.there)
        return self.here, self.there


@dataclass(frozen=True, slots=True)
class Stray:
    """Somebody who stands on one side only, or a row nobody can be told from; ``row`` 0 is the roster's."""

    who: str
    note: str = ""
    row: int = 0
    person: int = 0


@dataclass(slots=True)
class Comparison:
    """What was found; ``same`` counts those in whom nothing differs."""

    staged: Staged
    different: list[Cell] = field(default_factory=list)
    only_here: list[Stray] = field(default_factory=list)
    only_there: list[Stray] = field(default_factory=list)
    unclear: list[Stray] = field(default_factory=list)
    same: int = 0


@dataclass(slots=True)
class Scope:
    """How a list is held: whose it is, and whether a blank in it counts as a difference."""

    branch: int | None = None
    empties: bool = False


def compare(
    office: Office,
    importer: RosterImporter,
    path: Path,
    options: Options,
    scope: Scope,
    progress: Progress | None = None,
) -> Comparison:
    """Hold a list against the roster; nothing is written.

    Raises OfficeError and Cancelled as ``staging.stage`` does.
    """
    tell = progress or (lambda _share, _text: True)
    staged = staging.stage(
        office, Held(importer), path, options, lambda share, text: tell(READ_BY_THEN * share, text)
    )
    with office.reading() as session:
        book = Book.of(session, options.on, importer.facts)
        return _Judge(staged, book, tree(session), scope).run(_roster(session, book, scope), tell)


class Held:
    """Stands where an importer does: reads a list as the roster's; rows are judged when all are read."""

    title = "名单"
    sample: Mapping[str, str] = {}

    def __init__(self, importer: RosterImporter) -> None:
        self.importer, self.kind = importer, importer.kind

    def targets(self, session: Session) -> tuple[Target, ...]:
        """Return the fields a roster has."""
        return self.importer.targets(session)

    def write(self, session: Session, rows: list[Row], options: Options) -> None:  # noqa: ARG002 -- always
        """Refuse: what is accepted goes another way."""
        raise OfficeError("核对的名单不能整份导入", remedy="请用“导入”")

    def judge(self, session: Session, rows: list[Row], options: Options) -> None:
        """Leave the rows as they are: nothing of them comes in."""


def _roster(session: Session, book: Book, scope: Scope) -> list[Someone]:
    members = [one for one in book.people.values() if one.member]
    return members if scope.branch is None else inside(session, members, scope.branch)


class _Judge:
    """One pass over the rows of a list."""

    def __init__(self, staged: Staged, book: Book, bodies: Tree, scope: Scope) -> None:
        self.book, self.bodies, self.scope, self.rows = book, bodies, scope, staged.rows
        keys = set(staged.columns.keys.values()) - {NUMBER}
        self.fields = {target.key: target.field for target in staged.targets if target.key in keys}
        self.found = Comparison(staged)
        self.names: Counter[str] = Counter()
        self.seen: dict[int, int] = {}

    def run(self, roster: Sequence[Someone], tell: Progress) -> Comparison:
        self._count_names(roster)
        for at, row in enumerate(self.rows):
            share = READ_BY_THEN + (1 - READ_BY_THEN) * at / len(self.rows)
            if at % OFTEN == 0 and not tell(share, f"正在核对第 {row.number} 行"):
                raise Cancelled
            self._row(row)
        missing = [one for one in roster if one.id not in self.seen]
        self.found.only_here = [Stray(self._who(one), person=one.id) for one in missing]
        return self.found

    def _count_names(self, roster: Sequence[Someone]) -> None:
        """Count names on either side: one that is there twice is told with what tells it apart."""
        here = Counter(one.name for one in roster)
        there = Counter(str(row.values.get("name", "")) for row in self.rows)
        self.names = here | there

    def _who(self, one: Someone) -> str:
        return self._named(one.name, one.card["birth"], one.card["id_number"])

    def _named(self, name: str, birth: object, number: str) -> str:
        if self.names[name] < 2:
            return name
        signs = [str(birth)] if birth else []
        signs += [f"身份证尾号 {number[-4:]}"] if number else []
        return f"{name}（{'，'.join(signs)}）" if signs else name

    def _row_who(self, row: Row) -> str:
        name, number = row.values.get("name") or row.shown.get("name", ""), row.shown.get("id_number", "")
        return self._named(str(name), row.values.get("birth"), number) or f"第 {row.number} 行"

    # Whom a row means --------------------------------------------------------------------

    def _row(self, row: Row) -> None:
        why = next((note.message for note in row.problems if self._whole(note.code, note.column)), "")
        one = self._meant(row) if "name" in row.values else None
        if isinstance(one, str):
            why = why or one
        elif one is not None and one.id in self.seen:
            why = why or f"与第 {self.seen[one.id]} 行是同一个人"
        if isinstance(one, Someone):
            self.seen.setdefault(one.id, row.number)
        if why:
            self.found.unclear.append(Stray(self._row_who(row), why, row.number))
        elif isinstance(one, Someone) and one.present:
            self._hold(row, one)
        else:
            self.found.only_there.append(Stray(self._row_who(row), self._gone(row, one), row.number))

    def _whole(self, code: str, column: str) -> bool:
        return not column or code in {"id-duplicate", "name-unclear", "required"}

    def _gone(self, row: Row, one: object) -> str:
        if isinstance(one, Someone):
            return f"已于 {self.book.gone.get(one.id, '')}".strip() if one.id in self.book.gone else "不在册"
        number, name, birth = row.values.get("id_number"), row.values["name"], row.values.get("birth")
        for _id, theirs, their_number, their_birth in self.book.binned:
            if (number and number == their_number) or (name == theirs and birth and birth == their_birth):
                return "在回收站中"
        return ""

    def _meant(self, row: Row) -> Someone | str | None:
        """Return whom a row means, None for nobody here, or why that cannot be said."""
        values = row.values
        probe = Row(row.number, {NUMBER: values.get(NUMBER), "id_number": values.get("id_number")})
        known = self.book.by_signs(probe)
        if known is not None:
            return known
        found = [one for one in self.book.by_name.get(values["name"], []) if self._may_be(row, one)]
        if len(found) > 1:
            found = [one for one in found if one.present] or found
        if len(found) > 1:
            found = [one for one in found if one.branch == values.get("branch")] or found
        if len(found) > 1:
            return f"名册中有 {len(found)} 位同名的人，只凭名单中的内容分不清"
        return found[0] if found else None

    def _may_be(self, row: Row, one: Someone) -> bool:
        """Say whether somebody of the same name may be meant: birth and what is seen of the number agree."""
        birth, number = row.values.get("birth"), row.values.get("id_number")
        theirs, stars = one.card["id_number"], row.shown.get("id_number", "")
        if (
            isinstance(birth, Day)
            and isinstance(one.card["birth"], Day)
            and not meet(birth, one.card["birth"])
        ):
            return False
        if number and theirs and number != theirs:
            return isinstance(birth, Day) and isinstance(one.card["birth"], Day)
        seen = bool(stars) and is_masked(stars) and bool(theirs)
        return not seen or visible(stars, theirs)

    # What differs ------------------------------------------------------------------------

    def _hold(self, row: Row, one: Someone) -> None:
        who = self._who(one)
        cells = [cell for key in self.fields if (cell := self._cell(row, one, key, who))]
        self.found.different += cells
        self.found.same += not cells

    def _cell(self, row: Row, one: Someone, key: str, who: str) -> Cell | None:
        about, here = self.fields[key], _stored(one, key)
        told, shown = "" if here is None else str(here), row.shown.get(key, "")
        if not shown or is_nothing(shown):
            counts = self.scope.empties and told
            return Cell(row.number, one.id, who, about, told, "", None, EMPTY_THERE) if counts else None
        value = row.values.get(key)
        if value is None:
            why = self._unreadable(row, key, about, told, shown)
            return Cell(row.number, one.id, who, about, told, shown, None, why) if why else None
        if value == here or agree(about, here, value):
            return None
        why = self._why_not(one, key, value)
        return Cell(row.number, one.id, who, about, told, str(value), value, why)

    def _unreadable(self, row: Row, key: str, about: Field, told: str, shown: str) -> str:
        """Return why a value that was not taken differs; empty where what is seen of it agrees."""
        if is_masked(shown):
            return "" if told and visible(shown, told) else MASKED_THERE
        if search_key(told) == search_key(shown):
            return ""
        notes = (*row.problems, *row.warnings)
        why = next((note.message for note in notes if note.column == row.columns.get(key)), "")
        return why or f"看不懂这个{about.title}"

    def _why_not(self, one: Someone, key: str, value: Any) -> str:  # noqa: ANN401 -- any stored value
        if key == "category" and value not in set(Category):
            return f"“{value}”不是规定的人员类别"
        if key in BODIES:
            kind, word = BODIES[key]
            under = one.branch_id if key == "group" else None
            if self.bodies.named(value, kind, under) is None:
                return f"没有名为“{value}”的{word}，请先在党员名册左边的组织中新建"
        other = self.book.by_id_number.get(value) if key == "id_number" else None
        return f"身份证号与{other.name}相同" if other is not None and other.id != one.id else ""


def _stored(one: Someone, key: str) -> Any:  # noqa: ANN401 -- any stored value
    if key in READ_BY:
        return READ_BY[key].read(one, date.max)
    return one.card[key] if key in CARD else one.other.get(key)
