"""Who becomes able to take the next step until a day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.development.queries.files import files_of
from partyoffice.development.queries.persons import Whom, whom
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.rules.able import Able, Goal, able_until, quarter_end

GOALS = list(Goal)


@dataclass(frozen=True, slots=True)
class AbleRow:
    """One line of 可办名单."""

    id: int
    person: Whom
    able: Able
    now: bool  # today already, not only later in the quarter


def able_rows(session: Session, on: date, last: date | None = None) -> list[AbleRow]:
    """Return who may become what by ``last`` (the end of the quarter without one), the earliest first."""
    until, settings = last or quarter_end(on), rule_settings(session)
    files = files_of(session, on)
    found = [one for file in files.values() for one in able_until(file, until, settings)]
    found.sort(key=lambda one: (GOALS.index(one.goal), one.earliest or date.max, one.name))
    people = whom(session, on, [one.person_id for one in found])
    return [
        AbleRow(one.person_id, people[one.person_id], one, one.earliest is not None and one.earliest <= on)
        for one in found
        if one.person_id in people
    ]
