"""Responsibility lists: lines are entered, pasted, taken over into another year, reported on."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from partyoffice.core.errors import OfficeError
from partyoffice.core.text import clean, clean_long, table_of
from partyoffice.plans.actions.groups import name_of
from partyoffice.plans.records import LeadingGroup, Responsibility
from partyoffice.store import rows

Given = Mapping[str, Any]
HEADS = ("责任事项", "工作措施", "时限或频次", "责任人")
KEYS = ("duty", "measure", "term", "by")
LONG = frozenset({"duty", "measure", "result"})


def add_line(session: Session, given: Given) -> Responsibility:
    """Enter one line: what a post or a group answers for in a year."""
    values = _tidy(session, given)
    values["place"] = _next(session, values)
    return rows.add_row(session, Responsibility, values)


def add_lines(session: Session, given: Given, text: str) -> list[Responsibility]:
    """Enter the lines of a table pasted from a sheet, all for one post or group."""
    found = [cells for cells in table_of(text) if cells[:2] != list(HEADS)[: len(cells[:2])]]
    if not found:
        raise OfficeError("表格里没有责任事项", remedy=f"请一行写一项，列依次是{'、'.join(HEADS)}")
    texts = [dict(zip(KEYS, cells, strict=False)) for cells in found]
    return [add_line(session, {**given, **{k: v for k, v in one.items() if v}}) for one in texts]


def correct_line(session: Session, line_id: int, given: Given) -> None:
    """Mend a line."""
    rows.correct_row(session, session.get_one(Responsibility, line_id), _tidy(session, given))


def _tidy(session: Session, given: Given) -> dict[str, Any]:
    """Return what was given as it is stored; a person or a group chosen gives the name."""
    values: dict[str, Any] = {
        key: (clean_long if key in LONG else clean)(value) if isinstance(value, str) else value
        for key, value in given.items()
    }
    if values.get("group_id") and not values.get("whose"):
        values["whose"] = session.get_one(LeadingGroup, values["group_id"]).name
    if values.get("person_id"):
        name = name_of(session, values["person_id"])
        values["by"] = values.get("by") or name
        if name not in values["by"]:  # another name was written since
            values["person_id"] = None
    if "year" in values:
        values["year"] = int(values["year"] or 0)
    return {key: "" if value is None and not key.endswith("_id") else value for key, value in values.items()}


def _next(session: Session, values: Given) -> int:
    keys = ("organisation_id", "year", "whose")
    wanted = select(func.max(Responsibility.place)).where(
        *(getattr(Responsibility, key) == values.get(key) for key in keys)
    )
    last = session.execute(wanted).scalar()
    return 0 if last is None else last + 1


def copy_lines(session: Session, body: int, year: int, to: int) -> int:
    """Take the list of a body over into another year without what became of it; returns the last id."""
    if year == to:
        raise OfficeError(f"{to} 年就是原来的年度", remedy="请填写新的年度")
    wanted = select(Responsibility).where(Responsibility.organisation_id == body, Responsibility.year == to)
    if session.execute(wanted).first() is not None:
        raise OfficeError(f"{to} 年已有责任清单", remedy="请在那一年里增加或更正")
    old = select(Responsibility).where(Responsibility.organisation_id == body, Responsibility.year == year)
    lines = list(session.execute(old.order_by(Responsibility.id)).scalars())
    if not lines:
        raise OfficeError(f"{year} 年没有责任清单", remedy="请先选有清单的年份")
    made = [_copied(one, to) for one in lines]
    session.add_all(made)
    session.flush()
    return made[-1].id


def _copied(one: Responsibility, to: int) -> Responsibility:
    return Responsibility(
        organisation_id=one.organisation_id, year=to, whose=one.whose, place=one.place, group_id=one.group_id,
        person_id=one.person_id, by=one.by, duty=one.duty, measure=one.measure, term=one.term,
    )  # fmt: skip


def drop_line(session: Session, line_id: int) -> None:
    """Take a wrong line out."""
    rows.drop_row(session, session.get_one(Responsibility, line_id))
