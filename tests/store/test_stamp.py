"""An office that has gone back by itself is noticed before anything is written; a restore is no alarm."""

import pytest

from partyoffice.members.records import Person
from partyoffice.store import backup, places, shelf, stamp
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.office import Office


def work(path, *names):
    with Office.open(path) as office:
        for name in names:
            with office.change(f"新增{name}") as session:
                session.add(Person(name=name))


def test_an_office_that_was_put_back_is_noticed_and_nothing_is_touched(path):
    work(path, "沈砚秋")
    older = path.read_bytes()
    work(path, "方砚舟", "林知夏")
    copies = sorted(one.name for one in backup.folder_of(path).iterdir())
    path.write_bytes(older)
    with pytest.raises(stamp.OlderError) as caught:
        stamp.must_not_be_older(Door(path))
    assert (caught.value.here.seq, caught.value.file.seq) == (3, 1)
    assert "上次到第 3 号操作" in str(caught.value)
    assert path.read_bytes() == older
    assert sorted(one.name for one in backup.folder_of(path).iterdir()) == copies


def test_as_many_actions_but_others_are_noticed_too(path):
    work(path, "沈砚秋")
    older = path.read_bytes()
    work(path, "方砚舟")
    path.write_bytes(older)
    with Office.open(path) as office:
        with office.change("新增别人") as session:
            session.add(Person(name="林知夏"))
        office._sql.dispose()
        office.first_seq = office.last_seq  # another PC wrote it: nothing is noted here
    with pytest.raises(stamp.OlderError):
        stamp.must_not_be_older(Door(path))


def test_an_office_that_went_on_elsewhere_is_no_alarm(path, monkeypatch, tmp_path):
    work(path, "沈砚秋")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("PARTYOFFICE_HOME", str(tmp_path / "另一台"))
        work(path, "方砚舟")
    stamp.must_not_be_older(Door(path))


def test_a_restore_from_within_the_program_is_no_alarm(path):
    work(path, "沈砚秋")
    [first] = backup.copies(path)
    work(path, "方砚舟")
    backup.restore(Door(first.path), path)
    stamp.must_not_be_older(Door(path))
    work(path, "林知夏")
    stamp.must_not_be_older(Door(path))


def test_another_office_at_the_same_place_is_no_alarm(path, blank, tmp_path):
    work(path, "沈砚秋")
    path.unlink()
    Office.create(path).release()
    stamp.must_not_be_older(Door(path))


def test_where_the_office_lies_on_the_systems_disk_another_disk_remembers(path, monkeypatch, tmp_path):
    other = tmp_path / "D盘" / "党务办公室"
    kinds = {path.parent: places.PlaceKind.SYSTEM, other: places.PlaceKind.FIXED}
    monkeypatch.setattr(places, "place_of", lambda folder: kinds.get(folder, places.PlaceKind.SYSTEM))
    monkeypatch.setattr(places, "proposed", lambda: other)
    work(path, "沈砚秋")
    older = path.read_bytes()
    work(path, "方砚舟")
    path.write_bytes(older)
    assert (other / stamp.NOTE).is_file()
    monkeypatch.setenv("PARTYOFFICE_HOME", str(tmp_path / "还原过的C盘"))
    with pytest.raises(stamp.OlderError):
        stamp.must_not_be_older(Door(path))


def test_a_spoilt_note_is_as_no_note(path, monkeypatch):
    work(path, "沈砚秋")
    for spoilt in ({"uuid": 1}, {"head": "viele"}, {"chain": None, "rows": 7}):
        monkeypatch.setattr(stamp.known, "recall", lambda _path, spoilt=spoilt: spoilt)
        stamp.must_not_be_older(Door(path))


def test_going_on_with_the_older_file_lets_no_newer_copy_go(path):
    work(path, "沈砚秋")
    older = path.read_bytes()
    work(path, "方砚舟", "林知夏")
    path.write_bytes(older)
    before = {one.path for one in backup.copies(path)}
    with Office.open(path) as office:
        stamp.accept(path, stamp.State(1, "x"), office.uuid)
        for n in range(14):
            with office.change(f"新增{n}") as session:
                session.add(Person(name=f"甲{n}"))
            office.back_up(Reason.CLOSE)
        assert before <= {one.path for one in backup.copies(path)}
        assert shelf.paused(path)
    stamp.must_not_be_older(Door(path))
