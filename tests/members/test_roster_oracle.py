"""The roster of any day and the year's account against plain Python, on random lives."""

import shutil
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partyoffice.core.dates import Day
from partyoffice.members.changes import changes_in
from partyoffice.members.queries import everyone, roster
from partyoffice.members.records import History, Person
from partyoffice.members.rules import Category, Fact
from partyoffice.organisation.records import Organisation
from partyoffice.store.office import Office

DAYS = st.builds(
    Day, st.integers(2020, 2024), st.integers(1, 12), st.none() | st.sampled_from([1, 2, 15, 28])
)
EDGES = DAYS | st.sampled_from([Day(y, m, d) for y in (2021, 2022) for m, d in ((1, 1), (12, 31))])
VALUES = {
    Fact.PRESENCE: ["在册"],
    Fact.CATEGORY: [str(one) for one in Category],
    Fact.STATUS: ["正常", "停止党籍"],
    Fact.BRANCH: ["甲支部", "乙支部"],
}


def lives(fact):
    """Stretches of one fact that follow each other, the first perhaps without start, with gaps between."""

    def stretch(days, values, open_start, open_end):
        ordered = sorted({day.first: day for day in days}.values(), key=lambda day: day.first)
        if open_start:
            ordered = [None, *ordered]
        pairs = list(zip(ordered[::2], ordered[1::2], strict=False))
        if open_end and len(ordered) % 2:
            pairs.append((ordered[-1], None))
        return [(values[n % len(values)], *pair) for n, pair in enumerate(pairs)]

    many = st.lists(st.sampled_from(VALUES[fact]), min_size=1, max_size=4)
    return st.builds(stretch, st.lists(EDGES, max_size=5), many, st.booleans(), st.booleans())


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {"joined": st.none() | EDGES, "full": st.none() | EDGES, **{fact: lives(fact) for fact in VALUES}}
    ),
    min_size=1,
    max_size=4,
)


def at(rows, on):
    """What holds on a day: from ≤ D < to, a month standing for its first day."""
    held = [
        (value, start)
        for value, start, end in rows
        if (start is None or start.first <= on) and (end is None or on < end.first)
    ]
    assert len(held) <= 1
    return held[0] if held else (None, None)


def expected(person, on):
    category, start = at(person[Fact.CATEGORY], on)
    joined, full = person["joined"], person["full"]
    if start is None and category in {"正式党员", "预备党员"}:
        if joined and on < joined.first:
            category = None
        elif category == "正式党员" and full and on < full.first:
            category = "预备党员"
    present = at(person[Fact.PRESENCE], on)[0] is not None
    suspended = at(person[Fact.STATUS], on)[0] == "停止党籍"
    return {
        "present": present,
        "category": category or "",
        "branch": at(person[Fact.BRANCH], on)[0] or "",
        "member": present and category in {"正式党员", "预备党员"} and not suspended,
    }


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=PEOPLE, days=st.lists(st.dates(date(2019, 12, 1), date(2025, 2, 1)), min_size=3, max_size=6))
def test_the_roster_of_a_day_is_what_the_histories_say(blank, tmp_path, people, days):
    path = shutil.copyfile(blank, tmp_path / "a.dangwu")
    office = Office.open(path)
    try:
        with office.change("造") as session:
            bodies = {name: Organisation(name=name, kind="党支部") for name in VALUES[Fact.BRANCH]}
            session.add_all(bodies.values())
            session.flush()
            for n, person in enumerate(people):
                record = Person(name=f"沈{n}", joined=person["joined"], full=person["full"])
                session.add(record)
                session.flush()
                for fact in VALUES:
                    for value, start, end in person[fact]:
                        body = bodies[value].id if fact is Fact.BRANCH else None
                        row = {
                            "fact": str(fact),
                            "value": value,
                            "start": start,
                            "end": end,
                            "organisation_id": body,
                        }
                        session.add(History(person_id=record.id, **row))
        edges = [date(2021, 12, 31), date(2022, 1, 1), date(2022, 12, 31)]
        with office.reading() as session:
            for on in days + edges:
                wanted = [expected(person, on) for person in people]
                seen = everyone(session, on)
                assert [{key: getattr(one, key) for key in wanted[0]} for one in seen] == wanted
                assert [one.name for one in roster(session, on)] == [
                    f"沈{n}" for n, one in enumerate(wanted) if one["member"]
                ]
            for year in (2020, 2021, 2022, 2023, 2024):
                agrees(session, people, year)
    finally:
        office.release()


def agrees(session, people, year):
    """上年底 + 增 − 减 = 年底, and every move is one the days themselves show."""
    account = changes_in(session, year)
    assert account.closes
    first, last = date(year - 1, 12, 31), date(year, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    flags = [[expected(person, day)["member"] for day in days] for person in people]
    assert (account.before, account.after) == (sum(f[0] for f in flags), sum(f[-1] for f in flags))
    walked = [
        (f"沈{n}", days[at_], flags[n][at_])
        for n in range(len(people))
        for at_ in range(1, len(days))
        if flags[n][at_] != flags[n][at_ - 1]
    ]
    assert sorted((move.name, move.on, move.into) for move in account.moves) == sorted(walked)
    assert all(move.why for move in account.moves)
