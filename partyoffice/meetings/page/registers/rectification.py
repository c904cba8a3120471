"""整改清单: problem, measure, owner, day; done, put off with a reason, followed until it is done."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.life import add_mending, complete, delay, reopen_mending
from partyoffice.meetings.page.registers.choosing import BODY, bodies, filled, meetings
from partyoffice.meetings.queries.mending import MendingRow, mending_years, mendings
from partyoffice.meetings.records import Rectification
from partyoffice.meetings.rules.kinds import SOURCES
from partyoffice.meetings.rules.life import Mending, told_delays
from partyoffice.organisation.queries import own_body
from partyoffice.store.base import fields_of
from partyoffice.store.rows import correct_row, drop_row
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, Verb, View, adding, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

STORED = {one.key: one for one in fields_of(Rectification)}
MEETING = Field("meeting_id", "来自哪次会议", Kind.LINK, hint="不是会上提出的空着")
NEW = (BODY, *(one for key, one in STORED.items() if key not in {"done", "result"}), MEETING)
ON = Field("on", "完成日期", Kind.DAY, required=True)
RESULT = Field("result", "完成情况", Kind.LONG, required=True, hint="做了什么，效果怎样")
LATER = Field("due", "新的完成时限", Kind.DAY, required=True)
WHY = Field("why", "延期原因", required=True)
KEPT = (BODY.key, "year", "source", MEETING.key)
MARKS = {Mending.LATE: Mark.LATE, Mending.SOON: Mark.SOON, Mending.DONE: Mark.DONE}


def read(session: "Session", look: Look) -> list[MendingRow]:
    """Return the lines of a year, what is open of earlier ones first."""
    return mendings(session, look.on, look.year)


def _links(desk: "Desk", row: MendingRow | None) -> "Links":
    return {**bodies(desk, row), **meetings(desk, row)}


def _begin(session: "Session", row: MendingRow | None) -> Mapping[str, Any]:
    if row is None:
        return {BODY.key: own_body(session) or None, "year": clock.today().year, "source": SOURCES[0]}
    return {one.key: getattr(row.item, one.key) for one in (*NEW, *STORED.values())}


def _today(_session: "Session", row: MendingRow) -> Mapping[str, Any]:
    return {"on": Day.of(clock.today()), "result": row.item.result}


def _add(session: "Session", _row: None, given: Mapping[str, Any]) -> int:
    return add_mending(session, {**given, "year": int(given["year"])}).id


def _correct(session: "Session", row: MendingRow, given: Mapping[str, Any]) -> None:
    correct_row(session, session.get_one(Rectification, row.id), {**given, "year": int(given["year"])})


def _complete(session: "Session", row: MendingRow, given: Mapping[str, Any]) -> None:
    complete(session, session.get_one(Rectification, row.id), given["on"], given["result"])


def _delay(session: "Session", row: MendingRow, given: Mapping[str, Any]) -> None:
    delay(session, session.get_one(Rectification, row.id), given["due"], given["why"])


def _reopen(session: "Session", row: MendingRow, _given: Mapping[str, Any]) -> None:
    reopen_mending(session, session.get_one(Rectification, row.id))


def _drop(session: "Session", row: MendingRow, _given: Mapping[str, Any]) -> None:
    drop_row(session, session.get_one(Rectification, row.id))


def _open(row: MendingRow) -> str:
    return "已经完成" if row.item.done else ""


def _done(row: MendingRow) -> str:
    return "" if row.item.done else "还没有完成"


def _print(desk: "Desk", rows: Sequence[MendingRow]) -> None:
    """Print the list of the body and year of a line."""
    one = rows[0].item
    desk.open_dialog("print", paper="life-08", branch=one.organisation_id, given={"year": str(one.year)})


def _told(row: MendingRow) -> str:
    return f"{row.state} {row.late} 天" if row.late else str(row.state)


def _mark(row: MendingRow) -> Mark:
    return MARKS.get(row.state, Mark.NOW)


def _card(_session: "Session", row: MendingRow) -> Card:
    one = row.item
    facts = filled(
        ("党组织", row.body_name), ("年度", one.year), ("来源", one.source), ("整改主体", one.whose),
        ("责任人", one.by), ("完成时限", one.due), ("完成日期", one.done),
    )  # fmt: skip
    said = filled(("问题", one.problem), ("整改措施", one.measure), ("完成情况", one.result))
    delays = tuple((f"第 {at} 次", text) for at, text in enumerate(told_delays(one.delays), 1))
    sections = (("整改", facts), ("内容", said), ("延期", delays))
    return Card(one.whose or one.by, one.source, _told(row), _mark(row), (), sections)


DONE_SHEET = Sheet((ON, RESULT), _today)
RECTIFICATION = Register(
    "meetings-rectification",
    "整改清单",
    (
        Shown(STORED["problem"], lambda row: row.item.problem, sample="说" * 16),
        Shown(STORED["whose"], lambda row: row.item.whose, sample="党支部委员会"),
        Shown(STORED["measure"], lambda row: row.item.measure, sample="说" * 16),
        Shown(STORED["by"], lambda row: row.item.by, person=True),
        Shown(STORED["due"], lambda row: row.item.due),
        Shown(
            Field("state", "情况", Kind.CHOICE, choices=tuple(Mending)), lambda row: str(row.state), _told,
            _mark, sample="已超期 100 天",
        ),
        Shown(STORED["done"], lambda row: row.item.done),
        Shown(STORED["result"], lambda row: row.item.result, sample="说" * 12),
        Shown(Field("delays", "延期", Kind.NUMBER), lambda row: len(row.item.delays) or None,
              lambda row: f"{len(row.item.delays)} 次" if row.item.delays else ""),
        Shown(STORED["year"], lambda row: row.item.year, lambda row: str(row.item.year)),
        Shown(STORED["source"], lambda row: row.item.source, sample="民主生活会"),
        Shown(Field("body", "党组织", Kind.CHOICE), lambda row: row.body_name, sample="第一党支部（文科）"),
    ),
    read,
    lambda row: row.item.problem[:20],
    (
        adding("登记整改事项", _add, Sheet(NEW, _begin, _links, kept=KEPT)),
        Verb("done", "完成", _complete, DONE_SHEET, icon="check", button=True, why_not=_open),
        Verb("delay", "延期", _delay, Sheet((LATER, WHY)), icon="calendar", button=True, why_not=_open),
        opening(_correct, Sheet((*NEW, STORED["result"]), _begin, _links)),
        Verb("reopen", "退回整改", _reopen, icon="undo-2", button=True, why_not=_done),
        Verb("print", "打印整改清单", icon="printer", button=True, show=_print),
        removing(_drop),
    ),
    (
        View("open", "没有完成", lambda row: row.item.done is None),
        View("late", "已超期", lambda row: row.state is Mending.LATE),
        View("done", "已完成", lambda row: row.item.done is not None),
        View("all", "全部", lambda _row: True),
    ),
    mending_years,
    frozenset({Rectification}),
    _card,
    empty=Empty("file-text", "这一年还没有整改事项", "可以直接登记，也可以从征求意见、批评意见列入。"),
    unit="项",
    roster="rectification",
    hint="问题、责任人",
    topic="life",
)  # fmt: skip
