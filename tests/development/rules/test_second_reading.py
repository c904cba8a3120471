"""Random files judged by the program and by a second, naive reading of the rules (second_reading.py)."""

from datetime import date, timedelta
from itertools import starmap
from random import Random

import pytest
from second_reading import (
    BORDER,
    FULL,
    activist_since,
    blocked,
    deadline,
    earliest_candidate,
    fifth_working_day,
    full_on,
    half_years,
)

from partyoffice.core.dates import Day
from partyoffice.core.finding import Severity
from partyoffice.development.rules.editions import Choice
from partyoffice.development.rules.fields import FIELDS
from partyoffice.development.rules.file import Ballot, File, Taken
from partyoffice.development.rules.judging import LACKING, MISSING, judge
from partyoffice.development.rules.notice import Posting
from partyoffice.development.rules.people import Voucher
from partyoffice.development.rules.reckoning import probation_of
from partyoffice.development.rules.standing import due_on, earliest_on
from partyoffice.development.rules.training import Spell, reviews_on
from partyoffice.members.rules import Category, Edition

ON = date(2026, 11, 20)
CODES = ["4-3", "1-1", "2-6", "3-9", "5-1", "5-2"]
DECISIONS = ("按期转正", "按期转正", "按期转正", "延长预备期", "取消预备党员资格")


def walked(rnd):
    """Return days of steps, mostly in order, some missing."""
    at, days = date(2024, 1, 1) + timedelta(days=rnd.randrange(500)), {}
    for number in range(1, 26):
        at += timedelta(days=rnd.choice((-3, 1, 8, 20, 31, 60)) + (340 if number == 7 else 0))
        if rnd.random() < 0.9:
            days[number] = min(at, ON)
    return days


RESULTS = ("", "不影响发展入党", "影响发展入党")
PLACES = (("校内", 7), ("家乡", 9), ("校内", 4), ("校内", 12))


def posted(rnd, start):
    """Return up to two 公示, some too short, some not over."""
    return [
        (start, rnd.choice((None, start + timedelta(days=length))), place, rnd.choice(RESULTS))
        for place, length in rnd.sample(PLACES, rnd.randrange(3))
    ]


def history(rnd):
    """Return an invented person as the second reading sees one; every third rule is bent a little."""
    days, start = walked(rnd), date(2026, rnd.randrange(1, 12), rnd.randrange(1, 28))
    eighteen = date(min(days.values()).year - 18, rnd.randrange(1, 13), rnd.randrange(1, 29))
    names = [(n, FULL) for n in range(3)]
    young, double = [names[0], (5, "预备党员")], names[:1] * 2
    return {
        "days": days, "birth": eighteen if rnd.random() < 0.3 else date(1990, 2, 28),
        "received": days.get(1) and days[1] + timedelta(days=rnd.randrange(5)),
        "chosen": rnd.choice((None, None, 2014, 2026)),
        "spells": [(date(2024, 1, 5), date(2024, 3, rnd.randrange(1, 31)))] if rnd.random() < 0.3 else [],
        "reviews": [date(2024, 6, 1) + timedelta(days=rnd.randrange(800)) for _ in range(rnd.randrange(5))],
        "extended": rnd.choice((0, 0, 0, 6, 9, 12)), "came": rnd.random() < 0.2,
        "mentors": rnd.choice((names[:1], names[:2], names, [], young[1:], double)),
        "sponsors": rnd.choice((names[:2], names[1:], names[:1], double, young)),
        "consented": rnd.choice((None, start - timedelta(days=2))), "floating": rnd.random() < 0.2,
        "postings": posted(rnd, start),
        "conclusion": rnd.choice(("合格", "合格", "不合格", "")),
        "trained": (rnd.choice((2, 3)), rnd.choice((16, 20, 24))),
        "votes": {n: (20, rnd.choice((10, 11, 20))) for n in (15, 23) if rnd.random() < 0.8},
        "body": rnd.choice(("有审批权的基层党委", "有审批权的基层党委", "党总支", "临时党组织")),
        "decision": rnd.choice(DECISIONS), "months": rnd.choice((5, 6, 12, 13)),
        "papers": frozenset(rnd.sample(CODES, rnd.choice((5, 6)))),
    }  # fmt: skip


def given(one, number):
    """Return the texts on the form of a step, the required ones filled."""
    facts = {each.key: "同意" for each in FIELDS[number] if each.required}
    special = {
        1: {"received": str(one["received"] or "")}, 8: {"consented": str(one["consented"] or "")},
        10: {"conclusion": one["conclusion"]},
        11: {"days": str(one["trained"][0]), "hours": str(one["trained"][1])}, 13: {"result": "合格"},
        17: {"body_kind": one["body"], "body": "党委"},
        23: {"decision": one["decision"], "months": str(one["months"])},
    }  # fmt: skip
    return facts | special.get(number, {})


def file_of(one, number=0, day=None):
    """Return the same person as the program sees one; ``number`` is begun on ``day``, not closed."""
    days = {n: on for n, on in one["days"].items() if n != number}
    steps = {n: Taken(n, Day.of(on), given(one, n)) for n, on in days.items()}
    if number:
        steps[number] = Taken(number, Day.of(day), given(one, number), open=True)
    chosen = one["chosen"]
    return File(
        1, "许青禾", Category.APPLICANT, birth=Day.of(one["birth"]), steps=steps, extended=one["extended"],
        choice=Choice(Edition(chosen), "请示后指定", ON) if chosen else None, floating=one["floating"],
        came_on=Day(2026, 1, 5) if one["came"] else None,
        mentors=[Voucher(key, f"甲{key}", kind) for key, kind in one["mentors"]],
        sponsors=[Voucher(key, f"乙{key}", kind) for key, kind in one["sponsors"]],
        reviews=one["reviews"], spells=list(starmap(Spell, one["spells"])), papers=one["papers"],
        postings=[
            Posting(Day.of(start), Day.of(end) if end else None, place, result)
            for start, end, place, result in one["postings"]
        ],
        votes={n: Ballot(Day.of(ON), due, 20, yes, 2 * yes > due) for n, (due, yes) in one["votes"].items()},
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_a_step_is_blocked_exactly_where_the_second_reading_blocks_it(seed):
    rnd = Random(seed)
    for _ in range(25):
        one = history(rnd)
        for number in range(1, 26):
            day = one["days"].get(number) or ON - timedelta(days=rnd.randrange(300))
            said = judge(file_of(one, number, day), number, ON)
            found = {each.code for each in said if each.severity is Severity.BLOCK} - {LACKING}
            expected = blocked(
                {**one, "days": {n: d for n, d in one["days"].items() if n != number}}, number, day
            )
            assert {"before" if code == MISSING else code for code in found} == expected, (number, day, one)


@pytest.mark.parametrize("seed", range(12))
def test_earliest_and_last_days_are_those_of_the_second_reading(seed):
    rnd = Random(1000 + seed)
    for _ in range(40):
        one = history(rnd)
        file, on = file_of(one), ON - timedelta(days=rnd.randrange(400))
        assert earliest_on(file, 7, on) == earliest_candidate(one)
        assert earliest_on(file, 23, on) == full_on(one)
        for number in (2, 6, 15, 17, 20, 22, 23, 24):
            assert due_on(file, number, on) == deadline(one, number, on), (number, on, one)


@pytest.mark.parametrize("seed", range(6))
def test_overdue_reviews_and_the_end_of_probation_are_those_of_the_second_reading(seed):
    rnd = Random(2000 + seed)
    for _ in range(60):
        one = history(rnd)
        on = ON - timedelta(days=rnd.randrange(400))
        if activist_since(one) and activist_since(one) <= on:
            found = reviews_on(activist_since(one), one["reviews"], on)
            assert (list(found.overdue), found.upcoming) == half_years(one, on)
        runs = probation_of(file_of(one))
        assert (runs.full if runs else None) == full_on(one)
        if runs is not None:
            assert runs.end == full_on(one) - timedelta(days=1)


@pytest.mark.parametrize("offset", range(-40, 40, 7))
def test_a_listing_around_the_border_falls_under_its_own_edition_in_both_readings(offset):
    rnd = Random(offset)
    for _ in range(20):
        one = {**history(rnd), "chosen": None, "days": {3: date(2024, 9, 2), 7: date(2026, 3, 20)}}
        day = BORDER + timedelta(days=offset + rnd.randrange(7))
        start = day - timedelta(days=rnd.randrange(5, 14))
        one["postings"] = [(start, day - timedelta(days=1), "校内", "不影响发展入党")]
        one["consented"] = start
        said = judge(file_of(one, 8, day), 8, ON)
        blocks = {each.code for each in said if each.severity is Severity.BLOCK}
        assert blocks == blocked(one, 8, day)
        if day >= BORDER:
            assert bool(blocks) == (fifth_working_day(start) > day - timedelta(days=1) or one["floating"])
