"""Which body comes next: its running term, when that ends, and what an election of it begins with."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.elections.queries.ballots import elections_of, running
from partyoffice.organisation.queries import terms_of, tree
from partyoffice.organisation.records import Organisation, Term
from partyoffice.organisation.rules import TERM_YEARS, OrgKind, term_end

SEATS = 3


def coming(session: Session, body: int) -> dict[str, Any]:
    """Return what the next election of a body begins with: number, end of the running term, length."""
    node = tree(session).nodes[body]
    terms = terms_of(session, body)
    last = terms[-1] if terms else None
    elections = [one for one in elections_of(session, body) if not one.byelection]
    seats = elections[0].seats if elections else SEATS
    if last is None:
        return {"number": 1, "years": TERM_YEARS.get(OrgKind(node.kind), SEATS), "seats": seats}
    ends = Day.of(term_end(last.start.first, last.years, last.start.first).ends)
    return {"number": last.number + 1, "due_on": ends, "years": last.years, "seats": seats}


def filling_in(session: Session, body: int) -> dict[str, Any]:
    """Return what a 补选 begins with: the running term goes on, and one seat is filled."""
    terms = terms_of(session, body)
    return {"number": terms[-1].number if terms else 1, "due_on": None, "seats": 1}


def most_pressing(session: Session, on: date) -> int:
    """Return the body whose term ends first and that has no election under way; 0 where none has a term."""
    wanted = select(Term).join(Organisation, Organisation.id == Term.organisation_id)
    wanted = wanted.where(Term.ended.is_(None), Organisation.ended.is_(None))
    found = [
        (term_end(one.start.first, one.years, on).ends, one.organisation_id)
        for one in session.execute(wanted).scalars()
        if running(session, one.organisation_id) is None
    ]
    return min(found)[1] if found else 0
