"""The records that stand beside one step of one person, and what was done on it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.development.queries.ways import AGAIN, WRITTEN
from partyoffice.development.records import Material, Step
from partyoffice.store import journal
from partyoffice.store.base import Record

Kind = TypeVar("Kind", bound=Record)
MOST = 30


def beside(session: Session, kind: type[Kind], person_id: int, fixed: Mapping[str, Any]) -> list[Kind]:
    """Return the records of a kind that belong to somebody and have certain values, oldest first."""
    columns = kind.__table__.c
    wanted = select(kind).where(columns["person_id"] == person_id)
    for key, value in fixed.items():
        wanted = wanted.where(columns[key] == value)
    return list(session.execute(wanted.order_by(columns["id"])).scalars())


def step_rows(session: Session, person_id: int) -> dict[int, Step]:
    """Return the steps of somebody by number, those after an extension before the first ones."""
    mine = select(Step).where(Step.person_id == person_id, *WRITTEN)
    wanted = mine.order_by(Step.mark == AGAIN, Step.id)
    return {row.number: row for row in session.execute(wanted).scalars()}


def there(session: Session, person_id: int) -> dict[str, Material]:
    """Return the materials of somebody by code."""
    wanted = select(Material).where(Material.person_id == person_id).order_by(Material.id)
    return {row.code: row for row in session.execute(wanted).scalars()}


class Deed(NamedTuple):
    """One thing done: when, in which words, by whom."""

    seq: int
    at: datetime
    sentence: str
    operator: str


def deeds(session: Session, records: Mapping[type[Record], Sequence[int]]) -> list[Deed]:
    """Return what was done to some records, the newest first, at most thirty."""
    found: dict[int, Deed] = {}
    for kind, ids in records.items():
        for head, _change in journal.history_of(session, kind.__tablename__, list(ids)):
            found[head.seq] = Deed(head.seq, clock.from_stamp(head.at), head.sentence, head.operator)
    return [found[seq] for seq in sorted(found, reverse=True)[:MOST]]
