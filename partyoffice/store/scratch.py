"""Papers that are only looked at and other plain leavings: in a folder of this program, gone with it.

A killed program cannot clear up behind itself. Beside its folder lies a lock that the system frees with
the process; the next start takes away every folder whose lock is free.
"""

import atexit
import contextlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from partyoffice.core import clock

PREFIX, LOCK = "partyoffice-", ".lock"
YOUNG = 3600  # seconds in which a folder may be too new to have its lock


@cache
def home() -> Path:
    """Return the folder of this program's run, which only this user can read."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    held = FileLock(_lock_of(folder))
    held.acquire(timeout=0)
    atexit.register(_leave, folder, held)
    return folder


def folder() -> Path:
    """Return a new, empty folder in it."""
    return Path(tempfile.mkdtemp(dir=home()))


def passing() -> tempfile.TemporaryDirectory[str]:
    """Return a folder in it that goes sooner: with its ``with``, ``cleanup`` or owner."""
    return tempfile.TemporaryDirectory(dir=home(), ignore_cleanup_errors=True)


def sweep() -> None:
    """Take away what killed programs have left; what another one still uses stays."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, Timeout):
            if left.is_dir() and not left.is_symlink() and _is_left(left):
                _take(left)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(folder.name + LOCK)


def _is_left(folder: Path) -> bool:
    return _lock_of(folder).exists() or clock.now().timestamp() - folder.stat().st_mtime > YOUNG


def _take(folder: Path) -> None:
    held = FileLock(_lock_of(folder))
    held.acquire(timeout=0)
    _leave(folder, held)


def _leave(folder: Path, held: FileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    held.release()
    with contextlib.suppress(OSError):
        _lock_of(folder).unlink(missing_ok=True)
