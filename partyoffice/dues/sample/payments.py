"""The payments of the invented members, month by month as they came in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from partyoffice.core.dates import Day
from partyoffice.dues.rules.months import Month, day_of, month_of, number_of, year_of
from partyoffice.dues.sample.pay import BY, dues_of
from partyoffice.dues.sample.purses import Purse

Row = dict[str, Any]
FIRST_DAY, DAYS = 3, 8  # up to the usual 党费日
EVERY = 29  # one of so many has not yet paid the running month


def payments(found: Iterable[Purse], collectors: Mapping[int, str], on: Day) -> Iterator[Row]:
    """Yield what was paid by a day, the oldest month first."""
    by_month: dict[Month, list[Row]] = defaultdict(list)
    for purse in found:
        for month, row in _paid(purse, collectors, on):
            by_month[month].append(row)
    for _, rows in sorted(by_month.items()):
        yield from rows


def _paid(purse: Purse, collectors: Mapping[int, str], on: Day) -> Iterator[tuple[Month, Row]]:
    now, dues, whose = month_of(on), dict[tuple[int, bool], int](), purse.id
    method, retired = str(purse.method), purse.retired
    forgot = now if whose % EVERY == 3 else None
    for month in (*purse.months, *purse.ahead):
        day = purse.days.get(month) or _day(min(month, now), FIRST_DAY + (whose * 5 + month) % DAYS)
        if month in purse.unpaid or month == forgot or (day.year == on.year and on < day):
            continue
        kept = year_of(month), retired is not None and month >= retired
        due = dues[kept] = dues[kept] if kept in dues else dues_of(purse, month)
        branch = purse.branch(month)
        yield month, {
            "person_id": whose, "month": _month(month), "on": day, "method": method, "payer": purse.payer,
            "organisation_id": branch, "collector": collectors.get(branch or 0, BY),
            "amount": purse.amounts.get(month, due), "note": purse.note if month in purse.days else "",
            **(ELSEWHERE if month in purse.elsewhere else {}),
        }  # fmt: skip


ELSEWHERE = {"amount": 0, "elsewhere": True, "note": "凭流动党员活动证交纳"}
_month = cache(day_of)


@cache
def _day(month: Month, number: int) -> Day:
    return Day(year_of(month), number_of(month), number)
