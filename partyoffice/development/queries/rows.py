"""Rows of a person's folder."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.queries.ways import NOW, again_since, earlier
from partyoffice.development.records import (
    EditionChoice,
    Enrolment,
    Inquiry,
    PartyClass,
    Posting,
    Review,
    Spell,
    Step,
    ThoughtReport,
    Voucher,
)

# The day by which a record belongs to the way that runs or to an earlier one.
DATED: dict[Any, str] = {
    Review: "on", ThoughtReport: "on", EditionChoice: "on", Posting: "start", Voucher: "start",
    Spell: "start", Inquiry: "sent",
}  # fmt: skip


def rows_of(session: Session, kind: Any, person_id: int) -> list[Any]:  # noqa: ANN401 -- a record class
    """Return a person's rows of one kind of record as entered, those of the way that runs."""
    rows = session.execute(select(kind).where(kind.person_id == person_id).order_by(kind.id)).scalars()
    since = again_since(session, [person_id]).get(person_id)
    return [row for row in rows if _runs(row, since)]


def _runs(row: Any, since: Day | None) -> bool:  # noqa: ANN401 -- a record
    if isinstance(row, Step):
        return row.mark in NOW and bool(row.on or row.entered)
    key = DATED.get(type(row))
    return key is None or not earlier(getattr(row, key), since)


def classes_attended(session: Session, person_id: int) -> list[tuple[PartyClass, Enrolment]]:
    """Return the classes somebody attended, each with how it went."""
    both = select(PartyClass, Enrolment).join(Enrolment, Enrolment.class_id == PartyClass.id)
    mine = both.where(Enrolment.person_id == person_id).order_by(Enrolment.id)
    return [(one, attended) for one, attended in session.execute(mine)]
