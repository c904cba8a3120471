"""Rows of a person's folder."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session


def rows_of(session: Session, kind: Any, person_id: int) -> list[Any]:  # noqa: ANN401 -- a record class
    """Return a person's rows of one kind of record as entered."""
    return list(session.execute(select(kind).where(kind.person_id == person_id).order_by(kind.id)).scalars())
