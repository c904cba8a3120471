"""出具: what is printed or saved of letters and cards is entered in 出具登记, with its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyoffice import papers
from partyoffice.app.print_work import Order, Printed
from partyoffice.archives.actions import count_print, issue_paper
from partyoffice.archives.records import IssuedPaper
from partyoffice.archives.rules import Series
from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.part import Asked, Handed, Paper
from partyoffice.store import numbers

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from partyoffice.app.office_window import OfficeWindow
    from partyoffice.store.office import Office

PRINTED = "打印"
PEOPLE = "_people"  # beside what was typed: those of one letter about several


def day_of(given: Mapping[str, str]) -> Day:
    """Return the day a paper bears, today where it asks for none."""
    return Asked(clock.today(), given).day("day") or Day.of(clock.today())


def series_of(paper: Paper) -> Series | None:
    """Return the series a paper takes its number from."""
    return Series(paper.series) if paper.series else None


def must_be_free(
    office: "Office", paper: Paper, given: Mapping[str, str], subjects: Sequence[int | None]
) -> None:
    """Refuse a number that was given before, or none at all, before anything is laid out (OfficeError)."""
    series = series_of(paper)
    if series is None or None in subjects:
        return
    first, year = papers.number_of(given), series.year_of(day_of(given).year)
    with office.reading() as session:
        for number in range(first, first + max(len(subjects), 1)):
            numbers.must_be_free(session, series.name, year, number)


@dataclass(slots=True)
class Entry:
    """What one preview or Word file hands out; entered when it is first printed or saved, then counted."""

    window: "OfficeWindow"
    paper: Paper
    order: Order
    done: Printed
    entered: list[int] = field(default_factory=list)

    def taken(self, way: str) -> None:
        """Enter what was handed out, in one step; printing counts its copies."""
        try:
            with self.window.office.change(self.sentence()) as session:
                issued = self._take(session, way)
            self.entered = [one.id for one in issued]
        except OfficeError as error:
            self.window.messages.refuse(error)

    def _take(self, session: "Session", way: str) -> list[IssuedPaper]:
        issued = self._again(session) if self.entered else self._enter(session)
        for one in issued:
            if way == PRINTED:
                count_print(session, one)
            tell(session, self.paper, one)
        return issued

    def sentence(self) -> str:
        """Return what 操作记录 and 撤销 say."""
        names = self.done.people
        whom = names[0] if len(names) == 1 else f"{names[0]} 等 {len(names)} 人" if names else ""
        verb = "再次打印" if self.entered else "出具"
        return f"{verb} {self.paper.title}" + (f"：{whom}" if whom and whom != self.paper.title else "")

    def _enter(self, session: "Session") -> list[IssuedPaper]:
        subjects = zip(self.done.subjects, self.done.people, strict=True)
        return [self._issue(session, at, *subject) for at, subject in enumerate(subjects)]

    def _issue(self, session: "Session", at: int, subject: int, name: str) -> IssuedPaper:
        given, series = papers.given_to(self.paper, self.order.given, at), series_of(self.paper)
        person = (subject or None) if "member" in self.paper.needs else None
        kept = {**given, PEOPLE: list(self.done.together)} if len(self.done.together) > 1 else given
        return issue_paper(
            session, code=self.paper.code, paper=self.paper.title, subject=name or self.paper.title,
            on=day_of(given), person_id=person, series=series, given=kept,
            number=papers.number_of(given) if series else None,
            number_text="" if series else given.get("number", ""), note=given.get("purpose", ""),
        )  # fmt: skip

    def _again(self, session: "Session") -> list[IssuedPaper]:
        return [session.get_one(IssuedPaper, ident) for ident in self.entered]


def tell(session: "Session", paper: Paper, one: IssuedPaper) -> None:
    """Tell the part of a paper what became of it, in the same transaction."""
    given = {key: str(text) for key, text in one.given.items() if key != PEOPLE}
    for person in whom_of(one):
        paper.told(session, person, Handed(one.number_text, one.on, given, one.printed, one.void_reason))


def whom_of(issued: IssuedPaper) -> list[int]:
    """Return whom a paper that was issued is about."""
    several = issued.given.get(PEOPLE)
    return list(several) if several else [] if issued.person_id is None else [issued.person_id]


def issued_paper(office: "Office", ident: int) -> IssuedPaper | None:
    """Return what was issued, or None where it was taken back."""
    with office.reading() as session:
        return session.get(IssuedPaper, ident)
