"""Who pays otherwise than each month in person."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from partyoffice.dues.records import Arrangement
from partyoffice.dues.rules.months import Month, day_of


def arranged(
    session: Session, month: Month, people: Collection[int] | None = None
) -> dict[int, list[Arrangement]]:
    """Return what is agreed for a month by person, of some people or of everybody."""
    found, day = defaultdict(list), day_of(month)
    wanted = select(Arrangement).where(
        Arrangement.start <= day, or_(Arrangement.end.is_(None), Arrangement.end >= day)
    )
    for one in session.execute(wanted.order_by(Arrangement.id)).scalars():
        if people is None or one.person_id in people:
            found[one.person_id].append(one)
    return dict(found)
