"""The lists that 导出 writes: the decisions of a year, and what is to be done after them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyoffice.core.field import Field, Kind
from partyoffice.meetings.queries.decided import Decided, ToDo, decided, to_do
from partyoffice.members.card import over_list
from partyoffice.organisation.queries import tree
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Line:
    """One row and the name of the body it belongs to."""

    one: Any  # Decided or ToDo
    body: str


def _lines(session: "Session", wish: Wish, found: "Sequence[Decided | ToDo]") -> list[Line]:
    """Return the rows of the body that was wished for and of what hangs below it."""
    whole = tree(session)
    below = whole.below(wish.branch) if wish.branch is not None else None
    rows = [one for one in found if below is None or one.where.body in below]
    return [Line(one, whole.name(one.where.body)) for one in rows]


DECISIONS = Listing(
    "决议一览表",
    (
        Listed(Field("number", "决议编号"), 8, lambda row: row.one.number),
        Listed(Field("on", "会议日期", Kind.DAY), 6, lambda row: row.one.where.on),
        Listed(Field("body", "党组织"), 7),
        Listed(Field("kind", "会议类型"), 7, lambda row: row.one.where.kind),
        Listed(Field("meeting", "会议"), 8, lambda row: row.one.where.title, "left"),
        Listed(Field("subject", "议题"), 12, lambda row: row.one.subject, "left"),
        Listed(Field("matter", "事项"), 5, lambda row: row.one.matter),
        Listed(Field("weighty", "重大事项"), 4, lambda row: "是" if row.one.weighty else ""),
        Listed(Field("vote", "表决情况"), 12, lambda row: row.one.vote, "left"),
        Listed(Field("verdict", "结果"), 5, lambda row: row.one.verdict),
        Listed(Field("resolution", "决议内容", Kind.LONG), 18, lambda row: row.one.resolution, "left"),
        Listed(Field("following", "落实事项", Kind.NUMBER), 4, lambda row: row.one.following),
        Listed(Field("open", "未办结", Kind.NUMBER), 4, lambda row: row.one.open),
    ),
    ("number", "on", "body", "kind", "subject", "weighty", "vote", "verdict", "resolution", "open"),
    "没有决议",
)  # fmt: skip


def decisions(session: "Session", wish: Wish) -> Document:
    """Return what was decided in a year, in the order of the meetings."""
    newest_first = decided(session, wish.year or wish.on.year)
    found = _lines(session, wish, sorted(newest_first, key=lambda one: (one.where.on, one.where.meeting)))
    return DECISIONS.document(found, wish, over_list(session, wish.on, f"{len(found)} 项"))


FOLLOW_UPS = Listing(
    "决议落实台账",
    (
        Listed(Field("what", "落实事项"), 14, lambda row: row.one.what, "left"),
        Listed(Field("by", "责任人", Kind.NAME), 5, lambda row: row.one.by),
        Listed(Field("due", "完成期限", Kind.DAY), 6, lambda row: row.one.due),
        Listed(Field("standing", "情况"), 5, lambda row: str(row.one.standing)),
        Listed(Field("over", "超期（天）", Kind.NUMBER), 4, lambda row: row.one.over or None),
        Listed(Field("done", "完成日期", Kind.DAY), 6, lambda row: row.one.done),
        Listed(Field("result", "完成情况", Kind.LONG), 14, lambda row: row.one.result, "left"),
        Listed(Field("delays", "延期次数", Kind.NUMBER), 4, lambda row: row.one.delays or None),
        Listed(Field("number", "决议编号"), 8, lambda row: row.one.number),
        Listed(Field("subject", "议题"), 12, lambda row: row.one.subject, "left"),
        Listed(Field("on", "会议日期", Kind.DAY), 6, lambda row: row.one.where.on),
        Listed(Field("body", "党组织"), 7),
        Listed(Field("meeting", "会议"), 8, lambda row: row.one.where.title, "left"),
    ),
    ("what", "by", "due", "standing", "done", "result", "number", "subject", "on", "body"),
    "没有要落实的事项",
)


def follow_ups(session: "Session", wish: Wish) -> Document:
    """Return what is to be done after the decisions of a year, or of all years."""
    lines = _lines(session, wish, to_do(session, wish.on))
    found = [row for row in lines if wish.year is None or row.one.where.on.year == wish.year]
    return FOLLOW_UPS.document(found, wish, over_list(session, wish.on, f"{len(found)} 项"))


ROSTERS = (
    Roster("decisions", DECISIONS.title, decisions, DECISIONS.fields, DECISIONS.default, yearly=True),
    Roster("follow-ups", FOLLOW_UPS.title, follow_ups, FOLLOW_UPS.fields, FOLLOW_UPS.default),
)
