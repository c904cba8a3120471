"""The verbs on what is issued: give it out, make it void, count its copies."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.archives.records import IssuedPaper
from partyoffice.archives.rules import Series, State, sentence
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.core.paper_words import tidy_document_number
from partyoffice.core.text import clean
from partyoffice.store import numbers, settings


def issue_paper(
    session: Session,
    *,
    code: str,
    paper: str,
    subject: str,
    on: Day,
    person_id: int | None = None,
    series: Series | str | None = None,
    number: int | None = None,
    number_text: str = "",
    given: Mapping[str, Any] | None = None,
    note: str = "",
) -> IssuedPaper:
    """Write down that a paper is given out; a ``series`` gives it the next number or the one named.

    ``number_text`` is for papers that others number, written down as it is printed. Raises OfficeError
    where the number was given before, and where nobody is named.
    """
    subject = clean(subject)
    if not subject:
        raise OfficeError(f"没有写明{paper}是给谁的", remedy="请填写对象：姓名或单位名称")
    made = IssuedPaper(
        code=code, paper=paper, subject=subject, on=on, year=on.year, person_id=person_id,
        number_text=tidy_document_number(number_text), handler=str(settings.get(session, settings.OPERATOR)),
        given=dict(given or {}), note=note,
    )  # fmt: skip
    if series:
        _number(session, made, Series(series) if isinstance(series, str) else series, number)
    session.add(made)
    session.flush()
    return made


def _number(session: Session, paper: IssuedPaper, series: Series, number: int | None) -> None:
    paper.series, paper.series_year = series.name, series.year_of(paper.year)
    row = series.name, paper.series_year
    paper.number = numbers.next_number(session, *row) if number is None else number
    paper.number_text = series.text(paper.year, paper.number)
    words = sentence(paper.paper, paper.subject)
    numbers.give(session, *row, paper.number, words, kind=IssuedPaper.__tablename__)


def void_paper(session: Session, paper: IssuedPaper, reason: str) -> None:
    """Make a paper void; its number is not given again (OfficeError without a reason, or a second time)."""
    reason = clean(reason)
    _must_be_valid(session, paper)
    if not reason:
        raise OfficeError("没有写作废的原因", remedy="请写一句原因，如“写错姓名，已收回”")
    paper.state, paper.void_reason = str(State.VOID), reason


def withdraw(session: Session, code: str, number: str, reason: str) -> None:
    """Make the papers of a number void, as another part learnt of them; none may be known here."""
    same = select(IssuedPaper).where(
        IssuedPaper.code == code, IssuedPaper.number_text == number, IssuedPaper.state == State.VALID
    )
    for paper in session.execute(same).scalars().all() if number else ():
        void_paper(session, paper, reason)


def count_print(session: Session, paper: IssuedPaper, copies: int = 1) -> None:
    """Note that so many copies were printed; a void paper is not printed again."""
    _must_be_valid(session, paper)
    paper.printed += max(0, copies)


def _must_be_valid(session: Session, paper: IssuedPaper) -> None:
    session.flush()
    if paper.state == State.VOID:
        raise OfficeError(f"{paper.label()}已经作废", remedy="需要时请重新出具，用新的编号")
