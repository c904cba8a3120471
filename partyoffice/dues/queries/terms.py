"""What the office settled where the rules of amounts leave it open (§A10)."""

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.money import read_yuan
from partyoffice.dues.records.settings import CAP, FARMER, ITEM_FLAGS, NARROW_FROM, PERFORMANCE, ROUND
from partyoffice.dues.rules.editions import Terms
from partyoffice.dues.rules.items import read_flags
from partyoffice.dues.rules.months import month_of
from partyoffice.dues.rules.words import Rounding
from partyoffice.store import settings

ASKED = (ROUND, CAP, PERFORMANCE, NARROW_FROM, ITEM_FLAGS, FARMER)


def terms(session: Session) -> Terms:
    """Return the terms (OfficeError for a setting nobody can read)."""
    found = settings.get_all(session, ASKED)
    try:
        return Terms(
            rounding=Rounding(found[ROUND.key]),
            cap=int(found[CAP.key]) * 100,
            share=int(found[PERFORMANCE.key]),
            narrow_from=month_of(Day.parse(str(found[NARROW_FROM.key]))),
            flags=read_flags(str(found[ITEM_FLAGS.key])),
            farmer=read_yuan(str(found[FARMER.key])),
        )
    except ValueError as error:
        raise OfficeError(
            "党费的设置有一项读不懂", remedy="请在“设置”“党费”里逐项核对、改正", detail=str(error)
        ) from error
