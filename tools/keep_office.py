"""Keep a small filled office of this version for ever: every later program must open it.

Usage: python tools/keep_office.py. Writes tests/data/offices/VERSION.dangwu, once a version (VERSION-REVISION
where that is there already), and beside it
VERSION.json with what is in it, table by table, and VERSION.txt with what the program makes of it: counts,
sums, and the words on papers. Where a form is changed on purpose, ``python tools/keep_office.py --again``
writes those texts anew; look at what they differ in.
"""

import hashlib
import json
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from sqlalchemy import func, select

from partyoffice import __version__, papers
from partyoffice.core import clock
from partyoffice.core.resources import home
from partyoffice.dues.queries.money import balance
from partyoffice.dues.records import Payment
from partyoffice.making import make_sample
from partyoffice.members.queries import roster
from partyoffice.members.records import Person
from partyoffice.part import Asked
from partyoffice.store import blobs, revisions
from partyoffice.store.engine import driver
from partyoffice.store.office import Office

DAY = date(2026, 11, 20)
MEMBERS, PRINTED, SHOWN = 12, ("mem-01", "mem-02"), 3  # the papers of so many people
KEPT = home() / "tests" / "data" / "offices"
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


def made_of(office: Office) -> str:
    """Return what the program makes of an office on a day: counts, sums in fen, the words on papers."""
    with clock.stopped(DAY), office.reading() as session:
        people = roster(session, DAY)
        kinds = Counter(str(one.category) for one in people)
        paid = session.execute(select(func.count(), func.sum(Payment.amount)).select_from(Payment)).one()
        lines = [f"在册 {len(people)}", *(f"{kind} {count}" for kind, count in sorted(kinds.items()))]
        lines += [f"党费 {paid[0]} 笔 {paid[1] or 0} 分，结存 {balance(session, DAY).total} 分"]
        for one in people[:SHOWN]:
            for code in PRINTED:
                stack = papers.fill(session, papers.find(code), [one.id], Asked(DAY))
                lines += [f"—— {code} {one.name}", *_words(stack)]
    return "\n".join(lines) + "\n"


def _words(stack: papers.Stack) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        papers.write(stack, path)
        with closing(pypdfium2.PdfDocument(path)) as printed:
            texts = [page.get_textpage().get_text_bounded() for page in printed]
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def write_made() -> None:
    """Write anew what is made of every kept office."""
    for kept in sorted(KEPT.glob("*.dangwu")):
        with tempfile.TemporaryDirectory() as folder:
            office = Office.open(shutil.copyfile(kept, Path(folder) / kept.name))
            kept.with_suffix(".txt").write_text(made_of(office), encoding="utf-8")
            office.release()


def main() -> None:
    """Write the office and let it go."""
    if sys.argv[1:] == ["--again"]:
        write_made()
        return
    target = KEPT / f"{__version__}.dangwu"
    if target.exists():  # of a version that is still being made there is one of each revision that matters
        target = KEPT / f"{__version__}-{revisions.known()[-1]}.dangwu"
    if target.exists():
        sys.exit(f"{target.name} is kept already and is never changed")
    target.parent.mkdir(parents=True, exist_ok=True)
    with clock.stopped(DAY):
        office = Office.create(target)
        make_sample(office, MEMBERS, 7)
        with office.change("上传照片") as session:
            session.get_one(Person, 1).photo = blobs.put(session, PICTURE)
        office.undo()
        office.redo()
    office.release()
    target.with_name(target.name + ".lock").unlink(missing_ok=True)
    write_told(target)
    write_made()
    print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
