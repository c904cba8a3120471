"""What the money gives to 首页: which period is to be remitted by when."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import add_months
from partyoffice.core.finding import Spot
from partyoffice.core.money import grouped
from partyoffice.dues.queries.remitting import RUNNING, Period, pending
from partyoffice.dues.rules.months import span_spoken, year_of
from partyoffice.dues.rules.remitting import BASIS
from partyoffice.organisation.queries import signs
from partyoffice.part import Duty

PAGE, VIEW, AHEAD_MONTHS = "dues", "remittances", 1


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield each period that is over and has money to be passed up, due within a month or overdue."""
    for one in pending(session, on):
        if one.state != RUNNING and one.slip.base > 0 and one.by <= add_months(on, AHEAD_MONTHS):
            yield _duty(session, one)


def _duty(session: Session, one: Period) -> Duty:
    text = f"上缴{span_spoken(one.first, one.last)}党费 {grouped(one.reckoned)} 元：{one.told}"
    spot = Spot(PAGE, one.id, str(year_of(one.last)), VIEW)
    return Duty("dues-remit", signs(session), one.by, text, BASIS, spot)
