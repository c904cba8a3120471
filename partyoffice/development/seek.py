"""The registers in the search over everything: 志愿书 and 政审函 by number, classes by name."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from partyoffice.core import clock, names
from partyoffice.core.text import search_key
from partyoffice.development.queries.booklets import booklets
from partyoffice.development.queries.classes import party_classes
from partyoffice.development.queries.letters import letters
from partyoffice.part import Hit, Seek
from partyoffice.store.pinyin import readings

PAGE = "development"


@lru_cache(maxsize=65536)
def keys_of(text: str) -> str:
    """Return what a text is found by: itself, its pinyin, its initials."""
    return names.search_keys(text, readings)


def find(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return what holds every word, at most so many."""
    words = [key for key in map(search_key, text.split()) if key]
    if not words:
        return ()
    fitting = (hit for hit in _everything(session, clock.today()) if _fits(hit, words))
    return [hit for _, hit in zip(range(most), fitting, strict=False)]


def _fits(hit: Hit, words: Sequence[str]) -> bool:
    keys = "\n".join((search_key(hit.title), keys_of(hit.title), keys_of(hit.note)))
    return all(word in keys for word in words)


def _everything(session: Session, on: date) -> Iterator[Hit]:
    for one in booklets(session, on):
        note = "·".join(filter(None, (one.row.state, one.person.name)))
        yield _hit(f"志愿书 {one.row.number}", note, "booklets", one.id)
    for letter in letters(session, on):
        note = "·".join(filter(None, (letter.person.name, letter.addressee, letter.state)))
        yield Hit(letter.number, note, PAGE, {"view": "letters", "row": letter.id, "year": letter.sent.year})
    for course in party_classes(session):
        yield _hit(course.row.name, f"{course.row.kind}·{course.row.start}", "classes", course.id)


def _hit(title: str, note: str, view: str, row: int) -> Hit:
    return Hit(title, note, PAGE, {"view": view, "row": row})


SEEK = Seek("发展党员登记", find)
