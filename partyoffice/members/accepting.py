"""Accepting cells of a list that was held against the roster: one change, one step to undo."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.cancel import Cancelled
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.intake.answers import remember
from partyoffice.intake.staging import copying
from partyoffice.intake.target import Difference, Row, Verdict
from partyoffice.members import taking
from partyoffice.members.actions import check_change, holding
from partyoffice.members.comparing import Cell, Comparison, Progress
from partyoffice.members.queries import Line, histories
from partyoffice.members.rules import Fact as History
from partyoffice.part import Fact
from partyoffice.store.backup import Reason
from partyoffice.store.office import Office

BACKED_UP = 0.2
DATED = {
    "category": History.CATEGORY, "branch": History.BRANCH, "group": History.GROUP,
    "party_status": History.STATUS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was written; ``import_id`` names the step."""

    import_id: int | None
    cells: int
    people: int


def refusals(session: Session, cells: Iterable[Cell], on: date) -> dict[tuple[int, str], str]:
    """Return why some cells cannot be written from a day on, by their place."""
    found = {}
    for cell in cells:
        fact = DATED.get(cell.about.key)
        if cell.why_not:
            found[cell.place] = cell.why_not
        elif fact is not None and (why := _dated(session, cell, fact, Day.of(on))):
            found[cell.place] = why
    return found


def _dated(session: Session, cell: Cell, fact: History, on: Day) -> str:
    rows = histories(session, cell.person)
    old = holding(rows, fact, on)
    if old is not None and old.start == on:
        return ""  # what began on that very day is mended
    try:
        check_change(cell.who, rows, _line(cell, fact, on))
    except OfficeError as error:
        return error.what
    return ""


def _line(cell: Cell, fact: History, on: Day) -> Line:
    return Line(cell.person, str(fact), str(cell.value), None, on, None, taking.CHANGED, "")


def accept(
    office: Office,
    comparison: Comparison,
    cells: Sequence[Cell],
    facts: Sequence[Fact],
    on: date,
    progress: Progress | None = None,
) -> Accepted:
    """Write the list's values of these cells in one step that can be undone; a copy is made before.

    Raises OfficeError for a cell that cannot be written, and where the office changed since.
    """
    staged = comparison.staged
    if not cells:
        raise OfficeError("没有勾选要接受的内容", remedy="请先勾选，再按“接受”")
    if office.last_seq != staged.seq:
        raise OfficeError("核对之后数据又改过", remedy="请重新核对这份名单")
    with office.reading() as session:
        if why := refusals(session, cells, on):
            raise OfficeError(
                f"有 {len(why)} 处不能接受：{next(iter(why.values()))}", remedy="请去掉这些勾再接受"
            )
    _tell(progress, 0.0, "正在备份")
    office.back_up(Reason.IMPORT, None, copying(progress, BACKED_UP))
    rows = _rows(cells)
    with office.change(f"核对名单：{staged.file}", kind="import") as session:
        taking.take_changed(session, rows, on, step=_steps(progress, len(rows)))
        for row in rows:
            taking.take_facts(session, row, facts)
        remember(session, staged.mark, staged.columns.answered)
    return Accepted(office.last_seq if office.last_seq != staged.seq else None, len(cells), len(rows))


def _rows(cells: Sequence[Cell]) -> list[Row]:
    """Return the accepted cells as rows of an import that hold nothing else."""
    by_person: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_person[cell.person].append(cell)
    rows = []
    for person, group in by_person.items():
        row = Row(group[0].row, {cell.about.key: cell.value for cell in group}, record_id=person)
        row.verdict = Verdict.CHANGED
        row.differences = [Difference(cell.about.title, cell.here, cell.there) for cell in group]
        rows.append(row)
    return rows


def _tell(progress: Progress | None, share: float, text: str) -> None:
    if progress and not progress(share, text):
        raise Cancelled


def _steps(progress: Progress | None, count: int) -> Callable[[str], None]:
    done = 0

    def step(name: str) -> None:
        nonlocal done
        done += 1
        _tell(progress, BACKED_UP + (1 - BACKED_UP) * done / (count + 1), f"正在写入 {name}")

    return step
