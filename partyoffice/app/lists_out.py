"""Papers made on the spot: written off the window's thread, shown in the preview, saved where asked."""

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from partyoffice.app.home import SEVERITIES
from partyoffice.app.opening_files import tell_written
from partyoffice.core import cancel, clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.finding import Finding
from partyoffice.reports.document import Column, Document, Page, Table
from partyoffice.ui.desk import Desk
from partyoffice.ui.messages import Messages
from partyoffice.ui.tasks import Progress

HEADS = (
    Column("序号", 2, kind="number"),
    Column("轻重", 3),
    Column("对象", 5),
    Column("发现的问题", 18, "left"),
    Column("依据", 12, "left"),
)


def findings_document(pairs: Sequence[tuple[str, Finding]]) -> Document:
    """Return the list of findings as a paper."""
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
    return Document(
        "数据体检清单", (Table(HEADS, rows, empty="没有发现问题"),), Page(landscape=True), lines=lines
    )


@cache
def _private() -> tempfile.TemporaryDirectory[str]:
    """Return a folder only this user can read; it goes with the program."""
    return tempfile.TemporaryDirectory(prefix="partyoffice-")


def private_path(name: str) -> Path:
    """Return a path for a paper that is only looked at; every preview has its own folder."""
    return Path(tempfile.mkdtemp(dir=_private().name)) / name


def steps(progress: Progress, word: str) -> cancel.Progress:
    """Turn the window's progress into the one papers tell."""
    return lambda done, total: progress(done, total, word)


def show_preview(desk: Desk, document: Document, title: str) -> None:
    """Write a document into a private file and show it as it will be printed."""
    from partyoffice.reports.write import write

    path = private_path(f"{title}.pdf")
    desk.run_task(
        f"正在排版 {title}",
        lambda progress: write(document, path, progress=steps(progress, "排版")),
        lambda _pages: open_preview(desk, path, title),
    )


def open_preview(desk: Desk, path: Path, title: str, note: str = "") -> None:
    """Show a PDF; a copy can be saved from there."""
    from partyoffice.ui.preview import Preview

    ask = lambda name: desk.ask_save_path("pdf", "另存为 PDF", name, "pdf")  # noqa: E731 -- one line, used once
    preview = Preview(path, title, ask, note=note, parent=desk.window)
    preview.open()


def save_document(desk: Desk, document: Document, purpose: str, name: str) -> None:
    """Ask where, then write an Excel sheet."""
    from partyoffice.reports.write import write

    path = desk.ask_save_path(purpose, f"导出{name}", f"{name}_{clock.today()}.xlsx", "xlsx")
    if path is not None:
        desk.run_task(
            f"正在导出 {path.name}",
            lambda progress: write(document, path, progress=steps(progress, "导出")),
            lambda _rows: tell_written(desk.messages, path, f"已导出{name}"),
            None,
            ("另存为 -1", lambda: _save_beside(desk.messages, document, path)),
        )


def _save_beside(messages: Messages, document: Document, path: Path) -> None:
    from partyoffice.reports.write import write

    beside = path.with_name(f"{path.stem}-1{path.suffix}")
    try:
        write(document, beside)
    except OfficeError as error:
        messages.refuse(error)
    else:
        tell_written(messages, beside, "已导出")
