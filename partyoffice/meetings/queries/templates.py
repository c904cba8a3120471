"""The office's own words for minutes, else those of the program: templates of the kinds, paragraphs."""

from sqlalchemy.orm import Session

from partyoffice.meetings.rules.blocks import BLOCKS, Block
from partyoffice.meetings.rules.minutes import Template, template_of
from partyoffice.store import settings
from partyoffice.store.settings import Setting

OWN_BLOCKS = Setting("会议常用段落", "会议常用段落", None)


def blocks_of(session: Session) -> tuple[Block, ...]:
    """Return the paragraphs that can be put into minutes."""
    own = settings.get(session, OWN_BLOCKS)
    return tuple((str(name), str(words)) for name, words in own) if own else BLOCKS


def kept_in(kind: str) -> Setting:
    """Return where the office's own template of a kind is kept: its items and its text."""
    return Setting(f"会议模板：{kind}", "会议模板", None)


def template_for(session: Session, kind: str) -> Template:
    """Return how a new meeting of a kind begins."""
    own = settings.get(session, kept_in(kind))
    return Template(kind, tuple(own["items"]), str(own["text"])) if own else template_of(kind)
