"""Questions about what was issued: the register of a year, a person's papers, the last of a kind."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.archives.records import IssuedPaper
from partyoffice.archives.rules import State
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.store import numbers
from partyoffice.store.journal import JournalChange
from partyoffice.store.numbers import Given

KIND = IssuedPaper.__tablename__
TAKEN_BACK, UNRECORDED = "已撤销", "没有记录"
Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register: an issued paper, or (``id`` 0) a number whose record is gone.

    ``why`` is the reason where the paper is void.
    """

    id: int
    code: str
    paper: str
    number: str
    subject: str
    on: Day
    handler: str
    note: str
    void: bool
    why: str
    printed: int
    person_id: int | None = None

    @property
    def state(self) -> str:
        """有效, or 作废 with the reason."""
        if not self.void:
            return str(State.VALID)
        return f"{State.VOID}（{self.why}）" if self.why else str(State.VOID)


def register(session: Session, year: int, code: str = "") -> list[Entry]:
    """Return what was issued in a year by day and number; numbers without a record are void among them."""
    rows = session.execute(select(IssuedPaper).where(IssuedPaper.year == year)).scalars()
    placed = [((row.on, row.series, row.number or 0, row.id), _entry(row)) for row in rows]
    back = taken_back(session)
    for one in unrecorded(session):
        if year_of(one) == year:
            void = _void(one, back.get(one.key))
            placed.append(((void.on, one.series, one.number, 0), void))
    placed.sort(key=itemgetter(0))
    return [one for _, one in placed if not code or one.code == code]


def _entry(row: IssuedPaper) -> Entry:
    void = row.state == State.VOID
    return Entry(
        row.id, row.code, row.paper, row.number_text, row.subject, row.on, row.handler, row.note, void,
        row.void_reason, row.printed, row.person_id,
    )  # fmt: skip


def _void(one: Given, body: Mapping[str, Any] | None) -> Entry:
    """Return the line of a number whose record is gone, as far as the journal still knows it."""
    if body is None:
        day = Day.of(clock.from_stamp(one.at).date())
        words = (one.series, one.name(), one.sentence)
        return Entry(0, "", *words, day, "", "", void=True, why=UNRECORDED, printed=0)
    texts = {key: str(body.get(key, "")) for key in ("code", "paper", "subject", "handler", "note")}
    return Entry(
        0, number=str(body.get("number_text", "")), on=Day.parse(body["on"]), void=True, why=TAKEN_BACK,
        printed=int(body.get("printed", 0)), person_id=body.get("person_id"), **texts,
    )  # fmt: skip


def year_of(one: Given) -> int:
    """Return the year in whose register a number stands: its own, or that of the day it was given."""
    return one.year or clock.from_stamp(one.at).year


def unrecorded(session: Session) -> list[Given]:
    """Return the numbers that were given and have no record any more."""
    kept = select(IssuedPaper.series, IssuedPaper.series_year, IssuedPaper.number)
    held = {tuple(row) for row in session.execute(kept.where(IssuedPaper.number.is_not(None)))}
    return [one for one in numbers.given_for(session, KIND) if one.key not in held]


def taken_back(session: Session) -> dict[Key, dict[str, Any]]:
    """Return the records of numbers that the journal saw go, by number: their loss explains itself."""
    gone = select(JournalChange.before).where(JournalChange.kind == KIND, JournalChange.after.is_(None))
    bodies = [json.loads(body) for body in session.execute(gone).scalars() if body]
    return {_key(body): body for body in bodies if "number" in body}


def _key(body: Mapping[str, Any]) -> Key:
    return str(body["series"]), int(body["series_year"]), int(body["number"])


def years(session: Session) -> list[int]:
    """Return the years in which something was issued, newest first."""
    kept = set(session.execute(select(IssuedPaper.year).distinct()).scalars())
    return sorted(kept | {year_of(one) for one in numbers.given_for(session, KIND)}, reverse=True)


def of_person(session: Session, person_id: int) -> list[IssuedPaper]:
    """Return what was issued about somebody, newest first."""
    return _newest(session.execute(select(IssuedPaper).where(IssuedPaper.person_id == person_id)).scalars())


def last_of(
    session: Session, code: str, person_id: int | None = None, subject: str = ""
) -> IssuedPaper | None:
    """Return the newest valid paper of a kind for a person, or for a body by its name; None for none.

    What was typed for it then is offered again the next time.
    """
    wanted = select(IssuedPaper).where(IssuedPaper.code == code, IssuedPaper.state == State.VALID)
    if person_id is not None:
        wanted = wanted.where(IssuedPaper.person_id == person_id)
    elif subject:
        wanted = wanted.where(IssuedPaper.subject == subject)
    found = _newest(session.execute(wanted).scalars())
    return found[0] if found else None


def _newest(rows: Iterable[IssuedPaper]) -> list[IssuedPaper]:
    return sorted(rows, key=lambda row: (row.on, row.id), reverse=True)


def forms_of(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the forms that occur in a register, title by code."""
    return {one.code: one.paper for one in entries if one.code}
