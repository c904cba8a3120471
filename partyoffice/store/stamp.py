"""Noticing an office that is older than it was: a disk put back at every start (还原卡), an old file.

After each copy and at closing this PC notes how far the office had come; where the office lies on the
system's disk, another fixed disk keeps the note too, for the first would be put back with the office.
"""

import contextlib
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import files, known, places, shelf
from partyoffice.store.engine import Door, driver

KEYS = ("uuid", "head", "chain", "rows", "seen")
NOTE = "党务办公室-数据记号.json"
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """How far an office had come: the number and chain of its last action, and when that was known."""

    seq: int = 0
    chain: str = ""
    seen: str = ""
    rows: dict[str, int] = field(default_factory=dict)

    def words(self) -> str:
        """Tell it in words, such as 第 123 号操作（2026-11-20）."""
        day = f"（{clock.from_stamp(self.seen):%Y-%m-%d}）" if self.seen else ""
        return f"第 {self.seq} 号操作{day}" if self.seq else f"还没有操作{day}"


class OlderError(OfficeError):
    """An office that has fewer actions than this PC remembers, or others."""

    def __init__(self, door: Door, here: State, file: State) -> None:
        """Keep both states, for the page that offers the ways out."""
        self.door, self.here, self.file = door, here, file
        super().__init__(
            f"“{door.path.name}”比这台电脑上次看到的旧，数据可能被还原：上次到{here.words()}，现在到{file.words()}",
            remedy="请恢复操作号更大的备份，或确认后继续使用这个文件",
            safe="文件没有改动",
        )


def keep(office: Path, facts: Facts) -> None:
    """Note how far an office has come, from the facts of a whole copy or of the office itself."""
    told = {"seen": clock.stamp(), **{key: facts[key] for key in KEYS if key in facts}}
    known.remember(office, **told)
    if (second := _second_place(office)) is not None:
        with contextlib.suppress(OfficeError, OSError):
            kept = _read(second) | {known.name_of(office): told}
            second.parent.mkdir(parents=True, exist_ok=True)
            with files.replaced(second) as draft:
                draft.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def keep_head(office: Path, uuid: str, seq: int, chain: str) -> None:
    """Note the head of an office's journal."""
    keep(office, {"uuid": uuid, "head": seq, "chain": chain})


def _second_place(office: Path) -> Path | None:
    """Return where another fixed disk keeps the note of an office on the system's; None where none does."""
    if places.place_of(office.parent) is not places.PlaceKind.SYSTEM:
        return None
    proposed = places.proposed()
    return proposed / NOTE if places.place_of(proposed) is places.PlaceKind.FIXED else None


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remembered(office: Path, uuid: str) -> State | None:
    """Return the furthest state of an office that is noted anywhere on this PC; None for a strange one."""
    notes = [known.recall(office)]
    if (second := _second_place(office)) is not None:
        notes.append(_read(second).get(known.name_of(office), {}))
    states = [state for note in notes if (state := _state_in(note, uuid)) is not None]
    return max(states, key=lambda one: one.seq, default=None)


def _state_in(note: object, uuid: str) -> State | None:
    if not isinstance(note, dict) or note.get("uuid") != uuid:
        return None
    seq, chain, seen, rows = (note.get(key) for key in ("head", "chain", "seen", "rows"))
    if not (isinstance(seq, int) and isinstance(chain, str) and isinstance(seen, str)):
        return None
    return State(seq, chain, seen, rows if isinstance(rows, dict) else {})


def must_not_be_older(door: Door) -> None:
    """Refuse an office (OlderError) that has not all the actions this PC remembers; nothing is written."""
    if not door.path.is_file():
        return
    connection = replace(door, writing=False).connect()
    try:
        uuid = connection.execute("SELECT uuid FROM office_meta").fetchone()[0]
        here = remembered(door.path, uuid)
        if here is None or not here.seq:
            return
        same = connection.execute("SELECT chain FROM journal WHERE seq = ?", (here.seq,)).fetchone()
        last = connection.execute("SELECT seq, chain, at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    except (driver.DatabaseError, TypeError):
        return  # whatever is wrong with it, opening it tells
    finally:
        connection.close()
    if same != (here.chain,):
        raise OlderError(door, here, State(*last) if last else State())


def accept(office: Path, file: State, uuid: str) -> None:
    """Take an older file for the office from now on; no copy of the other line goes by itself."""
    shelf.pause(office, office)
    _leave(office, [one for one in shelf.copies(office) if one.seq > file.seq])
    keep_head(office, uuid, file.seq, file.chain)


# Copies of another line --------------------------------------------------------------------


def strays(door: Door) -> list[shelf.Copy]:
    """Return the copies beside an office whose last action it does not have, newest first.

    They tell of a tail that was cut off or of a journal written anew, or are of before a restore.
    """
    copies = [one for one in shelf.copies(door.path) if one.note]
    with closing(replace(door, writing=False).connect()) as connection:
        uuid = connection.execute("SELECT uuid FROM office_meta").fetchone()[0]
        chains = dict(connection.execute("SELECT seq, chain FROM journal").fetchall())
    mine = [one for one in copies if one.note.get("uuid") == uuid and one.note.get("head")]
    return [one for one in mine if chains.get(one.note["head"]) != one.note.get("chain")]


def leave_behind(door: Door) -> None:
    """Note that the copies an office no longer follows were left behind on purpose: it was restored."""
    _leave(door.path, strays(door))


def _leave(office: Path, copies: Sequence[shelf.Copy]) -> None:
    known.remember(office, left={one.path.name: one.seq for one in copies})


def unexplained(door: Door) -> list[shelf.Copy]:
    """Return the strays that no restore explains.

    Where this PC knows of no restore, a copy named 恢复前 tells of one made elsewhere: what is no newer
    than it was left behind with it.
    """
    found, left = strays(door), known.recall(door.path).get("left")
    if isinstance(left, dict):
        return [one for one in found if one.path.name not in left]
    before = (one.seq for one in shelf.copies(door.path) if one.reason == shelf.Reason.RESTORE)
    newest = max(before, default=0)
    return [one for one in found if one.seq > newest]
