"""A password set, changed or taken away: the office is let go, written anew as a task, opened in place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.app.recovery import seal_first
from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.store import encryption, lock
from partyoffice.store.engine import Door
from partyoffice.store.keys import Key
from partyoffice.ui import crash, tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from partyoffice.app.office_window import OfficeWindow

ELSEWHERE = "U 盘等别处的备份仍是原来的样子（没有加密，或用以前的密码），请找出来重新备份，旧的销毁。"
STOPPED = "“备份”文件夹里的备份没有全部改好"
Rewrite = Callable[[Door], Door]


@dataclass(slots=True)
class Outcome:
    """What came of it: the new door, the copies that could not be made so, what stopped it before its end."""

    door: Door
    left: list[Path] = field(default_factory=list)
    stopped: Exception | None = None


def rekey(dialog: "QDialog", window: "OfficeWindow", done: str, rewrite: Rewrite) -> None:
    """Rewrite the office of a window and its copies; ``done`` says what then is, such as 已设置密码.

    Whatever fails, the office is opened again as it was, with 密码与加密 over it that says why.
    """
    door = window.office.door
    window.stop_reading()
    window.office.release()
    window.setEnabled(False)
    work = partial(_work, door, rewrite)
    tasks.run(
        dialog, "正在改密码", work, partial(_reopen, window, done, door), partial(_failed, window, door)
    )


def _work(door: Door, rewrite: Rewrite, progress: tasks.Progress) -> Outcome:
    held = lock.take(door.path)
    try:
        progress(0, 0, "正在改写数据文件并核对，这一步不能停")
        return _copies(rewrite(door), door.key, progress)
    finally:
        lock.free(door.path, held)


def _copies(made: Door, old: Key | None, progress: tasks.Progress) -> Outcome:
    told = lambda done, total: progress(done, total, "正在改“备份”里的备份")  # noqa: E731 -- one line, used once
    try:
        return Outcome(made, encryption.convert_copies(made, old, told))
    except Exception as error:  # ruff: ignore[blind-except] -- told when the office, which has its new key, is open
        return Outcome(made, stopped=error)


def _window_of(window: "OfficeWindow", door: Door) -> Any:  # noqa: ANN401 -- a window, or the start page's refusal
    """Open the office anew in place of a window that let it go; None where that fails, and it is told."""
    window.setEnabled(True)
    window.leaving = True
    try:
        return window.program.open(door.path, door.key)
    except OfficeError as error:
        window.program.show_start(error)
        return None


def _failed(window: "OfficeWindow", door: Door, error: OfficeError) -> None:
    fresh = _window_of(window, door)
    if fresh is not None:
        fresh.dialogs.open("encryption").refuse(error)


def _reopen(window: "OfficeWindow", done: str, old: Door, found: Outcome) -> None:
    fresh = _window_of(window, found.door)
    if fresh is None:
        return
    tell(fresh, done, found, old.key)
    seal_first(fresh)


def tell(window: "OfficeWindow", done: str, found: Outcome, old: Key | None) -> None:
    """Say what was done, what of the copies is left and how to go on, and what nobody here can reach."""
    if found.stopped is not None:
        window.messages.warn(done, f"{STOPPED}。", ("接着改", partial(go_on, window, done, old)))
        if crash.refusal_of(found.stopped) is None and not isinstance(found.stopped, Cancelled):
            crash.report(found.stopped)
    elif found.left:
        names = "、".join(path.name for path in found.left)
        window.messages.warn(done, f"这些备份改不了（已损坏，或用别的密码）：{names}。{ELSEWHERE}")
    else:
        window.messages.inform(done, f"“备份”文件夹里的备份也一样。{ELSEWHERE}")


def go_on(window: "OfficeWindow", done: str, old: Key | None) -> None:
    """Bring the rest of the copies under the office's key; ``old`` is what they are under."""
    work = lambda progress: _copies(window.office.door, old, progress)  # noqa: E731 -- runs in the thread
    said = lambda found: tell(window, done, found, old)  # noqa: E731 -- one line, used once
    tasks.run(window, "正在改备份", work, said, window.messages.refuse)
