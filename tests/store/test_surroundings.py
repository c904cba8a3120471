"""What the PC around the office does to it: rights, second names, the clock's zone, a retry without end."""

import errno
import os
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from partyoffice.core import clock
from partyoffice.core.dates import Day
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Person
from partyoffice.store import files, history, journal
from partyoffice.store.office import Office

POSIX = pytest.mark.skipif(os.name != "posix", reason="rights and zones are set otherwise there")
NOBODY = 65534


@contextmanager
def an_ordinary_user():
    """The rights of a file mean nothing to root."""
    root = os.geteuid() == 0
    if root:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)


@pytest.fixture
def folder():
    """A folder an ordinary user can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@POSIX
@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_without_the_right_to_write_the_office_is_read_and_nothing_changes(
    path, folder, refused, of_file, of_folder
):
    with Office.open(path) as office:  # loads what is loaded when needed, from where only root may read
        with office.change("新增") as session:
            session.add(Person(name="林知夏"))
        office.release()
    kept = folder / path.name
    kept.write_bytes(path.read_bytes())
    kept.chmod(of_file)
    folder.chmod(of_folder)
    before = kept.read_bytes()
    with an_ordinary_user():
        assert not files.may_write(kept)
        with Office.open(kept, writing=False) as office, office.reading() as session:
            assert [row.name for row in session.query(Person)] == ["林知夏"]
            assert "以只读方式" in refused(changing, office)
        with pytest.raises(OfficeError, match=r"只读|不能写入"), Office.open(kept) as office:
            try:
                changing(office)
            finally:
                office.release()
    assert kept.read_bytes() == before
    assert not kept.with_name(kept.name + "-journal").exists()


def changing(office):
    with office.change("新增") as session:
        session.add(Person(name="沈砚秋"))


def test_a_file_with_a_second_name_is_not_written_by_either(path, refused):
    other = path.with_name("另一个.dangwu")
    other.hardlink_to(path)
    for name in (path, other):
        assert "另一个名字" in refused(Office.open, name)
    Office.open(path, writing=False).release()
    other.unlink()
    Office.open(path).release()


@POSIX
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"])
def test_in_another_zone_days_are_the_same_and_moments_keep_their_order(path, monkeypatch, zone):
    days = [Day(1986, 5, 4), Day(1991, 4, 14), Day(2026, 3)]  # summer time began in China on the first two
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        with Office.open(path) as office:
            for day in days:
                with office.change("新增") as session:
                    session.add(Person(name="林知夏", birth=day))
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            changing(office)
            with office.reading() as session:
                assert [one.birth for one in session.query(Person)] == [*days, None]
                assert journal.verify(session) is None
                moments = [clock.from_stamp(row.at) for row in session.query(journal.Journal)]
            office.release()
        assert moments == sorted(moments)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_file_held_for_ever_is_given_up_in_a_sentence(tmp_path, monkeypatch):
    class HeldError(PermissionError):
        winerror = 32

    path, waited = tmp_path / "名册.xlsx", []
    path.write_text("旧")

    def held(_source, _target):
        raise HeldError(errno.EACCES, "in use")

    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=waited.append))
    monkeypatch.setattr(files.Path, "replace", held)
    with pytest.raises(OfficeError, match=r"被拒绝.*杀毒软件"), files.replaced(path) as draft:
        draft.write_text("新")
    assert 2 < sum(waited) < 4
    assert [(one, one.read_text()) for one in tmp_path.iterdir()] == [(path, "旧")]


@pytest.mark.parametrize("year", [2009, 2099])
def test_under_a_wrong_clock_actions_keep_their_order_and_are_undone_in_it(path, year):
    with Office.open(path) as office:
        changing(office)
        with clock.stopped(date(year, 1, 1)):
            for note in ("一", "二", "三"):
                with office.change(f"改{note}") as session:
                    session.get_one(Person, 1).note = note
            office.undo()
            office.redo()
            office.undo()
        with office.reading() as session:
            assert journal.verify(session) is None
            assert session.get_one(Person, 1).note == "二"
            listed = [one.sentence for one in history.entries(session)]
        assert listed[:5] == ["撤销：改三", "重做：改三", "撤销：改三", "改三", "改二"]
        assert listed[-2:] == ["改一", "新增"]
        office.release()
