"""What 工作计划 gives to 首页: tasks due and late, the half-yearly 专题会议, a figure, the year by months."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Spot
from partyoffice.meetings.queries.year import first_on_record
from partyoffice.meetings.rules.frequency import Level
from partyoffice.part import Duty, Number, YearCell, YearRow
from partyoffice.plans.queries.plans import TaskRow, task_rows
from partyoffice.plans.queries.topics import TopicRow, topic_rows, topics_due
from partyoffice.plans.rules.halves import ARTICLE
from partyoffice.plans.rules.tasks import State

PAGE, MEETINGS = "plans", "meetings"
DUE = frozenset({State.LATE, State.SOON})
MOST_WAYS = 12  # tasks of a month that are offered one by one


def due(session: Session, on: date) -> Iterator[Duty]:
    """Yield the tasks that are late or due soon, and the halves that lack their meeting."""
    for row in task_rows(session, on):
        if row.state in DUE and row.task.due is not None and row.plan.closed is None:
            text, spot = f"{row.task.what}（{row.plan.name}）", Spot(PAGE, row.id, view="tasks")
            who, body = row.task.by or row.body, row.plan.organisation_id
            yield Duty("plan-task", who, row.task.due.last, text, "", spot, body)
    for body, name, half in topics_due(session, on):
        spot = Spot(PAGE, body * 2 + half.number - 1, str(half.year), view="topics")
        text = f"召开 {half.title}党建专题会议（{half.told}）"
        yield Duty("plan-topic", name, half.ends, text, ARTICLE, spot, body)


def numbers(session: Session, on: date) -> Sequence[Number]:
    """Return how many tasks the year has and how far they are, while there are any."""
    states = [one.state for one in task_rows(session, on) if one.of_year(on.year)]
    if not states:
        return ()
    late = states.count(State.LATE)
    note = f"已完成 {states.count(State.DONE)}" + (f"，超期 {late}" if late else "")
    return (Number(str(len(states)), "今年任务", note, (PAGE, "tasks")),)


def year(session: Session, wanted: int, on: date) -> Sequence[YearRow]:
    """Return the tasks by the month they are due in, and the 专题会议 by the month they were held in."""
    return [*_tasks(session, wanted, on), *_topics(session, wanted, on)]


def _tasks(session: Session, wanted: int, on: date) -> Iterator[YearRow]:
    months: dict[int, list[TaskRow]] = defaultdict(list)
    for row in task_rows(session, on):
        if row.task.due is not None and row.task.due.year == wanted and row.state is not State.DROPPED:
            months[row.task.due.month].append(row)
    if months:
        cells = tuple(_due_in(month, months[month]) for month in range(1, 13))
        yield YearRow("工作任务", cells, "时限在当月的任务，斜线前是已完成的")


def _due_in(month: int, rows: Sequence[TaskRow]) -> YearCell:
    if not rows:
        return YearCell()
    done = sum(one.state is State.DONE for one in rows)
    states = {one.state for one in rows}
    mark = "late" if State.LATE in states else "soon" if State.SOON in states else ""
    ways = tuple(
        (f"{one.task.what}（{one.state}）", PAGE, {"view": "tasks", "row": one.id})
        for one in rows[:MOST_WAYS]
    )
    return YearCell(f"{done}/{len(rows)}", mark, f"{month} 月到期 {len(rows)} 项，已完成 {done} 项", ways)


def _topics(session: Session, wanted: int, on: date) -> Iterator[YearRow]:
    rows = topic_rows(session, wanted, on) if first_on_record(session) is not None else []
    if rows:
        cells = tuple(_held_in(wanted, month, rows) for month in range(1, 13))
        yield YearRow("专题会议", cells, "每半年一次，召开的次数；6 月、12 月标出没有召开的支部")


def _held_in(wanted: int, month: int, rows: Sequence[TopicRow]) -> YearCell:
    """Return who met in a month; the last of a half tells which branch did not at all."""
    held = [(row.branch, one) for row in rows for one in row.meetings if one.on.month == month]
    lacking = [row for row in rows if row.half.ends.month == month and row.half.level is Level.MISSING]
    ways = tuple(
        (f"{branch} {one.on} {one.title}", MEETINGS, {"view": "minutes", "meeting": one.id})
        for branch, one in held
    )
    ways += tuple(
        (f"{row.branch}{row.half.title}没有召开", PAGE, {"view": "topics", "year": wanted, "row": row.id})
        for row in lacking
    )
    said = "；".join(words for words, _page, _target in ways)
    text = str(len(held)) if held else "缺" if lacking else ""
    return YearCell(text, "warn" if lacking else "", said, ways)  # what is asked for is local
