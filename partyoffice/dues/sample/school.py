"""The invented book of dues of the invented school, written at once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.dues.records import Assessment, Donation, DuesNotice, Gift, Opening, Payment
from partyoffice.dues.records.settings import REMIT_RATIO
from partyoffice.dues.rules.months import Month, day_of, month, month_of
from partyoffice.dues.sample.around import donations, gifts, notices
from partyoffice.dues.sample.money import OPENED, SHARE, entries
from partyoffice.dues.sample.odd import make_odd
from partyoffice.dues.sample.pay import assessments
from partyoffice.dues.sample.payments import payments
from partyoffice.dues.sample.purses import Purse, purses, stewards
from partyoffice.organisation.queries import own_body
from partyoffice.part import Sampling
from partyoffice.store import settings
from partyoffice.store.bulk import add_rows

SMALL = 100  # members of a school whose book is only a year old
MOST = 9_600  # payments of the past: a school of thousands begins its book with the year


def invent(session: Session, wish: Sampling) -> None:
    """Keep the dues of everybody from the first month of the book up to the day."""
    since, now = _since(wish), month_of(wish.on)
    session.add(Opening(since=day_of(since), bank=OPENED, note="按纸质账册结存建账"))
    settings.put(session, REMIT_RATIO, SHARE)
    found = purses(session, since, now)
    make_odd(found, now)
    add_rows(session, Assessment, [row for one in found for row in assessments(one)])
    paid = list(payments(found, stewards(session), wish.on))
    add_rows(session, Payment, paid)
    entries(session, paid, wish.members, since, wish.on)
    _beside(session, found, since, wish)


def _since(wish: Sampling) -> Month:
    years = 1 if wish.members < SMALL else min(wish.years, MOST // (12 * wish.members))
    return month(wish.on.year - years, 1)


def _beside(session: Session, found: Sequence[Purse], since: Month, wish: Sampling) -> None:
    around: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        for kind, row in one.around:
            around[kind].append(row)
    around[Gift] += gifts(found, since, wish.on)
    around[Donation] += donations(found, since, wish.on)
    around[DuesNotice] += notices([own_body(session)], since, wish.on)
    for kind, rows in around.items():
        add_rows(session, kind, rows)
