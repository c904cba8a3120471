"""The journal: what was done, when, by whom, field by field, in a chain that shows tampering."""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, Integer, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from partyoffice.core import clock
from partyoffice.store.base import Table
from partyoffice.store.engine import free_hand

Values = dict[str, Any]
Key = tuple[str, int]  # table and id of a record
START = "0" * 64
STREAMED = 1000
# An encoder of its own each: json.dumps makes a new one for every text that is not written its usual way.
_BODY = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_PARTS = json.JSONEncoder(ensure_ascii=False, default=repr)  # damage


class Journal(Table):
    """One user action. Rows are never changed or deleted; triggers see to it."""

    __tablename__ = "journal"
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    operator: Mapped[str]
    sentence: Mapped[str]
    kind: Mapped[str]
    reverts: Mapped[int | None]
    revision: Mapped[str]
    digest: Mapped[str]
    chain: Mapped[str]


class JournalChange(Table):
    """One record changed by an action: the changed fields as stored, before and after.

    The body may be emptied later (彻底删除, retention); the salted digest stays, so the chain
    still closes but the emptied values cannot be guessed from it.
    """

    __tablename__ = "journal_change"
    __table_args__ = (
        Index("ix_journal_change_record", "kind", "record_id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    seq: Mapped[int] = mapped_column(ForeignKey("journal.seq"), index=True)
    kind: Mapped[str]
    record_id: Mapped[int] = mapped_column(Integer)
    before: Mapped[str | None]
    after: Mapped[str | None]
    salt: Mapped[str | None]
    digest: Mapped[str]


@dataclass(slots=True)
class Difference:
    """One record's change in memory: ``before`` is None for a new record, ``after`` for a gone one."""

    kind: str
    record_id: int
    before: Values | None
    after: Values | None


_COLUMNS = ("seq", "kind", "record_id", "before", "after", "salt", "digest")
# As plain rows: an import of 20 000 people has as many, and the statement of an object costs as much again.
_INSERT = (
    f"INSERT INTO {JournalChange.__tablename__} ({', '.join(_COLUMNS)}) "  # noqa: S608 -- own names only
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)

# Rebuilt after every upgrade, because a batch migration drops the triggers of its table.
TRIGGERS = {
    "journal_no_update": "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'journal rows are never changed'); END",
    "journal_no_delete": "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'journal rows are never deleted'); END",
    "journal_change_no_delete": "CREATE TRIGGER journal_change_no_delete BEFORE DELETE ON journal_change "
    "BEGIN SELECT RAISE(ABORT, 'journal rows are never deleted'); END",
    "journal_change_only_empty": "CREATE TRIGGER journal_change_only_empty BEFORE UPDATE ON journal_change "
    "WHEN NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR NEW.salt IS NOT NULL "
    "OR NEW.digest IS NOT OLD.digest "
    "OR NEW.id IS NOT OLD.id OR NEW.seq IS NOT OLD.seq OR NEW.kind IS NOT OLD.kind "
    "OR NEW.record_id IS NOT OLD.record_id "
    "BEGIN SELECT RAISE(ABORT, 'journal bodies can only be emptied'); END",
}


def put_triggers(connection: Connection) -> None:
    """Create the journal's triggers where they are missing."""
    have = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger'")).scalars())
    for name, statement in TRIGGERS.items():
        if name not in have:
            connection.exec_driver_sql(statement)


def as_text(values: Values | None) -> str | None:
    """Return the stored JSON of a body, keys in order."""
    return None if values is None else _BODY.encode(values)


def _change_digest(salt: str | None, kind: str, record_id: int, before: str | None, after: str | None) -> str:
    parts = _PARTS.encode([salt, kind, record_id, before, after])
    return hashlib.sha256(parts.encode()).hexdigest()


def _sum(digests: Iterable[str]) -> str:
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _link(previous: str, row: Values) -> str:
    names = ("seq", "at", "operator", "sentence", "kind", "reverts", "revision", "digest")
    parts = _PARTS.encode([previous, *(row[name] for name in names)])
    return hashlib.sha256(parts.encode()).hexdigest()


def head(session: Session) -> tuple[int, str]:
    """Return the newest sequence number (0 for none) and its chain value."""
    row = session.execute(select(Journal.seq, Journal.chain).order_by(Journal.seq.desc()).limit(1)).first()
    return (row[0], row[1]) if row else (0, START)


def head_words(seq: int, chain: str) -> str:
    """Return a head as it is printed and compared by eye: 第 128 号，9f3a 02c7 5be1."""
    shown = " ".join(chain[at : at + 4] for at in range(0, 12, 4))
    return f"第 {seq} 号，{shown}" if seq else "第 0 号"


def last_done(session: Session) -> str:
    """Return the stamp of the newest action; empty for none."""
    return session.execute(select(Journal.at).order_by(Journal.seq.desc()).limit(1)).scalar() or ""


def _next_seq(session: Session) -> int:
    used = session.execute(text("SELECT seq FROM sqlite_sequence WHERE name='journal'")).scalar()
    return int(used or 0) + 1


def _bodies(seq: int, differences: Sequence[Difference], erased: Collection[Key]) -> list[tuple[Any, ...]]:
    """Return the changes as they are stored, in the order of ``_COLUMNS``."""
    rows = []
    for one in differences:
        salt, before, after = secrets.token_hex(8), as_text(one.before), as_text(one.after)
        digest = _change_digest(salt, one.kind, one.record_id, before, after)
        told = (None, None, None) if (one.kind, one.record_id) in erased else (before, after, salt)
        rows.append((seq, one.kind, one.record_id, *told, digest))
    return rows


def write(
    session: Session, differences: Sequence[Difference], entry: Values, erased: Collection[Key] = ()
) -> int:
    """Add one journal row with its changes to the running transaction; return its number.

    ``entry`` holds operator, sentence, kind, reverts and revision; of ``erased`` records no body is written.
    """
    previous, seq = head(session)[1], _next_seq(session)
    bodies = _bodies(seq, differences, erased)
    row = entry | {"seq": seq, "at": clock.stamp(), "digest": _sum(body[-1] for body in bodies)}
    connection = session.connection()
    with free_hand(connection):
        connection.execute(insert(Journal), row | {"chain": _link(previous, row)})
        if bodies:
            connection.exec_driver_sql(_INSERT, bodies)
    return seq


def changes_of(session: Session, seq: int) -> list[Difference] | None:
    """Return the changes of one action, oldest first; None when bodies have been emptied."""
    rows = (
        session.execute(select(JournalChange).where(JournalChange.seq == seq).order_by(JournalChange.id))
        .scalars()
        .all()
    )
    if any(row.salt is None for row in rows):
        return None
    return [Difference(r.kind, r.record_id, _load(r.before), _load(r.after)) for r in rows]


def _load(body: str | None) -> Values | None:
    return None if body is None else dict(json.loads(body))


def history_of(session: Session, kind: str, record_ids: Sequence[int]) -> list[tuple[Journal, JournalChange]]:
    """Return what happened to records of one kind, newest first."""
    wanted = select(Journal, JournalChange).join(JournalChange, JournalChange.seq == Journal.seq)
    wanted = wanted.where(JournalChange.kind == kind, JournalChange.record_id.in_(record_ids))
    return [(row[0], row[1]) for row in session.execute(wanted.order_by(JournalChange.id.desc()))]


def verify(session: Session, after: tuple[int, str] = (0, START)) -> int | None:
    """Return the first sequence number at which the chain does not close, or None.

    ``after`` is a head that was found sound before: only what follows it is looked at. Bodies are read a
    thousand at a time: an import of 20 000 rows is one action, and no question may hold up a change.
    """
    last, previous = after
    sums = _stored_sums(session, last)
    columns = [getattr(Journal, name) for name in Journal.__mapper__.column_attrs.keys()]  # noqa: SIM118 -- not a dict
    wanted = select(*columns).order_by(Journal.seq)
    for row in session.execute(wanted.where(Journal.seq > last) if last else wanted).all():
        whole = row.seq == last + 1 and row.digest == sums.pop(row.seq, _sum([]))
        if not whole or row.chain != _link(previous, row._asdict()):
            return int(min(row.seq, last + 1))
        previous, last = row.chain, row.seq
    if sums:
        return min(sums)
    return None if _next_seq(session) == last + 1 else last + 1


def _stored_sums(session: Session, after: int) -> dict[int, str]:
    sums: dict[int, Any] = defaultdict(hashlib.sha256)
    names = ("id", "seq", "salt", "kind", "record_id", "before", "after", "digest")
    wanted = select(*(getattr(JournalChange, name) for name in names)).order_by(JournalChange.id)
    if after:
        wanted = wanted.where(JournalChange.seq > after)
    page = wanted.limit(STREAMED)
    while rows := session.execute(page).all():
        for row in rows:
            now = _change_digest(row.salt, row.kind, row.record_id, row.before, row.after)
            sound = row.salt is None or row.digest == now
            sums[row.seq].update((row.digest if sound else "tampered").encode())
        page = wanted.where(JournalChange.id > rows[-1].id).limit(STREAMED)
    return {seq: one.hexdigest() for seq, one in sums.items()}
