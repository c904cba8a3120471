"""政审: whom it looks at, and the ledger of letters out and back."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.finding import Finding
from partyoffice.development.queries.persons import NOBODY, Whom, whom
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.records import Examined, Inquiry
from partyoffice.development.rules.inquiries import (
    SERIES,
    Letter,
    check_letter,
    number_text,
    waiting_days,
)
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.store import numbers

WAITING, ANSWERED, VOID = "等待回函", "已回函", "作废"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One line of the ledger; ``record`` 0 is a number whose record was taken back: void as well."""

    id: int
    record: int
    person: Whom
    number: str
    addressee: str
    about: str
    sent: Day
    returned: Day | None
    answer: str
    sealed: bool
    void_reason: str
    waiting: int | None
    findings: tuple[Finding, ...] = ()

    @property
    def state(self) -> str:
        """等待回函, 已回函 or 作废."""
        return VOID if self.void_reason else ANSWERED if self.returned else WAITING


def letters(session: Session, on: date, year: int | None = None) -> list[LetterRow]:
    """Return the letters of a year (of all when None), the newest first."""
    rows = list(session.execute(select(Inquiry).order_by(Inquiry.sent.desc(), Inquiry.id.desc())).scalars())
    people, settings = whom(session, on, [row.person_id for row in rows]), rule_settings(session)
    found = [
        _row(row, people.get(row.person_id, NOBODY), on, settings)
        for row in rows
        if year in {None, row.sent.year}
    ]
    return found + _taken_back(session, {row.number for row in rows}, year)


def _row(row: Inquiry, person: Whom, on: date, settings: RuleSettings) -> LetterRow:
    letter = letter_of(row)
    return LetterRow(
        row.id, row.id, person, row.number, row.addressee, row.about, row.sent, row.returned, row.answer,
        row.sealed, row.void_reason, waiting_days(letter, on), tuple(check_letter(letter, on, settings)),
    )  # fmt: skip


def letter_of(row: Inquiry) -> Letter:
    """Return a letter as the rules see it."""
    return Letter(
        row.number, row.addressee, row.sent, row.returned, row.answer, row.sealed, bool(row.void_reason)
    )


def _taken_back(session: Session, held: set[str], year: int | None) -> list[LetterRow]:
    """Return the numbers that were given and have no record any more."""
    found = []
    for one in numbers.given_for(session, Inquiry.__tablename__):
        text = number_text(one.year, one.number)
        if one.series == SERIES and text not in held and year in {None, one.year}:
            day = Day.of(clock.from_stamp(one.at).date())
            found.append(
                LetterRow(
                    -one.year * numbers.MOST - one.number, 0, NOBODY, text, one.sentence, "", day, None, "",
                    sealed=False, void_reason="登记已撤销，号码不再用", waiting=None,
                )
            )  # fmt: skip
    return found


def letter_years(session: Session) -> list[int]:
    """Return the years in which letters were sent, this one among them, newest first."""
    years = {day.year for day in session.execute(select(Inquiry.sent)).scalars()}
    return sorted(years | {clock.today().year}, reverse=True)


@dataclass(frozen=True, slots=True)
class ExaminedRow:
    """Somebody examined, and for whose admission."""

    id: int
    person: Whom
    row: Examined


def examined(session: Session, on: date) -> list[ExaminedRow]:
    """Return everybody the 政治审查 looks at, by the person it is for."""
    rows = list(session.execute(select(Examined).order_by(Examined.person_id, Examined.id)).scalars())
    people = whom(session, on, [row.person_id for row in rows])
    return [ExaminedRow(row.id, people[row.person_id], row) for row in rows if row.person_id in people]
