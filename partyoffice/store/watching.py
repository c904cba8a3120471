"""Notes what a session is about to write, so that the journal can tell before and after."""

from functools import cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.orm import Mapper, Session

from partyoffice.store.base import Record
from partyoffice.store.journal import Difference, Values

_DIALECT = sqlite_dialect()


class Watch:
    """Collects the differences of one session over all its flushes."""

    def __init__(self, session: Session) -> None:
        """Start watching; the session must be fresh."""
        self.session = session
        self.found: dict[tuple[str, int], Difference] = {}
        self.kinds: set[type[Record]] = set()
        self._before: list[tuple[Record, Values]] = []
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    def differences(self) -> list[Difference]:
        """Return what really changed, in the order it was first touched."""
        return [one for one in self.found.values() if one.before != one.after]

    def _before_flush(self, session: Session, *_: object) -> None:
        session.connection().info["journalled"] = True
        dirty = (obj for obj in session.dirty if isinstance(obj, Record) and session.is_modified(obj))
        self._before = [(obj, _old_values(obj)) for obj in dirty]

    def _after_flush(self, session: Session, *_: object) -> None:
        session.connection().info.pop("journalled", None)
        for new in session.new:
            self._note(new, None, values_of(new))
        for gone in session.deleted:
            self._note(gone, values_of(gone), None)
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
    else:
        earlier.after |= after


@cache
def mapper_of(kind: str) -> Mapper[Any]:
    """Return the mapper of a table name (KeyError for a kind that no longer exists)."""
    by_table = {str(m.class_.__tablename__): m for m in Record.registry.mappers}
    return by_table[kind]


@cache
def _binders(mapper: Mapper[Any]) -> dict[str, Any]:
    kinds = {key: column.type.dialect_impl(_DIALECT) for key, column in mapper.columns.items()}
    return {key: kind.bind_processor(_DIALECT) for key, kind in kinds.items()}


@cache
def _loaders(mapper: Mapper[Any]) -> dict[str, Any]:
    kinds = {key: column.type.dialect_impl(_DIALECT) for key, column in mapper.columns.items()}
    return {key: kind.result_processor(_DIALECT, None) for key, kind in kinds.items()}


def loaded(mapper: Mapper[Any], key: str, value: Any) -> Any:  # noqa: ANN401 -- any stored value
    """Return a stored value, or the empty one for None, as the record holds it."""
    if value is None:
        return None if mapper.columns[key].nullable else ""
    process = _loaders(mapper)[key]
    return process(value) if process else value


def values_of(record: Record) -> Values:
    """Return the filled columns of a record as they stand in the file; empty ones are left out."""
    held = record.__dict__
    values = {}
    for key, process in _binders(inspect(type(record))).items():
        value = held[key] if key in held else getattr(record, key)
        if value is not None and value != "":  # noqa: PLC1901 -- 0 and False are values
            values[key] = process(value) if process else value
    return values


def _old_values(record: Record) -> Values:
    state, binders = inspect(record), _binders(inspect(type(record)))
    old: Values = {}
    for key, process in binders.items():
        history = state.attrs[key].history
        if history.has_changes():
            value = history.deleted[0] if history.deleted else None
            old[key] = process(value) if process else value
    return old
