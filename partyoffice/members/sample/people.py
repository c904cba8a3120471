"""An invented school: people, ten years of joining, moving and leaving. Nobody in it exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from partyoffice.core import codes
from partyoffice.core.dates import Day, add_months, add_years_forward
from partyoffice.core.invented import Person as Invented
from partyoffice.core.invented import invent_people
from partyoffice.members.actions import first_rows
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact, Leaving
from partyoffice.members.sample.lists import SCHOOL_NAME, experiences, family_and_honours, finish_school
from partyoffice.members.taking import open_books
from partyoffice.organisation import actions as organise
from partyoffice.organisation.records import APPROVER, CHARGE, FILLER, SAMPLE, Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.part import Sampling
from partyoffice.store import settings

BRANCHES = {
    "第一党支部（文科）": ("语文组小组", "英语组小组", "史地组小组"),
    "第二党支部（理科）": ("数学组小组", "物理组小组", "生化组小组"),
    "第三党支部（行政后勤）": ("行政小组", "后勤小组"),
    "第四党支部（离退休）": ("离退休一组", "离退休二组"),
}
SUBJECTS = ("语文", "英语", "历史", "数学", "物理", "化学", "地理", "生物")
TITLES = ("正高级教师", "高级教师", "一级教师", "一级教师", "二级教师")
POSTS = ("党支部书记", "组织委员", "宣传委员", "纪检委员")
GONE_SHARE, ON_THE_WAY_SHARE = 0.14, 0.12
RETIRED_AGE = 60
RECENT = 320  # days within which those on the way came to where they are


@dataclass(slots=True)
class _World:
    """What the invention works with."""

    session: Session
    rnd: Random
    wish: Sampling
    branches: list[tuple[Organisation, list[Organisation]]]

    @property
    def opened(self) -> date:
        """The day the books were opened, ten years back."""
        return date(self.wish.on.year - self.wish.years, 1, 1)

    def day_within(self, start: date, end: date) -> date:
        """Return a random day from ``start`` up to ``end``."""
        return start + timedelta(days=self.rnd.randrange(max(1, (end - start).days)))


def invent(session: Session, wish: Sampling) -> None:
    """Fill an empty office: exactly ``wish.members`` on today's roster, and those who left or apply."""
    rnd = Random(wish.seed)
    world = _World(session, rnd, wish, _organise(session))
    _setup(session, world)
    gone, coming = round(wish.members * GONE_SHARE), round(wish.members * ON_THE_WAY_SHARE)
    years = range(wish.on.year - 82, wish.on.year - 23)
    people = list(islice(invent_people(rnd, years=years), wish.members + gone + coming))
    members = list(_members(world, people[: wish.members + gone], stay=wish.members))
    rows = [*members, *_candidates(world, people[wish.members + gone :])]
    session.add_all(one.person for one in rows)
    session.flush()
    for one in rows:
        session.add_all(one.rows(world))
    _officers(world, [one for one in rows if not one.left and one.category is Category.FULL])
    session.flush()


def _organise(session: Session) -> list[tuple[Organisation, list[Organisation]]]:
    root = organise.set_up(session, SCHOOL_NAME, OrgKind.GENERAL)
    made = []
    for name, groups in BRANCHES.items():
        branch = organise.found(session, name, OrgKind.BRANCH, root.id)
        made.append((branch, [organise.found(session, group, OrgKind.GROUP, branch.id) for group in groups]))
    return made


def _setup(session: Session, world: _World) -> None:
    settings.put(session, SAMPLE, value=True)
    settings.put(session, APPROVER, "中共青禾市教育局委员会")
    settings.put(session, CHARGE, "方砚舟")
    settings.put(session, FILLER, "林知夏")
    open_books(session, world.opened)
    for branch, _ in world.branches:
        for number in range(1, 5):
            start = date(world.opened.year + 3 * (number - 1), 9, 15)
            if start <= world.wish.on:
                term = organise.begin_term(session, branch, number, Day.of(start))
                term.ended = (
                    Day(start.year + 3, 9, 15) if date(start.year + 3, 9, 15) <= world.wish.on else None
                )


@dataclass(slots=True)
class _Life:
    """One invented person's way through the ten years."""

    person: Person
    category: Category
    since: Day | None
    place: int
    approved: date | None = None
    full_approved: date | None = None
    moved: date | None = None
    left: date | None = None
    how: str = ""

    def rows(self, world: _World) -> Iterator[Any]:
        """Yield the histories and lists once the person has an id."""
        branch, groups = world.branches[self.place]
        group = groups[self.person.id % len(groups)]
        yield from self._closed(self._histories(world, branch, group))
        yield from _lists(world, self)

    def _histories(self, world: _World, branch: Organisation, group: Organisation) -> list[History]:
        reason = "" if self.since is None else "转入" if self.approved is None else "发展"
        first = Category.PROBATIONARY if self.full_approved else self.category
        if self.approved and world.opened < self.approved:
            first = Category.CANDIDATE
        made = first_rows(self.person, first, self.since, reason, branch, group)
        if self.approved and first is Category.CANDIDATE:
            made = _then(made, Category.PROBATIONARY, self.approved, "上级党委批准")
        if self.full_approved:
            made = _then(made, Category.FULL, self.full_approved, "转正")
        return self._moved(world, made)

    def _moved(self, world: _World, made: list[History]) -> list[History]:
        if self.moved is None:
            return made
        before = world.branches[(self.place + 1) % 3][0]
        row = next(row for row in made if row.fact == Fact.BRANCH)
        old = History(
            person_id=self.person.id, fact=row.fact, value=before.name, organisation_id=before.id,
            start=row.start,
            end=Day.of(self.moved), reason=row.reason, end_reason="校内调整",
        )  # fmt: skip
        row.start, row.reason = Day.of(self.moved), "校内调整"
        return [old, *made]

    def _closed(self, made: list[History]) -> list[History]:
        for row in made:
            if self.left is not None and row.end is None:
                row.end, row.end_reason = Day.of(self.left), self.how
        return made


def _then(made: list[History], category: Category, on: date, reason: str) -> list[History]:
    last = [row for row in made if row.fact == Fact.CATEGORY][-1]
    if last.start is not None and on <= last.start.first:
        return made
    last.end, last.end_reason = Day.of(on), reason
    new = History(
        person_id=last.person_id,
        fact=last.fact,
        value=str(category),
        start=Day.of(on),
        end=None,
        reason=reason,
    )
    return [*made, new]


def _members(world: _World, people: list[Invented], stay: int) -> Iterator[_Life]:
    for at, one in enumerate(people):
        life = _joined(world, one)
        earliest = max(
            world.opened,
            life.approved or world.opened,
            life.full_approved or world.opened,
            life.moved or world.opened,
        )
        if at >= stay:
            life.left = min(world.day_within(earliest + timedelta(days=30), world.wish.on), world.wish.on)
            life.how = str(Leaving.DEATH if life.place == 3 else Leaving.TRANSFER)
            if world.rnd.random() < 0.1:
                life.how = str(Leaving.SELF_LEFT)
        yield life


def _joined(world: _World, one: Invented) -> _Life:
    on, rnd = world.wish.on, world.rnd
    age = on.year - one.born.year
    latest = add_years_forward(one.born, min(45, age - 1)) if age > 46 else on - timedelta(days=200)
    joined = world.day_within(
        max(add_years_forward(one.born, 22), date(1982, 9, 6)), max(latest, add_years_forward(one.born, 23))
    )
    joined = min(joined, on - timedelta(days=200))
    approved, full = add_months(joined, 1), add_years_forward(joined, 1)
    full_approved = add_months(full, 2)
    is_full = full_approved <= on
    place = 3 if age >= RETIRED_AGE else rnd.choice((0, 0, 1, 1, 2))
    person = _person(rnd, one, joined, full if is_full else None, place)
    finish_school(person, one.born, on)
    life = _Life(person, Category.FULL if is_full else Category.PROBATIONARY, None, place)
    life.approved = approved if approved > world.opened else None
    life.full_approved = full_approved if is_full and full_approved > world.opened else None
    if life.full_approved and not life.approved:
        life.approved = None
    elif not life.approved and place < 3 and rnd.random() < 0.15:
        life.moved = world.day_within(world.opened, on - timedelta(days=60))
    return life


def _person(rnd: Random, one: Invented, joined: date | None, full: date | None, place: int) -> Person:
    retired = place == 3
    staff = place == 2
    title = "" if staff else rnd.choice(TITLES)
    work = add_years_forward(one.born, 22)
    return Person(
        name=one.name, sex=one.sex, ethnicity=one.nation, native_place=one.native_place,
        birth=Day.of(one.born),
        id_number=one.id_number, phone=one.phone, address=one.address, household=one.address, taiwan="否",
        marital_status="已婚" if rnd.random() < 0.8 else "未婚", joined=Day.of(joined) if joined else None,
        full=Day.of(full) if full else None, archive_place="青禾市教育局" if rnd.random() < 0.93 else "",
        education=rnd.choice(("大学本科", "大学本科", "硕士研究生", "大学专科")),
        degree=rnd.choice(("", "文学学士", "理学学士")),
        education_kind="全日制教育", graduated=Day(work.year, 7), college="青禾师范大学",
        major=rnd.choice(SUBJECTS) + "教育",
        work_start=Day(work.year, 8),
        job="退休人员" if retired else "事业单位管理岗位" if staff else "事业单位专业技术岗位",
        migrant="否", frontline="否" if retired or staff else "是", floating="否", title_name=title,
        title_level=codes.level("title", title) if title else "",
        establishment="离退休" if retired else "在编",
        subject="" if retired or staff else rnd.choice(SUBJECTS),
        grade="" if retired or staff else rnd.choice(("高一", "高二", "高三")),
        staff_number=f"{rnd.randrange(10**5):05d}",
        sponsors="方砚舟、沈砚秋" if joined else "",
    )  # fmt: skip


def _candidates(world: _World, people: list[Invented]) -> Iterator[_Life]:
    ways = (Category.CANDIDATE, Category.ACTIVIST, Category.ACTIVIST, Category.APPLICANT, Category.APPLICANT)
    for one in people:
        category = world.rnd.choice(ways)
        place = world.rnd.choice((0, 1, 2))
        since = world.day_within(max(world.opened, world.wish.on - timedelta(days=RECENT)), world.wish.on)
        person = _person(world.rnd, one, None, None, place)
        finish_school(person, one.born, world.wish.on)
        yield _Life(person, category, Day.of(min(since, world.wish.on)), place)


def _lists(world: _World, life: _Life) -> Iterator[Any]:
    on = world.wish.on
    yield from family_and_honours(world.rnd, range(world.opened.year, on.year), life.person)
    yield from experiences(life.person, on, life.left)


def _officers(world: _World, lives: list[_Life]) -> None:
    for place, (branch, groups) in enumerate(world.branches):
        mine = [one.person for one in lives if one.place == place]
        chosen = world.rnd.sample(mine, min(len(mine), len(POSTS) + len(groups)))
        for post, body, person in zip(
            (*POSTS, *("党小组组长" for _ in groups)), (*[branch] * len(POSTS), *groups), chosen, strict=False
        ):
            start = (
                Day(world.wish.on.year - world.wish.on.year % 3, 9, 15) if world.wish.on.year % 3 else None
            )
            start = start if start is None or start.first <= world.wish.on else None
            world.session.add(
                History(
                    person_id=person.id,
                    fact=str(Fact.POST),
                    value=post,
                    organisation_id=body.id,
                    start=start,
                    end=None,
                    reason="选举产生",
                )
            )
