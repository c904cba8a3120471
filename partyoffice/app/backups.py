"""备份与恢复: the copies of this office, making one now or elsewhere, checking, restoring."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from partyoffice.app.backup_list import COLUMNS, Listed, count_words, judged
from partyoffice.app.copy_checks import check_all, judge, restorable, tell_sound
from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.lists_out import steps
from partyoffice.app.looking import look_into
from partyoffice.app.plain_copy import save_plain
from partyoffice.app.quiet import Reader
from partyoffice.app.restoring import restore
from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, inspection, places, rehearsal, shelf
from partyoffice.store.backup import Copy, Reason
from partyoffice.store.engine import Door
from partyoffice.store.rehearsal import Rehearsal
from partyoffice.ui import tasks
from partyoffice.ui.controls import bar, button, frame, label, link, primary
from partyoffice.ui.desk import KINDS
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.outside import open_file
from partyoffice.ui.rights import writes
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
        self.listed: list[Listed] = []
        self.reader = Reader(self._show, self._not_judged, self)
        self.grid = Grid(TableModel(COLUMNS), unit="份")
        self.grid.empty = lambda: Empty(
            "save", "还没有备份", "退出程序、导入和升级之前会自动备份。", (("立即备份", self.on_now),)
        )
        self.grid.keep_in(window.prefs, "backup.columns")
        folder = backup.folder_of(window.office.path)
        self.tries = button("演练恢复", self.on_rehearse), button("全部核对", self.on_check_all)
        top = bar(
            button("立即备份", self.on_now, "save"),
            button("备份到 U 盘", self.on_stick),
            button("备份到其他位置", self.on_elsewhere),
            *self.tries,
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
        self.note = label("", "cap", wraps=True)
        self.where = f"备份放在“{folder.name}”文件夹，随数据文件一起。最好每月再备份一次到 U 盘。"
        self.go_on = button("已核对，继续清理旧备份", self.on_go_on)
        below = bar(self.note, self.go_on, margins=(16, 6, 16, 6))
        below.setStretch(0, 1)
        body.addLayout(below)
        self.check, self.look = button("核对", self.on_check), button("预览", self.on_look)
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
        self._show([Listed(one) for one in self.copies])
        paths = [one.path for one in self.copies]
        self.grid.choice.go_to(1 + (paths.index(before.path) if before and before.path in paths else 0))
        copies, office = list(self.copies), self.window_.office
        self.reader.read(lambda: judged(office.door, copies, office.uuid))
        self.window_.show_backup()

    def _tell(self) -> None:
        """Say what to do about the current copy, that none goes since a restore, or where the copies are."""
        paused = shelf.paused(self.window_.office.path)
        self.go_on.setVisible(paused)
        rest = "恢复过备份：旧备份暂不自动清理，核对无误后请按右边。" if paused else self.where
        self.note.setText(self._advice() or rest)

    def _advice(self) -> str:
        number = self.grid.choice.current_id()
        one = self.listed[number - 1] if 0 < number <= len(self.listed) else None
        if one is None or one.state is None:
            return ""
        verdicts = [
            inspection.Verdict(each.copy, each.state, each.on or clock.today())
            for each in self.listed
            if each.state
        ]
        mine = next(each for each in verdicts if each.copy == one.copy)
        said = inspection.advice(mine, verdicts)
        return f"{one.copy.called}：{said}。" if said else ""

    @writes
    def on_go_on(self) -> None:
        """Let old copies go again; the user has looked at what was restored."""
        shelf.go_on(self.window_.office.path)
        self._tell()
        self.messages.inform("已恢复自动清理", "下一次备份时起，按“最近的都留、越旧越稀”清理旧备份。")

    def _not_judged(self, error: OfficeError) -> None:
        self._show([Listed(one, failed=True) for one in self.copies])
        self.refuse(error)

    def _show(self, listed: list[Listed]) -> None:
        self.listed = listed
        self.grid.model.fill(listed, range(1, len(listed) + 1))
        self._follow()

    def _follow(self) -> None:
        reason = "" if self.copy() else "还没有备份"
        for part in (*self.tries, self.check, self.look, self.back):
            part.block(reason)
        self._tell()

    def copy(self) -> Copy | None:
        """Return the copy under the cursor."""
        number = self.grid.choice.current_id()
        return self.copies[number - 1] if 0 < number <= len(self.copies) else None

    # Copies ------------------------------------------------------------------------------

    @writes
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
        work = lambda progress: office.back_up(Reason.HAND, to, steps(progress, "写完以后重新读出核对"))  # noqa: E731 -- runs in the thread
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
        copy = self.copy()
        if copy is not None:
            then = lambda _door, facts: tell_sound(self, copy.path.name, facts)  # noqa: E731 -- one line, used once
            judge(self, "正在核对", copy.path, then)

    def on_check_all(self) -> None:
        """Open every copy and check it whole."""
        check_all(self)

    def on_folder(self) -> None:
        """Open the folder of the copies."""
        open_file(backup.folder_of(self.window_.office.path))

    # Trying and looking ------------------------------------------------------------------

    @writes
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
        told = f"{found.copy.called} 已试着恢复、打开、清点：{counted}，与备份时一致；临时文件已删除。"
        self.messages.inform("演练恢复通过", told)

    def on_look(self) -> None:
        """Look into the chosen copy; nothing can be changed there."""
        copy = self.copy()
        if copy is not None and self.window_.may_go():
            judge(self, "正在核对", copy.path, lambda door, _facts: self._look(copy, door))

    def _look(self, copy: Copy, door: Door) -> None:
        window = self.window_
        self.reader.stop()
        self.accept()
        try:
            look_into(window, copy, door)
        except OfficeError as error:
            window.messages.refuse(error)
        except Cancelled:  # the window goes
            return

    def on_plain(self) -> None:
        """Save everything as sheets and JSON that need no program of ours."""
        save_plain(self)

    # Restoring ---------------------------------------------------------------------------

    @writes
    def on_restore(self) -> None:
        """Go back to the chosen copy."""
        copy = self.copy()
        if copy is not None:
            self.restore_from(copy.path, copy.called)

    @writes
    def on_restore_other(self) -> None:
        """Go back to a copy that lies elsewhere."""
        start = str(self.window_.desk.folder("backup"))
        chosen, _ = QFileDialog.getOpenFileName(self, "从其他位置恢复", start, KINDS["dangwu"])
        if chosen:
            self.restore_from(Path(chosen), Path(chosen).name)

    def restore_from(self, path: Path, name: str) -> None:
        """Go back to a copy, once it was found sound, after a question."""
        judge(self, "正在核对", path, restorable(self, partial(self._restore, name)))

    def _restore(self, name: str, copy: Door, facts: dict[str, Any]) -> None:
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
