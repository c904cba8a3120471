"""A plan is made, mended, taken over into another year, summed up; its tasks stay what was promised."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding, Severity
from partyoffice.core.text import clean, clean_long
from partyoffice.plans.queries.plans import tasks_of
from partyoffice.plans.records import Proof, Task, WorkPlan
from partyoffice.plans.rules.tasks import EVERY, LEFT, MOST_YEARS
from partyoffice.store import rows

Given = Mapping[str, Any]
TEXTS = ("name", "document", "aims", "summary")


def make_plan(session: Session, given: Given) -> WorkPlan:
    """Enter a plan of one or several years (OfficeError for a name the body has in that year already)."""
    values = _tidy(given)
    _must_fit(session, values)
    return rows.add_row(session, WorkPlan, values)


def revise_plan(session: Session, plan_id: int, given: Given) -> None:
    """Mend what a plan says of itself; one that was summed up is opened again first."""
    plan = open_plan(session, plan_id)
    values = _tidy(given)
    _must_fit(session, {**_now(plan), **values}, plan.id)
    rows.correct_row(session, plan, values)


def _tidy(given: Given) -> dict[str, Any]:
    """Return what was given as it is stored: whole numbers, clean texts."""
    values = dict(given)
    for key in ("year", "years"):
        if key in values:
            values[key] = _whole(values[key], "起始年度" if key == "year" else "年数")
    for key in TEXTS:
        if key in values:
            values[key] = clean_long(str(values[key] or "")) if key in {"aims", "summary"} else clean(
                str(values[key] or "")
            )  # fmt: skip
    return values


def _whole(value: Any, title: str) -> int:  # noqa: ANN401 -- what a form or a sheet gives
    try:
        number = int(value)
    except (TypeError, ValueError) as error:
        raise OfficeError(f"{title}“{value or ''}”不是整数", remedy=f"请填写{title}，如 2026") from error
    return number


def _now(plan: WorkPlan) -> dict[str, Any]:
    keys = ("organisation_id", "name", "year", "years")
    return {key: getattr(plan, key) for key in keys}


def _must_fit(session: Session, values: Given, but: int = 0) -> None:
    this = clock.today().year
    year, years = int(values["year"]), int(values.get("years") or 0)
    if not 1949 <= year <= this + MOST_YEARS:
        raise OfficeError(f"起始年度 {year} 不对", remedy=f"请填写 1949 至 {this + MOST_YEARS} 之间的年份")
    if not 1 <= years <= MOST_YEARS:
        raise OfficeError(f"年数 {years} 不对", remedy=f"请填写 1 至 {MOST_YEARS}；年度计划填 1")
    wanted = select(WorkPlan.id).where(
        WorkPlan.organisation_id == values["organisation_id"],
        WorkPlan.name == values["name"],
        WorkPlan.year == year,
        WorkPlan.id != but,
    )
    if session.execute(wanted).first() is not None:
        raise OfficeError(f"已有 {year} 年的“{values['name']}”", remedy="请换一个名称，或打开已有的计划")


def open_plan(session: Session, plan_id: int) -> WorkPlan:
    """Return a plan that was not summed up (OfficeError otherwise)."""
    plan = session.get_one(WorkPlan, plan_id)
    if plan.closed is not None:
        raise OfficeError(f"“{plan.name}”在 {plan.closed} 已经总结", remedy="要改的，请先在“计划”里撤回总结")
    return plan


def close_plan(session: Session, plan_id: int, on: Day | None, summary: str) -> None:
    """Sum a plan up; every task is done, or given up with its reason (OfficeError otherwise)."""
    plan, day = open_plan(session, plan_id), past_day(on, "总结日期")
    text = clean_long(summary)
    if not text:
        raise OfficeError("没有写总结", remedy="请写明完成情况、存在问题和下一步打算")
    left = [one.what for one in tasks_of(session, plan_id) if one.done is None and one.dropped is None]
    if left:
        named = "、".join(f"“{what}”" for what in left[:3])
        more = f"等 {len(left)} 项" if len(left) > 3 else ""
        raise OfficeError(
            f"{named}{more}还没有办结",
            remedy="请先登记完成；不再办的用“停办”写明原因，结转的写“结转下一年”，可以勾选多项一次办",
        )
    if day.last.year < plan.year:
        raise OfficeError(f"总结日期 {day} 在计划开始以前", remedy="请核对日期")
    plan.closed, plan.summary = day, text
    session.flush()


def reopen_plan(session: Session, plan_id: int) -> None:
    """Take back that a plan was summed up; what was written stays."""
    plan = session.get_one(WorkPlan, plan_id)
    if plan.closed is None:
        raise OfficeError(f"“{plan.name}”还没有总结", remedy="不用撤回")
    plan.closed = None
    session.flush()


def copy_plan(
    session: Session, plan_id: int, given: Given, which: str = EVERY
) -> tuple[WorkPlan, list[Finding]]:
    """Take a plan over into another year: its aims and tasks with their owners, never their days.

    ``which`` takes every task but those given up, or what was not done alone (结转).
    """
    old = session.get_one(WorkPlan, plan_id)
    made = make_plan(
        session,
        {"organisation_id": old.organisation_id, "years": old.years, "aims": old.aims, **given},
    )
    tasks = tasks_of(session, plan_id)
    taken = [one for one in tasks if (one.done if which == LEFT else one.dropped) is None]
    if not taken:
        raise OfficeError(f"“{old.name}”没有可以带的任务", remedy="请改选带哪些任务，或直接新增计划")
    session.add_all(
        Task(
            plan_id=made.id, place=at, area=one.area, what=one.what, measure=one.measure, by=one.by, due=None,
            done=None, dropped=None,
        )
        for at, one in enumerate(taken)
    )  # fmt: skip
    session.flush()
    return made, undated(len(taken))


def undated(count: int) -> list[Finding]:
    """Return the reminder that tasks have no day yet."""
    if not count:
        return []
    return [Finding("PLAN-02", Severity.INFO, f"{count} 项任务没有完成时限，请在“任务”里逐项填写")]


def drop_plan(session: Session, plan_id: int) -> None:
    """Take a mistaken plan out with its tasks; one with work done is history (OfficeError)."""
    plan, tasks = open_plan(session, plan_id), tasks_of(session, plan_id)
    if any(one.done is not None for one in tasks):
        raise OfficeError(f"“{plan.name}”有已完成的任务，不能删除", remedy="记错的任务可以逐项删除")
    drop_tasks(session, tasks)
    rows.drop_row(session, plan)


def drop_tasks(session: Session, tasks: Sequence[Task]) -> None:
    """Take tasks out with their files."""
    ids = [one.id for one in tasks]
    for proof in session.execute(select(Proof).where(Proof.task_id.in_(ids))).scalars():
        session.delete(proof)
    session.flush()
    for one in tasks:
        session.delete(one)
    session.flush()


def past_day(day: Day | None, title: str) -> Day:
    """Return a whole day that is not in the future (OfficeError otherwise)."""
    if day is None or not day.exact:
        raise OfficeError(f"没有写明{title}是哪一日", remedy=f"请填写{title}，如 {clock.today()}")
    if day.first > clock.today():
        raise OfficeError(f"{title} {day} 还没有到", remedy="请核对日期；还没有办的不要提前登记")
    return day
