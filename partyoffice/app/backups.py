"""备份与恢复: the copies of this office, making one now or elsewhere, checking, restoring."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from partyoffice.app.dialog_frame import FramedDialog, action_bar
from partyoffice.app.opening_files import open_file
from partyoffice.app.quiet import Reader
from partyoffice.app.restoring import restore
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, files
from partyoffice.store.backup import Copy, Reason
from partyoffice.ui import tasks
from partyoffice.ui.controls import bar, button, frame, label, link, primary
from partyoffice.ui.desk import KINDS
from partyoffice.ui.empty import Empty
from partyoffice.ui.grid import Grid
from partyoffice.ui.marks import Mark
from partyoffice.ui.table_model import NUMBER, Column, TableModel

if TYPE_CHECKING:
    from partyoffice.app.office_window import OfficeWindow

SOUND, CHANGED, UNKNOWN = "完好", "与校验值不一致", "没有校验记录"
STATES = {SOUND: Mark.DONE, CHANGED: Mark.LATE, UNKNOWN: Mark.WARN}
COUNTED = {"person": "人"}


def size_words(size: int) -> str:
    """Return a file's size in KB or MB."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, size // 1024)} KB"


def count_words(note: dict[str, Any]) -> str:
    """Return what a copy's note counts, such as 214 人."""
    rows = note.get("rows", {})
    return "，".join(f"{rows[table]} {unit}" for table, unit in COUNTED.items() if table in rows)


def state_of(copy: Copy) -> str:
    """Compare a copy's bytes with the digest noted when it was made."""
    if not copy.note.get("sha256"):
        return UNKNOWN
    return SOUND if files.digest(copy.path) == copy.note["sha256"] else CHANGED


Pair = tuple[Copy, str]
COLUMNS = (
    NUMBER,
    Column("made", "时间", lambda pair: f"{pair[0].made:%Y-%m-%d %H:%M}", sample="2026-11-20 09:12"),
    Column("reason", "缘由", lambda pair: pair[0].reason, sample="恢复前"),
    Column("count", "内容", lambda pair: count_words(pair[0].note), align="right", sample="20000 人"),
    Column(
        "seq",
        "操作号",
        lambda pair: str(pair[0].seq),
        sort=lambda pair: pair[0].seq,
        align="right",
        sample="000123",
    ),
    Column(
        "size",
        "大小",
        lambda pair: size_words(pair[0].size),
        sort=lambda pair: pair[0].size,
        align="right",
        sample="1200.0 MB",
    ),
    Column(
        "state",
        "核对",
        lambda pair: pair[1] or "正在核对",
        mark=lambda pair: STATES.get(pair[1], Mark.SOON),
        sample=CHANGED,
    ),
)


class BackupDialog(FramedDialog):
    """The list of copies, newest first; the red button restores the chosen one."""

    topic = "backup"

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window, "备份与恢复", 820, 500)
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
            button("备份到其他位置", self.on_elsewhere),
            None,
            link("打开备份文件夹", self.on_folder),
        )
        command = frame("command", top)
        command.setFixedHeight(48)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(command)
        body.addWidget(self.grid, 1)
        note = bar(
            label(f"备份放在“{folder.name}”文件夹，随数据文件一起。最好每月再备份一次到 U 盘。", "cap"), None
        )
        note.setContentsMargins(16, 6, 16, 6)
        body.addLayout(note)
        self.check = button("核对", self.on_check)
        self.back = primary("恢复到这一份", self.on_restore, "history")
        other = link("从其他位置恢复", self.on_restore_other)
        self.set_body(body, action_bar(other, None, button("关闭", self.reject), self.check, self.back))
        self.grid.current_changed.connect(lambda _id: self._follow())
        self.load()

    def load(self) -> None:
        """Read the list; digests are compared in the background."""
        self.copies = backup.copies(self.window_.office.path)
        self._show([""] * len(self.copies))
        copies = list(self.copies)
        self.reader.read(lambda: [state_of(copy) for copy in copies])
        self.window_.show_backup()

    def _show_states(self, states: list[str]) -> None:
        self._show(states)

    def _show(self, states: list[str]) -> None:
        pairs = list(zip(self.copies, states, strict=True))
        self.grid.model.fill(pairs, range(1, len(pairs) + 1))
        self.grid.choice.settle()
        self._follow()

    def _follow(self) -> None:
        reason = "" if self.copy() else "还没有备份"
        self.check.block(reason)
        self.back.block(reason)

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
        self.messages.inform(
            "备份完好", f"{copy.path.name}：{count_words(facts)}，各页、关联和校验值都已核对。"
        )

    def on_folder(self) -> None:
        """Open the folder of the copies."""
        open_file(backup.folder_of(self.window_.office.path))

    # Restoring ---------------------------------------------------------------------------

    def on_restore(self) -> None:
        """Go back to the chosen copy."""
        copy = self.copy()
        if copy is not None:
            self._restore(copy.path, f"{copy.made:%Y-%m-%d %H:%M}（{copy.reason}）")

    def on_restore_other(self) -> None:
        """Go back to a copy that lies elsewhere."""
        start = str(self.window_.desk.folder("backup"))
        chosen, _ = QFileDialog.getOpenFileName(self, "从其他位置恢复", start, KINDS["dangwu"])
        if chosen:
            self._restore(Path(chosen), Path(chosen).name)

    def _restore(self, path: Path, name: str) -> None:
        try:
            backup.verify(self.window_.office.door.at(path))
        except OfficeError as error:
            self.refuse(error)
            return
        sentence = (
            f"当前数据会先另存为一份备份（恢复前），再换成 {name} 的内容。此后所做的改动不在恢复后的数据里。"
        )
        if self.messages.ask("恢复到这一份？", sentence, "恢复", "不恢复"):
            window = self.window_
            self.reader.stop()
            self.accept()
            restore(window, path)

    def done(self, result: int) -> None:
        """Wait for the background reading before the dialog goes."""
        self.reader.stop()
        super().done(result)
