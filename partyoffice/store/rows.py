"""What is done alike with the rows of every register: enter, mend, take out; the journal keeps it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.store.base import Record, fields_of

Row = TypeVar("Row", bound=Record)


def add_row(session: Session, kind: type[Row], values: Mapping[str, Any]) -> Row:
    """Enter a row (OfficeError where a required field is empty)."""
    must_be_filled(kind, values)
    made = kind(**values)
    session.add(made)
    session.flush()
    return made


def must_be_filled(kind: type[Record], values: Mapping[str, Any]) -> None:
    """Refuse values that leave a required field of a kind empty, as far as they speak of it."""
    for one in fields_of(kind):
        if one.required and one.key in values and values[one.key] in {None, ""}:
            raise OfficeError(f"没有填写{one.title}", remedy=f"请填写{one.title}后再保存")


def correct_row(session: Session, row: Record, values: Mapping[str, Any]) -> None:
    """Mend the fields of a row (更正)."""
    fill_row(row, values)
    session.flush()


def fill_row(row: Record, values: Mapping[str, Any]) -> None:
    """Mend the fields of one of many rows: who mends them flushes once, after the last."""
    must_be_filled(type(row), values)
    for key, value in values.items():
        setattr(row, key, value)


def drop_row(session: Session, row: Record) -> None:
    """Take a wrong row out."""
    session.delete(row)
    session.flush()
