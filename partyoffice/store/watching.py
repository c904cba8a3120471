"""Notes what a session is about to write, so that the journal can tell before and after."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.orm import Mapper, Session, object_session

from partyoffice.store.base import Record
from partyoffice.store.journal import Difference, Values

_DIALECT = sqlite_dialect()
WATCH = "watch"  # where a session keeps who watches it


class Watch:
    """Collects the differences of one session over all its flushes."""

    def __init__(self, session: Session) -> None:
        """Start watching; the session must be fresh."""
        self.session = session
        self.found: dict[tuple[str, int], Difference] = {}
        self.kinds: set[type[Record]] = set()
        self.erased: set[tuple[str, int]] = set()  # by table and id: nothing of what they held is kept
        self._before: list[tuple[Record, Values]] = []
        self._gone: list[tuple[Record, Values]] = []
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "before_commit", self._before_commit)
        self._transaction = session.get_transaction()
        self.closing = False
        session.info[WATCH] = self

    def close(self) -> list[Difference]:
        """Write what is pending, let the commit come, and return what changed.

        RuntimeError where the transaction was rolled back inside the action: the notes would lie.
        """
        self.session.flush()
        if self.session.get_transaction() is not self._transaction:
            raise RuntimeError("a change is one transaction: no rollback inside it")
        self.closing = True
        return self.differences()

    def note_new(self, kind: type[Record], rows: Iterable[Sequence[Any]]) -> None:
        """Note records that were written as rows: their columns as stored, the id first (see ``bulk``)."""
        columns, binders = columns_of(kind), binders_of(kind)
        empty = [(column, binders[column][1]) for column in columns]
        for row in rows:
            body = {key: value for (key, blank), value in zip(empty, row, strict=True) if value != blank}
            self.found[kind.__tablename__, row[0]] = Difference(kind.__tablename__, row[0], None, body)
            self.kinds.add(kind)

    def _before_commit(self, _session: Session) -> None:
        if not self.closing:
            raise RuntimeError("a change is one transaction: Office.change commits it")

    def differences(self) -> list[Difference]:
        """Return what really changed, in the order it was first touched."""
        return [one for one in self.found.values() if one.before != one.after]

    def _before_flush(self, session: Session, *_: object) -> None:
        session.connection().info["journalled"] = True
        dirty = (obj for obj in session.dirty if isinstance(obj, Record) and session.is_modified(obj))
        self._before = [(obj, _old_values(obj)) for obj in dirty]
        self._gone = [(obj, _as_stored(obj)) for obj in session.deleted if isinstance(obj, Record)]

    def _after_flush(self, session: Session, *_: object) -> None:
        session.connection().info.pop("journalled", None)
        for new in session.new:
            self._note(new, None, values_of(new))
        for gone, values in self._gone:
            self._note(gone, values, None)
        for changed, old in self._before:
            now = values_of(changed)
            self._note(changed, old, {key: now.get(key) for key in old})

    def _note(self, record: Record, before: Values | None, after: Values | None) -> None:
        key = (record.__tablename__, record.id)
        self.kinds.add(type(record))
        earlier = self.found.get(key)
        if earlier is None:
            self.found[key] = Difference(*key, before, after)
            return
        _merge(earlier, before, after)


def _merge(earlier: Difference, before: Values | None, after: Values | None) -> None:
    """Fold a second flush of one record into the first: first before, last after."""
    if earlier.before is not None and before is not None:
        earlier.before = before | earlier.before
    if after is None or earlier.after is None:
        earlier.after = after
    elif earlier.before is None:
        # A new record's body is whole: what was emptied meanwhile is left out, as anywhere else.
        earlier.after = {key: value for key, value in (earlier.after | after).items() if value is not None}
    else:
        earlier.after |= after


@cache
def mapper_of(kind: str) -> Mapper[Any]:
    """Return the mapper of a table name (KeyError for a kind that no longer exists)."""
    by_table = {str(m.class_.__tablename__): m for m in Record.registry.mappers}
    return by_table[kind]


def binders_of(kind: type[Record]) -> dict[str, Any]:
    """Return by column of a kind how a value is stored and which value is left out as empty."""
    return _binders(inspect(kind))


@cache
def columns_of(kind: type[Record]) -> tuple[str, ...]:
    """Return the columns of a kind, its id first."""
    return ("id", *(key for key in binders_of(kind) if key != "id"))


@cache
def _binders(mapper: Mapper[Any]) -> dict[str, Any]:
    """Return by column how a value is stored and which value is left out as empty."""
    kinds = {key: column.type.dialect_impl(_DIALECT) for key, column in mapper.columns.items()}
    return {key: (kind.bind_processor(_DIALECT), _blank(mapper, key)) for key, kind in kinds.items()}


def _blank(mapper: Mapper[Any], key: str) -> str | None:
    return None if mapper.columns[key].nullable else ""


@cache
def _loaders(mapper: Mapper[Any]) -> dict[str, Any]:
    kinds = {key: column.type.dialect_impl(_DIALECT) for key, column in mapper.columns.items()}
    return {key: kind.result_processor(_DIALECT, None) for key, kind in kinds.items()}


def loaded(mapper: Mapper[Any], key: str, value: Any) -> Any:  # noqa: ANN401 -- any stored value
    """Return a stored value, or the empty one for None, as the record holds it."""
    if value is None:
        return _blank(mapper, key)
    process = _loaders(mapper)[key]
    return process(value) if process else value


def values_of(record: Record) -> Values:
    """Return the filled columns of a record as they stand in the file; empty ones are left out."""
    held = record.__dict__
    values = {}
    for key, (process, blank) in _binders(inspect(type(record))).items():
        value = held[key] if key in held else getattr(record, key)
        if value != blank:
            values[key] = process(value) if process else value
    return values


def _old_values(record: Record) -> Values:
    state, binders = inspect(record), _binders(inspect(type(record)))
    old: Values = {}
    for key, (process, blank) in binders.items():
        history = state.attrs[key].history
        if history.has_changes():
            value = history.deleted[0] if history.deleted else _stored(record, key)
            old[key] = None if value == blank else process(value) if process else value
    return old


def _as_stored(record: Record) -> Values:
    """Return a record's values as they stand in the file, whatever was written into it in memory."""
    values = values_of(record) | _old_values(record)
    return {key: value for key, value in values.items() if value is not None}


def _stored(record: Record, key: str) -> Any:  # noqa: ANN401 -- any stored value
    """Return a value that was overwritten before it was ever read, from the file."""
    session, kind = object_session(record), type(record)
    if session is None:
        raise RuntimeError(f"{record!r} belongs to no session")
    with session.no_autoflush:
        return session.execute(select(getattr(kind, key)).where(kind.id == record.id)).scalar_one()
