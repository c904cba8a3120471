"""The shelf of copies: how they are named, what their notes say, which stay and which may go."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from partyoffice.core import clock
from partyoffice.store import files

FOLDER = "备份"
ENDING = ".dangwu"
LAST, DAYS, WEEKS, MONTHS = 10, 7, 8, 24
BELIEVED = range(2026, 2046)  # years; a PC whose clock battery is dead tells others


class Reason(StrEnum):
    """Why a copy was made, as its name says."""

    CLOSE = "自动"
    IMPORT = "导入前"
    REVERT = "撤销导入前"
    BATCH = "批量修改前"
    SEAL = "封存前"
    PURGE = "彻底删除前"
    UPGRADE = "升级前"
    RESTORE = "恢复前"
    HAND = "手动"


KEPT_A_YEAR = frozenset({Reason.IMPORT, Reason.REVERT, Reason.SEAL, Reason.UPGRADE, Reason.RESTORE})
PAUSED = "-恢复后待核对.txt"
PAUSED_WORDS = (
    "{when} 从备份“{name}”恢复过。\n"
    "在程序里打开“备份与恢复”，按“已核对，继续清理旧备份”以前，这个文件夹里的备份一份也不会自动删除。\n"
)
_TOLD = re.compile(r"(\d{6,})-(\d{8}-\d{4})-([^-]+?)(?:-\d+)?")
_SHAPE: dict[str, type] = {
    "sha256": str, "size": int, "uuid": str, "revision": str, "rows": dict, "head": int, "chain": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy as its name and the note beside it tell. ``seq`` orders copies, never the clock."""

    path: Path
    seq: int
    made: datetime
    reason: str
    size: int
    note: dict[str, Any] = field(hash=False)

    @property
    def called(self) -> str:
        """What a copy is called in sentences."""
        return f"{self.made:%Y-%m-%d %H:%M}（{self.reason}）"


def folder_of(office: Path) -> Path:
    """Return where the copies of an office lie."""
    return office.resolve().parent / FOLDER


def free_name(office: Path, head: int, reason: Reason) -> Path:
    """Return the name of a copy that is about to be made."""
    name = f"{office.stem}-{head:06d}-{clock.now():%Y%m%d-%H%M}-{reason}"
    tries = (folder_of(office) / f"{name}{'' if n == 1 else f'-{n}'}{ENDING}" for n in range(1, 10**4))
    return next(path for path in tries if not path.exists())


def note_path(copy_path: Path) -> Path:
    """Return where the note (digest and counts) of a copy lies."""
    return copy_path.with_name(copy_path.name + ".json")


def read_note(path: Path) -> dict[str, Any]:
    """Return the note beside a copy; empty where there is none, or none of ours."""
    try:
        note = dict(json.loads(note_path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
    fits = all(isinstance(note.get(key, kind()), kind) for key, kind in _SHAPE.items())
    return note if fits and note.get("sha256") else {}


def copies(office: Path) -> list[Copy]:
    """Return the copies of an office, newest first by the journal's head."""
    stem, folder = office.resolve().stem, folder_of(office)
    found = [known for path in folder.glob(f"*{ENDING}") if (known := _known(path, stem))]
    return sorted(found, key=age, reverse=True)


def age(one: Copy) -> tuple[int, datetime, str]:
    """Return what copies are ordered by: the head of the journal before the clock."""
    return one.seq, one.made, one.path.name


def _known(path: Path, stem: str) -> Copy | None:
    """Return the copy a file name tells of, None where it is no copy of this office."""
    match = _TOLD.fullmatch(path.stem.removeprefix(f"{stem}-")) if path.stem.startswith(f"{stem}-") else None
    if match is None:
        return None
    try:
        made, note = datetime.strptime(match[2], "%Y%m%d-%H%M").astimezone(), read_note(path)
        return Copy(path, note.get("head", int(match[1])), made, match[3], path.stat().st_size, note)
    except (ValueError, OSError):  # a day that never was; a stick pulled out meanwhile
        return None


def is_sound(copy: Copy) -> bool:
    """Say whether a copy's bytes are still those noted when it was made and checked."""
    return bool(copy.note) and copy.note["sha256"] == files.digest(copy.path)


# Rotation --------------------------------------------------------------------------------


def pause(office: Path, copy: Path) -> None:
    """Let no copy go from now on: which ones were good is known only when the user has looked."""
    words = PAUSED_WORDS.format(when=f"{clock.now():%Y-%m-%d %H:%M}", name=copy.name)
    with files.replaced(_pause_path(office)) as draft:
        draft.write_text(words, encoding="utf-8")


def paused(office: Path) -> bool:
    """Say whether old copies are kept until the user has looked at what was restored."""
    return _pause_path(office).exists()


def go_on(office: Path) -> None:
    """Let old copies go again as the rule says; the user has looked."""
    files.remove(_pause_path(office))


def _pause_path(office: Path) -> Path:
    return folder_of(office) / f"{office.resolve().stem}{PAUSED}"


def thin(office: Path, head: int) -> None:
    """Delete what ``may_go``, and partial files and notes without a copy that a crash has left.

    ``head`` is the office's own. Copies beyond it are of another line, made before a restore or by
    an office of the same name: they are thinned by themselves and never push out the present ones.
    What has no note is not known to be ours and stays.
    """
    files.sweep(folder_of(office))
    _sweep_notes(office)
    if paused(office):
        return
    known = [one for one in copies(office) if one.note]
    for line in [one for one in known if one.seq <= head], [one for one in known if one.seq > head]:
        for one in may_go(line, clock.now(), is_sound):
            with suppress(OSError):  # read by somebody just now: it goes with the next copy
                files.remove(one.path)
                files.remove(note_path(one.path))


def _sweep_notes(office: Path) -> None:
    for note in folder_of(office).glob(f"*{ENDING}.json"):
        ours = _TOLD.fullmatch(note.with_suffix("").stem.removeprefix(f"{office.resolve().stem}-"))
        if ours and not note.with_suffix("").exists() and files.is_left_behind(note):
            files.remove(note)


def may_go(line: Sequence[Copy], now: datetime, sound: Callable[[Copy], bool]) -> list[Copy]:
    """Return the copies that may be deleted of those the rule lets go.

    Each stands aside only for a sound one: the next newer that stays, or any newer if it has gone bad
    itself. So copies that went bad on the disk never push out the last good one before them.
    """
    stay = sorted(kept(line, now), key=age)
    found = []
    for one in sorted(set(line) - set(stay), key=age):
        newer = [other for other in stay if age(other) > age(one)]
        if sound(newer[0]) or (not sound(one) and any(map(sound, reversed(newer)))):
            found.append(one)
    return found


def kept(all_copies: Sequence[Copy], now: datetime) -> set[Copy]:
    """Return the copies that stay: the last 10, 7 days, 8 weeks, 24 months, a year of special ones.

    Copies made by hand are the user's own and always stay. The order is that of the journal, so
    a clock set back can never let the newest go; nor does a clock that runs ahead end the year.
    """
    order = sorted(all_copies, key=age, reverse=True)
    stay = set(order[:LAST]) | {one for one in order if one.reason == Reason.HAND}
    year_ago = now - timedelta(days=366)
    special = [one for one in order if one.reason in KEPT_A_YEAR]
    stay |= {one for one in special if one.made > year_ago or now.year not in BELIEVED}
    for form, many in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        stay |= _newest_each(order, form, many)
    return stay


def _newest_each(order: Iterable[Copy], form: str, many: int) -> set[Copy]:
    newest: dict[str, Copy] = {}
    for one in order:
        newest.setdefault(one.made.strftime(form), one)
    return set(list(newest.values())[:many])
