"""Copies of the office: through SQLite's backup API, verified on the disk, thinned, restored."""

import json
import re
import shutil
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import engine, files, keys, numbers, revisions
from partyoffice.store.engine import Door, driver
from partyoffice.store.faults import refusal_of

FOLDER = "备份"
ENDING = ".dangwu"
BESIDE = ("-journal", "-wal", "-shm")
LAST, DAYS, WEEKS, MONTHS = 10, 7, 8, 24


class Reason(StrEnum):
    """Why a copy was made, as its name says."""

    CLOSE = "自动"
    IMPORT = "导入前"
    UPGRADE = "升级前"
    RESTORE = "恢复前"
    HAND = "手动"


KEPT_A_YEAR = frozenset({Reason.IMPORT, Reason.UPGRADE})
_TOLD = re.compile(r"(\d{6,})-(\d{8}-\d{4})-([^-]+?)(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy as its name and the note beside it tell. ``seq`` orders copies, never the clock."""

    path: Path
    seq: int
    made: datetime
    reason: str
    size: int
    note: dict[str, Any] = field(hash=False)


def folder_of(office: Path) -> Path:
    """Return where the copies of an office lie."""
    return office.resolve().parent / FOLDER


def copy(door: Door, target: Path) -> None:
    """Copy the office page by page into ``target``; a reader or writer beside it does no harm."""
    with closing(replace(door, writing=False).connect()) as source, closing(door.at(target).connect()) as out:
        try:
            source.backup(out)
        except driver.DatabaseError as error:
            raise refusal_of(error, door.path, "备份") from error


def make(door: Door, reason: Reason, to: Path | None = None) -> Copy:
    """Make a copy, reopen it, check it whole, write its note, thin the older ones.

    ``to`` names another file (a stick, say) instead of the folder 备份. Raises OfficeError when
    there is no room or the copy is not sound; nothing half-made stays.
    """
    folder = folder_of(door.path)
    _must_have_room(door.path, folder if to is None else to.parent)
    if to is None:
        _make_folder(folder)
    head = head_of(door)
    target = to or _free_name(folder, door.path.stem, head, reason)
    with files.replaced(target, "备份到") as draft:
        copy(door, draft)
        facts = facts_of(door.at(draft))
    made = _write_note(target, reason, facts)
    if to is None:
        thin(folder, door.path.stem, made.seq)
    return made


def _must_have_room(office: Path, folder: Path) -> None:
    place = folder if folder.exists() else office.resolve().parent
    needed = 2 * office.stat().st_size // 2**20 + 10
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


def _free_name(folder: Path, stem: str, head: int, reason: Reason) -> Path:
    name = f"{stem}-{head:06d}-{clock.now():%Y%m%d-%H%M}-{reason}"
    tries = (folder / f"{name}{'' if n == 1 else f'-{n}'}{ENDING}" for n in range(1, 10**4))
    return next(path for path in tries if not path.exists())


Ask = Callable[[str], list[tuple[Any, ...]]]


@contextmanager
def _asking(door: Door) -> Generator[Ask]:
    with closing(replace(door, writing=False).connect()) as connection:
        try:
            yield lambda question: list(connection.execute(question).fetchall())
        except driver.DatabaseError as error:
            raise refusal_of(error, door.path, "读取") from error


def head_of(door: Door) -> int:
    """Return the journal's head of a file."""
    with _asking(door) as ask:
        return _head(ask)


def _head(ask: Ask) -> int:
    return int(ask("SELECT coalesce(max(seq), 0) FROM journal")[0][0])


def facts_of(door: Door) -> dict[str, Any]:
    """Check a file whole and return what a copy's note holds (OfficeError when it is not sound)."""
    engine.identify(door)
    with _asking(door) as ask:
        if ask("PRAGMA integrity_check")[0][0] != "ok" or ask("PRAGMA foreign_key_check"):
            raise engine.damaged(door.path)
        whose = ask("SELECT uuid, version_num FROM office_meta, alembic_version")
        if len(whose) != 1:
            raise engine.damaged(door.path)
        chain = ask("SELECT chain FROM journal ORDER BY seq DESC LIMIT 1")
        said = {"rows": _counts(ask), "head": _head(ask), "chain": chain[0][0] if chain else ""}
    said |= {"uuid": whose[0][0], "revision": whose[0][1], **keys.told(door.key)}
    return {"sha256": files.digest(door.path), **said}


def _counts(ask: Ask) -> dict[str, int]:
    tables = ask("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    question = 'SELECT count(*) FROM "{}"'
    return {name: ask(question.format(name))[0][0] for (name,) in tables}


def note_path(copy_path: Path) -> Path:
    """Return where the note (digest and counts) of a copy lies."""
    return copy_path.with_name(copy_path.name + ".json")


def _write_note(target: Path, reason: Reason, facts: dict[str, Any]) -> Copy:
    note = {"reason": str(reason), "made": clock.stamp(), **facts}
    with files.replaced(note_path(target), "备份到") as draft:
        draft.write_text(json.dumps(note, ensure_ascii=False, indent=1), encoding="utf-8")
    return Copy(target, facts["head"], clock.now(), reason, target.stat().st_size, note)


def verify(door: Door) -> dict[str, Any]:
    """Check a copy (or any office) whole: note, digest, pages, links; return its facts.

    Raises OfficeError where its bytes no longer match the note beside it.
    """
    facts = facts_of(door)
    note = read_note(door.path)
    if note and note.get("sha256") != facts["sha256"]:
        raise OfficeError(
            f"“{door.path.name}”与备份时的校验值不一致，内容已被改动或损坏",
            remedy="请改用另一份备份",
            safe="现有数据没有改动",
        )
    return facts


def read_note(path: Path) -> dict[str, Any]:
    """Return the note beside a copy, or an empty one."""
    try:
        return dict(json.loads(note_path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def copies(office: Path) -> list[Copy]:
    """Return the copies of an office, newest first by the journal's head."""
    found = [known for path in folder_of(office).glob(f"*{ENDING}") if (known := _known(path, office.stem))]
    return sorted(found, key=lambda one: (one.seq, one.made, one.path.name), reverse=True)


def _known(path: Path, stem: str) -> Copy | None:
    """Return the copy a file name tells of, None where it is no copy of this office."""
    match = _TOLD.fullmatch(path.stem.removeprefix(f"{stem}-")) if path.stem.startswith(f"{stem}-") else None
    if match is None:
        return None
    try:
        made = datetime.strptime(match[2], "%Y%m%d-%H%M").astimezone()
    except ValueError:
        return None
    return Copy(path, int(match[1]), made, match[3], path.stat().st_size, read_note(path))


def thin(folder: Path, stem: str, head: int) -> None:
    """Delete what the rule of ``kept`` lets go, and partial files a crash has left.

    ``head`` is the office's own. Copies beyond it are of another line, made before a restore or by
    an office of the same name: they are thinned by themselves and never push out the present ones.
    """
    files.sweep(folder)
    all_copies = copies(folder.parent / f"{stem}{ENDING}")
    lines = [one for one in all_copies if one.seq <= head], [one for one in all_copies if one.seq > head]
    for line in lines:
        for one in set(line) - kept(line, clock.now()):
            files.remove(one.path)
            files.remove(note_path(one.path))


def kept(all_copies: Sequence[Copy], now: datetime) -> set[Copy]:
    """Return the copies that stay: the last 10, 7 days, 8 weeks, 24 months, a year of special ones.

    Copies made by hand are the user's own and always stay. The order is that of the journal, so
    a clock set back can never let the newest go.
    """
    order = sorted(all_copies, key=lambda one: one.seq, reverse=True)
    stay = set(order[:LAST]) | {one for one in order if one.reason == Reason.HAND}
    year_ago = now - timedelta(days=366)
    stay |= {one for one in order if one.reason in KEPT_A_YEAR and one.made > year_ago}
    for form, many in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        stay |= _newest_each(order, form, many)
    return stay


def _newest_each(order: Iterable[Copy], form: str, many: int) -> set[Copy]:
    newest: dict[str, Copy] = {}
    for one in order:
        newest.setdefault(one.made.strftime(form), one)
    return set(list(newest.values())[:many])


def restore(copy_door: Door, office: Path) -> Path:
    """Put a verified copy in the place of ``office``; return where the present one was kept.

    The office must be closed and its lock held by the caller. Steps: verify, copy to a new file
    beside it, keep the present aside as a copy named 恢复前, take along the numbers given to paper
    since, swap.
    """
    office = office.resolve()
    facts = verify(copy_door)
    if facts["revision"] not in revisions.known():
        raise engine.newer(copy_door.path)
    present = copy_door.at(office) if office.is_file() else None
    aside = _keep_aside(present) if present else office
    with files.replaced(office, "恢复") as draft:
        copy(copy_door, draft)
        if present:
            _take_numbers_along(present, copy_door.at(draft), facts)
        facts_of(copy_door.at(draft))
        # A journal that still lies there belongs to the file now kept aside and would spoil the new one.
        for ending in BESIDE:
            files.remove(office.with_name(office.name + ending))
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
    except OfficeError:
        return _keep_bytes(present.path)
    return make(present, Reason.RESTORE).path


def _keep_bytes(present: Path) -> Path:
    """Keep a damaged office as it is: it cannot be copied page by page."""
    folder = folder_of(present)
    _make_folder(folder)
    aside = folder / f"{present.stem}-损坏-{clock.now():%Y%m%d-%H%M%S}{present.suffix}.damaged"
    with files.replaced(aside, "保留原文件到") as draft:
        shutil.copyfile(present, draft)
    return aside
