"""The invented ways into the Party of the invented people: ten years of steps, with what belongs to them."""

from partyoffice.development.sample.school import invent

__all__ = ["invent"]
