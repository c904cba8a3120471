from datetime import date

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.development.actions.students import note_wayfarer
from partyoffice.development.queries.students import leaving, pupils_on_the_way
from partyoffice.members.actions import add_person
from partyoffice.members.rules import Category

ON = date(2026, 11, 20)


@pytest.fixture
def ids(session):
    def person(name, birth):
        values = {"name": name, "birth": Day.parse(birth)}
        return add_person(session, values, category=Category.ACTIVIST).id

    return [person("林知夏", "2008-09-01"), person("周野", "1998-01-01")]


def test_several_get_one_day_of_leaving_and_who_leaves_first_stands_above(session, ids):
    assert [one.row for one in pupils_on_the_way(session, ON)] == [None, None]
    note_wayfarer(session, ids, {"leaves_on": Day(2027, 6, 30), "in_league": True})
    note_wayfarer(session, ids[1:], {"leaves_on": Day(2027, 1, 20), "leaves_for": "安和师范学院"})
    first, second = pupils_on_the_way(session, ON)
    assert (first.person.name, first.age, first.left, first.soon, first.this_term) == (
        "周野",
        28,
        61,
        True,
        True,
    )
    assert first.outgrown
    assert [one.code for one in first.findings] == ["leaving"]
    assert (second.person.name, second.age, second.soon, second.outgrown) == ("林知夏", 18, False, False)
    assert [one.person.name for one in leaving(session, ON)] == ["周野"]


def test_nobody_joins_the_league_before_birth(session, ids):
    with pytest.raises(OfficeError, match="早于出生"):
        note_wayfarer(session, ids, {"league_on": Day(1997, 5, 4)})
    with pytest.raises(OfficeError, match="没有选中"):
        note_wayfarer(session, [], {})
