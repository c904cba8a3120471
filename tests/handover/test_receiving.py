"""On a clean machine the package opens to the same counts, or nothing is there."""

import shutil
import zipfile

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.handover import package, proof, receiving
from partyoffice.handover.proof import DATA
from partyoffice.members.records import Person
from partyoffice.store import backup, history, known
from partyoffice.store.conversion import content_of
from partyoffice.store.keys import PasswordError
from partyoffice.store.office import Office

OLD, NEW = "从前的密码", "新的密码"


@pytest.fixture(scope="module", params=[None, OLD], ids=["plain", "encrypted"])
def packed(request, blank, tmp_path_factory):
    """A package made once, and what was in its office, which is gone."""
    folder = tmp_path_factory.mktemp("旧电脑")
    path = folder / "青禾中学.dangwu"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(known.HOME, str(folder / "家"))
        office = Office.create(path, OLD) if request.param else Office.open(shutil.copyfile(blank, path))
        with office.change("新增林知夏") as session:
            session.add(Person(name="林知夏"))
        made, content = package.make(office, folder / "U盘.zip"), content_of(office.door)
        office.release()
    path.unlink()
    return made.path, content


@pytest.fixture
def handed(packed, tmp_path, monkeypatch):
    """The package on the other machine."""
    monkeypatch.setenv(known.HOME, str(tmp_path / "家"))
    (tmp_path / "新电脑").mkdir()
    path, content = packed
    return proof.look(shutil.copyfile(path, tmp_path / path.name)), content


def key_of(found):
    return proof.key_for(found, OLD) if found.encrypted else None


def test_a_clean_machine_opens_it_to_the_same_counts_and_digests(handed, tmp_path):
    found, content = handed
    door = receiving.place(found, tmp_path / "新电脑" / receiving.usual_name(found), key_of(found))
    assert door.path.name == "青禾中学.dangwu"
    assert content_of(door) == content
    with Office.open(door.path, OLD if found.encrypted else None) as office:
        counted = receiving.greet(office, found)
        assert counted.agrees
        assert ("人员卡片（含已离开的）", 1, 1) in counted.counted
        with office.reading() as session:
            assert history.entries(session, 1)[0].sentence == "接收交接包：U盘.zip"


def test_a_new_password_shuts_the_old_one_out_of_office_and_copies(handed, tmp_path):
    found, _content = handed
    door = receiving.place(found, tmp_path / "新电脑" / "新.dangwu", key_of(found))
    made = receiving.renew(door, NEW)
    with pytest.raises(PasswordError):
        Office.open(door.path, OLD)
    with Office.open(door.path, NEW) as office:
        assert receiving.greet(office, found).counted[5] == ("人员卡片（含已离开的）", 1, 1)
    for copy in backup.copies(door.path):
        backup.verify(made.at(copy.path))


def test_all_in_one_it_is_placed_opened_counted_and_copied(handed, tmp_path):
    found, _content = handed
    door, counted = receiving.receive(found, tmp_path / "新电脑" / "新.dangwu", key_of(found))
    assert counted.agrees
    (copy,) = backup.copies(door.path)
    assert backup.verify(door.at(copy.path))["head"] == found.told["head"] + 1


def test_where_a_file_lies_already_nothing_is_touched(handed, tmp_path):
    found, _content = handed
    target = tmp_path / "新电脑" / "青禾中学.dangwu"
    target.write_bytes(b"somebody's")
    with pytest.raises(OfficeError, match="已经在这里"):
        receiving.place(found, target, key_of(found))
    assert target.read_bytes() == b"somebody's"


def test_counts_that_differ_are_told(handed, tmp_path):
    found, _content = handed
    door = receiving.place(found, tmp_path / "新电脑" / "新.dangwu", key_of(found))
    found.told["lists"]["正式党员"] = 7
    with Office.open(door.path, door.key) as office:
        counted = receiving.greet(office, found)
    assert not counted.agrees
    assert [name for name, said, there in counted.counted if said != there] == ["正式党员"]


def test_a_manifest_that_tells_another_office_is_refused(handed, tmp_path):
    found, _content = handed
    key, right = key_of(found), dict(found.told)
    for fact in ({"head": 99}, {"chain": "0"}, {"uuid": "0"}, {"rows": {}}, {"revision": "x"}):
        found.told.update(right | fact)
        with pytest.raises(OfficeError):
            receiving.place(found, tmp_path / "新电脑" / "新.dangwu", key)
    assert list((tmp_path / "新电脑").iterdir()) == []


def test_a_package_changed_after_it_was_judged_is_refused(handed, tmp_path):
    found, _content = handed
    with zipfile.ZipFile(found.path) as old:
        entries = [(one.filename, old.read(one)) for one in old.infolist()]
    with zipfile.ZipFile(found.path, "w") as new:
        for name, content in entries:
            new.writestr(name, content[:-1] if name == DATA else content)
    with pytest.raises(OfficeError):
        receiving.place(found, tmp_path / "新电脑" / "新.dangwu", key_of(found))
    assert list((tmp_path / "新电脑").glob("*.dangwu*")) == []


def test_a_full_disk_leaves_nothing(handed, tmp_path, room):
    found, _content = handed
    with room(100_000), pytest.raises(OfficeError):
        receiving.place(found, tmp_path / "新电脑" / "新.dangwu", key_of(found))
    assert list((tmp_path / "新电脑").iterdir()) == []


def test_a_name_no_system_takes_is_made_one(handed):
    found, _content = handed
    names = {"a/b:c": "a b c", "..": "党务数据", "青禾\x00中学": "青禾 中学"}
    for name, made in names.items():
        found.told["name"] = name
        assert receiving.usual_name(found) == f"{made}.dangwu"


def test_an_encrypted_one_is_not_placed_without_its_key(handed, tmp_path):
    found, _content = handed
    if not found.encrypted:
        pytest.skip("it has no key")
    with pytest.raises(OfficeError):
        receiving.place(found, tmp_path / "新电脑" / "新.dangwu", None)
    assert list((tmp_path / "新电脑").iterdir()) == []
