"""``backup``, ``verify``, ``restore``, ``thin``, ``rehearse`` and ``plain``: copies of the office."""

import shutil
from pathlib import Path
from typing import Any

from partyoffice.cli.grammar import Given
from partyoffice.cli.noting import note_whole
from partyoffice.cli.offices import (
    chosen,
    door_of,
    file_door,
    members_of,
    must_be_elsewhere,
    opened,
    present_door,
)
from partyoffice.cli.run import RefusedError
from partyoffice.core.errors import OfficeError
from partyoffice.store import revisions, scratch
from partyoffice.store.engine import Door
from partyoffice.store.office import Office

Answer = dict[str, Any]
KEPT = "恢复过备份，旧备份暂不自动清理；核对数据没有问题以后，用 thin 命令继续清理"


def _facts(door: Door, facts: Answer) -> Answer:
    return {
        "file": str(door.path),
        "sha256": facts["sha256"],
        "members": _members_in(door, facts["revision"]),
        "revision": facts["revision"],
    }


def _members_in(door: Door, revision: str) -> int:
    """Count the members of a file; one of an older program is upgraded as a copy that is thrown away."""
    if revision == revisions.known()[-1]:
        with Office.open(door.path, door.key, writing=False) as office:
            return members_of(office)
    with scratch.passing() as folder:
        office = Office.open(shutil.copyfile(door.path, Path(folder) / door.path.name), door.key)
        try:
            return members_of(office)
        finally:
            office.release()


def backup(given: Given) -> Answer:
    """``backup [FILE]``; works beside an open window."""
    from partyoffice.store import backup as copies

    door, target = door_of(given), Path(given.file) if given.file else None
    if target is not None:
        must_be_elsewhere(target, door.path)
    made = copies.make(door, copies.Reason.HAND, target)
    return _facts(door.at(made.path), made.note)


def verify(given: Given) -> Answer:
    """``verify FILE``: pages, links, digest; ``older`` where this PC remembers more of it.

    ``verify --all`` checks each copy beside the office.
    """
    if bool(given.file) == given.all:
        raise OfficeError(
            "没有说清核对哪一份", remedy="请写一个文件名，或只写 --all 核对这个数据文件的全部备份"
        )
    return _verify_all(given) if given.all else _verify_one(given)


def _verify_one(given: Given) -> Answer:
    from partyoffice.store import backup as copies
    from partyoffice.store import stamp

    door = file_door(Path(given.file), given)
    answer = _facts(door, copies.verify(door))
    try:
        stamp.must_not_be_older(door)
    except stamp.OlderError as error:
        answer["older"] = str(error)
    return answer


def _verify_all(given: Given) -> Answer:
    """Check every copy beside the office; whatever is bad is named with what to do."""
    from partyoffice.store import backup as copies
    from partyoffice.store import inspection

    door = door_of(given)
    uuid, there = copies.whose_and_head(door)[0], copies.copies(door.path)
    found = inspection.inspect_all(door, uuid, there)
    answer = {"copies": [_verdict(one, found) for one in found], "bad": sum(one.bad for one in found)}
    if answer["bad"]:
        names = "、".join(one.copy.path.name for one in found if one.bad)
        said = OfficeError(
            f"{len(found)} 份备份中有 {answer['bad']} 份不能用：{names}",
            remedy="各份怎么办写在 --json 的 advice 里；请马上备份一份，再备份一份到别的盘",
        )
        raise RefusedError(answer, str(said))
    return answer


def _verdict(one: Any, found: list[Any]) -> Answer:  # noqa: ANN401 -- a Verdict, loaded late
    from partyoffice.store import inspection

    return {"file": str(one.copy.path), "state": str(one.state), "advice": inspection.advice(one, found)}


def thin(given: Given) -> Answer:
    """``thin``: the restored data were looked at; from the next copy on old ones go again."""
    from partyoffice.store import backup as copies
    from partyoffice.store import shelf

    office = door_of(given).path
    was = shelf.paused(office)
    shelf.go_on(office)
    return {"paused": False, "was_paused": was, "copies": len(copies.copies(office))}


def restore(given: Given) -> Answer:
    """``restore FILE``: the present office is kept aside first; no old copy goes until ``thin``."""
    from partyoffice.store import backup as copies
    from partyoffice.store import lock

    office, source, present = chosen(given), file_door(Path(given.file), given), present_door(given)
    held = lock.take(office)
    try:
        aside = copies.restore(source, office, present)
    except OfficeError as error:
        raise _naming_another(error, source, office) from error
    finally:
        lock.free(office, held)
    door = (present or source).at(office)
    return _facts(door, copies.facts_of(door)) | {"kept": str(aside), "next": KEPT}


def _naming_another(error: OfficeError, source: Door, office: Path) -> OfficeError:
    """Return the refusal of a bad copy with the name of the next good one."""
    from partyoffice.store import backup as copies

    other = copies.next_good(source, office, source.path)
    if other is None or not source.path.is_file():
        return error
    return OfficeError(error.what, remedy=f"可以改用“{other.path.name}”，它是完好的", safe=error.safe)


def rehearse(given: Given) -> Answer:
    """``rehearse``: the newest copy is restored for trial, counted, thrown away; the office keeps the day."""
    from partyoffice.store import rehearsal

    with opened(given) as office:
        found = rehearsal.rehearse(office.door)
        rehearsal.remember(office, found)
    return {"file": str(found.copy.path), "rows": sum(found.rows.values()), "people": found.people}


def plain(given: Given) -> Answer:
    """``plain DIR [--agree]``: everything as sheets and JSON, of an encrypted office with --agree only."""
    from partyoffice import plain as plainly

    folder = Path(given.dir)
    with opened(given, writing=False) as office:
        counts = plainly.write(office, folder, agreed=given.agree)
    return {"folder": str(folder), "tables": counts} | note_whole(given, plainly.NOTED)
