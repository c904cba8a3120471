"""Counts of months and years: for 公示, for the yearly statistics, for 首页."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.dues.queries.clock import now_of
from partyoffice.dues.queries.giving import gave_much
from partyoffice.dues.queries.ledger import accounts, since
from partyoffice.dues.queries.places import placed
from partyoffice.dues.rules.months import Month, day_of, year_months
from partyoffice.dues.rules.tally import Tally, tally
from partyoffice.members.queries import inside


@dataclass(frozen=True, slots=True)
class Yearly:
    """What 党内统计 asks: who paid in time by the standard, less, nothing, or 1000 and more at once."""

    year: int
    tally: Tally
    large: frozenset[int]

    @property
    def counts(self) -> dict[str, int]:
        """The counts by what the statistics call them."""
        one = self.tally
        return {
            "按标准按时交纳": len(one.on_time),
            "经批准少交": len(one.reduced),
            "经批准免交": len(one.waived),
            "一次多交 1000 元以上": len(self.large),
        }


def count(session: Session, first: Month, last: Month, on: date, branch: int | None = None) -> Tally:
    """Return what a span of months comes to as of a day; what lies before the book is no month of it.

    People stand where they belong on the day, or at the end of the span if that is over, who left where they
    stood last; ``branch`` takes in what hangs below it.
    """
    begun = since(session)
    months = range(max(first, begun), last + 1) if begun is not None else range(0)
    if not months:
        return Tally()
    known = placed(session, min(on, day_of(last).last))
    wanted = {
        one.id for one in (known.values() if branch is None else inside(session, known.values(), branch))
    }
    found = accounts(session, months)
    return tally((one for one in found.values() if one.person_id in wanted), months, now_of(session, on))


def count_year(session: Session, year: int, on: date, branch: int | None = None) -> Yearly:
    """Return what the statistics ask of a year."""
    months = year_months(year)
    found = count(session, months[0], months[-1], on, branch)
    # Whoever gave belongs to the unit that counts them as payers.
    large = gave_much(session, year) if branch is None else gave_much(session, year, found.people)
    return Yearly(year, found, large)
