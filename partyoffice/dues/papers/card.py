"""What is laid over the pages of a 党费证, which every place prints its own way."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.core.field import Field, Kind
from partyoffice.core.text import count_of
from partyoffice.members import card
from partyoffice.part import Asked

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ROWS = 12
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
    Field(
        "rows",
        "交纳记录",
        Kind.TABLE,
        choices=tuple(COLUMNS.values()),
        hint="一行一个月",
    ),
    Field("first", "从第几行印起", Kind.NUMBER, hint="已有几行再加一"),
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
    """Return the texts of cover and rows (OfficeError for rows beyond the end of the page)."""
    rows, first = asked.rows("rows", tuple(COLUMNS)), _first(asked)
    if rows and first + len(rows) - 1 > ROWS:
        raise OfficeError(
            f"党费证一页有 {ROWS} 行，从第 {first} 行印 {len(rows)} 行放不下", remedy="请分成几页打印"
        )
    texts = dict(card.values(session, person_id, asked.on)) | {"card_number": asked.text("card_number")}
    for number, row in enumerate(rows, first):
        texts |= {f"row_{number}_{key}": text for key, text in row.items()}
    return texts


def _first(asked: Asked) -> int:
    number = count_of(asked.text("first") or "1")
    if number is None or not 1 <= number <= ROWS:
        raise OfficeError(f"“从第几行印起”写的是“{asked.text('first')}”", remedy=f"请写 1 到 {ROWS} 之间的数")
    return number
