"""A locked window shows nothing and lets nobody past; what was begun goes on and comes back as it was."""

import ctypes
from threading import Event
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QToolTip, QVBoxLayout

from partyoffice.app import locking, session
from partyoffice.app.dialogs import KNOWN
from partyoffice.app.idle import ASLEEP, STEP
from partyoffice.app.lock_page import TITLE
from partyoffice.store import entrance, keys, settings
from partyoffice.ui import tasks
from partyoffice.ui.message_bar import QuestionDialog
from partyoffice.ui.messages import Question

PASSWORD = "青禾2026的密码"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(program, secret, show, rest, qtbot):
    """The window of an encrypted office, in front."""
    program.prefs.put("page", "members")
    window = program.open(secret, entrance.door(secret, PASSWORD).key)
    rest(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.locker.drop()


@pytest.fixture
def real(program, secret, rest, qtbot):
    """The same with the real roster in it."""
    program.prefs.put("page", "members")
    window = program.open(secret, entrance.door(secret, PASSWORD).key)
    rest(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.locker.drop()
    window.leaving = True
    window.close()
    window.deleteLater()


@pytest.fixture
def unlock(knock, qtbot):
    def enter(window, text=PASSWORD):
        knock(window.locker.page.gate, text)

    return enter


@pytest.fixture
def form(opened):
    """A dialog with something typed into it and not saved."""
    made = QDialog(opened)
    made.setWindowTitle("新增党员：林知夏")
    made.setWindowModality(Qt.WindowModality.WindowModal)
    made.line = QLineEdit()
    QVBoxLayout(made).addWidget(made.line)
    made.open()
    made.line.setText("没有保存的字")
    made.line.setCursorPosition(2)
    return made


def same_everywhere(widget):
    """Say whether a picture of a window has one colour in its middle: nothing of the content is seen."""
    picture = widget.grab().toImage()
    middle = picture.rect().adjusted(5, 5, -5, -5)
    first = picture.pixelColor(middle.topLeft())
    return all(
        picture.pixelColor(x, y) == first
        for x in range(middle.left(), middle.right(), 7)
        for y in range(middle.top(), middle.bottom(), 7)
    )


# --- where it can be locked ---


def test_without_a_password_there_is_nothing_to_lock(window):
    assert not window.header.lock.isVisibleTo(window)
    window.lock()
    assert window.locker.page is None


def test_button_menu_and_key_lock_once_there_is_a_password(opened, unlock):
    assert opened.header.lock.isVisibleTo(opened)
    assert opened.actions_table["file.lock"] in opened.actions_table.menus["file"].actions()
    for way in (
        opened.header.lock.click,
        opened.actions_table["file.lock"].trigger,
        lambda: QTest.keyClick(opened.windowHandle(), Qt.Key.Key_L, CONTROL),
    ):
        way()
        assert opened.locker.on
        unlock(opened)
        assert not opened.locker.on


def test_what_was_shown_is_masked_when_it_is_unlocked_again(opened, unlock):
    opened.desk.reveal.show()
    assert not opened.desk.masked
    opened.locker.lock()
    unlock(opened)
    assert opened.desk.masked
    assert not opened.desk.reveal.timer.isActive()


def test_the_key_locks_over_an_open_dialog_too(opened, form, qtbot):
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_L, CONTROL)
    assert opened.locker.on


# --- what is seen ---


def test_no_picture_of_any_window_shows_its_content_or_its_title(opened, form):
    opened.lock()
    for one in (opened, form):
        assert same_everywhere(one)
        assert one.windowTitle() == TITLE
    assert QApplication.activeModalWidget() is opened.locker.page
    opened.resize(1200, 700)
    assert same_everywhere(opened)


def test_popups_and_tips_are_closed(opened):
    menu = QMenu(opened)
    menu.addAction("林知夏")
    menu.popup(opened.pos())
    QToolTip.showText(opened.pos(), "林知夏", opened)
    opened.lock()
    assert not menu.isVisible()
    assert not QToolTip.isVisible()


@pytest.mark.parametrize(("ours", "left"), [(True, ""), (False, "别人的字")])
def test_only_our_own_copy_leaves_the_clipboard(opened, monkeypatch, ours, left):
    class Clipboard:  # the screenless platform owns none
        text = "别人的字"

        def ownsClipboard(self):
            return ours

        def clear(self):
            self.text = ""

    board = Clipboard()
    monkeypatch.setattr(locking, "QGuiApplication", SimpleNamespace(clipboard=lambda: board))
    opened.lock()
    assert board.text == left


def test_what_appears_while_it_is_locked_is_covered_and_stays_behind(opened, qtbot, unlock):
    opened.lock()
    later = QDialog(opened)
    later.setWindowModality(Qt.WindowModality.ApplicationModal)
    later.setWindowTitle("打印预览：林知夏")
    QVBoxLayout(later).addWidget(QLineEdit("林知夏"))
    later.open()
    assert same_everywhere(later)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is opened.locker.page)
    unlock(opened)
    assert later.windowTitle() == "打印预览：林知夏"
    assert later.isVisible()
    later.close()


# --- the way back ---


def test_an_open_dialog_comes_back_with_its_unsaved_text_and_caret(opened, form, unlock, qtbot):
    form.line.setFocus()
    before = form.geometry()
    opened.lock()
    unlock(opened)
    assert form.isVisible()
    assert form.geometry() == before
    assert form.windowTitle() == "新增党员：林知夏"
    assert (form.line.text(), form.line.cursorPosition()) == ("没有保存的字", 2)
    qtbot.waitUntil(form.isActiveWindow)
    assert form.focusWidget() is form.line


def test_the_key_locks_over_every_dialog_and_its_words_and_caret_are_back(opened, qtbot):
    for name in KNOWN:
        dialog = opened.dialogs.open(name)
        lines = [one for one in dialog.findChildren(QLineEdit) if one.isVisible() and one.isEnabled()]
        for line in lines:
            line.setText("没有保存的字")
            line.setFocus()
            line.setCursorPosition(2)
        qtbot.waitUntil(dialog.isActiveWindow)
        focus = dialog.focusWidget()
        before = [(line.text(), line.cursorPosition()) for line in lines]
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, CONTROL)
        assert opened.locker.on, name
        opened.locker.unlock()
        qtbot.waitUntil(dialog.isActiveWindow)
        assert dialog.focusWidget() is focus, name
        assert [(line.text(), line.cursorPosition()) for line in lines] == before, name
        dialog.done(0)


def test_a_question_that_waits_for_its_answer_still_waits(opened, unlock, qtbot):
    from PySide6.QtCore import QTimer

    question, seen = Question("放弃填写？", "不会保留。", ("放弃",), "继续填写"), []

    def lock_and_answer():
        opened.lock()
        unlock(opened)
        asking = next(one for one in opened.findChildren(QuestionDialog) if one.isVisible())
        seen.append(asking.answer)
        asking._press("放弃")

    QTimer.singleShot(0, lock_and_answer)
    assert QuestionDialog.ask(question, opened) == "放弃"
    assert seen == ["继续填写"]


def test_a_cell_that_is_being_edited_is_still_being_edited(real, knock, qtbot):
    grid = real.page().grid
    at = next(
        n
        for n, one in enumerate(grid.model.columns)
        if grid.editing.changes.editable(n) and one.key != "name"
    )
    grid.body.setCurrentIndex(grid.model.index(0, at))
    grid.edit_cell() if hasattr(grid, "edit_cell") else grid.editing.edit()
    box = grid.editing.box
    box.part.setFocus()
    before, last = box.editor.value(), real.office.last_seq
    real.lock()
    assert same_everywhere(real)
    knock(real.locker.page.gate)
    qtbot.waitUntil(real.isActiveWindow)
    assert grid.editing.box is box
    assert box.editor.value() == before
    assert real.office.last_seq == last
    grid.editing.cancel()


def test_wrong_ones_wait_and_the_recovery_code_opens(opened, unlock, key):
    opened.lock()
    page = opened.locker.page
    for failure, seconds in enumerate((1, 2, 4), 1):
        unlock(opened, f"不是这个{failure}")
        assert opened.locker.on
        assert page.gate.wait.text() == f"{seconds} 秒后可以再试"
        for _ in range(seconds):
            page.gate.seconds.timeout.emit()
    unlock(opened, keys.code(key))
    assert not opened.locker.on


def test_a_sentence_of_two_lines_has_its_room_and_squeezes_nothing(opened, qapp):
    opened.lock()
    page = opened.locker.page
    page.gate.say("恢复码第 3、13 组有误。请对照恢复码重新输入这几组；共 13 组，每组 5 个。")
    qapp.processEvents()
    told, line = page.gate.sentence, page.gate.field.line
    assert told.height() >= told.heightForWidth(told.width()) > told.fontMetrics().height() * 1.5
    assert line.height() >= line.minimumSizeHint().height()


def test_enter_unlocks_and_escape_does_nothing(opened, qtbot):
    opened.lock()
    page = opened.locker.page
    line = page.gate.field.line
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.keyClick(line, Qt.Key.Key_F1)
    assert opened.locker.on
    assert page.isVisible()
    line.setText(PASSWORD)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not opened.locker.on, timeout=20000)


def test_no_command_of_the_window_works_while_it_is_locked(opened, qtbot):
    called = []
    opened.desk.dialogs = lambda *_, **__: called.append(1)
    action = opened.actions_table["file.print"]
    action.triggered.connect(lambda: called.append(2))
    opened.lock()
    for handle in (opened.windowHandle(), opened.locker.page.windowHandle()):
        QTest.keyClick(handle, Qt.Key.Key_P, CONTROL)
    assert not called


# --- what goes on ---


def test_a_job_goes_on_while_it_is_locked_and_its_answer_is_there(opened, unlock, qtbot):
    go_on, done = Event(), []
    tasks.run(opened, "正在导出", lambda _progress: go_on.wait(20), done.append, done.append)
    opened.lock()
    go_on.set()
    qtbot.waitUntil(lambda: bool(done), timeout=20000)
    assert done == [True]
    assert opened.locker.on
    unlock(opened)


def test_unlocking_does_not_wait_for_a_job(opened, unlock, qtbot):
    go_on, done = Event(), []
    tasks.run(opened, "正在导出", lambda _progress: go_on.wait(20), done.append, done.append)
    opened.lock()
    unlock(opened)
    assert not opened.locker.on
    assert not done
    go_on.set()
    qtbot.waitUntil(lambda: bool(done), timeout=20000)


def test_a_window_that_takes_the_place_of_a_locked_one_is_locked(opened, program, rest):
    opened.lock()
    opened.leaving = True
    opened.office.release()
    fresh = program.open(opened.office.path, opened.office.door.key)
    rest(fresh)
    assert fresh is not opened
    assert fresh.locker.on
    assert same_everywhere(fresh)
    fresh.locker.drop()


def test_a_second_start_does_not_get_around_it(opened, program, empty):
    opened.lock()
    program.asked("")
    program.asked(str(empty))
    assert program.shown is opened
    assert opened.locker.on
    assert "解锁以后" in opened.locker.page.more.text()


def test_leaving_while_locked_asks_nothing_and_waits_for_work(opened, qtbot, monkeypatch):
    ended, go_on, done = [], Event(), []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    tasks.run(opened, "正在导出", lambda _progress: go_on.wait(20), done.append, done.append)
    opened.lock()
    opened.locker.page.close()
    assert "还有工作" in opened.locker.page.more.text()
    go_on.set()
    qtbot.waitUntil(lambda: bool(done), timeout=20000)
    opened.locker.page.close()
    assert ended == [0]


# --- nobody there ---


def test_it_locks_after_ten_quiet_minutes_and_a_touch_counts_anew(opened):
    idle = opened.locker.idle
    for _ in range(10 * 60 // STEP - 1):
        idle.pass_step()
    assert not opened.locker.on
    QTest.keyClick(opened.windowHandle(), Qt.Key.Key_Shift)
    idle.pass_step()
    assert not opened.locker.on
    for _ in range(10 * 60 // STEP):
        idle.pass_step()
    assert opened.locker.on


def test_the_minutes_are_a_setting_and_may_be_none(opened):
    idle = opened.locker.idle
    for chosen, steps in (("5 分钟", 5 * 60 // STEP), ("不自动锁定", 0)):
        with opened.office.change("修改设置") as changing:
            settings.put(changing, settings.LOCK_AFTER, chosen)
        assert idle.limit == steps * STEP
    for _ in range(1000):
        idle.pass_step()
    assert not opened.locker.on


def test_after_a_sleep_of_the_pc_it_is_locked(opened):
    opened.locker.idle.before -= ASLEEP
    opened.locker.idle.pass_step()
    assert opened.locker.on


@pytest.mark.parametrize(
    ("number", "word", "told"),
    [
        (session.SESSION, session.LOCKED, 1),
        (session.POWER, session.SUSPEND, 1),
        (session.SESSION, 8, 0),
        (15, 7, 0),
    ],
)
def test_windows_tells_of_lock_and_sleep(number, word, told):
    heard = []
    made = session.Session(lambda: heard.append(1))
    message = session._Message(None, number, word)
    assert made.nativeEventFilter(session.KIND, ctypes.addressof(message)) == (False, 0)
    assert made.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert len(heard) == told
