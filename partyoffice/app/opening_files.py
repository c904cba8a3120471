"""Files that were written: said in the bar, opened, or shown in their folder."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from partyoffice.ui.messages import Messages


def open_file(path: Path) -> bool:
    """Open a file with the program the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_folder(path: Path) -> bool:
    """Open the folder that holds a file."""
    return open_file(path.parent)


def tell_written(messages: Messages, path: Path, what: str, sentence: str = "") -> None:
    """Say what was written and offer the file and its folder."""
    links = (("打开文件", partial(open_file, path)), ("打开所在文件夹", partial(open_folder, path)))
    messages.inform(what, f"{path.name}。{sentence}", *links)
