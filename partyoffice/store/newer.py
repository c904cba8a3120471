"""An office of a newer program: which version it needs, and whether it may be looked at all the same.

A revision that only adds leaves what this program knows where it was, so it is shown and never written.
One whose old tables would be misread by an older program raises ``engine.FORMAT``: that is not shown.
"""

import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from partyoffice import __version__
from partyoffice.core.errors import OfficeError
from partyoffice.store.base import Table

if TYPE_CHECKING:
    from partyoffice.store.engine import Door

driver: Any = dbapi2
_VERSION = re.compile(r"(\d+(?:\.\d+){1,3})\w*")


class NewerError(OfficeError):
    """A file that a newer program has written; ``needed`` is the version that reads it, empty if unknown."""

    def __init__(self, path: Path, needed: str) -> None:
        """Say so, and what to install."""
        self.needed = needed
        said, wanted = (f"（{needed}）", f" {needed} 或更新的版本") if needed else ("", "新版本")
        what = f"“{path.name}”由更新版本的程序{said}保存，这个版本（{__version__}）不能改动它"
        super().__init__(what, remedy=f"请安装{wanted}后再打开")


def refusal(path: Path, program: object = "") -> NewerError:
    """Return the refusal of a newer file; ``program`` is the version written in it, if that makes sense."""
    told = _VERSION.fullmatch(program) if isinstance(program, str) else None
    return NewerError(path, str(program) if told and _parts(told[1]) > _parts(__version__) else "")


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def refusal_from(path: Path, connection: Any) -> NewerError:  # noqa: ANN401 -- untyped driver
    """Return the refusal with the version that stands in the file."""
    try:
        row = connection.execute("SELECT program FROM office_meta").fetchone()
    except driver.DatabaseError:
        row = None
    return refusal(path, row[0] if row else "")


def refusal_of(door: "Door") -> NewerError:
    """Return the refusal of a file, looking into it."""
    with closing(replace(door, writing=False).connect()) as connection:
        return refusal_from(door.path, connection)


def may_be_read(door: "Door") -> bool:
    """Say whether every table and column this program reads is still there, under its name."""
    question = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type='table'"
    with closing(replace(door, writing=False).connect()) as connection:
        try:
            there = set(connection.execute(question).fetchall())
        except driver.DatabaseError:
            return False
    tables = Table.metadata.tables.values()
    return all((table.name, column.name) in there for table in tables for column in table.columns)
