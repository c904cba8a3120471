"""The lists of talks and of 整改 that 导出 writes; what was said is not among their usual columns."""

from typing import TYPE_CHECKING

from partyoffice.core.field import Care, Field, Kind
from partyoffice.meetings.queries.mending import MendingRow, mendings
from partyoffice.meetings.queries.talks import TalkRow, talks
from partyoffice.meetings.rules.life import told_delays
from partyoffice.members.card import over_list
from partyoffice.organisation.queries import tree
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Document

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TALKS = Listing(
    "谈心谈话登记表",
    (
        Listed(Field("on", "谈话日期", Kind.DAY), 6, lambda row: row.talk.on),
        Listed(Field("talker", "谈话人", Kind.NAME), 6, lambda row: row.talk.talker),
        Listed(Field("person", "谈话对象", Kind.NAME), 6, lambda row: row.talk.person),
        Listed(Field("kind", "类型"), 6, lambda row: row.talk.kind),
        Listed(Field("place", "地点"), 8, lambda row: row.talk.place),
        Listed(Field("branch", "党支部"), 8),
        Listed(
            Field("gist", "内容要点", Kind.LONG, care=Care.IMPORTANT), 18, lambda row: row.talk.gist, "left"
        ),
        Listed(
            Field("advice", "意见建议", Kind.LONG, care=Care.IMPORTANT),
            14,
            lambda row: row.talk.advice,
            "left",
        ),
        Listed(Field("handled", "处理情况", Kind.LONG), 12, lambda row: row.talk.handled, "left"),
    ),
    ("on", "talker", "person", "kind", "place", "branch", "handled"),
    "没有登记谈话",
)


def talk_list(session: "Session", wish: Wish) -> Document:
    """Return the talks of a year, or all of them, oldest first."""
    below = tree(session).below(wish.branch) if wish.branch is not None else None
    found = [
        row
        for row in talks(session, wish.year)[::-1]
        if (below is None or row.talk.organisation_id in below) and _meant(row, wish)
    ]
    return TALKS.document(found, wish, over_list(session, wish.on, f"{len(found)} 次"))


def _meant(row: TalkRow, wish: Wish) -> bool:
    return wish.only is None or bool({row.talk.talker_id, row.talk.person_id} & wish.only)


def _delays(row: MendingRow) -> str:
    return "；".join(told_delays(row.item.delays))


MENDED = Listing(
    "整改台账",
    (
        Listed(Field("year", "年度", Kind.NUMBER), 4, lambda row: row.item.year),
        Listed(Field("body", "党组织"), 8, lambda row: row.body_name),
        Listed(Field("source", "来源"), 6, lambda row: row.item.source),
        Listed(Field("problem", "问题", Kind.LONG), 14, lambda row: row.item.problem, "left"),
        Listed(Field("measure", "整改措施", Kind.LONG), 14, lambda row: row.item.measure, "left"),
        Listed(Field("whose", "整改主体"), 6, lambda row: row.item.whose),
        Listed(Field("by", "责任人", Kind.NAME), 5, lambda row: row.item.by),
        Listed(Field("due", "完成时限", Kind.DAY), 6, lambda row: row.item.due),
        Listed(Field("state", "情况"), 5, lambda row: str(row.state)),
        Listed(Field("late", "超期（天）", Kind.NUMBER), 4, lambda row: row.late or None),
        Listed(Field("done", "完成日期", Kind.DAY), 6, lambda row: row.item.done),
        Listed(Field("result", "完成情况", Kind.LONG), 12, lambda row: row.item.result, "left"),
        Listed(Field("delays", "延期", Kind.LONG), 12, _delays, "left"),
    ),
    ("year", "body", "source", "problem", "measure", "whose", "by", "due", "state", "done", "result"),
    "没有整改事项",
)


def mending_list(session: "Session", wish: Wish) -> Document:
    """Return the lines of a year with what is open of earlier ones, or all lines."""
    below = tree(session).below(wish.branch) if wish.branch is not None else None
    found = mendings(session, wish.on, wish.year, below)
    return MENDED.document(found, wish, over_list(session, wish.on, f"{len(found)} 项"))


ROSTERS = (
    Roster("talks", TALKS.title, talk_list, TALKS.fields, TALKS.default, yearly=True),
    Roster("rectification", MENDED.title, mending_list, MENDED.fields, MENDED.default, yearly=True),
)
