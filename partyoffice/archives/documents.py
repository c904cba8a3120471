"""The register of issued papers, as a paper and as a sheet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from partyoffice.archives.queries import Entry
from partyoffice.archives.queries import register as entries_of
from partyoffice.members.card import stamp
from partyoffice.members.queries import everyone, inside
from partyoffice.organisation.records import SCHOOL
from partyoffice.part import Wish
from partyoffice.reports.document import Column, Document, Page, Table
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "出具登记簿"
HEADS = (
    Column("序号", 3, kind="number"),
    Column("编号", 10),
    Column("表", 10, "left"),
    Column("对象", 12, "left"),
    Column("日期", 6, kind="date"),
    Column("经办人", 5),
    Column("说明", 12, "left"),
    Column("份数", 3, kind="number"),
    Column("状态", 12, "left"),
)


def register_of(session: "Session", entries: Sequence[Entry], title: str, *, plain: bool = False) -> Document:
    """Return lines of the register as a document; ``plain`` is a sheet to work on."""
    rows = [
        (at, one.number, one.paper, one.subject, one.on, one.handler, one.note, one.printed, one.state)
        for at, one in enumerate(entries, 1)
    ]
    table = Table(HEADS, rows, empty="没有出具过")
    if plain:
        return Document(title, (table,))
    void = sum(one.void for one in entries)
    school = str(settings.get(session, SCHOOL)) + ("（示例数据）" if stamp(session) else "")
    lines = (school, f"共 {len(entries)} 件，作废 {void} 件")
    return Document(title, (table,), Page(landscape=True), lines=lines)


def register(session: "Session", wish: Wish) -> Document:
    """Return the register of a year; a branch narrows it to papers about its people."""
    year = wish.year or wish.on.year
    entries = entries_of(session, year)
    if wish.branch is not None:
        here = {one.id for one in inside(session, everyone(session, wish.on, columns=("name",)), wish.branch)}
        entries = [one for one in entries if one.person_id in here]
    return register_of(session, entries, wish.title or f"{year} 年{TITLE}", plain=wish.plain)
