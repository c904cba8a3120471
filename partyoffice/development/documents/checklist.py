"""One person's whole file on paper: the 25 steps with their days, each material there or lacking."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from partyoffice.core.errors import OfficeError
from partyoffice.development.queries import file_of
from partyoffice.development.queries.folders import Folder, PaperRow, folder_of, papers
from partyoffice.development.rules.archive import SIX
from partyoffice.development.rules.file import File
from partyoffice.development.rules.steps import STEPS
from partyoffice.members.card import stamp
from partyoffice.organisation.records import SCHOOL
from partyoffice.reports.document import Cell, Column, Document, Page, Paragraph, Table
from partyoffice.store import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = "入党材料清单"
COLUMNS = (
    Column("步骤", 12, "left"),
    Column("办理日期", 6, kind="date"),
    Column("代码", 4),
    Column("材料", 16, "left"),
    Column("有无", 4),
    Column("形成日期", 6, kind="date"),
    Column("页数", 3, kind="number"),
    Column("原件", 4),
    Column("存放处", 6),
    Column("备注", 8, "left"),
)
HAVE, LACK, AHEAD = "有", "缺", "未到"


def checklist(session: "Session", person_id: int, on: date) -> Document:
    """Return the list of one person (OfficeError for somebody who is not in the books)."""
    file = file_of(session, person_id, on)
    if file is None:
        raise OfficeError("这个人不在名册里", remedy="请在列表中另选一人")
    mine = papers(session, on, [person_id])
    school = str(settings.get(session, SCHOOL)) + ("（示例数据）" if stamp(session) else "")
    lacking = sum(one.lacking for one in mine)
    lines = (school, f"{on}　已有 {sum(one.present for one in mine)} 份，到目前缺 {lacking} 份")
    table = Table(COLUMNS, list(_rows(file, mine)))
    note = Paragraph(_told(folder_of(session, person_id, on)), "note", "left")
    return Document(f"{file.name} {TITLE}", (table, note), Page(landscape=True), lines=lines)


def _rows(file: File, mine: Sequence[PaperRow]) -> Iterator[tuple[Cell, ...]]:
    """Yield each step with its materials, a step without any on a line of its own; others at the end."""
    yield from (_row("各步", None, one) for one in mine if not one.step and one.code)
    for number, name in STEPS.items():
        step, day = f"{number} {name}", file.day(number)
        papers_here = [one for one in mine if one.step == number]
        yield from (
            _row(step if at == 0 else "", day if at == 0 else None, one) for at, one in enumerate(papers_here)
        )
        if not papers_here:
            yield (step, day, "", "", "", None, None, "", "", "")
    yield from (_row("其他", None, one) for one in mine if not one.code)


def _row(step: str, day: Cell, one: PaperRow) -> tuple[Cell, ...]:
    has = HAVE if one.present else LACK if one.due else AHEAD
    row = one.row
    if row is None:
        return (step, day, one.code, one.name, has, None, None, "", "", "")
    about = (row.formed, row.pages, row.copy, row.kept_at, row.note)
    return (step, day, one.code, one.name, has, *about)


def _told(folder: Folder) -> str:
    """Return what stands under the list: the six, the share, days that do not agree."""
    without = f"，缺{'、'.join(folder.six)}" if folder.six else ""
    six = f"存档六种已有 {len(SIX) - len(folder.six)} 种{without}"
    shares = "" if folder.due_percent is None else f"；到目前应有的已齐 {folder.due_percent}%"
    return "\n".join((f"{six}{shares}。", *(f"{one.message}。" for one in folder.findings)))
