"""A password set, changed and taken away: nothing is lost, nothing plain is left, whatever fails."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Person
from partyoffice.store import backup, conversion, drafts, encryption, entrance, journal, keys, known
from partyoffice.store.backup import Reason
from partyoffice.store.conversion import content_of
from partyoffice.store.drafts import Draft, Drafts
from partyoffice.store.engine import Door
from partyoffice.store.office import Office

CANARY = "330099199003071234"
PASSWORD, NEXT = "方砚舟的'密码", "沈砚秋的密码"
pytestmark = pytest.mark.usefixtures("derived_once", "known_salts", "another_pc")


@pytest.fixture
def known_salts(monkeypatch):
    """Let each password have one salt in all tests, so that its key is reckoned once."""
    salts = {PASSWORD: bytes(range(200, 216)), NEXT: bytes(range(216, 232))}
    monkeypatch.setattr(keys, "new", lambda password: keys.derive(password, salts[password]))


@pytest.fixture(scope="module")
def school(blank, tmp_path_factory):
    """A closed plain office with a canary, two copies and a draft; gives its folder."""
    path = shutil.copyfile(blank, tmp_path_factory.mktemp("school") / "青禾中学.dangwu")
    with Office.open(path) as office:
        for name, reason, values in [
            ("林知夏", Reason.HAND, {"id_number": CANARY}),
            ("沈砚秋", Reason.IMPORT, {"note": "秋" * 3000}),
        ]:
            with office.change(f"新增 {name}") as session:
                session.add(Person(name=name, **values))
            office.back_up(reason)
        shelf = Drafts(office)
        shelf.keep(Draft("person:1", "林知夏", "members", values={"身份证号": CANARY}))
        office.release()
    return path.parent


@pytest.fixture
def kept(school, tmp_path):
    """The door of an office like that, of the test's own."""
    shutil.copytree(school, tmp_path, dirs_exist_ok=True)
    return Door(tmp_path / "青禾中学.dangwu")


def people(door):
    with Office.open(door.path, door.key, writing=False) as office, office.reading() as session:
        assert journal.verify(session) is None
        return sorted(person.name for person in session.query(Person))


def last_sentence(door):
    with Office.open(door.path, door.key, writing=False) as office, office.reading() as session:
        row = session.get(journal.Journal, office.last_seq)
        return row.sentence, row.kind


def drafts_of(door):
    with Office.open(door.path, door.key) as office:
        shelf = Drafts(office)
        found = [(one.key, one.values) for one in shelf.all()]
        office.release()
    return found


def plain_files(folder):
    """The files that show the canary to whoever looks into them."""
    return [one for one in Path(folder).rglob("*") if one.is_file() and CANARY.encode() in one.read_bytes()]


def on_copies(door):
    return [one.path for one in backup.copies(door.path)]


# --- there and back ---


def test_set_changed_and_removed_the_office_and_its_copies_keep_every_row(kept, tmp_path):
    before = content_of(kept)
    del before["journal"], before["sqlite_sequence"]
    secret = encryption.set_password(kept, PASSWORD)
    assert encryption.convert_copies(secret, None) == []
    assert plain_files(tmp_path) == []
    changed = encryption.change_password(secret, NEXT)
    assert encryption.convert_copies(changed, secret.key) == []
    assert changed.key != secret.key
    plain = encryption.remove_password(changed)
    assert encryption.convert_copies(plain, changed.key) == []
    assert plain == kept
    assert content_of(plain).items() >= before.items()
    assert people(plain) == ["林知夏", "沈砚秋"]
    for one in backup.copies(plain.path):
        assert backup.verify(plain.at(one.path))["head"] == one.seq
        assert not {"salt", "key_check"} & one.note.keys()


def test_each_change_leaves_its_sentence_and_no_secret_in_the_journal(kept):
    secret = encryption.set_password(kept, PASSWORD)
    assert last_sentence(secret) == ("设置密码", "log")
    changed = encryption.change_password(secret, NEXT)
    assert last_sentence(changed) == ("更换密码", "log")
    assert last_sentence(encryption.remove_password(changed)) == ("取消密码", "log")


def test_only_the_new_password_and_code_open_it(kept, refused):
    first = encryption.set_password(kept, PASSWORD)
    door = encryption.change_password(first, NEXT)
    for old in (PASSWORD, keys.code(first.key)):
        assert "密码不对" in refused(Office.open, door.path, old)
    for right in (NEXT, keys.code(door.key)):
        assert entrance.door(door.path, right) == door
    assert known.check_for(door.path, door.key.salt) == keys.check(door.key)


def test_the_marks_of_the_file_are_written_again(kept):
    secret = encryption.set_password(kept, PASSWORD)
    with closing(secret.connect()) as connection:
        marks = [connection.execute(f"PRAGMA {mark}").fetchone()[0] for mark in conversion.MARKS]
    assert marks == [0x44574247, 1]


def test_what_was_begun_and_not_saved_comes_along_unseen(kept, tmp_path):
    secret = encryption.set_password(kept, PASSWORD)
    assert CANARY.encode() not in drafts.path_of(kept.path).read_bytes()
    assert drafts_of(secret) == [("person:1", {"身份证号": CANARY})]
    assert drafts_of(encryption.change_password(secret, NEXT)) == [("person:1", {"身份证号": CANARY})]


def test_drafts_that_nobody_can_read_go(kept):
    drafts.path_of(kept.path).write_bytes(b"x" * 5000)
    secret = encryption.set_password(kept, PASSWORD)
    assert not drafts.path_of(kept.path).exists()
    assert people(secret) == ["林知夏", "沈砚秋"]


def test_a_password_is_set_once_changed_and_removed_where_there_is_one(kept, refused):
    assert "没有设密码" in refused(encryption.change_password, kept, NEXT)
    assert "没有设密码" in refused(encryption.remove_password, kept)
    secret = encryption.set_password(kept, PASSWORD)
    assert "已经设了密码" in refused(encryption.set_password, secret, NEXT)


def test_an_empty_password_changes_nothing(kept, refused, monkeypatch):
    monkeypatch.undo()
    before = kept.path.read_bytes()
    assert "密码是空的" in refused(encryption.set_password, kept, "")
    assert kept.path.read_bytes() == before


def test_behind_a_link_the_office_itself_is_encrypted(kept, tmp_path):
    link = tmp_path / "link.dangwu"
    link.symlink_to(kept.path)
    door = encryption.set_password(Door(link), PASSWORD)
    assert link.is_symlink()
    assert door.path == kept.path
    assert plain_files(tmp_path) == plain_files(backup.folder_of(kept.path))


def test_the_old_bytes_are_overwritten_on_the_disk(kept, tmp_path):
    second = tmp_path / "second"
    os.link(kept.path, second)
    assert CANARY.encode() in second.read_bytes()
    encryption.set_password(kept, PASSWORD)
    assert not second.read_bytes().strip(b"\0")


def test_where_a_file_has_but_one_name_it_is_encrypted_all_the_same(kept, monkeypatch):
    def no_links(*_given):
        raise OSError("FAT")

    monkeypatch.setattr(os, "link", no_links)
    assert people(encryption.set_password(kept, PASSWORD)) == ["林知夏", "沈砚秋"]


# --- copies ---


def test_copies_stay_copies_with_their_order_reason_and_note(kept):
    before = [(one.seq, one.reason, one.note["made"], one.note["rows"]) for one in backup.copies(kept.path)]
    secret = encryption.set_password(kept, PASSWORD)
    assert len(encryption.copies_apart(secret)) == 3  # the one made first is plain too
    assert encryption.convert_copies(secret, None) == []
    assert encryption.copies_apart(secret) == []
    after = backup.copies(kept.path)
    assert [(one.seq, one.reason, one.note["made"], one.note["rows"]) for one in after][1:] == before
    for one in after:
        assert backup.verify(secret.at(one.path))["head"] == one.seq
        assert one.note["key_check"] == keys.check(secret.key)


def test_copies_can_wait_and_go_on_later(kept):
    secret = encryption.set_password(kept, PASSWORD)
    with pytest.raises(Cancelled):
        encryption.convert_copies(secret, None, lambda done, _total: done < 1)
    assert len(encryption.copies_apart(secret)) == 2
    told = []
    assert encryption.convert_copies(secret, None, lambda *said: told.append(said) or True) == []
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_damaged_copy_is_named_and_not_made_to_look_sound(kept, tmp_path):
    one, two = on_copies(kept)
    data = two.read_bytes()
    two.write_bytes(data.replace("林知夏".encode(), "林知秋".encode()))
    rest = tmp_path / "备份" / "青禾中学-损坏-20261120-091200.dangwu.damaged"
    rest.write_bytes(b"SQLite format 3\0 broken" + CANARY.encode())
    secret = encryption.set_password(kept, PASSWORD)
    assert encryption.convert_copies(secret, None) == [two, rest]
    assert encryption.copies_apart(secret) == [two, rest]
    assert backup.verify(secret.at(one))


def test_a_copy_under_a_third_password_is_left_and_named(kept, tmp_path):
    secret = encryption.set_password(kept, PASSWORD)
    changed = encryption.change_password(secret, NEXT)
    left = encryption.convert_copies(changed, None)  # by somebody who no longer knows the first key
    assert [path.read_bytes()[:16] for path in left] == [secret.key.salt]
    assert encryption.convert_copies(changed, secret.key) == []


def test_another_office_in_the_folder_keeps_its_copies_as_they_are(kept, blank):
    other = shutil.copyfile(blank, kept.path.with_name("别校.dangwu"))
    with Office.open(other) as office:
        made = office.back_up(Reason.HAND)
        office.release()
    before = made.path.read_bytes()
    encryption.convert_copies(encryption.set_password(kept, PASSWORD), None)
    assert made.path.read_bytes() == before


# --- whatever fails ---


def test_what_differs_is_found_and_nothing_is_changed(kept, monkeypatch, refused):
    drafts.path_of(kept.path).unlink()
    before = kept.path.read_bytes()
    spoilt = {
        "a row": "DELETE FROM person WHERE id=1",
        "a letter": "UPDATE person SET name='林知秋' WHERE id=1",
        "a trigger": "DROP TRIGGER journal_no_update",
        "an index": "DROP INDEX ix_journal_change_record",
        "numbering": "UPDATE sqlite_sequence SET seq=seq+1 WHERE name='person'",
        "a mark": "PRAGMA application_id=7",
    }
    export = conversion._export
    for statement in spoilt.values():

        def spoil(connection, target, statement=statement):
            export(connection, target)
            with closing(target.connect()) as other:
                other.execute(statement)

        monkeypatch.setattr(conversion, "_export", spoil)
        assert "核对不一致" in refused(encryption.set_password, kept, PASSWORD)
        assert kept.path.read_bytes() == before


WITH = {"set": lambda: keys.new(PASSWORD), "change": lambda: keys.new(NEXT), "remove": lambda: None}


@pytest.mark.parametrize("step", WITH)
def test_a_full_disk_at_any_call_leaves_office_and_drafts_as_they_were(kept, failing, step):
    door = kept
    work = {
        "set": lambda: encryption.set_password(door, PASSWORD),
        "change": lambda: encryption.change_password(door, NEXT),
        "remove": lambda: encryption.remove_password(door),
    }[step]
    if step != "set":
        door = encryption.set_password(kept, PASSWORD)
    before = content_of(door)
    for number in failing(work):
        assert content_of(door) == before, number
        assert drafts_of(door) == [("person:1", {"身份证号": CANARY})]
        assert not list(door.path.parent.glob(".*.partial"))
    assert content_of(Door(door.path, WITH[step]())).items() >= {"person": before["person"]}.items()


def test_a_full_disk_leaves_each_copy_whole_with_a_note_that_fits(kept, failing):
    secret = encryption.set_password(kept, PASSWORD)

    def all_of_them():
        left = encryption.convert_copies(secret, None)
        if left:
            raise OfficeError("磁盘空间不足", remedy="再试")

    for number in failing(all_of_them):
        whole = [backup.verify(entrance_of(path, secret))["head"] for path in on_copies(kept)]
        assert whole == [2, 2, 1], number
    assert encryption.copies_apart(secret) == []


def entrance_of(path, secret):
    plain = path.read_bytes().startswith(b"SQLite")
    return Door(path, None if plain else secret.key)


def test_killed_between_note_and_copy_the_next_run_goes_on(kept, monkeypatch):
    secret = encryption.set_password(kept, PASSWORD)
    [newest, *_] = on_copies(kept)
    plain = newest.read_bytes()
    encryption.convert_copies(secret, None)
    newest.write_bytes(plain)  # the note tells of the new bytes already
    assert encryption.copies_apart(secret) == [newest]
    assert encryption.convert_copies(secret, None) == []
    assert backup.verify(secret.at(newest))


def test_drafts_that_cannot_follow_a_swapped_office_go_rather_than_stay_plain(kept, monkeypatch, tmp_path):
    replace = Path.replace

    def refuse_drafts(self, target):
        if str(target).endswith(drafts.ENDING):
            raise PermissionError(13, "held")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_drafts)
    secret = encryption.set_password(kept, PASSWORD)
    assert people(secret) == ["林知夏", "沈砚秋"]
    assert plain_files(tmp_path) == plain_files(backup.folder_of(kept.path))


def test_a_disk_that_fills_up_while_the_new_file_is_written_changes_nothing(kept, monkeypatch, refused):
    export, before = conversion._export, kept.path.read_bytes()

    class Full:
        """A connection whose new file may have a few pages only."""

        def __init__(self, connection):
            self.connection = connection

        def execute(self, statement, *given):
            if "sqlcipher_export" in statement:
                self.connection.execute("PRAGMA converted.max_page_count=20")
            return self.connection.execute(statement, *given)

    monkeypatch.setattr(conversion, "_export", lambda connection, target: export(Full(connection), target))
    assert "改密码时磁盘空间不足" in refused(encryption.set_password, kept, PASSWORD)
    assert kept.path.read_bytes() == before
    assert drafts_of(kept) == [("person:1", {"身份证号": CANARY})]


# --- restoring ---


def test_what_is_restored_stays_under_the_password_of_the_office(kept, tmp_path):
    plain = shutil.copyfile(on_copies(kept)[0], tmp_path / "明.dangwu")
    first = encryption.set_password(kept, PASSWORD)
    old = shutil.copyfile(backup.make(first, Reason.HAND).path, tmp_path / "旧.dangwu")
    door = encryption.change_password(first, NEXT)
    same = backup.make(door, Reason.HAND).path
    for copy in entrance.door(plain, door.key, plain_too=True), Door(old, first.key), door.at(same):
        aside = backup.restore(copy, door.path, door)
        assert people(door) == people(door.at(aside)) == ["林知夏", "沈砚秋"]
        assert door.path.read_bytes()[:16] == door.key.salt


def test_a_lost_office_is_restored_under_the_password_of_its_copy(kept):
    door = encryption.set_password(kept, PASSWORD)
    made = backup.make(door, Reason.HAND)
    door.path.unlink()
    backup.restore(door.at(made.path), door.path)
    assert people(door) == ["林知夏", "沈砚秋"]


# --- nothing of it anywhere ---


def test_no_file_of_a_run_under_a_password_shows_a_person_or_a_secret(tmp_path, monkeypatch, add):
    """The office's folder, this PC's memory and the temporary files, the killed and unfinished ones too."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    path = tmp_path / "学校" / "青禾中学.dangwu"
    path.parent.mkdir()
    with Office.create(path, PASSWORD) as office:
        add(office, "林知夏", id_number=CANARY)
        shelf = Drafts(office)
        shelf.keep(Draft("person:1", "林知夏", "members", values={"身份证号": CANARY}))
        office.back_up(Reason.HAND)
        with office.reading() as session:
            assert session.query(Person).one().id_number == CANARY
        with pytest.raises(RuntimeError), office.change("没有做完") as session:
            session.add(Person(name="沈砚秋", note=CANARY * 5000))
            session.flush()
            assert plain_files(tmp_path) == []
            raise RuntimeError
        first = office.door
        office.release()
    door = encryption.change_password(first, NEXT)
    encryption.convert_copies(door, first.key)
    backup.restore(door.at(backup.copies(path)[0].path), path)
    secrets = [PASSWORD, NEXT] + [told for key in (first.key, door.key) for told in shown(key)]
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert len(files) >= 7
    for one in files:
        content = one.read_bytes()
        assert CANARY.encode() not in content, one
        assert not [word for word in secrets if word.encode() in content], one


def shown(key):
    return key.secret.hex(), key.pragma, keys.code(key), repr(key.secret)
