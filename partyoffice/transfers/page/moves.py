"""The page of the register of moves."""

from typing import TYPE_CHECKING

from partyoffice.transfers.page.listing import register
from partyoffice.ui.register_menu import commands
from partyoffice.ui.register_page import RegisterPage

if TYPE_CHECKING:
    from partyoffice.transfers.part import Hooks
    from partyoffice.ui.desk import Desk
    from partyoffice.ui.menus import Action


def transfers_page(desk: "Desk", hooks: "Hooks") -> RegisterPage:
    """Return the page; ``hooks`` are what the peers do for a move."""
    return RegisterPage(desk, register(hooks))


def transfer_commands(hooks: "Hooks", page: RegisterPage) -> "list[Action]":
    """Return the commands of the page, also of one that is not built yet."""
    return commands(register(hooks), page)
