"""政审对象: the person, the family and important relations, as the 政治审查 looks at them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Kind
from partyoffice.development.actions import inquiries
from partyoffice.development.page.registers.whom import (
    PEOPLE,
    PERSON,
    WAY,
    about_person,
    among,
    begins,
    column,
    id_of,
    only,
    to_way,
    where,
)
from partyoffice.development.queries.letters import ExaminedRow, examined
from partyoffice.development.records import Examined
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Look, Register, Sheet, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FIELDS = fields_of(Examined)


def read(session: "Session", look: Look) -> list[ExaminedRow]:
    """Return everybody examined."""
    return examined(session, look.on)


def _proved(row: ExaminedRow) -> bool:
    return bool(row.row.proved_on)


def _add(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    values = only(given, FIELDS) | {"person_id": given["person_id"]}
    return rows.add_row(session, Examined, values).id


def _take_over(session: "Session", _row: None, given: Mapping[str, Any]) -> None:
    made = [one for person in given["people"] for one in inquiries.take_over_relatives(session, person)]
    if not made:
        raise OfficeError("没有可带入的家庭成员", remedy="请先在名册卡片的“家庭”中登记，或在这里新增")


def _correct(session: "Session", row: ExaminedRow, given: Mapping[str, Any]) -> None:
    rows.correct_row(session, session.get_one(Examined, row.id), given)


def _drop(session: "Session", row: ExaminedRow, _given: Mapping[str, Any]) -> None:
    rows.drop_row(session, session.get_one(Examined, row.id))


EXAMINED = Register(
    "development-examined",
    "政审对象",
    (
        *about_person(),
        column("relation", "关系", lambda row: row.row.relation, sample="外祖母"),
        column("who", "对象姓名", lambda row: row.row.name, Kind.NAME, person=True),
        column("birth", "出生年月", lambda row: row.row.birth, Kind.DAY),
        column("status", "政治面貌", lambda row: row.row.political_status, sample="中共党员"),
        column("unit", "单位及职务", lambda row: row.row.unit, sample="安和县第一中学教师"),
        column("findings", "表现", lambda row: row.row.findings, Kind.LONG, sample="政治历史清楚"),
        column("breaches", "有无违纪违法", lambda row: row.row.breaches, sample="无"),
        column("proved_by", "证明单位", lambda row: row.row.proved_by, sample="安和县教育局党委"),
        column(
            "state",
            "情况",
            lambda row: "已证明" if _proved(row) else "待证明",
            Kind.CHOICE,
            ("待证明", "已证明"),
            mark=lambda row: Mark.DONE if _proved(row) else Mark.SOON,
        ),
        where(),
    ),
    read,
    lambda row: f"{row.person.name}的{row.row.relation}{row.row.name}",
    (
        adding(
            "新增对象",
            _add,
            Sheet((PERSON, *FIELDS), links=among(WAY), kept=("person_id",)),
        ),
        adding("从卡片带入家庭", _take_over, Sheet((PEOPLE,), links=among(WAY, several=True)), "take"),
        opening(_correct, Sheet(FIELDS, begins(lambda row: row.row))),
        to_way(),
        removing(_drop),
    ),
    (
        View("open", "待证明", lambda row: not _proved(row), "take"),
        View("all", "全部", lambda _row: True),
    ),
    person=id_of,
    empty=Empty("users", "还没有政审对象", "用“从卡片带入家庭”把本人和家庭成员带进来，再补重要社会关系。"),
    hint="姓名、拼音、单位",
    topic="development",
)
