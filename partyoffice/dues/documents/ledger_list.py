"""党费收缴台账 as a sheet: a year of everybody, its months as figures that rows and columns add up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.dues.documents.telling import HOW, last_rate, money_of, remark, share_told
from partyoffice.dues.queries.sheets import Line, ordered_year
from partyoffice.members.card import over_list
from partyoffice.part import Roster, Wish
from partyoffice.part.listing import Listed, Listing
from partyoffice.reports.document import Cell, Document, Page, Paragraph, Signatures

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "党费收缴台账"
MONTHS = tuple(f"m{one}" for one in range(1, 13))
PAGE = Page(landscape=True, top=15, right=12, bottom=15, left=12)
SIGNED = Signatures(("收款人", "党支部书记", "填表日期"))


def _month(at: int, row: Line) -> Cell:
    return money_of(row.cells[at])


def _rate(key: str, row: Line) -> Cell:
    rate = last_rate(row)
    return getattr(rate, key) if rate is not None else None


def _share(row: Line) -> str:
    rate = last_rate(row)
    return share_told(rate.rate) if rate is not None else ""


COLUMNS = (
    Listed(Field("name", "姓名", Kind.NAME), 5),
    Listed(Field("branch", "党支部"), 7, lambda row: row.someone.branch, "left"),
    Listed(Field("group", "党小组"), 5, lambda row: row.someone.group, "left"),
    Listed(Field("category", "党员类别"), 5.5, lambda row: row.someone.category),
    Listed(Field("base", "计算基数", Kind.MONEY), 5.5, partial(_rate, "base")),
    Listed(Field("rate", "比例"), 3.5, _share),
    Listed(Field("monthly", "月应交", Kind.MONEY), 4.5, partial(_rate, "due"), summed=True),
    *(
        Listed(Field(key, f"{at}月", Kind.MONEY), 4.2, partial(_month, at - 1), summed=True)
        for at, key in enumerate(MONTHS, 1)
    ),
    Listed(Field("paid", "合计", Kind.MONEY), 5, adds=MONTHS, summed=True),
    Listed(Field("due", "全年应交", Kind.MONEY), 5, summed=True),
    Listed(Field("owed", "欠交", Kind.MONEY), 4.5, lambda row: row.owed or None, summed=True),
    Listed(Field("note", "备注"), 6, remark, "left"),
)
DEFAULT = tuple(one.field.key for one in COLUMNS if one.field.key not in {"group", "due"})
LISTING = Listing(TITLE, COLUMNS, DEFAULT, "没有交纳党费的党员")


def ledger_list(session: "Session", wish: Wish) -> Document:
    """Return a year of the ledger as a paper, or as a sheet to work on."""
    year, on = year_and_day(wish)
    rows = [
        one
        for one in ordered_year(session, year, on, wish.branch)
        if wish.only is None or one.id in wish.only
    ]
    said = (*over_list(session, on, f"{len(rows)} 人"), sums_told(rows), "单位：元")
    made = LISTING.document(rows, replace(wish, year=year), said)
    if wish.plain:
        return made
    return replace(made, blocks=(*made.blocks, Paragraph(HOW, "note"), SIGNED), page=PAGE)


def year_and_day(wish: Wish) -> tuple[int, date]:
    """Return which year is wanted, and as of when its months are judged: today for a year that is named."""
    today = clock.today()
    return wish.year or wish.on.year, today if wish.year is not None else min(wish.on, today)


def sums_told(rows: Sequence[Line]) -> str:
    """Return the sums of a year in a line."""
    due, paid, owed = (sum(getattr(row, key) for row in rows) for key in ("due", "paid", "owed"))
    return f"应交 {grouped(due)}，实交 {grouped(paid)}，欠交 {grouped(owed)}"


ROSTER = Roster("dues-ledger", TITLE, ledger_list, LISTING.fields, LISTING.default, yearly=True)
