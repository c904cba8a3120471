"""核对 and 全部核对: a copy, or every one, is opened and checked whole beside the window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.app.backup_list import count_words
from partyoffice.app.entering import ask_door
from partyoffice.app.lists_out import steps
from partyoffice.app.restoring import door_of
from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, inspection, journal
from partyoffice.store.engine import Door
from partyoffice.store.inspection import State, Verdict
from partyoffice.store.keys import PasswordError
from partyoffice.ui import tasks

if TYPE_CHECKING:
    from partyoffice.app.backups import BackupDialog
    from partyoffice.store.backup import Copy

Facts = dict[str, Any]
Then = Callable[[Door, Facts], object]


def judge(dialog: "BackupDialog", title: str, path: Path, then: Then, found: Door | None = None) -> None:
    """Check a copy whole, then go on with its door and its facts.

    Where it lies under another password, that is asked first (``found`` is the door it gave); one that is not
    sound is refused with the next good one in its place.
    """

    def work(progress: tasks.Progress) -> tuple[Door, Facts]:
        door = found or door_of(dialog.window_, path)
        return door, backup.verify(door, steps(progress, path.name))

    try:
        door, facts = tasks.wait(dialog, title, work)
    except PasswordError as asked:
        ask_door(dialog, path, asked, partial(judge, dialog, title, path, then), dialog.refuse)
    except OfficeError as error:
        refuse_copy(dialog, error, path)
    except Cancelled:
        return
    else:
        then(door, facts)


def restorable(dialog: "BackupDialog", then: Then) -> Then:
    """Return what goes on with a copy that was judged, only where this program can restore it."""

    def go_on(door: Door, facts: Facts) -> None:
        try:
            backup.must_be_known(door, facts)
        except OfficeError as error:
            dialog.refuse(error)
        else:
            then(door, facts)

    return go_on


def refuse_copy(dialog: "BackupDialog", error: OfficeError, path: Path) -> None:
    """Refuse a copy that is not sound, with the next good one to take in its place."""
    office = dialog.window_.office
    try:
        work = lambda _progress: backup.next_good(office.door, office.path, path)  # noqa: E731 -- runs in the thread
        other: Copy | None = tasks.wait(dialog, "正在找完好的备份", work)
    except (OfficeError, Cancelled):  # what is wrong with the chosen one is told below
        other = None
    if other is None:
        dialog.refuse(error)
    else:
        way = (f"改用 {other.called}", partial(dialog.restore_from, other.path, other.called))
        dialog.messages.refuse(error, way)


def tell_sound(dialog: "BackupDialog", name: str, facts: Facts) -> None:
    """Say that a copy is sound, and how far it goes."""
    head = journal.head_words(facts["head"], facts["chain"])
    dialog.messages.inform(
        "备份完好", f"{name}：{count_words(facts)}，操作记录到{head}，各页、关联和校验值都已核对。"
    )


def check_all(dialog: "BackupDialog") -> None:
    """Open every copy and check it whole; what was found stays, stopped or not."""
    office, copies = dialog.window_.office, list(dialog.copies)

    def work(progress: tasks.Progress) -> list[Verdict]:
        told = steps(progress, f"{len(copies)} 份备份，一份一份打开核对")
        return inspection.inspect_all(office.door, office.uuid, copies, told)

    def stopped() -> None:
        dialog.load()
        dialog.messages.inform("已停下", "核对过的都记住了；没有核对的，这个月程序会自己接着核对。")

    tasks.run(dialog, "正在核对全部备份", work, lambda found: _told(dialog, found), dialog.refuse, stopped)


def _told(dialog: "BackupDialog", found: list[Verdict]) -> None:
    dialog.load()
    bad = [one for one in found if one.bad]
    if bad:
        tell_bad(dialog, bad, found)
        return
    sealed = sum(one.state is State.SEALED for one in found)
    more = f"其中 {sealed} 份是另一个密码的，没有打开，内容与备份时相同。" if sealed else ""
    dialog.messages.inform("全部备份完好", f"{len(found)} 份都已打开，各页、关联和校验值都已核对。{more}")


def tell_bad(dialog: "BackupDialog", bad: list[Verdict], found: list[Verdict]) -> None:
    """Name every bad copy with what to do about it; the list marks them too."""
    lines = [f"{one.copy.called}：{one.state}。{inspection.advice(one, found)}。" for one in bad]
    dialog.messages.warn(
        f"有 {len(bad)} 份备份不能用", lines[0] if len(lines) == 1 else "选中那一份，怎么办写在列表下面。",
        detail="\n".join(lines),
    )  # fmt: skip
