"""What a new meeting of a kind begins with: the office's own template, else that of the program."""

from sqlalchemy.orm import Session

from partyoffice.meetings.rules.minutes import Template, template_of
from partyoffice.store import settings
from partyoffice.store.settings import Setting


def kept_in(kind: str) -> Setting:
    """Return where the office's own template of a kind is kept: its items and its text."""
    return Setting(f"会议模板：{kind}", "会议模板", None)


def template_for(session: Session, kind: str) -> Template:
    """Return how a new meeting of a kind begins."""
    own = settings.get(session, kept_in(kind))
    return Template(kind, tuple(own["items"]), str(own["text"])) if own else template_of(kind)
