"""What the journal tells to people: the list of actions, and what each changed, in their words."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.store.base import Record, fields_of
from partyoffice.store.journal import Difference, Journal, JournalChange
from partyoffice.store.settings import StoredSetting
from partyoffice.store.watching import loaded, mapper_of

MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One action as the list shows it; ``records`` counts what it changed, ``undone_by`` is 0 or a seq."""

    seq: int
    at: datetime
    operator: str
    sentence: str
    kind: str
    records: int
    undone_by: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record, as texts; ``mask`` hides a sensitive one."""

    record: str
    field: str
    before: str
    after: str
    described: Field | None = None

    def texts(self, *, masked: bool) -> tuple[str, str]:
        """Return before and after, masked where they must be."""
        if not masked or self.described is None:
            return self.before, self.after
        hide = self.described.listed
        return (hide(self.before) if self.before else "", hide(self.after) if self.after else "")


def entries(session: Session, most: int = 0) -> list[Entry]:
    """Return the actions, newest first; ``most`` bounds how many (0: all)."""
    grouped = select(JournalChange.seq, func.count()).group_by(JournalChange.seq)
    counts = {seq: count for seq, count in session.execute(grouped)}  # noqa: C416 -- dict() takes a result for a mapping
    wanted = select(
        Journal.seq, Journal.at, Journal.operator, Journal.sentence, Journal.kind, Journal.reverts
    ).order_by(Journal.seq.desc())
    rows = session.execute(wanted.limit(most) if most else wanted).all()
    undone = {row.reverts: row.seq for row in rows if row.reverts is not None}
    return [
        Entry(
            row.seq,
            clock.from_stamp(row.at),
            row.operator,
            row.sentence,
            row.kind,
            counts.get(row.seq, 0),
            undone.get(row.seq, 0),
        )
        for row in rows
    ]


def changes(
    session: Session, seq: int, titles: Mapping[str, str] | None = None, most: int = MOST_CHANGES
) -> list[Change] | None:
    """Return what an action changed, field by field; None where all its details have been emptied.

    ``titles`` are the titles of settings by key; ``most`` bounds a great import. Where only some have
    been emptied, a last change without a field says so.
    """
    wanted = select(JournalChange).where(JournalChange.seq == seq).order_by(JournalChange.id).limit(most)
    rows = session.execute(wanted).scalars().all()
    told = [row for row in rows if row.salt is not None]
    if rows and not told:
        return None
    found: list[Change] = []
    for row in told:
        one = Difference(row.kind, row.record_id, _body(row.before), _body(row.after))
        found += _told(session, one, titles or {})
        if len(found) >= most:
            break
    emptied = len(rows) - len(told)
    return [
        *found[:most],
        *([Change(f"{emptied} 条记录已彻底删除，明细已清空", "", "", "")] if emptied else []),
    ]


def _body(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _told(session: Session, one: Difference, titles: Mapping[str, str]) -> Iterable[Change]:
    kind: type[Record] = mapper_of(one.kind).class_
    before, after = one.before or {}, one.after or {}
    name = _name(session, kind, one)
    if kind is StoredSetting:
        yield _setting(session, one, titles)
        return
    described = {field.key: field for field in fields_of(kind)}
    for key in dict.fromkeys((*before, *after)):
        if key != "id" and before.get(key) != after.get(key):
            field = described.get(key)
            title = field.title if field else _link_title(kind, key)
            if title:
                old, new = (_shown(session, kind, key, field, side.get(key)) for side in (before, after))
                yield Change(name, title, old, new, field)


def _setting(session: Session, one: Difference, titles: Mapping[str, str]) -> Change:
    """Tell a setting by its title; only its value changes later, so the key may be asked of the row."""
    row = session.get(StoredSetting, one.record_id)
    key = str(((one.before or {}) | (one.after or {})).get("key") or (row.key if row is not None else ""))
    mapper = mapper_of(one.kind)
    sides = (side["value"] if side and "value" in side else None for side in (one.before, one.after))
    before, after = (_text(loaded(mapper, "value", value)) for value in sides)
    return Change("设置", titles.get(key, key.partition("：")[0]), before, after)


def _name(session: Session, kind: type[Record], one: Difference) -> str:
    record = session.get(kind, one.record_id)
    if record is not None:
        own = record.label()
        whose = _owner_name(session, kind, one)
        return f"{whose}·{own}" if whose else own
    kept = (one.before or {}) | (one.after or {})
    return str(kept.get("name") or kind.title or one.kind)


def _owner_name(session: Session, kind: type[Record], one: Difference) -> str:
    """Return whose history or honour it is."""
    key = next((k for k in ("person_id", kind.owner) if k), "")
    owner_id = ((one.before or {}) | (one.after or {})).get(key)
    if owner_id is None:
        record = session.get(kind, one.record_id)
        owner_id = getattr(record, key, None)
    return _linked(session, kind, key, owner_id)


def _link_title(kind: type[Record], key: str) -> str:
    """Return what a foreign key is called: the title of what it points at."""
    column = mapper_of(kind.__tablename__).columns.get(key)
    for link in column.foreign_keys if column is not None else ():
        return str(mapper_of(link.column.table.name).class_.title)
    return ""


def _linked(session: Session, kind: type[Record], key: str, value: Any) -> str:  # noqa: ANN401 -- a stored id
    column = mapper_of(kind.__tablename__).columns.get(key)
    for link in column.foreign_keys if column is not None and value is not None else ():
        other = session.get(mapper_of(link.column.table.name).class_, value)
        return other.label() if other is not None else ""
    return ""


def _shown(session: Session, kind: type[Record], key: str, field: Field | None, value: Any) -> str:  # noqa: ANN401 -- a stored value
    if value in {None, ""}:
        return ""
    if field is not None and field.kind is Kind.PHOTO:
        return "（照片）"
    if field is not None and field.kind is Kind.MONEY:
        return grouped(int(value))
    return _linked(session, kind, key, value) or _text(loaded(mapper_of(kind.__tablename__), key, value))


def _text(value: Any) -> str:  # noqa: ANN401 -- a stored value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "，".join(f"{key} {said}" for key, one in value.items() if (said := _text(one)))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def found(session: Session, words: Iterable[str], most: int) -> list[tuple[int, datetime, str]]:
    """Return number, moment and sentence of the newest actions that name every word, as it is typed."""
    wanted = select(Journal.seq, Journal.at, Journal.sentence).where(
        *(func.instr(func.lower(Journal.sentence), func.lower(word)) > 0 for word in words)
    )
    rows = session.execute(wanted.order_by(Journal.seq.desc()).limit(most))
    return [(row.seq, clock.from_stamp(row.at), row.sentence) for row in rows]


def subjects(session: Session, seqs: Iterable[int], most: int = 20) -> dict[int, set[tuple[str, int]]]:
    """Return the records at the root of what each action touched: the person whose history changed.

    A root is a table and an id; what touched more than ``most`` records (an import) has none.
    """
    wanted = list(seqs)
    counted = select(JournalChange.seq).where(JournalChange.seq.in_(wanted)).group_by(JournalChange.seq)
    few = list(session.execute(counted.having(func.count() <= most)).scalars())
    rows = select(JournalChange).where(JournalChange.seq.in_(few)).order_by(JournalChange.id)
    found: dict[int, set[tuple[str, int]]] = {}
    for row in session.execute(rows).scalars():
        one = Difference(row.kind, row.record_id, _body(row.before), _body(row.after))
        found.setdefault(row.seq, set()).add(_root(session, one))
    return found


def _root(session: Session, one: Difference) -> tuple[str, int]:
    """Follow the owner of a record, such as the person of an award."""
    kind: type[Record] = mapper_of(one.kind).class_
    column = mapper_of(one.kind).columns.get(kind.owner) if kind.owner else None
    owner_id = ((one.before or {}) | (one.after or {})).get(kind.owner)
    if column is not None and owner_id is None:
        owner_id = getattr(session.get(kind, one.record_id), kind.owner, None)
    if column is None or owner_id is None:
        return one.kind, one.record_id
    return next(str(link.column.table.name) for link in column.foreign_keys), int(owner_id)


def operator_words(entry: Entry) -> str:
    """Return who did it, or a dash where no name was set."""
    return entry.operator or "—"
