"""The papers of a person's folder: ticked off for one or several people, described, scanned."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.development.records import Material
from partyoffice.development.rules.archive import BY_CODE
from partyoffice.store import attachments

CORE_PLACE, BRANCH_PLACE = "人事档案", "支部文书"
MOST_PAGES = 2000


def keep_material(session: Session, person_id: int, code: str, values: Mapping[str, Any]) -> Material:
    """Write down how one listed paper lies in a folder; the row that is there is mended."""
    if code not in BY_CODE:
        raise OfficeError(f"材料清单里没有代码“{code}”", remedy="清单以外的材料请用“新增其他材料”")
    pages = values.get("pages")
    if pages is not None and not 0 <= pages <= MOST_PAGES:
        raise OfficeError(f"页数 {pages} 不对", remedy=f"请填 0 至 {MOST_PAGES} 的整数")
    row = _row(session, person_id, code)
    if row is None:
        row = Material(person_id=person_id, code=code, name=BY_CODE[code].name, kept_at=usual_place(code))
        session.add(row)
    for key, value in values.items():
        setattr(row, key, value)
    session.flush()
    return row


def usual_place(code: str) -> str:
    """Return where a paper usually goes: the six into the 人事档案, all else stays with the branch."""
    return CORE_PLACE if BY_CODE[code].item else BRANCH_PLACE


def _row(session: Session, person_id: int, code: str) -> Material | None:
    wanted = select(Material).where(Material.person_id == person_id, Material.code == code)
    return session.execute(wanted.order_by(Material.id)).scalars().first()


def tick(session: Session, ids: Sequence[int], code: str, *, present: bool = True) -> int:
    """Say of several people at once that a paper is there, or is not; return how many that changed."""
    changed = 0
    for person in ids:
        row = _row(session, person, code)
        if (row is not None and row.present) != present:
            keep_material(session, person, code, {"present": present})
            changed += 1
    return changed


def add_other(session: Session, person_id: int, name: str, values: Mapping[str, Any]) -> Material:
    """Add a paper that the list does not name."""
    if not name.strip():
        raise OfficeError("没有填写材料名称", remedy="请填写材料名称")
    row = Material(person_id=person_id, name=name.strip())
    for key, value in values.items():
        setattr(row, key, value)
    session.add(row)
    session.flush()
    return row


def attach_scan(session: Session, row: Material, name: str, content: bytes) -> None:
    """Keep the scan of a paper with it; whoever has a scan has the paper."""
    kept = attachments.keep(session, name, content)
    row.scan, row.scan_name, row.present = kept.digest, kept.name, True
    session.flush()
