"""党费收缴签名表 (dues-02c): a month of each branch, for those who come and pay to sign."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partyoffice.core.field import Field, Kind
from partyoffice.core.paper_words import dotted_name
from partyoffice.dues.documents.telling import MARKS, day_told, word_of
from partyoffice.dues.documents.unit_list import Unit, units_of
from partyoffice.dues.papers.asked import MONTH, month_asked, over, usual_month
from partyoffice.dues.queries.ledger import Row
from partyoffice.dues.queries.sheets import How, how_paid, ordered_year
from partyoffice.dues.rules.ledger import State
from partyoffice.dues.rules.months import Month, number_of, spoken, year_of
from partyoffice.organisation.queries import full_name, tree
from partyoffice.part import Asked, Paper
from partyoffice.reports.document import Block, Cell, Column, Document, Heading, PageBreak, Signatures, Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

HEADS = (
    Column("序号", 4, kind="number"), Column("姓名", 8), Column("应交", 7, "right", "money"),
    Column("实交", 7, "right", "money"), Column("交纳日期", 8), Column("交款人签名", 14), Column("备注", 10),
)  # fmt: skip
SIZE = 11  # rows high enough to sign in
SIGNED = Signatures(("收款人", "党支部书记", "日期"))
EMPTY = Field(
    "empty", "实交和日期", Kind.CHOICE, choices=("", "不印，现场填写"), open=False, hint="空着照台账印已交的"
)


def sheet(session: "Session", body: int, asked: Asked) -> Document:
    """Return a month's sheet, one for each branch of a body; what is paid already stands in it."""
    month, pen = month_asked(asked), bool(asked.text(EMPTY.key))
    year, at = year_of(month), number_of(month) - 1
    rows = [row for row in ordered_year(session, year, asked.on, body or None) if _asked_of(row, at)]
    hows = {person: how for (person, _), how in how_paid(session, range(month, month + 1)).items()}
    units, blocks = units_of(year, rows), list[Block]()
    for unit in units:
        blocks += [PageBreak()] if blocks else []
        blocks += [Heading(f"{unit.name}（{len(unit.rows)} 人）", 2)] if len(units) > 1 else []
        blocks += [_table(unit, at, {} if pen else hows, pen=pen), SIGNED]
    return Document(
        f"{spoken(month)}党费收缴签名表",
        tuple(blocks) or (Table(HEADS, [], "没有交纳党费的党员", SIZE), SIGNED),
        subtitle=full_name(tree(session), body or None),
        lines=over(session, asked.on, f"共 {len(rows)} 人"),
    )


def _asked_of(row: Row, at: int) -> bool:
    return row.cells[at].state is not State.NONE


def _table(unit: Unit, at: int, hows: "dict[int, How]", *, pen: bool) -> Table:
    rows = [_line(number, row, at, hows.get(row.id), pen=pen) for number, row in enumerate(unit.rows, 1)]
    paid = None if pen else unit.paid(at)
    return Table(HEADS, rows, size=SIZE, totals=(None, "合计", unit.due(at), paid, "", "", ""))


def _line(number: int, row: Row, at: int, how: How | None, *, pen: bool) -> tuple[Cell, ...]:
    cell = row.cells[at]
    paid = cell.paid or None if not pen else None
    day = day_told(how.on, cell.month) if how is not None else ""
    return number, dotted_name(row.name), cell.due, paid, day, "", _remark(row, cell.month, at)


def _remark(row: Row, month: Month, at: int) -> str:
    cell = row.cells[at]
    said = "" if cell.state is State.LATE else word_of(cell) if not cell.paid else MARKS.get(cell.state, "")
    told = f"{said}交" if said in {"补", "预", "少"} else said
    return "、".join(filter(None, (told, "按季" if row.account.quarterly(month) else "")))


PAPERS: Sequence[Paper] = (
    Paper(
        "dues-02c", "党费收缴签名表", ("body",), build=sheet, asks=(MONTH, EMPTY), usual=usual_month,
        note="一个月一张，一个支部另起一页，交款人签名；已经登记的实交和日期照印",
    ),
)  # fmt: skip
