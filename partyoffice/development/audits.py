"""数据体检 of the registers: who must be replaced, answers that lack, paper days, stages, stock, plan."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.finding import Finding, Severity, Spot
from partyoffice.development.queries.booklets import stock, waiting
from partyoffice.development.queries.classes import pupils
from partyoffice.development.queries.letters import letters
from partyoffice.development.queries.materials import formed_days
from partyoffice.development.queries.persons import Whom, whom
from partyoffice.development.queries.plan import plan_of
from partyoffice.development.queries.steps import all_days
from partyoffice.development.queries.vouchers import vouchings
from partyoffice.development.rules.booklets import check_stock
from partyoffice.development.rules.formed import check_formed
from partyoffice.development.rules.plan import check_plan
from partyoffice.development.rules.profile import IN_STOCK, MENTOR
from partyoffice.members.rules import MEMBERS, Category

PAGE = "development"


def check_registers(session: Session, on: date) -> Iterable[Finding]:
    """Yield what 数据体检 finds in the registers beside the steps."""
    yield from _vouchers(session, on)
    yield from _letters(session, on)
    yield from _papers(session, on)
    yield from _classes(session, on)
    yield from check_stock(stock(session)[IN_STOCK], list(waiting(session).values()))
    for line in plan_of(session, on.year):
        yield from check_plan(line.body, on.year, line.lines, on.month)


def _of(one: Finding, person: Whom, field: str = "") -> Finding:
    return replace(one, who=person.name, spot=Spot(PAGE, person.id, field))


def _vouchers(session: Session, on: date) -> Iterator[Finding]:
    """Tell who must be replaced: mentors until somebody is a member, sponsors until he is a full one."""
    rows = [one for one in vouchings(session, on) if one.holds and one.against]
    people = whom(session, on, [one.person_id for one in rows])
    for row in rows:
        person = people.get(row.person_id)
        if person is None or not person.present or person.category == Category.FULL:
            continue
        if row.role == MENTOR and person.category in MEMBERS:
            continue
        for one in row.against:
            if one.severity is not Severity.INFO:
                told = replace(one, severity=Severity.WARN, message=f"{one.message}，应当更换")
                yield _of(told, person, "5" if row.role == MENTOR else "9")


def _letters(session: Session, on: date) -> Iterator[Finding]:
    for row in letters(session, on):
        for one in row.findings:
            yield _of(one, row.person, "10")


def _papers(session: Session, on: date) -> Iterator[Finding]:
    formed = formed_days(session)
    days, people = all_days(session), whom(session, on, formed)
    for key, papers in formed.items():
        if key in people:
            for one in check_formed(papers, days.get(key, {})):
                yield _of(one, people[key], "25")


def _classes(session: Session, on: date) -> Iterator[Finding]:
    for row in pupils(session, on):
        for one in row.findings:
            yield _of(replace(one, message=f"{row.course.name}：{one.message}"), row.person)
