"""What can be done with a task, in the order of its life: each with the form it asks."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.queries.year import meetings_of_year
from partyoffice.plans.actions import tasks
from partyoffice.plans.page.registers.asking import (
    ON,
    PEOPLE,
    Values,
    entering,
    name_into,
    people,
    pressed,
    print_out,
    today,
)
from partyoffice.plans.queries.plans import TaskRow, plan_rows
from partyoffice.plans.records import Task
from partyoffice.store.base import fields_of
from partyoffice.ui.attaching import attach, open_kept
from partyoffice.ui.choice_editor import Option
from partyoffice.ui.pick_dialog import Entry, PickDialog
from partyoffice.ui.register import Sheet, Verb, adding, opening, removing
from partyoffice.ui.rights import writes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.core.finding import Finding
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.fields import Links

AREAS = (
    "理论学习", "组织生活", "发展党员", "党员教育管理", "队伍建设", "党风廉政建设", "联系服务群众",
    "意识形态", "群团统战", "教育教学", "阵地和制度", "党费和换届",
)  # fmt: skip
STORED = {one.key: one for one in fields_of(Task)}
PLAN = Field("plan_id", "计划", Kind.LINK, required=True)
AREA = Field("area", "方面", Kind.CHOICE, choices=AREAS)
WHAT, MEASURE, EVIDENCE, DONE = (STORED[key] for key in ("what", "measure", "evidence", "done"))
# Neither owner nor day is invented: what is not known yet is left empty, and called to mind.
BY = replace(STORED["by"], required=False, hint="姓名或部门，几个用顿号隔开")
DUE = replace(STORED["due"], required=False, hint="哪一日，或哪一月；还没有定的空着")
TABLE = Field("table", "任务表", Kind.TABLE, choices=tasks.HEADS, required=True, hint="可从表格粘贴")
MEETING = Field("meeting_id", "佐证会议", Kind.LINK, hint="在会上办的选那次会议")
TO = Field("to", "推迟到", Kind.DAY, required=True)
WHY = Field("why", "原因", required=True)
STOP_WHY = replace(WHY, hint="如 结转下一年、上级统一安排")
MEND_NOTE = "时限写错了在这里改；要推迟的用“推迟”，原来的时限和原因留在登记里。"
ADD_NOTE = "责任人从名册中选，或直接写姓名、部门；时限还没有定的空着，首页和“待补”会提醒。"
FEW = 80  # meetings to choose from


# -- new ones ---------------------------------------------------------------------------------


def _open_plans(desk: "Desk", row: TaskRow | None) -> "Links":
    """Return the plans a task may be added to, and whom a form chooses."""
    with desk.open_office().reading() as session:
        found = [one for one in plan_rows(session, clock.today()) if one.plan.closed is None]
    plans = tuple(Option(one.id, one.plan.name, note=one.body) for one in found)
    return {**people(desk, row), PLAN.key: plans}


def _newest(session: "Session", _row: None) -> Values:
    today_ = clock.today()
    found = [one for one in plan_rows(session, today_) if one.plan.closed is None]
    now = [one for one in found if one.span.covers(today_.year)] or found
    return {PLAN.key: now[0].id if now else None}


def _add(session: "Session", _row: None, given: Values) -> int:
    values = {key: value for key, value in given.items() if key not in {PLAN.key, PEOPLE.key}}
    return tasks.add_task(session, int(given[PLAN.key]), values).id


def _paste(session: "Session", _row: None, given: Values) -> "Sequence[Finding]":
    return tasks.add_table(session, int(given[PLAN.key]), str(given["table"] or ""))


# -- done, put off, given up ------------------------------------------------------------------


def _meetings(desk: "Desk", row: TaskRow) -> "Links":
    """Return the meetings of the plan's years until today, the newest first."""
    with desk.open_office().reading() as session:
        years = range(min(row.span.last, clock.today().year), row.span.year - 1, -1)
        found = [line for year in years for line in meetings_of_year(session, year)]
    return {MEETING.key: tuple(Option(one.id, f"{one.on} {one.title}") for one in found[:FEW])}


def _finish(session: "Session", row: TaskRow, given: Values) -> "Sequence[Finding]":
    return tasks.finish(session, row.id, given[ON.key], str(given["evidence"] or ""), given[MEETING.key])


def _as_kept(session: "Session", row: TaskRow) -> Values:
    return {**today(session, row), "evidence": row.task.evidence, MEETING.key: row.task.meeting_id}


def _standing(row: TaskRow) -> str:
    """Say where a task stands before its day is changed or it is done."""
    return f"{row.told}。" if row.told else ""


def _set_due(session: "Session", row: TaskRow, given: Values) -> "Sequence[Finding]":
    return tasks.set_due(session, row.id, given["due"])


def _put_off(session: "Session", row: TaskRow, given: Values) -> "Sequence[Finding]":
    return tasks.put_off(session, row.id, given["to"], str(given["why"] or ""))


def _stop(session: "Session", row: TaskRow, given: Values) -> None:
    tasks.stop(session, row.id, given[ON.key], str(given["why"] or ""))


def _take_up(session: "Session", row: TaskRow, _given: Values) -> None:
    tasks.take_up(session, row.id)


def _shift(by: int, session: "Session", row: TaskRow, _given: Values) -> None:
    tasks.shift(session, row.id, by)


def _drop(session: "Session", row: TaskRow, _given: Values) -> None:
    tasks.drop_task(session, row.id)


def _mended(values: Values) -> Sequence[str]:
    done = [DONE.key, EVIDENCE.key] if values.get("done") else []
    return [PEOPLE.key, *(one.key for one in (AREA, WHAT, MEASURE, BY, DUE)), *done]


def _now(_session: "Session", row: TaskRow) -> Values:
    return {one.key: getattr(row.task, one.key) for one in (AREA, WHAT, MEASURE, BY, DUE, DONE, EVIDENCE)}


def _mend(session: "Session", row: TaskRow, given: Values) -> "Sequence[Finding]":
    values = {key: value for key, value in given.items() if key != PEOPLE.key}
    if row.task.done is not None and values["done"] is None:
        raise OfficeError("没有写完成日期", remedy="没有完成的，请用“撤回办结”")
    return tasks.correct_task(session, row.id, values)


# -- why a verb rests -------------------------------------------------------------------------


def _running(row: TaskRow) -> str:
    return "" if row.plan.closed is None else "计划已经总结，要改的先撤回总结"


def _to_do(row: TaskRow) -> str:
    over = f"{row.task.done} 已完成" if row.task.done else f"{row.task.dropped} 已停办"
    return _running(row) or (over if row.over else "")


def _dated(row: TaskRow) -> str:
    return _to_do(row) or ("" if row.task.due else "还没有时限，用“填写时限”")


def _undated(row: TaskRow) -> str:
    return _to_do(row) or (f"已有时限 {row.task.due}，要改的用“推迟”" if row.task.due else "")


def _over(row: TaskRow) -> str:
    return _running(row) or ("" if row.over else "还在办理")


def _with_proof(row: TaskRow) -> str:
    return "" if row.proofs else "没有附材料"


def _with_meeting(row: TaskRow) -> str:
    gone = "佐证会议已被删除" if row.task.meeting_id else "没有写佐证会议"
    return "" if row.meeting else gone


# -- files and meetings -----------------------------------------------------------------------


@writes
def _attach(desk: "Desk", rows: Sequence[TaskRow]) -> None:
    row = rows[0]

    def keep(session: "Session", path: Path, content: bytes) -> object:
        return tasks.keep_proof(session, row.id, path.name, content)

    attach(desk, f"附佐证材料：{row.task.what}", "attachment", keep)


def _open_proof(desk: "Desk", rows: Sequence[TaskRow]) -> None:
    """Open the only file of a task, or let one be chosen."""
    _choose(desk, rows[0], "打开哪一份", lambda one: open_kept(desk, one.content, one.name))


@writes
def _drop_proof(desk: "Desk", rows: Sequence[TaskRow]) -> None:
    row = rows[0]

    def drop(one: Any) -> None:  # noqa: ANN401 -- a kept file
        sentence = f"删除佐证材料：{one.name}"
        if desk.act(sentence, lambda session: tasks.drop_proof(session, row.id, one.name)):
            desk.done(f"已{sentence}")

    _choose(desk, row, "删除哪一份", drop)


def _choose(desk: "Desk", row: TaskRow, title: str, then: Any) -> None:  # noqa: ANN401 -- what is done with one
    if len(row.proofs) == 1 or desk.window is None:
        then(row.proofs[-1])
        return
    entries = [Entry(one, one.name, one.note) for one in row.proofs]
    dialog = PickDialog(desk.window, title, lambda text: [one for one in entries if text in one.text])
    dialog.picked.connect(lambda entry: then(entry.value))
    dialog.begin()


def _open_meeting(desk: "Desk", rows: Sequence[TaskRow]) -> None:
    desk.go_to("meetings", view="minutes", meeting=rows[0].task.meeting_id)


FIELDS = (PLAN, AREA, WHAT, MEASURE, PEOPLE, BY, DUE)
MENDED = (AREA, WHAT, MEASURE, PEOPLE, BY, DUE, DONE, EVIDENCE)
SPLIT = print_out("plan-02", lambda row: row.plan.organisation_id, lambda row: {"plan": row.plan.name})
VERBS = (
    entering(
        "新增任务", _add,
        Sheet(FIELDS, _newest, _open_plans, follow=name_into(BY.key), note=lambda _row: ADD_NOTE,
              kept=(PLAN.key, AREA.key)),
        WHAT.key,
    ),
    replace(adding("粘贴任务表", _paste, Sheet((PLAN, TABLE), _newest, _open_plans), "paste"),
            icon="copy", button=True),
    pressed("finish", "登记完成", _to_do, work=_finish, icon="check",
            sheet=Sheet((replace(ON, title="完成日期"), EVIDENCE, MEETING), _as_kept, _meetings,
                        note=_standing)),
    pressed("due", "填写时限", _undated, work=_set_due, many=True, icon="calendar",
            sheet=Sheet((replace(DUE, required=True),), lambda _s, _r: {})),
    pressed("put_off", "推迟", _dated, work=_put_off, many=True, icon="calendar",
            sheet=Sheet((TO, WHY), lambda _s, _r: {}, note=_standing)),
    opening(_mend, Sheet(MENDED, _now, people, wanted=_mended, follow=name_into(BY.key),
                         note=lambda _row: MEND_NOTE)),
    pressed("attach", "附佐证材料", lambda _row: "", icon="paperclip", show=_attach),
    pressed("proof", "打开佐证材料", _with_proof, icon="folder-open", show=_open_proof),
    pressed("meeting", "打开佐证会议", _with_meeting, icon="file-text", show=_open_meeting),
    pressed("take_up", "撤回办结", _over, work=_take_up, icon="undo-2"),
    Verb("stop", "停办", _stop, Sheet((replace(ON, title="停办日期"), STOP_WHY), today), icon="x", many=True,
         why_not=_to_do),
    Verb("drop_proof", "删除佐证材料", icon="trash-2", why_not=_with_proof, show=_drop_proof),
    Verb("up", "上移", partial(_shift, -1), icon="arrow-up", why_not=_running),
    Verb("down", "下移", partial(_shift, 1), icon="arrow-down", why_not=_running),
    Verb("split", "打印任务分解表", icon="printer", show=SPLIT),
    removing(_drop, why_not=_to_do),
)  # fmt: skip
