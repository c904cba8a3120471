"""学员: who is in a class, the four stages of selection of 业余党校, marks and certificates."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.development.actions import classes
from partyoffice.development.page.registers.whom import (
    PEOPLE,
    WAY,
    about_person,
    begins,
    chooser,
    column,
    id_of,
    plain,
    to_way,
    where,
)
from partyoffice.development.queries.classes import PupilRow, party_classes, pupils
from partyoffice.development.records import Enrolment
from partyoffice.development.rules.classes import STAGES, VERDICTS, check_selection, verdict_of
from partyoffice.development.rules.profile import CLASS_KINDS
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, adding, opening, removing
from partyoffice.ui.remarks import Remark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

FIELDS = fields_of(Enrolment)
COURSE = Field("class_id", "培训班", Kind.LINK, required=True)
MARK = next(one for one in FIELDS if one.key == "mark")


def read(session: "Session", look: Look) -> list[PupilRow]:
    """Return who is in a class."""
    return pupils(session, look.on)


def _into(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    return classes.enrol(session, given["class_id"], given["people"])[-1].id


def _mend(session: "Session", row: PupilRow, given: Mapping[str, Any]) -> list[Any]:
    values = plain(given)
    if values["mark"] is not None and not values["verdict"]:
        values["verdict"] = verdict_of(values["mark"], row.course.pass_mark)
    rows.correct_row(session, session.get_one(Enrolment, row.id), values)
    return check_selection([values[f"{key}_on"] for key in STAGES])


def _mark_one(session: "Session", row: PupilRow, given: Mapping[str, Any]) -> None:
    classes.set_marks(session, row.course.id, {row.id: plain(given)["mark"]})


def _out(session: "Session", row: PupilRow, _given: Mapping[str, Any]) -> None:
    rows.drop_row(session, session.get_one(Enrolment, row.id))


def _links(desk: "Desk", _row: PupilRow | None) -> "Links":
    with desk.open_office().reading() as session:
        there = [Option(one.id, one.row.name, note=one.row.kind) for one in party_classes(session)]
    if not there:
        desk.messages.inform("还没有培训班", "请先在“培训班”中新增一个班，再报名。")
    return {COURSE.key: tuple(there), PEOPLE.key: chooser(desk, WAY, several=True)}


def _remarks(values: dict[str, Any]) -> Mapping[str, list[Remark]]:
    found = check_selection([values[f"{key}_on"] for key in STAGES])
    said = [Remark(Severity.WARN, one.message, one.arithmetic) for one in found]
    return {"general_branch_on": said} if said else {}


def _state(row: PupilRow) -> str:
    if row.row.verdict:
        return row.row.verdict
    return f"待{row.next_stage}" if row.next_stage else "在学"


def _pupil_mark(row: PupilRow) -> Mark:
    if row.findings:
        return Mark.WARN
    return Mark.DONE if row.row.verdict == VERDICTS[0] else Mark.WARN if row.row.verdict else Mark.NOW


def _pupil_card(_session: "Session", row: PupilRow) -> Card:
    stages = tuple(
        (title, f"{getattr(row.row, f'{key}_on') or '未登记'}　{getattr(row.row, key)}".strip("　"))
        for key, title in STAGES.items()
    )
    one = row.row
    facts = (
        ("实到", " ".join(filter(None, (f"{one.attended_days:g} 天" if one.attended_days else "",
                                        f"{one.attended_hours:g} 学时" if one.attended_hours else "")))),
        ("成绩", f"{one.mark:g}" if one.mark is not None else ""), ("结业", one.verdict),
        ("证书", one.certificate), ("备注", one.note),
    )  # fmt: skip
    sections = (("选拔", stages), ("学习", tuple(each for each in facts if each[1])))
    return Card(row.person.name, row.course.name, _state(row), _pupil_mark(row), row.findings, sections)


def _verdict(wanted: str) -> Callable[[PupilRow], bool]:
    return lambda row: row.row.verdict == wanted


PUPILS = Register(
    "development-pupils",
    "学员",
    (
        *about_person(),
        column("course", "培训班", lambda row: row.course.name, Kind.CHOICE, sample="第八期业余党校"),
        column("kind", "类型", lambda row: row.course.kind, Kind.CHOICE, CLASS_KINDS),
        column("state", "情况", _state, mark=_pupil_mark, sample="待党总支审核"),
        column("days", "实到天数", lambda row: row.row.attended_days, Kind.NUMBER),
        column("hours", "实到学时", lambda row: row.row.attended_hours, Kind.NUMBER),
        column("mark", "成绩", lambda row: row.row.mark, Kind.NUMBER),
        column("certificate", "证书编号", lambda row: row.row.certificate, sample="2026-001"),
        where(),
    ),
    read,
    lambda row: f"{row.person.name}（{row.course.name}）",
    (
        adding("报名", _into, Sheet((COURSE, PEOPLE), links=_links)),
        opening(_mend, Sheet(FIELDS, begins(lambda row: row.row), remarks=_remarks)),
        Verb(
            "mark",
            "登记成绩",
            _mark_one,
            Sheet((MARK,), begins(lambda row: row.row)),
            icon="pencil",
            button=True,
            many=True,
        ),
        to_way(),
        removing(_out, "移出"),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("open", "选拔中", lambda row: bool(row.next_stage)),
        View("study", "未结业", lambda row: not row.row.verdict),
        View("passed", VERDICTS[0], _verdict(VERDICTS[0])),
        View("failed", VERDICTS[1], _verdict(VERDICTS[1])),
    ),
    card=_pupil_card,
    person=id_of,
    empty=Empty("users", "还没有学员", "先在“培训班”中新增一个班，再在这里报名，可一次选几人。"),
    unit="人次",
    topic="development",
)
