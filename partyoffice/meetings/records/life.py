"""What belongs to organisation life beside the minutes: reasons for gaps, talks, criticism, rectification."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Care, Kind
from partyoffice.meetings.rules.frequency import Activity
from partyoffice.meetings.rules.kinds import ASKED_OF, ATTACHED, LIFE_STEPS, SOURCES, TALKS
from partyoffice.store.base import Record, field


class FollowUp(Record):
    """What is to be done after an item: by whom, until when, and whether it was."""

    __tablename__ = "follow_up"
    title: ClassVar[str] = "落实事项"
    owner: ClassVar[str] = "item_id"
    counted: ClassVar[bool] = False
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    what: Mapped[str] = field("事项", required=True)
    by: Mapped[str] = field("责任人", kind=Kind.NAME, default="")
    due: Mapped[Day | None] = field("完成期限", kind=Kind.DAY)
    done: Mapped[Day | None] = field("完成日期", kind=Kind.DAY)
    result: Mapped[str] = field("完成情况", kind=Kind.LONG, default="")
    delays: Mapped[list[Any]] = mapped_column(default_factory=list)  # from, to and why, each time


class Attachment(Record):
    """A file that belongs to a meeting: its bytes lie in the office once, by their digest."""

    __tablename__ = "attachment"
    title: ClassVar[str] = "会议附件"
    owner: ClassVar[str] = "meeting_id"
    counted: ClassVar[bool] = False
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    content: Mapped[str] = mapped_column()  # the digest of its bytes
    kind: Mapped[str] = field("类别", kind=Kind.CHOICE, choices=ATTACHED, required=True)
    name: Mapped[str] = field("文件名", required=True)
    note: Mapped[str] = field("说明", default="")


class Explanation(Record):
    """Why a body did not hold a kind of meeting in a month (已说明): it prints on the year's table."""

    __tablename__ = "explanation"
    title: ClassVar[str] = "未开展说明"
    counted: ClassVar[bool] = False
    __table_args__ = (
        UniqueConstraint("organisation_id", "activity", "year", "month"),
        {"sqlite_autoincrement": True},
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    activity: Mapped[str] = field(
        "类型", kind=Kind.CHOICE, choices=tuple(Activity), open=False, required=True
    )
    year: Mapped[int] = field("年度", kind=Kind.NUMBER, required=True)
    month: Mapped[int] = field("月份", kind=Kind.NUMBER, required=True)
    reason: Mapped[str] = field("原因", required=True, hint="如 暑假")


class Talk(Record):
    """A 谈心谈话: who talked with whom, and what came of it."""

    __tablename__ = "talk"
    title: ClassVar[str] = "谈心谈话"
    on: Mapped[Day] = field("谈话日期", kind=Kind.DAY, required=True)
    kind: Mapped[str] = field("类型", kind=Kind.CHOICE, choices=TALKS, required=True)
    talker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    talker: Mapped[str] = field("谈话人", kind=Kind.NAME, default="", required=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    person: Mapped[str] = field("谈话对象", kind=Kind.NAME, default="", required=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    place: Mapped[str] = field("地点", default="")
    gist: Mapped[str] = field("内容要点", kind=Kind.LONG, default="", required=True, care=Care.IMPORTANT)
    advice: Mapped[str] = field("意见建议", kind=Kind.LONG, default="", care=Care.IMPORTANT)
    handled: Mapped[str] = field("处理情况", kind=Kind.LONG, default="")

    def label(self) -> str:
        """Return 2026-11-20 沈砚秋与林知夏."""
        return f"{self.on} {self.talker}与{self.person}"


class LifeStep(Record):
    """A step around a 组织生活会 or 民主生活会 that no other record tells of: on which day it was done."""

    __tablename__ = "life_step"
    title: ClassVar[str] = "组织生活会环节"
    owner: ClassVar[str] = "meeting_id"
    counted: ClassVar[bool] = False
    __table_args__ = (
        UniqueConstraint("meeting_id", "step"),
        {"sqlite_autoincrement": True},
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    step: Mapped[str] = field("环节", kind=Kind.CHOICE, choices=LIFE_STEPS, open=False, required=True)
    on: Mapped[Day] = field("日期", kind=Kind.DAY, required=True)
    note: Mapped[str] = field("说明", default="", hint="如 学习内容、报给谁")

    def label(self) -> str:
        """Return 会前学习."""
        return self.step


class OpinionAsked(Record):
    """An opinion asked for before a 组织生活会 or 民主生活会, and what was done about it."""

    __tablename__ = "opinion_asked"
    title: ClassVar[str] = "征求意见"
    owner: ClassVar[str] = "meeting_id"
    counted: ClassVar[bool] = False
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    on: Mapped[Day | None] = field("日期", kind=Kind.DAY)
    source: Mapped[str] = field("来源", kind=Kind.CHOICE, choices=ASKED_OF, default="")
    about: Mapped[str] = field("对谁", default="", hint="支委会，或某位党员")
    text: Mapped[str] = field("意见建议", kind=Kind.LONG, default="", required=True)
    handled: Mapped[str] = field("采纳、反馈情况", kind=Kind.LONG, default="")


class SelfCheck(Record):
    """What one person said of themselves at a 组织生活会 or 民主生活会 (对照检查)."""

    __tablename__ = "self_check"
    title: ClassVar[str] = "对照检查"
    owner: ClassVar[str] = "meeting_id"
    counted: ClassVar[bool] = False
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        {"sqlite_autoincrement": True},
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = field("对照检查要点", kind=Kind.LONG, default="", care=Care.IMPORTANT)
    stand: Mapped[str] = field("对批评意见的表态", kind=Kind.LONG, default="", care=Care.IMPORTANT)


class Criticism(Record):
    """One criticism of one person by another at such a meeting."""

    __tablename__ = "criticism"
    title: ClassVar[str] = "批评意见"
    owner: ClassVar[str] = "meeting_id"
    counted: ClassVar[bool] = False
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    critic_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = field("批评意见", kind=Kind.LONG, default="", required=True, care=Care.IMPORTANT)


class Rectification(Record):
    """One line of a 整改清单, followed until it is done."""

    __tablename__ = "rectification"
    title: ClassVar[str] = "整改事项"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    year: Mapped[int] = field("年度", kind=Kind.NUMBER, required=True)
    source: Mapped[str] = field("来源", kind=Kind.CHOICE, choices=SOURCES, default="", required=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), default=None, index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    whose: Mapped[str] = field("整改主体", default="", hint="支委会，或某位党员")
    problem: Mapped[str] = field("问题", kind=Kind.LONG, default="", required=True)
    measure: Mapped[str] = field("整改措施", kind=Kind.LONG, default="")
    by: Mapped[str] = field("责任人", kind=Kind.NAME, default="", required=True)
    due: Mapped[Day | None] = field("完成时限", kind=Kind.DAY, required=True)
    done: Mapped[Day | None] = field("完成日期", kind=Kind.DAY)
    result: Mapped[str] = field("完成情况", kind=Kind.LONG, default="")
    delays: Mapped[list[Any]] = mapped_column(default_factory=list)  # from, to and why, each time

    def label(self) -> str:
        """Return the problem."""
        return self.problem
