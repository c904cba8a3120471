"""What the database refused, told as it is: full, read-only, busy, damaged; never guessed."""

from pathlib import Path

from partyoffice.core.errors import OfficeError
from partyoffice.store import engine, files

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


def refusal_of(error: Exception, path: Path, doing: str = "保存") -> Exception:
    """Return the refusal for a database fault, or the fault itself where it is a bug of ours."""
    if is_broken(error):
        return engine.damaged(path)
    words = str(getattr(error, "orig", None) or error)
    for mark, what in WORDS:
        if mark in words:
            return OfficeError(f"{doing}时{what}", remedy=_remedy(mark, path))
    return error


def _remedy(mark: str, path: Path) -> str:
    if "full" in mark:
        return f"所在磁盘只剩 {files.free_megabytes(path.parent)} MB，请清理后再试"
    if "I/O" in mark:
        return "请检查 U 盘或磁盘是否还在、是否已满，再试一次"
    if "locked" in mark:
        return "请关闭其他窗口、杀毒或同步软件后再试"
    return "请检查文件和文件夹的权限，或把数据文件移到可以写入的位置"
