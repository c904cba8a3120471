"""Bodies for the search over everything, by name and pinyin."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from partyoffice.core import names
from partyoffice.core.text import search_key
from partyoffice.organisation.queries import Node, Tree, tree
from partyoffice.part import Hit, Seek
from partyoffice.store.pinyin import readings

PAGE = "members"


def find_bodies(session: Session, text: str, most: int) -> Sequence[Hit]:
    """Return the bodies whose names hold every word, those that were dissolved last."""
    words = [key for key in map(search_key, text.split()) if key]
    whole = tree(session)
    found = [node for node in whole.nodes.values() if words and _fits(node, words)]
    return [_hit(node, whole) for node in sorted(found, key=lambda node: node.ended)[:most]]


def _fits(node: Node, words: Sequence[str]) -> bool:
    keys = names.search_keys(node.name, readings)
    return all(word in keys for word in words)


def _hit(node: Node, whole: Tree) -> Hit:
    parts = (str(node.kind), whole.name(node.parent_id), "已撤销" if node.ended else "")
    return Hit(node.name, "·".join(part for part in parts if part), PAGE, {"branch": node.id})


SEEK = Seek("组织", find_bodies)
