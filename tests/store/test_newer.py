"""An office that a newer program has upgraded: which version it needs is said, it may still be looked at."""

import hashlib

import pytest

from partyoffice import __version__
from partyoffice.members.records import Person
from partyoffice.store import backup, engine, newer, revisions
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.newer import NewerError
from partyoffice.store.office import Office
from tests.store.later import TAKES, later_program, upgraded


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def filled(path, add):
    with Office.open(path) as office:
        add(office, "林知夏")
        office.release()
    return path


def test_the_refusal_names_the_version_that_last_upgraded_it(filled, tmp_path, refused):
    upgraded(filled, tmp_path / "versions", version="9.2.0")
    before = digest(filled)
    for writing in (True, False):
        said = refused(Office.open, filled, writing=writing)
        assert f"由更新版本的程序（9.2.0）保存，这个版本（{__version__}）不能改动它" in said
        assert "请安装 9.2.0 或更新的版本后再打开" in said
    assert digest(filled) == before
    with later_program(tmp_path / "versions", version="9.3.0"):
        Office.open(filled).release()  # nothing to upgrade: 9.2.0 still reads it
    assert "（9.2.0）" in refused(Office.open, filled)


@pytest.mark.parametrize("program", ["", "0.0.9", "新版", "9.2.0；rm", None, 7, b"x", __version__])
def test_what_makes_no_sense_as_a_newer_version_is_not_said(path, program):
    error = newer.refusal(path, program)
    assert error.needed == ""
    assert "由更新版本的程序保存" in str(error)
    assert "请安装新版本后再打开" in str(error)


@pytest.mark.parametrize("needed", ["9.2", "10.0.0", "0.1.1", "1.0.0rc1"])
def test_every_greater_version_is_said(path, needed):
    assert newer.refusal(path, needed).needed == needed


def test_one_that_only_adds_may_be_looked_at_and_is_never_written(filled, tmp_path, refused):
    upgraded(filled, tmp_path / "versions")
    before = digest(filled)
    with Office.open(filled, writing=False, newer_too=True) as office:
        with office.reading() as session:
            assert session.query(Person).one().name == "林知夏"
        assert "只读" in refused(office.change("改").__enter__)
        assert office.revision not in revisions.known()
    assert digest(filled) == before
    assert "更新版本" in refused(Office.open, filled, newer_too=True)  # for writing never


def test_one_whose_tables_are_no_longer_there_is_not_shown(filled, tmp_path, refused):
    upgraded(filled, tmp_path / "versions", steps=TAKES)
    assert "（9.2.0）" in refused(Office.open, filled, writing=False, newer_too=True)


def test_one_that_an_older_program_would_misread_is_not_shown_but_its_version_is_told(
    filled, tmp_path, refused
):
    upgraded(filled, tmp_path / "versions", form=engine.FORMAT + 1)
    assert "（9.2.0）" in refused(Office.open, filled, writing=False, newer_too=True)


def test_before_the_upgrade_a_copy_was_made_that_this_program_restores(filled, tmp_path, refused):
    copy = upgraded(filled, tmp_path / "versions")
    assert (copy.reason, copy.note["revision"]) == (Reason.UPGRADE, revisions.known()[-1])
    aside = backup.restore(Door(copy.path), filled)
    with Office.open(filled) as office, office.reading() as session:
        assert session.query(Person).one().name == "林知夏"
        office.release()
    assert "（9.2.0）" in refused(Office.open, aside)
    with later_program(tmp_path / "versions"):
        backup.restore(Door(aside), filled)
        Office.open(filled).release()
    assert isinstance(newer.refusal_of(Door(filled)), NewerError)


def test_what_no_older_program_reads_is_kept_byte_for_byte_when_a_copy_takes_its_place(filled, tmp_path):
    copy = upgraded(filled, tmp_path / "versions", form=engine.FORMAT + 1)
    before = digest(filled)
    aside = backup.restore(Door(copy.path), filled)
    assert "-新版本-" in aside.name
    assert digest(aside) == before
