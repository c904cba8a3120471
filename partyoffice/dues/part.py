"""Table of contents of 党费: amounts set, months paid, the money and its papers."""

from typing import Any

from partyoffice.dues.calculations import CALCULATIONS
from partyoffice.dues.decisions import DECISIONS
from partyoffice.dues.documents import giving
from partyoffice.dues.duties import arrears as arrears_due
from partyoffice.dues.papers import arrears, card, gifts, waiver
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
from partyoffice.part import Paper, Part

PAPERS = (
    Paper(
        "dues-03", "党费证", ("member",), "dues-03", card.values, asks=card.ASKS, offers=card.OFFERS,
        note="只往印好的党费证上套打；各地的党费证不同，先在“表样”里核对位置",
    ),
    *waiver.PAPERS,
    *arrears.PAPERS,
    *gifts.PAPERS,
)  # fmt: skip


def _page(desk: Any) -> Any:  # noqa: ANN401 -- a widget, which only the window knows
    from partyoffice.dues.page.views import dues_page

    return dues_page(desk)


DUES = Part(
    "dues",
    "党费",
    records=(
        Assessment, Payment, Waiver, Arrangement, Liability, Chase, Gift, Donation, Opening, Entry, Voucher,
        Closing, Handover, DuesNotice,
    ),
    settings=SETTINGS,
    rosters=giving.ROSTERS,
    papers=PAPERS,
    decisions=DECISIONS,
    calculations=CALCULATIONS,
    due=(arrears_due.due,),
    page=_page,
    sample=invent,
)  # fmt: skip
