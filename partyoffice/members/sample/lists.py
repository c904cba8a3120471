"""What the invented people wrote down of themselves: 简历, family, honours."""

from collections.abc import Iterator
from datetime import date
from random import Random

from partyoffice.core.dates import Day
from partyoffice.core.id_number import FEMALE, MALE
from partyoffice.core.invented import invent_name
from partyoffice.members.records import Award, Experience, Person, Relative
from partyoffice.members.rules import retires_in

SCHOOL_NAME, OFFICE = "青禾中学", "事业单位管理岗位"
HIGH_SCHOOLS = ("青禾市第一中学", "青禾市第三中学", "霁山县中学", "鹿屿县第二中学")
FIRST_SCHOOLS = ("霁山县第四中学", "竹汀区实验中学", "鹿屿县初级中学", "望禾区第五中学")
MASTER, BACHELOR, SHORT = "硕士研究生", "大学本科", "大学专科"
LONG_AT_WORK = 8  # from so many years on some have come from another school

Stretch = tuple[Day, Day | None, str]


def family_and_honours(rnd: Random, years: range, person: Person) -> Iterator[Relative | Award]:
    """Yield a spouse for every second, an honour for every fifth."""
    if rnd.random() < 0.5:
        yield Relative(
            person_id=person.id, relation="配偶", name="", political_status="群众", unit="青禾市某单位"
        )
    if rnd.random() < 0.2:
        yield Award(
            person_id=person.id,
            on=Day(rnd.choice(years), 7, 1),
            kind="优秀共产党员",
            name="校优秀共产党员",
            body="青禾中学党总支",
        )


def experiences(person: Person, on: date, left: date | None) -> Iterator[Experience]:
    """Yield 简历 from the upper school on, as the card's own dates have it.

    The dice are the person's own, so that nothing else that is invented hangs on them.
    """
    if person.graduated is None or person.work_start is None:
        return
    rnd = Random(person.id_number)
    until = Day(left.year, left.month) if left and left > person.work_start.last else None
    study = _study(rnd, person, person.graduated.year)
    for start, end, unit in (*study, *_work(rnd, person, person.work_start, until, on)):
        witness = invent_name(rnd, rnd.choice((MALE, FEMALE)))
        yield Experience(person_id=person.id, start=start, end=end, unit=unit, witness=witness)


def _study(rnd: Random, person: Person, done: int) -> Iterator[Stretch]:
    first_degree = done - 3 if person.education == MASTER else done
    begun = first_degree - (3 if person.education == SHORT else 4)
    course = f"{person.college}{person.major}专业"
    yield Day(begun - 3, 9), Day(begun, 7), f"{rnd.choice(HIGH_SCHOOLS)}学生"
    yield Day(begun, 9), Day(first_degree, 7), f"{course}学生"
    if person.education == MASTER:
        yield Day(first_degree, 9), Day(done, 7), f"{course}硕士研究生"


def _work(rnd: Random, person: Person, start: Day, until: Day | None, on: date) -> Iterator[Stretch]:
    here = f"{SCHOOL_NAME}总务处职员" if person.job == OFFICE else f"{SCHOOL_NAME}{person.subject}教师"
    elsewhere = person.job != OFFICE and person.education != MASTER
    if on.year - start.year > LONG_AT_WORK and elsewhere and rnd.random() < 0.4:
        came = Day(start.year + rnd.randint(2, 5), 8)
        yield start, came, f"{rnd.choice(FIRST_SCHOOLS)}{person.subject}教师"
        start = came
    retired = retires_in(person.sex, person.birth) if person.job == "退休人员" else None
    if retired is not None and retired.first <= (until or Day.of(on)).first:
        yield start, retired, here
        start, here = retired, f"{SCHOOL_NAME}退休"
    yield start, until, here


def finish_school(person: Person, born: date, on: date) -> None:
    """Let who is a master have studied until 25; who is younger has only begun to."""
    work = Day(born.year + 25, 8)
    if person.education == MASTER and work.last > on:
        person.education = BACHELOR
    elif person.education == MASTER:
        person.graduated, person.work_start = Day(work.year, 7), work
