"""一览: every meeting of a year in one list, to look through, print and hand on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.actions.minutes import drop_meeting, must_be_draft
from partyoffice.meetings.queries import find_meeting
from partyoffice.meetings.queries.year import Line, meetings_of_year, years
from partyoffice.meetings.records import AgendaItem, Meeting
from partyoffice.meetings.rules.kinds import DRAFT, FINAL, MEETING_KINDS, STATES
from partyoffice.organisation.queries import tree
from partyoffice.part import Decision
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Look, Register, Role, Shown, Verb, View, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

PAGE, MINUTES = "meetings", "minutes"
STATE = Field("state", "状态", Kind.CHOICE, choices=STATES)
KIND = Field("kind", "类型", Kind.CHOICE, choices=MEETING_KINDS)
STATE = Field("state", "状态", Kind.CHOICE, choices=STATES)


@dataclass(frozen=True, slots=True)
class Listed:
    """One meeting and the name of its body."""

    line: Line
    body: str

    @property
    def id(self) -> int:
        """The meeting."""
        return self.line.id

    @property
    def on(self) -> Day:
        """Its day."""
        return self.line.on


def read(session: "Session", look: Look) -> list[Listed]:
    """Return the meetings of a year, the newest first."""
    whole = tree(session)
    lines = meetings_of_year(session, look.year or look.on.year)
    return [Listed(one, whole.name(one.body)) for one in lines]


def _open(desk: "Desk", rows: Sequence[Any]) -> None:
    desk.go_to(PAGE, view=MINUTES, meeting=rows[0].id)


def _mark(row: Listed) -> Mark | None:
    return {DRAFT: Mark.NOW, FINAL: Mark.WARN}.get(row.line.state, Mark.DONE)


def _told(row: Listed) -> str:
    return "待签字" if row.line.state == FINAL else row.line.state


def _why_kept(row: Listed) -> str:
    return "" if row.line.state == DRAFT else f"记录{row.line.state}，要删除的请先退回草稿"


def year_list(decisions: Mapping[str, Decision]) -> Register:
    """Return the register; a meeting that is deleted takes back what its votes decided."""

    def drop(session: "Session", row: Listed, _given: Mapping[str, Any]) -> None:
        meeting = find_meeting(session, row.id)
        must_be_draft(meeting)
        drop_meeting(session, meeting, decisions)

    return Register(
        "meetings-list",
        "会议一览",
        (
            Shown(Field("on", "日期", Kind.DAY)),
            Shown(Field("body", "党组织"), sample="党" * 10),
            Shown(
                Field("kind", "类型", Kind.CHOICE, choices=MEETING_KINDS),
                lambda row: row.line.kind,
                sample="党" * 7,
            ),
            Shown(Field("number", "第几次", Kind.NUMBER), lambda row: row.line.number),
            Shown(Field("title", "会议名称"), lambda row: row.line.title, sample="党" * 16),
            Shown(Field("items", "议题", Kind.NUMBER), lambda row: row.line.items),
            Shown(Field("chair", "主持人", Kind.NAME), lambda row: row.line.chair, person=True),
            Shown(Field("recorder", "记录人", Kind.NAME), lambda row: row.line.recorder, person=True),
            Shown(Field("place", "地点"), lambda row: row.line.place, sample="党" * 8),
            Shown(
                Field("counted", "计入"),
                lambda row: "、".join(row.line.counted_as),
                sample="支部党员大会",
                several=True,
            ),
            Shown(STATE, lambda row: row.line.state, _told, _mark, sample="已签字　　"),
        ),
        read,
        lambda row: f"{row.line.on} {row.line.title}",
        (
            Verb("open", "打开记录", None, None, Role.OPEN, "file-text", button=True, show=_open),
            removing(drop, "删除会议", _why_kept),
        ),
        (
            View("all", "全部", lambda _row: True),
            View("drafts", "草稿", lambda row: row.line.state == DRAFT),
            View("unsigned", "待签字", lambda row: row.line.state == FINAL),
        ),
        years,
        frozenset({Meeting, AgendaItem}),
        empty=Empty("calendar", "这一年还没有会议记录", "在“记录”中新写一次会议。"),
        unit="次",
        hint="名称、地点、主持人",
    )
