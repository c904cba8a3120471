"""Offices as the program of an older revision would have made them, read past the program."""

from contextlib import closing

from sqlcipher3 import dbapi2

from partyoffice.store import migrate, revisions
from partyoffice.store.engine import Door, free_hand


def shape(path):
    """Counts, numbering, triggers and used numbers of a file, read past the program."""
    with closing(dbapi2.connect(str(path))) as connection:
        master = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        tables = [
            name
            for kind, name, _ in master
            if kind == "table" and not name.startswith(("sqlite_", "alembic_"))
        ]
        return {
            "counts": {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables
            },
            "numbered": {name for _, name, sql in master if "AUTOINCREMENT" in (sql or "")},
            "triggers": {(name, sql) for kind, name, sql in master if kind == "trigger"},
            "used": dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()),
        }


def stopped_at(path, revision):
    """Make an office as the program of an older revision would have made it."""
    known = revisions.known()
    connection = migrate.opened(Door(path))
    for name in known[: known.index(revision) + 1]:
        with connection.begin(), free_hand(connection):
            migrate._one_revision(connection, migrate.Scripts.of(connection), name)
    migrate._sign(connection)
    connection.close()
    connection.engine.dispose()


def filled_at(path):
    """Put two rows into every table but those of the journal, and two actions into the journal."""
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for table in names:
            if table in {"alembic_version", "office_meta", "sqlite_sequence"} or table.startswith("journal"):
                continue
            columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
            for n in (1, 2):
                values = [
                    n if "INT" in kind else f'"{n}"' if "JSON" in kind else f"{n}"
                    for _, _, kind, *_ in columns
                ]
                marks = ",".join("?" * len(columns))
                connection.execute(f'INSERT INTO "{table}" VALUES ({marks})', values)
        for n in (1, 2, 3):
            connection.execute(
                "INSERT INTO journal VALUES (?, '', '', 'x', 'change', NULL, '0001', ?, ?)",
                (n, f"{n}", f"{n}"),
            )
            connection.execute(
                "INSERT INTO journal_change (seq, kind, record_id, digest) VALUES (?, 'setting', 1, 'x')",
                (n,),
            )
    return shape(path)
