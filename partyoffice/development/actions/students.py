"""What of somebody matters only on the way: the League, leaving, 流动; for one or several people at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.development.records import Wayfarer
from partyoffice.members.records import Person


def note_wayfarer(session: Session, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    """Write the same facts of several people (OfficeError where the League was joined before the birth)."""
    if not ids:
        raise OfficeError("没有选中的人", remedy="请先选一人或几人")
    for person in ids:
        row = _row(session, person)
        for key, value in values.items():
            setattr(row, key, value)
        _must_be_possible(session, row)
    session.flush()


def _row(session: Session, person_id: int) -> Wayfarer:
    found = session.execute(select(Wayfarer).where(Wayfarer.person_id == person_id)).scalar_one_or_none()
    if found is None:
        found = Wayfarer(person_id=person_id)
        session.add(found)
    return found


def _must_be_possible(session: Session, row: Wayfarer) -> None:
    birth = session.get_one(Person, row.person_id).birth
    if birth is not None and row.league_on is not None and row.league_on.last < birth.first:
        raise OfficeError(f"入团时间 {row.league_on} 早于出生日期 {birth}", remedy="请核对两个日期")
