"""搬到本机硬盘: an office found in a synchronised or network folder is moved where it is safe (R10)."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, files, places
from partyoffice.store.engine import Door
from partyoffice.ui import tasks

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

MOVED = "（已搬走）"


def move(window: "OfficeWindow") -> None:
    """Ask, then copy the office to the proposed disk, verify the copy and open it."""
    old, new = window.office.path, places.proposed() / window.office.path.name
    if new.exists():
        window.messages.refuse(
            OfficeError(
                f"“{new.name}”在 {new.parent} 里已经有了", remedy="请先核对那里的文件，再决定用哪一份"
            )
        )
        return
    sentence = (
        f"复制到 {new.parent}，核对无误后改用那里的文件；原来的文件改名为“{left_name(old).name}”，不删除。"
    )
    if window.messages.ask("搬到本机硬盘？", sentence, "搬过去", "留在这里"):
        work = partial(_copy, window.office.door, new)
        tasks.run(window, "正在搬到本机硬盘", work, partial(_change, window, old), window.messages.refuse)


def left_name(old: Path) -> Path:
    """Return what the file left behind is called, so that nobody opens it by mistake."""
    return old.with_name(f"{old.stem}{MOVED}{old.suffix}")


def _copy(door: Door, new: Path, _progress: Any) -> Path:  # noqa: ANN401 -- the one step of this job
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.refusal(error, new.parent, "新建文件夹") from error
    with files.replaced(new) as draft:
        backup.copy(door, draft)
        backup.verify(door.at(draft))
    return new


def _change(window: "OfficeWindow", old: Path, new: Path) -> None:
    window.leaving = True  # what the closing copy would hold lies in the new place already
    program = window.program
    try:
        program.open(new, window.office.door.key)
    except OfficeError as error:
        window.leaving = False
        window.messages.refuse(error)
        return
    left = left_name(old)
    try:
        files.replace(old, left)
    except OSError:
        left = old
    shown: Any = program.shown
    shown.messages.inform("已搬到本机硬盘", f"现在用的是 {new}；原来的文件和备份还在原处：{left.name}。")
