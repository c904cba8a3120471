"""数据体检 of plans and leading groups: who has no owner, which past plan is open, who left the books."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Spot
from partyoffice.plans.queries.groups import group_rows
from partyoffice.plans.queries.plans import plan_rows, task_rows

PAGE = "plans"


def check_plans(session: Session, on: date) -> Iterator[Finding]:
    """Yield what is to be said of plans and of tasks whose plan was not summed up."""
    for plan in plan_rows(session, on):
        yield from _at(plan.findings, plan.plan.name, Spot(PAGE, plan.id, view="plans"))
    for task in task_rows(session, on):
        if task.plan.closed is None:
            yield from _at(task.findings, task.task.what, Spot(PAGE, task.id, view="tasks"))


def check_groups(session: Session, on: date) -> Iterator[Finding]:
    """Yield what is to be said of leading groups."""
    for row in group_rows(session, on):
        yield from _at(row.findings, row.group.name, Spot(PAGE, row.id, view="groups"))


def _at(findings: Iterable[Finding], who: str, spot: Spot) -> Iterator[Finding]:
    return (replace(one, who=who, spot=spot) for one in findings)
