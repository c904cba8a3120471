"""What the page of an office in trouble has done in the thread of slow work."""

import shutil
from pathlib import Path
from typing import Any

from partyoffice import salvage_list
from partyoffice.app.trouble import Trouble
from partyoffice.core import clock
from partyoffice.store import backup, files, lock, settings, stamp
from partyoffice.store import salvage as salvaging
from partyoffice.store.engine import Door
from partyoffice.store.salvage import Report
from partyoffice.store.stamp import OlderError
from partyoffice.ui.tasks import Progress


def restore(copy: Door, office: Door) -> Path:
    """Put a copy in the place of an office under its lock; return where that was kept."""
    held = lock.take(office.path)
    try:
        return backup.restore(copy, office.path, office)
    finally:
        lock.free(office.path, held)


def judge(copy: Door) -> dict[str, Any]:
    """Return the facts of a copy that is whole and can be restored by this program."""
    facts = backup.verify(copy)
    backup.must_be_known(copy, facts)
    return facts


def list_path(target: Path) -> Path:
    """Return where the workbook of what was kept and lost lies."""
    return target.with_name(f"{target.stem}-清单.xlsx")


def salvage(source: Door, target: Path, progress: Progress) -> Report:
    """Write what is readable into a new office, and the report beside it, as text and as a workbook."""
    report = salvaging.salvage(source, target, progress)
    salvage_list.write(report, source, source.at(target), list_path(target))
    with files.replaced(target.with_name(f"{target.stem}-清单.txt"), "写") as draft:
        draft.write_text("\n".join(report.lines()) + "\n", encoding="utf-8-sig")
    return report


def copy_bytes(source: Path, target: Path) -> None:
    """Copy a file as it is."""
    with files.replaced(target, "另存到") as draft:
        shutil.copyfile(source, draft)


def note_older(window: Any, trouble: Trouble) -> None:  # noqa: ANN401 -- an OfficeWindow
    """Write into the office that it went on from an older state, and take that state for the known one."""
    office, error = getattr(window, "office", None), trouble.error
    if office is None or not isinstance(error, OlderError):
        return
    stamp.accept(office.path, error.file, office.uuid)
    if office.writing:
        value = {"at": clock.stamp(), "here": error.here.seq, "file": error.file.seq}
        sentence = f"继续使用较旧的文件：这台电脑记得{error.here.words()}，文件到{error.file.words()}"
        with office.change(sentence, kind="log") as session:
            settings.put(session, settings.WENT_ON, value)
