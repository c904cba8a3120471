"""党建专题会议: once each half-year in every branch; counted from the minutes, opened from here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.core.finding import Finding, Severity
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.frequency import Level
from partyoffice.meetings.rules.kinds import TOPIC
from partyoffice.organisation.records import Organisation
from partyoffice.plans.page.registers.asking import column, pressed
from partyoffice.plans.queries.topics import TopicRow, topic_rows, topic_years
from partyoffice.plans.rules.halves import ARTICLE
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Verb, View
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

MEETINGS, MINUTES = "meetings", "minutes"
MARKS = {Level.MET: Mark.DONE, Level.MISSING: Mark.LATE, Level.OPEN: Mark.SOON}
WORDS = {Level.MET: "已召开", Level.MISSING: "没有召开", Level.OPEN: "还没有召开"}
NONE = "这半年没有专题会议的记录"


def read(session: "Session", look: Look) -> list[TopicRow]:
    """Return the halves of a year."""
    return topic_rows(session, look.year or look.on.year, look.on)


def _mark(row: TopicRow) -> Mark:
    return MARKS[row.half.level]


def _years(session: "Session") -> list[int]:
    return topic_years(session, clock.today())


def _none(row: TopicRow) -> str:
    return "" if row.meetings else NONE


def _open(desk: "Desk", rows: Sequence[TopicRow]) -> None:
    desk.go_to(MEETINGS, view=MINUTES, meeting=rows[0].meetings[-1].id)


@writes
def _write(desk: "Desk", rows: Sequence[TopicRow]) -> None:
    """Begin the record that a half lacks; on which day it was, only the user knows."""
    desk.go_to(MEETINGS, view=MINUTES, new={"body": rows[0].body, "kind": TOPIC, "on": None})


def _card(_session: "Session", row: TopicRow) -> Card:
    one = row.half
    held = tuple((str(each.on), each.title) for each in row.meetings)
    said = (("应开", f"{one.least} 次"), ("已开", f"{one.held} 次"), ("截止", str(one.ends)))
    short = one.level is Level.MISSING
    message = "这半年的专题会议不够" if short else "每半年召开一次党建专题会议"
    found = Finding(
        "PLAN-09", Severity.WARN if short else Severity.INFO, message, "", ARTICLE, one.told, mark="LOCAL"
    )
    found_ = () if one.level is Level.MET else (found,)
    return Card(row.branch, one.title, WORDS[one.level], _mark(row), found_, (("次数", said), ("会议", held)))


TOPICS = Register(
    "plans-topics",
    "党建专题会议",
    (
        column("branch", "党支部", lambda row: row.branch, Kind.CHOICE, sample="第一党支部（文科）"),
        column("half", "半年", lambda row: row.half.title, Kind.CHOICE, sample="2026 年上半年"),
        column("state", "情况", lambda row: WORDS[row.half.level], Kind.CHOICE, mark=_mark,
               sample="还没有召开　"),
        column("held", "已开", lambda row: row.half.held, Kind.NUMBER),
        column("least", "应开", lambda row: row.half.least, Kind.NUMBER),
        column("days", "日期", lambda row: row.days, sample="2026-03-20、2026-05-20"),
        column("ends", "截止", lambda row: Day.of(row.half.ends), Kind.DAY),
    ),
    read,
    lambda row: f"{row.branch}{row.half.title}",
    (
        Verb("open", "打开会议", role=Role.OPEN, icon="arrow-right", button=True, show=_open, why_not=_none),
        pressed("write", "去写会议记录", lambda _row: "", icon="pencil", show=_write),
    ),
    (
        View("all", "全部", lambda _row: True),
        View("lacking", "没有召开", lambda row: row.half.level is Level.MISSING),
    ),
    years=_years,
    kinds=frozenset({Meeting, Organisation}),
    card=_card,
    empty=Empty("calendar", "没有要看的半年", "各支部的专题会议从会议记录里数；设置里写 0 次就不看。"),
    unit="个半年",
    hint="党支部",
    topic="plans",
)  # fmt: skip
