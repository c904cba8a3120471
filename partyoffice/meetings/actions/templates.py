"""The office's own templates of meetings and paragraphs."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from partyoffice.core.text import clean
from partyoffice.meetings.queries.templates import OWN_BLOCKS, kept_in
from partyoffice.meetings.rules.blocks import BLOCKS, Block
from partyoffice.meetings.rules.minutes import Template, template_of
from partyoffice.store import settings


def keep_template(session: Session, kind: str, items: Sequence[str], text: str) -> None:
    """Let new meetings of a kind begin with these items and this text; with nothing, as the program does."""
    given = Template(kind, tuple(filter(None, map(clean, items))), text.strip())
    own = (given.items or given.text) and given != template_of(kind)
    settings.put(session, kept_in(kind), {"items": list(given.items), "text": given.text} if own else None)


def keep_blocks(session: Session, blocks: Sequence[Block]) -> None:
    """Let these paragraphs be offered; with none, those of the program again."""
    own = bool(blocks) and tuple(blocks) != BLOCKS
    settings.put(session, OWN_BLOCKS, [list(one) for one in blocks] if own else None)
