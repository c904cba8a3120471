"""The journal against the copies: what was cut or exchanged is named, a deliberate restore is no fault."""

import shutil

import pytest

from partyoffice.members.records import Person
from partyoffice.store import backup, journal, known, proof
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.journal import TRIGGERS
from partyoffice.store.office import Office

REST = "at, operator, sentence, kind, reverts, revision, digest, chain FROM journal"
FREE = [f"DROP TRIGGER {name}" for name in TRIGGERS]


@pytest.fixture(scope="module")
def pattern(blank, tmp_path_factory):
    """A folder with a closed office of six actions, and copies at its second, fourth and sixth."""
    path = shutil.copyfile(blank, tmp_path_factory.mktemp("proof") / "青禾中学.dangwu")
    with Office.open(path) as office:
        for number in range(6):
            with office.change("新增") as session:
                session.add(Person(name=f"甲{number}"))
            if number % 2:
                office.back_up(Reason.HAND)
        office.release()
    return path


@pytest.fixture
def copied(pattern, tmp_path):
    """That office, its own for each test."""
    return shutil.copytree(pattern.parent, tmp_path / "青禾") / pattern.name


def found(path, writing=False):
    with Office.open(path, writing=writing) as office:
        with office.reading() as session:
            told = proof.findings(office, session)
        office.release()
    return [(one.code, one.spot.record_id, one.message) for one in told]


def cut(seq):
    """Cut the tail so cleanly that what is left closes in itself."""
    return [
        *FREE,
        f"DELETE FROM journal WHERE seq>{seq}",
        f"DELETE FROM journal_change WHERE seq>{seq}",
        f"UPDATE sqlite_sequence SET seq={seq} WHERE name='journal'",
    ]


def test_an_untouched_office_agrees_with_all_its_copies(copied):
    assert found(copied) == []


@pytest.mark.parametrize("left", [1, 3, 4, 5])
def test_a_tail_cut_cleanly_is_found_by_the_copy_that_still_has_it(copied, raw, left):
    raw(copied, *cut(left))
    [(code, _id, words)] = found(copied)
    assert code == "journal-cut"
    assert f"第 {left + 1} 号以后的操作不见了" in words
    assert "记到第 6 号" in words
    assert "-000006-" in words


def test_a_journal_written_anew_after_a_cut_is_found_by_the_first_copy_that_differs(copied, raw, add):
    raw(copied, *cut(3))
    with Office.open(copied) as office:
        for number in range(5):
            add(office, f"乙{number}")
        office.release()
    [(code, _id, words)] = found(copied)
    assert code == "journal-exchanged"
    assert "第 4 号或更早的操作被换过" in words


TAMPERING = {
    "edited": (["UPDATE journal SET sentence='没有的事' WHERE seq=3"], 3),
    "deleted": (["DELETE FROM journal WHERE seq=4"], 4),
    "inserted": ([f"INSERT INTO journal SELECT 7, {REST} WHERE seq=6"], 7),
    "reordered": (["UPDATE journal SET seq=90 WHERE seq=2", "UPDATE journal SET seq=2 WHERE seq=3",
                   "UPDATE journal SET seq=3 WHERE seq=90"], 2),
    "a tail cut": (["DELETE FROM journal WHERE seq>4", "DELETE FROM journal_change WHERE seq>4"], 5),
    "a body emptied of its salt alone": (["UPDATE journal_change SET salt='x' WHERE seq=5"], 5),
}  # fmt: skip


@pytest.mark.parametrize("how", TAMPERING)
def test_the_check_names_the_first_bad_number(copied, raw, how):
    statements, seq = TAMPERING[how]
    raw(copied, *FREE, *statements)
    [(code, at, words)] = found(copied)
    assert (code, at) == ("journal-chain", seq)
    assert f"从第 {seq} 号起对不上" in words


def restored(path, at):
    copy = next(one for one in backup.copies(path) if one.seq == at and one.reason == Reason.HAND)
    backup.restore(Door(copy.path), path)


def test_a_deliberate_restore_is_no_fault_before_and_after_work_goes_on(copied, add):
    restored(copied, 2)
    assert found(copied) == []
    with Office.open(copied) as office:
        for number in range(5):
            add(office, f"乙{number}")
        office.back_up(Reason.HAND)
        office.release()
    assert found(copied) == []
    restored(copied, 6)
    assert found(copied) == []


def test_after_a_restore_a_tail_cut_from_the_new_line_is_found_all_the_same(copied, add, raw):
    restored(copied, 2)
    with Office.open(copied) as office:
        add(office, "乙")
        add(office, "丙")
        office.back_up(Reason.HAND)
        office.release()
    raw(copied, *cut(3))
    [(code, _id, words)] = found(copied)
    assert code == "journal-cut"
    assert "记到第 4 号" in words


def test_on_another_pc_the_copy_made_before_the_restore_tells_of_it(copied, monkeypatch, tmp_path):
    restored(copied, 2)
    monkeypatch.setenv(known.HOME, str(tmp_path / "另一台电脑"))
    assert found(copied) == []


def test_a_restore_in_place_of_a_damaged_office_is_no_fault(copied):
    intact = next(one for one in backup.copies(copied) if one.seq == 4)
    copied.write_bytes(copied.read_bytes()[:5000])
    backup.restore(Door(intact.path), copied)
    assert found(copied) == []


def test_copies_of_another_office_of_the_same_name_prove_nothing(copied, tmp_path):
    made = tmp_path / copied.name
    Office.create(made).release()
    shutil.move(made, copied)
    assert found(copied) == []


def test_what_was_found_sound_is_not_looked_at_twice_in_one_sitting(copied, add, raw, monkeypatch):
    looked = []
    real = journal.verify

    def noted(session, after):
        looked.append(after[0])
        return real(session, after)

    monkeypatch.setattr(journal, "verify", noted)
    with Office.open(copied) as office:
        for _ in range(2):
            with office.reading() as session:
                assert proof.findings(office, session) == []
        add(office, "乙")
        with office.reading() as session:
            assert proof.findings(office, session) == []
        office.release()
    assert looked == [0, 6, 6]


def test_a_head_is_told_so_that_eyes_can_compare_it():
    assert journal.head_words(128, "9f3a02c75be1" + "0" * 52) == "第 128 号，9f3a 02c7 5be1"
    assert journal.head_words(0, "") == "第 0 号"
