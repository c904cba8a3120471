"""思想汇报 quarter by quarter from the day somebody became 积极分子, or 预备党员 ([P])."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import add_months, days_after

QUARTER = 3


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter counted from the start: through which day, and the report that was handed in within it."""

    first: date
    last: date
    held: date | None = None


def quarters_on(start: date, reported: Iterable[date], on: date) -> tuple[Quarter, ...]:
    """Return the quarters begun by a day; each report answers for the quarter it lies in."""
    given = sorted(reported)
    found: list[Quarter] = []
    number = 0
    while (first := add_months(start, QUARTER * number)) <= on:
        last = days_after(add_months(start, QUARTER * (number + 1)), -1)
        held = next((day for day in given if first <= day <= last), None)
        found.append(Quarter(first, last, held))
        number += 1
    return tuple(found)


def missing_quarters(quarters: Iterable[Quarter], on: date) -> int:
    """Return for how many quarters that are over nothing was handed in."""
    return sum(one.held is None and one.last < on for one in quarters)
