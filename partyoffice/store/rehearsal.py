"""演练恢复: the newest copy is restored beside the office, opened, counted, and thrown away again (R23)."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, journal, settings
from partyoffice.store.backup import Copy
from partyoffice.store.engine import Door
from partyoffice.store.journal import Journal
from partyoffice.store.office import Office

SCRATCH = ".演练-"
FIRST_AFTER = timedelta(days=30)
# The journal shows these words beside the values, so they are what people read.
ON, NAME, PEOPLE, ROWS = "日期", "备份", "人数", "记录数"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rehearsal found: all it counted is what the copy's note told, or it would have been refused."""

    copy: Copy
    rows: dict[str, int]

    @property
    def people(self) -> int:
        """The people in the copy."""
        return self.rows.get("person", 0)


def rehearse(door: Door) -> Rehearsal:
    """Restore the newest copy into a scratch folder, open it and count; nothing of it stays.

    Raises OfficeError where there is no copy, or where it cannot be restored, opened or told apart.
    """
    head = backup.head_of(door)  # copies beyond it were left behind by an earlier restore
    newest = next((one for one in backup.copies(door.path) if one.note and one.seq <= head), None)
    if newest is None:
        raise OfficeError("还没有备份，不能演练恢复", remedy="请先“立即备份”，再演练")
    folder = backup.folder_of(door.path)
    for left in folder.glob(f"{SCRATCH}*"):  # of a rehearsal that was killed
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as scratch:
        target = Path(scratch) / door.path.name
        backup.restore(door.at(newest.path), target)
        rows = backup.facts_of(door.at(target))["rows"]
        _must_open(door.at(target), newest)
    if rows != newest.note["rows"]:
        raise _differs(newest)
    return Rehearsal(newest, rows)


def _must_open(door: Door, copy: Copy) -> None:
    office = Office.open(door.path, door.key)
    try:
        with office.reading() as session:
            if journal.verify(session) is not None:
                raise _differs(copy)
    finally:
        office.release()


def _differs(copy: Copy) -> OfficeError:
    return OfficeError(
        f"演练恢复没有通过：“{copy.path.name}”恢复以后和备份时不一致",
        remedy="请立即备份一次，再演练；仍不通过请在“数据体检”中查看，这份备份请留着",
        safe="现有数据没有改动",
    )


def remember(office: Office, done: Rehearsal) -> None:
    """Keep in the office when it was rehearsed last, and what was counted."""
    value = {
        ON: str(clock.today()),
        NAME: done.copy.path.name,
        PEOPLE: done.people,
        ROWS: sum(done.rows.values()),
    }
    with office.change(
        f"演练恢复：{done.copy.path.name}，{done.people} 人，与备份时一致", kind="log"
    ) as session:
        settings.put(session, settings.REHEARSED, value)


def last(session: Session) -> dict[str, Any]:
    """Return what was remembered of the last rehearsal; empty before the first."""
    return dict(settings.get(session, settings.REHEARSED))


def is_due(session: Session, on: date) -> bool:
    """Say whether none was made in the month of a day, whatever a wrong clock remembered before.

    An office begun less than a month ago has nothing yet to rely on.
    """
    begun = session.execute(select(Journal.at).order_by(Journal.seq).limit(1)).scalar()
    if begun is None or abs(on - clock.from_stamp(begun).date()) < FIRST_AFTER:
        return False
    return str(last(session).get(ON, ""))[:7] != f"{on:%Y-%m}"
