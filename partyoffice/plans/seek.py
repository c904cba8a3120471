"""Plans, tasks, leading groups and responsibility lists for the search over everything."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock, names
from partyoffice.core.text import search_key
from partyoffice.part import Hit, Seek
from partyoffice.plans.queries.groups import line_rows, seat_rows
from partyoffice.plans.queries.plans import task_rows
from partyoffice.plans.records import LeadingGroup, WorkPlan
from partyoffice.store.pinyin import readings

PAGE = "plans"


def _words(text: str) -> list[str]:
    return [key for key in map(search_key, text.split()) if key]


def _fits(words: Sequence[str], *texts: str, name: str = "") -> bool:
    keys = "\n".join([*map(search_key, texts), names.search_keys(name, readings) if name else ""])
    return all(word in keys for word in words)


def _hits(found: Iterable[Any], most: int, hit: Callable[[Any], Hit]) -> list[Hit]:  # rows of any list
    return [hit(row) for row in list(found)[:most]]


def find_tasks(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the plans and tasks that hold every word, plans first, the newest before others."""
    words = _words(text)
    if not words:
        return ()
    plans = session.execute(select(WorkPlan).order_by(WorkPlan.year.desc(), WorkPlan.id.desc())).scalars()
    found = [one for one in plans if _fits(words, one.name, one.document, one.aims)]
    tasks = [
        row
        for row in task_rows(session, clock.today())
        if _fits(words, row.task.what, row.task.measure, row.task.area, name=row.task.by)
    ]
    return [*_hits(found, most, _plan), *_hits(tasks, most, _task)][:most]


def _plan(one: WorkPlan) -> Hit:
    return Hit(one.name, f"{one.year} 年·工作计划", PAGE, {"view": "plans", "row": one.id})


def _task(row: Any) -> Hit:  # noqa: ANN401 -- a row of the tasks
    note = "·".join(filter(None, (row.task.by, str(row.task.due or ""), str(row.state))))
    return Hit(row.task.what, note, PAGE, {"view": "tasks", "row": row.id})


def find_groups(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the leading groups, who sits in them, and the lines of lists that hold every word."""
    words = _words(text)
    if not words:
        return ()
    groups = session.execute(select(LeadingGroup).order_by(LeadingGroup.id)).scalars()
    found = [one for one in groups if _fits(words, one.name, one.document)]
    seats = [
        row
        for row in seat_rows(session, clock.today())
        if _fits(words, row.seat.duty, row.seat.role, name=row.seat.name)
    ]
    lines = [
        row
        for row in line_rows(session)
        if _fits(words, row.line.duty, row.line.measure, row.line.whose, name=row.line.by)
    ]
    return [*_hits(found, most, _group), *_hits(seats, most, _seat), *_hits(lines, most, _line)][:most]


def _group(one: LeadingGroup) -> Hit:
    return Hit(one.name, one.document or str(one.founded or ""), PAGE, {"view": "groups", "row": one.id})


def _seat(row: Any) -> Hit:  # noqa: ANN401 -- a row of the seats
    note = "·".join(filter(None, (row.group.name, row.seat.role, row.state)))
    return Hit(row.seat.name, note, PAGE, {"view": "seats", "row": row.id})


def _line(row: Any) -> Hit:  # noqa: ANN401 -- a row of the lists
    note = f"{row.line.year} 年·{row.line.whose}"
    target = {"view": "lists", "year": row.line.year, "row": row.id}
    return Hit(row.line.duty, note, PAGE, target)


SEEK = (Seek("工作计划和任务", find_tasks), Seek("领导小组和责任清单", find_groups))
