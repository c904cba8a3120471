"""How the office's old sheets of meetings come in: one row a meeting, entered late and marked so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, UnreadableDateError, read_day
from partyoffice.core.field import Field, Kind
from partyoffice.intake.headings import known
from partyoffice.intake.target import Options, Row, Target, Verdict
from partyoffice.meetings import taking
from partyoffice.meetings.records import Meeting
from partyoffice.meetings.rules.kinds import ASSEMBLY, COUNCIL, GROUP, MEETING_KINDS
from partyoffice.meetings.rules.sheets import WORDS, kind_in, read_when
from partyoffice.organisation.queries import Node, Tree, own_body, tree
from partyoffice.organisation.rules import OrgKind

Held = tuple[int, str, Day, str]  # body, kind, day, name


def _text(key: str, title: str, *headings: str, plain: tuple[str, ...] = ()) -> Target:
    return Target(key, Field(key, title, Kind.TEXT), headings, plain_here=plain)


def _long(key: str, title: str, *headings: str, plain: tuple[str, ...] = ()) -> Target:
    return Target(key, Field(key, title, Kind.LONG), headings, plain_here=plain)


def _number(key: str, title: str, *headings: str) -> Target:
    return Target(key, Field(key, title, Kind.NUMBER), headings)


# A day like any other, until a sheet also has 日期: then the hours.
TIMES = ("时间", "会议时间", "召开时间", "开会时间", "活动时间", "学习时间")
TARGETS = (
    _text("subject", "会议名称", "名称", "会议主题", "主题", "活动名称", "活动主题", "党课题目", "标题"),
    Target(
        "on", Field("on", "会议日期", Kind.TEXT, required=True),
        ("日期", "召开日期", "活动日期", *known("meeting_time"), *TIMES), must=True, plain_here=TIMES,
    ),
    Target(
        "kind", Field("kind", "会议类型", Kind.CHOICE, choices=MEETING_KINDS, open=False),
        ("类型", "类别", "会议类别", "会议性质", "活动类型", "活动类别", "组织生活类型"), words=WORDS,
        unknown="kind-unknown",
    ),
    _text("branch", "党支部", "支部", "召开单位", "召开支部", *known("branch")),
    _text("group", "党小组", "小组", "所在党小组", "党小组名称"),
    Target(
        "begins", Field("begins", "开始时间", Kind.TEXT), ("起止时间", "具体时间", *TIMES), after="on"
    ),
    _text("ends", "结束时间", "散会时间"),
    _text("place", "地点", "会议地点", "活动地点", "召开地点", *known("meeting_place")),
    _text("chair", "主持人", "主持", "召集人", *known("meeting_host")),
    _text("recorder", "记录人", "记录", "记录员", *known("meeting_writer")),
    _text("lecturer", "主讲人", "授课人", "党课主讲人"),
    _number("due", "应到", "应到会", "应参加人数", "应出席人数", *known("meeting_due")),
    _number("present", "实到", "实到会", "到会人数", "参加人数", "出席人数", *known("meeting_present")),
    _number("missing", "缺席人数", *known("meeting_absent_count")),
    _number("excused", "请假人数", *known("meeting_on_leave")),
    _long("people", "出席人员", "出席", "出席名单", "参会人员", "到会人员", *known("meeting_people")),
    _long("absent", "缺席人员", "缺席", "缺席名单", "请假人员", *known("meeting_absent")),
    _long("why", "缺席原因", "请假原因", *known("meeting_absent_why")),
    _text("observers", "列席人员", "列席", "列席人", *known("meeting_guests")),
    _long("items", "议题", "主要议题", "议程", "议题议程", "会议议题", *known("meeting_agenda")),
    _long("text", "会议内容", "内容", "主要内容", "会议记录", "活动内容", "学习内容", *known("meeting_text")),
    _long("resolution", "决议", "决定事项", "形成决议", "决议事项", *known("meeting_decision")),
    _number("number", "第几次", "次数", "会议次数"),
    _number("hours", "学时", "学时数"),
    _number("year", "所属年度", *known("year")),
    Target("signed_on", Field("signed_on", "纸质记录签字日期", Kind.DAY), ("签字日期", "签字时间")),
    _long("note", "备注", "说明", plain=("备注",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingImporter:
    """The importer ``meetings``."""

    kind: str = "meetings"
    title: str = "会议记录"
    sample: Mapping[str, str] = field(
        default_factory=lambda: {
            "on": "2025-03-12 15:30", "kind": ASSEMBLY, "place": "会议室", "chair": "林知夏",
            "recorder": "沈砚秋",
            "due": "20", "present": "18", "why": "江予安（病假）、方砚舟（公差）",
            "items": "1.传达学习；2.党费使用",
            "resolution": "同意按方案使用党费", "year": "2025", "number": "1", "hours": "1",
        }
    )  # fmt: skip

    def targets(self, session: Session) -> tuple[Target, ...]:  # noqa: ARG002 -- the same for every office
        """Return what a sheet says of a meeting."""
        return TARGETS

    def judge(self, session: Session, rows: list[Row], options: Options) -> None:
        """Find the body, the kind and the day of each, and which meetings are there already."""
        judge = Judge(options.on, tree(session), own_body(session), _held(session), taking.by_name(session))
        for row in rows:
            if row.good:
                judge.one(row)

    def write(self, session: Session, rows: list[Row], options: Options) -> None:
        """Store the meetings that are new."""
        taking.take(session, rows, options)


def _held(session: Session) -> dict[Held, int]:
    wanted = select(Meeting.organisation_id, Meeting.kind, Meeting.on, Meeting.subject, Meeting.id)
    return {(row[0], row[1], row[2], row[3]): row[4] for row in session.execute(wanted)}


@dataclass(slots=True)
class Judge:
    """One sheet held against the office."""

    on: date
    bodies: Tree
    own: int
    held: Mapping[Held, int]
    people: Mapping[str, list[int]]
    seen: dict[Held, int] = field(default_factory=dict)
    days: set[tuple[int, str, Day]] = field(init=False)

    def __post_init__(self) -> None:
        """Know on which days a body held a kind."""
        self.days = {one[:3] for one in self.held}

    def one(self, row: Row) -> None:
        """Judge one meeting."""
        self._day(row)
        self._kind(row)
        if row.good:
            self._body(row)
        if row.good:
            self._once(row)
            self._told(row)

    def _day(self, row: Row) -> None:
        """Read the day and the times that stand with it; a year column helps a day without one."""
        when, values = read_when(row.values["on"]), row.values
        year = values.get("year")
        text = f"{year:g}年{when.day}" if year and not when.day[:4].isdigit() else when.day
        try:
            day = read_day(text, self.on)
        except UnreadableDateError as error:
            row.fault("on", error.code, str(error))
            return
        if day.first > self.on:
            row.fault("on", "date-future", f"{day} 还没有到，没有开的会不登记")
        if not day.exact:
            row.warn("on", "date-month", f"会议日期只写到月（{day}），照原表登记，请补全")
        values["on"] = day
        hours = read_when(values.pop("begins", ""))
        begins, ends = (hours.begins, hours.ends) if hours.begins else (when.begins or hours.day, when.ends)
        values |= {"begins": begins} if begins else {}
        if ends:
            values.setdefault("ends", ends)

    def _kind(self, row: Row) -> None:
        if "kind" in row.values:
            return
        found = kind_in(row.values.get("subject", ""))
        if found:
            row.values["kind"] = found
            row.warn("subject", "kind-from-name", f"没有写会议类型，按名称登记为{found}，请核对")
        else:
            row.fault("kind", "required", f"没有写明会议类型，请填{'、'.join(MEETING_KINDS[:5])}等")

    def _body(self, row: Row) -> None:
        """Find whose meeting it was; no body is founded by its meetings."""
        values = row.values
        branch, group, kind = values.get("branch", ""), values.get("group", ""), values["kind"]
        node = self.bodies.named(branch) if branch else self._only()
        if group and kind == GROUP:
            node = self.bodies.named(group, OrgKind.GROUP, node.id if node else None)
        if kind == COUNCIL and not branch:
            node = self.bodies.nodes.get(self.own)
        if node is not None:
            values["organisation_id"] = node.id
            if kind == GROUP and node.kind is not OrgKind.GROUP:
                row.warn("group", "group-missing", f"没有写明党小组，登记为{node.name}的党小组会，请核对")
            return
        names = "、".join(one.name for one in self.bodies.nodes.values())
        said = f"没有名为“{group or branch}”的党组织" if group or branch else "没有写明是哪个党组织的会议"
        row.fault("group" if group else "branch", "body-unknown", f"{said}，现有：{names}")

    def _only(self) -> Node | None:
        """Return the body a school with one branch means without saying so."""
        branches = [one for one in self.bodies.of_kind(OrgKind.BRANCH) if not one.ended]
        return branches[0] if len(branches) == 1 else None

    def _once(self, row: Row) -> None:
        values = row.values
        key: Held = values["organisation_id"], values["kind"], values["on"], values.get("subject", "")
        if self.seen.setdefault(key, row.number) != row.number:
            row.fault(
                "on", "duplicate", f"与第 {self.seen[key]} 行是同一次会议，请只留一行，或写明各自的名称"
            )
        elif key in self.held:
            row.record_id, row.verdict = self.held[key], Verdict.SAME
        elif any(one[:3] == key[:3] for one in self.held):
            row.warn(
                "on", "held-already", f"{values['on']} 已有一次{values['kind']}，名称不同，请核对是否重复"
            )

    def _told(self, row: Row) -> None:
        """Say what is kept in words only: names the roster does not tell, more present than due."""
        unknown = taking.named(row.values, self.people).unknown
        if unknown:
            message = f"{'、'.join(unknown)}在名册中没有或有重名，没有记入出席情况，名字留在备注里"
            row.warn("people", "person-unknown", message)
        due, present = row.values.get("due"), row.values.get("present")
        if due is not None and present is not None and present > due:
            row.warn("present", "present", f"实到 {present:g} 人多于应到 {due:g} 人，照原表登记，请核对")
