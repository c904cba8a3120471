"""One writer an office: an operating-system lock, which a crash frees by itself."""

import contextlib
import platform
from pathlib import Path

from filelock import FileLock, Timeout

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import files


class HeldError(OfficeError):
    """An office that another window, of this user or another one of this PC, is writing to."""


def lock_path(office: Path) -> Path:
    """Return where the lock of an office lies: beside its real path, whatever the spelling."""
    real = office.resolve()
    return real.with_name(real.name + ".lock")


def take(office: Path) -> FileLock:
    """Return the held lock, or refuse and say who holds it as far as that is known."""
    _must_have_one_name(office)
    path = lock_path(office)
    holder = _note(path)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise HeldError(
            f"数据文件已在另一个窗口中打开{holder}", remedy="请先关闭那个窗口，再做这一步"
        ) from None
    except OSError as error:
        if error.errno in files.NO_ROOM:
            raise files.refusal(error, path, "锁定") from error
        raise OfficeError(
            "数据文件所在的文件夹不能写入", remedy="请换一个可以写入的位置，或检查磁盘是否写保护"
        ) from error
    with contextlib.suppress(OSError):
        path.with_suffix(".lock-by").write_text(f"{platform.node()}，{clock.now():%Y-%m-%d %H:%M}", "utf-8")
    return lock


def _must_have_one_name(office: Path) -> None:
    """Refuse a file with a second name: its lock and its rollback journal lie beside one name only."""
    with contextlib.suppress(OSError):
        if office.stat().st_nlink > 1:
            raise OfficeError(
                f"“{office.name}”在磁盘上还有另一个名字（硬链接），从两边打开会互相覆盖",
                remedy="请把文件复制一份，改用复制出来的那一份",
            )


def _note(path: Path) -> str:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        note = path.with_suffix(".lock-by").read_text("utf-8").strip()
        return f"（{note} 起）" if note else ""
    return ""


def free(office: Path, lock: FileLock) -> None:
    """Give the lock back. The lock file stays: removing it could let two programs in at once."""
    with contextlib.suppress(OSError):
        lock_path(office).with_suffix(".lock-by").unlink(missing_ok=True)
    lock.release()
