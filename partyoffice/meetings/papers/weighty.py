"""重大事项决策一览表: what a body decided of weight in a year, how it was voted on, what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import on_paper
from partyoffice.meetings.queries.decided import Decided, decided
from partyoffice.members import card
from partyoffice.organisation.queries import full_name, tree
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Cell, Column, Document, Page, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LATEST = 9999
YEAR = Field("year", "年度", Kind.NUMBER, required=True, hint="如 2026")
ALL = Field("all", "不是重大事项的决议也列入", Kind.FLAG)
HEADS = (
    Column("序号", 4, kind="number"), Column("决议编号", 11), Column("日期", 7, kind="date"),
    Column("会议", 10, "left"),
    Column("事项", 13, "left"), Column("表决情况", 12, "left"), Column("结果", 5),
    Column("决议内容", 19, "left"), Column("落实", 6),
)  # fmt: skip
NOTE = "没有表决的为议定事项；落实写已办结的件数和布置的件数。"


def usual(_session: "Session", _body: int, on: date) -> Mapping[str, str]:
    """Propose this year."""
    return {"year": str(on.year)}


def weighty_list(session: "Session", body: int, asked: Asked) -> Document:
    """Return the weighty decisions of a body and of what hangs below it, in the order of the meetings."""
    year = asked.count("year", "年度", LATEST) or asked.on.year
    whole, every = tree(session), bool(asked.text("all"))
    found = [one for one in decided(session, year, whole.below(body)) if one.weighty or every]
    found.sort(key=lambda one: (one.where.on, one.where.meeting))
    name = "决议一览表" if every else "重大事项决策一览表"
    table = Table(HEADS, _rows(found), "没有决议" if every else "没有标为重大事项的决议")
    lines = (full_name(whole, body or None), f"共 {len(found)} 项", f"截至 {asked.on}", card.stamp(session))
    blocks = (table, Paragraph(NOTE, "note"), Signatures(("制表人", "党组织书记", "日期")))
    return Document(f"{year}年度{name}", blocks, Page(landscape=True), lines=tuple(filter(None, lines)))


def _rows(found: Sequence[Decided]) -> list[tuple[Cell, ...]]:
    return [
        (at, one.number, one.where.on, on_paper(one.where.title), on_paper(one.subject), one.vote,
         one.verdict, on_paper(one.resolution), _followed(one))
        for at, one in enumerate(found, 1)
    ]  # fmt: skip


def _followed(one: Decided) -> str:
    return f"{one.following - one.open}/{one.following} 件" if one.following else ""


PAPERS = (
    Paper(
        "mtg-06", "重大事项决策一览表", ("body",), build=weighty_list, asks=(YEAR, ALL), usual=usual,
        note="会议记录里标为重大事项的决议，一年一张",
    ),
)  # fmt: skip
