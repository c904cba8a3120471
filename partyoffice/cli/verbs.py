"""The verbs, one function each; the name is the verb's with underscores."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from partyoffice.cli.calc import calc
from partyoffice.cli.checking import check, selftest, todo
from partyoffice.cli.grammar import Given
from partyoffice.cli.offices import (
    chosen,
    door_of,
    file_door,
    must_be_elsewhere,
    opened,
    password_of,
    present_door,
)
from partyoffice.cli.papers import export, forms, print_
from partyoffice.cli.run import RefusedError
from partyoffice.cli.templates import answered, compare, fill
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import revisions
from partyoffice.store.engine import Door
from partyoffice.store.office import Office

LONGEST_ID = 16  # digits; the file cannot hold larger numbers
Answer = dict[str, Any]
__all__ = ["calc", "check", "compare", "export", "fill", "forms", "selftest", "todo"]


def new(given: Given) -> Answer:
    """Make an office: ``new FILE [--sample N] [--seed S] [--school NAME]``."""
    from partyoffice.making import make_sample, make_school

    path = Path(given.file)
    if given.sample is not None and not 0 < given.sample <= 20000:
        raise OfficeError(f"示例人数 {given.sample} 不在 1 至 20000 之间", remedy="请换一个人数")
    office = Office.create(path, password_of(given))
    with office:
        if given.sample is not None:
            make_sample(office, given.sample, given.seed)
        elif given.school:
            make_school(office, given.school)
        return {"office": str(path), "members": _members(office)}


def _members(office: Office) -> int:
    from partyoffice.members.queries import roster

    with office.reading() as session:
        return len(roster(session, clock.today(), columns=("name",)))


def import_(given: Given) -> Answer:
    """``import KIND FILE``: nothing is written while there are problems, unless --only-good."""
    from partyoffice.core.calculation import asked_day
    from partyoffice.intake import report, returned, staging
    from partyoffice.intake.target import Options
    from partyoffice.parts import PARTS

    importers = {one.kind: one for part in PARTS for one in part.importers}
    if given.kind not in importers:
        raise OfficeError(f"不能导入“{given.kind}”", remedy=f"可以导入：{'、'.join(importers)}")
    answers = answered(given)
    if given.errors:
        must_be_elsewhere(Path(given.errors), Path(given.file), chosen(given))
    with opened(given) as office:
        options = Options(
            sheet=given.sheet, on=asked_day(given.on, "日期"), answers=answers, hidden=given.hidden
        )
        staged = staging.stage(office, importers[given.kind], Path(given.file), options)
        if given.errors and staged.problems:
            returned.write_errors(staged, Path(given.errors))
        if given.dry_run:
            return report.report(staged)
        if staged.problems and not given.only_good:
            bad = len({note.row for note in staged.problems})
            sentence = OfficeError(
                f"有 {bad} 行有问题，没有导入", remedy="请按原因改正后再导入，或加 --only-good 只导入正确的行"
            )
            raise RefusedError(report.report(staged), str(sentence))
        outcome = staging.commit(office, staged, only_good=given.only_good)
        return report.report(staged, outcome)


def undo_import(given: Given) -> Answer:
    """``undo-import ID``."""
    from partyoffice.store.journal import Journal

    if not (given.id.isascii() and given.id.isdigit() and len(given.id) < LONGEST_ID):
        raise OfficeError(f"“{given.id}”不是导入编号", remedy="请填写导入结果中的 import_id")
    with opened(given) as office:
        with office.reading() as session:
            row = session.get(Journal, int(given.id))
        if row is None or row.kind != "import":
            raise OfficeError(f"第 {given.id} 号操作不是导入", remedy="请核对导入结果中的 import_id")
        done = office.revert(int(given.id), partly=True)
        return {"restored": done.restored, "kept": done.kept}


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
            return _members(office)
    with tempfile.TemporaryDirectory() as folder:
        office = Office.open(shutil.copyfile(door.path, Path(folder) / door.path.name), door.key)
        try:
            return _members(office)
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
    """``verify FILE``: pages, links, digest."""
    from partyoffice.store import backup as copies

    door = file_door(Path(given.file), given)
    return _facts(door, copies.verify(door))


def restore(given: Given) -> Answer:
    """``restore FILE``: the present office is kept aside first."""
    from partyoffice.store import backup as copies
    from partyoffice.store import lock

    office = chosen(given)
    held = lock.take(office)
    try:
        source = file_door(Path(given.file), given)
        present = present_door(given)
        aside = copies.restore(source, office, present)
    finally:
        lock.free(office, held)
    door = (present or source).at(office)
    return _facts(door, copies.facts_of(door)) | {"kept": str(aside)}


globals()["import"] = import_  # a Python word cannot name a function
globals()["print"] = print_
