"""A password set, changed or taken away: the office is written anew, compared whole, and swapped.

For dialogs, with the office closed and its lock held by the caller as for ``backup.restore``:

    door = encryption.set_password(office.door, "新密码")        # or change_password, remove_password
    left = encryption.convert_copies(door, office.door.key, progress)
    keys.code(door.key)                                         # onto the recovery sheet: it is a new one

then ``Office.open(door.path, door.key)``. Whatever fails, the office stays as it was, under the password it
had. ``convert_copies`` may be stopped (Cancelled) and called again; ``copies_apart(door)`` says which
copies in 备份 are not yet as the office is, ``left`` which cannot be made so. Copies elsewhere, on sticks,
keep the password they had; nobody but the user knows where they are.
"""

import contextlib
import json
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from glob import escape
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import cancel
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, drafts, engine, files, journal, keys, known, migrate, settings
from partyoffice.store.conversion import DOING, convert
from partyoffice.store.engine import Door
from partyoffice.store.keys import Key

SET, CHANGED, REMOVED = "设置密码", "更换密码", "取消密码"
KEY_FACTS = frozenset({"salt", "key_check"})
WAS = "was"  # in a note: the digest of the bytes that are about to be replaced


def set_password(door: Door, password: str) -> Door:
    """Encrypt a plain office; return its new door. OfficeError where it has a password, or an empty one."""
    if door.key is not None:
        raise OfficeError("这份数据已经设了密码", remedy="要换一个密码，请用“更换密码”")
    return _rewrite(door, keys.new(password), SET)


def change_password(door: Door, password: str) -> Door:
    """Give an encrypted office a new key and return its new door; the old recovery code opens it no more."""
    _must_be_encrypted(door)
    return _rewrite(door, keys.new(password), CHANGED)


def remove_password(door: Door) -> Door:
    """Write an encrypted office as a plain file and return its new door."""
    _must_be_encrypted(door)
    return _rewrite(door, None, REMOVED)


def _must_be_encrypted(door: Door) -> None:
    if door.key is None:
        raise OfficeError("这份数据没有设密码", remedy="要加密，请用“设置密码”")


def _rewrite(door: Door, key: Key | None, sentence: str) -> Door:
    door = Door(door.path.resolve(), door.key)
    made = replace(door, key=key)
    engine.must_be_sound(door)
    migrate.bring_up(door)
    backup.make(door, backup.Reason.CLOSE)
    with _drafts_carried(door, made), _put_in_place(door.path, key) as draft:
        convert(door, made.at(draft))
        _log(made.at(draft), sentence)
        backup.facts_of(made.at(draft))
    known.remember_key(door.path, key)
    return made


@contextmanager
def _put_in_place(path: Path, key: Key | None) -> Generator[Path]:
    """Yield a draft that takes the place of a file; the bytes it replaces go, unless the new are plain."""
    old_bytes = _overwritten(path) if key else contextlib.nullcontext()
    with old_bytes, files.replaced(path, DOING) as draft:
        yield draft  # noqa: RUF075 -- replaced() below it puts nothing in place after an exception
        # A journal that still lies there was played back when the old file was read.
        for ending in backup.BESIDE:
            files.remove(path.with_name(path.name + ending))


def _log(draft: Door, sentence: str) -> None:
    sql = draft.engine()
    try:
        with Session(sql) as session:
            session.connection(execution_options={"immediate": True})
            entry = {"sentence": sentence, "kind": "log", "reverts": None}
            operator = str(settings.get(session, settings.OPERATOR))
            revision = migrate.revision_of(draft)
            journal.write(session, [], entry | {"operator": operator, "revision": revision})
            session.commit()
    finally:
        sql.dispose()


@contextmanager
def _drafts_carried(door: Door, made: Door) -> Generator[None]:
    """Take what was begun and not saved along; what nobody can read goes."""
    path, swapped = drafts.path_of(door.path), False
    if not drafts.are_readable(door):
        yield  # noqa: RUF075 -- with the office as it was, so are they
        _drop(path)
        return
    try:
        with _put_in_place(path, made.key) as draft:
            convert(door.at(path), made.at(draft))
            yield
            swapped = True
    except OfficeError:
        if not swapped:
            raise
        _drop(path)  # the office is what counts, and stands as wished


def _drop(path: Path) -> None:
    with _overwritten(path), contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


@contextmanager
def _overwritten(path: Path) -> Generator[None]:
    """Write zeros over the bytes that ``path`` has now, once it is another file or gone.

    They are reached by a second name. Where the disk gives none (FAT) they stay until the system
    writes over them, and so they may on a solid-state disk whatever is written.
    """
    second = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}{files.PARTIAL}")
    try:
        os.link(path, second)
    except OSError:
        yield
        return
    try:
        yield
        if not (path.exists() and path.samefile(second)):
            files.overwrite(second)
    finally:
        with contextlib.suppress(OSError):
            second.unlink()


# Copies -----------------------------------------------------------------------------------------


def copies_apart(door: Door) -> list[Path]:
    """Return the copies in 备份 that are not under the key of the office: plain, or of another password."""
    folder, office = backup.folder_of(door.path), door.path.resolve()
    damaged = folder.glob(f"{escape(office.stem)}-*.damaged")  # kept byte for byte by a restore
    found = [one.path for one in backup.copies(office)] + sorted(damaged)
    return [path for path in found if not _is_under(path, door.key)]


def _is_under(path: Path, key: Key | None) -> bool:
    try:
        with path.open("rb") as handle:
            head = handle.read(keys.SALT)
    except OSError:
        return False
    return engine.is_plain(head) if key is None else head == key.salt


def convert_copies(door: Door, old: Key | None, progress: cancel.Progress | None = None) -> list[Path]:
    """Bring the copies in 备份 under the key of the office; return those that could not be.

    ``old`` is the key the office had before (None: it was plain). Progress is told between copies, each
    of which is whole before and after; Cancelled leaves the rest for another time.
    """
    todo, left = copies_apart(door), []
    for number, path in enumerate(todo):
        cancel.tell(progress, number, len(todo))
        try:
            _convert_copy(path, old, door.at(path))
        except (OfficeError, OSError):
            left.append(path)
    cancel.tell(progress, len(todo), len(todo))
    return left


def _convert_copy(path: Path, old: Key | None, made: Door) -> None:
    source = Door(path, None if engine.is_plain(engine.look_at(path)) else old)
    note, digest = backup.read_note(path), files.digest(path)
    if note and digest not in {note.get("sha256"), note.get(WAS)}:
        raise engine.damaged(path)
    engine.identify(source)
    try:
        with _put_in_place(path, made.key) as draft:
            convert(source, made.at(draft))
            kept = {name: fact for name, fact in note.items() if name not in KEY_FACTS}
            _write_note(path, kept | backup.facts_of(made.at(draft)) | {WAS: digest})
    except BaseException:
        if note:
            with contextlib.suppress(OfficeError):
                _write_note(path, note)
        raise


def _write_note(path: Path, note: dict[str, Any]) -> None:
    """Write a note before its copy is in place: killed between the two, ``was`` tells the old bytes."""
    with files.replaced(backup.note_path(path), DOING) as draft:
        draft.write_text(json.dumps(note, ensure_ascii=False, indent=1), encoding="utf-8")
