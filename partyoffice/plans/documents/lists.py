"""The lists that are exported and printed: 工作任务, 领导小组成员, 责任清单."""

from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.members.card import over_list
from partyoffice.organisation.queries import tree
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.plans.queries.groups import LineRow, SeatRow, line_rows, seat_rows
from partyoffice.plans.queries.plans import TaskRow, task_rows
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session


def _bodies(session: "Session", wish: Wish) -> frozenset[int] | None:
    """Return the bodies a list is of, None for all."""
    return tree(session).below(wish.branch) if wish.branch is not None else None


def _tasks(session: "Session", wish: Wish) -> "Iterator[TaskRow]":
    """Yield the tasks that belong to a year, in the order of their plans."""
    below = _bodies(session, wish)
    for row in task_rows(session, wish.on):
        inside = below is None or row.plan.organisation_id in below
        if inside and (wish.year is None or row.of_year(wish.year)):
            yield row


def _seats(session: "Session", wish: Wish) -> "Iterator[SeatRow]":
    """Yield who sits in a leading group now, or sat there in a year."""
    below = _bodies(session, wish)
    for row in seat_rows(session, wish.on):
        inside = below is None or row.group.organisation_id in below
        if inside and (row.holds if wish.year is None else _sat(row, wish.year)):
            yield row


def _sat(row: SeatRow, year: int) -> bool:
    start, end = row.seat.start or row.group.founded, row.seat.end or row.group.ended
    return (start is None or start.year <= year) and (end is None or end.year >= year)


def _lines(session: "Session", wish: Wish) -> "Iterator[LineRow]":
    below = _bodies(session, wish)
    for row in line_rows(session, wish.year):
        if below is None or row.line.organisation_id in below:
            yield row


TASKS = Listing(
    "工作任务一览",
    (
        Listed(Field("plan", "计划"), 8, lambda row: row.plan.name, align="left"),
        Listed(Field("body", "党组织"), 6, lambda row: row.body),
        Listed(Field("area", "方面"), 6.5, lambda row: row.task.area),
        Listed(Field("what", "任务", Kind.LONG), 14, lambda row: row.task.what, align="left"),
        Listed(Field("measure", "量化指标和措施", Kind.LONG), 12, lambda row: row.task.measure, align="left"),
        Listed(Field("by", "责任人"), 6, lambda row: row.task.by),
        Listed(Field("due", "完成时限", Kind.DAY), 6, lambda row: row.task.due),
        Listed(Field("state", "状态"), 5, lambda row: str(row.state)),
        Listed(Field("done", "完成日期", Kind.DAY), 6, lambda row: row.task.done),
        Listed(Field("evidence", "完成情况和佐证", Kind.LONG), 12, lambda row: row.evidence, align="left"),
        Listed(Field("moved", "推迟情况", Kind.LONG), 8, lambda row: row.moved, align="left"),
        Listed(Field("why", "停办原因"), 6, lambda row: row.task.why_dropped, align="left"),
    ),
    ("area", "what", "measure", "by", "due", "state", "done", "evidence"),
    "没有任务",
)
SEATS = Listing(
    "领导小组成员一览",
    (
        Listed(Field("group", "领导小组"), 10, lambda row: row.group.name, align="left"),
        Listed(Field("body", "党组织"), 7, lambda row: row.body),
        Listed(Field("role", "组内职务"), 5, lambda row: row.seat.role),
        Listed(Field("name", "姓名", Kind.NAME), 5, lambda row: row.seat.name),
        Listed(Field("post", "现任职务"), 9, lambda row: row.seat.post, align="left"),
        Listed(Field("duty", "责任分工", Kind.LONG), 14, lambda row: row.seat.duty, align="left"),
        Listed(Field("start", "开始", Kind.DAY), 6, lambda row: row.seat.start),
        Listed(Field("end", "结束", Kind.DAY), 6, lambda row: row.seat.end),
        Listed(Field("document", "文号"), 7, lambda row: row.group.document),
    ),
    ("group", "role", "name", "post", "duty", "start"),
    "没有成员",
)
LINES = Listing(
    "责任清单一览",
    (
        Listed(Field("year", "年度"), 3, lambda row: str(row.line.year)),
        Listed(Field("body", "党组织"), 7, lambda row: row.body),
        Listed(Field("whose", "责任主体"), 7, lambda row: row.line.whose),
        Listed(Field("duty", "责任事项", Kind.LONG), 14, lambda row: row.line.duty, align="left"),
        Listed(Field("measure", "工作措施", Kind.LONG), 12, lambda row: row.line.measure, align="left"),
        Listed(Field("term", "时限或频次"), 6, lambda row: row.line.term),
        Listed(Field("by", "责任人"), 5, lambda row: row.line.by),
        Listed(Field("result", "落实情况", Kind.LONG), 12, lambda row: row.line.result, align="left"),
        Listed(Field("group", "领导小组"), 8, lambda row: row.group, align="left"),
    ),
    ("whose", "duty", "measure", "term", "by", "result"),
    "没有责任事项",
)


def _roster(
    code: str, listing: Listing, rows: "Callable[[Session, Wish], Iterator[Any]]", unit: str
) -> Roster:
    def build(session: "Session", wish: Wish) -> Document:
        found = list(rows(session, wish))
        return listing.document(found, wish, over_list(session, wish.on, f"{len(found)} {unit}"))

    return Roster(code, listing.title, build, listing.fields, listing.default, yearly=True)


ROSTERS = (
    _roster("plan-tasks", TASKS, _tasks, "项"),
    _roster("leading-seats", SEATS, _seats, "人"),
    _roster("responsibilities", LINES, _lines, "项"),
)
