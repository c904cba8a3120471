"""What is laid over the pages of a 党费证, which every place prints its own way.

A page has twelve rows, one for each month of a year: they are filled from the ledger, or as typed.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.core.paper_words import dotted_name
from partyoffice.core.text import count_of
from partyoffice.dues.documents.telling import day_told
from partyoffice.dues.papers.asked import YEAR, usual_year, year_of
from partyoffice.dues.queries.ledger import read_year
from partyoffice.dues.queries.sheets import How, how_paid
from partyoffice.dues.rules.ledger import Cell, State
from partyoffice.dues.rules.months import number_of, year_months
from partyoffice.dues.rules.months import year_of as year_of_month
from partyoffice.members import card
from partyoffice.part import Asked, Paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Texts = Mapping[str, str]
ROWS = 12
SETTLED = frozenset({State.WAIVED, State.ELSEWHERE})
COLUMNS = {
    "year": "年度",
    "month": "月份",
    "due": "应交",
    "paid": "实交",
    "on": "交纳日期",
    "receiver": "收款人",
}
ASKS = (
    Field("card_number", "党费证编号"),
    YEAR,
    Field("from", "从几月", Kind.NUMBER, hint="空着从一月"),
    Field("to", "到几月", Kind.NUMBER, hint="空着到最近"),
    Field(
        "rows",
        "交纳记录",
        Kind.TABLE,
        choices=tuple(COLUMNS.values()),
        hint="空着照收缴台账，几月印在第几行；要自己写的一行一个月",
    ),
    Field("first", "从第几行印起", Kind.NUMBER, hint="自己写时用"),
)
OFFERS = {
    **card.OFFERS,
    **{
        f"row_{number}_{key}": f"{number}行{title}"
        for number in range(1, ROWS + 1)
        for key, title in COLUMNS.items()
    },
}


def values(session: "Session", person_id: int, asked: Asked) -> Mapping[str, Any]:
    """Return the texts of cover and rows, as typed or as the ledger tells them.

    OfficeError for rows beyond the end of the page.
    """
    typed = asked.rows("rows", tuple(COLUMNS))
    rows = _numbered(typed, _first(asked)) if typed else _kept(session, person_id, asked)
    texts = dict(card.values(session, person_id, asked.on)) | {"card_number": asked.text("card_number")}
    for number, row in rows.items():
        texts |= {f"row_{number}_{key}": text for key, text in row.items()}
    return texts


def _numbered(rows: Sequence[Texts], first: int) -> dict[int, Texts]:
    if first + len(rows) - 1 > ROWS:
        raise OfficeError(
            f"党费证一页有 {ROWS} 行，从第 {first} 行印 {len(rows)} 行放不下", remedy="请分成几页打印"
        )
    return dict(enumerate(rows, first))


def _first(asked: Asked) -> int:
    number = count_of(asked.text("first") or "1")
    if number is None or not 1 <= number <= ROWS:
        raise OfficeError(f"“从第几行印起”写的是“{asked.text('first')}”", remedy=f"请写 1 到 {ROWS} 之间的数")
    return number


# -- as the ledger tells -------------------------------------------------------------------------


def _kept(session: "Session", person_id: int, asked: Asked) -> dict[int, Texts]:
    """Return the months of a year that were paid, waived or paid elsewhere, each in the row of its number."""
    year = year_of(asked)
    first, last = asked.count("from", "从几月", 12) or 1, asked.count("to", "到几月", 12)
    hows = how_paid(session, year_months(year), person_id)
    return {
        number_of(one.month): _row(one, hows.get((person_id, one.month)))
        for row in read_year(session, year, asked.on, people=[person_id]).rows
        for one in row.cells[first - 1 : last]
        if one.paid or one.state in SETTLED
    }


def _row(cell: Cell, how: How | None) -> Texts:
    day, taker = (how.on, how.collector) if how is not None else (None, "")
    return {
        "year": str(year_of_month(cell.month)),
        "month": str(number_of(cell.month)),
        "due": grouped(cell.due) if cell.due is not None else "",
        "paid": grouped(cell.paid) if cell.paid else str(cell.state),
        "on": day_told(day, cell.month),
        "receiver": dotted_name(taker),
    }


PAPERS = (
    Paper(
        "dues-03", "党费证", ("member",), "dues-03", values, asks=ASKS, usual=usual_year, offers=OFFERS,
        note="照收缴台账只往印好的党费证上套打；各地的党费证不同，先在“表样”里核对位置",
    ),
)  # fmt: skip
