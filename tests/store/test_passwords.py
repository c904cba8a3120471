"""What opens an encrypted office, and what is told of one that does not open."""

import json
import shutil
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from partyoffice.core.errors import OfficeError
from partyoffice.store import backup, engine, entrance, keys, known
from partyoffice.store.backup import Reason
from partyoffice.store.engine import Door
from partyoffice.store.keys import PasswordError, Why
from partyoffice.store.office import Office

PASSWORD = "方砚舟的'密码"
pytestmark = pytest.mark.usefixtures("derived_once")


@pytest.fixture(scope="module")
def key(blank_secret):
    return keys.derive(PASSWORD, blank_secret.read_bytes()[:16])


@pytest.fixture
def secret(blank_secret, tmp_path):
    """An encrypted office that was never opened on this PC under this name."""
    return shutil.copyfile(blank_secret, tmp_path / "密.dangwu")


@pytest.fixture
def here(monkeypatch, tmp_path, secret, key):
    """This PC has opened the office before."""
    monkeypatch.setenv("PARTYOFFICE_HOME", str(tmp_path / "这台电脑"))
    known.remember_key(secret, key)


def spoil(path, at, what):
    data = bytearray(path.read_bytes())
    data[at : at + len(what)] = what
    path.write_bytes(data)


def why(action, *given):
    with pytest.raises(OfficeError) as caught:
        action(*given)
    return getattr(caught.value, "why", None), str(caught.value)


# --- what opens it ---


def test_the_password_opens_it_and_is_kept_nowhere(secret, here):
    with Office.open(secret, PASSWORD) as office:
        assert PASSWORD not in repr(vars(office))
        assert PASSWORD not in repr(office.door)
    assert "方砚舟" not in known.usual_path().read_text("utf-8")


def test_the_recovery_code_opens_it_on_another_pc(secret, key, another_pc):
    for typed in (keys.code(key), keys.code(key).lower().replace("-", " ")):
        Office.open(secret, typed).release()


def test_a_slip_in_a_recovery_code_names_the_group_and_not_the_password(secret, key, another_pc):
    code = keys.code(key)
    reason, said = why(Office.open, secret, code[:-1] + ("2" if code[-1] != "2" else "3"))
    assert (reason, "第 13 组有误" in said) == (Why.CODE, True)


def test_a_password_that_looks_like_a_code_is_a_password_all_the_same(tmp_path):
    password = "ABCDE-" * 13
    path = tmp_path / "像.dangwu"
    Office.create(path, password).release()
    Office.open(path, password).release()


def test_a_file_that_was_keyed_by_the_password_itself_still_opens(blank, tmp_path, another_pc):
    path = tmp_path / "从前.dangwu"
    with closing(dbapi2.connect(str(blank), isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS old KEY ?", (str(path), PASSWORD))
        connection.execute("SELECT sqlcipher_export('old')")
        connection.execute(f"PRAGMA old.application_id={engine.APPLICATION_ID}")
        connection.execute("PRAGMA old.user_version=1")
    with Office.open(path, PASSWORD) as office:
        code = keys.code(office.door.key)
        made = office.back_up(Reason.HAND)
    Office.open(made.path, code, writing=False).release()


def test_copies_hold_the_same_salt_so_that_code_and_check_are_theirs_too(secret, key):
    with Office.open(secret, key) as office:
        made = office.back_up(Reason.HAND)
    assert made.path.read_bytes()[:16] == key.salt
    assert made.note.items() >= {"salt": key.salt.hex(), "key_check": keys.check(key)}.items()
    assert entrance.door(made.path, keys.code(key)).key == key


def test_opening_twice_derives_once(secret, key, monkeypatch):
    with Office.open(secret, PASSWORD) as office:
        monkeypatch.setattr(keys, "derive", None)
        office.back_up(Reason.HAND)
        with Office.open(secret, office.door.key, writing=False):
            pass


def test_the_open_office_knows_its_password_and_its_code(key):
    assert keys.opens(key, PASSWORD)
    assert keys.opens(key, keys.code(key))
    assert not keys.opens(key, PASSWORD + " ")


def test_no_office_is_made_under_an_empty_password(tmp_path, refused):
    assert "密码是空的" in refused(Office.create, tmp_path / "空.dangwu", "")
    assert not (tmp_path / "空.dangwu").exists()


# --- what is told ---

WRONG, UNCLEAR = "打不开“密.dangwu”，密码不对。", "密码不对或文件已损坏"
NOISE = bytes((n * 89 + 31) % 256 for n in range(8192))


@pytest.mark.parametrize(
    ("at", "what", "password", "here_told", "elsewhere_told"),
    [
        (0, b"", "不对", (Why.WRONG, WRONG), (Why.UNCLEAR, UNCLEAR)),
        (0, b"", "", (Why.MISSING, "密码是空的"), (Why.MISSING, "密码是空的")),
        (0, b"", None, (Why.MISSING, "“密.dangwu”已加密。"), (Why.MISSING, "如果设过密码")),
        (300, b"broken", PASSWORD, (None, "“密.dangwu”已损坏"), (None, "“密.dangwu”已损坏")),
        (300, b"broken", "不对", (Why.WRONG, WRONG), (Why.UNCLEAR, UNCLEAR)),
        (4096 * 9 + 50, b"broken", PASSWORD, (None, "已损坏"), (None, "已损坏")),
        (0, NOISE[:16], "不对", (Why.UNCLEAR, UNCLEAR), (Why.UNCLEAR, UNCLEAR)),
    ],
)
@pytest.mark.parametrize("place", ["here", "another_pc"])
def test_wrong_passwords_damage_and_what_nobody_can_tell_are_told_apart(
    secret, request, place, at, what, password, here_told, elsewhere_told
):
    request.getfixturevalue(place)
    spoil(secret, at, what)
    before = secret.read_bytes()
    reason, said = why(Office.open, secret, password)
    expected = here_told if place == "here" else elsewhere_told
    assert (reason, expected[1] in said) == (expected[0], True), said
    assert secret.read_bytes() == before


@pytest.mark.parametrize(("place", "told"), [("here", WRONG), ("another_pc", UNCLEAR)])
def test_a_key_at_hand_that_is_not_the_files_is_never_told_as_damage(secret, request, key, place, told):
    request.getfixturevalue(place)
    reason, said = why(Office.open, secret, keys.Key(bytes(32), key.salt))
    assert (reason, told in said) == (Why.WRONG if place == "here" else Why.UNCLEAR, True), said


def test_a_foreign_file_under_a_password_is_told_with_the_others(secret, another_pc, refused):
    secret.write_bytes(NOISE)
    assert UNCLEAR in refused(Office.open, secret, PASSWORD)


def test_where_the_right_office_lay_a_foreign_file_is_damage(secret, here, refused):
    secret.write_bytes(NOISE)
    assert "已损坏" in refused(Office.open, secret, PASSWORD)


def test_a_plain_file_needs_no_password(path, refused):
    assert "没有加密" in refused(Office.open, path, PASSWORD)
    Office.open(path).release()


def test_damaged_first_bytes_are_mended_by_what_this_pc_remembers(secret, here, key):
    spoil(secret, 0, bytes(16))
    with Office.open(secret, PASSWORD) as office:
        assert office.door.key == key
        with office.change("写") as session:
            session.connection().info["journalled"] = True
            session.connection().exec_driver_sql("UPDATE office_meta SET program='x'")


def test_the_note_beside_a_copy_tells_on_another_pc(secret, key, monkeypatch, tmp_path):
    with Office.open(secret, key) as office:
        made = office.back_up(Reason.HAND)
    monkeypatch.setenv("PARTYOFFICE_HOME", str(tmp_path / "另一台电脑"))
    assert why(entrance.door, made.path, "不对")[0] is Why.WRONG
    spoil(made.path, 300, b"broken")
    assert "已损坏" in why(Office.open, made.path, PASSWORD)[1]
    backup.note_path(made.path).unlink()
    assert "已损坏" in why(Office.open, made.path, PASSWORD)[1]  # every other page still bears the key
    assert why(Office.open, made.path, "不对")[0] is Why.UNCLEAR


def test_a_copy_of_another_password_says_so(secret, key, blank, tmp_path):
    other = Office.create(tmp_path / "别.dangwu", "另一个密码")
    other.release()
    reason, said = why(backup.verify, Door(other.path, key))
    assert (reason, "另一个密码" in said) == (Why.OTHER, True)


def test_a_newer_and_a_locked_file_are_told_so_under_the_right_password(secret, key):
    with closing(Door(secret, key).connect()) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute(f"PRAGMA user_version={engine.FORMAT + 1}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "SETUP", "busy_timeout=1")
            patch.setattr(engine, "PRAGMAS", ("busy_timeout=1",))
            assert "正被另一个程序占用" in why(engine.identify, Door(secret, key))[1]
        connection.execute("COMMIT")
    assert "更新版本" in why(Office.open, secret, key)[1]


def test_a_false_memory_locks_nobody_out(secret, here, key):
    path = known.usual_path()
    kept = json.loads(path.read_text("utf-8"))
    kept["keys"] = dict.fromkeys(kept["keys"], "0" * 16)
    path.write_text(json.dumps(kept), "utf-8")
    Office.open(secret, PASSWORD).release()
    assert known.check_for(secret, key.salt) == keys.check(key)


def test_a_refused_password_is_a_refusal_of_its_own_kind():
    assert issubclass(PasswordError, OfficeError)
