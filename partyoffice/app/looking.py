"""Looking into a copy: its window is read-only, says so, and leads back to the present office."""

from functools import partial
from typing import TYPE_CHECKING, Any

from partyoffice.app.lists_out import private_path
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, migrate, revisions
from partyoffice.store.backup import Copy
from partyoffice.store.engine import Door
from partyoffice.store.office import Office
from partyoffice.ui import tasks
from partyoffice.ui.menus import Action

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

BACK = "返回现在的数据"


def look_into(window: "OfficeWindow", copy: Copy, behind: Door) -> None:
    """Show a verified copy in place of the present office, which is let go as if the program ended.

    ``behind`` is the door of the copy, whose password may be another. Raises OfficeError where the copy
    cannot be opened; the window then stays as it is.
    """
    door = window.office.door
    opened = tasks.wait(window, "正在打开备份", lambda _progress: _opened(behind))
    shown: Any = window.program.take(opened, lasting=False)
    _say_so(shown, copy, partial(_back, shown, door))


def _opened(door: Door) -> Office:
    """Open a copy for reading; one of an older program is upgraded as a copy of its own."""
    if migrate.revision_of(door) != revisions.known()[-1]:
        older, door = door, door.at(private_path(door.path.name))
        backup.copy(older, door.path)
        Office.open(door.path, door.key).release()
    return Office.open(door.path, door.key, writing=False)


def _say_so(window: "OfficeWindow", copy: Copy, back: Any) -> None:  # noqa: ANN401 -- a slot
    told = f"{copy.made:%Y-%m-%d %H:%M} 的备份（{copy.reason}）"
    window.header.wear(f"预览：{told}，只读", BACK)
    window.on_leave_sample, window.looking = back, True
    _offer_way_back(window, back)
    for part in (window.status.mark, window.status.backup):  # it has no copies of its own
        part.hide()
    sentence = "可以查看、打印、导出，不能修改。现在的数据没有改动，关闭程序再打开也是现在的数据。"
    window.messages.clear()  # that it is read-only has its reason here
    window.messages.inform(f"正在看 {told}", sentence, (BACK, back))


def _offer_way_back(window: "OfficeWindow", back: Any) -> None:  # noqa: ANN401 -- a slot
    """Set the way back into 文件 where the way to or from the sample stands."""
    table = window.actions_table
    menu, other = table.menus["file"], table["file.leave" if window.sample else "file.sample"]
    table.add([Action("file.back", BACK, back, "file", "arrow-left")])
    menu.insertAction(other, table["file.back"])
    menu.removeAction(other)


def _back(window: "OfficeWindow", door: Door) -> None:
    try:
        window.program.open(door.path, door.key)
    except OfficeError as error:
        window.messages.refuse(error)


def not_here(window: "OfficeWindow") -> None:
    """Say that what the user asks for belongs to the present office."""
    way = (BACK, window.leave_sample)
    window.messages.inform("正在看一份备份", "请先返回现在的数据，再做这一步。", way)
