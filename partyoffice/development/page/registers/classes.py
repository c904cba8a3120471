"""培训班 and its pupils: 业余党校 with four stages of selection, marks, verdicts, certificates."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.development.actions import classes
from partyoffice.development.page.registers.whom import (
    PEOPLE,
    WAY,
    among,
    begins,
    column,
    plain,
)
from partyoffice.development.queries.classes import ClassRow, marks_text, party_classes, pupils
from partyoffice.development.records import PartyClass
from partyoffice.development.rules.profile import CLASS_KINDS
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


FIELDS = fields_of(PartyClass)


MARKS = Field("marks", "成绩", Kind.TABLE, choices=("姓名", "成绩"), hint="可从表格粘贴")


def read(session: "Session", _look: Look) -> list[ClassRow]:
    """Return every class."""
    return party_classes(session)


def _add(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    return rows.add_row(session, PartyClass, plain(given)).id


def _correct(session: "Session", row: ClassRow, given: Mapping[str, Any]) -> None:
    rows.correct_row(session, session.get_one(PartyClass, row.id), plain(given))


def _enrol(session: "Session", row: ClassRow, given: Mapping[str, Any]) -> None:
    classes.enrol(session, row.id, given["people"])


def _judge(session: "Session", row: ClassRow, _given: Mapping[str, Any]) -> None:
    classes.judge_class(session, row.id)


def _as_told(session: "Session", row: ClassRow) -> Mapping[str, Any]:
    return {"marks": marks_text(session, row.id)}


def _marks(session: "Session", row: ClassRow, given: Mapping[str, Any]) -> None:
    classes.take_marks(session, row.id, given["marks"] or "")


def _certify(session: "Session", row: ClassRow, _given: Mapping[str, Any]) -> None:
    classes.give_certificates(session, row.id)


def _drop(session: "Session", row: ClassRow, _given: Mapping[str, Any]) -> None:
    classes.drop_class(session, session.get_one(PartyClass, row.id))


def _class_card(session: "Session", row: ClassRow) -> Card:
    one, count = row.row, row.counts
    facts = (
        ("主办", one.organiser), ("起止", f"{one.start} 至 {one.end or '（未填）'}"), ("地点", one.place),
        ("天数", f"{one.days:g} 天" if one.days else ""), ("学时", f"{one.hours:g}" if one.hours else ""),
        ("方式", one.mode), ("及格分", f"{one.pass_mark:g}"), ("内容", one.content),
    )  # fmt: skip
    sums = (("学员", f"{count.people} 人"), ("有成绩", f"{count.marked} 人"), ("合格", f"{count.passed} 人"))
    mine = [each for each in pupils(session, clock.today()) if each.course.id == row.id]
    named = tuple((each.person.name, each.row.verdict or each.next_stage or "在学") for each in mine)
    sections = (("班级", tuple(one for one in facts if one[1])), ("人数", sums), ("名单", named))
    return Card(one.name, one.kind, "", None, (), sections)


def _kind(wanted: str) -> Callable[[ClassRow], bool]:
    return lambda row: row.row.kind == wanted


ASK = Sheet((PEOPLE,), links=among(WAY, several=True))
VIEWS = (
    View("all", "全部", lambda _row: True),
    *(View(f"kind{at}", one, _kind(one)) for at, one in enumerate(CLASS_KINDS)),
)
CLASSES = Register(
    "development-classes",
    "培训班",
    (
        column("kind", "类型", lambda row: row.row.kind, Kind.CHOICE, CLASS_KINDS),
        column("name", "班名", lambda row: row.row.name, sample="第八期业余党校"),
        column("organiser", "主办单位", lambda row: row.row.organiser, sample="安和县教育局党委"),
        column("start", "开始", lambda row: row.row.start, Kind.DAY),
        column("end", "结束", lambda row: row.row.end, Kind.DAY),
        column("days", "天数", lambda row: row.row.days, Kind.NUMBER),
        column("hours", "学时", lambda row: row.row.hours, Kind.NUMBER),
        column("mode", "方式", lambda row: row.row.mode, Kind.CHOICE, sample="面授"),
        column("people", "学员", lambda row: row.counts.people, Kind.NUMBER),
        column("marked", "有成绩", lambda row: row.counts.marked, Kind.NUMBER),
        column("passed", "合格", lambda row: row.counts.passed, Kind.NUMBER),
    ),
    read,
    lambda row: row.row.name,
    (
        adding("新增培训班", _add, Sheet(FIELDS, lambda _s, _r: {"mode": "面授", "pass_mark": 60})),
        opening(_correct, Sheet(FIELDS, begins(lambda row: row.row))),
        Verb(
            "enrol",
            "报名",
            _enrol,
            Sheet((PEOPLE,), links=among(WAY, several=True)),
            icon="users",
            button=True,
        ),
        Verb(
            "marks",
            "填成绩",
            _marks,
            Sheet((MARKS,), _as_told),
            icon="pencil",
            button=True,
        ),
        Verb("judge", "按及格分评定", _judge, icon="check", button=True),
        Verb("certify", "编发证书号", _certify, icon="bookmark", button=True),
        removing(_drop),
    ),
    VIEWS,
    card=_class_card,
    empty=Empty(
        "bookmark",
        "还没有培训班",
        "业余党校和各类培训都在这里；学员的天数、学时用于第 11 步。",
    ),
    unit="个班",
    hint="班名、单位",
    topic="development",
)
