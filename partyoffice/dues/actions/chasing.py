"""What is done about arrears: somebody is reminded or talked with, a day is set, they make up for it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.core.money import grouped
from partyoffice.dues.actions.collect import pay
from partyoffice.dues.queries.arrears import Behind, one_behind
from partyoffice.dues.records import Chase
from partyoffice.members.records import Person
from partyoffice.store.rows import add_row, correct_row, drop_row

if TYPE_CHECKING:
    from partyoffice.core.dates import Day

Given = Mapping[str, Any]


def chase(session: Session, person_id: int, given: Given) -> Chase:
    """Write down what was done about somebody's arrears, and what they came to on that day."""
    _must_be_sound(given)
    row = one_behind(session, person_id, given["on"].first)
    if row is None or not row.late:
        name = session.get_one(Person, person_id).name
        raise OfficeError(f"{name}在 {given['on']} 没有欠交", remedy="请核对日期")
    figures = {"person_id": person_id, "months": len(row.late), "owed": row.owed}
    return add_row(session, Chase, {**given, **figures})


def correct_chase(session: Session, chase_id: int, given: Given) -> None:
    """Mend what is written about it; the figures of that day stay."""
    _must_be_sound(given)
    correct_row(session, session.get_one(Chase, chase_id), given)


def drop_chase(session: Session, chase_id: int) -> None:
    """Take out what was written down by mistake."""
    drop_row(session, session.get_one(Chase, chase_id))


def _must_be_sound(given: Given) -> None:
    on, deadline = given.get("on"), given.get("deadline")
    if on is None or not on.exact:
        raise OfficeError("没有写明是哪一日", remedy="请填写日期，如 2026-11-20")
    if on.first > clock.today():
        raise OfficeError(f"{on} 还没有到", remedy="请在提醒、谈话以后登记")
    if deadline is not None and deadline.last < on.first:
        raise OfficeError(f"限期 {deadline} 早于 {on}", remedy="请核对两个日期")


def make_up(session: Session, person_id: int, given: Given) -> list[Finding]:
    """Take a sum for the months that are late, the oldest first; return what is to be said of it.

    OfficeError for nothing, for more than is owed, and where a month late beyond the limit has no word.
    """
    on: Day = given["on"]
    row = one_behind(session, person_id, clock.today())
    rest = given["amount"] or 0
    _must_fit(row, rest)
    how = {key: given.get(key) or "" for key in ("method", "collector", "payer", "note")}
    found: list[Finding] = []
    for cell in row.late if row is not None else ():
        part = min(rest, cell.owed)
        if part:
            found += pay(session, person_id, cell.month, part, on=on, **how).findings
            rest -= part
    return found


def _must_fit(row: Behind | None, amount: int) -> None:
    owed = row.owed if row is not None else 0
    if not 0 < amount <= owed:
        raise OfficeError(
            f"补交 {grouped(amount)} 元，欠交是 {grouped(owed)} 元",
            remedy="请填写不超过欠交的金额；多交、预交的在“收缴台账”里登记",
        )
