"""Keep a small filled office of this version for ever: every later program must open it.

Usage: python tools/keep_office.py. Writes tests/data/offices/VERSION.dangwu, once a version, and beside it
VERSION.json with what is in it, table by table.
"""

import hashlib
import json
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from partyoffice import __version__
from partyoffice.core import clock
from partyoffice.core.resources import home
from partyoffice.making import make_sample
from partyoffice.members.records import Person
from partyoffice.store import blobs
from partyoffice.store.engine import driver
from partyoffice.store.office import Office

MEMBERS = 12
PICTURE = b"not a picture, but bytes that must come through"


def told(path: Path, columns: dict[str, list[str]] | None = None) -> dict[str, Any]:
    """Return of each table how many rows it has and the digest of their values.

    ``columns`` are those that count, by table; without it all there are.
    """
    with closing(driver.connect(str(path))) as connection:
        if columns is None:
            master = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
            names = [name for (name,) in master if not name.startswith(("sqlite_", "alembic_"))]
            columns = {
                name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] for name in names
            }
        return {name: _told(connection, name, sorted(wanted)) for name, wanted in sorted(columns.items())}


def _told(connection: Any, table: str, columns: list[str]) -> dict[str, Any]:  # noqa: ANN401 -- untyped driver
    listed = ", ".join(f'"{name}"' for name in columns)
    question = f'SELECT {listed} FROM "{table}"'  # noqa: S608 -- names out of the office itself
    rows = sorted(ascii(row) for row in connection.execute(question))
    digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return {"columns": columns, "rows": len(rows), "digest": digest}


def write_told(office: Path) -> None:
    """Write what is in a kept office beside it."""
    text = json.dumps(told(office), ensure_ascii=False, indent=1)
    office.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")


def main() -> None:
    """Write the office and let it go."""
    target = home() / "tests" / "data" / "offices" / f"{__version__}.dangwu"
    if target.exists():
        sys.exit(f"{target.name} is kept already and is never changed")
    target.parent.mkdir(parents=True, exist_ok=True)
    with clock.stopped(date(2026, 11, 20)):
        office = Office.create(target)
        make_sample(office, MEMBERS, 7)
        with office.change("上传照片") as session:
            session.get_one(Person, 1).photo = blobs.put(session, PICTURE)
        office.undo()
        office.redo()
    office.release()
    target.with_name(target.name + ".lock").unlink(missing_ok=True)
    write_told(target)
    print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
