"""What waits to be told or sent up: a 大额党费 still here, a period whose 公示 is due."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import add_months
from partyoffice.core.finding import Spot
from partyoffice.dues.queries.giving import waiting_gifts
from partyoffice.dues.queries.publishing import to_publish
from partyoffice.dues.rules.giving import article_of
from partyoffice.dues.rules.months import year_of
from partyoffice.dues.rules.publishing import ARTICLE
from partyoffice.organisation.queries import own_body, tree
from partyoffice.part import Duty

PAGE, GIFTS, NOTICES = "dues", "gifts", "notices"
PASS_MONTHS = 1  # no day is set for it; the program's own measure


def due(session: Session, on: date) -> Iterator[Duty]:
    """Yield the gifts that were not sent up yet, and the 公示 of the period that is over."""
    for row in waiting_gifts(session):
        by = add_months(row.gift.on.last, PASS_MONTHS)
        text = f"{row.gift.kind}还没有转交（{row.gift.on} 交纳，满一个月为 {by}）"
        spot = Spot(PAGE, row.id, str(row.gift.on.year), GIFTS)
        yield Duty("dues-gift", row.name, by, text, article_of(row.gift.kind), spot, row.branch_id)
    lacking = to_publish(session, on)
    if lacking is not None:
        own = own_body(session)
        spot = Spot(PAGE, -lacking.first, str(year_of(lacking.first)), NOTICES)
        text = f"公示{lacking.words}党费收缴、使用和管理情况（下个月底 {lacking.by}）"
        yield Duty("dues-notice", tree(session).name(own), lacking.by, text, ARTICLE, spot, own or None)
