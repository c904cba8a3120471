"""Where those who pay belong: on the day, and who has left where they stood last."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.members.queries import Someone, everyone, histories_by_person
from partyoffice.members.rules import Fact
from partyoffice.organisation.queries import Tree, tree


def placed(session: Session, on: date, ids: Sequence[int] | None = None) -> dict[int, Someone]:
    """Return everybody as they are on a day by person; who left keeps the branch and group they left."""
    people = {one.id: one for one in everyone(session, on, columns=("name",), ids=ids)}
    gone = [one.id for one in people.values() if not one.present]
    bodies = tree(session)
    for person, rows in histories_by_person(session, gone).items():
        past = [row for row in rows if row.start is None or row.start <= Day.of(on)]
        for fact in (Fact.BRANCH, Fact.GROUP):
            ended = [row for row in past if row.fact == fact and row.end is not None]
            if ended:
                last = max(ended, key=lambda row: str(row.end))
                _put(people[person], fact, last.organisation_id, bodies)
    return people


def _put(one: Someone, fact: Fact, body: int | None, bodies: Tree) -> None:
    if fact is Fact.BRANCH:
        one.branch_id, one.branch = body, bodies.name(body)
    else:
        one.group_id, one.group = body, bodies.name(body)
