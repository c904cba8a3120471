"""Copies of the office: through SQLite's backup API, verified on the disk, thinned, restored."""

import json
import shutil
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from partyoffice import __version__
from partyoffice.core import clock
from partyoffice.core.cancel import Cancelled, Progress, stretch, tell
from partyoffice.core.errors import OfficeError
from partyoffice.store import engine, files, keys, newer, numbers, revisions, shelf, stamp, whereabouts
from partyoffice.store.conversion import convert
from partyoffice.store.engine import Door, driver
from partyoffice.store.faults import refusal_of
from partyoffice.store.shelf import Copy, Reason, copies, folder_of, note_path, read_note

__all__ = ["Copy", "Reason", "copies", "folder_of", "note_path", "read_note"]
BESIDE = ("-journal", "-wal", "-shm")
PAGES = 1024  # copied in one go; between two of them whoever works in the office may store
STEPS = 100_000  # of SQLite's machine, between two looks whether a check is still wanted
COPIED = 0.6  # of the bar: so much is writing, the rest is reading it again
SPARE = 50  # MB that stay free beside a copy and what SQLite needs to make it


def copy(door: Door, target: Path, progress: Progress | None = None) -> None:
    """Copy the office page by page into ``target``; a reader or writer beside it does no harm.

    Raises Cancelled where ``progress`` answers False.
    """
    told = lambda _status, left, total: tell(progress, total - left, total)  # noqa: E731 -- the driver's own call
    with closing(replace(door, writing=False).connect()) as source, closing(door.at(target).connect()) as out:
        try:
            source.backup(out, pages=PAGES, progress=told)
        except driver.DatabaseError as error:
            raise refusal_of(error, door.path, "备份") from error


def make(door: Door, reason: Reason, to: Path | None = None, progress: Progress | None = None) -> Copy:
    """Make a copy, reopen it, check it whole, write its note, thin the older ones.

    ``to`` names another file (a stick, say) instead of the folder 备份. Raises OfficeError when
    there is no room or the copy is not sound, Cancelled where ``progress`` answers False; nothing
    half-made stays, and no copy without its note.
    """
    office = door.path
    _must_have_room(office, folder_of(office) if to is None else to.parent)
    if to is None:
        _make_folder(folder_of(office))
    target = to or shelf.free_name(office, head_of(door), reason)
    with _no_note_alone(target), files.replaced(target, "备份到") as draft:
        copy(door, draft, stretch(progress, 0, COPIED))
        made = _write_note(target, reason, facts_of(door.at(draft), stretch(progress, COPIED, 1)))
    stamp.keep(office, made.note)
    if to is not None:
        whereabouts.note(office, made)
    else:
        shelf.thin(office, made.seq)
    return made


@contextmanager
def _no_note_alone(target: Path) -> Generator[None]:
    try:
        yield
    except BaseException:
        if not target.exists():
            with suppress(OSError):
                files.remove(note_path(target))
        raise


def _must_have_room(office: Path, folder: Path) -> None:
    place = folder if folder.exists() else office.resolve().parent
    needed = 2 * office.stat().st_size // 2**20 + SPARE
    if files.free_megabytes(place) < needed:
        raise OfficeError(
            f"磁盘只剩 {files.free_megabytes(place)} MB，备份需要 {needed} MB",
            remedy="请清理磁盘或换一个位置再备份",
        )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise files.refusal(error, folder, "新建文件夹") from error


Ask = Callable[[str], list[tuple[Any, ...]]]


@contextmanager
def _asking(door: Door, progress: Progress | None = None) -> Generator[Ask]:
    def stopped() -> bool:
        return progress is not None and not progress(0, 0)

    with closing(replace(door, writing=False).connect()) as connection:
        connection.set_progress_handler(stopped, STEPS if progress else 0)
        try:
            yield lambda question: list(connection.execute(question).fetchall())
        except driver.DatabaseError as error:
            if stopped():
                raise Cancelled from error
            raise refusal_of(error, door.path, "读取") from error


def is_copied(door: Door) -> bool:
    """Say whether a whole copy beside an office holds all that was ever changed in it."""
    with _asking(door) as ask:
        head = ask("SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1")
    same = [one for one in copies(door.path) if (one.seq, one.note.get("chain")) in head]
    return not head or any(one.size == one.note.get("size") for one in same)


def head_of(door: Door) -> int:
    """Return the journal's head of a file."""
    with _asking(door) as ask:
        return _head(ask)


def whose_and_head(door: Door) -> tuple[str, int]:
    """Return the identity of the office that lies at a place now, and the journal's head."""
    with _asking(door) as ask:
        return str(ask("SELECT uuid FROM office_meta")[0][0]), _head(ask)


def _head(ask: Ask) -> int:
    return int(ask("SELECT coalesce(max(seq), 0) FROM journal")[0][0])


def facts_of(door: Door, progress: Progress | None = None) -> dict[str, Any]:
    """Check a file whole and return what a copy's note holds (OfficeError when it is not sound).

    Raises Cancelled where ``progress`` answers False.
    """
    engine.identify(door)
    with _asking(door, progress) as ask:
        if ask("PRAGMA integrity_check")[0][0] != "ok" or ask("PRAGMA foreign_key_check"):
            raise engine.damaged(door.path)
        whose = ask("SELECT uuid, version_num FROM office_meta, alembic_version")
        if len(whose) != 1:
            raise engine.damaged(door.path)
        chain = ask("SELECT chain FROM journal ORDER BY seq DESC LIMIT 1")
        said = {"rows": _counts(ask), "head": _head(ask), "chain": chain[0][0] if chain else ""}
    tell(progress, 0, 0)
    said |= {"uuid": whose[0][0], "revision": whose[0][1], **keys.told(door.key)}
    return {"sha256": files.digest(door.path), "size": door.path.stat().st_size, **said}


def _counts(ask: Ask) -> dict[str, int]:
    tables = ask("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    question = 'SELECT count(*) FROM "{}"'
    return {name: ask(question.format(name))[0][0] for (name,) in tables}


def _write_note(target: Path, reason: Reason, facts: dict[str, Any]) -> Copy:
    note = {"reason": str(reason), "made": clock.stamp(), "program": __version__, **facts}
    with files.replaced(note_path(target), "备份到") as draft:
        draft.write_text(json.dumps(note, ensure_ascii=False, indent=1), encoding="utf-8")
    return Copy(target, facts["head"], clock.now(), reason, facts["size"], note)


def verify(door: Door, progress: Progress | None = None) -> dict[str, Any]:
    """Check a copy (or any office) whole: note, digest, pages, links; return its facts.

    Raises OfficeError where its bytes, or what is counted in it, are not what the note beside it says,
    Cancelled where ``progress`` answers False.
    """
    facts = facts_of(door, progress)
    note = read_note(door.path)
    if any(note.get(key, fact) != fact for key, fact in facts.items()):
        raise OfficeError(
            f"“{door.path.name}”与备份时的校验值不一致，内容已被改动或损坏",
            remedy="请改用另一份备份",
            safe="现有数据没有改动",
        )
    return facts


def next_good(door: Door, office: Path, bad: Path) -> Copy | None:
    """Return the copy to take in place of a bad one: the next older that is whole, else a newer."""
    order = [one for one in copies(office) if one.note]
    at = next((n for n, one in enumerate(order) if one.path == bad.resolve()), 0)
    for one in (*order[at:], *reversed(order[:at])):
        with suppress(OfficeError):
            if one.path != bad.resolve():
                verify(door.at(one.path))
                return one
    return None


def must_be_known(copy_door: Door, facts: dict[str, Any]) -> None:
    """Refuse a copy that a newer program has made, by the facts of it."""
    if facts["revision"] not in revisions.known():
        raise newer.refusal_of(copy_door)


def restore(copy_door: Door, office: Path, present: Door | None = None) -> Path:
    """Put a verified copy in the place of ``office``; return where the present one was kept.

    The office must be closed and its lock held by the caller. Steps: verify, copy to a new file
    beside it, keep the present aside as a copy named 恢复前, take along the numbers given to paper
    since, swap. From the first of them on no old copy goes by itself, until ``shelf.go_on``.

    ``present`` is the office's own door, where it opens: what is restored then stays under its password,
    or plain, whatever the copy had. Without it the copy's key is taken for both.
    """
    office = office.resolve()
    facts = verify(copy_door)
    must_be_known(copy_door, facts)
    made = copy_door.at(office) if present is None else present.at(office)
    present = made if office.is_file() else None
    _make_folder(folder_of(office))
    shelf.pause(office, copy_door.path)
    aside = _keep_aside(present) if present else office
    with files.replaced(office, "恢复") as draft:
        if made.key == copy_door.key:
            copy(copy_door, draft)
        else:
            convert(copy_door, made.at(draft), "恢复")
        if present:
            _take_numbers_along(present, made.at(draft), facts)
        fresh = facts_of(made.at(draft))
        # A journal that still lies there belongs to the file now kept aside and would spoil the new one.
        for ending in BESIDE:
            files.remove(office.with_name(office.name + ending))
    stamp.keep(office, fresh)  # it is meant to be older now
    stamp.leave_behind(made.at(office))
    return aside


def _take_numbers_along(present: Door, draft: Door, facts: dict[str, Any]) -> None:
    """Keep given what was given since the copy was made: those sheets of paper are still in the world."""
    from partyoffice.store import migrate  # it stands on this module

    there = {one.key for one in numbers.of_file(draft, facts["uuid"])}
    since = [one for one in numbers.of_file(present, facts["uuid"]) if one.key not in there]
    if since:
        migrate.upgrade_file(draft, facts["revision"])
        numbers.carry_over(draft, since)


def _keep_aside(present: Door) -> Path:
    try:
        facts_of(present)
    except newer.NewerError:
        return _keep_bytes(present.path, "新版本")
    except OfficeError:
        return _keep_bytes(present.path)
    return make(present, Reason.RESTORE).path


def _keep_bytes(present: Path, why: str = "损坏") -> Path:
    """Keep an office that cannot be copied page by page as it is."""
    folder = folder_of(present)
    _make_folder(folder)
    aside = folder / f"{present.stem}-{why}-{clock.now():%Y%m%d-%H%M%S}{present.suffix}.damaged"
    with files.replaced(aside, "保留原文件到") as draft:
        shutil.copyfile(present, draft)
    return aside
