"""Every file the program writes goes through here: whole or not at all."""

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from partyoffice.core import clock
from partyoffice.core.errors import UNCHANGED, OfficeError

# Antivirus programs and sync clients hold a fresh file for moments: ERROR_ACCESS_DENIED,
# ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION are tried again, anything else is not.
BUSY_ON_WINDOWS = frozenset({5, 32, 33})
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})  # Windows has no EDQUOT
TOO_LONG_ON_WINDOWS = 206
LONGEST_ON_WINDOWS = 240  # of 260, for the draft beside it has a longer name
LONG_NAME = 80
IN_USE = (
    "这个文件可能正在 WPS 或 Excel 中打开，或被杀毒软件、网盘同步占用，请关闭它们再试，或换一个文件名、文件夹"
)
GONE = ("磁盘没有回应", "请检查 U 盘、网络或磁盘是否还在，再试一次")
GONE_CODES = ("EIO", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "ETIMEDOUT", "EREMOTEIO")
# What else a disk answers; whatever is not here is told without a cause.
CAUSES = {getattr(errno, code): GONE for code in GONE_CODES if hasattr(errno, code)} | {
    errno.EROFS: ("发现这个位置是只读的", "请换一个文件夹；U 盘请看写保护开关"),
    errno.EISDIR: ("发现它是一个文件夹", "请指定一个文件名"),
    errno.EEXIST: ("发现已有同名的文件或文件夹", "请换一个名称再试"),
    errno.EBUSY: ("发现它正被别的程序使用", "请关闭别的程序再试一次"),
    errno.EFBIG: ("文件超过了这个磁盘允许的大小", "请换一个磁盘；U 盘可以改为 NTFS 或 exFAT 格式"),
    errno.EINVAL: ("系统不接受这个名称或位置", "请换一个文件名或文件夹再试"),
    errno.EMFILE: ("同时打开的文件太多", "请关闭程序再打开，重做这一步"),
}
PARTIAL = ".partial"
SWEPT_AFTER = 3600
BLOCK = 2**20  # bytes written at once


def _busy(error: OSError) -> bool:
    return getattr(error, "winerror", None) in BUSY_ON_WINDOWS


def _patiently(step: Callable[[], object]) -> None:
    for wait in WAITS:
        try:
            step()
        except OSError as error:
            if not _busy(error):
                raise
            time.sleep(wait)
        else:
            return
    step()


def replace(source: Path, target: Path) -> None:
    """Move ``source`` over ``target`` in one step."""
    _patiently(lambda: source.replace(target))


def sync(path: Path) -> None:
    """Have the system write the file to the disk."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _sync_folder(folder: Path) -> None:
    """Have the system write who lies in a folder; Windows does so by itself."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # the file stands in its place whatever this answers
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Delete a file of ours if it is there."""
    _patiently(lambda: path.unlink(missing_ok=True))


def overwrite(path: Path) -> None:
    """Write zeros over the bytes of a file that is about to go, as far as the disk lets it."""
    with contextlib.suppress(OSError), path.open("rb+") as handle:
        for at in range(0, path.stat().st_size, BLOCK):
            handle.write(bytes(min(BLOCK, path.stat().st_size - at)))
        handle.flush()
        os.fsync(handle.fileno())


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def free_megabytes(folder: Path) -> int:
    """Return the free space of the disk that holds ``folder``."""
    return shutil.disk_usage(folder).free // 2**20


def may_write(path: Path) -> bool:
    """Tell whether a file that is there may be changed where it lies, as far as the system says."""
    return not path.exists() or all(os.access(one, os.W_OK) for one in (path, path.resolve().parent))


def refusal(error: OSError, path: Path | None, doing: str) -> OfficeError:
    """Return the sentence for a file that could not be written or read; never guesses a cause.

    Without a path the disk alone is meant. The system's own words, in whatever language, are the detail.
    """
    cause, remedy = _cause_of(error, path)
    name = "" if path is None else path.name
    named = f"“{name}”" if len(name) <= LONG_NAME else f"“{name[:40]}……”"
    detail = f"{type(error).__name__} {error.errno} {error.strerror}"
    gap = " " if not name and doing[-1].isascii() else ""
    return OfficeError(
        f"{doing}{named if name else gap}时{cause}",
        remedy=remedy,
        safe=UNCHANGED if name else "此前保存的数据没有改动",
        detail=detail,
    )


def _cause_of(error: OSError, path: Path | None) -> tuple[str, str]:
    """Return what the disk said in the user's words, and what to do."""
    if error.errno in NO_ROOM:
        return f"磁盘空间不足{_left(path)}", "请清理磁盘或换一个位置再试"
    if isinstance(error, PermissionError):
        return "被拒绝", IN_USE
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == TOO_LONG_ON_WINDOWS:
        return "路径太长", "请把文件名改短，或换一个层次少的文件夹再试"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "找不到文件或文件夹", "请核对位置是否存在，U 盘是否还插着"
    return CAUSES.get(error.errno or 0, ("没有成功", "请再试一次，或换一个位置"))


def _left(path: Path | None) -> str:
    """Say how much room is left, where the disk still answers."""
    with contextlib.suppress(OSError):
        return f"，只剩 {free_megabytes(path.parent)} MB" if path is not None else ""
    return ""


def long_path(path: Path) -> Path:
    r"""Return a path as Windows takes it beyond 260 characters (``\\?\``); any other as it is."""
    text = str(path.absolute())
    if os.name != "nt" or len(text) <= LONGEST_ON_WINDOWS or text.startswith("\\\\?\\"):
        return path
    return Path(rf"\\?\UNC\{text[2:]}" if text.startswith("\\\\") else rf"\\?\{text}")


@contextmanager
def replaced(path: Path, doing: str = "写入") -> Generator[Path]:
    """Yield a temporary path beside ``path``; on success it is synced and takes its place.

    On any failure the temporary file goes and an older ``path`` stays byte for byte; behind a link
    the file itself is replaced. Raises OfficeError for what the disk refuses.
    """
    draft, path = None, long_path(path.resolve() if path.is_symlink() else path)
    try:
        draft = _draft_beside(path)
        yield draft
        _put_in_place(draft, path)
    except OSError as error:
        raise refusal(error, path, doing) from error
    finally:
        if draft is not None:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def sweep(folder: Path, stem: str = "") -> None:
    """Delete what a crash has left half-written in a folder."""
    for partial in folder.glob(f".{_start(stem)}*{PARTIAL}*"):
        with contextlib.suppress(OSError):
            if is_left_behind(partial):
                partial.unlink(missing_ok=True)


def is_left_behind(path: Path) -> bool:
    """Say whether nobody can be writing a file any more; what is younger than an hour may be in use."""
    return abs(clock.now().timestamp() - path.stat().st_mtime) > SWEPT_AFTER


def _start(stem: str) -> str:
    return f"{escape(stem[:40])}-" if stem else ""


def _draft_beside(path: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=PARTIAL, dir=path.parent)
    draft = Path(name)
    try:
        os.close(handle)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _put_in_place(draft: Path, path: Path) -> None:
    sync(draft)
    _let_others_read(draft)
    replace(draft, path)
    _sync_folder(path.parent)  # after an outage the new name stands, not the old


def _let_others_read(path: Path) -> None:
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)
