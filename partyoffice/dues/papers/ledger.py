"""党费收缴登记表 (dues-02) and 党费年度台账 (dues-02b): the year of each member, and of each branch."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from partyoffice.core.money import grouped
from partyoffice.core.paper_words import dotted_name
from partyoffice.dues.documents.ledger_list import PAGE, SIGNED, sums_told
from partyoffice.dues.documents.telling import (
    HOW,
    MARKS,
    day_told,
    last_rate,
    remark,
    share_told,
    word_of,
)
from partyoffice.dues.documents.unit_list import HOW as UNITS_HOW
from partyoffice.dues.documents.unit_list import LISTING, ON_PAPER, QUARTERS, SIZE, TITLE, Unit, units_of
from partyoffice.dues.papers.asked import YEAR, over, usual_year, year_of
from partyoffice.dues.queries.remitting import remittances
from partyoffice.dues.queries.sheets import How, Line, ordered_year
from partyoffice.dues.queries.sheets import how_paid as paid_how
from partyoffice.dues.rules.ledger import Cell as MonthCell
from partyoffice.dues.rules.months import Month, month_of, span_spoken, year_months
from partyoffice.organisation.queries import full_name, own_body, tree
from partyoffice.part import Asked, Paper, Wish
from partyoffice.reports.document import Block, Cell, Column, Document, Heading, Paragraph, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.dues.records import Entry

WHOLE = range(12)
Hows = Mapping[tuple[int, Month], How]

# -- everybody's twelve months ---------------------------------------------------------------------

MONTHS = tuple(Column(f"{at}月", 4.4, kind="money") for at in range(1, 13))
HEADS = (
    Column("序号", 2.6, kind="number"), Column("姓名", 5), Column("党员\n类别", 3.6),
    Column("计算基数", 5.2, "right", "money"), Column("比例", 3.2), Column("月应交", 4.6, "right", "money"),
    *MONTHS,
    Column("合计", 5.2, "right", "money"), Column("欠交", 4.6, "right", "money"), Column("备注", 5, "left"),
)  # fmt: skip


def register(session: "Session", body: int, asked: Asked) -> Document:
    """Return the year of everybody of a body with the day of each payment, a table for each branch."""
    year, on = year_of(asked), asked.on
    rows, hows = ordered_year(session, year, on, body or None), paid_how(session, year_months(year))
    units = units_of(year, rows)
    blocks: list[Block] = [block for unit in units for block in _part(unit, hows, alone=len(units) == 1)]
    blocks = blocks or [Table(HEADS, [], "没有交纳党费的党员", size=8)]
    blocks += [Heading("合计", 2), _together(units)] if len(units) > 1 else []
    name, lines = full_name(tree(session), body or None), (f"共 {len(rows)} 人", sums_told(rows))
    told = (*blocks, Paragraph(HOW, "note"), SIGNED)
    return Document(f"{year}年度党费收缴登记表", told, PAGE, name, over(session, on, *lines))


def _part(unit: Unit, hows: Hows, *, alone: bool) -> list[Block]:
    rows = [_line(at, row, hows) for at, row in enumerate(unit.rows, 1)]
    months = (unit.paid(at) for at in range(12))
    rest = (unit.paid(*WHOLE), unit.owed(*WHOLE), None)
    totals = (None, "合计", None, None, None, None, *months, *rest)
    table = Table(HEADS, rows, size=8, totals=totals)
    return [table] if alone else [Heading(f"{unit.name}（{len(rows)} 人）", 2), table]


def _line(at: int, row: Line, hows: Hows) -> tuple[Cell, ...]:
    rate = last_rate(row)
    months = (month_told(cell, hows.get((row.id, cell.month))) for cell in row.cells)
    base, share, due = (rate.base, share_told(rate.rate), rate.due) if rate else (None, "", None)
    kind = row.someone.category.removesuffix("党员")
    rest = (row.paid, row.owed or None, remark(row))
    return (at, dotted_name(row.name), kind, base, share, due, *months, *rest)


def month_told(cell: MonthCell, how: How | None) -> str:
    """Return a month as the register shows it: what was paid and when, or why nothing was."""
    if not cell.paid:
        return word_of(cell)
    day = day_told(how.on, cell.month) if how is not None else ""
    return "\n".join(filter(None, (f"{MARKS.get(cell.state, '')}{grouped(cell.paid)}", day)))


SUMS = (
    Column("党支部", 12, "left"), Column("人数", 4, kind="number"), Column("应交", 6, "right", "money"),
    Column("实交", 6, "right", "money"), Column("欠交", 6, "right", "money"),
)  # fmt: skip


def _together(units: Sequence[Unit]) -> Table:
    sums = [(len(one.rows), one.due(*WHOLE), one.paid(*WHOLE), one.owed(*WHOLE)) for one in units]
    rows = [(one.name, *each) for one, each in zip(units, sums, strict=True)]
    return Table(SUMS, rows, totals=("合计", *map(sum, zip(*sums, strict=True))))


# -- each branch, and its quarters ---------------------------------------------------------------

OF_QUARTER = (
    Column("季度", 6), Column("应交", 6, "right", "money"), Column("实交", 6, "right", "money"),
    Column("欠交", 6, "right", "money"), Column("已上缴", 6, "right", "money"),
    Column("上缴情况", 20, "left"),
)  # fmt: skip


def units(session: "Session", body: int, asked: Asked) -> Document:
    """Return what each branch of a body paid in a year, and what was remitted of each quarter."""
    year = year_of(asked)
    rows = ordered_year(session, year, asked.on, body or None)
    lines = over(session, asked.on, f"共 {len(rows)} 人", sums_told(rows))
    wish = Wish(asked.on, columns=ON_PAPER, title=f"{year}年度{TITLE}")
    made = LISTING.document(units_of(year, rows), wish, lines)
    whole = body == own_body(session)
    told = Table(OF_QUARTER if whole else OF_QUARTER[:4], _quarters(session, year, rows, whole=whole))
    paid = [replace(one, size=SIZE) if isinstance(one, Table) else one for one in made.blocks]
    blocks = (*paid, Heading("各季度收缴情况", 2), told, Paragraph(UNITS_HOW, "note"), SIGNED)
    return replace(made, blocks=blocks, page=PAGE, subtitle=full_name(tree(session), body or None))


def _quarters(session: "Session", year: int, rows: Sequence[Line], *, whole: bool) -> list[tuple[Cell, ...]]:
    unit, found = Unit("", year, rows), list[tuple[Cell, ...]]()
    for at, name in enumerate(QUARTERS):
        months = range(3 * at, 3 * at + 3)
        sent = _sent(session, year_months(year)[3 * at : 3 * at + 3]) if whole else []
        told = "；".join(f"{one.on} 缴{_span(one)} {grouped(one.amount)}" for one in sent)
        sums = (name, unit.due(*months), unit.paid(*months), unit.owed(*months))
        found.append((*sums, sum(one.amount for one in sent), told) if whole else sums)
    return found


def _sent(session: "Session", months: Sequence[Month]) -> "list[Entry]":
    """Return what was remitted for spans that end within some months."""
    return [one for one in remittances(session) if one.end is not None and month_of(one.end) in months]


def _span(one: "Entry") -> str:
    return span_spoken(month_of(one.start or one.on), month_of(one.end or one.on))


PAPERS = (
    Paper(
        "dues-02", "党费收缴登记表", ("body",), build=register, asks=(YEAR,), usual=usual_year,
        note="一名党员一行，十二个月的金额和交纳日期，一个支部一张表，末尾有合计；横向 A4",
    ),
    Paper(
        "dues-02b", "单位党费年度台账", ("body",), build=units, asks=(YEAR,), usual=usual_year,
        note="一个支部一行，各月、各季度和全年实际交纳的党费，下面是各季度上缴情况；横向 A4",
    ),
)  # fmt: skip
