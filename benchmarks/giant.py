"""The greatest office anybody will have: 5 000 people, 60 000 payments of dues, 20 000 attachments.

Run alone: ``python benchmarks/run.py 5000 --only giant``. Seconds are those of the processor, of each program
and all it starts, the same however busy the machine is. The sample is topped up to these numbers, with
attachments of 20 KB each. Floors: SQLite judging the same file, a bare window, a plain writer of 21 columns.
"""

import os
import sqlite3
from hashlib import sha256
from pathlib import Path

from benchmarks.measure import Place, Row, child
from benchmarks.sheets import FLOOR_XLSX
from benchmarks.windows import BARE, OURS

PAYMENTS, ATTACHMENTS, BYTES = 60_000, 20_000, 20_000
OPEN = "import sys; from partyoffice import parts; from partyoffice.store.office import Office"
OPEN += "; Office.open(sys.argv[1]).release()"
CHECKED = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('PRAGMA quick_check').fetchone())"
COPIED = "import shutil, sys; shutil.copyfile(*sys.argv[1:3])"


def giant(place: Place) -> list[Row]:
    """Open it, show it, write a year and everything, copy it."""
    top_up(place.office)
    out, office = place.folder, ["-m", "partyoffice", "--office", str(place.office)]
    told = [
        _both(
            "opened and checked", ["-c", OPEN, str(place.office)], ["-c", CHECKED, str(place.office)], "< 3 s"
        ),
        *(_window(place, until) for until in ("home", "members")),
    ]
    plain = ["-c", FLOOR_XLSX, str(out / "plain.xlsx"), str(place.size)]
    for kind in ("members", "dues-ledger", "dues-payments"):
        words = [*office, "export", kind, str(out / f"{kind}.xlsx")]
        told.append(_both(f"export {kind}", words, plain, "< 30 s"))
    told.append(_both("plain: all there is", [*office, "plain", str(out / "明文")], plain, ""))
    copy = ["-c", COPIED, str(place.office), str(out / "copy.dangwu")]
    told.append(_both("backup, verified", [*office, "backup"], copy, ""))
    return [row for rows in told for row in rows]


def top_up(path: Path) -> None:
    """Add payments and attachments up to the numbers; rows as the program writes them, past its journal."""
    with sqlite3.connect(path) as raw:
        paid = raw.execute("SELECT count(*) FROM dues_payment").fetchone()[0]
        columns = [row[1] for row in raw.execute("PRAGMA table_info(dues_payment)") if row[1] != "id"]
        names = ", ".join(f'"{name}"' for name in columns)
        copied = f"INSERT INTO dues_payment ({names}) SELECT {names} FROM dues_payment LIMIT ?"  # noqa: S608 -- our own columns
        raw.execute(copied, [max(0, PAYMENTS - paid)])
        meetings = [row[0] for row in raw.execute("SELECT id FROM meeting")]
        for number in range(ATTACHMENTS):
            content = os.urandom(BYTES)
            digest = sha256(content).hexdigest()
            raw.execute("INSERT INTO blob (sha256, content) VALUES (?, ?)", (digest, content))
            raw.execute(
                "INSERT INTO attachment (meeting_id, content, kind, name, note) VALUES (?, ?, '照片', ?, '')",
                (meetings[number % len(meetings)], digest, f"会议照片{number}.jpg"),
            )
    raw.close()


def _window(place: Place, until: str) -> tuple[Row, Row]:
    home = {"QT_QPA_PLATFORM": "offscreen", "PARTYOFFICE_HOME": str(place.folder / "prefs")}
    return _both(f"start to {until} filled", ["-c", OURS, str(place.office), until], ["-c", BARE], "", **home)


def _both(name: str, words: list[str], floor: list[str], target: str, **environment: str) -> tuple[Row, Row]:
    (ours, most), (bare, least) = _spent(words, **environment), _spent(floor, **environment)
    kind = "the floor's"
    return (
        Row(name, ours, bare, kind, target),
        Row(f"{name}, peak memory", most, least, kind, "< 500 MiB", "MiB"),
    )


def _spent(words: list[str], **environment: str) -> tuple[float, float]:
    """Return the seconds of processor a program took, and its peak memory in MiB."""
    before = os.times()
    _, peak = child(words, **environment)
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system, peak
