"""Which meetings a body holds in a year, and on which day: never in the holidays of the school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from partyoffice.core.dates import days_after
from partyoffice.core.workdays import is_working_day
from partyoffice.meetings.rules.frequency import Activity
from partyoffice.meetings.rules.kinds import (
    ASSEMBLY,
    COMMITTEE,
    COUNCIL,
    CRITICISM,
    GROUP,
    LEADERS,
    LECTURE,
    PARTY_DAY,
    REGULAR,
    RITE,
    STUDY,
    TOPIC,
)
from partyoffice.organisation.rules import OrgKind

QUARTERLY, TERMLY, TWICE = (3, 6, 9, 12), (3, 5, 9, 11), (6, 12)
MOST_MONTHS = (1, 3, 4, 5, 6, 7, 9, 10, 11, 12)
GROUP_MONTHS = (1, 3, 4, 5, 6, 9, 10, 11, 12)
# The kinds of each body, the months it holds them in, and the first day of the month they are looked for.
OF_BRANCH = (
    (COMMITTEE, MOST_MONTHS, 3), (PARTY_DAY, MOST_MONTHS, 5), (ASSEMBLY, QUARTERLY, 12),
    (LECTURE, TERMLY, 17), (TOPIC, TWICE, 9), (RITE, (7,), 1),
)  # fmt: skip
OF_GROUP = ((GROUP, GROUP_MONTHS, 14),)
OF_ROOT = (
    (COUNCIL, MOST_MONTHS, 6), (REGULAR, GROUP_MONTHS, 2), (STUDY, QUARTERLY, 19), (TOPIC, TWICE, 21),
)  # fmt: skip
HELD = {OrgKind.BRANCH: OF_BRANCH, OrgKind.GROUP: OF_GROUP}
ENDED = {OrgKind.BRANCH: CRITICISM, OrgKind.GROUP: ""}  # held for the year at its end, or in the next January
# The months in which a kind asked for monthly is explained by the holidays.
EXPLAINED = {
    OrgKind.BRANCH: ((Activity.COMMITTEE, (2, 8)), (Activity.PARTY_DAY, (2, 8))),
    OrgKind.GROUP: ((Activity.GROUP, (2, 7, 8)),),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting to be held: ``year`` is the one it answers for where that is not its own."""

    kind: str
    on: date
    year: int | None = None


def slots(kind: OrgKind, year: int, rnd: Random) -> Iterator[Slot]:
    """Yield the meetings of a body of a kind in a year, the one for the whole year included."""
    for what, months, first in HELD.get(kind, OF_ROOT):
        for month in months:
            yield Slot(what, _working(date(year, month, first + rnd.randrange(3))))
    if last := ENDED.get(kind, LEADERS):
        yield _last(last, year, rnd)


def _last(kind: str, year: int, rnd: Random) -> Slot:
    """Return the 组织生活会 or 民主生活会 of a year: every second one is held in the next January."""
    if year % 2:
        return Slot(kind, _working(date(year + 1, 1, 8 + rnd.randrange(5))), year)
    return Slot(kind, _working(date(year, 12, 20 + rnd.randrange(5))))


def _working(day: date) -> date:
    """Return the first working day from a day on."""
    while not is_working_day(day):
        day = days_after(day, 1)
    return day
