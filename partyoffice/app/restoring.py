"""Putting a copy in the office's place: let go, swap under the lock, open again."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.app import rescue_work
from partyoffice.app.trouble import meet
from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.store import entrance
from partyoffice.store.engine import Door
from partyoffice.ui import tasks

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow


def door_of(window: "OfficeWindow", copy: Path) -> Door:
    """Return the door of a copy as far as the office's own key goes: one without a password needs none."""
    return entrance.door(copy, window.office.door.key, plain_too=True)


def _swap(copy: Door, office: Door, progress: tasks.Progress) -> Path:
    progress(0, 0, "先另存现在的数据，再换上备份，这一步不能停")
    return rescue_work.restore(copy, office)


def restore(window: "OfficeWindow", copy: Door) -> None:
    """Restore a copy and open the office anew; whatever fails, the present office is opened again."""
    page = window.page()
    if page is not None and not page.may_leave():
        return
    program, door = window.program, window.office.door
    window.stop_reading()
    window.office.release()
    window.leaving = True
    refused: OfficeError | None = None
    aside = door.path
    try:
        aside = tasks.wait(window, "正在恢复", partial(_swap, copy, door))
    except OfficeError as error:
        refused = error
    except Cancelled:  # the window goes, and what stands in the place of the office is whole
        return
    try:
        program.open(door.path, door.key)
    except OfficeError as error:
        if not meet(program, door.path, door, error):
            program.show_start(error)
        return
    fresh: Any = program.shown
    if refused is not None:
        fresh.messages.refuse(refused)
    else:
        words = f"恢复前的数据另存为“{aside.name}”。旧备份暂不清理：核对数据以后，请在“备份与恢复”中确认。"
        fresh.messages.inform("已恢复", words, ("备份与恢复", partial(fresh.dialogs.open, "backups")))
