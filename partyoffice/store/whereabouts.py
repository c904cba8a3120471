"""Where the copies of an office lie: beside it, and where the user had them made, as this PC remembers."""

from pathlib import Path

from partyoffice.core import clock
from partyoffice.store import known, shelf
from partyoffice.store.shelf import Copy, Reason

MOST = 20  # copies elsewhere, newest kept


def note(office: Path, copy: Copy) -> None:
    """Remember a copy that was made elsewhere."""
    kept = _noted(office) | {str(copy.path.resolve()): copy.seq}
    known.remember(office, elsewhere=dict(list(kept.items())[-MOST:]))


def _noted(office: Path) -> dict[str, int]:
    noted = known.recall(office).get("elsewhere")
    pairs = noted.items() if isinstance(noted, dict) else ()
    return {path: seq for path, seq in pairs if isinstance(seq, int)}


def everywhere(office: Path) -> list[Copy]:
    """Return the copies that are there now, newest first by the journal's head."""
    beside = shelf.copies(office)
    noted = [copy for path in _noted(office) if (copy := _copy_at(Path(path))) is not None]
    there = {one.path for one in beside}
    return sorted([*beside, *(one for one in noted if one.path not in there)], key=shelf.age, reverse=True)


def _copy_at(path: Path) -> Copy | None:
    told = shelf.read_note(path)
    try:
        made, reason = clock.from_stamp(str(told["made"])), str(told.get("reason") or Reason.HAND)
        return Copy(path, told["head"], made, reason, path.stat().st_size, told)
    except (OSError, ValueError, KeyError):  # a stick that is not plugged in, a copy that was taken away
        return None


def newest_sound(office: Path, uuid: str) -> Copy | None:
    """Return the newest copy of this very office whose bytes are as they were when it was checked."""
    mine = (one for one in everywhere(office) if one.note.get("uuid") == uuid)
    return next((one for one in mine if _is_sound(one)), None)


def _is_sound(copy: Copy) -> bool:
    try:
        return shelf.is_sound(copy)
    except OSError:
        return False
