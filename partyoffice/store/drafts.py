"""Forms that were begun and not saved, kept beside the office for after a crash.

They hold the same personal data, so they lie in a small file of the same kind under the same password,
outside the journal: what nobody saved was never done. The file is gone as soon as nothing is begun.
"""

import contextlib
import json
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.store.engine import Door, driver
from partyoffice.store.faults import is_broken, refusal_of

if TYPE_CHECKING:
    from partyoffice.store.office import Office

ENDING = ".draft"
TABLE = "CREATE TABLE IF NOT EXISTS draft (key TEXT PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL)"


@dataclass(frozen=True, slots=True)
class Draft:
    """One form: what it is called, what opens it again, and what was typed into it."""

    key: str
    title: str
    page: str
    about: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    at: str = ""  # when it was kept, as a stamp

    def time(self) -> str:
        """Return the time of day, with the day where that is not today."""
        kept = clock.from_stamp(self.at)
        return f"{kept:%H:%M}" if kept.date() == clock.today() else f"{kept:%Y-%m-%d %H:%M}"


def path_of(office: Path) -> Path:
    """Return where the drafts of an office lie."""
    real = office.resolve()
    return real.with_name(real.name + ENDING)


def are_readable(office: Door) -> bool:
    """Say whether there are drafts of a closed office, and its key reads them (OfficeError: out of reach)."""
    path = path_of(office.path)
    if not path.exists():
        return False
    with closing(office.at(path).connect()) as connection:
        try:
            return bool(connection.execute("SELECT count(*) FROM draft").fetchone()[0])
        except driver.DatabaseError as error:
            if is_broken(error) or "no such table" in str(error):
                return False
            raise refusal_of(error, path, "读取草稿") from error


class Drafts:
    """The drafts of one office. The file is held only for moments: with the office it may be written anew."""

    def __init__(self, office: "Office") -> None:
        self.path, self.writing = path_of(office.path), office.writing
        self._door = office.door.at(self.path)

    def keep(self, draft: Draft) -> None:
        """Write a draft, over its earlier state (OfficeError where the disk refuses)."""
        if not self.writing:
            return
        body = {"title": draft.title, "page": draft.page, "about": draft.about, "values": draft.values}
        try:
            row = (draft.key, clock.stamp(), json.dumps(body, ensure_ascii=False))
            with self._opened() as connection:
                connection.execute("INSERT OR REPLACE INTO draft (key, at, body) VALUES (?, ?, ?)", row)
        except driver.DatabaseError as error:
            raise OfficeError("填写的内容没有存成草稿", remedy="请尽快保存这张表，并检查磁盘空间") from error

    def drop(self, key: str) -> None:
        """Forget a draft: it was saved or given up. With the last one the file goes."""
        if not self.path.exists():
            return
        try:
            with self._opened() as connection:
                connection.execute("DELETE FROM draft WHERE key = ?", (key,))
                left = connection.execute("SELECT count(*) FROM draft").fetchone()[0]
        except (driver.DatabaseError, OfficeError) as error:
            self._give_up(error)
            return
        if not left:
            self._remove()

    def all(self) -> list[Draft]:
        """Return what was begun and not saved, the newest first; nothing to who only reads.

        A window that only reads would offer what somebody is filling in right now in the writing one.
        """
        if not (self.writing and self.path.exists()):
            return []
        try:
            with self._opened() as connection:
                rows = connection.execute("SELECT key, at, body FROM draft ORDER BY at DESC, key").fetchall()
        except (driver.DatabaseError, OfficeError) as error:
            self._give_up(error)
            return []
        return [Draft(key=key, at=at, **json.loads(body)) for key, at, body in rows]

    def find(self, key: str) -> Draft | None:
        """Return one draft, None where it is gone."""
        return next((one for one in self.all() if one.key == key), None)

    @contextmanager
    def _opened(self) -> Generator[Any]:
        with closing(self._door.connect()) as connection:
            connection.execute(TABLE)
            yield connection

    def _give_up(self, error: Exception) -> None:
        """Throw away what is broken or of another password; a disk out of reach keeps the other drafts."""
        if is_broken(error):
            self._remove()

    def _remove(self) -> None:
        with contextlib.suppress(OSError):  # held by a scanner: it is empty, and goes the next time
            self.path.unlink(missing_ok=True)
