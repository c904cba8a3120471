"""考察 and 思想汇报 as one list: what was done, and what is to be done for whom by when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day
from partyoffice.development.queries.files import files_of
from partyoffice.development.queries.persons import Whom, whom
from partyoffice.development.queries.steps import rule_settings
from partyoffice.development.records import Review, ThoughtReport
from partyoffice.development.rules.file import File
from partyoffice.development.rules.profile import RuleSettings
from partyoffice.development.rules.reports import quarters_on
from partyoffice.development.rules.training import reviews_on
from partyoffice.members.rules import Category

REVIEW, REPORT = Review.title, ThoughtReport.title
STAGES = {6: "培养考察", 21: "预备期考察"}


@dataclass(frozen=True, slots=True)
class Watched:
    """One row: a record (``record`` its id), or what is due (``record`` 0) by ``on``."""

    id: int
    person: Whom
    kind: str
    step: int
    on: Day
    record: int = 0
    told: str = ""  # what was written, or the arithmetic of what is due
    mentor_opinion: str = ""
    branch_opinion: str = ""
    secretary: str = ""
    late: int = 0  # days past the due day

    @property
    def stage(self) -> str:
        """培养考察 or 预备期考察."""
        return STAGES.get(self.step, "")

    @property
    def due(self) -> bool:
        """Whether this is still to be done."""
        return not self.record


def watched(session: Session, on: date) -> list[Watched]:
    """Return what is due first, the most overdue above, then what was done, the newest above."""
    files = files_of(session, on)
    settings = rule_settings(session)
    reports = _report_days(session)
    people = whom(session, on, files)
    due = [
        one
        for key, file in files.items()
        if key in people and not file.left
        for one in _due(file, people[key], reports.get(key, []), on, settings)
    ]
    done = list(_done(session, on))
    due.sort(key=lambda one: (one.on, one.person.name))
    done.sort(key=lambda one: one.on, reverse=True)
    return [*(_numbered(one, at) for at, one in enumerate(due, 1)), *done]


def _numbered(one: Watched, at: int) -> Watched:
    return Watched(-at, one.person, one.kind, one.step, one.on, 0, one.told, late=one.late)


def _due(
    file: File, who: Whom, reports: Sequence[date], on: date, settings: RuleSettings
) -> Iterator[Watched]:
    start, step, held = _watch(file)
    if start is None:
        return
    found = reviews_on(start, held, on, settings)
    for day in (*found.overdue, found.upcoming):
        told = f"{start} 起每半年一次，{day} 到期"
        yield _waiting(who, REVIEW, step, day, told, on)
    if settings.thought_reports:
        for quarter in quarters_on(start, reports, on):
            if quarter.held is None:
                told = f"{quarter.first} 至 {quarter.last} 一个季度，没有思想汇报"
                yield _waiting(who, REPORT, step, quarter.last, told, on)


def _waiting(who: Whom, kind: str, step: int, day: date, told: str, on: date) -> Watched:
    return Watched(0, who, kind, step, Day.of(day), told=told, late=max((on - day).days, 0))


def _watch(file: File) -> tuple[date | None, int, Sequence[date]]:
    """Return from when somebody is watched now, in which step, and the reviews held.

    The half years are those of a 积极分子 (细则第十一条): with the talk on 发展对象 they end.
    """
    days = file.days()
    if file.category == Category.ACTIVIST and 3 in days and not file.closed(7):
        return days[3].last, 6, file.reviews
    joined = file.joined or days.get(15)
    if file.category == Category.PROBATIONARY and joined is not None and not file.closed(23):
        return joined.last, 21, file.probation_reviews
    return None, 0, ()


def _report_days(session: Session) -> Mapping[int, list[date]]:
    found: dict[int, list[date]] = {}
    for person, day in session.execute(select(ThoughtReport.person_id, ThoughtReport.on)):
        found.setdefault(person, []).append(day.first)
    return found


def _done(session: Session, on: date) -> Iterator[Watched]:
    reviews = session.execute(select(Review)).scalars().all()
    reports = session.execute(select(ThoughtReport)).scalars().all()
    ids = {row.person_id for row in reviews} | {row.person_id for row in reports}
    people = whom(session, on, ids)
    for row in reviews:
        if row.person_id in people:
            yield Watched(
                row.id * 2, people[row.person_id], REVIEW, row.step, row.on, row.id, row.content,
                row.mentor_opinion, row.branch_opinion, row.secretary,
            )  # fmt: skip
    for one in reports:
        if one.person_id in people:
            yield Watched(
                one.id * 2 + 1, people[one.person_id], REPORT, one.step, one.on, one.id, one.subject,
                one.remark, "", one.reader,
            )  # fmt: skip
