"""Lists: reading the roster, a keystroke in the search box, inventing a school."""

import sqlite3
from datetime import date

from benchmarks.measure import Place, Row, in_turn, seconds
from partyoffice.making import make_sample
from partyoffice.members.columns import DEFAULT, needed
from partyoffice.members.ordering import name_keys
from partyoffice.members.queries import everyone
from partyoffice.store.office import Office

ON = date(2026, 11, 20)
QUERIES = ("l", "li", "lin", "zy", "林", "知", "4127", "199", "chen", "w", "wang", "aygl", "x", "s")


def roster(place: Place) -> list[Row]:
    """Everybody with the card fields of the list and the histories of a day."""
    keys = needed(DEFAULT)
    with Office.open(place.office, writing=False) as office, office.reading() as session:
        raw = sqlite3.connect(place.office)
        people = f"SELECT id, {', '.join(keys)} FROM person WHERE binned IS NULL"  # noqa: S608 -- our own column names
        spans = "SELECT person_id, fact, value, organisation_id, start, reason FROM history WHERE end IS NULL"

        def floor() -> None:
            raw.execute(people).fetchall()
            raw.execute(spans).fetchall()

        ours, bare = in_turn(lambda: everyone(session, ON, columns=keys), floor)
    return [Row("roster of a day", ours, bare, "raw rows of the same tables", "<= 1.2x is the floor's list")]


def search(place: Place) -> list[Row]:
    """One keystroke over prebuilt keys against LIKE over five columns."""
    with Office.open(place.office, writing=False) as office, office.reading() as session:
        names = [one.name for one in everyone(session, ON, columns=("name",))]
        known = name_keys(session, names)
        keys = [known[name].keys for name in names]
        raw = sqlite3.connect(place.office)
        like = "SELECT id FROM person WHERE name LIKE ? OR id_number LIKE ? OR phone LIKE ?"

        def ours() -> None:
            for text in QUERIES:
                _ = [at for at, key in enumerate(keys) if text in key]

        def floor() -> None:
            for text in QUERIES:
                raw.execute(like, [f"%{text}%"] * 3).fetchall()

        mine, bare = in_turn(ours, floor)
    each = len(QUERIES)
    return [Row("keystroke, search alone", mine / each, bare / each, "SQL LIKE", "p95 <= 0.030 s painted")]


def sample(place: Place) -> list[Row]:
    """Inventing a school against writing the same file again row by row."""
    path = place.folder / "again.dangwu"

    def ours() -> None:
        path.unlink(missing_ok=True)
        with Office.create(path) as office:
            make_sample(office, place.size, 1)
            office.first_seq = office.last_seq  # no copy on closing: it is not what is measured

    taken = seconds(ours)
    bare = seconds(lambda: _copy_rows(place))
    return [Row("new --sample", taken, bare, "raw inserts of its rows", "<= 60 s at 20 000")]


def _copy_rows(place: Place) -> None:
    source, target = sqlite3.connect(place.office), sqlite3.connect(place.folder / "raw.db")
    for table in ("person", "history", "step", "journal_change"):
        rows = source.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 -- our own tables
        marks = ", ".join("?" * len(rows[0]))
        target.execute(f"DROP TABLE IF EXISTS {table}")
        names = ", ".join(f"c{at}" for at in range(len(rows[0])))
        target.execute(f"CREATE TABLE {table} ({names})")
        target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 -- our own tables
    target.commit()
