"""The invented steps of the invented people."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, add_months, add_years_forward
from partyoffice.development.records import Step
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact
from partyoffice.part import Sampling

REACHED = {Category.APPLICANT: 2, Category.ACTIVIST: 4, Category.CANDIDATE: 7}
# The step by which somebody comes to be of a category.
ENTERED = {Category.APPLICANT: 1, Category.ACTIVIST: 3, Category.CANDIDATE: 7}


def invent(session: Session, wish: Sampling) -> None:
    """Give everybody who joined within the sampled years, or is on the way, the days of their steps."""
    rnd = Random(wish.seed + 1)
    session.add_all(_joined(session, wish, rnd))
    session.add_all(_on_the_way(session, wish, rnd))


def _joined(session: Session, wish: Sampling, rnd: Random) -> Iterator[Step]:
    first = Day(wish.on.year - wish.years, 1, 1)
    wanted = select(Person.id, Person.joined, Person.full).where(Person.joined >= first).order_by(Person.id)
    for person_id, joined, full in session.execute(wanted).all():
        if joined is None:
            continue
        meeting = joined.first
        yield from _steps(person_id, _before(meeting, rnd))
        yield from _steps(
            person_id,
            {15: meeting, 17: add_months(meeting, 1), 20: add_months(meeting, 1) + timedelta(days=9)},
        )
        if full is not None:
            yield from _steps(person_id, {23: full.first + timedelta(days=5), 24: add_months(full.first, 2)})


def _before(meeting: date, rnd: Random) -> dict[int, date]:
    applied = add_years_forward(meeting, -3) + timedelta(days=rnd.randrange(200))
    activist = applied + timedelta(days=150 + rnd.randrange(60))
    candidate = add_years_forward(activist, 1) + timedelta(days=rnd.randrange(90))
    return {
        1: applied, 2: applied + timedelta(days=rnd.randrange(3, 28)), 3: activist,
        4: activist + timedelta(days=14),
        7: candidate, 13: meeting - timedelta(days=12),
    }  # fmt: skip


def _on_the_way(session: Session, wish: Sampling, rnd: Random) -> Iterator[Step]:
    wanted = select(History.person_id, History.value, History.start).where(
        History.fact == str(Fact.CATEGORY),
        History.value.in_([str(one) for one in REACHED]),
        History.end.is_(None),
    )
    for person_id, value, start in session.execute(wanted.order_by(History.id)).all():
        category, days = Category(value), _before(wish.on, rnd)
        if start is None:
            continue  # so since before the books began: nobody invented is, and no day is made up
        later = start.first - days[ENTERED[category]]
        moved = {number: day + later for number, day in days.items() if number <= REACHED[category]}
        yield from _steps(person_id, {number: day for number, day in moved.items() if day <= wish.on})


def _steps(person_id: int, days: dict[int, date]) -> Iterator[Step]:
    return (Step(person_id=person_id, number=number, on=Day.of(day)) for number, day in days.items())
