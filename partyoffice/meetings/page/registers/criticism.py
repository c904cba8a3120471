"""批评意见: who criticised whom at a meeting, and who has not spoken or was not criticised yet."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.life import criticise
from partyoffice.meetings.page.registers.choosing import (
    MEETING,
    NO_MEETING,
    PAGE,
    filled,
    held_by,
    length,
    meetings,
    newest,
    people,
    print_meeting,
)
from partyoffice.meetings.queries.life import life_years
from partyoffice.meetings.queries.said import MUTE, UNHEARD, CriticismRow, criticisms
from partyoffice.meetings.records import Attendance, Criticism, Meeting
from partyoffice.store.base import fields_of
from partyoffice.store.rows import correct_row, drop_row
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Shown, Verb, View, adding, removing
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from partyoffice.core.finding import Finding
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

CRITIC = Field("critic_id", "批评人", Kind.LINK, required=True)
PERSON = Field("person_id", "被批评人", Kind.LINK, required=True)
(TEXT,) = fields_of(Criticism)
SAID = "批评意见"


def read(session: "Session", look: Look) -> list[CriticismRow]:
    """Return the criticism of a year, then who lacks what."""
    return criticisms(session, look.on, look.year)


def _links(desk: "Desk", row: CriticismRow | None) -> "Links":
    return {**meetings(desk, row), **people(desk, CRITIC.key, PERSON.key)}


def _begin(session: "Session", row: CriticismRow | None) -> Mapping[str, Any]:
    if row is None:
        return {MEETING.key: newest(session)}
    key = PERSON.key if UNHEARD in row.lack else CRITIC.key
    return {MEETING.key: row.meeting.id, key: row.person_id}


def _judge(values: Mapping[str, Any]) -> Mapping[str, str]:
    same = values.get(CRITIC.key) and values.get(CRITIC.key) == values.get(PERSON.key)
    return {PERSON.key: "自我批评写在“对照检查”里"} if same else {}


def _add(session: "Session", _row: CriticismRow | None, given: Mapping[str, Any]) -> "list[Finding]":
    return criticise(session, given[MEETING.key], given[CRITIC.key], given[PERSON.key], given["text"])[1]


def _correct(session: "Session", row: CriticismRow, given: Mapping[str, Any]) -> None:
    correct_row(session, session.get_one(Criticism, row.id), given)


def _drop(session: "Session", row: CriticismRow, _given: Mapping[str, Any]) -> None:
    drop_row(session, session.get_one(Criticism, row.id))


def _stored(row: CriticismRow) -> str:
    return "" if row.criticism is not None else "这一行还没有批评意见"


def _lacking(row: CriticismRow) -> str:
    return "" if row.criticism is None else "已经有批评意见"


@writes
def _mend(desk: "Desk", rows: "Sequence[CriticismRow]") -> None:
    """Begin a line of the 整改清单 with what was said."""
    row = rows[0]
    given = {
        "organisation_id": row.meeting.body, "year": row.meeting.year, "source": row.meeting.kind,
        "meeting_id": row.meeting.id, "whose": row.person, "by": row.person,
        "problem": row.criticism.text if row.criticism else "",
    }  # fmt: skip
    desk.go_to(PAGE, view="rectification", year=row.meeting.year, add="new", given=given)


def _state(row: CriticismRow) -> str:
    return row.lack or SAID


def _mark(row: CriticismRow) -> Mark:
    return Mark.WARN if row.lack else Mark.DONE


def _name(row: CriticismRow) -> str:
    return f"{row.critic}对{row.person}的批评意见" if row.criticism else row.person


def _card(_session: "Session", row: CriticismRow) -> Card:
    facts = filled(("会议", row.meeting.name), ("批评人", row.critic), ("被批评人", row.person))
    said = filled((SAID, row.criticism.text if row.criticism else ""))
    return Card(row.person, row.meeting.kind, _state(row), _mark(row), (), (("会议", facts), ("内容", said)))


WRITING = Sheet((MEETING, CRITIC, PERSON, TEXT), _begin, _links, _judge, kept=(MEETING.key, CRITIC.key))
CRITICISM = Register(
    "meetings-criticism",
    SAID,
    (
        Shown(Field("critic", "批评人", Kind.NAME), person=True),
        Shown(Field("person", "被批评人", Kind.NAME), person=True),
        Shown(Field("state", "情况", Kind.CHOICE, choices=(SAID, MUTE, UNHEARD)), _state, mark=_mark,
              sample=f"{MUTE}、{UNHEARD}"),
        Shown(Field("text", "内容"), lambda row: length(row.criticism.text) if row.criticism else "",
              sample="1200 字"),
        Shown(Field("on", "会议日期", Kind.DAY), lambda row: row.meeting.on),
        Shown(Field("meeting", "会议", Kind.CHOICE), held_by, sample="年" * 14),
    ),
    read,
    _name,
    (
        adding("登记批评意见", _add, WRITING),
        Verb("fill", "登记批评意见", _add, WRITING, Role.OPEN, "plus", button=True, why_not=_lacking),
        Verb(
            "open", "更正", _correct, Sheet((TEXT,), lambda _session, row: {"text": row.criticism.text}),
            Role.OPEN, "pencil", button=True, press="保存", why_not=_stored,
        ),
        Verb("mend", "列入整改清单", icon="arrow-right", button=True, why_not=_stored, show=_mend),
        Verb("print", "打印批评意见记录", icon="printer", button=True,
             show=lambda desk, rows: print_meeting(desk, "life-07", rows[0].meeting)),
        removing(_drop, why_not=_stored),
    ),
    (
        View("said", SAID, lambda row: row.criticism is not None),
        View("lacking", "还缺的人", lambda row: row.criticism is None),
        View("all", "全部", lambda _row: True),
    ),
    life_years,
    frozenset({Criticism, Meeting, Attendance}),
    _card,
    lambda row: row.person_id,
    Empty("users", "这一年还没有批评意见", NO_MEETING),
    hint="姓名、拼音",
    topic="life",
)  # fmt: skip
