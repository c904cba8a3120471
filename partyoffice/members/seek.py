"""People for the search over everything: by name, pinyin, number, former name; the best first."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import ColumnElement, case, exists, func, or_, select
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
from partyoffice.store.journal import JournalChange

PAGE = "members"
LOOKED_AT = 200  # the best of these are chosen; whoever types one letter looks for nobody yet
CARD = ("id_number", "phone", "telephone", "staff_number", "birth")
NUMBERS = (
    ("id_number", "身份证号", mask_id_number),
    ("phone", "手机", mask_phone),
    ("telephone", "电话", mask_phone),
    ("staff_number", "工号", str),
)
IN_BIN = "在回收站"


def find_people(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the people who fit every word: those here first, then those gone, those in the bin last."""
    words = [key for key in map(search_key, text.split()) if key]
    if not words:
        return ()
    former = _former_names(session, words)
    people = _people(session, _matches(session, words, former))
    gone = _gone(session, [one.id for one in people if not one.present])
    bodies = tree(session)
    best = sorted(
        people, key=lambda one: (bool(one.other), not one.present, _rank(one.name, words[0]), one.id)
    )
    return [
        _hit(one, words, former.get(one.id, ""), gone.get(one.id, (None, "")), bodies) for one in best[:most]
    ]


def _rank(name: str, word: str) -> int:
    """Return 0 for a whole name, pinyin or initials, 1 for the beginning of one, 2 for anything else."""
    keys = keys_of(name).split()
    return 0 if word in keys else 1 if any(key.startswith(word) for key in keys) else 2


def _matches(session: Session, words: Sequence[str], former: dict[int, str]) -> list[int]:
    """Return ids, those whose names begin so before the others; every character is literal."""
    keys = " " + func.coalesce(NameKey.keys, "") + " "
    exact, starts = func.instr(keys, f" {words[0]} ") > 0, func.instr(keys, f" {words[0]}") > 0
    loose = _unkeyed(session)
    wanted = select(Person.id).outerjoin(NameKey, NameKey.name == Person.name)
    for word in words:
        wanted = wanted.where(_holds(word, loose, former))
    here = exists().where(
        History.person_id == Person.id, History.fact == Fact.PRESENCE, History.end.is_(None)
    )
    rank = case((NameKey.name.is_(None), 1), (exact, 0), (starts, 1), else_=2)
    ordered = wanted.order_by(Person.binned.is_not(None), ~here, rank, Person.id)
    return list(session.execute(ordered.limit(LOOKED_AT)).scalars())


def _holds(word: str, loose: Iterable[str], former: dict[int, str]) -> ColumnElement[bool]:
    numbers = (getattr(Person, key) for key, _title, _mask in NUMBERS)
    ways = [func.instr(NameKey.keys, word) > 0, *(func.instr(func.lower(one), word) > 0 for one in numbers)]
    names = [name for name in loose if word in keys_of(name)]
    before = [ident for ident, name in former.items() if word in keys_of(name)]
    for column, values in ((Person.name, names), (Person.id, before)):
        if values:
            ways.append(column.in_(values[:LOOKED_AT]))
    return or_(*ways)


@lru_cache(maxsize=65536)
def keys_of(name: str) -> str:
    """Return the search keys of a name that the office has not cached."""
    return reckon([name])[name].keys


def _unkeyed(session: Session) -> list[str]:
    """Return the names entered since the roster was last read."""
    wanted = select(Person.name).outerjoin(NameKey, NameKey.name == Person.name)
    return list(session.execute(wanted.where(NameKey.name.is_(None)).distinct()).scalars())


def _former_names(session: Session, words: Sequence[str]) -> dict[int, str]:
    """Return by person a name of before, as the journal keeps it, that holds one of the words."""
    wanted = select(JournalChange.record_id, JournalChange.before).where(
        JournalChange.kind == Person.__tablename__,
        JournalChange.after.is_not(None),
        func.instr(JournalChange.before, '"name":') > 0,
    )
    found = {}
    for ident, before in session.execute(wanted.order_by(JournalChange.id)):
        name = json.loads(before).get("name") if before else None
        if name and any(word in keys_of(name) for word in words):
            found[ident] = str(name)
    return found


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
    birth = one.card["birth"]
    parts = [
        one.branch or bodies.name(gone[0]),
        f"{birth.year} 年生" if birth else "",
        one.category,
        IN_BIN if one.other else f"已减少（{gone[1]}）" if not one.present and gone[1] else "",
        *(_numbers(one, words)),
        f"曾用名 {former}" if former and former != one.name else "",
    ]
    return Hit(one.name, "·".join(part for part in parts if part), PAGE, {"person": one.id})


def _numbers(one: Someone, words: Sequence[str]) -> Iterable[str]:
    """Yield the numbers that hold a word, masked as everywhere."""
    for key, title, mask in NUMBERS:
        value = str(one.card[key] or "")
        if value and any(word in value.lower() for word in words):
            yield f"{title} {mask(value)}"


SEEK = Seek("人员", find_people)
