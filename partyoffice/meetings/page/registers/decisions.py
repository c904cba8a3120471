"""决议: what the meetings of a year decided, its number and vote, and what is weighty among it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.finishing import give_number
from partyoffice.meetings.actions.following import follow
from partyoffice.meetings.page.registers.opening import of_meeting, to_minutes
from partyoffice.meetings.queries.decided import (
    FAILED,
    PASSED,
    VERDICTS,
    Decided,
    Where,
    decided,
    years_decided,
)
from partyoffice.meetings.records import AgendaItem, FollowUp, Meeting, Vote
from partyoffice.meetings.rules.kinds import DRAFT
from partyoffice.organisation.queries import tree
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Sheet, Shown, Verb, View

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NEW = tuple(one for one in fields_of(FollowUp) if one.key in {"what", "by", "due"})
VOTED = "应到 20，实到 18；赞成 18，反对 0，弃权 0"
YES, NO = "重大", ""


@dataclass(frozen=True, slots=True)
class Line:
    """One decision and the name of the body that took it."""

    one: Decided
    body: str

    @property
    def id(self) -> int:
        """The item."""
        return self.one.id

    @property
    def where(self) -> Where:
        """The meeting."""
        return self.one.where


def read(session: "Session", look: Look) -> list[Line]:
    """Return what was decided in a year, the newest first."""
    whole = tree(session)
    return [Line(one, whole.name(one.where.body)) for one in decided(session, look.year or look.on.year)]


def _mark(row: Line) -> Mark:
    return {PASSED: Mark.DONE, FAILED: Mark.LATE}.get(row.one.verdict, Mark.RING)


def _followed(row: Line) -> str:
    one = row.one
    return f"{one.following - one.open}/{one.following}" if one.following else ""


def _card(_session: "Session", row: Line) -> Card:
    one = row.one
    facts = (
        ("会议", f"{one.where.on} {one.where.title}"), ("党组织", row.body), ("编号", one.number),
        ("表决", one.vote), ("决议", one.resolution), ("落实", _followed(row)),
    )  # fmt: skip
    told = tuple((title, text) for title, text in facts if text)
    return Card(one.subject, one.matter, one.verdict, _mark(row), (), (("决议", told),))


def _weigh(session: "Session", row: Line, _given: Mapping[str, Any]) -> None:
    session.get_one(AgendaItem, row.id).weighty = not row.one.weighty


def _weighed(row: Line, _given: Mapping[str, Any]) -> str:
    return f"{'取消' if row.one.weighty else '标为'}重大事项：{row.one.subject}"


def _number(session: "Session", row: Line, _given: Mapping[str, Any]) -> None:
    give_number(session, session.get_one(AgendaItem, row.id))


def _why_no_number(row: Line) -> str:
    if row.one.number:
        return f"已有编号{row.one.number}"
    if row.one.verdict == FAILED:
        return "没有通过，不编号"
    return "会议记录定稿后再编号" if row.where.state == DRAFT else ""


def _follow(session: "Session", row: Line, given: Mapping[str, Any]) -> None:
    follow(session, session.get_one(AgendaItem, row.id), given)


HELD, *MEETING = of_meeting()
DECISIONS = Register(
    "meetings-decisions",
    "决议",
    (
        HELD,
        Shown(Field("number", "决议编号"), lambda row: row.one.number, sample="决议〔2026〕100号"),
        Shown(Field("subject", "议题"), lambda row: row.one.subject, sample="党" * 14),
        Shown(
            Field("verdict", "结果", Kind.CHOICE, choices=VERDICTS), lambda row: row.one.verdict, mark=_mark
        ),
        Shown(
            Field("weighty", "重大事项", Kind.CHOICE, choices=(YES,)),
            lambda row: YES if row.one.weighty else NO,
        ),
        Shown(
            Field("vote", "表决情况"),
            lambda row: row.one.vote,
            sample=VOTED,
        ),
        Shown(Field("followed", "落实"), _followed, sample="10/10"),
        Shown(Field("matter", "事项"), lambda row: row.one.matter, sample="讨论接收", hidden=True),
        *MEETING,
        Shown(Field("resolution", "决议内容", Kind.LONG), lambda row: row.one.resolution, sample="党" * 20),
    ),
    read,
    lambda row: row.one.subject,
    (
        to_minutes(),
        Verb("follow", "布置落实", _follow, Sheet(NEW), icon="plus", button=True),
        Verb("number", "编号", _number, None, icon="check", why_not=_why_no_number),
        Verb("weighty", "标为（取消）重大事项", _weigh, None, icon="bookmark", sentence=_weighed),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("weighty", "重大事项", lambda row: row.one.weighty),
        View("voted", "表决的", lambda row: bool(row.one.vote)),
        View("open", "待落实", lambda row: row.one.open > 0),
    ),
    years_decided,
    frozenset({Meeting, AgendaItem, Vote, FollowUp}),
    card=_card,
    empty=Empty("landmark", "这一年还没有决议", "会议记录里写了决议、表决过或编了号的议题，都列在这里。"),
    roster="decisions",
    topic="decisions",
    hint="议题、决议、编号",
)
