"""The invented dues of the invented members: amounts set, months paid, the money and its papers."""

from partyoffice.dues.sample.school import invent

__all__ = ["invent"]
