"""The papers of 工作计划: what is asked for each, what is proposed, and what it says."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.text import count_of
from partyoffice.members.card import stamp
from partyoffice.organisation import papers as letters
from partyoffice.organisation.queries import full_name, own_body, tree
from partyoffice.part import Asked, Paper
from partyoffice.plans.documents import papers
from partyoffice.plans.queries.groups import group_named, group_rows, line_rows, line_years
from partyoffice.plans.queries.plans import TaskRow, plan_named, task_rows
from partyoffice.plans.rules.tasks import State
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.plans.records import WorkPlan

PLAN = Field("plan", "计划", required=True, hint="计划的名称，空着不能印")
GROUP = Field("group", "领导小组", required=True, hint="小组的名称")
YEAR = Field("year", "年度", Kind.NUMBER, required=True)
WHOSE = Field("whose", "责任主体", hint="只印一个的写在这里，空着全部印")
PLAN_ASKS = (
    PLAN, letters.ISSUER, letters.DAY, letters.NUMBER, letters.COPIES, letters.PRINTER, *letters.SHAPES
)  # fmt: skip


# -- plans ------------------------------------------------------------------------------------


def _found(session: "Session", body: int, asked: Asked) -> tuple["WorkPlan", list[TaskRow]]:
    """Return the plan that is meant with its tasks (OfficeError where the body has none of the name)."""
    body, name = body or own_body(session), asked.text("plan")
    plan = plan_named(session, body, name, asked.on.year)
    if plan is None:
        whose = tree(session).name(body)
        raise OfficeError(
            f"{whose}没有计划“{name}”" if name else f"{whose}还没有工作计划",
            remedy="请在“更多 → 工作计划”里核对名称，或先新增计划",
        )
    return plan, task_rows(session, asked.on, plan.id)


def year_plan(session: "Session", body: int, asked: Asked) -> Document:
    """Return 年度工作计划; what was given up is not planned any more."""
    plan, tasks = _found(session, body, asked)
    kept = [one for one in tasks if one.state is not State.DROPPED]
    return papers.year_plan(plan, kept, letters.official_of(session, asked))


def usual_plan(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose the newest plan of a body, with its number and day."""
    plan = plan_named(session, body or own_body(session), "", on.year)
    known = letters.usual_letter(session, body, on)
    proposed = {key: known[key] for key in ("issuer", "style")}
    if plan is None:
        return proposed
    return {
        **proposed, "plan": plan.name, "number": plan.document, "day": str(plan.issued or ""),
    }  # fmt: skip


def usual_name(session: "Session", body: int, on: date) -> Mapping[str, str]:
    """Propose the newest plan of a body."""
    plan = plan_named(session, body or own_body(session), "", on.year)
    return {} if plan is None else {"plan": plan.name}


def split(session: "Session", body: int, asked: Asked) -> Document:
    """Return 任务分解表."""
    plan, tasks = _found(session, body, asked)
    return papers.split(plan, tasks, _lines(session, plan.organisation_id, f"共 {len(tasks)} 项"))


def report(session: "Session", body: int, asked: Asked) -> Document:
    """Return 完成情况."""
    plan, tasks = _found(session, body, asked)
    done = sum(one.state is State.DONE for one in tasks)
    counted = f"共 {len(tasks)} 项，完成 {done} 项"
    return papers.report(plan, tasks, _lines(session, plan.organisation_id, counted, f"截至 {asked.on}"))


def _lines(session: "Session", body: int, *more: str) -> tuple[str, ...]:
    name = full_name(tree(session), body)
    marked = stamp(session)
    return (f"{name}（{marked}）" if marked else name, *more)


# -- lists and groups -------------------------------------------------------------------------


def duties(session: "Session", body: int, asked: Asked) -> Document:
    """Return 责任清单 of a year, of all or of one post (OfficeError where there is none)."""
    body, whose = body or own_body(session), asked.text("whose")
    year = count_of(asked.text("year")) or asked.on.year
    found = [
        row
        for row in line_rows(session, year)
        if row.line.organisation_id == body and whose in {"", row.line.whose}
    ]
    if not found:
        name = f"{tree(session).name(body)}{whose}"
        raise OfficeError(f"{name}没有 {year} 年的责任清单", remedy="请核对年度和责任主体，或先填写清单")
    title = f"{year} 年{whose}责任清单"
    return papers.duties(title, found, _lines(session, body, f"共 {len(found)} 项"))


def usual_duties(session: "Session", _body: int, on: date) -> Mapping[str, str]:
    """Propose the newest year that has a list."""
    return {"year": str(next(iter(line_years(session)), on.year))}


def members(session: "Session", body: int, asked: Asked) -> Document:
    """Return 领导小组成员名单 (OfficeError where there is no such group)."""
    body = body or own_body(session)
    group = group_named(session, body, asked.text("group"))
    if group is None:
        name = asked.text("group") or "领导小组"
        raise OfficeError(f"{tree(session).name(body)}没有“{name}”", remedy="请核对名称，或先成立领导小组")
    row = next(one for one in group_rows(session, asked.on) if one.id == group.id)
    return papers.members(row, _lines(session, group.organisation_id, f"共 {len(row.seats)} 人"))


def usual_group(session: "Session", body: int, _on: date) -> Mapping[str, str]:
    """Propose the first group of a body that was not dissolved."""
    group = group_named(session, body or own_body(session), "")
    return {} if group is None else {"group": group.name}


PAPERS = (
    Paper("plan-01", "年度工作计划", ("body",), build=year_plan, asks=PLAN_ASKS, usual=usual_plan, kept=True,
          note="照登记的计划印：总体目标，各方面的任务、责任人和时限；停办的不印"),
    Paper("plan-02", "任务分解表", ("body",), build=split, asks=(PLAN,), usual=usual_name),
    Paper("plan-03", "责任清单", ("body",), build=duties, asks=(YEAR, WHOSE), usual=usual_duties),
    Paper("plan-04", "领导小组成员名单", ("body",), build=members, asks=(GROUP,), usual=usual_group),
    Paper("plan-05", "工作计划完成情况", ("body",), build=report, asks=(PLAN,), usual=usual_name,
          note="总结和每项任务的完成情况、佐证；没有总结的只印任务"),
)  # fmt: skip
