"""The stored shape of plans and their tasks, of leading groups and who answers for what."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from partyoffice.core.dates import Day
from partyoffice.core.field import Kind
from partyoffice.plans.rules.tasks import AHEAD_DAYS
from partyoffice.store.base import Record, field
from partyoffice.store.settings import Setting


class WorkPlan(Record):
    """A plan of one or several years of one body, with its summary at the end."""

    __tablename__ = "work_plan"
    title: ClassVar[str] = "工作计划"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = field("名称", required=True, hint="如 2026 年党建工作计划、三年行动计划")
    year: Mapped[int] = field("起始年度", kind=Kind.NUMBER, required=True)
    years: Mapped[int] = field("年数", kind=Kind.NUMBER, default=1)
    document: Mapped[str] = field("文号", default="")
    issued: Mapped[Day | None] = field("印发日期", kind=Kind.DAY)
    aims: Mapped[str] = field("总体目标", kind=Kind.LONG, default="")
    closed: Mapped[Day | None] = field("总结日期", kind=Kind.DAY)
    summary: Mapped[str] = field("总结", kind=Kind.LONG, default="")


class Task(Record):
    """One task of a plan: who answers for it, until when, by what it is shown."""

    __tablename__ = "plan_task"
    title: ClassVar[str] = "计划任务"
    owner: ClassVar[str] = "plan_id"
    counted: ClassVar[bool] = False
    plan_id: Mapped[int] = mapped_column(ForeignKey("work_plan.id"), index=True)
    place: Mapped[int] = mapped_column(default=0)
    area: Mapped[str] = field("方面", default="", hint="如 组织生活、发展党员")
    what: Mapped[str] = field("任务", kind=Kind.LONG, required=True)
    measure: Mapped[str] = field("量化指标和措施", kind=Kind.LONG, default="")
    by: Mapped[str] = field("责任人", default="", required=True)
    due: Mapped[Day | None] = field("完成时限", kind=Kind.DAY, required=True)
    done: Mapped[Day | None] = field("完成日期", kind=Kind.DAY)
    evidence: Mapped[str] = field("完成情况和佐证", kind=Kind.LONG, default="")
    # No foreign key: a meeting may be taken out though it is evidence, and comes back with undo.
    meeting_id: Mapped[int | None] = mapped_column(default=None, index=True)
    postponed: Mapped[list[Any]] = mapped_column(default_factory=list)  # each: on, before, to, why
    dropped: Mapped[Day | None] = field("停办日期", kind=Kind.DAY)
    why_dropped: Mapped[str] = field("停办原因", default="")

    def label(self) -> str:
        """Return the task."""
        return self.what


class Proof(Record):
    """A file that shows that a task was done: its bytes lie in the office once, by their digest."""

    __tablename__ = "task_proof"
    title: ClassVar[str] = "佐证材料"
    owner: ClassVar[str] = "task_id"
    counted: ClassVar[bool] = False
    task_id: Mapped[int] = mapped_column(ForeignKey("plan_task.id"), index=True)
    content: Mapped[str] = mapped_column()  # the digest of its bytes
    name: Mapped[str] = field("文件名", required=True)
    note: Mapped[str] = field("说明", default="")


class LeadingGroup(Record):
    """A leading group such as 党建工作领导小组, by which paper it was set up and what for."""

    __tablename__ = "leading_group"
    title: ClassVar[str] = "领导小组"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = field("名称", required=True)
    founded: Mapped[Day | None] = field("成立（调整）日期", kind=Kind.DAY)
    document: Mapped[str] = field("文号", default="")
    duty: Mapped[str] = field("职责", kind=Kind.LONG, default="")
    ended: Mapped[Day | None] = field("撤销日期", kind=Kind.DAY)


class Seat(Record):
    """Who sits in a leading group, as what, and answers for what (责任清单)."""

    __tablename__ = "leading_seat"
    title: ClassVar[str] = "领导小组成员"
    owner: ClassVar[str] = "group_id"
    counted: ClassVar[bool] = False
    group_id: Mapped[int] = mapped_column(ForeignKey("leading_group.id"), index=True)
    place: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    name: Mapped[str] = field("姓名", kind=Kind.NAME, required=True)
    role: Mapped[str] = field("组内职务", default="", hint="组长、副组长、成员、办公室主任")
    post: Mapped[str] = field("现任职务", default="")
    duty: Mapped[str] = field("责任分工", kind=Kind.LONG, default="")
    start: Mapped[Day | None] = field("开始", kind=Kind.DAY)
    end: Mapped[Day | None] = field("结束", kind=Kind.DAY)


class Responsibility(Record):
    """One line of a responsibility list (责任清单): what a post or a group answers for in a year."""

    __tablename__ = "responsibility"
    title: ClassVar[str] = "责任清单"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    year: Mapped[int] = field("年度", kind=Kind.NUMBER, required=True)
    whose: Mapped[str] = field("责任主体", required=True, hint="如 党支部、书记、组织委员，或领导小组的名称")
    place: Mapped[int] = mapped_column(default=0)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("leading_group.id"), default=None, index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    by: Mapped[str] = field("责任人", kind=Kind.NAME, default="")
    duty: Mapped[str] = field("责任事项", kind=Kind.LONG, required=True)
    measure: Mapped[str] = field("工作措施", kind=Kind.LONG, default="")
    term: Mapped[str] = field("时限或频次", default="", hint="如 每季度一次、全年")
    result: Mapped[str] = field("落实情况", kind=Kind.LONG, default="")

    def label(self) -> str:
        """Return whose it is, and what."""
        return f"{self.whose}：{self.duty}"


TOPIC_LEAST = Setting(
    "plans.topic_least", "党建专题会议每半年至少几次", 1, Kind.NUMBER, note="0 为不要求", mark="LOCAL",
    group="工作计划",
)  # fmt: skip
TASK_AHEAD = Setting(
    "plans.ahead_days", "工作任务提前几天提醒", AHEAD_DAYS, Kind.NUMBER, note="到期前在首页列出",
    group="工作计划",
)  # fmt: skip
SETTINGS = (TOPIC_LEAST, TASK_AHEAD)
