"""交接包: one .zip with a verified copy of the office, 移交清单, and a manifest that proves every byte.

The copy is encrypted as the office is; list, counts and manifest are not, and name nobody. Made whole or
not at all, and read back before it counts (``proof.look``).
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Any

from partyoffice import __version__, plain
from partyoffice.core import cancel, clock
from partyoffice.core.errors import OfficeError
from partyoffice.handover import checklist, contents, paper
from partyoffice.handover.paper import Filed
from partyoffice.handover.proof import DATA, FORMAT, KIND, LIST, MANIFEST, NOTE, Package, look
from partyoffice.organisation.records import SCHOOL
from partyoffice.part import Asked
from partyoffice.store import backup, files, journal, keys, settings
from partyoffice.store.office import Office

SCRATCH, DOING = ".交接-", "制作交接包"


@dataclass(slots=True)
class _Wish:
    office: Office
    target: Path
    plainly: bool
    progress: cancel.Progress | None
    facts: dict[str, Any] = field(default_factory=dict)

    def stretch(self, start: float, end: float) -> cancel.Progress | None:
        return cancel.stretch(self.progress, start, end)


def usual_name(office: Office) -> str:
    """Return the proposed file name."""
    return f"{office.path.stem}-交接包-{clock.today():%Y%m%d}.zip"


def make(
    office: Office, target: Path, progress: cancel.Progress | None = None, *, plainly: bool = False
) -> Package:
    """Write the package and read it back; all of it or nothing.

    ``plainly`` is the user's explicit yes to a plain copy of everything in it. Raises OfficeError for what
    the disk refuses, Cancelled where ``progress`` says stop; an older file of that name stays until then.
    """
    wish = _Wish(office, target, plainly, progress)
    cancel.tell(progress, 0, cancel.WHOLE)
    with _scratch(target.parent, office.path.stem) as folder:
        _fill(wish, folder)
        with files.replaced(target, DOING) as draft:
            _zip(wish, folder, draft)
            made = look(draft, wish.stretch(0.8, 1))
    return Package(target, made.sha256, made.told, made.files)


def remember(office: Office, made: Package) -> None:
    """Write down in the office that is handed over which package left it, where it may be written."""
    if not office.writing:
        return
    told = {"日期": str(made.on), "文件": made.path.name, "校验短码": paper.short(made.sha256)}
    besides = "（附明文）" if made.plainly else ""
    with office.change(f"制作交接包：{made.path.name}{besides}", kind="log") as session:
        settings.put(session, settings.HANDED, told)


@contextmanager
def _scratch(folder: Path, stem: str) -> Generator[Path]:
    """Yield a folder beside the target; what a killed try has left there goes first."""
    try:
        for left in folder.glob(f"{escape(SCRATCH + stem[:40])}-*"):
            shutil.rmtree(left, ignore_errors=True)
        files.sweep(folder, stem)
        with tempfile.TemporaryDirectory(prefix=f"{SCRATCH}{stem[:40]}-", dir=folder) as made:
            yield Path(made)
    except OSError as error:
        raise files.refusal(error, folder / stem, DOING) from error


def _fill(wish: _Wish, folder: Path) -> None:
    """Put copy, note and list, and what is wished besides, into a folder."""
    from partyoffice.reports import pdf

    office = wish.office
    items = checklist.of_office(office)
    copy = office.back_up(backup.Reason.HAND, folder / DATA)
    cancel.tell(wish.progress, round(0.2 * cancel.WHOLE), cancel.WHOLE)
    with office.reading() as session:
        if journal.head(session)[0] != copy.note["head"]:
            raise OfficeError("制作交接包时数据又有改动", remedy="请停下别的操作，再做一次")
        on, filed = clock.today(), [_filed(folder, folder / name) for name in (DATA, NOTE)]
        document = paper.list_of(session, Asked(on), items, filed)
        wish.facts = {
            "kind": KIND, "format": FORMAT, "program": __version__, "made": clock.stamp(), "on": str(on),
            "name": office.path.stem, "school": str(settings.get(session, SCHOOL)),
            "encrypted": office.encrypted, "lists": contents.counts(session, on),
            "checklist": [{"title": one.title, "said": one.said, "clean": one.clean} for one in items],
            **{key: copy.note[key] for key in ("uuid", "revision", "head", "chain", "rows")},
            **keys.told(office.door.key),
        }  # fmt: skip
    pdf.write(document, folder / LIST)
    if wish.plainly:
        plain.write(office, folder / plain.MONTHLY, wish.stretch(0.2, 0.6), agreed=True)


def _filed(folder: Path, path: Path) -> Filed:
    return Filed(path.relative_to(folder).as_posix(), path.stat().st_size, files.digest(path))


def _zip(wish: _Wish, folder: Path, draft: Path) -> None:
    found = [one for one in sorted(folder.rglob("*")) if one.is_file()]
    filed = [_filed(folder, one) for one in found]
    told = wish.facts | {"files": [one._asdict() for one in filed]}
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1))
        for at, one in enumerate(found):
            cancel.tell(wish.stretch(0.6, 0.8), at, len(found))
            out.write(one, one.relative_to(folder).as_posix())
