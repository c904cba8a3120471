"""Papers made on the spot: written off the window's thread, shown in the preview, saved where asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from partyoffice.app.home import SEVERITIES
from partyoffice.app.opening_files import tell_written
from partyoffice.app.print_work import Printed, print_document
from partyoffice.core import cancel, clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.part import Wish
from partyoffice.reports.document import Column, Document, Page, Table
from partyoffice.store import scratch
from partyoffice.ui import tasks
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Link
from partyoffice.ui.print_options import Check
from partyoffice.ui.sheet_choice import kept_page
from partyoffice.ui.tasks import Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from partyoffice.ui.preview import Preview

SAMPLE = "示例数据"
HEADS = (
    Column("序号", 2, kind="number"),
    Column("轻重", 3),
    Column("对象", 5),
    Column("发现的问题", 18, "left"),
    Column("依据", 12, "left"),
)


def findings_document(pairs: Sequence[tuple[str, Finding]], nothing: str = "没有发现问题") -> Document:
    """Return the list of findings as a paper; ``nothing`` stands where there are none."""
    rows = [
        (
            at,
            SEVERITIES[one.severity][1],
            one.who,
            f"{one.message}{f'（{one.arithmetic}）' if one.arithmetic else ''}",
            one.article,
        )
        for at, (_part, one) in enumerate(pairs, 1)
    ]
    lines = (f"核对日期：{clock.today()}", f"共 {len(rows)} 项")
    return Document("数据体检清单", (Table(HEADS, rows, empty=nothing),), Page(landscape=True), lines=lines)


def private_path(name: str) -> Path:
    """Return a path for a paper that is only looked at; every preview has its own folder."""
    return scratch.folder() / name


def file_stem(text: str) -> str:
    """Return a text as a file name may be: what no system allows becomes a blank."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", text).strip(" .")[:80] or "打印"


def steps(progress: Progress, word: str) -> cancel.Progress:
    """Turn the window's progress into the one papers tell."""
    return lambda done, total: progress(done, total, word)


def marked(desk: Desk, document: Document) -> Document:
    """Return a paper as it is printed from here: one from a sample says so above its table."""
    if not desk.name_prefix or any(SAMPLE in line for line in document.lines):
        return document
    return replace(document, lines=(*document.lines, SAMPLE))


def show_preview(desk: Desk, document: Document, title: str, code: str = "", note: str = "") -> None:
    """Write a document into a private file and show it as it will be printed."""
    _lay_out(desk, marked(desk, document), title, note, code or title)


def _lay_out(
    desk: Desk,
    document: Document,
    title: str,
    note: str,
    code: str,
    former: "Preview | None" = None,
    first: Sequence[Check] = (),
) -> None:
    """Lay a list out on the paper kept for it; the preview takes the place of a former one."""
    path, page = private_path(f"{file_stem(title)}.pdf"), kept_page(desk.prefs, code, document.page)
    work = lambda progress: print_document(document, path, steps(progress, "排版"), page, first)  # noqa: E731 -- runs in the thread
    done = lambda printed: open_preview(desk, printed, title, note, code, former)  # noqa: E731 -- one line, used twice
    if former is None:
        desk.run_task(f"正在排版 {title}", work, done)
    else:
        tasks.run(former, f"正在排版 {title}", work, done, former.messages.refuse)


def open_preview(
    desk: Desk,
    done: Printed,
    title: str,
    note: str = "",
    code: str = "",
    former: "Preview | None" = None,
    over: "QWidget | None" = None,
) -> "Preview":
    """Show a PDF, over the window or another dialog; a list can be laid out on another paper from there."""
    from partyoffice.ui.preview import Preview
    from partyoffice.ui.sheet_choice import SheetEditor

    document = done.document
    sheet = SheetEditor(document.page, desk.prefs, code) if document is not None else None

    preview = Preview(
        done.path,
        title,
        lambda name: desk.ask_save_path("pdf", "另存为 PDF", name, "pdf"),
        desk.prefs,
        note=note,
        checks=done.checks,
        names=done.people,
        code=code,
        sheet=sheet,
        parent=over or desk.window,
    )
    if sheet is not None and document is not None:
        sheet.chosen.connect(lambda: _lay_out(desk, document, title, "", code, preview, done.first))
    if former is not None:
        preview.setGeometry(former.geometry())
        former.reject()
    preview.saved = lambda path: tell_written(desk, path, title, "已另存", voice=preview.messages)
    preview.open()
    return preview


def save_document(desk: Desk, document: Document, purpose: str, name: str) -> None:
    """Ask where, then write an Excel sheet."""
    path = desk.ask_save_path(purpose, f"导出{name}", f"{name}_{clock.today()}.xlsx", "xlsx")
    if path is not None:
        save_into(desk, document, purpose, name, path)


def save_into(desk: Desk, document: Document, purpose: str, name: str, path: Path) -> None:
    """Write a paper as an Excel sheet where the user wants it."""
    from partyoffice.reports.write import write

    document = marked(desk, document)
    desk.run_task(
        f"正在导出 {path.name}",
        lambda progress: write(document, path, progress=steps(progress, "导出")),
        lambda _rows: tell_written(desk, path, name, f"已导出{name}"),
        None,
        *ways_out(
            path,
            lambda to: save_into(desk, document, purpose, name, to),
            lambda: save_document(desk, document, purpose, name),
        ),
    )


def ways_out(path: Path, write: Callable[[Path], object], ask: Callable[[], object]) -> tuple[Link, ...]:
    """Return what can be done where a file could not be written: it may be open in WPS, the disk full."""
    beside = free_name(path)
    return (
        ("重试", lambda: write(path)),
        (f"另存为 {beside.name}", lambda: write(beside)),
        ("换一个文件夹", ask),
    )


def free_name(path: Path) -> Path:
    """Return the name with -1, -2 … that is not taken in its folder."""
    return next(
        beside for at in count(1) if not (beside := path.with_name(f"{path.stem}-{at}{path.suffix}")).exists()
    )


def must_have_rows(document: Document, wish: Wish) -> None:
    """Refuse the empty sheet that a list of other people would give."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if wish.only is not None and tables and not list(tables[-1].rows):
        raise OfficeError("列表中的人都不在这份名册里", remedy="请换一份名册，或去掉“只含列表中的人”")
