"""People for the search over everything: by name, pinyin, number, former name; the best first."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from heapq import nsmallest

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.text import mask_id_number, mask_phone, search_key
from partyoffice.members.ordering import reckon
from partyoffice.members.queries import Someone, everyone
from partyoffice.members.records import History, NameKey, Person
from partyoffice.members.rules import Fact
from partyoffice.organisation.queries import Tree, tree
from partyoffice.part import Hit, Seek
from partyoffice.store import journal
from partyoffice.store.journal import Journal, JournalChange

PAGE = "members"
CARD = ("id_number", "phone", "telephone", "staff_number", "birth")
NUMBERS = (
    ("id_number", "身份证号", mask_id_number),
    ("phone", "手机", mask_phone),
    ("telephone", "电话", mask_phone),
    ("staff_number", "工号", str),
)
IN_BIN = "在回收站"
BACKWARDS = ("undo", "revert")  # steps that take another one back


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in the index: ``names`` are the keys of the name, ``text`` all that finds the person."""

    id: int
    binned: bool
    present: bool
    names: str
    text: str

    def order(self, word: str) -> tuple[bool, bool, int, int]:
        """Return the place among the hits: here, gone, bin; a whole name, a beginning, anything else."""
        rank = 0 if f" {word} " in self.names else 1 if f" {word}" in self.names else 2
        return (self.binned, not self.present, rank, self.id)


@dataclass(slots=True)
class Index:
    """Everybody as plain texts, for one state of the office on one day."""

    state: tuple[object, ...] = ()
    entries: list[Entry] = field(default_factory=list)
    former: dict[int, str] = field(default_factory=dict)


_kept = [Index()]  # the newest; a query over 20,000 plain texts takes some milliseconds


def find_people(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the people who fit every word: those here first, then those gone, those in the bin last."""
    words = [key for key in map(search_key, text.split()) if key]
    if not words:
        return ()
    index = _index(session)
    found = (one for one in index.entries if all(word in one.text for word in words))
    ids = [one.id for one in nsmallest(most, found, key=lambda one: one.order(words[0]))]
    people = {one.id: one for one in _people(session, ids)}
    gone = _gone(session, [one.id for one in people.values() if not one.present])
    bodies = tree(session)
    return [
        _hit(people[ident], words, index.former.get(ident, ""), gone.get(ident, (None, "")), bodies)
        for ident in ids
    ]


def _index(session: Session) -> Index:
    """Return the index of the present state, read anew after a change and on another day."""
    state = (*journal.head(session), clock.today())
    if _kept[0].state != state:
        _kept[0] = _read(session, state)
    return _kept[0]


def _read(session: Session, state: tuple[object, ...]) -> Index:
    numbers = [getattr(Person, key) for key, _title, _mask in NUMBERS]
    wanted = select(Person.id, Person.binned, Person.name, *numbers).order_by(Person.id)
    keys = {name: kept for name, kept in session.execute(select(NameKey.name, NameKey.keys))}  # noqa: C416 -- rows are no pairs
    here, former, entries = _present(session, clock.today()), _former_names(session), []
    for ident, binned, name, *own in session.execute(wanted):
        names, before = f" {keys.get(name) or keys_of(name)} ", keys_of(former.get(ident, ""))
        text = "\n".join((names, before, *(number.lower() for number in own if number)))
        entries.append(Entry(ident, binned is not None, ident in here, names, text))
    return Index(state, entries, former)


def _present(session: Session, on: date) -> set[int]:
    day = Day.of(on)
    wanted = select(History.person_id).where(
        History.fact == Fact.PRESENCE,
        or_(History.start.is_(None), History.start <= day),
        or_(History.end.is_(None), History.end > day),
    )
    return set(session.execute(wanted).scalars())


@lru_cache(maxsize=65536)
def keys_of(name: str) -> str:
    """Return the search keys of a name that the office has not cached."""
    return reckon([name])[name].keys


def _former_names(session: Session) -> dict[int, str]:
    """Return by person the last name of before, as the journal keeps it; a slip taken back is no name."""
    taken_back = select(Journal.reverts).where(Journal.reverts.is_not(None))
    wanted = select(JournalChange.record_id, JournalChange.before).where(
        JournalChange.kind == Person.__tablename__,
        JournalChange.after.is_not(None),
        func.instr(JournalChange.before, '"name":') > 0,
        JournalChange.seq.not_in(taken_back),
        JournalChange.seq.in_(select(Journal.seq).where(Journal.kind.not_in(BACKWARDS))),
    )
    rows = session.execute(wanted.order_by(JournalChange.id))
    found = {ident: json.loads(before or "{}").get("name") for ident, before in rows}
    return {ident: str(name) for ident, name in found.items() if name}


def _people(session: Session, ids: Sequence[int]) -> list[Someone]:
    on = clock.today()
    binned = everyone(session, on, columns=CARD, ids=ids, binned=True)
    for one in binned:
        one.other["binned"] = True
    return [*everyone(session, on, columns=CARD, ids=ids), *binned]


def _gone(session: Session, ids: Sequence[int]) -> dict[int, tuple[int | None, str]]:
    """Return for those who are not here their last branch, and when and how they left."""
    wanted = select(
        History.person_id, History.fact, History.organisation_id, History.end, History.end_reason
    ).where(History.person_id.in_(ids), History.end.is_not(None), History.end <= Day.of(clock.today()))
    found: dict[int, tuple[int | None, str]] = {}
    for row in session.execute(wanted.order_by(History.end, History.id)):
        branch, how = found.get(row.person_id, (None, ""))
        if row.fact == Fact.BRANCH:
            found[row.person_id] = (row.organisation_id, how)
        elif row.fact == Fact.PRESENCE:
            found[row.person_id] = (branch, f"{row.end} {row.end_reason}".strip())
    return found


def _hit(one: Someone, words: Sequence[str], former: str, gone: tuple[int | None, str], bodies: Tree) -> Hit:
    shown = former if former != one.name and any(word in keys_of(former) for word in words) else ""
    birth = one.card["birth"]
    parts = [
        one.branch or bodies.name(gone[0]),
        f"{birth.year} 年生" if birth else "",
        one.category,
        IN_BIN if one.other else f"已减少（{gone[1]}）" if not one.present and gone[1] else "",
        *(_numbers(one, words)),
        f"曾用名 {shown}" if shown else "",
    ]
    return Hit(one.name, "·".join(part for part in parts if part), PAGE, {"person": one.id})


def _numbers(one: Someone, words: Sequence[str]) -> Iterable[str]:
    """Yield the numbers that hold a word, masked as everywhere."""
    for key, title, mask in NUMBERS:
        value = str(one.card[key] or "")
        if value and any(word in value.lower() for word in words):
            yield f"{title} {mask(value)}"


SEEK = Seek("人员", find_people)
