"""Table of contents of 党费: amounts set, months paid, the money and its papers."""

from collections.abc import Sequence
from typing import Any

from partyoffice.dues import home
from partyoffice.dues.actions.guarding import guard
from partyoffice.dues.calculations import CALCULATIONS
from partyoffice.dues.checks import CHECKS
from partyoffice.dues.decisions import DECISIONS
from partyoffice.dues.documents import counts_list, giving, ledger_list, lists, unit_list
from partyoffice.dues.documents import money as money_lists
from partyoffice.dues.duties import arrears as arrears_due
from partyoffice.dues.duties import assessing, publishing, remitting
from partyoffice.dues.importer import DuesImporter, PayImporter
from partyoffice.dues.papers import (
    arrears,
    assessments,
    card,
    gifts,
    ledger,
    money,
    notices,
    published,
    receipt,
    signing,
    statement,
    waiver,
)
from partyoffice.dues.records import (
    SETTINGS,
    Arrangement,
    Assessment,
    Chase,
    Closing,
    Donation,
    DuesNotice,
    Entry,
    Gift,
    Handover,
    Liability,
    Opening,
    Payment,
    Voucher,
    Waiver,
)
from partyoffice.dues.sample import invent
from partyoffice.dues.seek import SEEK
from partyoffice.part import Part

PAPERS = (
    *assessments.PAPERS,
    *ledger.PAPERS,
    *signing.PAPERS,
    *card.PAPERS,
    *waiver.PAPERS,
    *arrears.PAPERS,
    *gifts.PAPERS,
    *money.PAPERS,
    *receipt.PAPERS,
    *notices.PAPERS,
    *statement.PAPERS,
    *published.PAPERS,
)
ROSTERS = (
    ledger_list.ROSTER,
    unit_list.ROSTER,
    *lists.ROSTERS,
    counts_list.ROSTER,
    *giving.ROSTERS,
    *money_lists.ROSTERS,
)


def _page(desk: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.dues.page.views import dues_page

    return dues_page(desk)


def _views() -> Sequence[Any]:
    from partyoffice.dues.page.views import VIEWS

    return VIEWS


DUES = Part(
    "dues",
    "党费",
    records=(
        Assessment, Payment, Waiver, Arrangement, Liability, Chase, Gift, Donation, Opening, Entry, Voucher,
        Closing, Handover, DuesNotice,
    ),
    settings=SETTINGS,
    rosters=ROSTERS,
    papers=PAPERS,
    decisions=DECISIONS,
    calculations=CALCULATIONS,
    due=(arrears_due.due, assessing.due, publishing.due, remitting.due),
    numbers=home.numbers,
    year=home.year,
    seek=SEEK,
    page=_page,
    views=_views,
    sample=invent,
    checks=CHECKS,
    importers=(DuesImporter(), PayImporter()),
    guard=guard,
)  # fmt: skip
