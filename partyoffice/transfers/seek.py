"""Moves for the search over everything: by name, place and number of the letter."""

from collections.abc import Sequence
from itertools import starmap

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import names
from partyoffice.core.text import search_key
from partyoffice.members.records import Person
from partyoffice.part import Hit, Seek
from partyoffice.store.pinyin import readings
from partyoffice.transfers.records import Transfer, TransferLetter
from partyoffice.transfers.rules.words import INTO

PAGE = "transfers"


def find_moves(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the moves that hold every word, the newest first."""
    words = [key for key in map(search_key, text.split()) if key]
    if not words:
        return ()
    numbers = _numbers(session)
    wanted = select(Transfer, Person.name).join(Person, Person.id == Transfer.person_id)
    rows = session.execute(wanted.where(Person.binned.is_(None)).order_by(Transfer.id.desc())).all()
    found = [(one, name) for one, name in rows if _fits(one, name, numbers.get(one.id, ""), words)]
    return list(starmap(_hit, found[:most]))


def _numbers(session: Session) -> dict[int, str]:
    found: dict[int, str] = {}
    for owner, number in session.execute(select(TransferLetter.transfer_id, TransferLetter.number)):
        found[owner] = f"{found.get(owner, '')}\n{number}"
    return found


def _fits(one: Transfer, name: str, numbers: str, words: Sequence[str]) -> bool:
    texts = (names.search_keys(name, readings), one.to_unit, one.from_unit, one.serial, numbers)
    keys = "\n".join(map(search_key, texts))
    return all(word in keys for word in words)


def _hit(one: Transfer, name: str) -> Hit:
    place = one.from_unit if one.direction == INTO else one.to_unit
    return Hit(f"{name} {one.direction}", f"{place}·{one.begun}·{one.state}", PAGE, {"row": one.id})


SEEK = Seek("组织关系转接", find_moves)
