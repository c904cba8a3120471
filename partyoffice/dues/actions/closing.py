"""结账: a closed month or year takes no change of its money until it is opened again with a reason."""

from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.queries.closing import closed_periods
from partyoffice.dues.rules.closing import holding, period_spoken
from partyoffice.dues.rules.months import Month, month_of


def must_be_open(session: Session, when: Day | date | Month) -> None:
    """Refuse what would change the money of a day or month whose period is closed.

    Every action that writes, mends or takes out a payment or an entry asks this first, of the day on which
    the money moved (of the month it is for, where no day is known), before and after the change.
    """
    month = when if isinstance(when, int) else month_of(when)
    if period := holding(closed_periods(session), month):
        raise OfficeError(
            f"{period_spoken(period)}已经结账，不能再改动这期间的收支",
            remedy="日期写错的请改正；确要改动，请先在“结账”里写明原因重开，改完再结",
        )
