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
