"""What this PC remembers of offices: never secrets, never in the way of work."""

import json

import pytest

from partyoffice.store import keys, known
from partyoffice.store.keys import Key

KEY = Key(bytes(range(32)), bytes(range(200, 216)))
SPOILT = ["", "{", "[1]", '{"offices": 3, "keys": [1]}', '{"offices": {"x": 3}}', "\0\xff", "[" * 100_000]
pytestmark = pytest.mark.usefixtures("another_pc")


def test_facts_are_kept_by_the_real_path_and_added_to(tmp_path):
    office = tmp_path / "甲.dangwu"
    office.write_bytes(b"")
    known.remember(office, uuid="u", seq=3)
    known.remember(office, seq=4, rows={"person": 2})
    link = tmp_path / "link.dangwu"
    link.symlink_to(office)
    assert known.recall(link) == {"uuid": "u", "seq": 4, "rows": {"person": 2}}
    assert known.recall(tmp_path / "乙.dangwu") == {}
    known.remember(office, uuid=None)
    assert known.recall(office) == {"seq": 4, "rows": {"person": 2}}


def test_a_key_is_told_by_its_salt_wherever_the_file_lies_and_holds_no_secret(tmp_path):
    known.remember_key(tmp_path / "甲.dangwu", KEY)
    assert known.check_for(tmp_path / "乙.dangwu", KEY.salt) == keys.check(KEY)
    assert known.salt_for(tmp_path / "甲.dangwu") == KEY.salt
    assert known.salt_for(tmp_path / "乙.dangwu") == b""
    text = known.usual_path().read_text("utf-8")
    assert KEY.secret.hex() not in text
    assert keys.code(KEY)[:11] not in text


def test_a_key_is_written_once_and_forgotten_by_path_with_the_password(tmp_path):
    office = tmp_path / "甲.dangwu"
    known.remember_key(office, KEY)
    known.usual_path().chmod(0o400)
    before = known.usual_path().stat().st_ino
    known.remember_key(office, KEY)
    assert known.usual_path().stat().st_ino == before
    known.remember_key(office, None)
    assert known.salt_for(office) == b""
    assert known.check_for(office, KEY.salt) == keys.check(KEY)  # old copies may lie about


@pytest.mark.parametrize("text", SPOILT)
def test_a_spoilt_memory_is_as_none_and_is_written_anew(tmp_path, text):
    known.usual_path().parent.mkdir(parents=True)
    known.usual_path().write_bytes(text.encode("latin-1"))
    assert known.recall(tmp_path / "甲.dangwu") == {}
    assert known.check_for(tmp_path / "甲.dangwu", KEY.salt) == ""
    known.remember(tmp_path / "甲.dangwu", seq=1)
    assert known.recall(tmp_path / "甲.dangwu") == {"seq": 1}


def test_a_place_that_takes_nothing_stops_nothing(tmp_path):
    known.usual_path().parent.write_bytes(b"a file where the folder would be")
    known.remember(tmp_path / "甲.dangwu", seq=1)
    known.remember_key(tmp_path / "甲.dangwu", KEY)
    assert known.recall(tmp_path / "甲.dangwu") == {}


def test_what_was_not_seen_for_longest_is_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(known, "MOST", 3)
    for n in (1, 2, 3, 1, 4):
        known.remember(tmp_path / f"{n}.dangwu", seq=n)
    kept = json.loads(known.usual_path().read_text("utf-8"))
    assert [facts["seq"] for facts in kept["offices"].values()] == [3, 1, 4]
