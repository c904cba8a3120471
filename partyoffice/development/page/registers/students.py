"""学生和离校: who leaves when, where they go, the League; what has to be done before."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Kind
from partyoffice.development.actions.students import note_wayfarer
from partyoffice.development.page.registers.whom import (
    about_person,
    begins,
    column,
    id_of,
    name_of,
    to_way,
    where,
)
from partyoffice.development.queries.students import Pupil, pupils_on_the_way
from partyoffice.development.records import Wayfarer
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, opening
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

FIELDS = fields_of(Wayfarer)
LEAVING = tuple(one for one in FIELDS if one.key in {"leaves_on", "leaves_for"})


def read(session: "Session", look: Look) -> list[Pupil]:
    """Return everybody on the way, who leaves first above."""
    return pupils_on_the_way(session, look.on)


def _state(row: Pupil) -> str:
    if row.leaves_on is None:
        return ""
    return "已到离校日期" if not row.left else f"还有 {row.left} 天"


def _mark(row: Pupil) -> Mark | None:
    if row.leaves_on is None:
        return None
    return Mark.LATE if not row.left else Mark.WARN if row.soon else Mark.SOON


def _card(_session: "Session", row: Pupil) -> Card:
    one = row.row
    facts = (
        ("年龄", f"{row.age} 周岁" if row.age is not None else ""),
        ("共青团员", "是" if one and one.in_league else ""),
        ("入团", f"{one.league_on or ''}　{one.league_place}".strip("　") if one else ""),
        ("离校", str(row.leaves_on or "")), ("去向", one.leaves_for if one else ""),
        ("流动人员", "是，公示和政审要两地" if one and one.floating else ""),
        ("转入", f"{one.came_on or ''}　{one.papers_sound}".strip("　") if one else ""),
        ("备注", one.note if one else ""),
    )  # fmt: skip
    league = (("团龄", "已满二十八岁，请核对是否仍为团员"),) if row.outgrown else ()
    sections = (("情况", tuple(each for each in facts if each[1])), ("提示", league))
    return Card(row.person.name, row.person.category, _state(row), _mark(row), row.findings, sections)


def _note(session: "Session", row: Pupil, given: Mapping[str, Any]) -> None:
    note_wayfarer(session, [row.person.id], given)


@writes
def _to_transfers(desk: "Desk", rows: Sequence[Pupil]) -> None:
    """Begin to move them out where moves are registered; the place is that of the first."""
    first = rows[0].row
    given = {"people": tuple(row.person.id for row in rows), "to_unit": first.leaves_for if first else ""}
    desk.go_to("transfers", add="pupils", given=given)


def _of(key: str) -> Any:  # noqa: ANN401 -- what reads a column
    return lambda row: getattr(row.row, key) if row.row is not None else None


STUDENTS = Register(
    "development-students",
    "学生和离校",
    (
        *about_person(),
        column("age", "年龄", lambda row: row.age, Kind.NUMBER),
        column("in_league", "团员", _of("in_league"), Kind.FLAG),
        column("leaves_on", "离校（调离）", lambda row: row.leaves_on, Kind.DAY),
        column("state", "情况", _state, mark=_mark, sample="已到离校日期"),
        column("leaves_for", "去向", _of("leaves_for"), sample="安和师范学院"),
        column("floating", "流动人员", _of("floating"), Kind.FLAG),
        column("note", "备注", _of("note"), Kind.LONG, sample="说" * 10),
        where(),
    ),
    read,
    name_of,
    (
        opening(_note, Sheet(FIELDS, begins(lambda row: row.row))),
        Verb(
            "leaving",
            "填离校日期",
            _note,
            Sheet(LEAVING, begins(lambda row: row.row)),
            icon="calendar",
            button=True,
            many=True,
        ),
        Verb("transfer", "登记转出", icon="arrow-right", button=True, many=True, show=_to_transfers),
        to_way(),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("term", "本学期离校", lambda row: row.this_term),
        View("soon", "三个月内离开", lambda row: row.soon),
        View("league", "共青团员", lambda row: bool(row.row and row.row.in_league)),
    ),
    card=_card,
    person=id_of,
    empty=Empty("users", "没有在发展途中的人", "有了入党申请人以后，在这里填团员、离校日期和去向。"),
    unit="人",
    topic="development",
)
