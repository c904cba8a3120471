"""The program that gets killed: does what it is told on an office and says what is safely stored.

Started once; every line "WORK PATH SEED" makes it fork a child that works until it is killed, so
that a hundred deaths do not cost a hundred starts. Where there is no fork it works itself.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1]))

from compiled import sharing

from partyoffice import parts  # noqa: F401 -- brings in every record kind
from partyoffice.core.dates import Day
from partyoffice.members.records import History, Person
from partyoffice.store import backup, encryption, engine, keys, settings
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.office import Office

KEY = keys.Key(bytes(range(32)), bytes(range(200, 216)))
TURN = settings.Setting("turn", "次数", 0)


def say(*words):
    """Leave the pipe at once: what was said was stored before."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def change(path, seed):
    """Mixed changes for ever: people with two rows each, mends, deletions, undo; each acknowledged."""
    rnd, office = Random(seed), Office.open(path)
    say("begun", office.last_seq)
    for _ in range(10**6):
        way = rnd.randrange(4)
        if way == 3 and office.undo_sentence:
            office.undo()
        else:
            with office.change("杂") as session:
                mix(session, rnd, way)
        say("stored", office.last_seq)


def mix(session, rnd, way):
    settings.put(session, TURN, settings.get(session, TURN) + 1)
    known = [number for (number,) in session.query(Person.id)]
    if way == 0 or not known:
        people = [
            Person(name=f"沈{rnd.random()}" + "秋" * rnd.randrange(2000)) for _ in range(rnd.randrange(1, 6))
        ]
        session.add_all(people)
        session.flush()
        for person in people:
            session.add_all(History(person_id=person.id, fact="党支部", start=Day(2020, n)) for n in (1, 2))
    elif way == 1:
        session.get_one(Person, rnd.choice(known)).note = "改" * rnd.randrange(3000)
    else:
        person = session.get_one(Person, rnd.choice(known))
        for row in session.query(History).where(History.person_id == person.id):
            session.delete(row)
        session.delete(person)


def copy(path, _seed):
    """Copies for ever."""
    door = Door(path)
    say("begun", 0)
    while True:
        say("stored", backup.make(door, Reason.CLOSE).path.name)


def restore(path, _seed):
    """Go back and forth between the copies for ever."""
    door = Door(path)
    say("begun", 0)
    while True:
        for one in [one for one in backup.copies(path) if one.reason == Reason.HAND]:
            backup.restore(door.at(one.path), path)
            say("stored", one.seq)


STEPS = [
    (os, "fsync"), (tempfile, "mkstemp"), (backup, "copy"), (backup, "facts_of"),
    (os, "link"), (Path, "replace"), (Path, "chmod"), (Path, "unlink"), (Path, "mkdir"),
]  # fmt: skip


def die_at(step):
    """End as if killed, nothing tidied up, right before a step of those that touch the disk."""
    count = iter(range(1, 10**6))

    def dying(real):
        def call(*given, **more):
            if next(count) == step:
                os._exit(0)
            return real(*given, **more)

        return call

    for where, name in STEPS:
        setattr(where, name, dying(getattr(where, name)))


def copy_to_step(path, step):
    """Make one copy, or as much of it as comes before a step."""
    say("begun", 0)
    die_at(step)
    say("stored", backup.make(Door(path), Reason.HAND).path.name)


def encrypt_to_step(path, step):
    """Set a password and bring the copies under it, or as much of it as comes before a step."""
    say("begun", 0)
    keys.new = lambda _password: KEY
    die_at(step)
    door = encryption.set_password(Door(path), "密码")
    say("stored", len(encryption.convert_copies(door, None)))


def restore_to_step(path, step):
    """Restore the oldest copy, or as much of that as comes before a step."""
    copy_door = Door(backup.copies(path)[-1].path)
    say("begun", 0)
    die_at(step)
    say("stored", backup.restore(copy_door, path).name)


def learn(path):
    """Do each change once before there are children: their lives are short, and go into writing."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office.open(shutil.copyfile(path, Path(folder) / "a.dangwu"))
        for way in range(3):
            with office.change("杂") as session:
                mix(session, Random(way), way)
        office.undo()
        office.release()


def main():
    forks = hasattr(os, "fork")
    engine.create_engine = sharing()
    for number, line in enumerate(sys.stdin):
        work, path, seed = line.rstrip("\n").split("\t")
        if forks and number == 0:
            learn(path)
        child = os.fork() if forks else 0
        if not child:
            say("pid", os.getpid())
            globals()[work](Path(path), int(seed))
            os._exit(0)
        os.waitpid(child, 0)
        say("dead", child)


if __name__ == "__main__":
    main()
