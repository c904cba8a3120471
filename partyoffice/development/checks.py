"""数据体检 of the steps: whether the days of one file follow each other."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding, Spot
from partyoffice.development.queries import all_days, files_of, holidays_of, rule_settings
from partyoffice.development.rules.consistency import check_joined, check_order
from partyoffice.development.rules.judging import WHILE_OPEN, judge_all
from partyoffice.development.rules.people import check_adult
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.members.records import Person
from partyoffice.members.rules import edition_of


def check_steps(session: Session, on: date) -> Iterable[Finding]:  # noqa: ARG001 -- every check is asked alike
    """Yield steps whose days run against the order, and applications before the 18th birthday."""
    wanted = select(Person.id, Person.name, Person.birth, Person.joined).where(Person.binned.is_(None))
    people = {row.id: row for row in session.execute(wanted)}
    settings = rule_settings(session)
    for person_id, days in all_days(session).items():
        if person_id not in people:
            continue
        row = people[person_id]
        for one in check_order(days):
            yield _of(one, row.name, person_id, "joined")
        for one in _adult(row.birth, days.get(1), settings):
            yield _of(one, row.name, person_id, "birth")
        for one in check_joined(row.joined, days.get(15)):
            yield _of(one, row.name, person_id, "joined")


def _adult(birth: Day | None, applied: Day | None, settings: RuleSettings) -> Iterable[Finding]:
    if applied is None:
        return
    for one in check_adult(birth, applied, edition_of(applied.first), settings):
        yield replace(one, code="under-18")


def _of(one: Finding, name: str, person_id: int, field: str) -> Finding:
    """Return a rule's finding as one about a person, with the place to mend it."""
    return replace(one, who=name, spot=Spot("person", person_id, field))


# Told of everybody in the words of 数据体检; and what a step still lacks that is only being entered.
SAID = frozenset({"DEV-01", "refused"}) | WHILE_OPEN


def check_files(session: Session, on: date) -> Iterable[Finding]:
    """Yield what the rules say of the steps of everybody on the way: limits, people, notices, votes."""
    rules, holidays = rule_settings(session), holidays_of(session)
    for file in files_of(session, on).values():
        for number, one in judge_all(file, on, rules, holidays):
            if one.code not in SAID:
                yield replace(one, who=file.name, spot=Spot("development", file.person_id, str(number)))
