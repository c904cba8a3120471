"""Files that were written: said in the bar, with the ways to them, and found again later."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.ui.outside import open_file, open_folder, open_or_say
from partyoffice.ui.prefs import Prefs

if TYPE_CHECKING:
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.messages import Messages

RECENT, MOST = "exports.recent", 20


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
        ("打开文件", partial(open_or_say, messages, path, open_file)),
        ("打开所在文件夹", partial(open_or_say, messages, path, open_folder)),
    )
    messages.inform(what, f"{path.name}。{sentence}", *links)
