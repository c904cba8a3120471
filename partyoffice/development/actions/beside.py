"""The records that belong to a step: written, mended, taken out; a material that is there, or is not."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.development.actions.vouchers import name_voucher
from partyoffice.development.records import Booklet, Material, Voucher, Wayfarer
from partyoffice.development.rules.archive import BY_CODE
from partyoffice.development.rules.profile import GIVEN, IN_STOCK
from partyoffice.members.records import Person
from partyoffice.store.base import Record


def put_row(
    session: Session, kind: type[Record], person_id: int, row_id: int, values: Mapping[str, Any]
) -> Record:
    """Write a record of somebody, a new one for 0; who vouches takes the name of the roster."""
    given = dict(values)
    if kind is Voucher and given.get("member_id"):
        given["name"] = session.get_one(Person, given["member_id"]).name
    if kind is Voucher and not row_id:
        row_id = _named(session, person_id, given)
    made: dict[str, Any] = {"person_id": person_id}
    if kind is Booklet:
        made = {"number": given["number"]}
        row_id = row_id or _in_stock(session, person_id, given["number"])
        given |= {"person_id": person_id, "state": GIVEN}
    row = session.get_one(kind, row_id) if row_id else kind(**made)
    for key, value in given.items():
        setattr(row, key, value)
    session.add(row)
    session.flush()
    return row


def _named(session: Session, person_id: int, given: Mapping[str, Any]) -> int:
    """Name a mentor or sponsor as the register of them does, with all it refuses."""
    return name_voucher(
        session, person_id, given["role"], given["start"], member_id=given.get("member_id"),
        name=given.get("name") or "",
    ).id  # fmt: skip


def _in_stock(session: Session, person_id: int, number: str) -> int:
    """Return the booklet of a number, 0 for a new one; OfficeError if not to be had."""
    row = session.execute(select(Booklet).where(Booklet.number == number)).scalar_one_or_none()
    if row is None:
        return 0
    if row.state != IN_STOCK and row.person_id != person_id:
        raise OfficeError(f"志愿书 {number} 是“{row.state}”", remedy="请核对编号，或在“志愿书”里查看它的去向")
    return row.id


def drop_row(session: Session, kind: type[Record], row_id: int) -> None:
    """Take a record out, a booklet back into the stock; the journal keeps what it said."""
    row = session.get_one(kind, row_id)
    if isinstance(row, Booklet):
        row.person_id, row.given, row.state = None, None, IN_STOCK
    else:
        session.delete(row)


def tick_material(session: Session, person_id: int, code: str, present: bool) -> None:
    """Say that a material of the list is there, or is not."""
    wanted = select(Material).where(Material.person_id == person_id, Material.code == code)
    row = session.execute(wanted).scalars().first()
    if row is None:
        row = Material(person_id=person_id, code=code, name=BY_CODE[code].name)
        session.add(row)
    row.present = present


def put_wayfarer(session: Session, person_id: int, values: Mapping[str, Any]) -> None:
    """Write what of somebody matters only on the way."""
    row = session.execute(select(Wayfarer).where(Wayfarer.person_id == person_id)).scalar_one_or_none()
    if row is None:
        row = Wayfarer(person_id=person_id)
        session.add(row)
    for key, value in values.items():
        setattr(row, key, value)
