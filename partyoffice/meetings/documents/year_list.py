"""三会一课落实情况一览表: kinds of meeting by month, with the reasons typed for what was not held."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.meetings.queries.year import Row, year_table
from partyoffice.meetings.rules.frequency import Cell, Level, share_met
from partyoffice.members.card import over_list
from partyoffice.organisation.queries import tree
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Block, Column, Document, Heading, Paragraph, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "三会一课落实情况一览表"
MONTHS = tuple(range(1, 13))
WORDS = {Level.MISSING: "缺", Level.EXPLAINED: "说", Level.OPEN: "", Level.OUTSIDE: "—"}
HOW = (
    "数字为召开次数；缺：到期没有记录；说：没有开展，原因见下；空格：未到期；—：党组织当时不存在。"
    "每季度、每半年、每年一次的写在实际召开的月份，没有的写在最后一个月。"
    "达标数含已说明的，分母为已经到期的次数。"
)  # fmt: skip
REASONS = (
    Column("党组织", 10, "left"), Column("类型", 8), Column("月份", 5), Column("没有开展的原因", 18, "left"),
)  # fmt: skip


def _month(month: int, row: Row) -> str:
    held = len(row.within([month]))
    if held:
        return str(held)
    cell = row.cell(month)
    return WORDS.get(cell.level, "") if month == cell.months[-1] else ""


def met(row: Row) -> str:
    """Return 3/4: how many spans are met or explained, of those that are over."""
    good, judged = share_met(row.cells)
    return f"{good}/{judged}" if judged else ""


def asked(row: Row) -> int:
    """Return how many a whole year asks for."""
    return sum(one.level is not Level.OUTSIDE for one in row.cells)


COLUMNS = (
    Listed(Field("body", "党组织"), 10, lambda row: row.name, "left"),
    Listed(Field("kind", "类型"), 8, lambda row: str(row.activity)),
    *(Listed(Field(f"m{one}", f"{one}月"), 2.6, partial(_month, one)) for one in MONTHS),
    Listed(Field("held", "合计", Kind.NUMBER), 3, lambda row: len(row.held)),
    Listed(Field("asked", "应开", Kind.NUMBER), 3, asked),
    Listed(Field("met", "达标"), 3.5, met),
)
LISTING = Listing(TITLE, COLUMNS, tuple(one.field.key for one in COLUMNS), "没有党支部")


def year_list(session: "Session", wish: Wish) -> Document:
    """Return the table of a year as a paper with its reasons, or as a sheet to work on."""
    year, on = wish.year or wish.on.year, min(wish.on, clock.today())
    bodies = tree(session).below(wish.branch) if wish.branch is not None else None
    rows = [one for one in year_table(session, year, on) if bodies is None or one.body in bodies]
    gaps = sum(one.level is Level.MISSING for row in rows for one in row.cells)
    said = (*over_list(session, on, f"{len(rows)} 行"), f"提醒 {gaps} 处" if gaps else "没有缺的")
    made = LISTING.document(rows, replace(wish, year=year), said)
    return (
        made if wish.plain else replace(made, blocks=(*made.blocks, Paragraph(HOW, "note"), *_reasons(rows)))
    )


def _reasons(rows: Sequence[Row]) -> tuple[Block, ...]:
    """Return the reasons that were typed, those alike together."""
    found = [
        (row.name, str(row.activity), months, reason)
        for row in rows
        for months, reason in _told(row.cells)
    ]  # fmt: skip
    return (Heading("未开展情况说明", 2), Table(REASONS, found)) if found else ()


def _told(cells: Iterable[Cell]) -> list[tuple[str, str]]:
    by_reason: dict[str, list[int]] = {}
    for one in cells:
        if one.level is Level.EXPLAINED:
            by_reason.setdefault(one.reason, []).extend(one.months)
    return [(f"{'、'.join(map(str, months))} 月", reason) for reason, months in by_reason.items()]


ROSTER = Roster("life-year", TITLE, year_list, LISTING.fields, LISTING.default, yearly=True)
