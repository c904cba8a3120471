"""The records around the steps of one invented way: who vouches, reviews, 公示, 政审, papers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from partyoffice.core.dates import Day, days_after
from partyoffice.core.id_number import FEMALE, MALE
from partyoffice.core.invented import invent_name
from partyoffice.development.records import (
    Examined,
    Material,
    Posting,
    Review,
    Step,
    ThoughtReport,
    Voucher,
    Wayfarer,
)
from partyoffice.development.rules.archive import Case, required
from partyoffice.development.rules.profile import MENTOR, SPONSOR
from partyoffice.development.sample.days import Way, posting_of, quarter_days, review_days
from partyoffice.development.sample.words import told
from partyoffice.members.queries import Someone
from partyoffice.members.rules import edition_of
from partyoffice.store.base import Record

PLACE = "学校公示栏"
SCHOOL_BODY = "青禾中学党总支"


@dataclass(slots=True)
class Pool:
    """The full members who may vouch, by branch; each asked in turn."""

    members: dict[int | None, list[Someone]]
    everyone: list[Someone]
    at: int = 0

    def two(self, way: Way) -> list[Someone]:
        """Return two members of the branch, or of the school where it has not enough."""
        mine = [one for one in self.members.get(way.branch, ()) if one.id != way.person.id]
        here = mine if len(mine) > 1 else [one for one in self.everyone if one.id != way.person.id]
        self.at += 1
        return [here[(self.at + n) % len(here)] for n in range(min(2, len(here)))]


def steps(way: Way) -> Iterator[Step]:
    """Yield the steps: whole ones with their texts, the others with their days alone."""
    for number, day in sorted(way.days.items()):
        yield Step(
            person_id=way.person.id, number=number, on=Day.of(day), entered=Day.of(days_after(day, 2)),
            facts=told(way, number) if way.whole else dict(way.facts.get(number, {})),
            overrides=way.overrides.get(number, []), late_entry=way.late, open=number in way.begun,
        )  # fmt: skip
    for number in sorted(way.begun - set(way.days)):
        yield Step(person_id=way.person.id, number=number, facts=way.facts.get(number, {}), open=True)


def around(way: Way, pool: Pool, on: date, rnd: Random) -> Iterator[Record]:
    """Yield what belongs to the steps that were taken."""
    if 5 in way.days:
        yield from _vouchers(way, pool)
    if 3 in way.days:
        yield from _reviews(way, on, rnd)
    yield from _postings(way)
    if way.whole:
        yield from _more(way, on, rnd)


def _more(way: Way, on: date, rnd: Random) -> Iterator[Record]:
    person = way.person
    if 3 in way.days:
        for day in quarter_days(way.days[3], way.until(7, on), rnd):
            yield ThoughtReport(
                person_id=person.id, on=Day.of(day), subject="学习党章的体会", reader="方砚舟"
            )
    if 10 in way.days:
        yield from _examined(way, rnd)
    yield from _papers(way)
    yield Wayfarer(
        person_id=person.id, league_on=Day(person.birth.year + 15, 5) if person.birth else None,
        league_place="青禾市第一中学",
    )  # fmt: skip


def _vouchers(way: Way, pool: Pool) -> Iterator[Voucher]:
    mentors = pool.two(way)
    for role, number, people in ((MENTOR, 5, mentors), (SPONSOR, 9, mentors)):
        if number in way.days:
            for one in people[:2]:
                yield Voucher(
                    person_id=way.person.id, role=role, member_id=one.id, name=one.name,
                    start=Day.of(way.days[number]),
                )  # fmt: skip
    if 17 in way.days:
        way.person.sponsors = "、".join(one.name for one in mentors)


def _reviews(way: Way, on: date, rnd: Random) -> Iterator[Review]:
    held = way.reviewed if way.reviewed is not None else review_days(way.days[3], way.until(7, on), rnd)
    if not way.late:
        yield from (_review(way, 6, day) for day in held)
    if 17 in way.days and not way.late:
        meeting = way.days[15]
        yield from (_review(way, 21, day) for day in review_days(meeting, way.until(23, on), rnd))


def _review(way: Way, step: int, day: date) -> Review:
    return Review(
        person_id=way.person.id, step=step, on=Day.of(day), content="政治思想、工作、学习、作风等方面的表现",
        mentor_opinion="表现较好，继续培养。", branch_opinion="同意联系人意见。", secretary="方砚舟",
    )  # fmt: skip


def _postings(way: Way) -> Iterator[Posting]:
    for start, end, place, result in way.posted:
        yield Posting(
            person_id=way.person.id, place=place, scope="全校教职工", start=Day.of(start),
            end=Day.of(end) if end else None, objections="无" if result else "", result=result,
            secretary="方砚舟" if result else "",
        )  # fmt: skip


def post(way: Way) -> None:
    """Give a listing its consent and a 公示 of five working days."""
    if 8 not in way.days or not way.whole:
        return
    consented, start, last = posting_of(way.days[8], way.days[7])
    way.facts.setdefault(8, {})["consented"] = consented.isoformat()
    way.posted = [(start, last, PLACE, "不影响发展入党")]


def _examined(way: Way, rnd: Random) -> Iterator[Examined]:
    proved = Day.of(days_after(way.days[10], -6))
    family: Sequence[tuple[str, str]] = (
        ("父亲", MALE),
        ("母亲", FEMALE),
        ("配偶", FEMALE if way.person.sex == MALE else MALE),
    )
    yield _one(way, "本人", way.person.name, proved)
    for relation, sex in family:
        yield _one(way, relation, invent_name(rnd, sex), proved)


def _one(way: Way, relation: str, name: str, proved: Day) -> Examined:
    return Examined(
        person_id=way.person.id, relation=relation, name=name, political_status="群众",
        unit="青禾市某单位" if relation != "本人" else SCHOOL_BODY, findings="政治历史清楚，现实表现好。",
        breaches="无", proved_by="所在单位党组织", proved_on=proved,
    )  # fmt: skip


def _papers(way: Way) -> Iterator[Material]:
    """Yield the papers of the steps that are closed; the folder is kept by the branch until it is filed."""
    case, filed = Case(edition_of(way.until(8, way.days[max(way.days)]))), 25 in way.days
    for one in required(case):
        if one.step in way.days and one.step not in way.begun:
            yield Material(
                person_id=way.person.id, code=one.code, name=one.name, copy="原件",
                formed=Day.of(way.days[one.step]), pages=1 + (way.person.id + one.step) % 6,
                kept_at="人事档案" if filed and one.item else "支部文书",
            )  # fmt: skip
