"""Files that were written: said in the bar, opened, or shown in their folder, and found again later."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from partyoffice.core import clock
from partyoffice.ui.prefs import Prefs

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.messages import Messages

RECENT, MOST = "exports.recent", 20


def open_file(path: Path) -> bool:
    """Open a file with the program the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_folder(path: Path) -> bool:
    """Open the folder that holds a file."""
    return open_file(path.parent)


def recent(prefs: Prefs) -> list[dict[str, Any]]:
    """Return the last files written, newest first: ``path``, ``title``, ``at``; nothing of their contents."""
    kept: list[object] = prefs.get(RECENT, [])
    return [one for one in kept if isinstance(one, dict) and {"path", "title", "at"} <= one.keys()]


def note_written(prefs: Prefs, path: Path, title: str) -> None:
    """Keep a file among the last ones; the same path stands once."""
    one = {"path": str(path), "title": title, "at": f"{clock.now():%Y-%m-%d %H:%M}"}
    others = [kept for kept in recent(prefs) if kept["path"] != one["path"]]
    prefs.put(RECENT, [one, *others][:MOST])


def tell_written(
    desk: "Desk", path: Path, title: str, what: str, sentence: str = "", voice: "Messages | None" = None
) -> None:
    """Say what was written and offer the file and its folder; ``title`` names it in 最近导出.

    ``voice`` is the bar of the dialog where the work is, where one is still open.
    """
    note_written(desk.prefs, path, title)
    messages = voice or desk.messages
    links = (
        ("打开文件", partial(_open, messages, path, open_file)),
        ("打开所在文件夹", partial(_open, messages, path, open_folder)),
    )
    messages.inform(what, f"{path.name}。{sentence}", *links)


def _open(messages: "Messages", path: Path, opener: Any) -> None:  # noqa: ANN401 -- open_file or open_folder
    """Open, or say why nothing opens."""
    if not path.exists():
        messages.warn("文件已移动", f"{path.name} 不在 {path.parent} 了，可能已改名、移动或删除。")
    elif not opener(path):
        messages.warn("没有打开", f"这台电脑没有打开 {path.suffix} 文件的程序，文件在 {path.parent}。")
