"""Who was touched is read again alone; the list must then be the one a whole reading gives."""

import contextlib
import random

import pytest

from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members import actions, views
from partyoffice.members.page import listing
from partyoffice.members.records import Person
from partyoffice.members.rules import Category, Fact, Leaving
from partyoffice.organisation.records import SCHOOL
from partyoffice.store import settings

COLUMNS = ("sex", "birth", "category", "branch", "group", "joined", "full")
QUERIES = ("shen", "l", "正式", "33", "新来", "xl")


def told(found):
    """Say by person, not by position, what a listing shows."""
    ids = [one.id for one in found.book.people]
    rows = {view: {ids[at] for at in places} for view, places in found.rows.items()}
    sought = {query: {ids[at] for at in found.finder.find(query)} for query in QUERIES}
    people = {
        one.id: (one.card, one.category, one.branch, one.group, one.posts, one.other)
        for one in found.book.people
    }
    counts = {view: found.body_counts(view) for view in views.TITLES}
    return rows, sought, people, counts


def add(session, dice):
    actions.add_person(
        session, {"name": f"新来{dice.choice('安白程段')}"}, category=Category.FULL, since=Day(2026, 9, 1)
    )


def mend(session, person, dice):
    actions.correct_card(
        session, person, {"name": f"沈{dice.choice('砚秋雨')}", "phone": f"1990000{dice.randrange(9999):04}"}
    )


def leave(session, person, _dice):
    actions.leave(session, person, Leaving.TRANSFER, Day(2026, 10, 8))


def come_back(session, person, _dice):
    actions.come_back(
        session, person, Day(2026, 11, 2), category=Category.FULL, reason="转入组织关系", branch=None
    )


def suspend(session, person, _dice):
    actions.change(session, person, Fact.STATUS, "停止党籍", Day(2026, 11, 3))


def bin_(session, person, _dice):
    actions.unbin_person(session, person) if person.binned else actions.bin_person(session, person)


def turn(office, dice, people):
    """Do one thing that an office does on a day, or take one back."""
    if dice.random() < 0.2:
        office.undo() if dice.random() < 0.7 else office.redo()
        return
    with office.change("改动") as session:
        if dice.random() < 0.25:
            add(session, dice)
        else:
            verb = dice.choice((mend, leave, come_back, suspend, bin_))
            verb(session, session.get_one(Person, dice.choice(people)), dice)


@pytest.mark.parametrize("seed", range(4))
def test_reading_the_touched_gives_what_reading_everybody_gives(office, seed, stopped_clock):
    dice, mine = random.Random(seed), listing.read_listing(office, COLUMNS)
    alone = 0
    for _ in range(40):
        with contextlib.suppress(OfficeError):  # what a person's histories do not allow is no matter here
            turn(office, dice, [one.id for one in mine.book.people])
        if listing.catch_up(office, mine, COLUMNS) is not None:
            alone += 1
        else:
            mine = listing.read_listing(office, COLUMNS)
        assert told(mine) == told(listing.read_listing(office, COLUMNS))
    assert alone > 10


def test_a_setting_that_no_row_rests_on_reads_nobody_again(office, stopped_clock):
    mine = listing.read_listing(office, COLUMNS)
    with office.change("操作人") as session:
        settings.put(session, settings.OPERATOR, "周知远")
    assert listing.catch_up(office, mine, COLUMNS) == []
    assert mine.seq == office.last_seq


def test_a_renamed_school_reads_everybody_again(office, stopped_clock):
    mine = listing.read_listing(office, COLUMNS)
    with office.change("改名") as session:
        settings.put(session, SCHOOL, "新青禾中学")
    assert listing.catch_up(office, mine, COLUMNS) is None
