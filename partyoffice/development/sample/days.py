"""The days of an invented way: those before and after a meeting, and those of somebody still under way."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from partyoffice.core.dates import add_months, add_years_forward, days_after
from partyoffice.development.rules.editions import OLD
from partyoffice.development.rules.notice import notice_end
from partyoffice.members.records import Person
from partyoffice.members.rules import edition_of

# The last days of the 集中培训 held every year, by month and day; at most 140 days lie between two.
CLASS_ENDS = ((4, 20), (8, 25), (12, 5))
CONSENT, POSTED = 12, 10  # working from the day of the listing back


@dataclass(slots=True)
class Way:
    """One invented way: ``days`` by step, ``begun`` ones are open, ``facts`` that differ from the usual.

    ``whole`` ones have all that belongs to them, the others only the days; ``late`` is 补录.
    """

    person: Person
    branch: int | None
    category: str
    days: dict[int, date]
    whole: bool = False
    late: bool = False
    begun: set[int] = field(default_factory=set)
    facts: dict[int, dict[str, str]] = field(default_factory=dict)
    overrides: dict[int, list[Any]] = field(default_factory=dict)
    posted: list[tuple[date, date | None, str, str]] = field(
        default_factory=list
    )  # start, end, place, result
    moved: bool = False  # the meeting is another day than the roster's
    reviewed: list[date] | None = None  # of step 6, where they are not the usual ones

    def until(self, number: int, on: date) -> date:
        """Return the day of a step, or a day where it is not there yet."""
        return self.days.get(number, on)


def class_before(last: date) -> date:
    """Return the last day of the newest class that ended by a day."""
    ends = [date(year, *end) for year in (last.year - 1, last.year) for end in CLASS_ENDS]
    return max(end for end in ends if end <= last)


def to_activist(decided: date, rnd: Random) -> dict[int, date]:
    """Return the days up to 积极分子, and the two that follow at once."""
    applied = days_after(decided, -150 - rnd.randrange(60))
    return {
        1: applied, 2: days_after(applied, rnd.randrange(3, 28)), 3: decided, 4: days_after(decided, 14),
        5: days_after(decided, 7),
    }  # fmt: skip


def to_listing(listed: date, rnd: Random) -> dict[int, date]:
    """Return the days up to 发展对象: a filing before 2026, consent and 公示 since."""
    if edition_of(listed) is OLD:
        discussed, eighth = listed, days_after(listed, 14)
    else:
        discussed, eighth = days_after(listed, -24), listed
    decided = days_after(add_years_forward(discussed, -1), -rnd.randrange(2, 60))
    return to_activist(decided, rnd) | {6: days_after(discussed, -1), 7: discussed, 8: eighth}


def to_meeting(meeting: date, rnd: Random) -> dict[int, date]:
    """Return the days up to the meeting that accepted somebody."""
    found = to_listing(days_after(meeting, -200), rnd)
    trained = class_before(days_after(meeting, -24))
    return found | {
        9: days_after(found[8], 10), 10: days_after(found[8], 30), 11: trained, 12: days_after(meeting, -21),
        13: days_after(meeting, -12), 14: days_after(meeting, -6),
    }  # fmt: skip


def after_meeting(meeting: date) -> dict[int, date]:
    """Return the days from the meeting to the end of 预备期."""
    approved, full = add_months(meeting, 1), add_years_forward(meeting, 1)
    return {
        15: meeting, 16: days_after(meeting, 18), 17: approved, 18: days_after(approved, 10),
        19: days_after(approved, 3), 20: days_after(approved, 9), 21: days_after(full, -8),
        22: days_after(full, -14), 23: days_after(full, 5),
    }  # fmt: skip


def to_archive(full: date) -> dict[int, date]:
    """Return the days of 转正 and of the filing."""
    approved = add_months(full, 2)
    return {24: approved, 25: days_after(approved, 20)}


# How many days ago each step was for somebody who stands after the meeting, the preview …
STOPS: dict[int, dict[int, int]] = {
    16: {12: 46, 13: 38, 14: 34, 15: 26, 16: 10}, 15: {12: 38, 13: 30, 14: 26, 15: 18},
    14: {12: 22, 13: 14, 14: 9}, 13: {12: 15, 13: 7}, 12: {12: 6},
}  # fmt: skip


def candidate_days(listed: date, stop: int, on: date, rnd: Random) -> dict[int, date]:
    """Return the days of somebody listed on a day who stands after step ``stop``, as far as time allows."""
    found = to_listing(listed, rnd)
    first = found[8]
    early = {9: days_after(first, 6), 10: days_after(first, 22)}
    trained = class_before(on)
    if trained > early[9]:
        early[11] = trained
    found |= {number: day for number, day in early.items() if number <= stop and day <= on}
    ago = STOPS.get(stop, {})
    ready = all(number in found for number in (9, 10, 11))
    if ready and ago and days_after(on, -ago[12]) > max(found[10], found[11]):
        found |= {number: days_after(on, -days) for number, days in ago.items()}
    return {number: day for number, day in found.items() if day <= on}


def posting_of(listed: date, discussed: date) -> tuple[date, date, date]:
    """Return the consent, the first and the last day of a 公示 that was over before the listing."""
    start = max(days_after(listed, -POSTED - 3), days_after(discussed, 2))
    last = notice_end(start).last
    return days_after(start, -1) if start > discussed else discussed, start, last


def review_days(decided: date, until: date, rnd: Random) -> list[date]:
    """Return half-yearly reviews, each some days before it was due."""
    found: list[date] = []
    number = 1
    while True:
        due = add_months(decided, 6 * number)
        held = days_after(due, -rnd.randrange(3, 20))
        if held >= until:
            return found + ([due] if due < until else [])
        found.append(held)
        number += 1


def quarter_days(start: date, until: date, rnd: Random) -> list[date]:
    """Return 思想汇报 once a quarter."""
    found = []
    at = add_months(start, 3)
    while at < until:
        found.append(at - timedelta(days=rnd.randrange(1, 15)))
        at = add_months(at, 3)
    return found
