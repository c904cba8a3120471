"""A password is set, changed and taken away in the window; its recovery sheet is printed and kept nowhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from partyoffice.app import recovery
from partyoffice.app.copy_checks import check_all
from partyoffice.app.entering import PasswordDialog
from partyoffice.app.passwords import VERBS, Deed
from partyoffice.app.recovery import HALF, RecoveryDialog, document
from partyoffice.core.errors import OfficeError
from partyoffice.reports.document import as_text
from partyoffice.store import backup, encryption, engine, files, keys
from partyoffice.store.backup import Reason
from partyoffice.store.inspection import State
from partyoffice.ui import tasks
from partyoffice.ui.messages import Recorder
from partyoffice.ui.new_secret import NewSecret
from partyoffice.ui.preview import Preview

PASSWORD, NEW = "青禾2026的密码", "换过的密码 2027"


def type_new(dialog, first=NEW, second=None):
    dialog.new.first.line.setText(first)
    dialog.new.second.line.setText(first if second is None else second)


@pytest.fixture
def opened(program, secret, show, rest):
    """The window of an encrypted office."""
    from partyoffice.store import entrance

    program.prefs.put("page", "members")
    program.open(secret, entrance.door(secret, PASSWORD).key)
    rest(program.shown)
    return program.shown


@pytest.fixture
def changed(program, qtbot, rest):
    """Wait for the window that takes the place of a former one."""

    def wait(former):
        qtbot.waitUntil(lambda: program.shown is not former and not tasks.running(), timeout=20000)
        rest(program.shown)
        return program.shown

    return wait


def sheet_of(window):
    return next(one for one in window.findChildren(RecoveryDialog) if one.isVisible())


# --- set ---


def test_a_password_is_set_with_the_copies_and_the_recovery_sheet_is_offered(window, changed, program):
    window.office.back_up(Reason.HAND)
    dialog = window.dialogs.open("encryption")
    type_new(dialog)
    dialog.go.click()
    fresh = changed(window)
    assert fresh.office.encrypted
    assert keys.opens(fresh.office.door.key, NEW)
    assert not encryption.copies_apart(fresh.office.door)
    note = fresh.message_bar.notes[0]
    assert note.what == "已设置密码"
    assert "U 盘" in note.sentence
    assert sheet_of(fresh).isVisible()


def test_two_typings_that_differ_and_an_empty_one_are_told(window):
    dialog = window.dialogs.open("encryption")
    dialog.go.click()
    assert dialog.new.wrong.text() == "请填写新密码"
    type_new(dialog, second="另一个")
    dialog.go.click()
    assert dialog.new.wrong.text() == "两次输入的密码不一样"
    assert not tasks.running()
    dialog.reject()
    assert not dialog.new.first.take()


def test_a_weak_password_is_remarked_and_may_be_used(window, qtbot):
    dialog = window.dialogs.open("encryption")
    qtbot.keyClicks(dialog.new.first.line, "abc")
    assert "只有 3 个字符" in dialog.new.advice.text()
    dialog.new.second.line.setText("abc")
    assert not dialog.new.problem()
    dialog.reject()


def test_what_fails_lands_in_the_dialog_and_the_office_is_as_it_was(window, changed, monkeypatch):
    def refuse(*_):
        raise OfficeError("改密码时磁盘空间不足", remedy="请清理磁盘")

    monkeypatch.setattr(encryption, "set_password", refuse)
    dialog = window.dialogs.open("encryption")
    type_new(dialog)
    dialog.go.click()
    fresh = changed(window)
    assert not fresh.office.encrypted
    assert fresh.dialogs.newest.bar.notes[0].what == "改密码时磁盘空间不足"
    fresh.dialogs.newest.reject()


def test_while_something_is_unsaved_or_at_work_no_password_is_set(window, monkeypatch):
    monkeypatch.setattr(window, "may_go", lambda: False)
    dialog = window.dialogs.open("encryption")
    type_new(dialog)
    dialog.go.click()
    assert not tasks.running()
    assert "还没有保存" in dialog.bar.notes[0].what
    dialog.reject()


def test_copies_that_were_not_reached_are_told_with_the_way_on(window, changed, monkeypatch, rest):
    from partyoffice.core.cancel import Cancelled

    window.office.back_up(Reason.HAND)
    real = encryption.convert_copies

    def stop(*_):
        raise Cancelled

    monkeypatch.setattr(encryption, "convert_copies", stop)
    dialog = window.dialogs.open("encryption")
    type_new(dialog)
    dialog.go.click()
    fresh = changed(window)
    monkeypatch.setattr(encryption, "convert_copies", real)
    sheet = sheet_of(fresh)
    sheet.messages = Recorder(answers=["我已抄下"])
    sheet.reject()
    assert encryption.copies_apart(fresh.office.door)
    (word, go_on), *_ = fresh.message_bar.notes[0].links
    assert word == "接着改"
    go_on()
    rest(fresh)
    assert not encryption.copies_apart(fresh.office.door)


# --- changed, removed, printed again ---


def test_a_change_asks_the_old_password_and_makes_a_new_code(opened, changed, knock, key):
    dialog = opened.dialogs.open("encryption")
    type_new(dialog)
    knock(dialog.gate, "不是这个")
    assert "密码不对" in dialog.gate.sentence.text()
    dialog.gate.seconds.timeout.emit()
    knock(dialog.gate)
    fresh = changed(opened)
    assert keys.opens(fresh.office.door.key, NEW)
    assert keys.code(fresh.office.door.key) != keys.code(key)
    assert "".join(sheet_of(fresh).groups) in keys.code(fresh.office.door.key).replace("-", "")


def test_a_change_without_a_right_new_password_tries_nothing(opened, knock):
    dialog = opened.dialogs.open("encryption")
    dialog.gate.field.line.setText(PASSWORD)
    type_new(dialog, second="另一个")
    dialog.go.click()
    assert not dialog.gate.reader.busy()
    assert dialog.new.wrong.text() == "两次输入的密码不一样"
    dialog.reject()
    assert not dialog.gate.field.take()


def test_the_keyboard_is_where_the_present_password_is_typed(opened):
    dialog = opened.dialogs.open("encryption")
    assert dialog.focusWidget() is dialog.gate.field.line
    dialog.reject()


def test_removing_wants_the_old_password_and_a_clear_yes(opened, changed, knock, secret):
    dialog = opened.dialogs.open("encryption")
    dialog.deeds.set_value(Deed.REMOVE)
    dialog.show_deed()
    dialog.messages = Recorder()
    knock(dialog.gate)
    assert dialog.messages.questions[0].safe == "留着密码"
    assert opened.office.encrypted
    dialog.messages.answers = ["取消密码"]
    knock(dialog.gate)
    changed(opened)
    assert engine.is_plain(secret.read_bytes()[:16])


def test_the_sheet_is_printed_again_behind_the_password(opened, knock, key, monkeypatch):
    from partyoffice.app import passwords

    shown = []
    monkeypatch.setattr(passwords, "show_sheet", lambda _window, _over, key_, _taken: shown.append(key_))
    dialog = opened.dialogs.open("encryption")
    dialog.deeds.set_value(Deed.SHEET)
    dialog.show_deed()
    assert not dialog.new.isVisible()
    knock(dialog.gate)
    assert shown == [key]
    dialog.reject()


# --- the sheet ---


def test_the_sheet_numbers_thirteen_groups_and_tells_how_to_use_and_keep_them(stopped_clock, key):
    text = as_text(document("青禾中学", "青禾中学.dangwu", key))
    for at, group in enumerate(keys.code(key).split("-"), 1):
        assert f"{at} | {group}" in text
    for word in ("青禾中学", "青禾中学.dangwu", "2026-11-20", "信封", "作废", "不要和电脑放在一起"):
        assert word in text
    assert HALF == 7


@pytest.fixture
def sheet(opened):
    made = RecoveryDialog(opened)
    made.messages = Recorder()
    made.open()
    yield made
    if isValid(made):  # one that was ended is gone
        made.messages.answers = ["我已抄下"]
        made.reject()


def test_the_dialog_ends_when_two_groups_are_read_back_from_a_copy(sheet, key):
    assert not sheet.finish.isEnabled()
    assert "核对" in sheet.finish.toolTip()
    groups = keys.code(key).split("-")
    first, second = sheet.asked
    sheet.lines[first].setText(groups[first].lower())
    assert not sheet.finish.isEnabled()
    QTest.keyClick(sheet.lines[first], Qt.Key.Key_Return)
    assert sheet.isVisible()
    sheet.lines[second].setText(groups[second])
    assert sheet.finish.isEnabled()
    ended = []
    sheet.accepted.connect(lambda: ended.append(True))
    QTest.keyClick(sheet.lines[second], Qt.Key.Key_Return)
    assert ended == [True]


def test_a_group_copied_wrongly_is_named_and_the_keyboard_goes_to_it(sheet, key):
    groups = keys.code(key).split("-")
    first, second = sheet.asked
    assert sheet.wrong.isHidden()
    sheet.lines[first].setText("00000" if groups[first] != "00000" else "11111")
    sheet.lines[second].setText(groups[second])
    QTest.keyClick(sheet.lines[second], Qt.Key.Key_Return)
    assert f"第 {first + 1} 组" in sheet.wrong.text()
    assert f"第 {second + 1}" not in sheet.wrong.text()
    assert sheet.focusWidget() is sheet.lines[first]
    sheet.lines[first].setText(groups[first])
    assert sheet.wrong.isHidden()


def test_the_field_that_is_wrong_is_the_one_marked(qtbot):
    new = NewSecret()
    qtbot.addWidget(new)
    new.say(new.problem())
    assert (new.first.line.property("state"), new.second.line.property("state")) == ("bad", "")
    new.first.line.setText("甲")
    new.say(new.problem())
    assert (new.first.line.property("state"), new.second.line.property("state")) == ("", "bad")


def test_tab_goes_from_a_new_password_to_typing_it_again(qtbot):
    new = NewSecret()
    qtbot.addWidget(new)
    assert new.first.line.nextInFocusChain() is new.second.line


def test_it_is_left_without_proof_only_by_the_words_of_the_user(sheet):
    sheet.reject()
    assert sheet.isVisible()
    (question,) = sheet.messages.questions
    assert (question.verbs, question.safe) == (("我已抄下",), "返回")


def test_the_groups_are_hidden_until_they_are_asked_for(sheet, key):
    group = keys.code(key).split("-")[0]
    assert sheet.cells[0].text() != group
    sheet.eye.click()
    assert sheet.cells[0].text() == group
    sheet.eye.click()
    assert sheet.cells[0].text() != group


def test_the_sheet_is_previewed_saved_where_wished_and_leaves_nothing(
    sheet, qtbot, paths, tmp_path, monkeypatch
):
    made, real = [], files.overwrite
    monkeypatch.setattr(recovery.files, "overwrite", lambda path: made.append(path) or real(path))
    sheet.print.click()
    qtbot.waitUntil(lambda: bool(sheet.findChildren(Preview)), timeout=20000)
    (preview,) = sheet.findChildren(Preview)
    lay = preview.paper.path
    assert lay.is_file()
    preview.save_as()
    assert paths == [("recovery", "恢复码单.pdf")]
    assert (tmp_path / "恢复码单.pdf").is_file()
    assert "删除" in preview.message.notes[0].sentence
    assert sheet.finish.isEnabled()
    assert not sheet.window_.prefs.get("exports.recent", [])
    preview.reject()
    qtbot.waitUntil(lambda: not lay.parent.exists(), timeout=20000)
    assert made == [lay]


def test_neither_code_nor_password_stays_in_a_widget(window, changed, rest):
    dialog = window.dialogs.open("encryption")
    type_new(dialog)
    dialog.go.click()
    fresh = changed(window)
    code = keys.code(fresh.office.door.key)
    sheet = sheet_of(fresh)
    sheet.eye.click()
    sheet.messages = Recorder(answers=["我已抄下"])
    sheet.reject()
    groups = set(code.split("-"))
    for widget in QApplication.allWidgets():
        said = str(getattr(widget, "text", str)())
        assert NEW not in said
        assert said not in groups


# --- copies under another password, or none ---


def test_a_copy_from_before_the_password_was_changed_is_restored_by_its_own(
    opened, changed, knock, tmp_path, program
):
    stick = tmp_path / "U盘.dangwu"
    opened.office.back_up(Reason.HAND, stick)
    dialog = opened.dialogs.open("encryption")
    type_new(dialog)
    knock(dialog.gate)
    fresh = changed(opened)
    sheet = sheet_of(fresh)
    sheet.messages = Recorder(answers=["我已抄下"])
    sheet.reject()
    backups = fresh.dialogs.open("backups")
    backups.messages = Recorder(answers=["恢复"])
    backups.restore_from(stick, "U盘")
    asked = next(one for one in backups.findChildren(PasswordDialog) if one.isVisible())
    knock(asked.gate, NEW)
    assert "另一个密码" in asked.gate.sentence.text() or "不对" in asked.gate.sentence.text()
    asked.gate.seconds.timeout.emit()
    knock(asked.gate)
    restored = changed(fresh)
    assert restored.message_bar.notes[0].what == "已恢复"
    assert keys.opens(restored.office.door.key, NEW)  # it stays under the password of now


@pytest.fixture
def former(opened, changed, knock, tmp_path):
    """The list of copies of an office whose password was changed; one copy is still under the old one."""
    stick = tmp_path / "旧密码.dangwu"
    made = opened.office.back_up(Reason.HAND, stick)
    dialog = opened.dialogs.open("encryption")
    type_new(dialog)
    knock(dialog.gate)
    fresh = changed(opened)
    sheet = sheet_of(fresh)
    sheet.messages = Recorder(answers=["我已抄下"])
    sheet.reject()
    folder = backup.folder_of(fresh.office.path)
    name = f"{fresh.office.path.stem}-{made.seq:06d}-20260101-0900-手动.dangwu"
    stick.rename(folder / name)
    backup.note_path(stick).rename(backup.note_path(folder / name))
    backups = fresh.dialogs.open("backups")
    backups.messages = Recorder()
    at = [one.path.name for one in backups.copies].index(name)
    backups.grid.choice.go_to(at + 1)
    return backups


def asked_of(backups):
    return next(one for one in backups.findChildren(PasswordDialog) if one.isVisible())


def test_a_copy_of_a_former_password_is_said_so_in_the_list_and_by_all_checks(former, qtbot, rest):
    qtbot.waitUntil(lambda: not former.reader.busy(), timeout=20000)
    assert former.listed[former.grid.choice.current_id() - 1].state is State.SEALED
    assert "输入备份时的密码" in former.note.text()
    check_all(former)
    rest(former.window_)
    note = former.messages.notes[-1]
    assert note.what == "全部备份完好"
    assert "另一个密码" in note.sentence


def test_a_copy_of_a_former_password_is_checked_by_its_own(former, knock):
    former.on_check()
    knock(asked_of(former).gate)
    assert former.messages.notes[-1].what == "备份完好"


def test_a_copy_of_a_former_password_is_looked_into_by_its_own_and_the_way_leads_back(
    former, knock, program, rest
):
    window, copy = former.window_, former.copy()
    former.on_look()
    knock(asked_of(former).gate)
    look = program.shown
    rest(look)
    assert (look.office.path, look.office.writing) == (copy.path, False)
    look.leave_sample()
    back = program.shown
    rest(back)
    assert back.office.path == window.office.path
    assert back.office.writing
    back.leaving = True


def test_a_plain_copy_comes_back_into_an_encrypted_office_without_a_question(opened, changed, sample_file):
    backups = opened.dialogs.open("backups")
    backups.messages = Recorder(answers=["恢复"])
    backups.restore_from(sample_file, "从前")
    restored = changed(opened)
    assert restored.office.encrypted


def test_the_keyboard_comes_back_to_the_chosen_deed_and_the_arrows_choose_another(opened, rest, qtbot):
    dialog = opened.dialogs.open("encryption")
    rest(opened)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    dialog.gate.field.line.setFocus()
    QTest.keyClick(dialog.gate.field.line, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    for deed in Deed:
        assert dialog.deed() is deed
        assert dialog.focusWidget() is dialog.deeds.buttons[deed]
        assert dialog.go.text() == VERBS[deed]
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    dialog.reject()
