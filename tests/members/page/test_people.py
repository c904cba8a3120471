from datetime import date

import pytest

from partyoffice.members.page.people import people_of
from partyoffice.members.queries import everyone


@pytest.fixture
def one(office):
    with office.reading() as session:
        return next(each for each in everyone(session, date(2026, 11, 20)) if each.present and each.branch)


def test_people_are_offered_with_branch_and_year_of_birth(office, one):
    people = people_of(office)
    found = people.seek(one.card["id_number"][-4:])
    wanted = f"{one.branch}·{one.card['birth'].year} 年生"
    assert (one.id, one.name, wanted) in [(each.id, each.name, each.notes) for each in found]
    assert people.named(one.id).name == one.name
    assert people.named(10**6) is None


def test_a_name_is_found_by_its_characters_and_nobody_by_a_wildcard(office, one):
    people = people_of(office)
    assert one.id in [each.id for each in people.seek(one.name)]
    assert people.seek("%") == []
    assert len(people.seek("")) > 20


def test_who_is_in_the_bin_is_not_offered(office, one):
    with office.change("移入回收站") as session:
        from partyoffice.members.actions import bin_person
        from partyoffice.members.records import Person

        bin_person(session, session.get_one(Person, one.id))
    assert one.id not in [each.id for each in people_of(office).seek(one.name)]
