"""The yearly plan of a body, and 双培."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean
from partyoffice.development.records import Pairing, Quota

FIRST_YEAR, LAST_YEAR = 1949, 2100


def set_quota(session: Session, organisation_id: int, year: int, values: Mapping[str, Any]) -> Quota:
    """Write a body's plan of a year; the one that is there is mended."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OfficeError(f"年度 {year} 不对", remedy="请填四位年份")
    for key in ("accepted", "activists", "candidates"):
        if (values.get(key) or 0) < 0:
            raise OfficeError("计划人数不能小于 0", remedy="请核对人数，没有计划的留空")
    wanted = select(Quota).where(Quota.organisation_id == organisation_id, Quota.year == year)
    row = session.execute(wanted).scalar_one_or_none()
    if row is None:
        row = Quota(organisation_id=organisation_id, year=year)
        session.add(row)
    for key, value in values.items():
        setattr(row, key, value)
    session.flush()
    return row


def begin_pairing(session: Session, person_id: int, kind: str, start: Day, **more: Any) -> Pairing:  # noqa: ANN401 -- fields
    """Begin 双培 of somebody (OfficeError where one of the kind still runs)."""
    running = select(Pairing).where(
        Pairing.person_id == person_id, Pairing.kind == kind, Pairing.end.is_(None)
    )
    if session.execute(running).first():
        raise OfficeError(f"已在“{kind}”中", remedy="请先结束原来的一段，或更正它")
    made = Pairing(person_id=person_id, kind=kind, start=start, **more)
    session.add(made)
    session.flush()
    return made


def end_pairing(session: Session, row: Pairing, on: Day, outcome: str) -> None:
    """End 双培 with what came of it."""
    if on.first < row.start.first:
        raise OfficeError(f"结束日期 {on} 早于开始日期 {row.start}", remedy="请核对日期")
    if not clean(outcome):
        raise OfficeError("没有写培养结果", remedy="请写一句，如“2026-06 成为预备党员”")
    row.end, row.outcome = on, clean(outcome)
    session.flush()
