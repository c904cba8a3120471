"""谈心谈话 of a year: whom it leaves out (Article 19).

| branch | talks | lacks |
|---|---|---|
| two of the committee, two members | none | members both ways, the committee a member, the pair |
| the same | 1–2, 1–3, 2–4, 3–4 | nothing |
"""

from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.meetings.rules.kinds import TALKS
from partyoffice.meetings.rules.talks import (
    COUNTED,
    Coverage,
    Pair,
    Standing,
    Want,
    called_for,
    check_pair,
    check_person,
    coverage,
    due_by,
    kind_between,
    reminds,
)

COMMITTEE, MEMBERS = (1, 2), (3, 4)


def lacks(found):
    return {one.person: one.lacks for one in found.people}


def test_without_a_talk_everybody_lacks_what_the_article_asks_for():
    found = coverage(COMMITTEE, MEMBERS, [])
    both = (Want.COMMITTEE, Want.MEMBER)
    assert lacks(found) == {1: (Want.MEMBER,), 2: (Want.MEMBER,), 3: both, 4: both}
    assert found.pairs == [Pair(1, 2, 0)]
    assert found.lacking == (4, 1)


def test_one_talk_of_each_sort_is_enough_whoever_began_it():
    found = coverage(COMMITTEE, MEMBERS, [(2, 1), (3, 1), (2, 4), (4, 3), (3, 4)])
    assert found.lacking == (0, 0)
    assert found.people[2] == Standing(3, sits=False, with_committee=1, with_members=2, lacks=())
    assert found.pairs[0].talks == 1


def test_a_talk_with_the_committee_is_none_with_a_member():
    assert lacks(coverage(COMMITTEE, MEMBERS, [(1, 3), (2, 3)]))[3] == (Want.MEMBER,)


def test_a_branch_of_few_is_asked_only_for_whom_there_is():
    assert coverage((), (), []) == Coverage([], [])
    assert lacks(coverage((), (3,), [])) == {3: ()}
    assert lacks(coverage((1,), (3,), [])) == {1: (Want.MEMBER,), 3: (Want.COMMITTEE,)}
    assert lacks(coverage((1, 2), (), [])) == {1: (), 2: ()}
    assert len(coverage((1, 2, 5), (), []).pairs) == 3


@pytest.mark.parametrize(
    ("one", "other", "kind"), [(True, True, TALKS[0]), (True, False, TALKS[1]), (False, False, TALKS[2])]
)
def test_the_sort_of_a_talk_follows_from_who_sits_in_the_committee(one, other, kind):
    assert kind_between(one, other) == kind
    assert kind in COUNTED


def test_what_lacks_is_called_for_from_october_until_the_year_is_over():
    assert not reminds(2026, date(2026, 9, 30))
    assert reminds(2026, date(2026, 10, 1))
    assert due_by(2026) == date(2026, 12, 31)


def test_what_lacks_is_said_with_its_counts_and_article():
    [said] = check_person("林知夏", 2026, Standing(3, False, 0, 2, (Want.COMMITTEE,)))
    assert said.message == "林知夏 2026 年还没有与支委谈"
    assert said.arithmetic == "与支委 0 次，与党员 2 次，一般各不少于 1 次"
    assert said.article.endswith("第十九条")
    [seated] = check_person("沈砚秋", 2026, Standing(1, True, 1, 0, (Want.MEMBER,)))
    assert seated.arithmetic == "与党员 0 次，一般各不少于 1 次"
    assert check_person("沈砚秋", 2026, Standing(1, True, 1, 1, ())) == []
    [pair] = check_pair(("沈砚秋", "方砚舟"), 2026, Pair(1, 2, 0))
    assert pair.who == "沈砚秋、方砚舟"
    assert check_pair(("沈砚秋", "方砚舟"), 2026, Pair(1, 2, 1)) == []


@pytest.mark.parametrize(
    ("punished", "talked", "on", "by"),
    [
        (Day(2026, 5, 20), [], date(2026, 11, 20), date(2026, 6, 20)),
        (Day(2026, 5, 19), [], date(2026, 11, 20), None),
        (Day(2026, 11, 20), [], date(2026, 11, 20), date(2026, 12, 20)),
        (Day(2026, 11, 21), [], date(2026, 11, 20), None),
        (Day(2026, 11, 10), [Day(2026, 11, 9)], date(2026, 11, 20), date(2026, 12, 10)),
        (Day(2026, 11, 10), [Day(2026, 11, 10)], date(2026, 11, 20), None),
        (Day(2026, 11), [Day(2026, 11)], date(2026, 11, 20), None),
    ],
)
def test_a_punishment_asks_for_a_talk_for_half_a_year(punished, talked, on, by):
    assert called_for(punished, talked, on) == by
