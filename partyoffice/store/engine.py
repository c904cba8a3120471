"""How a file is opened: the driver, its settings, our identity, and what is wrong with it."""

import contextlib
import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from partyoffice.core.errors import OfficeError
from partyoffice.store import keys, known, newer, page_marks
from partyoffice.store.harm import DamagedError, ForeignError, let_go
from partyoffice.store.keys import Key, PasswordError, Why

driver: Any = dbapi2  # one driver for plain and encrypted files; it comes without types

# "DWBG" (党务办公) marks the file as ours in the header; the format number is raised only when
# an older program could not read the file or would misread it: then it does not even show it.
APPLICATION_ID = 0x44574247
FORMAT = 1
PRAGMAS = (
    # FULL leaves the deletion of the journal unsynced: after an outage it is back, and takes back what
    # had been told as stored. EXTRA syncs the folder too.
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "busy_timeout=5000",
    "temp_store=MEMORY",
)
SETUP = "journal_mode=DELETE"  # one file: users copy it by hand, a WAL beside it would be left behind
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
_REMARK = re.compile(r"(?:\s+|--[^\n]*(?:\n|$)|/\*.*?\*/)+", re.DOTALL)
_HIDDEN_WRITE = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\s+(?!\()", re.IGNORECASE)
_TEXT = re.compile(r"'(?:[^']|'')*'")
_MAGIC, _MARK_AT = b"SQLite format 3\x00", 68  # where in the header application_id stands, four bytes


class _Connection(driver.Connection):  # type: ignore[misc]  # the driver comes without types
    """The driver's own; a fault whose words are broken themselves is still told as one of the file."""

    def execute(self, *given: Any) -> Any:  # noqa: ANN401 -- untyped driver
        """Run a statement."""
        try:
            return super().execute(*given)
        except UnicodeDecodeError as error:  # of a message that quotes the broken page
            raise driver.DatabaseError("malformed beyond words") from error


@dataclass(frozen=True, slots=True)
class Door:
    """How one file is entered: where it lies, its key if any, and whether to write.

    The password itself is kept nowhere; ``entrance.door`` makes a door of it.
    """

    path: Path
    key: Key | None = field(default=None, repr=False)
    writing: bool = True

    def at(self, path: Path) -> "Door":
        """Return the door of another file under the same key."""
        return replace(self, path=path, writing=True)

    def connect(self) -> Any:  # noqa: ANN401 -- untyped driver
        """Return a driver connection with every setting of the house made."""
        try:
            connection = driver.connect(
                str(self.path), isolation_level=None, check_same_thread=False, factory=_Connection
            )
        except driver.OperationalError as error:
            raise _closed(self.path) from error
        connection.execute("PRAGMA cipher_log_level=NONE")  # it would write to standard error
        if self.key is not None:
            connection.execute(f'PRAGMA key="{self.key.pragma}"')
        for pragma in (SETUP, *PRAGMAS) if self.writing else PRAGMAS:
            # Even journal_mode reads the header: a foreign or encrypted file is told by identify().
            with contextlib.suppress(driver.DatabaseError):
                connection.execute(f"PRAGMA {pragma}")
        if not self.writing:
            connection.execute("PRAGMA query_only=ON")
        return connection

    def engine(self) -> Engine:
        """Return the engine of the file; transactions begin when the session begins them."""
        sql = create_engine(
            "sqlite://", module=driver, creator=self.connect, poolclass=QueuePool, hide_parameters=True
        )
        event.listen(sql, "begin", _begin)
        event.listen(sql, "checkin", _end)
        event.listen(sql, "before_cursor_execute", _refuse_bulk)
        event.listen(sql, "savepoint", _refuse_savepoint)
        event.listen(sql, "handle_error", let_go)
        return sql


@contextmanager
def free_hand(connection: Connection) -> Generator[None]:
    """Let the journal and the flush it watches write; everybody else is refused."""
    connection.info["journalled"] = True
    try:
        yield
    finally:
        connection.info.pop("journalled", None)


def _begin(connection: Connection) -> None:
    connection.info.pop("journalled", None)  # a flush that failed leaves it behind
    options = connection.get_execution_options()
    if options.get("aside", False):
        return  # each question alone: a transaction of seconds would hold up every change
    immediate = options.get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
    if immediate:
        # Undo may write children before parents; the file is judged as a whole at COMMIT.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")


def _end(connection: Any, _record: object) -> None:  # noqa: ANN401 -- untyped driver
    # A COMMIT refused by a deferred foreign key leaves its transaction open.
    if connection is not None and connection.in_transaction:
        connection.rollback()


def _refuse_bulk(
    connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    _context: object,
    _many: bool,
) -> None:
    if not connection.info.get("journalled") and (word := _writing_word(statement)):
        raise RuntimeError(f"{word} outside the journalled session of Office.change")


def _writing_word(statement: str) -> str:
    """Return the word by which a statement writes, also behind remarks or WITH; empty for a question."""
    start = remark.end() if (remark := _REMARK.match(statement)) else 0
    word = statement[start:].split(None, 1)[0].upper()
    if word == "WITH":
        found = _HIDDEN_WRITE.search(_TEXT.sub("", statement))
        word = found[1].upper() if found else word
    return word if word in WRITES else ""


def _refuse_savepoint(_connection: Connection, _name: str) -> None:
    raise RuntimeError("a change is one transaction: no savepoints, the journal could not follow them")


def identify(door: Door) -> None:
    """Refuse whatever is not a sound office of ours, each cause with its own sentence."""
    look_at(door.path)
    connection = replace(door, writing=False).connect()
    try:
        _judge(connection, door)
    finally:
        connection.close()


def look_at(path: Path) -> bytes:
    """Return the first bytes of a file; refuse what is missing, empty or plainly another program's."""
    if not path.is_file():
        raise OfficeError(f"找不到数据文件“{path.name}”", remedy="请核对位置，或在“打开”中另选一个文件")
    head = _head_of(path)
    if not head:
        raise _foreign(path, "是空文件")
    # Told from the bytes: even reading a foreign file in WAL mode would change it.
    if is_plain(head) and int.from_bytes(head[_MARK_AT : _MARK_AT + 4], "big") != APPLICATION_ID:
        raise _foreign(path, "不是本程序的数据文件")
    return head


def is_plain(head: bytes) -> bool:
    """Say by its first bytes whether a SQLite file is not encrypted."""
    return head.startswith(_MAGIC)


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as handle:
            return handle.read(100)
    except OSError as error:
        raise _closed(path) from error


def _closed(path: Path) -> OfficeError:
    return OfficeError(f"打不开“{path.name}”", remedy="请检查文件的权限，或它所在的磁盘是否还在")


def _judge(connection: Any, door: Door) -> None:  # noqa: ANN401 -- untyped driver
    path = door.path
    try:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
    except driver.DatabaseError as error:
        if not_a_database(error):
            raise _unreadable(door) from error
        raise _busy_or_damaged(path, error) from error
    try:  # the first page opened, so whatever fails from here on is no matter of the key
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name='office_meta'").fetchone()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except driver.DatabaseError as error:
        raise _busy_or_damaged(path, error) from error
    if mark != APPLICATION_ID or not tables[0]:
        raise _foreign(path, "不是本程序的数据文件")
    if version > FORMAT:
        raise newer.refusal_from(path, connection)


def not_a_database(error: Exception) -> bool:
    """Say whether SQLite cannot even read the first page: a wrong key, damage, or another kind of file."""
    return getattr(error, "sqlite_errorcode", None) == driver.SQLITE_NOTADB or "not a database" in str(error)


def _foreign(path: Path, why: str) -> OfficeError:
    return ForeignError(f"“{path.name}”{why}", remedy="请选择以 .dangwu 结尾的数据文件，或从备份中恢复")


def _busy_or_damaged(path: Path, error: Exception) -> OfficeError:
    if "locked" in str(error):
        return OfficeError(f"“{path.name}”正被另一个程序占用", remedy="请关闭其他窗口后再试")
    return damaged(path)


def damaged(path: Path) -> OfficeError:
    """Return the refusal of a file whose pages are broken."""
    return DamagedError(
        f"“{path.name}”已损坏",
        remedy="请关闭后重新打开它，在出来的页上恢复最近的备份，或抢救可读内容；原文件请保留",
        safe="原文件没有改动",
    )


def not_encrypted(path: Path) -> OfficeError:
    """Return the refusal of a password where there is none."""
    return OfficeError(f"“{path.name}”没有加密", remedy="请不带密码再打开一次")


def _unreadable(door: Door) -> OfficeError:
    """Return why the first page of a file cannot be read, as far as anything on this PC can tell."""
    path, key, head = door.path, door.key, _head_of(door.path)
    if is_plain(head):
        return damaged(path) if key is None else not_encrypted(path)
    if key is None:
        return _without_key(path, head[: keys.SALT])
    if key.salt not in {head[: keys.SALT], known.salt_for(path)}:
        return PasswordError(
            Why.OTHER, f"“{path.name}”用的是另一个密码，或者已损坏", remedy="请输入它自己的密码，或改用另一份"
        )
    if known.check_for(path, key.salt) == keys.check(key) or page_marks.bears(path, key):
        return damaged(path)
    return wrong_password(path) if known.check_for(path, key.salt) else unclear(path)


def _without_key(path: Path, head: bytes) -> OfficeError:
    if known.check_for(path, head):
        return PasswordError(Why.MISSING, f"“{path.name}”已加密", remedy="请输入密码再打开")
    if not (keys.looks_random(head) or known.salt_for(path)):
        return _foreign(path, "不是本程序的数据文件")
    what = f"“{path.name}”已加密、已损坏，或者不是本程序的数据文件"
    return PasswordError(Why.MISSING, what, remedy="如果设过密码，请输入密码再打开")


def wrong_password(path: Path) -> PasswordError:
    """Return the refusal where the check value says that the password is not the right one."""
    return PasswordError(
        Why.WRONG, f"打不开“{path.name}”，密码不对", remedy="请核对大小写和输入法，或改用恢复码"
    )


def unclear(path: Path) -> PasswordError:
    """Return the refusal where nothing tells a wrong password from a damaged or foreign file."""
    what = f"打不开“{path.name}”，密码不对或文件已损坏"
    return PasswordError(Why.UNCLEAR, what, remedy="请核对密码，或从备份中恢复")


def must_be_sound(door: Door) -> None:
    """Refuse a file of ours whose pages are broken, before anything is written into it."""
    connection = replace(door, writing=False).connect()
    try:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except driver.DatabaseError as error:
        raise _busy_or_damaged(door.path, error) from error
    finally:
        connection.close()
    if answer != "ok":
        raise damaged(door.path)
