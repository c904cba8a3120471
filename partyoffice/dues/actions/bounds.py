"""交纳起止: from which month somebody pays here and up to which, as a letter says."""

from sqlalchemy.orm import Session

from partyoffice.dues.queries.bounds import bound_of
from partyoffice.dues.records import Liability
from partyoffice.dues.rules.months import day_of, month_of
from partyoffice.dues.rules.words import Bound
from partyoffice.part import PaidTo
from partyoffice.store import rows


def hear(session: Session, told: PaidTo) -> None:
    """Keep what a letter says of an arrival or leaving; one that says nothing takes back what it said.

    Who comes owes from the month after 党费交到, who leaves up to it.
    """
    bound = str(Bound.LAST if told.leaving else Bound.FIRST)
    kept = bound_of(session, told.person_id, bound, told.on)
    if told.month is None:
        if kept is not None:
            rows.drop_row(session, kept)
        return
    paid = month_of(told.month)
    first_or_last = day_of(paid if told.leaving else paid + 1)
    values = {"month": first_or_last, "evidence": f"{told.evidence}，党费交到 {told.month.spoken()}"}
    if kept is not None:
        rows.correct_row(session, kept, values)
    else:
        rows.add_row(
            session, Liability, {"person_id": told.person_id, "bound": bound, "on": told.on, **values}
        )
