"""存储位置不可用: the stick was pulled out, the share or disk is gone; nothing is tried for ever."""

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.typed_text import typed_in
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, engine, faults, files, places, whereabouts
from partyoffice.store.backup import Copy, Reason
from partyoffice.store.office import Office
from partyoffice.ui import tasks
from partyoffice.ui.controls import button, label, primary
from partyoffice.ui.desk import KINDS
from partyoffice.ui.rights import rest

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

TITLE = "存储位置不可用"
UNSAVED = "-未保存的内容.txt"


class StorageWatch(QObject):
    """Hears, from whatever thread, that the office is out of reach, and says so once in the window."""

    lost = Signal()

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window)
        self.window, self.dialog = window, None
        self.lost.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.listen()

    dialog: "StorageDialog | None"

    def listen(self) -> None:
        """Hear from now on."""
        self.deaf = faults.hear(self._heard)

    def stop(self) -> None:
        """Hear no more: the file is about to be let go."""
        self.deaf()
        self.deaf = lambda: None

    def _heard(self, path: Path) -> None:
        if path == self.window.office.path:
            self.lost.emit()

    def _show(self) -> None:
        if self.dialog is not None or self.window.leaving:
            return
        self.dialog = StorageDialog(self.window, QApplication.activeModalWidget() or self.window)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None


def reach_again(office: Office) -> None:
    """Read the office where it lies; OfficeError while it is gone, or where other data lie there now."""
    engine.identify(office.door)
    if backup.whose_and_head(office.door) != (office.uuid, office.last_seq):
        raise OfficeError(
            "这个位置上的数据和打开着的不一样", remedy="请插回原来的 U 盘；已经换过文件的，请重新打开程序"
        )
    office.hold_again()


def save_here(office: Office, typed: list[str], target: Path, _progress: Any) -> str:  # noqa: ANN401 -- one step
    """Save what is typed as text, and a checked copy of the office where it can still be read.

    Where it cannot, the newest sound copy that this PC knows of is saved instead. Returns what was saved;
    raises OfficeError where that is nothing.
    """
    saved = []
    if typed:
        text = target.with_name(f"{target.stem}{UNSAVED}")
        with files.replaced(text, "另存") as draft:
            draft.write_text("\n".join(typed), encoding="utf-8-sig")
        saved.append(f"正在填的内容存成了“{text.name}”")
    try:
        saved.append(_save_office(office, target))
    except OfficeError as error:
        if not saved:
            raise
        saved.append(f"{error.what}，也没有找到完好的备份")
    return "；".join(saved)


def _save_office(office: Office, target: Path) -> str:
    try:
        engine.identify(office.door)
        backup.make(office.door, Reason.HAND, target)
    except OfficeError:
        newest = whereabouts.newest_sound(office.path, office.uuid)
        if newest is None:
            raise
        return _save_copy(office, newest, target)
    return f"全部数据存成了“{target.name}”，已核对"


def _save_copy(office: Office, newest: Copy, target: Path) -> str:
    """Save a copy under a name that says how far it goes."""
    target = target.with_name(f"{target.stem}-到第{newest.seq}号操作{target.suffix}")
    with files.replaced(target, "另存") as draft:
        shutil.copyfile(newest.path, draft)
        if files.digest(draft) != newest.note["sha256"]:
            raise OfficeError(f"“{newest.path.name}”没有读全", remedy="请再试一次")
    behind = office.last_seq - newest.seq
    late = f"，比打开着的少 {behind} 步操作" if behind > 0 else "，打开着的每一步都在里面"
    where = f"{newest.made:%Y-%m-%d %H:%M} 在 {newest.path.parent} 的完好备份"
    return f"原位置读不到了，{where}另存成了“{target.name}”{late}"


class StorageDialog(FramedDialog):
    """重试, 另存到本机, 关闭程序; what is typed stays where it is."""

    topic = "rescue"

    def __init__(self, window: "OfficeWindow", over: QWidget) -> None:
        super().__init__(over, TITLE, 560, 240)
        self.window_ = window
        body = QVBoxLayout()
        body.setContentsMargins(20, 20, 20, 16)
        body.setSpacing(8)
        where = window.office.path.parent
        body.addWidget(label(f"读写不了 {where}", "bold", wraps=True))
        body.addWidget(label("多半是 U 盘拔出了、网络断了，或磁盘出了故障。", "label", wraps=True))
        body.addWidget(label("以前存好的都在那里；这一步没有存，正在填的内容还在窗口里。", wraps=True))
        body.addWidget(label("插好 U 盘或接通网络，再按“重试”。", wraps=True))
        body.addStretch(1)
        self.go = primary("重试", self.on_retry)
        self.here = button("另存到本机…", self.on_save)
        self.set_body(body, action_bar(button("关闭程序", self.on_quit), None, self.here, self.go))
        self.go.setFocus()

    def on_retry(self) -> None:
        """Reach for the file once more."""
        try:
            reach_again(self.window_.office)
        except OfficeError as error:
            self.refuse(error)
            return
        finally:
            if not self.window_.office.writing:  # others opened it meanwhile
                rest(self.window_)
        self.accept()
        self.window_.messages.inform("存储位置又可以用了", "刚才没有存成的那一步，请再存一次。")

    def on_save(self) -> None:
        """Save what there still is on this PC."""
        office = self.window_.office
        name = f"{office.path.stem}-{clock.now():%Y%m%d-%H%M}.dangwu"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "另存到本机", str(places.proposed() / name), KINDS["dangwu"]
        )
        if chosen:
            work = partial(save_here, office, self.taken_along(), Path(chosen))
            tasks.run(self, "正在另存", work, partial(self._saved, Path(chosen)), self.refuse)

    def taken_along(self) -> list[str]:
        """Return what is typed; of an encrypted office only by an explicit yes, for the text is plain."""
        typed = typed_in(self.window_)
        if typed and self.window_.office.door.key is not None:
            sentence = "正在填的内容只能存成没有加密的文本文件，谁打开都看得到；不存也还留在窗口里。"
            return (
                typed if self.messages.ask("把正在填的内容存成明文？", sentence, "存成明文", "不存") else []
            )
        return typed

    def _saved(self, target: Path, told: str) -> None:
        self.messages.inform("已另存到本机", f"{told}，在 {target.parent}。")

    def on_quit(self) -> None:
        """Leave; there is nowhere to make the last copy."""
        self.accept()
        self.window_.leaving = True
        self.window_.close()
