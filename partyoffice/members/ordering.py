"""The orders of a roster: 支部 and 职务 first, then 姓氏笔画, pinyin or 入党时间."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from partyoffice.core import codes, names
from partyoffice.members.queries import Someone
from partyoffice.members.records import NameKey
from partyoffice.organisation.queries import Tree
from partyoffice.store.engine import free_hand

STROKES, PINYIN, JOINED, ENTERED = "姓氏笔画", "姓氏拼音", "入党时间", "录入顺序"
ORDERS = (STROKES, PINYIN, JOINED, ENTERED)


def name_keys(session: Session, wanted: Iterable[str]) -> dict[str, NameKey]:
    """Return search and sort keys by name, reckoning and caching those not met before."""
    known = known_keys(session)
    return known | reckon(set(wanted) - known.keys())


def known_keys(session: Session) -> dict[str, NameKey]:
    """Return the keys reckoned before, by name."""
    return {row.name: row for row in session.execute(select(NameKey)).scalars()}


def reckon(new: Iterable[str]) -> dict[str, NameKey]:
    """Return the keys of names; needs no office, so that it may be done beside the window."""
    return {name: _reckon(name) for name in sorted(new)}


def remember(session: Session, keys: Iterable[NameKey]) -> None:
    """Store reckoned keys in the cache; it is no record and leaves no trace in the journal."""
    known = set(session.execute(select(NameKey.name)).scalars())
    rows = [{"name": k.name, "keys": k.keys, "order": k.order} for k in keys if k.name not in known]
    if rows:
        connection = session.connection()
        with free_hand(connection):
            connection.execute(insert(NameKey), rows)


def _reckon(name: str) -> NameKey:
    from partyoffice.store.pinyin import readings

    return NameKey(name=name, keys=names.search_keys(name, readings), order=names.pinyin_key(name, readings))


def _post_rank(one: Someone) -> int:
    ranks = [codes.order("party_post", post) for _, post in one.posts]
    return min(ranks, default=10**6)


def sort_key(order: str, bodies: Tree, keys: dict[str, NameKey]) -> Callable[[Someone], Any]:
    """Return the key of a roster's order (ValueError for an unknown one)."""

    def by_name(one: Someone) -> Any:  # noqa: ANN401 -- tuples of one kind within an order
        place = one.card.get("place")
        match order:
            case "" | "姓氏笔画":
                return (place is None, place or 0, names.stroke_key(one.name))
            case "姓氏拼音":
                return (keys[one.name].order,)
            case "入党时间":
                joined = one.card["joined"]
                return (joined.first if joined else date.max,)
            case "录入顺序":
                return ()
        raise ValueError(order)

    return lambda one: (bodies.position(one.branch_id), _post_rank(one), by_name(one), one.id)


def sorted_people(session: Session, people: list[Someone], order: str, bodies: Tree) -> list[Someone]:
    """Return people in the order of a roster."""
    keys = name_keys(session, (one.name for one in people)) if order == PINYIN else {}
    return sorted(people, key=sort_key(order, bodies, keys))
