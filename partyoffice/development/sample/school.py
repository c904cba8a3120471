"""Who of the invented school is on the way or came by it, and all that is written down of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import cycle, pairwise
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from partyoffice.core.dates import Day, days_after
from partyoffice.development.rules.steps import stages_of
from partyoffice.development.sample import classes, meetings, odd
from partyoffice.development.sample.days import (
    Way,
    after_meeting,
    candidate_days,
    to_activist,
    to_archive,
    to_meeting,
)
from partyoffice.development.sample.rows import Pool, around, post, steps
from partyoffice.members.queries import CHUNK, Someone, everyone
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact
from partyoffice.part import Sampling

BEGINNING, NEAR, OVER = range(3)
KINDS: dict[str, int] = {Category.CANDIDATE: NEAR, Category.PROBATIONARY: NEAR, Category.FULL: OVER}
# So many ways of each kind have all that belongs to them.
WHOLE, WHOLE_OF_MANY, MANY = {BEGINNING: 20, NEAR: 40, OVER: 14}, {BEGINNING: 10, NEAR: 14, OVER: 6}, 500
LONGEST = 400  # days some have been activists
LISTED = (112, 215, 95, 150, 222)  # days ago some of them were listed
STOPS = (13, 9, 15, 11, 8, 14, 10, 16, 12)


def invent(session: Session, wish: Sampling) -> None:
    """Give everybody who joined within the sampled years, or is on the way, what belongs to their steps."""
    rnd = Random(wish.seed + 1)
    people = everyone(session, wish.on, columns=("name", "full"))
    coming = _under_way(session, wish, people, rnd)
    ways = [*coming, *_joined(session, wish, people, rnd)]
    _choose_whole(ways, wish.members)
    for way in ways:
        post(way)
    session.add_all(list(odd.make_odd(ways, wish.on, rnd)))
    _lead(session, coming)
    _move_approval(session, [way for way in ways if way.moved])
    pool = _pool(people, wish.on)
    for way in ways:
        session.add_all(steps(way))
        session.add_all(around(way, pool, wish.on, rnd))
    session.flush()
    meetings.hold(session, ways, wish, rnd)
    classes.teach(session, ways, wish, rnd)


def _choose_whole(ways: Iterable[Way], members: int) -> None:
    """Let the newest ways have all that belongs to them; what else is nearly or wholly over is 补录."""
    left = Counter(WHOLE if members <= MANY else WHOLE_OF_MANY)
    for way in sorted(ways, key=lambda way: max(way.days.values()), reverse=True):
        kind = KINDS.get(way.category, BEGINNING)
        way.whole = left[kind] > 0
        left[kind] -= 1
        way.late = not way.whole and kind != BEGINNING
        if way.late:
            way.days = {number: day for number, day in way.days.items() if number in OLD_STEPS}


OLD_STEPS = frozenset({1, 2, 3, 4, 7, 8, 13, 15, 17, 20, 23, 24})  # what old rosters know


def _pool(people: list[Someone], on: date) -> Pool:
    """Return who may vouch: full members for so long that they were when anybody began."""
    long_ago = Day(on.year - 8, 1, 1)
    fit = [
        one
        for one in people
        if one.member and one.category == Category.FULL and one.card["full"] and one.card["full"] < long_ago
    ]
    fit = fit or [one for one in people if one.member and one.category == Category.FULL]
    found: dict[int | None, list[Someone]] = defaultdict(list)
    for one in fit:
        found[one.branch_id].append(one)
    return Pool(found, fit)


# -- who joined ------------------------------------------------------------------------------


def _joined(session: Session, wish: Sampling, people: list[Someone], rnd: Random) -> Iterator[Way]:
    """Yield the ways of those who joined, by the days the members' own histories have."""
    here = {one.id: one for one in people}
    first = Day(wish.on.year - wish.years, 1, 1)
    wanted = select(Person).where(Person.joined >= first).order_by(Person.id)
    for person in session.execute(wanted).scalars():
        if person.joined is None:
            continue
        days = to_meeting(person.joined.first, rnd) | after_meeting(person.joined.first)
        if person.full is not None:
            days |= to_archive(person.full.first)
        one = here.get(person.id)
        category = one.category if one is not None and one.present else Category.FULL
        days = {number: day for number, day in days.items() if day <= wish.on}
        yield Way(person, one.branch_id if one else None, category, days)


# -- who is on the way -----------------------------------------------------------------------


def _under_way(session: Session, wish: Sampling, people: list[Someone], rnd: Random) -> list[Way]:
    wanted = {Category.APPLICANT, Category.ACTIVIST, Category.CANDIDATE}
    here = {one.id: one for one in people if one.present and one.category in wanted}
    rows = _histories(session, list(here))
    ways: list[Way] = []
    stops = cycle(STOPS)
    for at, (key, one) in enumerate(here.items()):
        since = next(row.start for row in rows[key] if row.fact == Fact.CATEGORY)
        if since is None:
            continue  # so since before the books began: nobody invented is, and no day is made up
        category, day = _further(one.category, since.first, at, wish.on)
        stop = next(stops) if category == Category.CANDIDATE else at
        days = _days(category, day, stop, wish.on, rnd)
        ways.append(Way(session.get_one(Person, key), one.branch_id, category, days))
    return ways


def _histories(session: Session, ids: list[int]) -> dict[int, list[History]]:
    found: dict[int, list[History]] = defaultdict(list)
    for at in range(0, len(ids), CHUNK):
        wanted = select(History).where(History.person_id.in_(ids[at : at + CHUNK])).order_by(History.id)
        for row in session.execute(wanted).scalars():
            found[row.person_id].append(row)
    return found


def _further(category: str, since: date, at: int, on: date) -> tuple[str, date]:
    """Lead every third activist on: a school of any size has candidates at every step."""
    if category == Category.ACTIVIST and at % 3 == 1:
        return Category.CANDIDATE, days_after(on, -LISTED[at % len(LISTED)])
    return category, since


def _days(category: str, since: date, at: int, on: date, rnd: Random) -> dict[int, date]:
    if category == Category.CANDIDATE:
        return candidate_days(since, at, on, rnd)
    if category == Category.ACTIVIST:
        decided = days_after(on, at % 15 - LONGEST) if at % 3 == 0 else since
        days = to_activist(decided, rnd)
    else:
        days = {1: since, 2: days_after(since, rnd.randrange(3, 28))}
    return {number: day for number, day in days.items() if day <= on}


def _lead(session: Session, ways: list[Way]) -> None:
    """Let the histories tell the whole way: each category from the day of the step that brought it."""
    rows = _histories(session, [way.person.id for way in ways])
    for way in ways:
        closed = {number: Day.of(day) for number, day in way.days.items() if number not in way.begun}
        path = stages_of(closed)
        path = path[: [one for one, _ in path].index(Category(way.category)) + 1]
        for row in rows[way.person.id]:
            row.start = path[-1 if row.fact == Fact.CATEGORY else 0][1]
            row.value = str(way.category) if row.fact == Fact.CATEGORY else row.value
        session.add_all(_earlier(way.person.id, path))


def _move_approval(session: Session, ways: list[Way]) -> None:
    """Let the category of a 预备党员 whose meeting was moved begin with the approval again."""
    rows = _histories(session, [way.person.id for way in ways])
    for way in ways:
        way.person.joined = Day.of(way.days[15])
        for row in rows[way.person.id]:
            if row.fact == Fact.CATEGORY and row.value == Category.PROBATIONARY:
                row.start = Day.of(way.days[17])
            elif row.fact == Fact.CATEGORY:
                row.end = Day.of(way.days[17])


def _earlier(person: int, path: list[tuple[Category, Day]]) -> Iterator[History]:
    for (was, start), (_, end) in pairwise(path):
        yield History(
            person_id=person, fact=str(Fact.CATEGORY), value=str(was), start=start, end=end, reason="发展",
            end_reason="发展",
        )  # fmt: skip
