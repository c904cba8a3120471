import json
import random
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date

import pytest

from partyoffice import __version__
from partyoffice.core import clock
from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Person
from partyoffice.store import backup, engine, files
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.office import Office


def made_by_hand(office):
    return office.back_up(Reason.HAND)


def people(path, password=None):
    with Office.open(path, password, writing=False) as office, office.reading() as session:
        return sorted(person.name for person in session.query(Person))


# --- making ---


def test_a_copy_is_verified_named_and_told_about(any_office, add, stopped_clock, content):
    add(any_office, "林知夏")
    made = made_by_hand(any_office)
    assert made.path.parent == any_office.path.parent / "备份"
    assert re.fullmatch(r"青禾中学-000001-20261120-\d{4}-手动\.dangwu", made.path.name)
    note = json.loads((made.path.parent / (made.path.name + ".json")).read_text("utf-8"))
    assert note["sha256"] == files.digest(made.path)
    assert (note["head"], note["reason"], note["uuid"]) == (1, "手动", any_office.uuid)
    assert (note["rows"]["person"], note["size"]) == (1, made.path.stat().st_size)
    assert (note["program"], note["revision"]) == (__version__, any_office.revision)
    assert people(made.path, any_office.door.key) == ["林知夏"]
    assert backup.verify(any_office.door.at(made.path))["chain"] == note["chain"]
    assert [one.path for one in backup.copies(any_office.path)] == [made.path]


def test_closing_makes_a_copy_only_when_something_changed(path, add):
    Office.open(path).close()
    assert backup.copies(path) == []
    with Office.open(path) as office:
        add(office, "林知夏")
    assert [one.reason for one in backup.copies(path)] == ["自动"]
    with Office.open(path, writing=False):
        pass
    assert len(backup.copies(path)) == 1


def test_a_copy_leaves_no_trace_in_the_office(office, add):
    add(office, "林知夏")
    before = office.path.read_bytes()
    made_by_hand(office)
    assert office.path.read_bytes() == before


def test_a_copy_can_go_anywhere_and_is_then_not_thinned(office, add, tmp_path, refused):
    stick = tmp_path / "U盘"
    stick.mkdir()
    add(office, "林知夏")
    made = office.back_up(Reason.HAND, stick / "带走.dangwu")
    assert people(made.path) == ["林知夏"]
    assert backup.copies(office.path) == []
    assert "找不到文件或文件夹" in refused(office.back_up, Reason.HAND, tmp_path / "拔了" / "带走.dangwu")


def test_two_copies_of_one_minute_both_stay(office, add, stopped_clock):
    add(office, "林知夏")
    assert made_by_hand(office).path != made_by_hand(office).path
    assert len(backup.copies(office.path)) == 2


def test_a_copy_made_while_somebody_writes_is_whole(office, add):
    add(office, "林知夏")
    with office.change("改") as session:
        session.add(Person(name="未完"))
        session.flush()
        made = made_by_hand(office)
    assert people(made.path) == ["林知夏"]


def test_changes_go_on_while_a_copy_is_made(office, add, monkeypatch):
    monkeypatch.setattr(backup, "PAGES", 1)
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(made_by_hand, office)
        for n in range(12):
            add(office, f"沈{n}")
        made = making.result()
    assert backup.verify(office.door.at(made.path))["head"] == made.seq <= office.last_seq == 12


def test_no_copy_is_begun_without_room(office, monkeypatch, refused):
    monkeypatch.setattr(files, "free_megabytes", lambda folder: 3)
    assert "磁盘只剩 3 MB" in refused(made_by_hand, office)
    assert not backup.folder_of(office.path).exists()


def test_a_damaged_office_gets_no_copy_and_loses_none(path, add, refused):
    with Office.open(path) as office:
        for n in range(15):
            add(office, f"沈{n}" + "秋" * 2000)
            office.back_up(Reason.CLOSE)
        kept = backup.copies(path)
        data = bytearray(path.read_bytes())
        data[-3 * 4096 :] = bytes(3 * 4096)
        path.write_bytes(data)
        refused(made_by_hand, office)
        office.release()
    assert backup.copies(path) == kept


# --- order ---


def test_the_journal_orders_copies_whatever_the_clock_says(office, add):
    for n, day in enumerate([date(2026, 11, 20), date(2099, 1, 1), date(2009, 1, 1)]):
        add(office, f"沈{n}")
        with clock.stopped(day):
            office.back_up(Reason.CLOSE)
    assert [(one.seq, one.made.year) for one in backup.copies(office.path)] == [
        (3, 2009),
        (2, 2099),
        (1, 2026),
    ]


@pytest.mark.parametrize("day", [date(2009, 1, 1), date(2099, 1, 1)])
def test_a_wrong_clock_never_lets_the_newest_copies_go(office, add, day):
    with clock.stopped(date(2026, 11, 20)):
        for n in range(12):
            add(office, f"沈{n}")
            office.back_up(Reason.CLOSE)
    with clock.stopped(day):
        for n in range(12):
            add(office, f"方{n}")
            office.back_up(Reason.CLOSE)
    assert [one.seq for one in backup.copies(office.path)][:10] == list(range(24, 14, -1))


def test_only_copies_of_this_very_office_are_listed(path, add):
    other = shutil.copyfile(path, path.with_name("青禾中学-初中部.dangwu"))
    for one in (path, other):
        with Office.open(one) as office:
            add(office, "林知夏")
    folder = backup.folder_of(path)
    for name in ("说明", "000009-20261399-9999-手动", "1-20260101-0101-手动", "000001-20260101-0101"):
        (folder / f"青禾中学-{name}.dangwu").write_bytes(b"x")
    assert [one.path.name[:12] for one in backup.copies(path)] == ["青禾中学-000001-"[:12]]
    assert [one.path.name.startswith("青禾中学-初中部-0") for one in backup.copies(other)] == [True]


# --- verifying ---


def test_one_flipped_bit_is_found_and_the_copy_refused(any_office, add, tmp_path):
    add(any_office, "林知夏")
    made = made_by_hand(any_office)
    whole = made.path.read_bytes()
    rnd = random.Random(1)
    for _ in range(4 if any_office.door.key else 25):
        data = bytearray(whole)
        data[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
        made.path.write_bytes(data)
        with pytest.raises(OfficeError):
            backup.verify(any_office.door.at(made.path))
    made.path.write_bytes(whole)
    backup.verify(any_office.door.at(made.path))


def test_a_shape_broken_beyond_words_is_told_as_damage(office, raw, refused):
    made = made_by_hand(office)
    data = made.path.read_bytes()
    at = data.index(b"CREATE TABLE person")
    made.path.write_bytes(data[: at + 13] + b"\xcc\xff\xcc" + data[at + 16 :])
    assert "已损坏" in refused(backup.verify, Door(made.path))
    assert "已损坏" in refused(Office.open, made.path)


def test_a_flipped_bit_in_a_text_is_found_by_the_digest_alone(office, add, raw, refused):
    add(office, "林知夏")
    made = made_by_hand(office)
    data = made.path.read_bytes()
    made.path.write_bytes(data.replace("林知夏".encode(), "林知秋".encode()))
    assert raw(made.path, "PRAGMA integrity_check")[0] == [("ok",)]
    assert "校验值不一致" in refused(backup.verify, Door(made.path))


def test_a_cut_copy_is_refused_wherever_it_is_cut(office, add, refused):
    add(office, "林知夏")
    made = made_by_hand(office)
    whole = made.path.read_bytes()
    for n in range(50):
        made.path.write_bytes(whole[: len(whole) * n // 50])
        refused(backup.verify, Door(made.path))


OTHERWISE = {
    "rows": {"person": 214}, "head": 99, "chain": "f" * 64, "uuid": "别家", "revision": "0001",
    "sha256": "0" * 64, "size": 1,
}  # fmt: skip


@pytest.mark.parametrize("key", OTHERWISE)
def test_a_note_that_tells_anything_else_than_the_copy_holds_is_refused(office, add, key, refused):
    add(office, "林知夏")
    made = made_by_hand(office)
    told = backup.note_path(made.path)
    told.write_text(json.dumps(made.note | {key: OTHERWISE[key]}), "utf-8")
    assert "校验值不一致" in refused(backup.verify, Door(made.path))


def test_notes_that_were_swapped_are_refused(office, add, refused):
    one = made_by_hand(office)
    add(office, "林知夏")
    two = made_by_hand(office)
    for made, other in ((one, two), (two, one)):
        backup.note_path(made.path).write_text(json.dumps(other.note), "utf-8")
        assert "校验值不一致" in refused(backup.verify, Door(made.path))


def test_in_place_of_a_bad_copy_the_next_older_whole_one_is_offered_else_a_newer(office, add):
    made = []
    for n in range(4):
        add(office, f"沈{n}")
        made.append(made_by_hand(office).path)
    for bad in (made[2], made[1]):
        bad.write_bytes(bad.read_bytes()[:-5000])
    offered = lambda bad: getattr(backup.next_good(office.door, office.path, bad), "path", None)  # noqa: E731
    assert [offered(bad) for bad in made] == [made[3], made[0], made[0], made[0]]
    assert offered(office.path.with_name("U盘上的.dangwu")) == made[3]
    for bad in (made[0], made[3]):
        bad.write_bytes(b"x")
    assert offered(made[2]) is None


SPOILT = ["", "{", "[1]", "null", '"x"', "\udcff", "[" * 9999, '{"sha256": 7}', '{"sha256": "0", "rows": []}']


@pytest.mark.parametrize("note", SPOILT, ids=range(len(SPOILT)))
def test_a_spoilt_note_is_as_no_note(office, add, note):
    add(office, "林知夏")
    made = made_by_hand(office)
    backup.note_path(made.path).write_bytes(note.encode("utf-8", "surrogateescape"))
    assert backup.verify(Door(made.path))["head"] == 1
    assert backup.copies(office.path)[0].note == {}


def test_a_tail_cut_from_the_journal_shows_against_the_copys_head(path, add, raw):
    from partyoffice.store.journal import TRIGGERS

    with Office.open(path) as office:
        add(office, "林知夏")
        add(office, "沈砚秋")
        office.back_up(Reason.HAND)
        office.release()
    cut = ["DELETE FROM journal WHERE seq=2", "UPDATE sqlite_sequence SET seq=1 WHERE name='journal'"]
    raw(path, *(f"DROP TRIGGER {name}" for name in TRIGGERS), "DELETE FROM journal_change WHERE seq=2", *cut)
    assert backup.facts_of(Door(path))["head"] < backup.copies(path)[0].note["head"]


# --- restoring ---


def test_restoring_puts_the_copy_in_place_and_keeps_the_present_aside(any_office, add):
    add(any_office, "林知夏")
    made = made_by_hand(any_office)
    add(any_office, "沈砚秋")
    any_office.release()
    aside = backup.restore(any_office.door.at(made.path), any_office.path)
    password = any_office.door.key
    assert people(any_office.path, password) == ["林知夏"]
    assert people(aside, password) == ["林知夏", "沈砚秋"]
    assert "恢复前" in aside.name
    assert people(made.path, password) == ["林知夏"]


def test_a_damaged_office_is_kept_byte_for_byte(path, add):
    with Office.open(path) as office:
        add(office, "林知夏")
        made = made_by_hand(office)
        office.release()
    path.write_bytes(b"broken" * 1000)
    path.with_name(path.name + "-journal").write_bytes(b"hot")
    aside = backup.restore(Door(made.path), path)
    assert aside.read_bytes() == b"broken" * 1000
    assert not path.with_name(path.name + "-journal").exists()
    assert people(path) == ["林知夏"]
    assert len(backup.copies(path)) == 1


def test_a_lost_office_is_restored_where_it_lay_and_a_journal_left_there_spoils_nothing(path, add):
    with Office.open(path) as office:
        add(office, "林知夏")
        made = made_by_hand(office)
        for n in range(40):
            add(office, f"沈砚秋{n}")
        office.release()
    hot = path.with_name(path.name + "-journal")
    hot.write_bytes(in_the_midst(path))
    path.unlink()
    backup.restore(Door(made.path), path)
    assert not hot.exists()
    assert people(path) == ["林知夏"]
    assert backup.verify(Door(path))["head"] == 1


def in_the_midst(path):
    """The journal as a crash leaves it in the middle of a change, ready to be played back."""
    with closing(engine.driver.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE person SET note='半'")
        connection.execute("CREATE TABLE junk (x)")
        connection.executemany("INSERT INTO junk VALUES (?)", [(f"{n}" * 500,) for n in range(300)])
        return path.with_name(path.name + "-journal").read_bytes()


def test_a_bad_copy_changes_nothing(path, add, raw, refused):
    with Office.open(path) as office:
        add(office, "林知夏")
        made = made_by_hand(office)
        office.release()
    before = path.read_bytes()
    newer = shutil.copyfile(made.path, made.path.with_name("x.dangwu"))
    raw(newer, "UPDATE alembic_version SET version_num='9999'")
    assert "更新版本" in refused(backup.restore, Door(newer), path)
    made.path.write_bytes(made.path.read_bytes()[:-5000])
    refused(backup.restore, Door(made.path), path)
    refused(backup.restore, Door(path.with_name("没有.dangwu")), path)
    assert path.read_bytes() == before
    assert [one.reason for one in backup.copies(path)] == ["手动"]


def test_a_copy_sound_by_itself_but_not_as_its_note_says_is_never_restored(path, add, refused):
    with Office.open(path) as office:
        add(office, "林知夏")
        made, told = made_by_hand(office), office.door
        office.release()
    before, whole, note = path.read_bytes(), made.path.read_bytes(), backup.note_path(made.path).read_bytes()
    made.path.write_bytes(whole.replace("林知夏".encode(), "林知秋".encode()))
    assert "校验值不一致" in refused(backup.restore, told.at(made.path), path)
    made.path.write_bytes(whole)
    backup.note_path(made.path).write_text(json.dumps(made.note | {"chain": "f" * 64}), "utf-8")
    assert "校验值不一致" in refused(backup.restore, told.at(made.path), path)
    assert path.read_bytes() == before
    assert [one.path for one in backup.copies(path)] == [made.path]
    backup.note_path(made.path).write_bytes(note)
    backup.restore(told.at(made.path), path)


def test_what_was_spoilt_on_its_way_to_the_place_of_the_office_is_never_put_there(
    path, add, refused, monkeypatch
):
    with Office.open(path) as office:
        add(office, "林知夏")
        made = made_by_hand(office)
        office.release()
    before, real = path.read_bytes(), backup.copy

    def spoiling(door, target, *more):
        real(door, target, *more)
        if target.parent == path.parent:
            target.write_bytes(target.read_bytes()[:-5000])

    monkeypatch.setattr(backup, "copy", spoiling)
    assert "已损坏" in refused(backup.restore, Door(made.path), path)
    assert path.read_bytes() == before


def test_behind_a_link_the_office_itself_is_restored(path, add, tmp_path):
    with Office.open(path) as office:
        add(office, "林知夏")
        made = made_by_hand(office)
        add(office, "沈砚秋")
        office.release()
    link = tmp_path / "link.dangwu"
    link.symlink_to(path)
    backup.restore(Door(made.path), link)
    assert link.is_symlink()
    assert people(path) == ["林知夏"]
