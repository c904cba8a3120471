"""核定 on 首页: of whom nothing is set for the running year, by the month from which they owe."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Spot
from partyoffice.dues.queries.assessments import Assessed, Line, not_assessed
from partyoffice.dues.queries.ledger import since
from partyoffice.dues.rules.assessing import ARTICLE
from partyoffice.dues.rules.months import Month, day_of, month_of
from partyoffice.organisation.queries import signs
from partyoffice.part import Duty

PAGE, VIEW, NAMED = "dues", "assessments", 3


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield who is to be set, due at the end of the first month owed; nothing where no dues are kept yet."""
    if since(session) is None:
        return
    groups: dict[Month, list[Assessed]] = defaultdict(list)
    for one in not_assessed(session, on.year, on):
        if one.first <= month_of(on):
            groups[one.first].append(one)
    whose = signs(session)
    for first, some in sorted(groups.items()):
        names = "、".join(one.name for one in some[:NAMED])
        more = f"{names}等 {len(some)} 人" if len(some) > NAMED else names
        spot = Spot(PAGE, Line(some[0]).id, str(on.year), VIEW)
        yield Duty("dues-assess", whose, day_of(first).last, f"核定 {on.year} 年党费：{more}", ARTICLE, spot)
