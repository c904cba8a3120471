"""核定 of many at once: by the cells of a sheet, by what was set the year before; signed for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.dues.actions.assess import mend_many, row_of, set_many
from partyoffice.dues.queries.assessments import Assessed, Held, assessed
from partyoffice.dues.queries.terms import terms
from partyoffice.dues.records import Assessment
from partyoffice.dues.rules.editions import FIXED
from partyoffice.dues.rules.items import BY_KEY
from partyoffice.dues.rules.words import Payer
from partyoffice.store import rows

Place = tuple[int, int | None]
CELLS = frozenset({"payer", "base"})
CLEARED = {"items": (), "base": None}


@dataclass(slots=True)
class Carried:
    """How many were set by what was set the year before, and of whom nothing could be carried over, why."""

    done: list[int] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def assess_cells(session: Session, year: int, cells: Mapping[Place, Mapping[str, Any]]) -> list[int]:
    """Set or mend amounts by cells of 年度核定: items by their keys, ``base``, ``payer``, ``signed``.

    A place is a person with the amount meant, None for the first of the year. Returns the records' ids.
    """
    agreed, found = terms(session), []
    people = {row.id: row for row in assessed(session, year, clock.today(), {person for person, _ in cells})}
    for (person_id, held_id), typed in cells.items():
        row = people.get(person_id) or row_of(session, person_id, year)
        if held_id is None:
            found += set_many(session, [(row, _from_cells((), typed))], agreed)
            continue
        made = session.get_one(Assessment, held_id)
        mend_many(session, [(row, made, _from_cells(made.items, typed))], agreed)
        found.append(made.id)
    return found


def _from_cells(items: Sequence[Mapping[str, Any]], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what cells give: an item typed replaces all of its key, one emptied is left out."""
    given = {key: value for key, value in typed.items() if key in CELLS and value is not None}
    given |= {"signed": typed["signed"]} if "signed" in typed else {}
    changed = {key: value for key, value in typed.items() if key in BY_KEY}
    given |= {"due": None} if changed or "base" in given else {}
    if "payer" in given and Payer(given["payer"]) in FIXED:
        return given | CLEARED
    if changed:
        kept = [(one["title"], one["amount"]) for one in items if one["key"] not in changed]
        new = [(BY_KEY[key].title, value) for key, value in changed.items() if value is not None]
        given["items"] = [*kept, *new]
    return given


def carry_over(session: Session, people: Sequence[int], year: int) -> Carried:
    """Set those who have no amount yet by the pay slip and kind of the year before, by this year's rules."""
    told, wanted = Carried(), []
    for row in assessed(session, year, clock.today(), set(people)):
        why = _why_not_carried(row)
        if why:
            told.left_out.append((row.name, why))
        elif (before := row.before) is not None:
            wanted.append((row, _again(before)))
    told.done = set_many(session, wanted, terms(session))
    return told


def _why_not_carried(row: Assessed) -> str:
    if row.now is not None:
        return "已经核定"
    return "" if row.before is not None else "上年没有核定"


def _again(before: Held) -> dict[str, Any]:
    given: dict[str, Any] = {"payer": before.payer, "items": before.slip, "base": before.base}
    if before.due != before.reckoned:
        given |= {"due": before.due, "note": before.note or "沿用上年"}
    return given


def sign(session: Session, assessment_id: int, on: Day) -> None:
    """Note on which day the member signed for the amount."""
    if on.first > clock.today():
        raise OfficeError(f"签字日期 {on} 还没有到", remedy="请在签字以后登记")
    rows.correct_row(session, session.get_one(Assessment, assessment_id), {"signed": on})
