"""彻底删除: a record goes with all that belongs to it, out of the tables and out of the journal's bodies.

What was done, when and by whom stays, with the salted digests: the chain still closes, and nothing of
what was erased can be guessed from it. The sentences of the journal stay as they were written.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, String, and_, delete, false, func, or_, select, update
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.store.backup import Reason
from partyoffice.store.base import Record
from partyoffice.store.blobs import Blob
from partyoffice.store.engine import driver, free_hand
from partyoffice.store.journal import JournalChange
from partyoffice.store.named_views import TITLE as VIEWS
from partyoffice.store.numbers import GivenNumber
from partyoffice.store.settings import StoredSetting
from partyoffice.store.snoozes import PREFIX as SNOOZES
from partyoffice.store.undo import CHUNK, references
from partyoffice.store.watching import WATCH, mapper_of

if TYPE_CHECKING:
    from partyoffice.store.office import Office

Family = dict[str, set[int]]  # ids by table
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def purge(session: Session, record: Record, words: Collection[str] = ()) -> None:
    """Erase a record of a change of ``Office.purge`` with all that belongs to it, for ever.

    ``words`` tell it from all others (a name nobody else has, a number): views and what was put off
    go where they hold one. Raises OfficeError where records of others lead to it, or one of its own binds.
    """
    family = _family(session, record)
    _must_be_free(session, record, family)
    family[StoredSetting.__tablename__] = _settings(session, family, words)
    bodies = _bodies(session, family)
    for kind, ids in family.items():
        for found in _standing(session, kind, ids):
            session.delete(found)
    session.flush()
    session.info[WATCH].erased |= {(kind, each) for kind, ids in family.items() for each in ids}
    _empty(session, family)
    _drop_blobs(session, bodies)
    _empty_numbers(session, bodies, words)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(ids)
    return (wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK))


def _standing(session: Session, kind: str, ids: Iterable[int]) -> list[Record]:
    found = mapper_of(kind).class_
    asked = (select(found).where(found.id.in_(part)) for part in _chunks(ids))
    return [one for each in asked for one in session.execute(each).scalars()]


# What belongs to it -----------------------------------------------------------------------


def _family(session: Session, record: Record) -> Family:
    """Return the record and what belongs to it, level by level; also what was deleted from it before."""
    family: Family = defaultdict(set, {record.__tablename__: {record.id}})
    fresh = dict(family)
    while fresh:
        owned: Family = defaultdict(set)
        for owner, ids in fresh.items():
            for kind, attribute in _owned_by(owner):
                owned[kind] |= _owned_ids(session, kind, attribute, ids) - family[kind]
        fresh = {kind: ids for kind, ids in owned.items() if ids}
        for kind, ids in fresh.items():
            family[kind] |= ids
    return family


def _owned_by(owner: str) -> list[tuple[str, str]]:
    """Return table and foreign key of every kind whose greater record is of ``owner``."""
    kinds = [mapper.class_ for mapper in Record.registry.mappers if issubclass(mapper.class_, Record)]
    with_owner = [(kind.__tablename__, kind.owner) for kind in kinds if kind.owner]
    return [(kind, key) for kind, key in with_owner if _target(kind, key) == owner]


def _target(kind: str, key: str) -> str:
    return str(next(iter(mapper_of(kind).columns[key].foreign_keys)).column.table.name)


def _owned_ids(session: Session, kind: str, key: str, owners: set[int]) -> set[int]:
    table, found = mapper_of(kind).local_table, set()
    for part in _chunks(owners):
        found |= set(session.execute(select(table.c.id).where(table.c[key].in_(part))).scalars())
    wanted = select(JournalChange.record_id, JournalChange.before, JournalChange.after)
    for owner in owners:
        mark = f'"{key}":{owner}'
        named = or_(JournalChange.before.contains(mark), JournalChange.after.contains(mark))
        for row in session.execute(wanted.where(JournalChange.kind == kind, named)):
            if any(body and json.loads(body).get(key) == owner for body in row[1:]):
                found.add(row[0])
    return found


def _must_be_free(session: Session, record: Record, family: Family) -> None:
    held: Counter[str] = Counter()
    for kind, ids in family.items():
        found = mapper_of(kind).class_
        held[found.title] += len(_standing(session, kind, ids)) if found.binding else 0
        for by, number in {by for by, _to in references(session, kind, sorted(ids))}:
            held[mapper_of(by).class_.title] += number not in family.get(by, ())
    if ties := "、".join(f"{title} {count} 条" for title, count in sorted(held.items()) if count):
        raise OfficeError(
            f"还有{ties}与{record.label()}有关，不能彻底删除",
            remedy="请先删除或改正这些记录；本人若确实在这里待过，请从回收站恢复，改为登记减少",
        )


def _settings(session: Session, family: Family, words: Collection[str]) -> set[int]:
    """Return what was put off about the family, and the views and put off duties that name it."""
    marks = [f"/{kind}/{each}/" for kind, ids in family.items() for each in ids]
    key = StoredSetting.key
    wanted = select(StoredSetting).where(or_(key.startswith(SNOOZES), key.startswith(VIEWS)))
    found = set()
    for row in session.execute(wanted).scalars():
        text = row.key + json.dumps(row.value, ensure_ascii=False)
        if any(mark in row.key for mark in marks) or any(word in text for word in words):
            found.add(row.id)
    return found


# What is left of it -----------------------------------------------------------------------


def _of(family: Family) -> Iterator[Any]:
    for kind, ids in family.items():
        for part in _chunks(ids):
            yield and_(JournalChange.kind == kind, JournalChange.record_id.in_(part))


def _bodies(session: Session, family: Family) -> list[tuple[str, str]]:
    """Return table and text of everything the journal keeps of the family."""
    wanted = select(JournalChange.kind, JournalChange.before, JournalChange.after)
    rows = [row for where in _of(family) for row in session.execute(wanted.where(where))]
    return [(row[0], text) for row in rows for text in row[1:] if text]


def _empty(session: Session, family: Family) -> None:
    connection = session.connection()
    with free_hand(connection):
        for where in _of(family):
            connection.execute(update(JournalChange).where(where).values(before=None, after=None, salt=None))


def _drop_blobs(session: Session, bodies: list[tuple[str, str]]) -> None:
    """Drop the photos and attachments that no record and no step of the journal needs any more."""
    connection = session.connection()
    for digest in {digest for _kind, text in bodies for digest in _DIGEST.findall(text)}:
        if not _needed(session, digest):
            with free_hand(connection):
                connection.execute(delete(Blob).where(Blob.sha256 == digest))


def _needed(session: Session, digest: str) -> bool:
    tables = [m.local_table for m in Record.registry.mappers if issubclass(m.class_, Record)]
    for table in (*tables, JournalChange.__table__):
        texts = [column for column in table.columns if isinstance(column.type, (String, JSON))]
        held = [func.instr(column, digest) > 0 for column in texts]
        if held and session.execute(select(table.c.id).where(or_(*held)).limit(1)).first():
            return True
    return False


def _empty_numbers(session: Session, bodies: list[tuple[str, str]], words: Collection[str]) -> None:
    """Empty what is said of numbers given to papers of the family; the numbers themselves stay given."""
    named = or_(false(), *(GivenNumber.sentence.contains(word, autoescape=True) for word in words))
    where = and_(GivenNumber.kind.in_({kind for kind, _text in bodies}), named)
    connection = session.connection()
    with free_hand(connection):
        connection.execute(update(GivenNumber).where(where).values(sentence=""))


# The action ------------------------------------------------------------------------------


def erase(office: "Office", sentence: str, work: Callable[[Session], object]) -> None:
    """Run ``work``, which purges, as one change that nobody can take back; a copy is made before.

    The file is then written anew: pages that were split long ago would still show what was erased.
    Raises OfficeError where the copy cannot be made, or ``work`` refuses; then nothing was changed.
    """
    office.back_up(Reason.PURGE)
    with office.change(sentence, kind="purge") as session:
        work(session)
    _write_anew(office)


def _write_anew(office: "Office") -> None:
    with closing(office.door.connect()) as connection:
        try:
            connection.execute("VACUUM")
        except driver.DatabaseError as error:
            raise OfficeError(
                "已彻底删除，但数据文件没有重新写过，旧的字节可能还留在文件里",
                safe="其他数据没有改动",
                remedy="请检查磁盘空间，关闭其他读这个文件的程序；下一次彻底删除时会重写整个文件",
            ) from error
