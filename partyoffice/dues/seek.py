"""Lines of the money book, gifts, donations and 公示 for the search over everything."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock, names
from partyoffice.core.money import grouped, yuan
from partyoffice.core.text import search_key
from partyoffice.dues.queries.giving import donations, gifts
from partyoffice.dues.queries.publishing import notices
from partyoffice.dues.records import Entry
from partyoffice.part import Hit, Seek
from partyoffice.store.pinyin import readings

PAGE = "dues"


def _words(text: str) -> list[str]:
    return [key for key in map(search_key, text.split()) if key]


def _fits(words: Sequence[str], *texts: str, name: str = "") -> bool:
    keys = "\n".join([*map(search_key, texts), names.search_keys(name, readings) if name else ""])
    return all(word in keys for word in words)


def _first(hits: Iterable[Hit], most: int) -> list[Hit]:
    return [hit for hit, _at in zip(hits, range(most), strict=False)]


def find_money(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the lines of 收支账 that hold every word, the newest first."""
    words = _words(text)
    return _first(_entries(session, words), most) if words else ()


def _entries(session: Session, words: Sequence[str]) -> Iterator[Hit]:
    for one in session.execute(select(Entry).order_by(Entry.on.desc(), Entry.id.desc())).scalars():
        texts = (one.content, one.purpose, one.party, one.voucher, one.flow, one.note)
        if _fits(words, *texts, yuan(one.amount), grouped(one.amount), name=one.handler):
            note = f"{one.on}·{one.flow}·{grouped(one.amount)} 元"
            yield Hit(one.label(), note, PAGE, {"view": "money", "year": one.on.year, "row": one.id})


def find_given(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return gifts, donations and 公示 that hold every word, in this order, the newest first."""
    words = _words(text)
    if not words:
        return ()
    found = (_gifts(session, words), _donations(session, words), _notices(session, words))
    return _first((hit for ones in found for hit in ones), most)


def _gifts(session: Session, words: Sequence[str]) -> Iterator[Hit]:
    for row in gifts(session):
        one = row.gift
        if _fits(words, one.kind, one.receipt, one.receiver, one.note, one.profile, name=row.name):
            note = f"{one.on}·{grouped(one.amount)} 元·{row.standing}"
            yield Hit(f"{row.name} {one.kind}", note, PAGE, _at("gifts", one.on.year, row.id))


def _donations(session: Session, words: Sequence[str]) -> Iterator[Hit]:
    for row in donations(session):
        one = row.donation
        if _fits(words, "捐款", one.event, one.recipient, one.receipt, one.note, name=one.name):
            note = f"{one.on}·{grouped(one.amount)} 元"
            yield Hit(f"{one.name} {one.event}", note, PAGE, _at("donations", one.on.year, row.id))


def _notices(session: Session, words: Sequence[str]) -> Iterator[Hit]:
    for row in notices(session, clock.today()):
        if row.notice is not None and _fits(words, row.name, row.body, row.notice.place, row.notice.feedback):
            note = f"{row.body}·{row.state}"
            target = _at("notices", row.notice.start.year, row.id)
            yield Hit(f"党费{row.name}", note, PAGE, target)


def _at(view: str, year: int, row: int) -> dict[str, object]:
    return {"view": view, "year": year, "row": row}


SEEK = (Seek("党费收支账", find_money), Seek("大额党费、捐款和公示", find_given))
