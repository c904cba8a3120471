"""The stored shape of a meeting: its agenda, who came, and the votes. A second vote table never exists."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.meetings.rules.kinds import ABSENCES, ATTENDED, DRAFT, MEETING_KINDS, PRESENCES, STATES
from partyoffice.store.base import Record, field


class Meeting(Record):
    """One meeting of one body."""

    __tablename__ = "meeting"
    title: ClassVar[str] = "会议"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str] = field("会议类型", kind=Kind.CHOICE, choices=MEETING_KINDS, open=False, required=True)
    on: Mapped[Day] = field("会议日期", kind=Kind.DAY, required=True, index=True)
    begins: Mapped[str] = field("开始时间", default="", hint="如 15:30")
    ends: Mapped[str] = field("结束时间", default="")
    place: Mapped[str] = field("地点", default="")
    subject: Mapped[str] = field("会议名称", default="", hint="空着就按类型和日期称呼")
    chair: Mapped[str] = field("主持人", kind=Kind.NAME, default="", required=True)
    recorder: Mapped[str] = field("记录人", kind=Kind.NAME, default="", required=True)
    observers: Mapped[str] = field("列席人员", default="")
    text: Mapped[str] = field("会议内容", kind=Kind.LONG, default="")
    note: Mapped[str] = field("备注", kind=Kind.LONG, default="")
    entered: Mapped[Day | None] = field("录入日期", kind=Kind.DAY)
    year: Mapped[int | None] = field("所属年度", kind=Kind.NUMBER, hint="空着为会议日期的年份")
    number: Mapped[int | None] = field("第几次", kind=Kind.NUMBER, hint="本年同类会议的次序")
    counted_as: Mapped[list[Any]] = mapped_column(default_factory=list)  # further kinds it counts as (计入)
    state: Mapped[str] = field("状态", kind=Kind.CHOICE, choices=STATES, open=False, default=DRAFT)
    signed_on: Mapped[Day | None] = field("纸质记录签字日期", kind=Kind.DAY)
    hours: Mapped[float | None] = field("学时", kind=Kind.NUMBER)
    lecturer: Mapped[str] = field("主讲人", kind=Kind.NAME, default="")
    responsible: Mapped[str] = field("活动负责人", kind=Kind.NAME, default="", hint="党小组组长或党员")
    goal: Mapped[str] = field("目标", kind=Kind.LONG, default="")
    planning: Mapped[str] = field("策划", kind=Kind.LONG, default="")
    course: Mapped[str] = field("过程", kind=Kind.LONG, default="")
    feedback: Mapped[str] = field("反馈", kind=Kind.LONG, default="")
    improvement: Mapped[str] = field("改进", kind=Kind.LONG, default="")

    def label(self) -> str:
        """Return the name, or 2026-11-20 支部党员大会."""
        return self.subject or f"{self.on} {self.kind}"


class AgendaItem(Record):
    """One item of a meeting; ``decision`` names what the parts above do with its vote (讨论接收 …)."""

    __tablename__ = "agenda_item"
    title: ClassVar[str] = "议题"
    owner: ClassVar[str] = "meeting_id"
    counted: ClassVar[bool] = False
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    place: Mapped[int] = mapped_column(default=0)
    subject: Mapped[str] = field("议题", default="", required=True)
    presenter: Mapped[str] = field("提出（汇报）人", kind=Kind.NAME, default="")
    discussion: Mapped[str] = field("讨论情况", kind=Kind.LONG, default="")
    resolution: Mapped[str] = field("决议", kind=Kind.LONG, default="")
    decision: Mapped[str] = mapped_column(default="", index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    given: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # what the decision asks, by key
    material: Mapped[str] = field("材料", default="")
    number: Mapped[str] = field("决议编号", default="")
    weighty: Mapped[bool] = field("重大事项", kind=Kind.FLAG, default=False)
    matter: Mapped[str] = field("表决事项", default="")

    def label(self) -> str:
        """Return the subject."""
        return self.subject


class Attendance(Record):
    """Whether one person came; ``voting`` is whether they had a vote that day."""

    __tablename__ = "attendance"
    title: ClassVar[str] = "出席"
    owner: ClassVar[str] = "meeting_id"
    counted: ClassVar[bool] = False
    binding: ClassVar[bool] = True
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        {"sqlite_autoincrement": True},
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = field("出席情况", kind=Kind.CHOICE, choices=PRESENCES, open=False, default=ATTENDED)
    reason: Mapped[str] = field("缺席原因", kind=Kind.CHOICE, choices=ABSENCES, default="")
    voting: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = field("说明", default="", hint="如 迟到 15 分")


class Vote(Record):
    """The one vote on one item; ``opinions`` are written ones, ``excluded`` those left out of 应到."""

    __tablename__ = "vote"
    title: ClassVar[str] = "表决"
    owner: ClassVar[str] = "item_id"
    counted: ClassVar[bool] = False
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), unique=True)
    due: Mapped[int] = field("应到会有表决权党员", kind=Kind.NUMBER, required=True)
    present: Mapped[int] = field("实到会有表决权党员", kind=Kind.NUMBER, required=True)
    issued: Mapped[int] = field("发出票数", kind=Kind.NUMBER, default=0)
    returned: Mapped[int] = field("收回票数", kind=Kind.NUMBER, default=0)
    valid: Mapped[int] = field("有效票", kind=Kind.NUMBER, default=0)
    invalid: Mapped[int] = field("无效票", kind=Kind.NUMBER, default=0)
    yes: Mapped[int] = field("赞成", kind=Kind.NUMBER, default=0)
    no: Mapped[int] = field("反对", kind=Kind.NUMBER, default=0)
    abstain: Mapped[int] = field("弃权", kind=Kind.NUMBER, default=0)
    secret: Mapped[bool] = field("无记名投票", kind=Kind.FLAG, default=True)
    watcher: Mapped[str] = field("监票人", kind=Kind.NAME, default="")
    counter: Mapped[str] = field("计票人", kind=Kind.NAME, default="")
    opinions: Mapped[list[Any]] = mapped_column(default_factory=list)  # name, view, before_opening, by_proxy
    excluded: Mapped[list[Any]] = mapped_column(default_factory=list)  # name, reason, consented, adopted
    passed: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = field("说明", default="")

    def label(self) -> str:
        """Return 赞成 11 反对 0 弃权 0."""
        return f"赞成 {self.yes} 反对 {self.no} 弃权 {self.abstain}"
