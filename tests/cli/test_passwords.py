"""``--password-file`` before every verb, for the password and for the recovery code."""

import shutil
from functools import cache

import pytest
from openpyxl import Workbook

from partyoffice.cli.grammar import WRONG_USAGE
from partyoffice.store import backup, encryption, keys
from partyoffice.store.engine import Door

PASSWORD = "方砚舟的密码"


@pytest.fixture(scope="module")
def locked(school, tmp_path_factory):
    """The invented office of 24 members under a password; copy it before use."""
    path = shutil.copyfile(school, tmp_path_factory.mktemp("locked") / "青禾中学.dangwu")
    return encryption.set_password(Door(path), PASSWORD)


@pytest.fixture
def office(locked, tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "derive", cache(keys.derive))
    return shutil.copyfile(locked.path, tmp_path / "青禾中学.dangwu")


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "密码.txt"
    path.write_text(PASSWORD + "\n", encoding="utf-8")
    return path


@pytest.fixture
def sheet(tmp_path):
    book = Workbook()
    book.active.append(["姓名", "性别"])
    book.save(tmp_path / "表.xlsx")
    return tmp_path / "表.xlsx"


def test_every_verb_opens_an_encrypted_office_and_none_does_without_the_password(
    answer, refusal, ask, office, secret, sheet, tmp_path
):
    copy = answer("--office", office, "--password-file", secret, "backup", tmp_path / "带走.dangwu")["file"]
    roster = tmp_path / "名册.xlsx"
    verbs = [
        ["check"], ["todo"], ["export", "members", roster], ["print", "mem-01", tmp_path / "a.pdf"],
        ["fill", sheet, tmp_path / "b.xlsx"], ["compare", roster], ["import", "members", roster, "--dry-run"],
        ["backup"], ["restore", copy],
    ]  # fmt: skip
    for words in verbs:
        answer("--office", office, *words, "--password-file", secret)
        assert "已加密" in refusal("--office", office, *words)
    assert "不是导入" in refusal("--office", office, "undo-import", 1, "--password-file", secret)
    assert answer("--password-file", secret, "verify", copy)["members"] == 24
    assert "已加密" in refusal("verify", copy)
    status, out, err = ask("--office", office, "--password", PASSWORD, "check")
    assert (status, "--password-file" in err, PASSWORD in out + err) == (WRONG_USAGE, True, False)


def test_the_recovery_code_stands_in_a_password_file_as_well(answer, refusal, office, locked, secret):
    code = keys.code(locked.key)
    secret.write_text(code.lower().replace("-", " "), encoding="utf-8")
    assert "findings" in answer("--office", office, "check", "--password-file", secret)
    secret.write_text(code[:-1] + ("0" if code[-1] != "0" else "1"), encoding="utf-8")
    assert "第 13 组有误" in refusal("--office", office, "check", "--password-file", secret)


def test_an_empty_password_file_is_refused_and_makes_nothing(answer, refusal, office, secret, tmp_path):
    secret.write_bytes("\ufeff\r\n".encode())
    assert "是空的" in refusal("--office", office, "check", "--password-file", secret)
    assert "是空的" in refusal("new", tmp_path / "新.dangwu", "--password-file", secret)
    assert not (tmp_path / "新.dangwu").exists()


def test_a_copy_from_before_the_password_is_restored_under_it(
    answer, refusal, office, locked, school, secret, tmp_path
):
    plain = backup.make(Door(school), backup.Reason.HAND, tmp_path / "从前.dangwu").path
    assert "已加密" in refusal("--office", office, "restore", plain)
    told = answer("--office", office, "restore", plain, "--password-file", secret)
    assert told["members"] == 24
    assert office.read_bytes()[:16] == locked.key.salt
    assert answer("--office", office, "check", "--password-file", secret)


@pytest.fixture
def packed(answer, office, secret, tmp_path):
    """A package of the office, which is no more."""
    path = tmp_path / "交接包.zip"
    answer("--office", office, "--password-file", secret, "handover", path)
    office.unlink()
    renewed = tmp_path / "新密码.txt"
    renewed.write_text("接任人的密码", encoding="utf-8")
    return ("--password-file", secret, "receive", path, office, "--new-password-file", renewed)


def test_a_new_password_at_receiving_tells_its_recovery_code(answer, packed, office, secret):
    told = answer(*packed)
    assert told["agrees"]
    secret.write_text(told["recovery_code"], encoding="utf-8")
    assert "findings" in answer("--office", office, "check", "--password-file", secret)


def test_the_recovery_code_goes_into_a_new_file_if_one_is_named(
    answer, refusal, packed, office, secret, tmp_path
):
    taken = tmp_path / "恢复码.txt"
    taken.write_text("别的", encoding="utf-8")
    assert "已经存在" in refusal(*packed, "--recovery-code-file", taken)
    assert not office.exists()
    taken.unlink()
    told = answer(*packed, "--recovery-code-file", taken)
    assert (told["recovery_code_file"], "recovery_code" in told) == (str(taken), False)
    assert "findings" in answer("--office", office, "check", "--password-file", taken)


def test_a_code_file_that_cannot_be_written_costs_no_code(answer, packed, tmp_path):
    told = answer(*packed, "--recovery-code-file", tmp_path / "没有" / "恢复码.txt")
    assert len(told["recovery_code"]) == len(keys.code(keys.Key(bytes(32), bytes(16))))
    assert "没有" in told["recovery_code_error"]


def test_a_new_office_under_a_password_tells_its_recovery_code_and_what_is_bad_about_its_place(
    answer, secret, tmp_path
):
    (tmp_path / "坚果云").mkdir()
    told = answer("new", tmp_path / "坚果云" / "新.dangwu", "--password-file", secret)
    assert told["recovery_code"].count("-") == keys.GROUPS - 1
    assert "网盘同步文件夹" in told["warning"]
    assert "warning" not in answer("new", tmp_path / "好.dangwu")


def test_a_package_received_into_a_synchronised_folder_says_so(answer, packed, office, tmp_path):
    (tmp_path / "OneDrive").mkdir()
    told = answer(*(one if one != office else tmp_path / "OneDrive" / "新.dangwu" for one in packed))
    assert "网盘同步文件夹" in told["warning"]
