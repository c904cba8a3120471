"""Who is on the way for a second time: since when, and which records belong to the way that ended.

Who came back as 申请人 after the way had ended applies anew and begins with step 1; who came back as what
he was goes on. What was written down until the end belongs to the earlier way: kept, and no longer asked.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.records import Step
from partyoffice.members.records import History
from partyoffice.members.rules import Category, Fact, Leaving

AGAIN = "延长后"  # the mark of steps from 22 on after an extension of 预备期
NOW = ("", AGAIN)  # the marks of the way that runs
# Steps of the way that runs; a row without any day is one emptied for a new application, not begun yet.
WRITTEN = (Step.mark.in_(NOW), or_(Step.on.is_not(None), Step.entered.is_not(None)))
ENDS = frozenset(set(Leaving) - {Leaving.TRANSFER, Leaving.DEATH, Leaving.SUSPENDED})


def again_since(session: Session, ids: Collection[int] | None = None) -> dict[int, Day]:
    """Return the day the last way ended on of those who apply anew; ``ids`` narrows to some people."""
    ended = select(History.person_id, History.end).where(
        History.fact == Fact.PRESENCE, History.end_reason.in_(ENDS)
    )
    ends: dict[int, list[Day]] = {}
    for person, day in session.execute(ended):
        if day is not None and (ids is None or person in ids):
            ends.setdefault(person, []).append(day)
    if not ends:
        return {}
    applied = select(History.person_id, History.start).where(
        History.fact == Fact.CATEGORY, History.value == Category.APPLICANT, History.start.is_not(None),
        History.person_id.in_(ends),
    )  # fmt: skip
    found: dict[int, Day] = {}
    for person, start in session.execute(applied):
        before = [day for day in ends[person] if start is not None and day.first <= start.first]
        if before:
            found[person] = max(before + ([found[person]] if person in found else []))
    return found


def earlier(day: Day | date | None, since: Day | None) -> bool:
    """Say whether something of a day, or of none, belongs to the way that has ended."""
    if since is None:
        return False
    return day is None or (day.first if isinstance(day, Day) else day) <= since.last
