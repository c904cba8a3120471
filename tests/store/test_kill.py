"""Killed in the middle of whatever it does, the office stands as after the last acknowledged step."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from random import Random

import killed
import pytest
from sqlalchemy import func, select

from partyoffice.dues.queries.money import balance
from partyoffice.meetings.records import AgendaItem, Meeting
from partyoffice.members.records import History, Person
from partyoffice.store import backup, encryption, journal, settings, shelf
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.keys import Key
from partyoffice.store.office import Office

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("killed.py")
FORKS = hasattr(os, "fork")
DEATHS = 250  # of one office: it grows with every life, and each would cost more than the last
PAIRS = (Person, History, Meeting, AgendaItem)  # of each second kind there are two to one of the first


def count(session, kind):
    return session.execute(select(func.count()).select_from(kind)).scalar()


class Victim:
    """The program, its deaths and its last words."""

    def __init__(self):
        self.program = None

    def start(self):
        if self.program is None:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
            around = os.environ | {"PYTHONPATH": str(ROOT)}
            self.program = subprocess.Popen([sys.executable, str(PROGRAM)], env=around, **pipes)

    def die(self, work, path, seed, after):
        """Let it work, kill it ``after`` seconds from its first step, return what it had acknowledged."""
        self.start()
        self.program.stdin.write(f"{work}\t{path}\t{seed}\n")
        self.program.stdin.flush()
        pid, said = int(self.words()[1]), [self.words()]
        assert said == [["begun", said[0][1]]]
        killer = threading.Timer(after, os.kill, (pid, signal.SIGKILL if FORKS else signal.SIGTERM))
        killer.start()
        while (words := self.words()) and words[0] == "stored":
            said.append(words)
        killer.join()
        if not FORKS:
            self.end()
        return said[-1][-1]

    def end_at(self, work, path, step):
        """Let it work up to a step of its own; say whether it came to the end of its work before."""
        self.start()
        self.program.stdin.write(f"{work}\t{path}\t{step}\n")
        self.program.stdin.flush()
        said = []
        while (words := self.words()) and words[0] != "dead":
            said.append(words[0])
        assert said[:2] == ["pid", "begun"]
        return said[2:] == ["stored"]

    def words(self):
        return self.program.stdout.readline().split()

    def end(self):
        if self.program is not None:
            self.program.stdin.close()
            self.program.wait()
            self.program.stdout.close()
            self.program = None


@pytest.fixture
def path(blank, tmp_path):
    """A closed office in memory where the system has such a folder: there the program writes and syncs as
    anywhere, and a life of moments is spent on changes, not on a disk that others use too.
    """
    memory = Path("/dev/shm")  # ruff: ignore[hardcoded-temp-file] -- a folder of this test's own is made there
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else tmp_path))
    yield shutil.copyfile(blank, folder / "青禾中学.dangwu")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def victim():
    found = Victim()
    yield found
    found.end()


def test_kills_lose_no_acknowledged_change_and_break_nothing(path, victim, tries):
    deaths, hot, blank = tries(120, 5000), 0, path.read_bytes()
    for first in range(0, deaths, DEATHS):
        path.write_bytes(blank)
        hot += kill(path, victim, range(first, min(first + DEATHS, deaths)))
    assert hot > deaths // 20, "the kills never met a commit"


def kill(path, victim, deaths):
    """Kill it again and again while it changes an office, which is compared with what it had acknowledged.

    Return how often it was killed in the midst of a commit.
    """
    rnd, hot, first = Random(deaths.start + 7), 0, begin(path)
    kept = first
    for death in deaths:
        said = victim.die("change", path, death, rnd.uniform(0, 0.08))
        hot += path.with_name(path.name + "-journal").exists()
        kept = held(path, said if "/" in said else kept, death)
    assert kept != first, "nothing was ever stored"
    return hot


def held(path, said, death):
    """Return what the office holds, as the program says it, once that is no less than what it had said."""
    stored, money = map(int, said.split("/"))
    with Office.open(path) as office:  # which asks the file for quick_check
        assert office.last_seq in {stored, stored + 1}  # stored, but the word was not out yet
        with office.reading() as session:
            there = balance(session).total
            assert there == settings.get(session, killed.MONEY)
            assert office.last_seq > stored or there == money
            people, history, meetings, items = (count(session, kind) for kind in PAIRS)
            assert (history, items) == (2 * people, 2 * meetings)
            if death % 10 == 0:
                assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            if death % 5 == 0:
                assert journal.verify(session) is None
        office.release()
        return f"{office.last_seq}/{there}"


def begin(path):
    """Do each kind of change once, so that money is there from the first death on; return what was stored."""
    with Office.open(path) as office:
        killed.begin(office)
        office.release()
        return f"{office.last_seq}/{killed.money_of(office)}"


def test_killed_while_copying_only_whole_copies_are_listed(path, add, victim, tries):
    with Office.open(path) as office:
        for n in range(20):
            add(office, f"沈{n}" + "秋" * 5000)
        office.release()
    rnd = Random(3)
    for death in range(tries(12, 500)):
        last = victim.die("copy", path, death, rnd.uniform(0, 0.09))
        listed = backup.copies(path)
        assert last == "0" or listed
        for one in listed[:2]:
            backup.verify(Door(one.path))
    for partial in backup.folder_of(path).glob(".*.partial*"):
        os.utime(partial, (0, 0))
    made = backup.make(Door(path), Reason.HAND)
    assert not list(made.path.parent.glob(".*.partial*"))


def test_killed_while_restoring_there_is_always_one_valid_office(path, add, victim, tries):
    with Office.open(path) as office:
        for n in range(4):
            add(office, f"沈{n}" + "秋" * 5000)
            office.back_up(Reason.HAND)
        office.release()
    rnd = Random(5)
    for death in range(tries(12, 500)):
        victim.die("restore", path, death, rnd.uniform(0, 0.12))
        with Office.open(path) as office:
            assert 1 <= office.last_seq <= 4
            with office.reading() as session:
                assert session.execute(select(func.count(Person.id))).scalar() == office.last_seq
                assert journal.verify(session) is None
            office.release()


@pytest.mark.skipif(not FORKS, reason="every death would cost a start of the program")
def test_killed_at_any_step_of_a_copy_nothing_unverified_is_listed(path, add, victim):
    with Office.open(path) as office:
        add(office, "林知夏")
        office.release()
    steps = 1
    while not victim.end_at("copy_to_step", path, steps):
        steps += 1
        assert [one.note for one in backup.copies(path) if not shelf.is_sound(one)] == []
        assert steps < 60
    assert steps > 8
    for one in (copies := backup.copies(path)):
        backup.verify(Door(one.path))
    left = [one for one in backup.folder_of(path).iterdir() if one.suffix in {".json", ".partial"}]
    assert len(left) > len(copies), "no death left anything behind"
    for one in left:
        os.utime(one, (0, 0))
    Office.open(path).release()
    backup.make(Door(path), Reason.HAND)
    names = {one.name for one in backup.folder_of(path).iterdir()}
    assert names == {one.path.name + ending for one in backup.copies(path) for ending in ("", ".json")}


@pytest.mark.skipif(not FORKS, reason="every death would cost a start of the program")
def test_killed_at_any_step_of_a_restore_the_office_is_the_old_or_the_new_one(path, add, victim, tries):
    with Office.open(path) as office:
        office.back_up(Reason.HAND)
        add(office, "林知夏")
        office.release()
    present, seen, step = path.read_bytes(), set(), 1
    while not victim.end_at("restore_to_step", path, step):
        with Office.open(path) as office:
            seen.add(office.last_seq)
            office.release()
        for one in backup.copies(path):
            backup.verify(Door(one.path))
        path.write_bytes(present)
        step += tries(3, 1)
        assert step < 150
    assert step > 20
    assert 1 in seen
    assert seen <= {0, 1}
    assert shelf.paused(path)


@pytest.mark.skipif(not FORKS, reason="every death would cost a start of the program")
def test_killed_at_any_step_of_a_password_office_and_copies_are_whole_and_the_next_try_goes_on(
    path, add, victim, tries
):
    with Office.open(path) as office:
        add(office, "林知夏")
        office.back_up(Reason.HAND)
        office.release()
    key, folder = Key(bytes(range(32)), bytes(range(200, 216))), backup.folder_of(path)
    before, seen, step = {one: one.read_bytes() for one in [path, *folder.iterdir()]}, set(), 1
    while not victim.end_at("encrypt_to_step", path, step):
        door = Door(path, None if path.read_bytes().startswith(b"SQLite") else key)
        backup.verify(door)
        seen.add(door.key is None)
        if door.key:
            assert encryption.convert_copies(door, None) == []
        for one in backup.copies(path):
            backup.verify(door.at(one.path))
        shutil.rmtree(folder)
        folder.mkdir()
        for one, content in before.items():
            one.write_bytes(content)
        step += tries(5, 1)
        assert step < 200
    assert step > 20
    assert seen == {True, False}
    assert encryption.copies_apart(Door(path, key)) == []
