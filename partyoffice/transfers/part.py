"""Table of contents of 组织关系: the register, its letters, and what other parts hand in for it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.part import Arrival, Part, Roster
from partyoffice.transfers import checks, documents, home, sample
from partyoffice.transfers.actions.letters import Issue
from partyoffice.transfers.actions.moving import Heard
from partyoffice.transfers.calculations import CALCULATIONS
from partyoffice.transfers.decisions import DECISIONS
from partyoffice.transfers.importer import TransferImporter
from partyoffice.transfers.papers import PaidUp, papers_of
from partyoffice.transfers.records import Transfer, TransferLetter
from partyoffice.transfers.seek import SEEK


@dataclass(frozen=True, slots=True)
class Hooks:
    """What peers do for a move.

    出具登记 takes a letter and its voiding; the way into the Party takes an arrival, and tells the papers
    that lie in somebody's folder. 党费 hears 党费交到 of a letter, and tells it from the ledger.
    """

    issue: Issue
    withdraw: Callable[[Session, str, str, str], object]
    arrived: Callable[[Session, Arrival], object]
    held: Callable[[Session, int], Collection[str]]
    heard: Heard
    paid_to: PaidUp


def _page(hooks: Hooks, desk: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.transfers.page.moves import transfers_page

    return transfers_page(desk, hooks)


def _commands(hooks: Hooks, page: Any) -> Any:  # noqa: ANN401 -- the page, which only the window knows
    from partyoffice.transfers.page.moves import transfer_commands

    return transfer_commands(hooks, page)


def transfers_part(hooks: Hooks) -> Part:
    """Return the part with what its peers hand in."""
    roster = Roster(
        "transfers",
        documents.TITLE,
        documents.register,
        documents.LISTING.fields,
        documents.DEFAULT,
        yearly=True,
    )
    return Part(
        "transfers",
        "组织关系",
        records=(Transfer, TransferLetter),
        papers=papers_of(hooks.paid_to),
        rosters=(roster,),
        importers=(TransferImporter(heard=hooks.heard),),
        calculations=CALCULATIONS,
        decisions=DECISIONS,
        checks=(checks.check_transfers,),
        due=(home.due,),
        numbers=home.numbers,
        seek=(SEEK,),
        page=partial(_page, hooks),
        commands=partial(_commands, hooks),
        sample=partial(sample.invent, hooks.heard),
        group="关系转接",
    )
