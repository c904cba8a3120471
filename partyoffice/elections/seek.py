"""Elections for the search over everything: by body, term and who stood."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from partyoffice.core import names
from partyoffice.core.text import search_key
from partyoffice.elections.queries.rows import Entry, entries
from partyoffice.part import Hit, Seek
from partyoffice.store.pinyin import readings

PAGE = "elections"


def find_elections(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the elections that hold every word, those under way first."""
    words = [key for key in map(search_key, text.split()) if key]
    if not words:
        return ()
    found = [one for one in entries(session) if _fits(one, words)]
    return [_hit(one) for one in found[:most]]


def _fits(one: Entry, words: Sequence[str]) -> bool:
    stood = [each.name for row in one.ballots for each in row.people]
    texts = (one.body, one.election.label(), *(names.search_keys(name, readings) for name in stood))
    keys = "\n".join(map(search_key, texts))
    return all(word in keys for word in words)


def _hit(one: Entry) -> Hit:
    held = f"·{one.election.held}" if one.election.held is not None else ""
    return Hit(f"{one.body} {one.election.label()}", f"{one.state}{held}", PAGE, {"row": one.id})


SEEK = Seek("换届选举", find_elections)
