"""公示: posted for several people, counted in working days, concluded, with a photo of the board."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Severity
from partyoffice.development.actions import postings
from partyoffice.development.page.registers.whom import (
    PEOPLE,
    WAY,
    about_person,
    among,
    begins,
    column,
    id_of,
    to_way,
    where,
)
from partyoffice.development.queries.holidays import holidays_of
from partyoffice.development.queries.notices import AHEAD, CONCLUDED, OVER, RUNNING, NoticeRow, notices
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.queries.students import floating_names
from partyoffice.development.records import Posting
from partyoffice.development.rules.notice import notice_end, notice_sum
from partyoffice.store import rows
from partyoffice.store.base import fields_of
from partyoffice.ui.attaching import attach, open_kept
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Verb, View, adding, opening, removing
from partyoffice.ui.remarks import Remark, Remarks
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

STORED = {one.key: one for one in fields_of(Posting)}
SUBJECTS = {8: "拟列为发展对象", 3: "确定积极分子", 15: "接收预备党员", 23: "转正", 1: "入党申请人"}
NUMBERS = {title: number for number, title in SUBJECTS.items()}
SUBJECT = Field("subject", "公示事项", Kind.CHOICE, True, choices=tuple(NUMBERS), open=False)
PLACE = Field("place", "公示地点", required=True, hint="如校门口公示栏")
SECOND = Field("second", "第二处地点", hint="流动人员在流出地和流入地都要公示")
OUT = (PEOPLE, SUBJECT, STORED["start"], STORED["end"], PLACE, SECOND, STORED["scope"])
RESULT = Field("result", "结论", Kind.CHOICE, True, choices=STORED["result"].choices, open=False)
BACK = (RESULT, STORED["objections"], STORED["inquiry"], STORED["secretary"])


def read(session: "Session", look: Look) -> list[NoticeRow]:
    """Return every posting."""
    return notices(session, look.on)


def _mark(row: NoticeRow) -> Mark:
    if row.short:
        return Mark.WARN
    return {OVER: Mark.LATE, RUNNING: Mark.NOW, CONCLUDED: Mark.DONE}.get(row.state, Mark.SOON)


def _card(_session: "Session", row: NoticeRow) -> Card:
    one = row.row
    facts = (
        ("事项", SUBJECTS.get(one.step, f"第 {one.step} 步")),
        ("地点", one.place),
        ("方式", one.scope),
        ("起止", f"{one.start} 至 {one.end or '（未填）'}"),
        ("工作日", f"{row.days} 天" if row.days else ""),
        ("应到", str(row.needed or "")),
        ("算式", row.told),
    )
    back = (
        ("反映", one.objections),
        ("核实", one.inquiry),
        ("结论", one.result),
        ("支部书记", one.secretary),
        ("照片", one.photo_name),
    )
    sections = (("公示", _filled(facts)), ("结果", _filled(back)))
    return Card(row.person.name, row.person.category, row.state, _mark(row), (), sections)


def _filled(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in facts if one[1])


# -- verbs -----------------------------------------------------------------------------------


def _begin(_session: "Session", _row: NoticeRow | None) -> Mapping[str, Any]:
    return {"subject": SUBJECTS[8], "start": Day.of(clock.today())}


def _post(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    made = postings.post_notice(
        session,
        given["people"],
        given["start"],
        (given["place"], given["second"]),
        scope=given["scope"],
        step=NUMBERS[given["subject"]],
        end=given["end"],
    )
    return made[0].id


def _counting(desk: "Desk") -> Remarks:
    """Return what counts the working days live, by the office's own table, and asks for the second place."""

    def say(values: dict[str, Any]) -> Mapping[str, Sequence[Remark]]:
        with desk.open_office().reading() as session:
            said = _days_said(session, values) | _places_said(session, values)
        return {key: remarks for key, remarks in said.items() if key in values}

    return say


def _days_said(session: "Session", values: Mapping[str, Any]) -> dict[str, list[Remark]]:
    start = values["start"]
    if start is None or not start.exact:
        return {}
    counted = notice_end(start.first, rule_settings(session), holidays_of(session))
    early = values["end"] is not None and values["end"].last < counted.last
    short = [Remark(Severity.WARN, f"不够 {len(counted.days)} 个工作日")] if early else []
    return {"start": [Remark(Severity.INFO, notice_sum(start.first, counted))], "end": short}


def _places_said(session: "Session", values: Mapping[str, Any]) -> dict[str, list[Remark]]:
    names = [] if values.get("second") else floating_names(session, values.get("people") or ())
    words = f"{'、'.join(names)}是流动人员，流出地和流入地都要公示"
    return {"second": [Remark(Severity.WARN, words)]} if names else {}


def _conclude(session: "Session", row: NoticeRow, given: Mapping[str, Any]) -> None:
    stored = session.get_one(Posting, row.id)
    told = {key: given[key] for key in ("objections", "inquiry", "secretary")}
    postings.conclude_notice(session, [stored], given["result"], Day.of(clock.today()), **told)


def _correct(session: "Session", row: NoticeRow, given: Mapping[str, Any]) -> None:
    rows.correct_row(session, session.get_one(Posting, row.id), given)


def _drop(session: "Session", row: NoticeRow, _given: Mapping[str, Any]) -> None:
    rows.drop_row(session, session.get_one(Posting, row.id))


@writes
def _photo(desk: "Desk", chosen: Sequence[NoticeRow]) -> None:
    names = "、".join(dict.fromkeys(row.person.name for row in chosen))

    def keep(session: "Session", path: Path, content: bytes) -> None:
        stored = [session.get_one(Posting, row.id) for row in chosen]
        postings.attach_photo(session, stored, path.name, content)

    attach(desk, f"附公示照片：{names}", "picture", keep)


def _look(desk: "Desk", chosen: Sequence[NoticeRow]) -> None:
    open_kept(desk, chosen[0].row.photo, chosen[0].row.photo_name)


def notices_register(desk: "Desk") -> Register:
    """Return the register of 公示, whose form counts by this office's own holidays."""
    counting = _counting(desk)
    return Register(
        "development-notices",
        "公示",
        COLUMNS,
        read,
        lambda row: f"{row.person.name} {row.row.place} {row.row.start}",
        (
            adding("张贴公示", _post, Sheet(OUT, _begin, among(WAY, several=True), remarks=counting)),
            Verb(
                "conclude",
                "登记结论",
                _conclude,
                Sheet(BACK, lambda _s, _r: {"objections": "无"}),
                icon="check",
                button=True,
                many=True,
                why_not=_may_conclude,
            ),
            opening(_correct, Sheet(MEND, begins(lambda row: row.row), remarks=counting)),
            Verb("photo", "附照片", icon="image", button=True, many=True, show=_photo),
            Verb("look", "看照片", icon="eye", button=True, show=_look, why_not=_has_photo),
            to_way(),
            removing(_drop),
        ),
        VIEWS,
        card=_card,
        person=id_of,
        empty=Empty("file-text", "还没有公示", "可以一次公示几人；按本单位的放假安排数工作日。"),
        hint="姓名、拼音、地点",
        topic="development",
    )


def _may_conclude(row: NoticeRow) -> str:
    if row.state == CONCLUDED:
        return "已有结论"
    return "" if row.state == OVER else f"公示到 {row.row.end or '（未填）'}，还没有期满"


def _has_photo(row: NoticeRow) -> str:
    return "" if row.row.photo else "还没有附照片"


MEND = tuple(
    STORED[key] for key in ("place", "scope", "start", "end", "result", "objections", "inquiry", "secretary")
)
COLUMNS = (
    *about_person(),
    column("subject", "事项", lambda row: SUBJECTS.get(row.row.step, ""), Kind.CHOICE, tuple(NUMBERS)),
    column("place", "地点", lambda row: row.row.place, sample="校门口公示栏"),
    column("start", "开始", lambda row: row.row.start, Kind.DAY),
    column("end", "结束", lambda row: row.row.end, Kind.DAY),
    column("days", "工作日", lambda row: row.days or None, Kind.NUMBER),
    column(
        "state", "情况", lambda row: row.state, Kind.CHOICE, (AHEAD, RUNNING, OVER, CONCLUDED), mark=_mark
    ),
    column("objections", "反映", lambda row: row.row.objections, Kind.LONG, sample="无"),
    column("result", "结论", lambda row: row.row.result, Kind.CHOICE, RESULT.choices),
    column("photo", "照片", lambda row: bool(row.row.photo), Kind.FLAG),
    where(),
)
VIEWS = (
    View("all", "全部", lambda _row: True),
    View("running", "公示中", lambda row: row.state in {RUNNING, AHEAD}),
    View("over", "待结论", lambda row: row.state == OVER),
    View("done", "已有结论", lambda row: row.state == CONCLUDED),
)
