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
from partyoffice.dues.records import Entry, Payment
from partyoffice.dues.rules.words import Account, Flow
from partyoffice.meetings.records import AgendaItem, Attendance, Meeting
from partyoffice.members.records import History, Person
from partyoffice.organisation.actions import set_up
from partyoffice.organisation.records import Organisation
from partyoffice.organisation.rules import OrgKind
from partyoffice.store import backup, encryption, engine, keys, settings
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.office import Office

KEY = keys.Key(bytes(range(32)), bytes(range(200, 216)))
TURN = settings.Setting("turn", "次数", 0)
MONEY = settings.Setting("money", "结存", 0)  # what payments and lines of the book must come to, in fen
MONTH = Day(2026, 11, 3)


def say(*words):
    """Leave the pipe at once: what was said was stored before."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def change(path, seed):
    """Mixed changes for ever, of people, meetings and dues, some undone; each acknowledged with the money."""
    rnd, office = Random(seed), Office.open(path)
    say("begun", office.last_seq)
    for _ in range(10**6):
        if not rnd.randrange(5) and office.undo_sentence:
            office.undo()
        else:
            with office.change("杂") as session:
                mix(session, rnd, rnd.randrange(len(WAYS)))
        say("stored", f"{office.last_seq}/{money_of(office)}")


def money_of(office):
    """Return what the changes so far say is there."""
    with office.reading() as session:
        return settings.get(session, MONEY)


def begin(office):
    """Do each kind of change once, in a party organisation, which is set up where there is none."""
    with office.change("建立党组织") as session:
        if not session.query(Organisation.id).count():
            set_up(session, "青禾中学", OrgKind.GENERAL)
    for way in (0, *range(len(WAYS))):
        with office.change("杂") as session:
            mix(session, Random(way), way)


def mix(session, rnd, way):
    """Do one thing; the sum of what it did to the money stands beside the rows it is made of."""
    settings.put(session, TURN, settings.get(session, TURN) + 1)
    known = [number for (number,) in session.query(Person.id)]
    brought = (WAYS[way] if known else enrol)(session, rnd, known)
    if brought:
        settings.put(session, MONEY, settings.get(session, MONEY) + brought)


def enrol(session, rnd, _known):
    """Put people on the roster, each with two rows of history."""
    people = [
        Person(name=f"沈{rnd.random()}" + "秋" * rnd.randrange(2000)) for _ in range(rnd.randrange(1, 6))
    ]
    session.add_all(people)
    session.flush()
    for person in people:
        session.add_all(History(person_id=person.id, fact="党支部", start=Day(2020, n)) for n in (1, 2))


def mend(session, rnd, known):
    """Write a longer or shorter note on somebody."""
    session.get_one(Person, rnd.choice(known)).note = "改" * rnd.randrange(3000)


def remove(session, rnd, known):
    """Take somebody away with all that hangs on them; what they paid goes out of the sum."""
    one = rnd.choice(known)
    went = sum(row.amount for row in session.query(Payment).where(Payment.person_id == one))
    for kind in (History, Payment, Attendance):
        for row in session.query(kind).where(kind.person_id == one):
            session.delete(row)
    session.flush()
    session.delete(session.get_one(Person, one))
    return -went


def collect(session, rnd, known):
    """Take a month's dues of some people and write two lines of the book, one in, one out."""
    paid = [
        Payment(person_id=one, month=MONTH, on=MONTH, amount=rnd.randrange(1, 10**5), note="收" * 300)
        for one in rnd.sample(known, min(len(known), 5))
    ]
    interest, used = rnd.randrange(1, 10**4), rnd.randrange(1, 10**5)
    common = {"on": MONTH, "account": str(Account.BANK), "content": "账" * rnd.randrange(1, 500)}
    session.add_all(paid)
    session.add(Entry(flow=str(Flow.INTEREST), amount=interest, **common))
    session.add(Entry(flow=str(Flow.USED), amount=used, **common))
    return sum(one.amount for one in paid) + interest - used


def hold(session, rnd, known):
    """Write minutes with two items and everybody's presence."""
    place = session.query(Organisation.id).limit(1).scalar()
    who = {"chair": "林知夏", "recorder": "沈秋", "text": "记" * rnd.randrange(2000)}
    made = Meeting(organisation_id=place, kind="支部党员大会", on=MONTH, **who)
    session.add(made)
    session.flush()
    session.add_all(AgendaItem(meeting_id=made.id, place=n, subject="议题") for n in (1, 2))
    session.add_all(Attendance(meeting_id=made.id, person_id=one) for one in known[:5])


WAYS = (enrol, mend, remove, collect, hold)


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
        begin(office)
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
