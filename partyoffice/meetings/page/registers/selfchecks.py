"""对照检查: who of a meeting has written, and who has not. The text stands in the form and the card alone."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.life import write_check
from partyoffice.meetings.page.registers.choosing import (
    MEETING,
    NO_MEETING,
    filled,
    held_by,
    length,
    meetings,
    newest,
    people,
)
from partyoffice.meetings.queries.life import life_years
from partyoffice.meetings.queries.said import CheckRow, self_checks
from partyoffice.meetings.records import Attendance, Meeting, SelfCheck
from partyoffice.store.base import fields_of
from partyoffice.store.rows import drop_row
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Shown, Verb, View, adding, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

PERSON = Field("person_id", "姓名", Kind.LINK, required=True)
TEXT, STAND = fields_of(SelfCheck)
WRITTEN, WANTED = "已写", "还没有"


def read(session: "Session", look: Look) -> list[CheckRow]:
    """Return everybody of the meetings of a year."""
    return self_checks(session, look.on, look.year)


def _links(desk: "Desk", row: CheckRow | None) -> "Links":
    return {**meetings(desk, row), **people(desk, PERSON.key)}


def _begin(session: "Session", row: CheckRow | None) -> Mapping[str, Any]:
    if row is None:
        return {MEETING.key: newest(session)}
    return {"text": row.check.text, "stand": row.check.stand} if row.check is not None else {}


def _add(session: "Session", _row: None, given: Mapping[str, Any]) -> None:
    write_check(session, given[MEETING.key], given[PERSON.key], given["text"], given["stand"])


def _write(session: "Session", row: CheckRow, given: Mapping[str, Any]) -> None:
    write_check(session, row.meeting.id, row.person_id, given["text"], given["stand"])


def _drop(session: "Session", row: CheckRow, _given: Mapping[str, Any]) -> None:
    if row.check is not None:
        drop_row(session, session.get_one(SelfCheck, row.check.id))


def _print(desk: "Desk", rows: Sequence[CheckRow]) -> None:
    """Print the texts of some people at the meeting of the first."""
    meeting = rows[0].meeting
    ids = [row.person_id for row in rows if row.meeting.id == meeting.id]
    desk.open_dialog(
        "print", paper="life-06", ids=ids, given={"kind": meeting.kind, "year": str(meeting.year)}
    )


def _state(row: CheckRow) -> str:
    return WRITTEN if row.check is not None else WANTED


def _mark(row: CheckRow) -> Mark:
    return Mark.DONE if row.check is not None else Mark.RING


def _unwritten(row: CheckRow) -> str:
    return "" if row.check is not None else "还没有写"


def _card(_session: "Session", row: CheckRow) -> Card:
    one = row.check
    said = filled(("要点", one.text), ("表态", one.stand)) if one is not None else ()
    facts = filled(("会议", row.meeting.name), ("日期", row.meeting.on))
    return Card(
        row.name, row.meeting.kind, _state(row), _mark(row), (), (("会议", facts), ("对照检查", said))
    )


WRITING = Sheet((TEXT, STAND), _begin, judge=lambda values: {} if values["text"] else {"text": "请写要点"})
SELFCHECKS = Register(
    "meetings-selfchecks",
    "对照检查",
    (
        Shown(Field("name", "姓名", Kind.NAME), person=True),
        Shown(Field("on", "会议日期", Kind.DAY), lambda row: row.meeting.on),
        Shown(
            Field("state", "情况", Kind.CHOICE, choices=(WRITTEN, WANTED)),
            _state,
            mark=_mark,
            sample="还没有",
        ),
        Shown(
            Field("text", "要点"), lambda row: length(row.check.text) if row.check else "", sample="1200 字"
        ),
        Shown(
            Field("stand", "表态"), lambda row: length(row.check.stand) if row.check else "", sample="1200 字"
        ),
        Shown(Field("meeting", "会议", Kind.CHOICE), held_by, sample="年" * 14),
    ),
    read,
    lambda row: f"{row.name}（{row.meeting.year} 年度{row.meeting.kind}）",
    (
        adding(
            "登记对照检查", _add, Sheet((MEETING, PERSON, TEXT, STAND), _begin, _links, kept=(MEETING.key,))
        ),
        Verb("open", "写对照检查", _write, WRITING, Role.OPEN, "pencil", button=True, press="保存"),
        Verb("print", "打印对照检查材料", icon="printer", button=True, many=True, show=_print),
        removing(_drop, why_not=_unwritten),
    ),
    (
        View("wanted", WANTED, lambda row: row.check is None),
        View("written", WRITTEN, lambda row: row.check is not None),
        View("all", "全部", lambda _row: True),
    ),
    life_years,
    frozenset({SelfCheck, Meeting, Attendance}),
    _card,
    lambda row: row.person_id,
    Empty("file-text", "这一年没有要写对照检查的人", NO_MEETING),
    "人",
    hint="姓名、拼音",
    topic="life",
)
