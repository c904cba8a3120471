"""A copy that was tried is one to rely on: restored aside, opened, counted, thrown away."""

from datetime import date

import pytest

from partyoffice.core import clock
from partyoffice.members.records import Person
from partyoffice.store import backup, rehearsal, shelf
from partyoffice.store.backup import Reason
from partyoffice.store.journal import TRIGGERS
from partyoffice.store.office import Office


def test_the_newest_copy_is_restored_aside_counted_and_thrown_away(any_office, add):
    add(any_office, "林知夏")
    any_office.back_up(Reason.HAND)
    add(any_office, "沈砚秋")
    newest = any_office.back_up(Reason.HAND)
    before = any_office.path.read_bytes()
    found = rehearsal.rehearse(any_office.door)
    assert (found.copy.path, found.people) == (newest.path, 2)
    assert any_office.path.read_bytes() == before
    assert not shelf.paused(any_office.path)
    assert len(list(newest.path.parent.iterdir())) == 4  # two copies with their notes


def test_without_a_copy_there_is_nothing_to_rehearse(office, refused):
    assert "还没有备份" in refused(rehearsal.rehearse, office.door)


def test_a_copy_that_went_bad_does_not_pass(office, add, refused):
    add(office, "林知夏")
    made = office.back_up(Reason.HAND).path
    made.write_bytes(made.read_bytes()[:-4096])
    refused(rehearsal.rehearse, office.door)
    assert not list(made.parent.glob(".演练*"))


def test_a_journal_that_was_tampered_with_does_not_pass(path, add, raw, refused):
    with Office.open(path) as office:
        add(office, "林知夏")
        office.release()
    raw(path, *(f"DROP TRIGGER {name}" for name in TRIGGERS), "UPDATE journal SET sentence='改过'")
    with Office.open(path) as office:
        office.back_up(Reason.HAND)
        assert "演练恢复没有通过" in refused(rehearsal.rehearse, office.door)
        office.release()


def test_what_a_killed_rehearsal_left_goes_with_the_next(office, add):
    add(office, "林知夏")
    left = office.back_up(Reason.HAND).path.with_name(".演练-1")
    left.mkdir()
    rehearsal.rehearse(office.door)
    assert not left.exists()


def test_copies_left_behind_by_a_restore_are_not_the_newest(path, add):
    with Office.open(path) as office:
        early = office.back_up(Reason.HAND)
        add(office, "林知夏")
        office.back_up(Reason.HAND)
        office.release()
    backup.restore(office.door.at(early.path), path)
    assert rehearsal.rehearse(office.door).copy.path == early.path


@pytest.mark.parametrize(
    ("begun", "remembered", "due"),
    [
        ("2026-09-01", "", True),
        ("2026-09-01", "2026-11-02", False),
        ("2026-09-01", "2026-10-31", True),
        ("2026-11-01", "", False),  # begun just now: nothing to rely on yet
        ("2009-01-01", "2009-01-01", True),  # a wrong clock puts nothing off
        ("2026-09-01", "2099-01-01", True),
    ],
)
def test_it_is_due_once_a_month_whatever_a_wrong_clock_remembered(office, add, begun, remembered, due):
    with clock.stopped(date.fromisoformat(begun)):
        add(office, "林知夏")
    if remembered:
        office.back_up(Reason.HAND)
        with clock.stopped(date.fromisoformat(remembered)):
            rehearsal.remember(office, rehearsal.rehearse(office.door))
    with office.reading() as session:
        assert rehearsal.is_due(session, date(2026, 11, 20)) is due


def test_in_an_office_where_nothing_was_done_nothing_is_due(office):
    with office.reading() as session:
        assert not rehearsal.is_due(session, date(2026, 11, 20))


def test_the_result_is_kept_in_the_office_and_logged(office, add):
    add(office, "林知夏")
    office.back_up(Reason.HAND)
    with clock.stopped(date(2026, 11, 20)):
        rehearsal.remember(office, rehearsal.rehearse(office.door))
    with office.reading() as session:
        told = rehearsal.last(session)
        assert session.query(Person).count() == 1
    assert (told[rehearsal.ON], told[rehearsal.PEOPLE]) == ("2026-11-20", 1)
    assert office.undo_sentence == "新增 林知夏"
