"""The pay of the invented members and what was set of it: the 核定 of each year, and those in between."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from partyoffice.core.dates import Day
from partyoffice.dues.rules.amount import spell
from partyoffice.dues.rules.months import Month, day_of, number_of, year_of
from partyoffice.dues.rules.words import Cause, Payer
from partyoffice.dues.sample.purses import Purse

Row = dict[str, Any]
BY = "林知夏"
POST_PAY = {"高级": 293000, "中级": 244000, "初级": 205000}
TAKEN_OFF = "−"
STEP_PAY, STEP, PERFORMANCE, PENSION = 90000, 5500, 85, 320000
# Key, title, per cent of what is earned.
TAKEN = (
    ("pension", "养老保险", 80), ("annuity", "职业年金", 40), ("fund", "住房公积金", 120),
    ("medical", "医疗保险", 20), ("jobless", "失业保险", 5),
)  # fmt: skip
WORKERS = ((300000, 5), (500000, 10), (1000000, 15), (10**12, 20))
PENSIONERS = ((500000, 5), (10**12, 10))


def dues_of(purse: Purse, month: Month) -> int:
    """Return what is due of a month as it was set for its year."""
    return int(assessment(purse, month)["due"])


def assessments(purse: Purse) -> Iterator[Row]:
    """Yield what was set: at the beginning of each year, and where somebody came or retired in it."""
    before: Payer | None = None
    for year, group in groupby(purse.months, key=year_of):
        months = list(group)
        for month in months if year not in purse.unset else ():
            kind = purse.payer_kind(month)
            if month == months[0] or kind is not before:
                yield assessment(purse, month) | _when(purse, month, months[0])
            before = kind


def _when(purse: Purse, month: Month, first: Month) -> Row:
    cause = Cause.YEARLY if number_of(month) == 1 else Cause.RETIRED if month > first else Cause.ARRIVED
    note = {Cause.RETIRED: "到龄退休，按基本养老金核定", Cause.ARRIVED: "从第一个月起核定"}.get(cause, "")
    on = Day.of(date(year_of(month), number_of(month), 6 + purse.id % 4))
    return {"cause": str(cause), "note": note, "on": on, "by": BY, "signed": on}


def assessment(purse: Purse, month: Month) -> Row:
    """Return the amount of a month, with what it was reckoned from; a year of one kind is reckoned once."""
    kind = purse.payer_kind(month)
    if (year_of(month), kind) not in purse.set:
        purse.set[year_of(month), kind] = _reckoned(purse, month, kind)
    return purse.set[year_of(month), kind] | {"start": day_of(month)}


def _reckoned(purse: Purse, month: Month, kind: Payer) -> Row:
    items = _pension(purse, month) if kind is Payer.RETIRED else _pay(purse, month)
    base = sum(one["amount"] * (-1 if one["sign"] == TAKEN_OFF else 1) for one in items)
    rate = next(rate for most, rate in (PENSIONERS if kind is Payer.RETIRED else WORKERS) if base <= most)
    due = (base * rate + 500) // 1000
    return {
        "person_id": purse.id, "year": year_of(month), "payer": str(kind),
        "items": items, "base": base, "rate": rate, "raw": spell(Decimal(base) * rate / 100000), "due": due,
        "reckoned": due, "rounding": "四舍五入到分", "edition": "2017 年通知",
    }  # fmt: skip


def _pay(purse: Purse, month: Month) -> list[Row]:
    card = purse.card
    post = POST_PAY.get(card.title_level, 220000) + purse.id % 3 * 8000
    worked = max(0, year_of(month) - card.work_start.year) if card.work_start else 10
    earned = (
        ("post", "岗位工资", post), ("grade", "薪级工资", STEP_PAY + STEP * worked),
        ("merit_basic", "基础性绩效工资", post * PERFORMANCE // 100),
    )  # fmt: skip
    whole = sum(amount for _, _, amount in earned)
    taken = [(key, title, whole * share // 1000) for key, title, share in TAKEN]
    left = whole - sum(amount for _, _, amount in taken)
    taken.append(("tax", "个人所得税", max(0, (left - 500000) * 3 // 100)))
    return [*_items(earned, "+"), *_items(taken, TAKEN_OFF)]


def _pension(purse: Purse, month: Month) -> list[Row]:
    grown = (PENSION + purse.id * 137 % 41 * 9000) * (100 + 3 * (year_of(month) % 10)) // 100
    return list(_items((("retired", "基本养老金", grown),), "+"))


def _items(lines: Sequence[tuple[str, str, int]], sign: str) -> Iterator[Row]:
    for key, title, amount in lines:
        yield {"key": key, "title": title, "amount": amount, "sign": sign}
