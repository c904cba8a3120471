"""What the registers give to 首页: answers to ask for, pupils who leave, booklets to fetch."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import add_months
from partyoffice.core.finding import Spot
from partyoffice.development.queries.letters import letter_of
from partyoffice.development.queries.persons import whom
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.queries.students import leaving_until
from partyoffice.development.records import Inquiry
from partyoffice.development.rules import inquiries
from partyoffice.development.rules.deadlines import LEAVING_MONTHS
from partyoffice.part import Duty

PAGE, POLITICAL_STEP = "development", 10


def due(session: Session, on: date) -> Iterable[Duty]:
    """Yield the letters whose answer should be asked for, and who leaves within three months."""
    yield from _letters(session, on)
    yield from _leavers(session, on)


def _letters(session: Session, on: date) -> Iterator[Duty]:
    open_ = select(Inquiry).where(Inquiry.returned.is_(None), Inquiry.void_reason == "")  # noqa: PLC1901 -- SQL
    rows = list(session.execute(open_.order_by(Inquiry.sent)).scalars())
    people, settings = whom(session, on, [row.person_id for row in rows]), rule_settings(session)
    for row in rows:
        person, day = people.get(row.person_id), inquiries.due_on(letter_of(row), settings)
        if person is None or day is None or day > add_months(on, 1):
            continue
        text = f"催政审回函（{row.number}，{row.addressee}，{row.sent} 发出）"
        spot = Spot(PAGE, person.id, str(POLITICAL_STEP))
        yield Duty(f"inquiry-{row.id}", person.name, day, text, inquiries.BASIS, spot, person.branch_id)


def _leavers(session: Session, on: date) -> Iterator[Duty]:
    for one in leaving_until(session, on, add_months(on, LEAVING_MONTHS)):
        leaves, who = one.leaves_on, one.person
        if leaves is None:
            continue
        for said in one.findings:
            text = f"离校（调离）前移交材料（{said.message.removeprefix(who.name)}）"
            spot = Spot(PAGE, who.id, "")
            yield Duty("leaving", who.name, leaves.first, text, said.article, spot, who.branch_id)
