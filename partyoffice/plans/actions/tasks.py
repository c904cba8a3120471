"""A task: given an owner and a day, put off with a reason, done with what shows it, or given up."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day, UnreadableDateError, read_day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.core.text import clean, clean_long, is_nothing, table_of
from partyoffice.plans.actions.plans import drop_tasks, open_plan, past_day, undated
from partyoffice.plans.queries.plans import proofs_of, span_of, work_of
from partyoffice.plans.records import Proof, Task, WorkPlan
from partyoffice.plans.rules.tasks import judge_task
from partyoffice.store import attachments, rows

Given = Mapping[str, Any]
HEADS = ("方面", "任务", "量化指标和措施", "责任人", "完成时限")
KEYS = ("area", "what", "measure", "by")


def add_task(session: Session, plan_id: int, given: Given) -> Task:
    """Add a task to a plan, at its end."""
    plan = open_plan(session, plan_id)
    values = _tidy(given)
    if not values.get("what"):
        raise OfficeError("没有写任务", remedy="请写明要做什么")
    made = Task(
        plan_id=plan.id, place=_next(session, plan.id), what=values["what"], area=values.get("area", ""),
        measure=values.get("measure", ""), by=values.get("by", ""), due=values.get("due"), done=None,
        dropped=None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def add_table(session: Session, plan_id: int, text: str) -> list[Finding]:
    """Add the tasks of a table pasted from a sheet (OfficeError naming the line that cannot be read)."""
    found = [cells for cells in table_of(text) if cells[: len(HEADS)] != list(HEADS)[: len(cells)]]
    if not found:
        raise OfficeError("表格里没有任务", remedy=f"请一行写一项，列依次是{'、'.join(HEADS)}")
    made = [add_task(session, plan_id, _of_cells(at, cells)) for at, cells in enumerate(found, 1)]
    return undated(sum(one.due is None for one in made))


def _of_cells(at: int, cells: Sequence[str]) -> dict[str, Any]:
    padded = [*cells, *[""] * len(HEADS)][: len(HEADS)]
    texts = {key: "" if is_nothing(text) else text for key, text in zip(KEYS, padded, strict=False)}
    if not texts["what"]:
        raise OfficeError(
            f"第 {at} 行没有写任务", remedy=f"请核对各列的次序：列依次是{'、'.join(HEADS)}，任务在第二列"
        )
    return {**texts, "due": None if is_nothing(padded[-1]) else _day(at, padded[-1])}


def _day(at: int, text: str) -> Day:
    try:
        return read_day(text, clock.today())
    except UnreadableDateError as error:
        raise OfficeError(
            f"第 {at} 行的完成时限：{error}", remedy="“全年”“长期”这样的时限，请写在措施里，时限先空着"
        ) from error


def _next(session: Session, plan_id: int) -> int:
    last = session.execute(select(func.max(Task.place)).where(Task.plan_id == plan_id)).scalar()
    return 0 if last is None else last + 1


def _tidy(given: Given) -> dict[str, Any]:
    values = dict(given)
    for key in ("area", "by"):
        if key in values:
            values[key] = clean(str(values[key] or ""))
    for key in ("what", "measure", "evidence"):
        if key in values:
            values[key] = clean_long(str(values[key] or ""))
    return values


def open_task(session: Session, task_id: int) -> Task:
    """Return a task that is still to be done, of a plan that was not summed up (OfficeError otherwise)."""
    one = session.get_one(Task, task_id)
    open_plan(session, one.plan_id)
    if one.done is not None:
        raise OfficeError(f"“{one.what}”在 {one.done} 已经完成", remedy="要改的，请先撤回完成")
    if one.dropped is not None:
        raise OfficeError(f"“{one.what}”在 {one.dropped} 已经停办", remedy="要接着办的，请先恢复办理")
    return one


def correct_task(session: Session, task_id: int, given: Given) -> list[Finding]:
    """Mend a task; another day than before is a postponement and has its own verb."""
    one = session.get_one(Task, task_id)
    open_plan(session, one.plan_id)
    values = _tidy(given)
    if "what" in values and not values["what"]:
        raise OfficeError("没有写任务", remedy="请写明要做什么")
    for key, value in values.items():
        setattr(one, key, value)
    session.flush()
    return _judged(session, one)


def set_due(session: Session, task_id: int, due: Day | None) -> list[Finding]:
    """Give a task that has none its day."""
    one = open_task(session, task_id)
    if due is None:
        raise OfficeError("没有写完成时限", remedy="请填写哪一日，或哪一月")
    if one.due is not None and one.due != due:
        raise OfficeError(f"“{one.what}”已有时限 {one.due}", remedy="要改时限，请用“推迟”写明原因")
    one.due = due
    session.flush()
    return _judged(session, one)


def put_off(session: Session, task_id: int, to: Day | None, why: str) -> list[Finding]:
    """Move the day of a task with the reason; the days before stay on record."""
    one, reason = open_task(session, task_id), clean(why)
    if one.due is None:
        raise OfficeError(f"“{one.what}”还没有时限", remedy="请用“填写时限”")
    if to is None or to.last <= one.due.last:
        raise OfficeError(f"新的时限 {to or ''} 没有晚于原来的 {one.due}", remedy="请填写推迟到哪一日")
    if not reason:
        raise OfficeError("没有写推迟的原因", remedy="请写明为什么推迟")
    moved = {"on": str(clock.today()), "before": str(one.due), "to": str(to), "why": reason}
    one.postponed, one.due = [*one.postponed, moved], to
    session.flush()
    return _judged(session, one)


def finish(
    session: Session, task_id: int, on: Day | None, evidence: str = "", meeting: int | None = None
) -> list[Finding]:
    """Note that a task is done, and what shows it: words, a meeting, files kept with it."""
    one, day = open_task(session, task_id), past_day(on, "完成日期")
    one.done, one.evidence = day, clean_long(evidence) or one.evidence
    one.meeting_id = meeting or one.meeting_id
    session.flush()
    return _judged(session, one)


def stop(session: Session, task_id: int, on: Day | None, why: str) -> None:
    """Give a task up with the reason, such as 结转下一年."""
    one, day, reason = open_task(session, task_id), past_day(on, "停办日期"), clean(why)
    if not reason:
        raise OfficeError("没有写停办的原因", remedy="请写明为什么不再办，如 结转下一年")
    one.dropped, one.why_dropped = day, reason
    session.flush()


def take_up(session: Session, task_id: int) -> None:
    """Take back that a task was done or given up; evidence stays."""
    one = session.get_one(Task, task_id)
    open_plan(session, one.plan_id)
    if one.done is None and one.dropped is None:
        raise OfficeError(f"“{one.what}”还在办理", remedy="不用撤回")
    one.done = one.dropped = None
    one.why_dropped = ""
    session.flush()


def _judged(session: Session, one: Task) -> list[Finding]:
    plan = session.get_one(WorkPlan, one.plan_id)
    return judge_task(work_of(one, proofs_of(session, [one.id]).get(one.id, ())), span_of(plan))


# -- the order, the files, out ----------------------------------------------------------------


def shift(session: Session, task_id: int, by: int) -> None:
    """Move a task up (-1) or down (1) among those of its plan."""
    one = session.get_one(Task, task_id)
    wanted = select(Task).where(Task.plan_id == one.plan_id).order_by(Task.place, Task.id)
    tasks = list(session.execute(wanted).scalars())
    at = tasks.index(one)
    if not 0 <= at + by < len(tasks):
        raise OfficeError(f"“{one.what}”已经在最{'前' if by < 0 else '后'}", remedy="不用再移")
    tasks[at], tasks[at + by] = tasks[at + by], tasks[at]
    for place, each in enumerate(tasks):
        each.place = place
    session.flush()


def keep_proof(session: Session, task_id: int, name: str, content: bytes) -> Proof:
    """Keep a file that shows that a task was done; a plan that was summed up takes one as well."""
    kept = attachments.keep(session, name, content)
    made = Proof(task_id=task_id, content=kept.digest, name=kept.name)
    session.add(made)
    session.flush()
    return made


def drop_proof(session: Session, task_id: int, name: str) -> None:
    """Take a file out (OfficeError where none is called so)."""
    found = [one for one in proofs_of(session, [task_id]).get(task_id, ()) if one.name == PurePath(name).name]
    if not found:
        raise OfficeError(f"没有名为“{name}”的佐证材料", remedy="请在卡片上核对文件名")
    rows.drop_row(session, found[-1])


def drop_task(session: Session, task_id: int) -> None:
    """Take a mistaken task out; one that was done is history (OfficeError)."""
    drop_tasks(session, [open_task(session, task_id)])
