"""Taking back one action of any time, with what had to be kept said in the bar."""

from typing import TYPE_CHECKING

from partyoffice.store.undo import Reverted
from partyoffice.ui import tasks
from partyoffice.ui.desk import copying

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

NAMED = 6


def revert(window: "OfficeWindow", seq: int, *, partly: bool) -> None:
    """Take an action back off the window's thread; ``partly`` keeps what was changed since."""
    office = window.office

    def work(progress: tasks.Progress) -> Reverted:
        return office.revert(seq, partly=partly, progress=copying(progress))

    tasks.run(window, "正在撤销", work, lambda done: told(window, done), window.messages.refuse)


def told(window: "OfficeWindow", done: Reverted) -> None:
    """Say what was taken back and what was kept."""
    what = f"已撤销，恢复 {done.restored} 条"
    if not done.kept:
        window.messages.inform(what, "其余数据没有改动。")
        return
    shown = "、".join(done.kept[:NAMED]) + (f" 等 {len(done.kept)} 条" if len(done.kept) > NAMED else "")
    window.messages.warn(what, f"之后又改过的保留不动：{shown}。", detail="\n".join(done.kept))
