"""计划: what a body means to do in a year or in several, how far it is, and how it was summed up."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.field import Field, Kind
from partyoffice.plans.actions import plans
from partyoffice.plans.page.registers.asking import (
    BODY,
    ON,
    Values,
    bodies,
    column,
    entering,
    filled,
    pressed,
    print_out,
    see,
    whose,
)
from partyoffice.plans.queries.plans import PlanRow, plan_rows, tasks_of
from partyoffice.plans.records import Proof, Task, WorkPlan
from partyoffice.plans.rules.tasks import AHEAD, EVERY, SUMMED, TAKEN, TO_SUM, State
from partyoffice.store.base import fields_of
from partyoffice.ui.empty import Empty
from partyoffice.ui.marks import Mark
from partyoffice.ui.register import Card, Look, Register, Role, Sheet, Verb, View, removing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NAME, YEAR, YEARS, DOCUMENT, ISSUED, AIMS, CLOSED, SUMMARY = fields_of(WorkPlan)
WRITTEN = (NAME, YEAR, YEARS, DOCUMENT, ISSUED, AIMS)
WHICH = Field("which", "带哪些任务", Kind.CHOICE, choices=TAKEN, open=False, required=True)
COPIED = (NAME, replace(YEAR, title="新的起始年度"), YEARS, WHICH)
COPY_NOTE = "任务、措施和责任人照抄；完成时限一律空着，由您逐项填写，不推算。"
CLOSE_NOTE = "每项任务都要先办结：完成的登记完成，不再办的停办并写明原因。总结以后要改，先撤回总结。"
YEAR_IN_NAME = re.compile(r"\d{4}")
MARKS = {SUMMED: Mark.DONE, TO_SUM: Mark.WARN, AHEAD: Mark.RING}


def read(session: "Session", look: Look) -> list[PlanRow]:
    """Return every plan, the newest first."""
    return plan_rows(session, look.on)


def _mark(row: PlanRow) -> Mark:
    return MARKS.get(row.state, Mark.WARN if row.count(State.LATE) else Mark.NOW)


def _done(row: PlanRow) -> str:
    return f"{row.count(State.DONE)} / {row.asked}" if row.states else ""


def _card(session: "Session", row: PlanRow) -> Card:
    one = row.plan
    facts = filled(
        ("年度", row.span.words), ("文号", one.document), ("印发", one.issued), ("总结", one.closed)
    )
    counted = filled(*((str(state), row.count(state) or None) for state in State))
    named = tuple((_when(task), _said(task)) for task in tasks_of(session, row.id))
    sections = (
        ("计划", facts), ("总体目标", filled(("目标", one.aims))), ("任务", counted), ("逐项", named),
        ("总结", filled(("总结", one.summary))),
    )  # fmt: skip
    return Card(one.name, row.body, row.state, _mark(row), row.findings, sections)


def _when(task: Task) -> str:
    return "停办" if task.dropped else str(task.due or "没有时限")


def _said(task: Task) -> str:
    done = f"（{task.done} 完成）" if task.done else ""
    return f"{task.what}{f'　{task.by}' if task.by else ''}{done}"


# -- what is done -----------------------------------------------------------------------------


def _begin(session: "Session", _row: None) -> Values:
    year = clock.today().year
    return {BODY.key: whose(session), "year": year, "years": 1, "name": f"{year}年党建工作计划"}


def _add(session: "Session", _row: None, given: Values) -> int:
    return plans.make_plan(session, given).id


def _now(_session: "Session", row: PlanRow) -> Values:
    keys = (*(one.key for one in WRITTEN), BODY.key)
    return {key: getattr(row.plan, key) for key in keys}


def _mend(session: "Session", row: PlanRow, given: Values) -> None:
    plans.revise_plan(session, row.id, given)


def _next(_session: "Session", row: PlanRow) -> Values:
    year = row.span.last + 1
    name = YEAR_IN_NAME.sub(str(year), row.plan.name, count=1)
    return {"name": name, "year": year, "years": row.plan.years, WHICH.key: EVERY}


def _copy(session: "Session", row: PlanRow, given: Values) -> int:
    values = {key: value for key, value in given.items() if key != WHICH.key}
    return plans.copy_plan(session, row.id, values, str(given[WHICH.key]))[0].id


def _sum_up(_session: "Session", row: PlanRow) -> Values:
    told = f"共 {len(row.states)} 项任务，完成 {row.count(State.DONE)} 项"
    dropped = row.count(State.DROPPED)
    told += f"，停办 {dropped} 项" if dropped else ""
    return {ON.key: Day.of(clock.today()), "summary": row.plan.summary or f"{told}。"}


def _close(session: "Session", row: PlanRow, given: Values) -> None:
    plans.close_plan(session, row.id, given[ON.key], str(given["summary"] or ""))


def _reopen(session: "Session", row: PlanRow, _given: Values) -> None:
    plans.reopen_plan(session, row.id)


def _drop(session: "Session", row: PlanRow, _given: Values) -> None:
    plans.drop_plan(session, row.id)


def _running(row: PlanRow) -> str:
    return "" if row.plan.closed is None else f"计划在 {row.plan.closed} 已经总结，要改的先撤回总结"


def _summed(row: PlanRow) -> str:
    return "还没有总结" if row.plan.closed is None else ""


def _may_close(row: PlanRow) -> str:
    left = sum(one not in {State.DONE, State.DROPPED} for one in row.states)
    return _running(row) or (f"还有 {left} 项任务没有办结，先登记完成或停办" if left else "")


def _may_drop(row: PlanRow) -> str:
    return _running(row) or ("有已完成的任务，不能删除" if row.count(State.DONE) else "")


def _body(row: PlanRow) -> int:
    return row.plan.organisation_id


def _paper(key: str, text: str, code: str, *, button: bool = False) -> Verb:
    show = print_out(code, _body, lambda row: {"plan": row.plan.name})
    return Verb(key, text, icon="printer", button=button, show=show)


SHEET = Sheet((BODY, *WRITTEN), _begin, bodies)
TASKS = see("tasks", lambda row: {"plan": [row.plan.name]})
VERBS = (
    entering("新增计划", _add, SHEET, "name"),
    Verb("tasks", "看任务", role=Role.OPEN, icon="arrow-right", button=True, show=TASKS),
    pressed("mend", "更正", _running, work=_mend, sheet=Sheet((BODY, *WRITTEN), _now, bodies),
            press="保存", icon="pencil"),
    pressed("close", "总结", _may_close, work=_close, icon="check",
            sheet=Sheet((replace(ON, title="总结日期"), replace(SUMMARY, required=True)), _sum_up,
                        note=lambda _row: CLOSE_NOTE)),
    pressed("reopen", "撤回总结", _summed, work=_reopen, icon="undo-2"),
    pressed("copy", "复制为新计划", lambda _row: "", work=_copy, icon="copy",
            sheet=Sheet(COPIED, _next, note=lambda _row: COPY_NOTE)),
    _paper("print", "打印工作计划", "plan-01", button=True),
    _paper("split", "打印任务分解表", "plan-02"),
    _paper("report", "打印完成情况", "plan-05"),
    removing(_drop, why_not=_may_drop),
)  # fmt: skip
PLANS = Register(
    "plans-plans",
    "工作计划",
    (
        column("plan", "计划", lambda row: row.plan.name, sample="青禾中学党支部2026年党建工作计划"),
        column("body", "党组织", lambda row: row.body, Kind.CHOICE, sample="第一党支部（文科）"),
        column("years", "年度", lambda row: row.span.words, Kind.CHOICE, sample="2025—2027"),
        column("state", "状态", lambda row: row.state, Kind.CHOICE, mark=_mark, sample="待总结　"),
        column("done", "已完成", _done, sample="12 / 24"),
        column("late", "超期", lambda row: row.count(State.LATE), Kind.NUMBER),
        column("soon", "快到期", lambda row: row.count(State.SOON), Kind.NUMBER),
        column("undated", "没有时限", lambda row: row.count(State.UNDATED), Kind.NUMBER),
        column("document", "文号", lambda row: row.plan.document, sample="青中党支〔2026〕3号"),
        column("issued", "印发", lambda row: row.plan.issued, Kind.DAY),
        column("closed", "总结", lambda row: row.plan.closed, Kind.DAY),
    ),
    read,
    lambda row: row.plan.name,
    VERBS,
    (
        View("now", "执行中和待总结", lambda row: row.state != SUMMED),
        View("summed", "已总结", lambda row: row.state == SUMMED),
        View("all", "全部", lambda _row: True),
    ),
    kinds=frozenset({WorkPlan, Task, Proof}),
    card=_card,
    empty=Empty("bookmark", "还没有工作计划", "一年或几年的计划，拆成任务，落实到人、到日期、到佐证。"),
    unit="个计划",
    hint="计划、文号",
    topic="plans",
)
