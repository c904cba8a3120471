"""任务: who does what until when; late ones first asked for, done ones with what shows it."""

from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Kind
from partyoffice.plans.page.registers.asking import column, filled
from partyoffice.plans.page.registers.task_verbs import VERBS
from partyoffice.plans.queries.plans import TaskRow, task_rows
from partyoffice.plans.records import Proof, Task, WorkPlan
from partyoffice.plans.rules.tasks import State
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, View

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MARKS = {
    State.LATE: Mark.LATE, State.SOON: Mark.SOON, State.OPEN: Mark.NOW, State.UNDATED: Mark.WARN,
    State.DONE: Mark.DONE, State.DROPPED: Mark.SAME,
}  # fmt: skip


def read(session: "Session", look: Look) -> list[TaskRow]:
    """Return the tasks of every plan."""
    return task_rows(session, look.on)


def _mark(row: TaskRow) -> Mark:
    return MARKS[row.state]


def _lacking(row: TaskRow) -> Mark | None:
    return None if row.task.by or row.over else Mark.WARN


def _card(_session: "Session", row: TaskRow) -> Card:
    one = row.task
    facts = filled(
        ("计划", row.plan.name), ("方面", one.area), ("责任人", one.by), ("时限", row.told),
        ("措施", one.measure),
    )  # fmt: skip
    moved = tuple(
        (f"{each['on']}", f"{each['before']} 改为 {each['to']}：{each['why']}") for each in one.postponed
    )
    shown = filled(
        ("完成", one.done), ("情况", one.evidence), ("会议", row.meeting),
        ("材料", "\n".join(each.name for each in row.proofs)),
    )  # fmt: skip
    given_up = filled(("停办", one.dropped), ("原因", one.why_dropped))
    sections = (("任务", facts), ("推迟", moved), ("完成情况和佐证", shown), ("停办", given_up))
    return Card(one.what, row.body, str(row.state), _mark(row), row.findings, sections)


def _this_year(row: TaskRow) -> bool:
    return row.of_year(clock.today().year)


def _to_fill(row: TaskRow) -> bool:
    return not row.over and (row.task.due is None or not row.task.by)


TASKS = Register(
    "plans-tasks",
    "工作任务",
    (
        column("what", "任务", lambda row: row.task.what, Kind.LONG, sample="任" * 18),
        column("by", "责任人", lambda row: row.task.by, mark=_lacking, sample="沈砚秋、林知夏"),
        column("due", "完成时限", lambda row: row.task.due, Kind.DAY),
        column("state", "状态", lambda row: str(row.state), Kind.CHOICE, mark=_mark, sample="没有时限　"),
        column("area", "方面", lambda row: row.task.area, Kind.CHOICE, sample="党风廉政建设"),
        column("done", "完成日期", lambda row: row.task.done, Kind.DAY),
        column("evidence", "完成情况和佐证", lambda row: row.evidence, Kind.LONG, sample="佐" * 14),
        column("plan", "计划", lambda row: row.plan.name, Kind.CHOICE, sample="2026年党建工作计划"),
        column("body", "党组织", lambda row: row.body, Kind.CHOICE, hidden=True),
        column("measure", "量化指标和措施", lambda row: row.task.measure, Kind.LONG, hidden=True),
        column("moved", "推迟次数", lambda row: len(row.task.postponed), Kind.NUMBER, hidden=True),
        column("why", "停办原因", lambda row: row.task.why_dropped, hidden=True),
    ),
    read,
    lambda row: row.task.what,
    VERBS,
    (
        View("year", "今年", _this_year),
        View("late", "超期", lambda row: row.state is State.LATE),
        View("soon", "快到期", lambda row: row.state is State.SOON),
        View("mine", "我的", lambda row: row.mine and not row.over),
        View("fill", "待补", _to_fill),
        View("all", "全部", lambda _row: True),
    ),
    kinds=frozenset({WorkPlan, Task, Proof}),
    card=_card,
    empty=Empty("check", "还没有任务", "先在“计划”里新增一个计划，再把它拆成任务；表格里现成的可以粘贴。"),
    unit="项任务",
    roster="plan-tasks",
    hint="任务、责任人",
    topic="plans",
)  # fmt: skip
