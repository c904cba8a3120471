import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.store import files
from partyoffice.store.faults import refusal_of


@pytest.mark.parametrize(
    ("words", "what", "remedy"),
    [
        ("database or disk is full", "磁盘空间不足", "只剩 7 MB"),
        ("disk I/O error", "写入磁盘时出错", "U 盘"),
        ("attempt to write a readonly database", "只读", "权限"),
        ("database is locked", "占用", "关闭其他窗口"),
        ("unable to open database file", "打不开数据文件", "权限"),
        ("database disk image is malformed", "已损坏", "恢复最近的备份"),
        ("file is not a database", "已损坏", "恢复最近的备份"),
        ("Could not decode to UTF-8 column", "已损坏", "恢复最近的备份"),
    ],
)
def test_each_fault_of_the_database_has_its_own_sentence(tmp_path, monkeypatch, words, what, remedy):
    monkeypatch.setattr(files, "free_megabytes", lambda folder: 7)
    told = refusal_of(RuntimeError(words), tmp_path / "青禾中学.dangwu")
    assert isinstance(told, OfficeError)
    assert what in told.what
    assert remedy in told.remedy
    assert "没有改动" in told.safe


def test_what_is_no_fault_of_the_disk_stays_the_bug_it_is(tmp_path):
    bug = RuntimeError("no such column: x")
    assert refusal_of(bug, tmp_path / "a.dangwu") is bug
