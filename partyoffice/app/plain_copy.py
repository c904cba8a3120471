"""另存明文: asked for what it is, and of an encrypted office asked once more in so many words."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from partyoffice import plain
from partyoffice.app import full_values
from partyoffice.app.lists_out import steps
from partyoffice.core import clock
from partyoffice.ui import tasks
from partyoffice.ui.outside import open_file

if TYPE_CHECKING:
    from partyoffice.app.backups import BackupDialog

PLAIN = "明文不加密、不遮盖，含全部身份证号、电话和住址，拿到文件夹的人都能看。"
LOCKED = "这份数据设有密码，存成明文以后密码就保护不了它。"


def save_plain(dialog: "BackupDialog") -> None:
    """Ask, ask where, and write a folder of sheets and JSON there."""
    office, messages = dialog.window_.office, dialog.messages
    sentence = f"{LOCKED if office.encrypted else ''}{PLAIN}"
    if not messages.ask("另存一份明文？", sentence, "存成明文", "不存"):
        return
    start = str(dialog.window_.desk.folder("backup"))
    chosen = QFileDialog.getExistingDirectory(dialog, "明文放在哪个文件夹里", start)
    if not chosen:
        return
    folder = Path(chosen) / f"{office.path.stem}-{plain.MONTHLY}-{clock.now():%Y%m%d-%H%M}"

    def work(progress: tasks.Progress) -> Path:
        plain.write(office, folder, steps(progress, "另存"), agreed=True)
        if office.writing:
            full_values.note(office, plain.NOTED)
        return folder

    def done(made: Path) -> None:
        messages.inform("已另存明文", f"{made}，用完请及时删除。", ("打开文件夹", lambda: open_file(made)))

    tasks.run(dialog, "正在另存明文", work, done, dialog.refuse)
