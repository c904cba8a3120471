"""Making and upgrading offices: always on a copy, one transaction a revision, checked, swapped."""

import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, event, text

from partyoffice import __version__
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.core.resources import home
from partyoffice.store import backup, engine, faults, files, journal, newer, numbers, revisions
from partyoffice.store.engine import Door, driver

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

REBUILT = "_alembic_tmp_"
UNTOUCHED_TABLES = {"journal", "journal_change"}


def build(door: Door, last: str | None = None) -> None:
    """Write a new, empty office in one step; ``last`` names an older revision to stop at."""
    with files.replaced(door.path, "新建") as draft, _at_work(door.at(draft)) as connection:
        upgrade(connection, None, last)
        _sign(connection)


def new_uuid() -> str:
    """Return the identity of a new office."""
    return str(uuid.uuid4())


def _sign(connection: Connection) -> None:
    row = {"uuid": new_uuid(), "made": clock.stamp(), "program": __version__}
    with connection.begin(), engine.free_hand(connection):
        connection.execute(
            text("INSERT INTO office_meta (uuid, made, program) VALUES (:uuid, :made, :program)"), row
        )
        connection.exec_driver_sql(f"PRAGMA application_id={engine.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={engine.FORMAT}")


def _sign_again(connection: Connection) -> None:
    """Write down which program an upgraded office needs from now on, for an older one to tell."""
    with connection.begin(), engine.free_hand(connection):
        connection.execute(text("UPDATE office_meta SET program=:program"), {"program": __version__})
        connection.exec_driver_sql(f"PRAGMA user_version={engine.FORMAT}")


def bring_up(door: Door, *, newer_too: bool = False) -> None:
    """Upgrade an older office: copy aside, upgrade and check a second copy, swap it in.

    Does nothing for a current one. Raises NewerError for a newer one, unless it is only read with
    ``newer_too`` and may be, and OfficeError for any fault, with the file left as it was.
    """
    current, known = revision_of(door), revisions.known()
    if current == known[-1]:
        return
    if current not in known:
        if newer_too and not door.writing and newer.may_be_read(door):
            return
        raise newer.refusal_of(door)
    if not door.writing:
        raise OfficeError("这份数据由旧版本保存，需要先升级", remedy="请先用窗口打开一次，再做这一步")
    _swap_in_upgraded(door, current)


def _swap_in_upgraded(door: Door, current: str) -> None:
    backup.make(door, backup.Reason.UPGRADE)
    with files.replaced(door.path, "升级") as draft:
        backup.copy(door, draft)
        upgrade_file(door.at(draft), current)


def upgrade_file(door: Door, current: str) -> None:
    """Upgrade a copy that is about to take an office's place; OfficeError for whatever a revision meets."""
    try:
        with _at_work(door) as connection:
            upgrade(connection, current)
            _sign_again(connection)
    except Exception as error:  # the office itself stays as it was
        raise _stayed_behind(error, door) from error


@contextmanager
def _at_work(door: Door) -> Generator[Connection]:
    connection = opened(door)
    try:
        yield connection
    finally:
        connection.close()
        connection.engine.dispose()


def _stayed_behind(error: Exception, door: Door) -> OfficeError:
    if isinstance(error, OSError):
        return files.refusal(error, None, "升级")
    if isinstance(told := faults.refusal_of(error, door.path, "升级"), OfficeError):
        return told
    said = f"{type(error).__name__}: {str(error).splitlines()[0][:120]}"
    return OfficeError("数据升级没有成功", remedy="请继续使用原来的版本，并把详情发给维护人员", detail=said)


def revision_of(door: Door) -> str:
    """Return the revision a file stands at (OfficeError when it names none)."""
    path, connection = door.path, replace(door, writing=False).connect()
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except driver.DatabaseError as error:
        raise engine.damaged(path) from error
    finally:
        connection.close()
    if row is None:
        raise engine.damaged(path)
    return str(row[0])


def opened(door: Door) -> Connection:
    """Return a connection for upgrades: foreign keys off, transactions immediate."""
    sql = door.engine()
    # A batch rebuild of a parent table with foreign keys ON would empty its children.
    connection = sql.connect().execution_options(immediate=True)
    connection.exec_driver_sql("SELECT 1")
    connection.rollback()
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    return connection


def upgrade(connection: Connection, current: str | None, last: str | None = None) -> None:
    """Run every revision after ``current`` up to ``last``, each in its own transaction, each checked."""
    _clear_leftovers(connection)
    known = revisions.known()
    todo = [name for name in known if (current is None or name > current) and name <= (last or known[-1])]
    scripts = Scripts.of(connection)
    for name in todo:
        with connection.begin(), engine.free_hand(connection):
            _one_revision(connection, scripts, name)


def _clear_leftovers(connection: Connection) -> None:
    """Drop the half-built tables that another tool's broken upgrade may have left."""
    with connection.begin(), engine.free_hand(connection):
        left = "SELECT name FROM sqlite_master WHERE type='table' AND name GLOB '_alembic_tmp_*'"
        for name in connection.exec_driver_sql(left).scalars().all():
            connection.exec_driver_sql(f'DROP TABLE "{name}"')


def _one_revision(connection: Connection, scripts: "Scripts", name: str) -> None:
    before = Shape.of(connection)
    with _numbered(before.numbered):
        scripts.run(name)
    free = scripts.changes_rows(name)
    journal.put_triggers(connection)
    numbers.put_triggers(connection)
    _put_numbers_back(connection, before.sequences)
    Shape.of(connection).must_follow(before, free)
    _must_be_sound(connection)


@contextmanager
def _numbered(tables: frozenset[str]) -> Generator[None]:
    """Keep AUTOINCREMENT where a batch operation builds a table anew, which it would forget."""

    def listen(table: Table, _connection: object, **_more: object) -> None:
        name = table.name.removeprefix(REBUILT)
        if name != table.name and name in UNTOUCHED_TABLES:
            raise RuntimeError(f"{name} is never rebuilt")
        if name in tables:
            table.dialect_options["sqlite"]["autoincrement"] = True

    event.listen(Table, "before_create", listen)
    try:
        yield
    finally:
        event.remove(Table, "before_create", listen)


def _put_numbers_back(connection: Connection, used: dict[str, int]) -> None:
    """Let no number be given again: a rebuilt table only knows those that are still there."""
    now = _sequences(connection)
    for name, seq in used.items():
        row = {"name": name, "seq": seq}
        if name not in now:
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), row)
        elif now[name] < seq:
            connection.execute(text("UPDATE sqlite_sequence SET seq=:seq WHERE name=:name"), row)


@dataclass(frozen=True, slots=True)
class Scripts:
    """The revisions as alembic knows them, read once: reading them takes longer than running them."""

    config: "Config"
    directory: "ScriptDirectory"

    @classmethod
    def of(cls, connection: Connection) -> "Scripts":
        """Read them, to be run on a connection."""
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(home() / "migrations"))
        config.set_main_option("version_locations", str(revisions.folder()))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        return cls(config, ScriptDirectory.from_config(config))

    def run(self, name: str) -> None:
        """Run one revision in the transaction that is open."""
        from alembic.runtime.environment import EnvironmentContext

        def steps(current: Any, _context: Any) -> Any:  # noqa: ANN401 -- alembic's own
            return self.directory._upgrade_revs(name, current)  # noqa: SLF001 -- as alembic's command does

        with EnvironmentContext(self.config, self.directory, fn=steps, destination_rev=name):
            self.directory.run_env()

    def changes_rows(self, name: str) -> set[str]:
        """Return the tables whose rows a revision may add or take out."""
        return set(getattr(self.directory.get_revision(name).module, "changes_rows", ()))


@dataclass(frozen=True, slots=True)
class Shape:
    """What an upgrade must leave as it is."""

    counts: dict[str, int]
    sequences: dict[str, int]
    numbered: frozenset[str]
    triggers: frozenset[str]

    @classmethod
    def of(cls, connection: Connection) -> "Shape":
        """Read the shape of an office."""
        master = connection.execute(text("SELECT type, name, sql FROM sqlite_master")).all()
        numbered = frozenset(
            name for kind, name, sql in master if kind == "table" and "AUTOINCREMENT" in (sql or "")
        )
        triggers = frozenset(name for kind, name, _ in master if kind == "trigger")
        return cls(counts(connection), _sequences(connection), numbered, triggers)

    def must_follow(self, before: "Shape", free: set[str]) -> None:
        """Raise RuntimeError naming what a revision has lost."""
        lost = {
            name for name, n in before.counts.items() if name not in free and self.counts.get(name, 0) != n
        }
        lost |= {name for name in before.numbered if name in self.counts and name not in self.numbered}
        lost |= before.triggers - self.triggers
        lost |= free & UNTOUCHED_TABLES
        for name, used in before.sequences.items():
            if name in self.counts and self.sequences.get(name, 0) < used:
                lost.add(name)
        if lost:
            raise RuntimeError(f"the revision lost rows, numbering or triggers of {sorted(lost)}")


def counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of every table."""
    names = connection.execute(
        text("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    ).scalars()
    tables = [name for name in names if name != "alembic_version"]
    question = 'SELECT count(*) FROM "{}"'
    return {name: connection.exec_driver_sql(question.format(name)).scalar_one() for name in tables}


def _sequences(connection: Connection) -> dict[str, int]:
    have = connection.execute(
        text("SELECT count(*) FROM sqlite_master WHERE name='sqlite_sequence'")
    ).scalar_one()
    rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all() if have else []
    return {row.name: row.seq for row in rows}


def _must_be_sound(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        raise RuntimeError(f"the revision left orphans: {orphans[:5]}")
    answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
    if answer != "ok":
        raise RuntimeError(f"integrity_check: {answer}")
