"""What was done to one person, read from the journal: who, when, which field, from what to what."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.field import Field, Kind
from partyoffice.core.money import grouped
from partyoffice.members.records import History, Person
from partyoffice.store import journal
from partyoffice.store.base import Record, fields_of
from partyoffice.store.journal import JournalChange

CREATED, GONE = "新增", "删除"
GOES_WITH: dict[type[Record], str] = {History: "value"}  # the field that unseen ones change together with


@dataclass(frozen=True, slots=True)
class Step:
    """One field of one record: ``record`` names it where it is not the card itself.

    ``stored`` is what stood there before, as the journal keeps it, by attribute: the field's own, and
    what goes with it unseen, such as the body behind the name of a branch.
    """

    field: Field
    old: str
    new: str
    record: str = ""
    kind: type[Record] = Person
    record_id: int = 0
    stored: Mapping[str, Any] = made_by(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One action as far as it concerns the person; ``came`` tells rows added or taken out."""

    seq: int
    at: datetime
    operator: str
    sentence: str
    steps: tuple[Step, ...] = ()
    came: tuple[str, ...] = ()


def owned_kinds() -> list[type[Record]]:
    """Return the kinds of record that belong to a person, those of other parts included."""
    return [kind for kind in Record.__subclasses__() if kind.owner == "person_id"]


def trail(session: Session, person_id: int) -> list[Entry]:
    """Return what was done to a person's card, histories and lists, newest first."""
    rows = list(_of_kind(session, Person, [person_id]))
    for kind in owned_kinds():
        rows += _of_kind(session, kind, _ids(session, kind, person_id))
    by_seq: dict[int, list[tuple[type[Record], JournalChange]]] = {}
    heads = {}
    for kind, head, change in rows:
        heads[head.seq] = head
        by_seq.setdefault(head.seq, []).append((kind, change))
    return [_entry(heads[seq], by_seq[seq]) for seq in sorted(by_seq, reverse=True)]


def _of_kind(session: Session, kind: type[Record], ids: list[int]) -> Iterable[tuple[type[Record], Any, Any]]:
    if not ids:
        return ()
    return [(kind, head, change) for head, change in journal.history_of(session, kind.__tablename__, ids)]


def _ids(session: Session, kind: type[Record], person_id: int) -> list[int]:
    owner = kind.__table__.c["person_id"]
    standing = session.execute(select(kind.__table__.c["id"]).where(owner == person_id)).scalars()
    return sorted({*standing, *_taken_out(session, kind, person_id)})


def _taken_out(session: Session, kind: type[Record], person_id: int) -> Iterable[int]:
    wanted = select(JournalChange.record_id, JournalChange.before).where(
        JournalChange.kind == kind.__tablename__,
        JournalChange.after.is_(None),
        JournalChange.before.contains(f'"person_id":{person_id}'),
    )
    rows = session.execute(wanted)
    return [row.record_id for row in rows if _body(row.before).get("person_id") == person_id]


def _entry(head: journal.Journal, changes: list[tuple[type[Record], JournalChange]]) -> Entry:
    steps: list[Step] = []
    came: list[str] = []
    for kind, change in changes:
        before, after = _body(change.before), _body(change.after)
        if before and after:
            steps += _steps(kind, change.record_id, before, after)
        elif kind is not Person and (before or after):
            came.append(f"{GONE if before else CREATED}{kind.title}：{_words(kind, before or after)}")
    return Entry(head.seq, clock.from_stamp(head.at), head.operator, head.sentence, tuple(steps), tuple(came))


def _body(stored: str | None) -> dict[str, Any]:
    return dict(json.loads(stored)) if stored else {}


def _steps(kind: type[Record], record_id: int, before: dict[str, Any], after: dict[str, Any]) -> list[Step]:
    named = {field.key: field for field in fields_of(kind)}
    record = "" if kind is Person else kind.title
    unseen = {key: value for key, value in before.items() if key not in named}
    return [
        Step(
            named[key],
            _text(named[key], before.get(key)),
            _text(named[key], after.get(key)),
            record,
            kind,
            record_id,
            {key: before.get(key)} | (unseen if key == GOES_WITH.get(kind) else {}),
        )
        for key in before | after
        if key in named
    ]


def _text(field: Field, value: Any) -> str:  # noqa: ANN401 -- a stored value
    if value in {None, ""}:
        return ""
    if field.kind is Kind.MONEY:
        return grouped(int(value))
    return "有照片" if field.kind is Kind.PHOTO else str(value)


def _words(kind: type[Record], values: dict[str, Any]) -> str:
    texts = (_text(field, values.get(field.key)) for field in fields_of(kind))
    return " ".join(text for text in texts if text)
