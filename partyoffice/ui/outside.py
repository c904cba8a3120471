"""Files shown by the programs the system has for them."""

from collections.abc import Callable
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


def open_or_say(messages: Messages, path: Path, opener: Callable[[Path], bool]) -> None:
    """Open, or say why nothing opens; ``opener`` is ``open_file`` or ``open_folder``."""
    if not path.exists():
        messages.warn("文件已移动", f"{path.name} 不在 {path.parent} 了，可能已改名、移动或删除。")
    elif not opener(path):
        messages.warn("没有打开", f"这台电脑没有打开 {path.suffix} 文件的程序，文件在 {path.parent}。")
