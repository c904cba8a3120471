import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from partyoffice import plain
from partyoffice.app import backups
from partyoffice.app.backup_list import count_words, size_words
from partyoffice.app.copy_checks import check_all
from partyoffice.app.office_window import OfficeWindow
from partyoffice.core.errors import OfficeError
from partyoffice.organisation.records import SCHOOL
from partyoffice.store import backup, history, inspection, places, rehearsal, settings, shelf
from partyoffice.store.backup import Reason
from partyoffice.store.inspection import State
from partyoffice.store.office import Office
from partyoffice.ui import tasks
from partyoffice.ui.messages import Recorder


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
    assert row[-1] == State.SOUND


def test_a_copy_whose_bytes_changed_is_marked(dialog, window, qtbot):
    copy = dialog.copy().path
    data = bytearray(copy.read_bytes())
    data[-1] ^= 1
    copy.write_bytes(bytes(data))
    dialog.load()
    rest_reader(qtbot, dialog)
    assert shown(dialog)[0][-1] == State.CHANGED
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


def lit(dialog):
    return dialog.grid.delegate.lit + 1


def test_the_newest_copy_is_chosen_and_lit_and_enter_looks_into_it(dialog, monkeypatch, qtbot):
    looked = []
    monkeypatch.setattr(dialog, "on_look", lambda: looked.append(dialog.copy()))
    assert lit(dialog) == 1
    assert dialog.focusWidget() is dialog.grid.body
    qtbot.keyClick(dialog.grid.body, Qt.Key.Key_Return)
    assert looked == [dialog.copies[0]]


def test_the_copy_chosen_stays_chosen_when_a_newer_one_comes(dialog, window, rest, qtbot):
    chosen = dialog.copy().path
    rename(window, "新名中学")
    dialog.on_now()
    rest(window)
    rest_reader(qtbot, dialog)
    assert [one.path for one in dialog.copies].index(chosen) == 1
    assert dialog.copy().path == chosen
    assert lit(dialog) == 2


def test_the_question_before_a_restore_names_the_copy_its_people_and_its_last_action(dialog):
    asked = []
    dialog.messages.choose = lambda question: asked.append(question) or question.safe
    dialog.on_restore()
    copy = dialog.copy()
    counted = f"{copy.note['rows']['person']} 人，到第 {copy.seq} 号操作。"
    assert f"“{copy.made:%Y-%m-%d %H:%M}（手动）”的内容：{counted}" in asked[0].sentence


def test_all_copies_are_checked_and_the_bad_ones_told_with_what_to_do(dialog, window, rest, qtbot):
    good, bad = dialog.copy(), window.office.back_up(Reason.HAND)
    dialog.load()
    rest_reader(qtbot, dialog)
    check_all(dialog)
    rest(window)
    assert dialog.bar.notes[0].what == "全部备份完好"
    spoil(bad.path)
    check_all(dialog)
    rest(window)
    rest_reader(qtbot, dialog)
    note = dialog.bar.notes[0]
    assert (note.what, note.detail.count("\n")) == ("有 1 份备份不能用", 0)
    assert good.called in note.sentence  # what to take in its place
    dialog.grid.choice.go_to(1 + [one.copy.path for one in dialog.listed].index(bad.path))
    assert "不要用它恢复" in dialog.note.text()
    dialog.grid.choice.go_to(1 + [one.copy.path for one in dialog.listed].index(good.path))
    assert dialog.note.text() == dialog.where


def test_without_a_copy_there_is_nothing_to_check_or_to_rehearse_and_it_is_said_why(window):
    empty = window.dialogs.open("backups")
    for part in (*empty.tries, empty.check, empty.look, empty.back):
        assert not part.isEnabled()
        assert part.toolTip() == "还没有备份"
    empty.close()


def test_what_is_checked_of_all_copies_may_be_stopped_and_is_kept(dialog, window, rest, monkeypatch):
    window.office.back_up(Reason.HAND)
    dialog.load()
    real = tasks.Task.progress
    monkeypatch.setattr(tasks.Task, "progress", lambda *told: real(*told) and told[1] < 400)
    check_all(dialog)
    rest(window)
    assert dialog.bar.notes[0].what == "已停下"
    assert len(inspection.verdicts(window.office.door)) == 1


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


def test_everything_in_plain_is_asked_for_and_leaves_its_line(dialog, rest, window, tmp_path, monkeypatch):
    written, head = [], window.office.last_seq
    monkeypatch.setattr(plain, "write", lambda _office, folder, *_given, **_more: written.append(folder))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path))
    dialog.messages = Recorder(answers=["不存", "存成明文"])
    dialog.on_plain()
    assert (written, window.office.last_seq) == ([], head)
    dialog.on_plain()
    rest(window)
    assert [folder.parent for folder in written] == [tmp_path]
    with window.office.reading() as session:
        assert history.entries(session, 1)[0].sentence == plain.NOTED


def test_sizes_and_counts_are_told_in_words():
    assert [size_words(size) for size in (10, 5000, 3 * 2**20)] == ["1 KB", "4 KB", "3.0 MB"]
    assert count_words({"rows": {"person": 214, "history": 9}}) == "214 人"
    assert not count_words({})


# --- bad copies ---


def spoil(path):
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))


def test_a_bad_copy_is_refused_and_the_next_good_one_offered(dialog, window, qtbot):
    rename(window, "新名中学")
    newer = window.office.back_up(Reason.HAND).path
    spoil(newer)
    dialog.load()
    rest_reader(qtbot, dialog)
    dialog.grid.choice.go_to(1)
    assert dialog.copy().path == newer
    dialog.on_restore()
    note = dialog.bar.notes[0]
    assert "校验值" in note.what
    asked = []
    dialog.messages.choose = lambda question: asked.append(question) or question.safe
    words, take = note.links[0]
    assert words.startswith("改用 ")
    take()
    assert asked[0].title == "恢复到这一份？"


def test_copies_of_another_file_and_without_a_note_are_told(dialog, window, qtbot, tmp_path):
    made = dialog.copy()
    with Office.create(tmp_path / "别家.dangwu") as other:
        foreign = other.back_up(Reason.HAND, made.path.with_name(made.path.name.replace("手动", "手动-2")))
        other.release()
    bare = made.path.with_name(made.path.name.replace("手动", "手动-3"))
    shutil.copyfile(made.path, bare)
    dialog.load()
    rest_reader(qtbot, dialog)
    states = {copy.path: row[-1] for copy, row in zip(dialog.copies, shown(dialog), strict=True)}
    assert states == {made.path: State.SOUND, foreign.path: State.FOREIGN, bare: State.BARE}
    asked = []
    dialog.messages.choose = lambda question: asked.append(question) or question.safe
    dialog.restore_from(foreign.path, "别家")
    assert asked[0].sentence.startswith("这份备份属于另一个数据文件")


# --- after a restore ---


def test_after_a_restore_old_copies_rest_until_the_user_says_go_on(dialog, window):
    assert dialog.go_on.isHidden()
    shelf.pause(window.office.path, dialog.copy().path)
    dialog.load()
    assert not dialog.go_on.isHidden()
    assert "暂不自动清理" in dialog.note.text()
    dialog.on_go_on()
    assert dialog.go_on.isHidden()
    assert not shelf.paused(window.office.path)


# --- sticks, rehearsal ---


def test_a_stick_gets_its_copy_with_one_click(dialog, window, rest, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "sticks", lambda: [tmp_path])
    dialog.on_stick()
    rest(window)
    (made,) = (tmp_path / backups.STICK_FOLDER).glob("*.dangwu")
    backup.verify(window.office.door.at(made))
    assert "可以安全拔出" in dialog.bar.notes[0].sentence


def test_without_a_stick_or_with_two_the_user_chooses(dialog, monkeypatch, tmp_path):
    for found, said in (([], "没有找到 U 盘"), ([tmp_path, tmp_path], "插着 2 个 U 盘")):
        monkeypatch.setattr(places, "sticks", lambda found=found: found)
        dialog.on_stick()
        assert dialog.bar.notes[0].what == said
        assert dialog.bar.notes[0].links[0][0] == "选择位置"


def test_a_rehearsal_is_told_and_remembered_and_is_no_step_to_undo(dialog, window, rest):
    dialog.on_rehearse()
    rest(window)
    assert dialog.bar.notes[0].what == "演练恢复通过"
    assert not window.office.undo_sentence
    with window.office.reading() as session:
        assert rehearsal.last(session)[rehearsal.NAME] == dialog.copies[0].path.name


# --- looking into a copy ---


def test_a_copy_is_looked_into_read_only_and_the_way_leads_back(dialog, window, program, show, rest):
    before, path = school_of(window.office), window.office.path
    rename(window, "新名中学")
    asked = dialog.copy()
    dialog.on_look()
    look = program.shown
    rest(look)
    assert school_of(look.office) == before
    assert look.header.badge.text() == f"预览：{asked.made:%Y-%m-%d %H:%M} 的备份（手动），只读"
    assert look.header.badge.isVisibleTo(look)
    with pytest.raises(OfficeError, match="只读方式"):
        rename(look, "改不了")
    assert look.dialogs.open("backups") is None
    assert look.message_bar.notes[0].what == "正在看一份备份"
    assert program.prefs.get("last_office") == str(path)
    menu = look.actions_table.menus["file"].actions()
    assert [one.text() for one in menu if "示例" in one.text()] == []
    next(one for one in menu if one.text() == "返回现在的数据").trigger()
    back = program.shown
    rest(back)
    assert (back.office.path, school_of(back.office)) == (path, "新名中学")
    assert back.office.writing
    assert [one.reason for one in backup.copies(path)] == ["自动", "手动"]


def test_every_page_of_a_copy_can_be_looked_at(dialog, program, show, rest):
    dialog.on_look()
    look = program.shown
    for key in look.specs:
        look.show_page(key)
        rest(look)
    assert look.message_bar.notes[0].what.startswith("正在看 ")


def test_a_bad_copy_is_not_looked_into(dialog, program, window):
    spoil(dialog.copy().path)
    dialog.on_look()
    assert program.shown is window
    assert "校验值" in dialog.bar.notes[0].what
