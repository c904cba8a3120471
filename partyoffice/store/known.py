"""What this PC remembers of offices, to tell what the file alone cannot; no secrets, no persons.

One small JSON file: facts by the real path of an office, and the check values of keys by their salt.
A fact that could not be written or read never stops work: it is then as on another PC.
"""

import contextlib
import json
import os
from pathlib import Path
from threading import RLock
from typing import Any

from partyoffice.core.errors import OfficeError
from partyoffice.store import files, shelf
from partyoffice.store.keys import Key, check

HOME = "PARTYOFFICE_HOME"  # as for the preferences: tests, and programs carried on a stick
MOST = 200  # offices, and keys; those not seen for longest are forgotten
Facts = dict[str, Any]
_alone = RLock()  # two threads of one window may both have something to keep


def usual_path() -> Path:
    """Return where it is kept for this user."""
    if home := os.environ.get(HOME):
        return Path(home) / "known.json"
    from platformdirs import user_data_path  # only with an office to remember

    return user_data_path("partyoffice", appauthor=False) / "known.json"


def remember(office: Path, **facts: str | int | dict[str, Any] | None) -> None:
    """Keep facts about an office beside what is known of it already; None forgets one."""
    name = name_of(office)
    with _alone:
        kept = _read()
        mine = _dict_or_empty(kept["offices"].get(name)) | facts
        kept["offices"][name] = {key: value for key, value in mine.items() if value is not None}
        _write(kept, newest={"offices": name})


def recall(office: Path) -> Facts:
    """Return what is known of the office at a path; empty for a strange one."""
    return _dict_or_empty(_read()["offices"].get(name_of(office)))


def remember_key(office: Path, key: Key | None) -> None:
    """Keep what tells the right key of an office from a wrong one; None for one without a password."""
    if key is None:
        if "salt" in recall(office):  # it was encrypted once
            remember(office, salt=None)
        return
    salt, kept = key.salt.hex(), _read()
    if recall(office).get("salt") == salt and kept["keys"].get(salt) == check(key):
        return
    with _alone:
        remember(office, salt=salt)
        kept = _read()
        kept["keys"][salt] = check(key)
        _write(kept, newest={"keys": salt})


def check_for(path: Path, salt: bytes) -> str:
    """Return the check value of the key with this salt, by a copy's note or this PC; empty where unknown."""
    note = shelf.read_note(path)
    if note.get("salt") == salt.hex():
        return str(note.get("key_check", ""))
    return str(_read()["keys"].get(salt.hex(), ""))


def salt_for(path: Path) -> bytes:
    """Return the salt a file is known to have, should its own first bytes be damaged; else empty.

    This PC remembers it, or the newest copy that has one tells: a copy keeps the salt of its office.
    """
    said = str(shelf.read_note(path).get("salt") or recall(path).get("salt") or "")
    said = said or next((str(one.note["salt"]) for one in shelf.copies(path) if one.note.get("salt")), "")
    with contextlib.suppress(ValueError):
        return bytes.fromhex(said)
    return b""


def name_of(office: Path) -> str:
    """Return what an office is noted under: its real path, however it is spelt."""
    return os.path.normcase(office.resolve())


def _read() -> dict[str, Facts]:
    kept = _dict_in(usual_path())
    return {name: _dict_or_empty(kept.get(name)) for name in ("offices", "keys")}


def _dict_in(path: Path) -> Facts:
    try:
        return _dict_or_empty(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return {}


def _dict_or_empty(found: object) -> Facts:
    return found if isinstance(found, dict) else {}


def _write(kept: dict[str, Facts], newest: dict[str, str]) -> None:
    for name, key in newest.items():
        kept[name][key] = kept[name].pop(key)
    shortened = {name: dict(list(facts.items())[-MOST:]) for name, facts in kept.items()}
    path = usual_path()
    with contextlib.suppress(OfficeError, OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with files.replaced(path) as draft:
            draft.write_text(json.dumps(shortened, ensure_ascii=False, indent=1), encoding="utf-8")
