"""Taking an action back from the journal, whole or as far as nothing was changed since."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.store import journal
from partyoffice.store.base import Record
from partyoffice.store.journal import Difference, Journal, JournalChange
from partyoffice.store.settings import StoredSetting
from partyoffice.store.steps import Step
from partyoffice.store.watching import loaded, mapper_of, values_of

Key = tuple[str, int]
CHUNK = 900  # below SQLite's smallest limit of bound parameters
NAMED = 20


@dataclass(frozen=True, slots=True)
class Reverted:
    """What a 撤销 did: ``restored`` counts records, ``kept`` names those changed since."""

    seq: int = 0
    restored: int = 0
    kept: list[str] = field(default_factory=list)


def step_of(session: Session, seq: int) -> Step:
    """Return an action of any time as a step, with how many records it touched."""
    row = session.get(Journal, seq)
    if row is None:
        return Step(seq, f"第 {seq} 号操作")
    wanted = select(func.count()).select_from(JournalChange).where(JournalChange.seq == seq)
    return Step(seq, row.sentence, row.kind, int(session.execute(wanted).scalar_one()))


def revert(session: Session, seq: int, revision: str, *, partly: bool) -> Reverted:
    """Put back what action ``seq`` changed, through the session so that it is journalled.

    Raises OfficeError when it lies before a schema upgrade, was emptied, or (unless ``partly``)
    records were changed since; those are listed.
    """
    differences = _takeable(session, seq, revision)
    held = _fetch(session, differences)  # the session holds records weakly: keep them until the end
    units = _units(session, differences)
    stuck = _stuck(session, differences, units)
    if stuck and not partly:
        raise OfficeError(
            f"之后又改过：{_listed(_names(session, stuck))}，这一步不能整体撤销",
            remedy="请先撤销后来的修改，或在卡片上逐项更正",
        )
    free = [one for one in differences if units[_key(one)] not in stuck]
    if stuck:
        # What stays of an action, such as an import, still stands on what it set: 建账日, answers.
        free = [one for one in free if one.kind != StoredSetting.__tablename__]
    for one in reversed(free):
        _put_back(session, one)
    session.flush()
    del held
    counted = {units[_key(one)] for one in free if mapper_of(units[_key(one)][0]).class_.counted}
    return Reverted(seq, len(counted), _names(session, stuck))


def _fetch(session: Session, differences: Iterable[Difference]) -> list[Record]:
    """Read all touched records at once, so that the single looks below find them in memory."""
    wanted = defaultdict(list)
    for one in differences:
        wanted[one.kind].append(one.record_id)
    records: list[Record] = []
    for kind, ids in wanted.items():
        found = mapper_of(kind).class_
        for at in range(0, len(ids), CHUNK):
            records += session.execute(select(found).where(found.id.in_(ids[at : at + CHUNK]))).scalars()
    return records


def _key(one: Difference) -> Key:
    return one.kind, one.record_id


def _takeable(session: Session, seq: int, revision: str) -> list[Difference]:
    row = session.get(Journal, seq)
    if row is None:
        raise OfficeError(f"操作记录中没有第 {seq} 号", remedy="请在“操作记录”中核对编号")
    if row.revision != revision:
        raise OfficeError(
            "这一步是数据升级以前做的，不能撤销", remedy="请在卡片上逐项更正，或恢复升级前的备份"
        )
    differences = journal.changes_of(session, seq)
    if differences is None:
        raise OfficeError("这一步的明细已被清空，不能撤销", remedy="请在卡片上逐项更正")
    return differences


def _units(session: Session, differences: Iterable[Difference]) -> dict[Key, Key]:
    """Say for each record to which greater record it belongs."""
    return {_key(one): owner_of(session, one) for one in differences}


def owner_of(session: Session, one: Difference) -> Key:
    """Return the (kind, id) of the greater record a changed one belongs to, or its own."""
    mapper = mapper_of(one.kind)
    attribute = mapper.class_.owner
    if not attribute:
        return _key(one)
    values = (one.after or {}) | (one.before or {})
    if attribute not in values:
        values = _now(session, one) or {}
    target = next(iter(mapper.columns[attribute].foreign_keys)).column.table.name
    return (target, values[attribute]) if attribute in values else _key(one)


def _now(session: Session, one: Difference) -> dict[str, Any] | None:
    record = session.get(mapper_of(one.kind).class_, one.record_id)
    return None if record is None else values_of(record)


def _changed_since(session: Session, one: Difference) -> bool:
    now = _now(session, one)
    if one.after is None or now is None:
        return (one.after is None) != (now is None)
    if one.before is None:
        return now != one.after
    return any(now.get(key) != value for key, value in one.after.items())


def _stuck(session: Session, differences: list[Difference], units: dict[Key, Key]) -> set[Key]:
    stuck = {units[_key(one)] for one in differences if _changed_since(session, one)}
    inserted = defaultdict(list)
    for one in differences:
        if one.before is None:
            inserted[one.kind].append(one.record_id)
    links = [link for kind, ids in inserted.items() for link in references(session, kind, ids)]
    grown = True
    while grown:
        # Who points at a new record from outside, or from a record that stays, holds it.
        more = {units[to] for by, to in links if units.get(by) in stuck or by not in units} - stuck
        grown = bool(more)
        stuck |= more
    return stuck


def references(session: Session, kind: str, ids: list[int]) -> list[tuple[Key, Key]]:
    """Return (pointing record, pointed record) for every foreign key to the given records."""
    found = []
    for column in _pointing_columns(kind):
        table = column.table
        for at in range(0, len(ids), CHUNK):
            rows = session.execute(select(table.c.id, column).where(column.in_(ids[at : at + CHUNK])))
            found += [((table.name, by), (kind, to)) for by, to in rows]
    return found


def _pointing_columns(kind: str) -> list[Any]:
    tables = [mapper.local_table for mapper in Record.registry.mappers if issubclass(mapper.class_, Record)]
    columns = [column for table in tables for column in table.columns]
    return [c for c in columns if any(key.column.table.name == kind for key in c.foreign_keys)]


def _put_back(session: Session, one: Difference) -> None:
    mapper = mapper_of(one.kind)
    record = session.get(mapper.class_, one.record_id)
    if one.before is None:
        session.delete(record)
        return
    if record is None:
        record = mapper.class_manager.new_instance()
        record.id = one.record_id
        session.add(record)
    keys = mapper.columns.keys() if one.after is None else one.before.keys()
    for key in keys:
        setattr(record, key, loaded(mapper, key, one.before.get(key)))


def _names(session: Session, units: Iterable[Key]) -> list[str]:
    names = set()
    for kind, record_id in units:
        record = session.get(mapper_of(kind).class_, record_id)
        names.add(record.label() if record is not None else f"{mapper_of(kind).class_.title}（已删除）")
    return sorted(names)


def _listed(names: list[str]) -> str:
    more = f" 等 {len(names)} 条" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + more
