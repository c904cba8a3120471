"""打不开时, of an office a newer program saved: looked at without a change, or the copies from before."""

from glob import escape
from pathlib import Path

from PySide6.QtWidgets import QWidget

from partyoffice import plain
from partyoffice.app.rescuing import RescuePage
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, engine, newer
from partyoffice.ui.controls import Button, button, primary
from partyoffice.ui.empty import Empty
from partyoffice.ui.outside import open_file, open_or_say

CANNOT = "新版本改动了原有的内容，这个程序看不懂"
RESTORE = "用这一份备份代替现在的文件？"
BEFORE = (
    "{name}以后登记的内容不在里面。现在的文件另外留在“备份”里，装了新版本可以再恢复它。"
    "要接着用新登记的内容，请安装新版本，不用恢复。"
)


class NewerPage(RescuePage):
    """The newer program is the way out; until it is there, the office is looked at, printed and exported."""

    def _ways(self) -> tuple[QWidget, ...]:
        self.look = primary("只读打开", self.on_look, "eye")
        self.look.block("" if self._readable() else CANNOT)
        self.back = button("恢复选中的备份…", self.on_restore, "history")
        self.plain = button("打开明文", self.on_plain, "folder-open")
        self.plain.setVisible(self._plain() is not None)
        return (self.back, self.plain)

    def red(self) -> Button:
        """Return the way that changes nothing."""
        return self.look

    def _readable(self) -> bool:
        try:
            engine.identify(self.trouble.door)
        except OfficeError:
            return False
        return newer.may_be_read(self.trouble.door)

    def _empty(self) -> Empty:
        return Empty("save", "旁边没有这个程序能打开的备份", "请安装新版本，再打开这个文件。")

    def on_look(self) -> None:
        """Open the office for looking, printing and exporting."""
        door = self.trouble.door
        self.reader.stop()
        try:
            self.program.open(door.path, door.key, reading=True, newer_too=True)
        except OfficeError as error:
            self.messages.refuse(error)

    def on_restore(self) -> None:
        """Restore a copy from before the upgrade, after a question: what came later is not in it."""
        copy = self.copy()
        if copy and self.messages.ask(RESTORE, BEFORE.format(name=copy.called), "恢复", "不恢复"):
            super().on_restore()

    def _plain(self) -> Path | None:
        """Return the newest plain copy beside the office."""
        path = self.trouble.path
        found = backup.folder_of(path).glob(f"{escape(path.stem)}-{plain.MONTHLY}-*")
        return max((one for one in found if one.is_dir()), key=lambda one: one.name, default=None)

    def on_plain(self) -> None:
        """Open the folder with the newest plain copy."""
        folder = self._plain()
        if folder is not None:
            open_or_say(self.messages, folder, open_file)
