import json

import pytest
from sqlcipher3 import dbapi2

from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Person
from partyoffice.store import journal
from partyoffice.store.journal import TRIGGERS
from partyoffice.store.office import Office

REST = "at, operator, sentence, kind, reverts, revision, digest, chain FROM journal"
FREE = [f"DROP TRIGGER {name}" for name in TRIGGERS]


@pytest.fixture
def book(path, add):
    """A closed office with six actions; the third touches three people."""
    with Office.open(path) as office:
        add(office, "林知夏")
        add(office, "沈砚秋")
        with office.change("批量修改") as session:
            session.add(Person(name="方砚舟"))
            for person in session.query(Person).all():
                person.note = "改"
        add(office, "顾青禾")
        office.undo()
        office.redo()
        office.release()
    return path


def first_bad(path):
    with Office.open(path, writing=False) as office, office.reading() as session:
        return journal.verify(session)


def test_an_untouched_journal_closes(book, blank):
    assert first_bad(book) is None
    assert first_bad(blank) is None


TAMPERING = {
    "a sentence edited": (["UPDATE journal SET sentence='没有的事' WHERE seq=3"], 3),
    "a time edited": (["UPDATE journal SET at='2020-01-01T00:00:00.000Z+0000' WHERE seq=2"], 2),
    "an operator edited": (["UPDATE journal SET operator='别人' WHERE seq=6"], 6),
    "a digest edited": (["UPDATE journal SET digest='0' WHERE seq=5"], 5),
    "a chain edited": (["UPDATE journal SET chain='0' WHERE seq=4"], 4),
    "a row deleted": (["DELETE FROM journal WHERE seq=4"], 4),
    "the first row deleted": (["DELETE FROM journal WHERE seq=1"], 1),
    "rows swapped": (
        [
            "UPDATE journal SET seq=100 WHERE seq=2",
            "UPDATE journal SET seq=2 WHERE seq=3",
            "UPDATE journal SET seq=3 WHERE seq=100",
        ],
        2,
    ),
    "a row inserted before the first": (
        [f"INSERT INTO journal SELECT 0, {REST} WHERE seq=1"],
        0,
    ),
    "a row added at the end": (
        [f"INSERT INTO journal SELECT 7, {REST} WHERE seq=6"],
        7,
    ),
    "the tail cut": (["DELETE FROM journal WHERE seq>4", "DELETE FROM journal_change WHERE seq>4"], 5),
    "a body edited": (
        ["""UPDATE journal_change SET after='{"note":"别的"}' WHERE seq=3 AND record_id=2"""],
        3,
    ),
    "a body given to another": (["UPDATE journal_change SET record_id=9 WHERE seq=3 AND record_id=2"], 3),
    "a salt edited": (["UPDATE journal_change SET salt='0' WHERE seq=1"], 1),
    "a body's digest edited": (["UPDATE journal_change SET digest='0' WHERE seq=1"], 1),
    "an emptied body's digest edited": (
        ["UPDATE journal_change SET before=NULL, after=NULL, salt=NULL, digest='0' WHERE seq=4"],
        4,
    ),
    "a body deleted": (["DELETE FROM journal_change WHERE seq=3 AND record_id=1"], 3),
    "bodies moved to another action": (["UPDATE journal_change SET seq=2 WHERE seq=1"], 1),
    "a body added": (
        ["INSERT INTO journal_change (seq, kind, record_id, salt, digest) VALUES (2, 'person', 1, '', 'x')"],
        2,
    ),
    "a body added beyond the end": (
        ["INSERT INTO journal_change (seq, kind, record_id, salt, digest) VALUES (90, 'person', 1, '', 'x')"],
        90,
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found_at_the_first_bad_number(book, raw, how):
    statements, seq = TAMPERING[how]
    raw(book, *FREE, *statements)
    assert first_bad(book) == seq


def test_bodies_can_be_emptied_and_the_chain_still_closes(book, raw, refused):
    raw(book, "UPDATE journal_change SET before=NULL, after=NULL, salt=NULL WHERE record_id=1")
    assert first_bad(book) is None
    with Office.open(book) as office:
        assert "明细已被清空" in refused(office.revert, 3)
        office.release()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET sentence='x'",
        "UPDATE journal SET seq=seq+1",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE seq=6",
        "DELETE FROM journal_change",
        "UPDATE journal_change SET after='{}' WHERE seq=1",
        "UPDATE journal_change SET before=NULL, after=NULL WHERE seq=3",
        "UPDATE journal_change SET before=NULL, after=NULL, salt=NULL, digest='0'",
        "UPDATE journal_change SET before=NULL, after=NULL, salt=NULL, record_id=5",
        "UPDATE journal_change SET before=NULL, after=NULL, salt=NULL, seq=1 WHERE seq=2",
        "UPDATE journal_change SET before=NULL, after=NULL, salt=NULL, kind='award'",
        "UPDATE journal_change SET before=NULL, after=NULL, salt=NULL, id=id+100",
    ],
)
def test_triggers_refuse_what_would_rewrite_the_journal(book, raw, statement):
    with pytest.raises(dbapi2.IntegrityError, match="journal"):
        raw(book, statement)
    assert first_bad(book) is None


def test_digests_of_equal_changes_differ_so_that_emptied_values_cannot_be_guessed(book, raw):
    [rows] = raw(book, "SELECT digest FROM journal_change WHERE seq=3")
    assert len({digest for (digest,) in rows}) == len(rows) == 3


def test_numbers_go_on_after_the_tail_is_cut(book, raw, add):
    raw(book, *FREE, "DELETE FROM journal WHERE seq=6", "DELETE FROM journal_change WHERE seq=6")
    with Office.open(book) as office:
        add(office, "苏明屿")
        assert office.last_seq == 7
        office.release()
    assert first_bad(book) == 6


def test_the_journal_of_an_encrypted_office_closes_too(any_office, add):
    add(any_office, "林知夏")
    any_office.undo()
    with any_office.reading() as session:
        assert journal.verify(session) is None


def test_bodies_are_json_with_sorted_keys(book, raw):
    [rows] = raw(book, "SELECT after FROM journal_change WHERE seq=1")
    assert rows == [('{"id":1,"name":"林知夏"}',)]
    assert json.loads(rows[0][0]) == {"id": 1, "name": "林知夏"}


def test_an_unknown_action_cannot_be_taken_back(book, refused):
    with Office.open(book) as office:
        assert "没有第 99 号" in refused(office.revert, 99)
        with pytest.raises(OfficeError):
            office.undo()
        office.release()
