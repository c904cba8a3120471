"""What the way into the Party gives to 首页: the steps of a year, month by month."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.records import Step
from partyoffice.development.rules.steps import STEPS
from partyoffice.members.home import person_row
from partyoffice.members.records import Person
from partyoffice.part import YearRow

COUNTED = {1: "递交申请", 3: "积极分子", 7: "发展对象", 15: "大会接收"}


def year(session: Session, wanted: int, on: date) -> Sequence[YearRow]:  # noqa: ARG001 -- every part is asked alike
    """Return one row for each counted step: who took it in which month."""
    rows = session.execute(
        select(Step.person_id, Step.number, Step.on)
        .join(Person, Person.id == Step.person_id)
        .where(
            Step.number.in_(COUNTED), Person.binned.is_(None), Step.on >= Day(wanted, 1),
            Step.on < Day(wanted + 1, 1),
        )
    )  # fmt: skip
    found: dict[int, dict[int, set[int]]] = {number: defaultdict(set) for number in COUNTED}
    for person, number, day in rows:
        if day is not None:
            found[number][day.month].add(person)
    return [
        person_row(wanted, title, found[number], f"第 {number} 步 {STEPS[number]}的日期在当月的人")
        for number, title in COUNTED.items()
    ]
