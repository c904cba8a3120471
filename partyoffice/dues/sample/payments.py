"""The payments of the invented members, month by month as they came in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from partyoffice.core.dates import Day
from partyoffice.dues.rules.months import Month, day_of, month_of, number_of, year_of
from partyoffice.dues.sample.pay import BY, dues_of
from partyoffice.dues.sample.purses import Purse

Row = dict[str, Any]
FIRST_DAY, DAYS = 3, 8  # up to the usual 党费日
EVERY = 29  # one of so many has not yet paid the running month


def payments(found: Iterable[Purse], collectors: Mapping[int, str], on: date) -> Iterator[Row]:
    """Yield what was paid by a day, the oldest month first."""
    by_month: dict[Month, list[Row]] = defaultdict(list)
    for purse in found:
        for month, row in _paid(purse, on):
            branch = purse.branch(month)
            by_month[month].append(
                row | {"organisation_id": branch, "collector": collectors.get(branch or 0, BY)}
            )
    for _, rows in sorted(by_month.items()):
        yield from rows


def _paid(purse: Purse, on: date) -> Iterator[tuple[Month, Row]]:
    now, dues = month_of(on), dict[tuple[int, bool], int]()
    who = {"person_id": purse.id, "method": str(purse.method), "payer": purse.payer}
    for month in (*purse.months, *purse.ahead):
        day = purse.days.get(month) or _usual(purse, min(month, now))
        if day <= on and month not in purse.unpaid and not (month == now and purse.id % EVERY == 3):
            year = year_of(month), purse.retired is not None and month >= purse.retired
            if year not in dues:
                dues[year] = dues_of(purse, month)
            yield (
                month,
                {**who, "month": day_of(month), "on": Day.of(day), **_amount(purse, month, dues[year])},
            )


def _usual(purse: Purse, month: Month) -> date:
    return date(year_of(month), number_of(month), FIRST_DAY + (purse.id * 5 + month) % DAYS)


def _amount(purse: Purse, month: Month, due: int) -> Row:
    if month in purse.elsewhere:
        return {"amount": 0, "elsewhere": True, "note": "凭流动党员活动证交纳"}
    note = purse.note if month in purse.days else ""
    return {"amount": purse.amounts.get(month, due), "note": note}
