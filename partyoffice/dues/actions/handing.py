"""交接 of the book: who gave it to whom, what the book says that day, what was counted."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean_long, clean_name, table_of
from partyoffice.dues.queries.handing import differences
from partyoffice.dues.queries.money import balance
from partyoffice.dues.records import Handover
from partyoffice.store import rows

Given = Mapping[str, Any]
HEADS = ("移交物品", "数量", "说明")


def hand_over(session: Session, given: Given) -> Handover:
    """Write down a handover with the book's own balance of that day (OfficeError: see ``_tidy``)."""
    return rows.add_row(session, Handover, _tidy(session, given))


def correct_handover(session: Session, handover_id: int, given: Given) -> None:
    """Mend a handover; what the book said is reckoned anew by its day."""
    rows.correct_row(session, session.get_one(Handover, handover_id), _tidy(session, given))


def drop_handover(session: Session, handover_id: int) -> None:
    """Take a wrong handover out."""
    rows.drop_row(session, session.get_one(Handover, handover_id))


def _tidy(session: Session, given: Given) -> dict[str, Any]:
    """Return a handover as it is stored.

    Raises OfficeError where giver and taker are one, a day is missing or not come, and where what was
    counted is not what the book says and no note says why.
    """
    values: dict[str, Any] = {key: given.get(key) for key in ("on", "cash", "bank")}
    values |= {key: clean_name(str(given.get(key) or "")) for key in ("giver", "taker", "watcher")}
    values["note"] = clean_long(str(given.get("note") or ""))
    rows.must_be_filled(Handover, values)
    on = values["on"]
    if not on.exact or on.first > clock.today():
        raise OfficeError(f"交接日期“{on}”不对", remedy="请写明哪一日，不能晚于今天")
    if len({values[key] for key in ("giver", "taker", "watcher") if values[key]}) < 2 + bool(
        values["watcher"]
    ):
        raise OfficeError("移交人、接收人、监交人不能是同一个人", remedy="请核对姓名")
    book = balance(session, on.first)
    values |= {"cash_book": book.cash, "bank_book": book.bank, "items": items_of(given.get("items"))}
    if (told := differences(values)) and not values["note"]:
        raise OfficeError(f"{told}，没有写差额说明", remedy="请核对；确有差额的写明原因和处理")
    return values


def items_of(table: Any) -> list[dict[str, str]]:  # noqa: ANN401 -- typed text, or rows kept before
    """Return the lines of what was handed over: name, count, note."""
    if not isinstance(table, str):
        return list(table or [])
    keys = ("name", "count", "note")
    found = [
        dict(zip(keys, [*cells, "", ""], strict=False)) for cells in table_of(table) if cells != list(HEADS)
    ]
    return [one for one in found if one["name"]]
