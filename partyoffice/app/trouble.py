"""An office that will not open because something happened to its file: what it is, and who shows it."""

import platform
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice import __version__
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, known, revisions, whereabouts
from partyoffice.store.engine import Door
from partyoffice.store.harm import DamagedError, ForeignError
from partyoffice.store.keys import PasswordError, Why
from partyoffice.store.newer import NewerError
from partyoffice.store.stamp import OlderError

if TYPE_CHECKING:
    from partyoffice.app.program import Program

MAGIC = 16


class Kind(StrEnum):
    """What happened to the file, as far as can be told."""

    DAMAGED = "已损坏"
    MISSING = "不在原来的位置"
    EMPTY = "是空的"
    OLDER = "比这台电脑上次看到的旧"
    NEWER = "由更新版本的程序保存"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One office in trouble; ``door`` has the key where there is one and it is known."""

    kind: Kind
    door: Door
    error: OfficeError

    @property
    def path(self) -> Path:
        """Where the office lies, or lay."""
        return self.door.path

    def copies(self) -> list[backup.Copy]:
        """Return the copies beside the office, and those elsewhere that this PC knows of, newest first."""
        return whereabouts.everywhere(self.path)

    def better(self, copy: backup.Copy) -> bool:
        """Say whether a copy helps: of an older file one that came later, of a newer one what we can open."""
        error = self.error
        if isinstance(error, NewerError):
            return copy.note.get("revision") in revisions.known()
        return not isinstance(error, OlderError) or copy.seq > error.file.seq

    def told(self) -> str:
        """Return what the file and this PC say of it, in a sentence; empty where that is nothing."""
        error = self.error
        if isinstance(error, OlderError):
            reached = f"只到{error.file.words()}" if error.file.seq else f"里{error.file.words()}"
            return f"这台电脑上次看到{error.here.words()}，这个文件{reached}。"
        if isinstance(error, NewerError):
            wanted = f" {error.needed} 或更新的版本" if error.needed else "新版本"
            return f"这台电脑上的程序是 {__version__}；要改动这个文件，请安装{wanted}。"
        return ""

    def details(self) -> str:
        """Return what helps whoever mends it; no name of a school or person, no number of one."""
        lines = [f"党务办公室 {__version__}，{platform.platform()}，Python {platform.python_version()}"]
        lines.append(f"{self.kind.name}，{'加密' if self.door.key else '未加密'}")
        if self.path.is_file():
            with self.path.open("rb") as handle:
                head = handle.read(MAGIC)
            lines.append(f"{self.path.stat().st_size} bytes, head {head.hex()}")
        if isinstance(self.error, OlderError):
            lines.append(f"file at {self.error.file.seq}, known {self.error.here.seq}")
        cause = self.error.__cause__
        lines.append(f"{type(self.error).__name__}, {type(cause).__name__ if cause else '-'}")
        lines += [
            f"copy {one.seq}, {one.size} bytes, {one.made:%Y-%m-%d %H:%M}" for one in self.copies()[:10]
        ]
        return "\n".join(lines)


def trouble_of(path: Path, door: Door | None, error: OfficeError) -> Trouble | None:
    """Return the trouble a refusal tells of; None where the file is not to blame, or nobody knows it here."""
    door = door or Door(path)
    if isinstance(error, OlderError):
        return Trouble(Kind.OLDER, error.door, error)
    if isinstance(error, NewerError | DamagedError):
        return Trouble(Kind.NEWER if isinstance(error, NewerError) else Kind.DAMAGED, door, error)
    if not whereabouts.everywhere(path):
        return None
    if not path.exists():
        return Trouble(Kind.MISSING, door, error)
    if path.is_file() and not path.stat().st_size:
        return Trouble(Kind.EMPTY, door, error)
    return Trouble(Kind.DAMAGED, door, error) if _lost_its_head(path, error) else None


def _lost_its_head(path: Path, error: OfficeError) -> bool:
    """Say whether what looks like another program's file is an office of ours: its copies lie beside it."""
    if isinstance(error, PasswordError):
        plain = not known.salt_for(path) and not any(one.note.get("salt") for one in backup.copies(path))
        return error.why is Why.MISSING and plain
    return isinstance(error, ForeignError)


def meet(program: "Program", path: Path, door: Door | None, error: OfficeError) -> bool:
    """Show the ways out of a trouble, over an open office as a link; False where ``error`` tells of none."""
    trouble = trouble_of(path.resolve(), door, error)
    if trouble is None:
        return False
    shown: Any = program.shown
    if hasattr(shown, "office") and not shown.leaving:
        shown.messages.refuse(error, ("查看办法", partial(program.show_trouble, trouble)))
    else:
        program.show_trouble(trouble)
    return True
