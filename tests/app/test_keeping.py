"""While the office is open it is copied now and then, beside whoever works in it."""

import pytest
from PySide6.QtWidgets import QDialog

from partyoffice.app.keeping import MINUTE_MS
from partyoffice.core.errors import OfficeError
from partyoffice.organisation.records import SAMPLE, SCHOOL
from partyoffice.store import backup, settings


def change(window, setting, value):
    with window.office.change(f"修改设置：{setting.title}") as session:
        settings.put(session, setting, value)


@pytest.fixture
def look(window, qtbot):
    """Let the time come, and wait for what it brings."""

    def it_is_time():
        window.keeper.timer.timeout.emit()
        qtbot.waitUntil(lambda: not window.keeper.reader.busy(), timeout=20000)
        return [one.reason for one in backup.copies(window.office.path)]

    return it_is_time


def test_only_what_changed_since_the_last_copy_is_copied(window, look):
    change(window, SCHOOL, "新名中学")
    assert look() == ["自动"]
    assert look() == ["自动"]
    change(window, SCHOOL, "又名中学")
    assert look() == ["自动", "自动"]
    assert window.status.backup.text().startswith("最近备份 今天")


def test_the_setting_says_how_often_and_whether_at_all(window):
    timer = window.keeper.timer
    assert timer.interval() == 30 * MINUTE_MS
    change(window, settings.COPY_EVERY, "每 15 分钟")
    assert (timer.interval(), timer.isActive()) == (15 * MINUTE_MS, True)
    change(window, settings.COPY_EVERY, "不备份")
    assert not timer.isActive()


def test_other_settings_do_not_put_the_next_copy_off(window):
    window.keeper.timer.start(7)
    change(window, SCHOOL, "新名中学")
    assert window.keeper.timer.interval() == 7


def test_nobody_is_disturbed_in_a_dialog(window, look):
    change(window, SCHOOL, "新名中学")
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    assert look() == []
    assert window.keeper.timer.interval() == MINUTE_MS
    dialog.close()
    assert look() == ["自动"]


def test_a_copy_that_fails_is_told_once_with_what_to_do(window, look, monkeypatch):
    def refuse(*_):
        raise OfficeError("磁盘只剩 3 MB，备份需要 11 MB", remedy="请清理磁盘或换一个位置再备份")

    change(window, SCHOOL, "新名中学")
    with monkeypatch.context() as patch:
        patch.setattr(window.office, "back_up", refuse)
        for _ in range(3):
            assert look() == []
    (note,) = window.messages.notes
    assert (note.what, note.links[0][0]) == ("自动备份没有做成", "备份与恢复")
    assert "数据已保存在原文件中" in note.sentence
    assert "请清理磁盘" in note.sentence
    assert look() == ["自动"]


def test_once_a_month_everything_is_saved_in_plain_too_but_never_of_the_sample(window, look):
    folder = backup.folder_of(window.office.path)
    look()
    assert not list(folder.glob("*明文*"))
    change(window, SAMPLE, value=False)
    look()
    (plain,) = folder.glob("*明文*")
    assert (plain / "表格" / "党员.xlsx").is_file()


def test_a_plain_copy_that_fails_spoils_no_other_and_is_told_apart(window, look, monkeypatch):
    def refuse(*_, **__):
        raise OfficeError("另存明文到“备份”时磁盘空间不足，只剩 3 MB", remedy="请清理磁盘或换一个位置再试")

    change(window, SAMPLE, value=False)
    with monkeypatch.context() as patch:
        patch.setattr("partyoffice.plain.write", refuse)
        assert look() == ["自动"]
        assert look() == ["自动"]
    (note,) = window.messages.notes
    assert note.what == "每月的明文没有存成"
    assert "备份已经做好" in note.sentence


def test_at_the_end_nothing_looks_any_more(window, qtbot):
    window.close()
    assert not window.keeper.timer.isActive()
