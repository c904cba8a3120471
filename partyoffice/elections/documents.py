"""换届选举登记表 and 历届委员名单: the registers as papers and as sheets to work on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.elections.queries.committees import Served, served
from partyoffice.elections.queries.rows import Entry, entries
from partyoffice.members.card import stamp
from partyoffice.organisation.queries import tree
from partyoffice.organisation.records import SCHOOL
from partyoffice.part import Roster, Wish
from partyoffice.reports.document import Align, Column, Document, Page, Table
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.reports.document import Kind as CellKind

KINDS: "dict[Kind, CellKind]" = {Kind.DAY: "date", Kind.NUMBER: "number"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of a list: its field, its width, how it is read."""

    field: Field
    width: float
    read: Callable[[Any], Any]
    align: Align = "center"


def _of(key: str, title: str, width: float, kind: Kind = Kind.DAY) -> Shown:
    return Shown(Field(key, title, kind), width, lambda one: getattr(one.election, key))


def _sheet(office: str, key: str, title: str) -> Shown:
    """Return a number of the last ballot of an office."""

    def read(one: Entry) -> int | None:
        ballots = [row.ballot for row in one.ballots if row.ballot.office == office]
        return getattr(ballots[-1], key) if ballots else None

    return Shown(Field(f"{key}_", title, Kind.NUMBER), 4, read)


ELECTIONS = (
    Shown(Field("body", "党组织"), 9, lambda one: one.body, "left"),
    Shown(Field("number", "届次"), 6, lambda one: one.election.label()),
    Shown(Field("state", "进度"), 4, lambda one: one.state),
    _of("due_on", "届满日期", 6),
    _of("decided", "支委会研究", 6),
    _of("asked", "换届请示", 6),
    _of("asked_by", "请示文号", 7, Kind.TEXT),
    _of("approved", "换届批复", 6),
    _of("approved_by", "批复文号", 7, Kind.TEXT),
    _of("proposed", "人选请示", 6),
    _of("accepted", "人选批复", 6),
    _of("held", "选举大会", 6),
    _of("seats", "委员名额", 4, Kind.NUMBER),
    _sheet("委员", "due", "应到"),
    _sheet("委员", "present", "实到"),
    _sheet("委员", "issued", "发出"),
    _sheet("委员", "returned", "收回"),
    _sheet("委员", "valid", "有效"),
    Shown(Field("winners", "当选"), 14, lambda one: one.winners, "left"),
    _of("reported", "结果上报", 6),
    _of("confirmed", "结果批复", 6),
    _of("confirmed_by", "结果批复文号", 7, Kind.TEXT),
    _of("term_start", "任期开始", 6),
    _of("note", "备注", 8, Kind.LONG),
)
COMMITTEES = (
    Shown(Field("body", "党组织"), 9, lambda one: one.body, "left"),
    Shown(Field("number", "届次"), 4, lambda one: one.term),
    Shown(Field("name", "姓名", Kind.NAME), 5, lambda one: one.name),
    Shown(Field("post", "职务"), 6, lambda one: one.post),
    Shown(Field("start", "任职时间", Kind.DAY), 6, lambda one: one.start),
    Shown(Field("end", "免职时间", Kind.DAY), 6, lambda one: one.end),
    Shown(Field("reason", "方式"), 5, lambda one: one.reason),
    Shown(Field("term_start", "本届开始", Kind.DAY), 6, lambda one: one.term_start),
    Shown(Field("term_end", "本届结束", Kind.DAY), 6, lambda one: one.term_end),
)
USUAL = (
    "body",
    "number",
    "state",
    "due_on",
    "asked",
    "approved",
    "held",
    "due_",
    "present_",
    "winners",
    "confirmed",
)
SERVED = ("body", "number", "name", "post", "start", "end", "reason")


def elections(session: "Session", wish: Wish) -> Document:
    """Return the elections of a year, or all of them, as a paper or a sheet to work on."""
    found = [one for one in entries(session) if _wanted(session, wish, one.body_id)]
    found = [one for one in found if wish.year is None or wish.year in _years(one)]
    return _list(session, wish, "换届选举登记表", _chosen(ELECTIONS, wish.columns or USUAL), found, "次")


def _years(one: Entry) -> set[int]:
    return {day.year for day in one.days.values() if day is not None}


def committees(session: "Session", wish: Wish) -> Document:
    """Return who served in the committees until a day, of a body or of all."""
    found = [one for one in served(session) if _wanted(session, wish, one.body_id) and _begun(one, wish)]
    return _list(session, wish, "历届委员名单", _chosen(COMMITTEES, wish.columns or SERVED), found, "人次")


def _begun(one: Served, wish: Wish) -> bool:
    here = wish.only is None or one.person_id in wish.only
    return here and (one.start is None or one.start.first <= wish.on)


def _wanted(session: "Session", wish: Wish, body: int) -> bool:
    return wish.branch is None or body in tree(session).below(wish.branch)


def _chosen(columns: Sequence[Shown], keys: Sequence[str]) -> list[Shown]:
    by_word = {word: one for one in columns for word in (one.field.title, one.field.key)}
    unknown = [key for key in keys if key not in by_word]
    if unknown:
        known = "、".join(one.field.title for one in columns)
        raise OfficeError(f"没有“{'、'.join(unknown)}”这样的列", remedy=f"可用：{known}")
    return [by_word[key] for key in keys]


def _list(
    session: "Session", wish: Wish, title: str, chosen: Sequence[Shown], found: Sequence[Any], unit: str
) -> Document:
    rows = [(at, *(one.read(each) for one in chosen)) for at, each in enumerate(found, 1)]
    heads = (Column("序号", 3, kind="number"), *map(_head, chosen))
    table = Table(heads, rows, empty="没有登记")
    title = wish.title or f"{f'{wish.year} 年' if wish.year else ''}{title}"
    if wish.plain:
        return Document(title, (table,))
    school = str(settings.get(session, SCHOOL)) + ("（示例数据）" if stamp(session) else "")
    lines = tuple(filter(None, (school, f"截至 {wish.on}", f"共 {len(rows)} {unit}")))
    return Document(title, (table,), Page(landscape=True), lines=lines)


def _head(one: Shown) -> Column:
    return Column(one.field.title, one.width, one.align, KINDS.get(one.field.kind, "text"))


ROSTERS = (
    Roster(
        "elections", "换届选举登记表", elections, tuple(one.field for one in ELECTIONS), USUAL, yearly=True
    ),
    Roster("committees", "历届委员名单", committees, tuple(one.field for one in COMMITTEES), SERVED),
)
