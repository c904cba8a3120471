"""An invented school: people, ten years of joining, moving and leaving. Nobody in it exists."""

from partyoffice.members.sample.people import invent

__all__ = ["invent"]
