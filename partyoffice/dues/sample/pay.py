"""The pay of the invented members and what was set of it: the 核定 of each year, and those in between."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from partyoffice.core.dates import Day
from partyoffice.dues.actions.assess import amount_columns, slip_lines
from partyoffice.dues.rules.amount import reckon
from partyoffice.dues.rules.months import Month, day_of, number_of, year_of
from partyoffice.dues.rules.words import Cause, Payer
from partyoffice.dues.sample.purses import Purse

Row = dict[str, Any]
BY = "林知夏"
POST_PAY = {"高级": 293000, "中级": 244000, "初级": 205000}
TAKEN_OFF = "−"
GRADE_PAY, STEP, PERFORMANCE, PENSION = 90000, 5500, 85, 320000
# What is taken off, in tenths of a per cent of all that is earned.
TAKEN = (("养老保险", 80), ("职业年金", 40), ("住房公积金", 120), ("医疗保险", 20), ("失业保险", 5))


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
    """Return what the rules make of the pay slip of a year."""
    basis, amount = reckon(kind, _slip(purse, month, kind), month)
    values = {"person_id": purse.id, "year": year_of(month), "payer": str(kind), "items": slip_lines(basis)}
    return values | amount_columns(amount) | {"due": amount.due}


def _slip(purse: Purse, month: Month, kind: Payer) -> list[tuple[str, int]]:
    """Return the headings of a pay slip with fen."""
    card, year = purse.card, year_of(month)
    if kind is Payer.RETIRED:
        grown = (PENSION + purse.id * 137 % 41 * 9000) * (100 + 3 * (year % 10)) // 100
        return [("基本养老金", grown)]
    post = POST_PAY.get(card.title_level, 220000) + purse.id % 3 * 8000
    grade = GRADE_PAY + STEP * max(0, year - card.work_start.year if card.work_start else 10)
    merit = post * PERFORMANCE // 100
    whole = post + grade + merit
    taken = [(title, whole * share // 1000) for title, share in TAKEN]
    left = whole - sum(amount for _, amount in taken)
    earned = [("岗位工资", post), ("薪级工资", grade), ("基础性绩效工资", merit)]
    return [*earned, *taken, ("个人所得税", max(0, (left - 500000) * 3 // 100))]
