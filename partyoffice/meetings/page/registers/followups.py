"""落实: what is to be done after the decisions, by whom and until when; what is overdue comes first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.following import finish, follow, put_off
from partyoffice.meetings.page.registers.opening import of_meeting, to_minutes
from partyoffice.meetings.queries.decided import ToDo, Where, to_do
from partyoffice.meetings.records import AgendaItem, FollowUp, Meeting
from partyoffice.meetings.rules.following import Standing
from partyoffice.organisation.queries import tree
from partyoffice.store.base import fields_of
from partyoffice.store.rows import drop_row
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Shown, Verb, View, opening, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FIELDS = fields_of(FollowUp)
DONE_ON = Field("on", "完成日期", Kind.DAY, required=True)
RESULT = Field("result", "完成情况", Kind.LONG, hint="办到什么程度，有什么凭据")
TO = Field("to", "新的期限", Kind.DAY, required=True)
WHY = Field("why", "延期原因", required=True)
STANDING = Field("standing", "情况", Kind.CHOICE, choices=tuple(Standing))
MARKS = {
    Standing.LATE: Mark.LATE,
    Standing.SOON: Mark.SOON,
    Standing.OPEN: Mark.NOW,
    Standing.DONE: Mark.DONE,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be done and the name of the body whose meeting decided it."""

    one: ToDo
    body: str

    @property
    def id(self) -> int:
        """The thing."""
        return self.one.id

    @property
    def where(self) -> Where:
        """The meeting."""
        return self.one.where

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.one.done is None


def read(session: "Session", look: Look) -> list[Line]:
    """Return what is to be done and what was."""
    whole = tree(session)
    return [Line(one, whole.name(one.where.body)) for one in to_do(session, look.on)]


def _told(row: Line) -> str:
    return f"超期 {row.one.over} 天" if row.one.over else str(row.one.standing)


def _standing(row: Line) -> str:
    return str(row.one.standing)


def _mark(row: Line) -> Mark:
    return MARKS[row.one.standing]


def _card(session: "Session", row: Line) -> Card:
    one, stored = row.one, session.get_one(FollowUp, row.id)
    facts = (
        ("议题", one.subject), ("决议编号", one.number), ("会议", f"{one.where.on} {one.where.title}"),
        ("责任人", one.by), ("期限", str(one.due or "")), ("完成", str(one.done or "")),
        ("完成情况", one.result),
    )  # fmt: skip
    delays = tuple((f"由 {each['from'] or '未定'} 延至 {each['to']}", each["why"]) for each in stored.delays)
    told = tuple((title, text) for title, text in facts if text)
    return Card(one.what, one.by, _told(row), MARKS[one.standing], (), (("事项", told), ("延期", delays)))


def _stored(session: "Session", row: Line) -> FollowUp:
    return session.get_one(FollowUp, row.id)


def _as_it_stands(session: "Session", row: Line) -> Mapping[str, Any]:
    stored = _stored(session, row)
    return {one.key: getattr(stored, one.key) for one in FIELDS}


def _mend(session: "Session", row: Line, given: Mapping[str, Any]) -> None:
    stored = _stored(session, row)
    follow(session, session.get_one(AgendaItem, stored.item_id), given, stored)


def _finish(session: "Session", row: Line, given: Mapping[str, Any]) -> None:
    finish(session, _stored(session, row), given["on"], given.get("result") or "")


def _put_off(session: "Session", row: Line, given: Mapping[str, Any]) -> None:
    put_off(session, _stored(session, row), given["to"], given["why"])


def _drop(session: "Session", row: Line, _given: Mapping[str, Any]) -> None:
    drop_row(session, _stored(session, row))


def _today(_session: "Session", row: Line) -> Mapping[str, Any]:
    return {"on": Day.of(clock.today()), "result": row.one.result}


def _nothing(_session: "Session", _row: Line) -> Mapping[str, Any]:
    return {}


def _done(row: Line) -> str:
    return "" if row.open else "已经办结"


FINISHING, PUTTING_OFF = Sheet((DONE_ON, RESULT), _today), Sheet((TO, WHY), _nothing)
FOLLOWUPS = Register(
    "meetings-followups",
    "落实",
    (
        Shown(Field("what", "事项"), lambda row: row.one.what, sample="党" * 14),
        Shown(Field("by", "责任人", Kind.NAME), lambda row: row.one.by, person=True),
        Shown(Field("due", "完成期限", Kind.DAY), lambda row: row.one.due),
        Shown(STANDING, _standing, _told, _mark, sample="超期 100 天"),
        Shown(Field("done", "完成日期", Kind.DAY), lambda row: row.one.done),
        Shown(Field("result", "完成情况", Kind.LONG), lambda row: row.one.result, sample="党" * 10),
        Shown(Field("delays", "延期次数", Kind.NUMBER), lambda row: row.one.delays, hidden=True),
        Shown(Field("number", "决议编号"), lambda row: row.one.number, sample="决议〔2026〕100号"),
        Shown(Field("subject", "议题"), lambda row: row.one.subject, sample="党" * 10),
        *of_meeting(),
    ),
    read,
    lambda row: row.one.what,
    (
        opening(_mend, Sheet(FIELDS, _as_it_stands)),
        Verb("finish", "办结", _finish, FINISHING, icon="check", button=True, why_not=_done),
        Verb("put-off", "延期", _put_off, PUTTING_OFF, icon="history", button=True, why_not=_done),
        to_minutes(Role.OTHER),
        removing(_drop),
    ),
    (
        View("open", "待办", lambda row: row.open),
        View("late", "已超期", lambda row: row.one.over > 0),
        View("soon", "两周内到期", lambda row: row.one.standing is Standing.SOON),
        View("done", "已办结", lambda row: not row.open),
        View("all", "全部", lambda _row: True),
    ),
    kinds=frozenset({Meeting, AgendaItem, FollowUp}),
    card=_card,
    empty=Empty("calendar-check", "没有要落实的事项", "在“决议”里选一项，按“布置落实”。"),
    roster="follow-ups",
    topic="decisions",
    hint="事项、责任人",
)  # fmt: skip
