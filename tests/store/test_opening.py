"""Locks, and files that are damaged, foreign, newer, empty or something else altogether."""

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing

import pytest

from partyoffice.members.records import Person
from partyoffice.store import engine, lock
from partyoffice.store.office import Office

HOLD = """
import sys, time
from partyoffice.store.office import Office
office = Office.open(sys.argv[1])
print("in", flush=True)
time.sleep(60)
"""


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- one writer ---


def test_a_second_window_is_refused_and_the_first_named(office, refused):
    sentence = refused(Office.open, office.path)
    assert "已在另一个窗口中打开" in sentence
    assert "起）" in sentence


def test_another_spelling_of_the_path_is_the_same_office(office, tmp_path, refused):
    link = tmp_path / "link.dangwu"
    link.symlink_to(office.path)
    refused(Office.open, link)
    refused(Office.open, tmp_path / ".." / tmp_path.name / office.path.name)


def test_reading_goes_on_beside_a_window(office, add):
    add(office, "林知夏")
    with Office.open(office.path, writing=False) as beside:
        add(office, "沈砚秋")
        with beside.reading() as session:
            assert [row.name for row in session.query(Person).order_by(Person.id)] == ["林知夏", "沈砚秋"]


def test_a_lock_is_free_after_close_after_a_refused_opening_and_after_kill(path, raw, refused):
    Office.open(path).close()
    with Office.open(path) as office:
        office.release()
    raw(path, "UPDATE alembic_version SET version_num='9999'")
    refused(Office.open, path)
    raw(path, f"UPDATE alembic_version SET version_num='{office.revision}'")
    Office.open(path).release()


def test_the_lock_of_a_killed_holder_is_free(path, refused):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline().strip() == b"in"
        refused(Office.open, path)
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert lock.lock_path(path).exists()
    Office.open(path).release()


@pytest.mark.parametrize("text", ["", "4242\nother-pc\n", "\0\xff"])
def test_a_forged_or_left_lock_file_locks_nothing(path, text):
    lock.lock_path(path).write_bytes(text.encode("latin-1"))
    lock.lock_path(path).with_suffix(".lock-by").write_bytes(b"\xff\xfe\x00")
    Office.open(path).release()


def test_a_folder_that_takes_no_lock_is_told(path, refused):
    lock.lock_path(path).mkdir()
    assert "不能写入" in refused(Office.open, path)


# --- what is no office ---


def places_like(path):
    """A browser's database in WAL mode, whose bytes even a look would change."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")
        connection.execute("INSERT INTO moz_places (url) VALUES ('x')")
        connection.commit()


def workbook(path):
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>" * 400)


def head_only(path):
    path.write_bytes(b"SQLite format 3\x00")


FOREIGN = {
    "empty": (lambda path: path.write_bytes(b""), "空文件"),
    "text": (lambda path: path.write_text("姓名,性别\n林知夏,女\n" * 300, "utf-8"), "不是本程序"),
    "short text": (lambda path: path.write_text("你好", "utf-8"), "不是本程序"),
    "workbook": (workbook, "不是本程序"),
    "old document": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)),
        "不是本程序",
    ),
    "another SQLite file": (places_like, "不是本程序"),
    "nothing but the magic": (head_only, "不是本程序"),
    "zeros": (lambda path: path.write_bytes(bytes(8192)), "不是本程序"),
    "noise": (lambda path: path.write_bytes(random.Random(1).randbytes(8192)), "已加密、已损坏，或者不是"),
}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("writing", [True, False])
def test_foreign_files_are_refused_and_left_as_they_are(tmp_path, kind, writing, refused):
    make, said = FOREIGN[kind]
    path = tmp_path / "别的.dangwu"
    make(path)
    before = digest(path)
    assert said in refused(Office.open, path, writing=writing)
    assert digest(path) == before
    assert not list(tmp_path.glob("*-journal"))
    refused(Office.open, path, "密码", writing=writing)
    assert digest(path) == before


def test_a_missing_file_and_a_folder_are_told(tmp_path, refused):
    assert "找不到数据文件“没有.dangwu”" in refused(Office.open, tmp_path / "没有.dangwu")
    assert "找不到" in refused(Office.open, tmp_path)
    assert "找不到" in refused(Office.create, tmp_path / "没有的" / "a.dangwu")
    assert not list(tmp_path.iterdir())


def test_new_refuses_a_file_that_is_there(path, refused):
    before = digest(path)
    assert "已经存在" in refused(Office.create, path)
    assert digest(path) == before


def test_newer_files_are_refused(path, raw, refused):
    raw(path, "UPDATE alembic_version SET version_num='9999'")
    before = digest(path)
    assert "由更新版本的程序保存" in refused(Office.open, path)
    assert digest(path) == before
    raw(path, "UPDATE alembic_version SET version_num='0001'", f"PRAGMA user_version={engine.FORMAT + 1}")
    before = digest(path)
    for writing in (False, True):
        assert "由更新版本的程序保存" in refused(Office.open, path, writing=writing)
    assert digest(path) == before


@pytest.mark.parametrize(
    "statement", ["DELETE FROM alembic_version", "DROP TABLE alembic_version", "DROP TABLE office_meta"]
)
def test_an_office_without_its_marks_is_refused(path, raw, statement, refused):
    raw(path, statement)
    before = digest(path)
    refused(Office.open, path)
    refused(Office.open, path, writing=False)
    assert digest(path) == before


# --- passwords ---


def test_an_encrypted_file_shows_nothing(any_office, add):
    add(any_office, "林知夏", id_number="330099199003071234")
    bytes_ = any_office.path.read_bytes()
    secret = any_office.door.key is not None
    assert (b"330099199003071234" not in bytes_) is secret
    assert (not bytes_.startswith(b"SQLite format 3")) is secret
    assert "密码" not in repr(any_office.door)


# --- after a crash ---


def test_a_hot_journal_of_a_crash_is_played_back(path, add, raw):
    """The file as a crash in the middle of a commit leaves it: new pages, old ones in the journal."""
    with Office.open(path) as office:
        add(office, "林知夏")
        office.release()
    connection = engine.driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cache_size=2")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE person SET note='half'")
    connection.execute("CREATE TABLE junk (x)")
    for n in range(300):
        connection.execute("INSERT INTO junk VALUES (?)", (f"{n}" * 500,))
    half, hot = path.read_bytes(), path.with_name(path.name + "-journal").read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    path.write_bytes(half)
    path.with_name(path.name + "-journal").write_bytes(hot)
    with Office.open(path) as office, office.reading() as session:
        assert [(p.name, p.note) for p in session.query(Person)] == [("林知夏", "")]
        office.release()


# --- where it lies ---


def test_what_a_crash_left_half_written_is_swept_when_it_is_old(path):
    old, young = (path.with_name(f".{path.stem}-{name}.partial") for name in ("a", "b"))
    other = path.with_name(".别的学校-c.partial")
    for partial in (old, young, other):
        partial.write_bytes(b"x")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    Office.open(path).release()
    assert (old.exists(), young.exists(), other.exists()) == (False, True, True)


def test_an_office_is_one_file_after_closing(path, add):
    with Office.open(path) as office:
        add(office, "林知夏")
        office.release()
    left = {one.name for one in path.parent.iterdir()}
    assert left == {path.name, path.name + ".lock"}
