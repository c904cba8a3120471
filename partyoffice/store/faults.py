"""What the database refused, told as it is: full, read-only, busy, damaged; never guessed."""

from collections.abc import Callable
from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.store import engine, files
from partyoffice.store.harm import OUT_OF_REACH, OutOfReachError

BROKEN = ("malformed", "not a database", "Could not decode")
WORDS = (
    ("disk is full", "磁盘空间不足"),
    ("disk I/O error", "写入磁盘时出错"),
    ("readonly", "数据文件是只读的"),
    ("attempt to write", "数据文件是只读的"),
    ("locked", "数据文件正被另一个程序占用"),
    ("unable to open", "打不开数据文件"),
)


def is_broken(error: Exception) -> bool:
    """Tell whether a file itself is spoilt, or of another password; not merely out of reach for now."""
    words = str(getattr(error, "orig", None) or error)
    return any(mark in words for mark in BROKEN)


_hearing: list[Callable[[Path], object]] = []


def hear(callback: Callable[[Path], object]) -> Callable[[], None]:
    """Tell ``callback`` the path of whatever is found out of reach, in the thread that met it.

    Returns the way out.
    """
    _hearing.append(callback)
    return lambda: _hearing.remove(callback)


def _is_gone(mark: str, path: Path) -> bool:
    return mark in OUT_OF_REACH or not path.exists()


def refusal_of(error: Exception, path: Path, doing: str = "保存") -> Exception:
    """Return the refusal for a database fault, or the fault itself where it is a bug of ours."""
    if is_broken(error):
        return engine.damaged(path)
    words = str(getattr(error, "orig", None) or error)
    for mark, what in WORDS:
        if mark in words and _is_gone(mark, path):
            for callback in tuple(_hearing):
                callback(path)
            return OutOfReachError(f"{doing}时{what}", remedy=_remedy(mark, path))
        if mark in words:
            return OfficeError(f"{doing}时{what}", remedy=_remedy(mark, path))
    return error


def _remedy(mark: str, path: Path) -> str:
    if "full" in mark and path.parent.exists():
        return f"所在磁盘只剩 {files.free_megabytes(path.parent)} MB，请清理后再试"
    if "I/O" in mark:
        return "请检查 U 盘或磁盘是否还在、是否已满，再试一次"
    if "locked" in mark:
        return "请关闭其他窗口、杀毒或同步软件后再试"
    return "请检查文件和文件夹的权限，或把数据文件移到可以写入的位置"
