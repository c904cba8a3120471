import errno
import os
import stat

import pytest

from partyoffice.core.errors import OfficeError
from partyoffice.store import files


class HeldError(PermissionError):  # as Windows tells ERROR_SHARING_VIOLATION
    winerror = 32


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(files, "WAITS", (0,) * len(files.WAITS))


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "名册.xlsx"
    path.write_text("旧")
    with pytest.raises(ZeroDivisionError), files.replaced(path) as draft:
        draft.write_text("半")
        raise ZeroDivisionError
    assert path.read_text() == "旧"
    with files.replaced(path) as draft:
        assert draft.parent == path.parent
        draft.write_text("新")
        assert path.read_text() == "旧"
    assert path.read_text() == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_can_be_read_by_those_the_system_allows(tmp_path):
    with files.replaced(tmp_path / "a") as draft:
        draft.write_text("x")
    (tmp_path / "b").write_text("x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_it_is_said(tmp_path, monkeypatch):
    path, calls, fsync, rename = tmp_path / "a", [], os.fsync, files.Path.replace

    def synced(handle):
        calls.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "bytes")
        fsync(handle)

    def renamed(source, target):
        calls.append("name")
        return rename(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(files.Path, "replace", renamed)
    with files.replaced(path) as draft:
        draft.write_text("新")
    assert calls == ["bytes", "name", "folder"][: 3 if os.name == "posix" else 2]


def test_behind_a_link_the_file_itself_is_replaced(tmp_path):
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "a", tmp_path / "link"
    real.write_text("旧")
    link.symlink_to(real)
    with files.replaced(link) as draft:
        draft.write_text("新")
    assert (link.is_symlink(), real.read_text()) == (True, "新")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EDQUOT, "磁盘空间不足"),
        (errno.EACCES, "被拒绝"),
        (errno.ENOENT, "找不到文件或文件夹"),
        (errno.EIO, "磁盘没有回应"),
        (errno.EINVAL, "系统不接受这个名称"),
        (errno.ECHILD, "没有成功"),
        (errno.EISDIR, "是一个文件夹"),
        (errno.EROFS, "只读的"),
    ],
)
def test_each_cause_has_its_own_sentence(tmp_path, number, said):
    error = OSError(number, os.strerror(number))
    sentence = str(files.refusal(error, tmp_path / "名册.xlsx", "写入"))
    assert said in sentence
    assert "名册.xlsx" in sentence
    assert "数据没有改动" in sentence


def test_a_folder_or_a_missing_folder_as_target_is_refused(tmp_path):
    with pytest.raises(OfficeError, match="是一个文件夹"), files.replaced(tmp_path) as draft:
        draft.write_text("x")
    with pytest.raises(OfficeError, match="找不到"), files.replaced(tmp_path / "no" / "a") as draft:
        draft.write_text("x")
    assert not [path for path in tmp_path.parent.iterdir() if path.suffix == ".partial"]


@pytest.mark.parametrize("times", range(9))
def test_a_file_held_for_moments_is_tried_again_and_not_forever(tmp_path, monkeypatch, quick, times):
    path, tries = tmp_path / "a", []
    path.write_text("旧")
    real = files.Path.replace

    def held(source, target):
        tries.append(1)
        if len(tries) <= times:
            raise HeldError(errno.EACCES, "in use")
        return real(source, target)

    monkeypatch.setattr(files.Path, "replace", held)
    if times <= len(files.WAITS):
        with files.replaced(path) as draft:
            draft.write_text("新")
        assert path.read_text() == "新"
    else:
        with (
            pytest.raises(OfficeError, match=r"被拒绝.*WPS 或 Excel.*杀毒软件.*同步"),
            files.replaced(path) as draft,
        ):
            draft.write_text("新")
        assert (path.read_text(), list(tmp_path.iterdir())) == ("旧", [path])


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_that_is_to_go_is_waited_for_too(tmp_path, monkeypatch, quick, code):
    path, tries, real = tmp_path / "a", [], files.Path.unlink
    path.write_text("旧")

    def held(one, **more):
        tries.append(1)
        if len(tries) < 3:
            error = HeldError(errno.EACCES, "in use")
            error.winerror = code
            raise error
        return real(one, **more)

    monkeypatch.setattr(files.Path, "unlink", held)
    files.remove(path)
    assert not path.exists()


@pytest.mark.parametrize("code", [None, 2, 6, 1224])
def test_other_faults_are_not_tried_again(tmp_path, monkeypatch, quick, code):
    tries = []

    def broken(source, target):
        tries.append(1)
        error = HeldError(errno.EIO, "io")
        error.winerror = code
        raise error

    monkeypatch.setattr(files.Path, "replace", broken)
    with pytest.raises(OfficeError), files.replaced(tmp_path / "a") as draft:
        draft.write_text("x")
    assert len(tries) == 1


def test_whatever_call_fails_for_want_of_room_the_old_file_stays(tmp_path, failing):
    path = tmp_path / "名册.xlsx"
    path.write_text("旧")

    def write():
        with files.replaced(path) as draft:
            draft.write_text("新")

    for number in failing(write):
        assert path.read_text() == "旧", number
        assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "新"
