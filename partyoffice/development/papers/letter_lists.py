"""名册 behind a letter about several people: one row a person, as far as the records tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from partyoffice.core.dates import Day
from partyoffice.core.paper_words import dotted_name
from partyoffice.development.papers.cases import (
    ACCEPTING,
    APPROVING,
    CERTIFYING,
    DECIDING,
    Case,
    counted,
)
from partyoffice.development.rules.probation import Decision
from partyoffice.reports.document import Cell, Column, Table

SIZE = 9.0


@dataclass(frozen=True, slots=True)
class Listed:
    """One column of the list: its title, what it shows of somebody, its weight."""

    title: str
    read: Callable[[Case], Cell]
    width: float = 17


@dataclass(frozen=True, slots=True)
class Roll:
    """A list of people: its title and columns."""

    title: str
    columns: tuple[Listed, ...]

    def table(self, cases: Sequence[Case]) -> Table:
        """Return the list filled in."""
        heads = (Column("序号", 7, kind="number"), *(Column(one.title, one.width) for one in self.columns))
        rows = [(at, *(one.read(case) for one in self.columns)) for at, case in enumerate(cases, 1)]
        return Table(heads, rows, size=SIZE)


def in_two(given: Day | date | None) -> str:
    """Return a day in two lines, 2025年 over 6月18日: the columns are narrow."""
    day = Day.of(given) if isinstance(given, date) else given
    return day.spoken().replace("年", "年\n", 1) if day else ""


def _card(title: str, key: str, width: float) -> Listed:
    return Listed(title, lambda case: str(case.folder.one.card[key] or ""), width)


def day_of(title: str, number: int) -> Listed:
    """Return the column of a step's day."""
    return Listed(title, lambda case: in_two(case.folder.day(number)))


def _ballots(number: int) -> tuple[Listed, ...]:
    def read(key: str, case: Case) -> Cell:
        step = case.decided(Decision.ON_TIME) if number == DECIDING else None
        voted = case.voted(number, step.on if step is not None else case.folder.day(number))
        return getattr(counted(voted), key) if voted is not None else None

    titles = {"due": "应到", "present": "实到", "yes": "赞成", "no": "反对", "abstain": "弃权"}
    return tuple(
        Listed(title, lambda case, key=key: read(key, case), 7)  # type: ignore[misc]  # the key is bound as it is now
        for key, title in titles.items()
    )


def _start(case: Case) -> str:
    return in_two(case.first.start if case.first else None)


def _end(case: Case) -> str:
    runs = case.extension or case.first
    return in_two(runs.end if runs else None)


def _born(case: Case) -> str:
    birth: Day | None = case.folder.one.card["birth"]
    return in_two(Day(birth.year, birth.month)) if birth else ""


NAME = Listed("姓名", lambda case: dotted_name(case.name), 15)
SEX, ETHNICITY = _card("性别", "sex", 7), _card("民族", "ethnicity", 11)
BORN, EDUCATION = Listed("出生年月", _born, 13), _card("学历", "education", 14)
START, END = Listed("预备期起", _start), Listed("预备期止", _end)
ACCEPTED, APPROVED = day_of("支部大会时间", ACCEPTING), day_of("批准时间", APPROVING)
ASKED = Roll("拟接收预备党员名册", (
    NAME, SEX, ETHNICITY, BORN, EDUCATION, day_of("申请入党时间", 1), day_of("确定积极分子时间", 3),
    day_of("列为发展对象时间", 8), ACCEPTED, *_ballots(ACCEPTING),
))  # fmt: skip
ADMITTED = Roll("接收预备党员名册", (NAME, SEX, ETHNICITY, BORN, EDUCATION, ACCEPTED, APPROVED, START, END))
FULL_ASKED = Roll("拟转正人员名册", (
    NAME, SEX, BORN, ACCEPTED, START, END, day_of("转正申请时间", 22), day_of("转正大会时间", DECIDING),
    *_ballots(DECIDING),
))  # fmt: skip
FULL_GRANTED = Roll("转正人员名册", (
    NAME, SEX, ETHNICITY, BORN, ACCEPTED, END, day_of("转正大会时间", DECIDING),
    day_of("批准时间", CERTIFYING), Listed("转正时间", lambda case: in_two(case.full)),
))  # fmt: skip
