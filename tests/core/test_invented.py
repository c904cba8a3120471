from datetime import date
from itertools import islice
from random import Random

import pytest

from partyoffice.core import codes
from partyoffice.core.id_number import read_id_number
from partyoffice.core.invented import COUNTIES, HAN, PHONE_BLOCK, invent_name, invent_people, invent_person
from partyoffice.core.names import split_name, strokes

YEARS = range(1950, 2008)


@pytest.fixture(scope="module")
def people():
    return list(islice(invent_people(Random(7), years=YEARS), 1500))


def test_one_seed_always_gives_the_same_people(people):
    again = list(islice(invent_people(Random(7), years=YEARS), 100))
    assert again == people[:100]
    assert next(invent_people(Random(8), years=YEARS)) != people[0]


def test_numbers_pass_every_check_and_belong_to_no_county(people):
    for person in people:
        read = read_id_number(person.id_number)
        assert read.valid
        assert not read.message
        assert (read.born, read.sex) == (person.born, person.sex)
        assert person.id_number[:6] in COUNTIES


def test_nobody_shares_a_number_or_a_phone(people):
    assert len({person.id_number for person in people}) == len(people)
    assert len({person.phone for person in people}) == len(people)


def test_phones_come_from_the_made_up_block(people):
    assert all(len(person.phone) == 11 and person.phone.startswith(PHONE_BLOCK) for person in people)


def test_everybody_lives_in_the_invented_town(people):
    assert all(person.address.startswith("青禾市") for person in people)
    assert all(person.native_place.startswith("青禾") for person in people)


def test_birthdays_keep_to_the_years_asked_for(people):
    assert {person.born.year for person in people} <= set(YEARS)
    assert invent_person(Random(1), years=range(1950, 1951)).born.year == 1950


def test_nations_are_labels_of_the_table(people):
    assert {person.nation for person in people} <= set(codes.labels("nation"))
    assert 0.8 < sum(person.nation == HAN for person in people) / len(people) < 0.97


def test_names_of_every_kind_occur(people):
    names = {person.name for person in people}
    assert any("·" in name for name in names)
    assert any(len(split_name(name)[0]) == 2 for name in names)
    assert any(len(name) == 2 for name in names)
    assert any(char in name for name in names for char in "㛃䶮𬭎𬱖")
    assert all(strokes(char) for name in names for char in name if char != "·")


def test_now_and_then_two_people_bear_one_name(people):
    assert people[59].name in {person.name for person in people[:59]}
    assert people[59].nation == HAN
    assert people[59].id_number not in {person.id_number for person in people[:59]}


def test_a_name_can_be_given():
    person = invent_person(Random(3), years=YEARS, name="林知夏")
    assert (person.name, person.nation) == ("林知夏", HAN)


def test_given_names_follow_the_sex():
    male = {invent_name(Random(seed), "男")[-1] for seed in range(300)}
    female = {invent_name(Random(seed), "女")[-1] for seed in range(300)}
    assert male & female <= set("㛃䶮𬭎𬱖堃喆瑀旸珺翀")


def test_a_clash_of_numbers_is_drawn_again(monkeypatch):
    phones = iter(["19900000001", "19900000001", "19900000002"])
    monkeypatch.setattr("partyoffice.core.invented.invent_phone", lambda _rnd: next(phones))
    first, second = islice(invent_people(Random(1), years=YEARS), 2)
    assert (first.phone, second.phone) == ("19900000001", "19900000002")


def test_leap_days_are_possible_birthdays():
    leap = {invent_person(Random(seed), years=range(2000, 2001)).born for seed in range(3000)}
    assert date(2000, 2, 29) in leap
