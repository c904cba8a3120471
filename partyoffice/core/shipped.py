"""What the built program is made of: a list written when it is built, looked through at every start.

An antivirus takes single files away, and a folder unpacked on a full disk ends in the middle. A checkout
has no list; there a file is missed when it is wanted (``resources.resource``).
"""

import hashlib
import json
import sys
from pathlib import Path

from partyoffice.core.resources import home

LIST = "files.json"
OWN = frozenset({"docs", "migrations", "resources"})
SPARED = "docs/images/"  # a picture of the manual keeps nobody from the data


def write_list(folder: Path) -> None:
    """Write beside the files of a built program which there are: at least so many bytes each, and the digest.

    Of libraries no byte is asked for at the start but that they are there: Qt's may be replaced.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / LIST)
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    found = {name: _facts(name, path) for name, path in names.items() if not name.startswith(SPARED)}
    (folder / LIST).write_text(json.dumps(found, ensure_ascii=False, indent=0), encoding="utf-8")


def _facts(name: str, path: Path) -> list[int | str]:
    content = path.read_bytes()
    least = len(content) if name.split("/", 1)[0] in OWN else min(len(content), 1)
    return [least, hashlib.sha256(content).hexdigest()]


def lacking() -> list[str]:
    """Return what is listed and not there, or there in part only; nothing without a list."""
    return [name for name, (least, _digest) in _listed().items() if _size(home() / name) < least]


def altered() -> list[str]:
    """Return what is listed and is not byte for byte what was built; reads every file."""
    return [name for name, (_least, digest) in _listed().items() if _digest_of(home() / name) != digest]


def _listed() -> dict[str, tuple[int, str]]:
    """Return what is listed; of a built program whose list itself is gone or spoilt, that list alone."""
    try:
        return dict(json.loads((home() / LIST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {LIST: (sys.maxsize, "?")} if hasattr(sys, "_MEIPASS") else {}


def _size(path: Path) -> int:
    """Return the bytes of a file; less than none where it is not there or out of reach."""
    try:
        return path.stat().st_size if path.is_file() else -1
    except OSError:
        return -1


def _digest_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
