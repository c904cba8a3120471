"""Days of steps that lists and cards bring along."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.development.actions.again import set_aside
from partyoffice.development.records import Step


def set_day(session: Session, person_id: int, number: int, day: Day, evidence: str = "") -> bool:
    """Write or mend the day of a step known from a list (补录); return whether anything changed."""
    set_aside(session, person_id)
    mine = select(Step).where(Step.person_id == person_id, Step.number == number)
    wanted = mine.where(Step.mark == "")  # noqa: PLC1901 -- SQL
    step = session.execute(wanted).scalar_one_or_none()
    if step is None or not (step.on or step.entered):
        step = step or Step(person_id=person_id, number=number, on=None)
        step.on, step.evidence, step.open, step.late_entry = day, evidence, False, True
        step.entered = Day.of(clock.today())
        session.add(step)
        return True
    if step.on == day:
        return False
    step.on = day
    return True
