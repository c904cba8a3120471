"""Rows of a person's folder."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.development.records import Enrolment, PartyClass


def rows_of(session: Session, kind: Any, person_id: int) -> list[Any]:  # noqa: ANN401 -- a record class
    """Return a person's rows of one kind of record as entered."""
    return list(session.execute(select(kind).where(kind.person_id == person_id).order_by(kind.id)).scalars())


def classes_attended(session: Session, person_id: int) -> list[tuple[PartyClass, Enrolment]]:
    """Return the classes somebody attended, each with how it went."""
    both = select(PartyClass, Enrolment).join(Enrolment, Enrolment.class_id == PartyClass.id)
    mine = both.where(Enrolment.person_id == person_id).order_by(Enrolment.id)
    return [(one, attended) for one, attended in session.execute(mine)]
