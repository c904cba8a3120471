"""The invented book of dues of the invented school, written at once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.records import (
    Assessment,
    Closing,
    Donation,
    DuesNotice,
    Gift,
    Handover,
    Opening,
    Payment,
)
from partyoffice.dues.records.settings import REMIT_RATIO
from partyoffice.dues.rules.months import Month, day_of, month, month_of
from partyoffice.dues.sample.around import closings, donations, gifts, handovers, notices
from partyoffice.dues.sample.money import OPENED, RATIO, entries
from partyoffice.dues.sample.odd import make_odd
from partyoffice.dues.sample.pay import assessments
from partyoffice.dues.sample.payments import payments
from partyoffice.dues.sample.purses import Purse, purses, stewards
from partyoffice.part import Sampling
from partyoffice.store import settings
from partyoffice.store.bulk import add_rows

SMALL = 100  # members of a school whose book is only a year old
MOST = 24_000  # payments of the past: ten years of two hundred members, a school of thousands has less


def invent(session: Session, wish: Sampling) -> None:
    """Keep the dues of everybody from the first month of the book up to the day."""
    since, now, on = _since(wish), month_of(wish.on), Day.of(wish.on)
    session.add(Opening(since=day_of(since), bank=OPENED, note="按纸质账册结存建账"))
    settings.put(session, REMIT_RATIO, RATIO)
    found = purses(session, since, now)
    make_odd(found, now, now if now_of(session, wish.on).collected else now - 1)
    add_rows(session, Assessment, [row for one in found for row in assessments(one)])
    paid = list(payments(found, stewards(session), on))
    add_rows(session, Payment, paid)
    _beside(session, found, since, on)
    entries(session, paid, wish.members, since, on)
    add_rows(session, Handover, handovers(session, since, wish.on))
    add_rows(session, DuesNotice, notices(session, since, wish.on))
    add_rows(session, Closing, closings(session, since, wish.on))


def _since(wish: Sampling) -> Month:
    years = 1 if wish.members < SMALL else min(wish.years, MOST // (12 * wish.members))
    return month(wish.on.year - years, 1)


def _beside(session: Session, found: Sequence[Purse], since: Month, on: Day) -> None:
    """Write down what stands beside the ledger, as far as its day has come."""
    around: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        for kind, row in one.around:
            if not ("on" in row and on < row["on"]):
                around[kind].append(row)
    around[Gift] += gifts(found, since, on.first)
    around[Donation] += donations(found, since, on.first)
    for kind, rows in around.items():
        add_rows(session, kind, rows)
