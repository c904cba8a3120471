"""出勤: everybody's year of organisation life, their hours, and how leaders take part as ordinary members."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.core.finding import Finding
from partyoffice.meetings.page.registers.year import open_meeting
from partyoffice.meetings.queries.attendance import Attended, Seat, attended_in, meetings_of, silent_people
from partyoffice.meetings.queries.year import years
from partyoffice.meetings.records import Attendance, Meeting
from partyoffice.meetings.rules.attendance import (
    LEAST_RATE,
    MOST_UNEXCUSED,
    Sums,
    check_hours,
    check_silence,
    check_sums,
    hours_due,
)
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Shown, Verb, View

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from partyoffice.ui.desk import Desk

LIST = "attendance-year"
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody's year as the list shows it; ``silent`` is since when they took no part."""

    one: Attended
    year: int
    silent: "date | None" = None

    @property
    def id(self) -> int:
        """The person."""
        return self.one.id

    @property
    def sums(self) -> Sums:
        """What came of all meetings."""
        return self.one.sums

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the attendance."""
        silent = check_silence(self.silent) if self.silent is not None else []
        return (*silent, *check_sums(self.sums))

    @property
    def state(self) -> str:
        """半年未参加, 无故 3 次, 低于 90 %, 没有会议, or nothing to say."""
        if self.silent is not None:
            return "半年未参加"
        if self.sums.unexcused >= MOST_UNEXCUSED:
            return f"无故 {self.sums.unexcused} 次"
        if self.sums.rate is None:
            return "没有会议"
        return f"低于 {LEAST_RATE} %" if self.sums.rate < LEAST_RATE else "正常"


def read(session: "Session", look: Look) -> list[Line]:
    """Return everybody's year."""
    year = look.year or look.on.year
    now = year == look.on.year
    silent = {one.person.id: one.since for one in silent_people(session, look.on)} if now else {}
    return [Line(one, year, silent.get(one.id)) for one in attended_in(session, year, look.on)]


def _mark(line: Line) -> Mark:
    if line.silent is not None or line.sums.unexcused >= MOST_UNEXCUSED:
        return Mark.LATE
    return {"正常": Mark.DONE, "没有会议": Mark.RING}.get(line.state, Mark.WARN)


def _rate(line: Line) -> str:
    return "" if line.sums.rate is None else f"{line.sums.rate} %"


def double(line: Line) -> str:
    """Return how a leader took part as an ordinary member: 支部 5/6，小组 3/4."""
    parts = (("支部", line.one.branch), ("小组", line.one.group))
    told = [f"{name} {one.came + one.late}/{one.due - one.waived}" for name, one in parts if one.due]
    return ("，".join(told) or "没有记录") if line.one.heads else ""


def _card(session: "Session", line: Line) -> Card:
    person, sums = line.one.person, line.sums
    facts = "·".join(filter(None, (person.category, person.branch, person.group, person.post)))
    counted = [
        ("应到", f"{sums.due} 次" + (f"，其中 {sums.waived} 次不计" if sums.waived else "")),
        ("出席率", f"{_rate(line)}（出席 {sums.came}，迟到 {sums.late}）" if sums.due else ""),
        ("没有到", f"请假 {sums.leave}，缺席 {sums.absent}，其中无故 {sums.unexcused}"),
        ("学时", hours(line)),
        ("双重", double(line)),
    ]
    seats = meetings_of(session, line.id, line.year)
    listed = [(str(one.on)[5:], _seat(one)) for one in seats[:SHOWN]]
    more = [("", f"另有 {len(seats) - SHOWN} 次，见导出的表")] if len(seats) > SHOWN else []
    sections = (
        (f"{line.year} 年", tuple(one for one in counted if one[1])),
        (f"{len(seats)} 次会议", (*listed, *more)),
    )
    return Card(person.name, facts, line.state, _mark(line), line.findings, sections)


def hours(line: Line) -> str:
    """Return 28 学时，还差 4（全年 32，供参考）."""
    due = hours_due(line.one.leads)
    lacking = check_hours(line.sums.hours, leader=line.one.leads)
    left = f"，还差 {due - line.sums.hours:g}" if lacking else ""
    return f"{line.sums.hours:g} 学时{left}（全年一般 {due}，只算会议，供参考）"


def _seat(one: Seat) -> str:
    came = "·".join(filter(None, (one.state, one.reason, one.note)))
    return f"{one.title}：{came}"


def _number(key: str, title: str, **more: Any) -> Shown:  # noqa: ANN401 -- the rest of a Shown
    return Shown(Field(key, title, Kind.NUMBER), lambda line: getattr(line.sums, key) or None, **more)


def _open_last(desk: "Desk", rows: Sequence[Line]) -> None:
    """Open the newest meeting of somebody."""
    with desk.open_office().reading() as session:
        seats = meetings_of(session, rows[0].id, rows[0].year)
    open_meeting(desk, seats[0].meeting)


def _card_of(desk: "Desk", rows: Sequence[Line]) -> None:
    desk.go_to("members", person=rows[0].id)


def _print(desk: "Desk", _rows: Sequence[Line]) -> None:
    desk.open_dialog("print", paper=LIST)


def _none(line: Line) -> str:
    return "" if line.sums.due else "这一年没有会议记录"


VERBS = (
    Verb("last", "打开最近一次会议", None, None, Role.OPEN, "file-text", button=True, why_not=_none,
         show=_open_last),
    Verb("member", "在党员名册中查看", None, None, icon="user-round", button=True, show=_card_of),
    Verb("paper", "打印出勤统计表…", None, None, icon="printer", button=True, many=True, show=_print),
)  # fmt: skip

ATTENDANCE = Register(
    "meetings-attendance",
    "出勤",
    (
        Shown(Field("name", "姓名", Kind.NAME), lambda line: line.one.person.name, person=True),
        Shown(
            Field("branch", "党支部", Kind.CHOICE), lambda line: line.one.person.branch,
            sample="第一党支部（文科）",
        ),
        Shown(Field("group", "党小组", Kind.CHOICE), lambda line: line.one.person.group, sample="第一党小组"),
        Shown(Field("state", "情况"), mark=_mark, sample="无故 10 次"),
        _number("due", "应到"),
        _number("came", "出席"),
        _number("late", "迟到"),
        _number("leave", "请假"),
        _number("waived", "不计"),
        _number("absent", "缺席"),
        _number("unexcused", "无故", tone=lambda line: (
            "accent_text" if line.sums.unexcused >= MOST_UNEXCUSED else ""
        )),
        Shown(Field("rate", "出席率", Kind.NUMBER), lambda line: line.sums.rate, _rate),
        Shown(
            Field("hours", "学时", Kind.NUMBER), lambda line: line.sums.hours,
            lambda line: f"{line.sums.hours:g}/{hours_due(line.one.leads)}", sample="120.5/56",
        ),
        Shown(Field("double", "双重组织生活"), double, sample="支部 10/12，小组 10/12"),
        Shown(
            Field("category", "人员类别", Kind.CHOICE, choices=(Category.FULL, Category.PROBATIONARY)),
            lambda line: line.one.person.category, hidden=True,
        ),
        Shown(Field("post", "党内职务"), lambda line: line.one.person.post, hidden=True),
    ),
    read,
    lambda line: f"{line.one.person.name} {line.year} 年",
    VERBS,
    (
        View("all", "全部", lambda _line: True),
        View("low", "要谈一谈的", lambda line: _mark(line) in {Mark.LATE, Mark.WARN}),
        View("leaders", "双重组织生活", lambda line: line.one.heads),
    ),
    years,
    frozenset({Meeting, Attendance, Person, History}),
    _card,
    lambda line: line.id,
    Empty("users", "还没有党员", "先在“党员名册”中登记或导入党员。"),
    "人",
    LIST,
    topic="meetings-year",
)  # fmt: skip
