"""备份与恢复: the copies of this office, making one now or elsewhere, checking, restoring."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from partyoffice.app.backup_list import COLUMNS, count_words, name_of, state_of
from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.entering import ask_door
from partyoffice.app.looking import look_into
from partyoffice.app.plain_copy import save_plain
from partyoffice.app.quiet import Reader
from partyoffice.app.restoring import door_of, restore
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, journal, places, rehearsal, shelf
from partyoffice.store.backup import Copy, Reason
from partyoffice.store.engine import Door
from partyoffice.store.keys import PasswordError
from partyoffice.store.rehearsal import Rehearsal
from partyoffice.ui import tasks
from partyoffice.ui.controls import bar, button, frame, label, link, primary
from partyoffice.ui.desk import KINDS
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.outside import open_file
from partyoffice.ui.table_model import TableModel

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

STICK_FOLDER = "党务备份"


class BackupDialog(FramedDialog):
    """The list of copies, newest first; the red button restores the chosen one."""

    topic = "backup"

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window, "备份与恢复", 860, 520)
        self.window_ = window
        self.copies: list[Copy] = []
        self.reader = Reader(self._show_states, self.refuse, self)
        self.grid = Grid(TableModel(COLUMNS), unit="份")
        self.grid.empty = lambda: Empty(
            "save", "还没有备份", "退出程序、导入和升级之前会自动备份。", (("立即备份", self.on_now),)
        )
        self.grid.keep_in(window.prefs, "backup.columns")
        folder = backup.folder_of(window.office.path)
        top = bar(
            button("立即备份", self.on_now, "save"),
            button("备份到 U 盘", self.on_stick),
            button("备份到其他位置", self.on_elsewhere),
            button("演练恢复", self.on_rehearse),
            None,
            link("另存明文", self.on_plain),
            link("打开备份文件夹", self.on_folder),
        )
        command = frame("command", top)
        command.setFixedHeight(48)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(command)
        body.addWidget(self.grid, 1)
        self.note = label("", "cap")
        self.where = f"备份放在“{folder.name}”文件夹，随数据文件一起。最好每月再备份一次到 U 盘。"
        self.go_on = button("已核对，继续清理旧备份", self.on_go_on)
        body.addLayout(bar(self.note, None, self.go_on, margins=(16, 6, 16, 6)))
        self.check = button("核对", self.on_check)
        self.look = button("预览", self.on_look)
        self.back = primary("恢复到这一份", self.on_restore, "history")
        other = link("从其他位置恢复", self.on_restore_other)
        self.set_body(
            body, action_bar(other, None, button("关闭", self.reject), self.check, self.look, self.back)
        )
        self.grid.current_changed.connect(lambda _id: self._follow())
        self.grid.opens = True
        self.grid.opened.connect(lambda _id: self.on_look())
        self.load()
        if self.copies:
            self.grid.body.setFocus()

    def load(self) -> None:
        """Read the list, the same copy chosen as before; digests are compared in the background."""
        before = self.copy()
        self.copies = backup.copies(self.window_.office.path)
        self._show([""] * len(self.copies))
        paths = [one.path for one in self.copies]
        self.grid.choice.go_to(1 + (paths.index(before.path) if before and before.path in paths else 0))
        self._show_pause()
        copies, uuid = list(self.copies), self.window_.office.uuid
        self.reader.read(lambda: [state_of(copy, uuid) for copy in copies])
        self.window_.show_backup()

    def _show_pause(self) -> None:
        """Say that no copy goes since a restore, with the way on; else where the copies are."""
        paused = shelf.paused(self.window_.office.path)
        self.go_on.setVisible(paused)
        self.note.setText("恢复过备份：旧备份暂不自动清理，核对无误后请按右边。" if paused else self.where)

    def on_go_on(self) -> None:
        """Let old copies go again; the user has looked at what was restored."""
        shelf.go_on(self.window_.office.path)
        self._show_pause()
        self.messages.inform("已恢复自动清理", "下一次备份时起，按“最近的都留、越旧越稀”清理旧备份。")

    def _show_states(self, states: list[str]) -> None:
        self._show(states)

    def _show(self, states: list[str]) -> None:
        pairs = list(zip(self.copies, states, strict=True))
        self.grid.model.fill(pairs, range(1, len(pairs) + 1))
        self._follow()

    def _follow(self) -> None:
        reason = "" if self.copy() else "还没有备份"
        for part in (self.check, self.look, self.back):
            part.block(reason)

    def copy(self) -> Copy | None:
        """Return the copy under the cursor."""
        number = self.grid.choice.current_id()
        return self.copies[number - 1] if 0 < number <= len(self.copies) else None

    # Copies ------------------------------------------------------------------------------

    def on_now(self) -> None:
        """Make a copy now, beside the office."""
        self._make(None)

    def on_elsewhere(self) -> None:
        """Make a copy on a stick or another disk, verified there."""
        office = self.window_.office.path
        name = f"{office.stem}-{clock.now():%Y%m%d-%H%M}.dangwu"
        path = self.window_.desk.ask_save_path("backup", "备份到其他位置", name, "dangwu")
        if path is not None:
            self._make(path)

    def on_stick(self) -> None:
        """Make a copy on the stick that is plugged in, verified there; asked only where there are several."""
        found = places.sticks()
        if len(found) != 1:
            what = "没有找到 U 盘" if not found else f"插着 {len(found)} 个 U 盘"
            way = ("选择位置", self.on_elsewhere)
            self.messages.warn(what, "插好以后再按一次，或者自己选择位置。", way)
            return
        folder, office = found[0] / STICK_FOLDER, self.window_.office.path
        with suppress(OSError):  # the copy itself says what the stick refuses
            folder.mkdir(exist_ok=True)
        self._make(folder / f"{office.stem}-{clock.now():%Y%m%d-%H%M}.dangwu")

    def _make(self, to: Path | None) -> None:
        office = self.window_.office
        work = lambda _progress: office.back_up(Reason.HAND, to)  # noqa: E731 -- the one step of this job
        tasks.run(
            self, "正在备份", work, lambda copy: self._made(copy, elsewhere=to is not None), self.refuse
        )

    def _made(self, copy: Copy, *, elsewhere: bool) -> None:
        where = (
            f"{copy.path.parent}，已在那里重新读出并核对，可以安全拔出。"
            if elsewhere
            else "已重新读出并核对。"
        )
        self.messages.inform("已备份", f"{copy.path.name}，{where}")
        self.load()

    def on_check(self) -> None:
        """Check the chosen copy whole: digest, pages, links."""
        copy, door = self.copy(), self.window_.office.door
        if copy is None:
            return
        work = lambda _progress: backup.verify(door.at(copy.path))  # noqa: E731 -- the one step of this job
        tasks.run(self, "正在核对", work, lambda facts: self._checked(copy, facts), self.refuse)

    def _checked(self, copy: Copy, facts: dict[str, Any]) -> None:
        head = journal.head_words(facts["head"], facts["chain"])
        self.messages.inform(
            "备份完好",
            f"{copy.path.name}：{count_words(facts)}，操作记录到{head}，各页、关联和校验值都已核对。",
        )

    def on_folder(self) -> None:
        """Open the folder of the copies."""
        open_file(backup.folder_of(self.window_.office.path))

    # Trying and looking ------------------------------------------------------------------

    def on_rehearse(self) -> None:
        """Restore the newest copy for trial, count, throw it away, and remember the result."""
        office = self.window_.office
        work = lambda _progress: rehearsal.rehearse(office.door)  # noqa: E731 -- the one step of this job
        tasks.run(self, "正在演练恢复", work, self._rehearsed, self.refuse)

    def _rehearsed(self, found: Rehearsal) -> None:
        try:
            rehearsal.remember(self.window_.office, found)
        except OfficeError as error:
            self.refuse(error)
            return
        counted = count_words(found.copy.note)
        told = f"{name_of(found.copy)} 已试着恢复、打开、清点：{counted}，与备份时一致；临时文件已删除。"
        self.messages.inform("演练恢复通过", told)

    def on_look(self) -> None:
        """Look into the chosen copy; nothing can be changed there."""
        copy, window = self.copy(), self.window_
        if copy is None or not window.may_go():
            return
        try:
            backup.verify(window.office.door.at(copy.path))
        except OfficeError as error:
            self._refuse_copy(error, copy.path)
            return
        self.reader.stop()
        self.accept()
        try:
            look_into(window, copy)
        except OfficeError as error:
            window.messages.refuse(error)

    def on_plain(self) -> None:
        """Save everything as sheets and JSON that need no program of ours."""
        save_plain(self)

    # Restoring ---------------------------------------------------------------------------

    def on_restore(self) -> None:
        """Go back to the chosen copy."""
        copy = self.copy()
        if copy is not None:
            self._restore(copy.path, name_of(copy))

    def on_restore_other(self) -> None:
        """Go back to a copy that lies elsewhere."""
        start = str(self.window_.desk.folder("backup"))
        chosen, _ = QFileDialog.getOpenFileName(self, "从其他位置恢复", start, KINDS["dangwu"])
        if chosen:
            self._restore(Path(chosen), Path(chosen).name)

    def _refuse_copy(self, error: OfficeError, path: Path) -> None:
        """Refuse a copy that is not sound, with the next good one to take in its place."""
        office = self.window_.office
        other = backup.next_good(office.door, office.path, path)
        if other is None:
            self.refuse(error)
        else:
            way = (f"改用 {name_of(other)}", partial(self._restore, other.path, name_of(other)))
            self.messages.refuse(error, way)

    def _restore(self, path: Path, name: str, found: Door | None = None) -> None:
        """Go back to a copy after a question; its own password is asked where it has another."""
        try:
            copy = found or door_of(self.window_, path)
            facts = backup.verify(copy)
        except PasswordError as asked:
            ask_door(self, path, asked, partial(self._restore, path, name), self.refuse)
            return
        except OfficeError as error:
            self._refuse_copy(error, path)
            return
        foreign = (
            "" if facts["uuid"] == self.window_.office.uuid else "这份备份属于另一个数据文件，请先确认。"
        )
        sentence = (
            f"{foreign}当前数据会先另存为一份备份（恢复前），再换成“{name}”的内容："
            f"{count_words(facts)}，到第 {facts['head']} 号操作。此后所做的改动不在恢复后的数据里。"
        )
        if self.messages.ask("恢复到这一份？", sentence, "恢复", "不恢复"):
            window = self.window_
            self.reader.stop()
            self.accept()
            restore(window, copy)

    def done(self, result: int) -> None:
        """Wait for the background reading before the dialog goes."""
        self.reader.stop()
        super().done(result)
