"""What the user does on the way into the Party, one theme a file."""

from partyoffice.development.actions.days import set_day
from partyoffice.development.actions.steps import (
    choose_edition,
    close_step,
    close_together,
    end_way,
    reopen_step,
    save_step,
)

__all__ = [
    "choose_edition",
    "close_step",
    "close_together",
    "end_way",
    "reopen_step",
    "save_step",
    "set_day",
]
