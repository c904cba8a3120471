"""Issued papers for the search over everything: by number, form, and whom they are about."""

from collections.abc import Sequence
from functools import lru_cache
from heapq import nsmallest

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.archives.records import IssuedPaper
from partyoffice.archives.rules import State
from partyoffice.core import names
from partyoffice.core.text import search_key
from partyoffice.part import Hit, Seek
from partyoffice.store.pinyin import readings

PAGE = "issued"


@lru_cache(maxsize=65536)
def keys_of(text: str) -> str:
    """Return what a text is found by: itself, its pinyin, its initials."""
    return names.search_keys(text, readings)


def find_papers(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the papers that hold every word: those of just that number first, then the newest."""
    words = [key for key in map(search_key, text.split()) if key]
    if not words:
        return ()
    wanted = select(
        IssuedPaper.id, IssuedPaper.paper, IssuedPaper.number, IssuedPaper.number_text, IssuedPaper.subject,
        IssuedPaper.on, IssuedPaper.state,
    )  # fmt: skip
    found = (row for row in session.execute(wanted) if _fits(row, words))
    best = nsmallest(most, found, key=lambda row: (str(row.number or "") not in words, -row.id))
    return [_hit(row) for row in best]


def _fits(row: "tuple[object, ...]", words: Sequence[str]) -> bool:
    _, paper, _, number_text, subject, _, _ = row
    keys = "\n".join((search_key(str(number_text)), keys_of(str(paper)), keys_of(str(subject))))
    return all(word in keys for word in words)


def _hit(row: "tuple[object, ...]") -> Hit:
    ident, paper, _, number_text, subject, on, state = row
    void = str(state) if state == State.VOID else ""
    note = "·".join(filter(None, (str(subject), str(on), void)))
    return Hit(f"{paper}{number_text}", note, PAGE, {"issued": ident})


SEEK = Seek("出具的文书", find_papers)
