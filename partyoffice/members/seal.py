"""封存: a year's roster kept as it was handed in, and what differs from it later."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import SealedRoster

Rows = dict[int, list[str]]


@dataclass(frozen=True, slots=True)
class Divergence:
    """One difference of today's reckoning from the sealed year."""

    person_id: int
    name: str
    column: str
    sealed: str
    now: str


def seal(session: Session, year: int, headings: list[str], rows: Rows, pdf_sha256: str = "") -> SealedRoster:
    """Keep a year's roster (OfficeError before the year's end, or when it is sealed already)."""
    if clock.today() < date(year, 12, 31):
        raise OfficeError(f"{year} 年还没有结束，不能封存", remedy="请在 12 月 31 日或以后再封存")
    if sealed_of(session, year) is not None:
        raise OfficeError(
            f"{year} 年的名册已经封存", remedy="更正会作为差异列出；如确需重做，请先撤销那次封存"
        )
    kept = SealedRoster(
        roster="members", year=year, sealed=clock.stamp(), headings=headings, people=list(rows),
        rows=list(rows.values()), pdf_sha256=pdf_sha256,
    )  # fmt: skip
    session.add(kept)
    return kept


def sealed_of(session: Session, year: int) -> SealedRoster | None:
    """Return the sealed roster of a year, or None."""
    wanted = select(SealedRoster).where(SealedRoster.year == year, SealedRoster.roster == "members")
    return session.execute(wanted).scalars().first()


def differences(kept: SealedRoster, headings: list[str], now: Rows) -> list[Divergence]:
    """Compare a sealed year with today's reckoning of the same day, cell by cell."""
    then = dict(zip(kept.people, kept.rows, strict=True))
    name_at = kept.headings.index("姓名")
    found = [Divergence(p, row[name_at], "整行", "在册", "不在册") for p, row in then.items() if p not in now]
    found += [
        Divergence(p, row[headings.index("姓名")], "整行", "不在册", "在册")
        for p, row in now.items()
        if p not in then
    ]
    for person_id in then.keys() & now.keys():
        today = dict(zip(headings, now[person_id], strict=True))
        for heading, old in zip(kept.headings, then[person_id], strict=True):
            new = today.get(heading, old)
            if heading != "序号" and new != old:
                found.append(Divergence(person_id, then[person_id][name_at], heading, old, new))
    return sorted(found, key=lambda one: (one.person_id, one.column))
