"""Scenes of what comes in and goes out: the preview of an import, of papers, and slow work."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

from partyoffice.showcase.stage import Stage

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

INVENTED = 60
PEOPLE = 4


def import_preview(stage: Stage) -> Iterator[QWidget]:
    """Show the preview of a sheet with some of everything, and its first fault."""
    path = stage.scratch / "党员名册（教务处）.xlsx"
    invent_sheet(stage.window, path)
    stage.page("members")
    shown = stage.window.dialogs.open("import", path=path)
    stage.settle()
    if shown is not None:
        yield shown
        listed = shown.preview.list
        if listed.lines.lines:
            listed.setCurrentIndex(listed.lines.index(1 if len(listed.lines.lines) > 1 else 0))
            yield shown
        stage.fold(shown)


def invent_sheet(window: "OfficeWindow", path: Path) -> None:
    """Write part of the roster with some cells changed, so that every verdict occurs."""
    from partyoffice.app.wishes import rosters
    from partyoffice.core import clock
    from partyoffice.part import Wish
    from partyoffice.reports.document import Document, Table
    from partyoffice.reports.write import write

    roster = next(iter(rosters().values()))
    with window.office.reading() as session:
        made = roster.build(session, Wish(clock.today(), masked=False, plain=True))
    table = next(block for block in made.blocks if isinstance(block, Table))
    keys = {field.title: field.key for field in roster.columns}
    titles = [keys.get(column.title, "") for column in table.columns]
    rows = [_changed(at, list(row), titles) for at, row in enumerate(list(table.rows)[:INVENTED])]
    write(Document(made.title, (Table(table.columns, rows),)), path, plain=True)


def _changed(at: int, row: list[Any], keys: list[str]) -> tuple[Any, ...]:
    """Return a row as a careless colleague might have sent it; the last column is our own number."""
    places = {key: place for place, key in enumerate(keys)}
    if at % 9 == 2:
        row[places["phone"]] = "13900001234"
    if at % 17 == 5:
        row[places["joined"]] = "2019.2.30"
    if at % 19 == 7:
        row[places["id_number"]] = "330099199003070010"
    if at % 13 == 4:
        row[places["name"]], row[places["id_number"]], row[-1] = f"林知夏{'甲乙丙丁戊'[at // 13]}", "", ""
    return tuple(row)


def _shown_preview(stage: Stage) -> Iterator[QWidget]:
    from partyoffice.ui.preview import Preview

    stage.settle()
    for shown in stage.window.findChildren(Preview):
        stage.rest(20)  # the pages of the strip come one by one
        yield shown
        stage.fold(shown)


def form_preview(stage: Stage) -> Iterator[QWidget]:
    """Show the forms of some people as they will be printed."""
    model = stage.page("members").grid.model
    ids = [model.record_id(row) for row in range(min(PEOPLE, model.rowCount()))]
    shown = stage.window.dialogs.open("print", ids=ids)
    yield shown
    shown.on_preview(skip=False)  # gives way to the preview
    yield from _shown_preview(stage)


def list_preview(stage: Stage) -> Iterator[QWidget]:
    """Show the list as it will be printed."""
    stage.page("members")
    stage.window.actions_table["file.print"].trigger()
    yield from _shown_preview(stage)


def progress(stage: Stage) -> Iterator[QWidget]:
    """Show slow work on its way."""
    from partyoffice.ui.tasks import TaskDialog

    title = "正在导出 第一党支部（文科）_在册党员名册_2026-11-20.xlsx"
    shown = TaskDialog(title, stage.window, lambda: None)
    shown.move_on(37, 200, "正在写入 阿依古丽·买买提")
    shown.show()
    yield shown
    shown.over = True
    stage.fold(shown)


ISSUED = (
    ("党员证明信", "mem-04", "青中党证〔$year〕$number号", "林知夏", "当面领取"),
    ("党员证明信", "mem-04", "青中党证〔$year〕$number号", "阿依古丽·买买提", ""),
    (
        "组织关系介绍信",
        "tra-01",
        "青中党介〔$year〕$number号",
        "沈砚秋",
        "转入青禾市第三中学党总支，纸质信交本人",
    ),
    ("党员证明信", "mem-04", "青中党证〔$year〕$number号", "方砚舟", ""),
    ("函调证明材料的函", "dev-11", "", "中共青禾市望禾区委教育工作委员会", "挂号寄出"),
)


def issued(stage: Stage) -> Iterator[QWidget]:
    """Show the register with some of everything, and ask why a paper is made void."""
    _issue(stage.window)
    stage.page("members")
    shown: Any = stage.window.dialogs.open("issued", issued=2)
    yield shown
    shown.on_void()
    asked = next(one for one in shown.children() if isinstance(one, QDialog) and one.isVisible())
    yield asked
    stage.fold(asked)
    shown.line.setText("没有这个人")
    yield shown
    stage.fold(shown)


def _issue(window: "OfficeWindow") -> None:
    from partyoffice.archives import actions
    from partyoffice.archives.rules import Series
    from partyoffice.core import clock
    from partyoffice.core.dates import Day

    office, day = window.office, Day.of(clock.today())
    made = []
    for paper, code, pattern, subject, note in ISSUED:
        row = Series(paper, pattern=pattern) if pattern else None
        with office.change(f"出具 {paper}：{subject}") as session:
            made.append(
                actions.issue_paper(
                    session, code=code, paper=paper, subject=subject, on=day, series=row, note=note
                )
            )
            actions.count_print(session, made[-1], 2 if note else 1)
    office.undo()
    office.redo()
    with office.change("作废") as session:
        actions.void_paper(session, session.merge(made[0]), "写错姓名，已收回")
    with office.change("出具") as session:
        actions.issue_paper(
            session,
            code="mem-04",
            paper="党员证明信",
            subject="顾临舟",
            on=day,
            series="党员证明信",
            number=12,
        )
    office.undo()
