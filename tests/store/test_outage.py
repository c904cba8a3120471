"""The power goes at any moment: what the office called stored is there, and the file is sound."""

import shutil
from contextlib import closing
from random import Random

import disk
import outage
import pytest
from killed import mix

from partyoffice.store import engine, journal
from partyoffice.store.engine import driver
from partyoffice.store.office import Office

PASSWORD = "方砚舟的'密码"
pytestmark = pytest.mark.skipif(not disk.THERE, reason="this driver lets nobody listen to what it writes")


def work(path, password, changes):
    """Mixed changes on a disk that is listened to; give its door, how it began, all that happened."""
    began, rnd, listened = path.read_bytes(), Random(1), disk.Disk()
    with listened.listening(), Office.open(path, password) as office:
        for _ in range(changes):
            if rnd.randrange(4) == 3 and office.undo_sentence:
                office.undo()
            else:
                with office.change("杂") as session:
                    mix(session, rnd, rnd.randrange(3))
            listened.events.append(("stored", office.last_seq))
        office.release()
    return office.door, {str(path): began}, listened.events


def lay_out(path, files):
    """Put an image on the real disk; tell whether a journal lies beside the office."""
    hot = path.with_name(path.name + "-journal")
    hot.unlink(missing_ok=True)
    for name, data in files.items():
        (path if name == str(path) else hot).write_bytes(data)
    return hot.exists()


def judged(door):
    """The number of the last action of a sound file whose tables agree; -1 of any other."""
    with closing(door.connect()) as connection:
        try:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            people, rows, seq = connection.execute(
                "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM history),"
                " (SELECT coalesce(max(seq), 0) FROM journal)"
            ).fetchone()
        except driver.DatabaseError:
            return -1
    return seq if sound and rows == 2 * people else -1


def outages(path, password, changes, images, seed):
    """Cut the power again and again; yield what was stored by then, what is found, if it is rolled back."""
    door, names, events = work(path, password, changes)
    rnd = Random(seed)
    for _ in range(images):
        cut = rnd.randrange(len(events) + 1)
        stored = max((event[1] for event in events[:cut] if event[0] == "stored"), default=0)
        hot = lay_out(path, outage.image(events, cut, names, rnd))
        yield stored, judged(door), hot


def test_an_outage_loses_no_stored_change_and_breaks_nothing(path, tries):
    hot, images = 0, tries(40, 1000)
    for at, (stored, found, rolled) in enumerate(outages(path, None, tries(30, 60), images, 2)):
        hot += rolled
        assert stored <= found <= stored + 1
        if at % 20 == 0:
            with Office.open(path) as office, office.reading() as session:
                assert journal.verify(session) is None
                assert office.last_seq == found
                office.release()
    assert hot > images // 4, "the outages never met a commit"


def test_an_encrypted_office_outlives_an_outage_too(blank_secret, tmp_path, tries):
    path = shutil.copyfile(blank_secret, tmp_path / "密.dangwu")
    for stored, found, _hot in outages(path, PASSWORD, 8, tries(6, 100), 3):
        assert stored <= found <= stored + 1


@pytest.mark.parametrize("setting", ["synchronous=OFF", "synchronous=FULL"])
def test_weaker_settings_would_lose_what_was_stored(path, monkeypatch, setting):
    ours = [one for one in engine.PRAGMAS if not one.startswith("synchronous")]
    monkeypatch.setattr(engine, "PRAGMAS", (setting, *ours))
    assert any(not stored <= found for stored, found, _hot in outages(path, None, 12, 60, 4))
