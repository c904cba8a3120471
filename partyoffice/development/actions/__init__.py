"""What the user does on the way into the Party, one theme a file."""

from partyoffice.development.actions.steps import set_day

__all__ = ["set_day"]
