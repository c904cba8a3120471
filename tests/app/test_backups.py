import shutil

import pytest

from partyoffice.app.backups import CHANGED, SOUND, count_words, size_words
from partyoffice.app.office_window import OfficeWindow
from partyoffice.core.errors import OfficeError
from partyoffice.organisation.records import SCHOOL
from partyoffice.store import backup, settings
from partyoffice.store.backup import Reason
from partyoffice.store.office import Office
from partyoffice.ui import tasks


def rename(window, school):
    with window.office.change(f"修改学校名称：{school}") as session:
        settings.put(session, SCHOOL, school)


def school_of(office):
    with office.reading() as session:
        return settings.get(session, SCHOOL)


def rest_reader(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.reader.busy(), timeout=20000)


@pytest.fixture
def dialog(window, rest, qtbot):
    window.office.back_up(Reason.HAND)
    made = window.dialogs.open("backups")
    rest_reader(qtbot, made)
    return made


def shown(dialog):
    model = dialog.grid.model
    return [[model.text(row, at) for at in range(2, len(model.columns))] for row in range(model.rowCount())]


def test_the_list_tells_reason_counts_and_that_the_copy_is_sound(dialog):
    (row,) = shown(dialog)
    assert row[0] == "手动"
    assert row[1].endswith(" 人")
    assert row[-1] == SOUND


def test_a_copy_whose_bytes_changed_is_marked(dialog, window, qtbot):
    copy = dialog.copy().path
    data = bytearray(copy.read_bytes())
    data[-1] ^= 1
    copy.write_bytes(bytes(data))
    dialog.load()
    rest_reader(qtbot, dialog)
    assert shown(dialog)[0][-1] == CHANGED
    dialog.on_restore()
    assert "校验值" in dialog.bar.notes[0].what


def test_a_copy_is_made_now_and_the_status_bar_knows(dialog, window, rest, qtbot):
    dialog.on_now()
    rest(window)
    rest_reader(qtbot, dialog)
    assert len(shown(dialog)) == 2
    assert dialog.bar.notes[0].what == "已备份"
    assert window.status.backup.text().startswith("最近备份 今天")


def test_a_copy_elsewhere_is_verified_there(dialog, window, rest, tmp_path, paths):
    dialog.on_elsewhere()
    rest(window)
    made = tmp_path / paths[0][1]
    backup.verify(window.office.door.at(made))
    assert "可以安全拔出" in dialog.bar.notes[0].sentence


def test_checking_a_copy_says_that_it_is_sound(dialog, window, rest):
    dialog.on_check()
    rest(window)
    assert dialog.bar.notes[0].what == "备份完好"


def test_restoring_asks_and_the_safe_answer_changes_nothing(dialog, window, rest):
    rename(window, "新名中学")
    asked = []
    dialog.messages.choose = lambda question: asked.append(question) or question.safe
    dialog.on_restore()
    assert asked[0].verbs == ("恢复",)
    assert asked[0].safe == "不恢复"
    assert school_of(window.office) == "新名中学"


def test_restoring_brings_the_copy_back_and_keeps_the_present_aside(dialog, window, program, show, rest):
    before = school_of(window.office)
    rename(window, "新名中学")
    dialog.messages.choose = lambda question: question.verbs[0]
    dialog.on_restore()
    fresh = program.shown
    assert isinstance(fresh, OfficeWindow)
    assert fresh is not window
    rest(fresh)
    assert school_of(fresh.office) == before
    assert fresh.message_bar.notes[0].what == "已恢复"
    aside = next(one for one in backup.copies(fresh.office.path) if one.reason == Reason.RESTORE)
    with Office.open(shutil.copy(aside.path, aside.path.with_name("旁.dangwu")), writing=False) as kept:
        assert school_of(kept) == "新名中学"


def test_a_restore_that_fails_opens_the_present_office_again(
    dialog, window, program, show, rest, monkeypatch
):
    def refuse(*_):
        raise OfficeError("恢复时磁盘空间不足", remedy="请清理磁盘或换一个位置再试")

    monkeypatch.setattr(backup, "restore", refuse)
    dialog.messages.choose = lambda question: question.verbs[0]
    dialog.on_restore()
    fresh = program.shown
    rest(fresh)
    assert fresh.message_bar.notes[0].what == "恢复时磁盘空间不足"
    assert fresh.office.path == window.office.path


def test_closing_makes_the_copy_of_the_day_when_something_changed(window, qtbot):
    rename(window, "新名中学")
    path = window.office.path
    assert not window.close()
    qtbot.waitUntil(lambda: not tasks.running() and not window.isVisible(), timeout=20000)
    assert [one.reason for one in backup.copies(path)] == [Reason.CLOSE]
    Office.open(path).release()


def test_closing_an_unchanged_office_makes_no_copy(window):
    path = window.office.path
    assert window.close()
    assert not backup.copies(path)


def test_a_copy_that_fails_at_the_end_asks_before_leaving(window, qtbot, monkeypatch):
    def refuse(*_):
        raise OfficeError("磁盘只剩 3 MB，备份需要 11 MB", remedy="请清理磁盘或换一个位置再备份")

    rename(window, "新名中学")
    monkeypatch.setattr(window.office, "back_up", refuse)
    window.close()
    qtbot.waitUntil(lambda: bool(window.messages.questions), timeout=20000)
    question = window.messages.questions[0]
    assert (question.verbs, question.safe) == (("不备份，直接退出",), "留下处理")
    assert "数据已保存在原文件中" in question.sentence
    assert window.isVisible()
    assert window.isEnabled()


def test_the_folder_of_the_copies_is_opened(dialog, window, monkeypatch):
    opened = []
    monkeypatch.setattr("partyoffice.app.backups.open_file", opened.append)
    dialog.on_folder()
    assert opened == [backup.folder_of(window.office.path)]


def test_sizes_and_counts_are_told_in_words():
    assert [size_words(size) for size in (10, 5000, 3 * 2**20)] == ["1 KB", "4 KB", "3.0 MB"]
    assert count_words({"rows": {"person": 214, "history": 9}}) == "214 人"
    assert not count_words({})
