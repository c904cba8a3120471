import shutil

from partyoffice.app import rescue_work
from partyoffice.store import backup, encryption, entrance, keys
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.keys import Key

KEY = Key(bytes(range(32)), bytes(range(200, 216)))


def test_a_plain_copy_restored_from_the_window_is_under_the_password_of_the_office(
    blank, tmp_path, monkeypatch
):
    monkeypatch.setattr(keys, "new", lambda _password: KEY)
    plain = Door(shutil.copyfile(blank, tmp_path / "青禾中学.dangwu"))
    copy = backup.make(plain, Reason.HAND, tmp_path / "从前.dangwu").path
    door = encryption.set_password(plain, "青禾 2026")
    rescue_work.restore(entrance.door(copy, KEY, plain_too=True), door)
    assert backup.verify(door)["head"] == 0
    assert not door.path.read_bytes().startswith(b"SQLite")
