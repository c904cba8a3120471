"""The verbs, one function each; the name is the verb's with underscores."""

from pathlib import Path
from typing import Any

from partyoffice.cli.calc import calc
from partyoffice.cli.checking import check, selftest, todo
from partyoffice.cli.copies import backup, plain, rehearse, restore, thin, verify
from partyoffice.cli.grammar import Given
from partyoffice.cli.handing import handover, receive
from partyoffice.cli.offices import (
    chosen,
    code_file,
    members_of,
    must_be_elsewhere,
    opened,
    password_of,
    recovery_of,
    warning_of,
)
from partyoffice.cli.papers import export, forms, print_
from partyoffice.cli.rescue import salvage
from partyoffice.cli.run import RefusedError
from partyoffice.cli.templates import answered, compare, fill
from partyoffice.core.errors import OfficeError
from partyoffice.store.office import Office

LONGEST_ID = 16  # digits; the file cannot hold larger numbers
Answer = dict[str, Any]
__all__ = [
    "backup", "calc", "check", "compare", "export", "fill", "forms", "handover", "plain", "receive",
    "rehearse", "restore", "salvage", "selftest", "thin", "todo", "verify",
]  # fmt: skip


def new(given: Given) -> Answer:
    """Make an office: ``new FILE [--sample N] [--seed S] [--school NAME]``."""
    from partyoffice.making import make_sample, make_school

    path = Path(given.file)
    if given.sample is not None and not 0 < given.sample <= 20000:
        raise OfficeError(f"示例人数 {given.sample} 不在 1 至 20000 之间", remedy="请换一个人数")
    code = code_file(given)
    office = Office.create(path, password_of(given))
    told = warning_of(path) | recovery_of(office.door.key, code)
    with office:
        if given.sample is not None:
            make_sample(office, given.sample, given.seed)
        elif given.school:
            make_school(office, given.school)
        return {"office": str(path), "members": members_of(office)} | told


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


globals()["import"] = import_  # a Python word cannot name a function
globals()["print"] = print_
