"""An encrypted office is opened in the window, wherever it is asked for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from partyoffice.app import start_page
from partyoffice.app.commands import change_to
from partyoffice.app.entering import PasswordDialog
from partyoffice.app.office_window import OfficeWindow
from partyoffice.app.rescuing import RescuePage
from partyoffice.app.start_page import StartPage
from partyoffice.app.trouble import Kind
from partyoffice.store import keys
from partyoffice.store.office import Office
from partyoffice.ui import crash

PASSWORD = "青禾2026的密码"


def asked(widget):
    """Return the dialog that asks over a page or window."""
    return next(one for one in widget.findChildren(PasswordDialog) if one.isVisible())


@pytest.fixture
def started(program, qtbot, secret, show):
    """The program is started with an encrypted office: the start page, and over it the question."""
    program.begin(str(secret), "")
    first = program.shown
    qtbot.waitUntil(lambda: program.shown is not first, timeout=20000)
    assert isinstance(program.shown, StartPage)
    return asked(program.shown)


@pytest.fixture
def page(program, show):
    """The start page."""
    program.show_start()
    return program.shown


@pytest.fixture
def taken(program, monkeypatch):
    """What was opened, without the window, which costs a second."""
    found = []

    def take(office):
        found.append(office.path)
        office.release()

    monkeypatch.setattr(program, "take", take)
    return found


@pytest.fixture(autouse=True)  # ruff: ignore[pytest-fixture-autouse] -- whatever is left would block the next
def no_page_left(program):
    yield
    if isinstance(program.shown, (StartPage, RescuePage)) and isValid(program.shown):
        program.shown.close()
        program.shown.deleteLater()


# --- the way in ---


def test_the_password_opens_the_office_the_program_is_started_with(program, started, secret, knock, rest):
    knock(started.gate)
    assert isinstance(program.shown, OfficeWindow)
    rest(program.shown)
    assert program.shown.office.path == secret.resolve()
    assert program.prefs.get("last_office") == str(secret.resolve())


def test_enter_and_the_keyboard_are_enough(taken, started, qtbot):
    assert started.focusWidget() is started.gate.field.line
    started.gate.field.line.setText(PASSWORD)
    qtbot.keyClick(started.gate.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(taken), timeout=20000)


def test_the_recovery_code_opens_it_in_any_spelling(taken, started, key, knock, secret):
    knock(started.gate, keys.code(key).lower().replace("-", " "))
    assert taken == [secret.resolve()]


def test_the_last_office_asks_at_the_next_start(program, qtbot, secret, show):
    program.prefs.put("last_office", str(secret))
    program.begin("", "")
    qtbot.waitUntil(lambda: isinstance(program.shown, StartPage), timeout=20000)
    asked(program.shown).reject()


def test_cancel_leads_back_to_the_start_page_and_nothing_is_open(program, started, secret):
    page = program.shown
    started.reject()
    assert program.shown is page
    assert page.isVisible()
    assert not page.bar.notes
    Office.open(secret, PASSWORD).release()  # nobody holds it


def test_the_start_page_asks_for_those_opened_before(taken, page, secret, knock):
    page.open_path(secret)
    knock(asked(page).gate)
    assert taken == [secret.resolve()]


def test_another_office_is_opened_in_place_of_the_present_one(program, show, empty, secret, knock, rest):
    window = show(empty)
    change_to(window, secret)
    assert program.shown is window
    knock(asked(window).gate)
    assert program.shown.office.path == secret.resolve()


def test_a_second_start_with_an_encrypted_office_asks_over_the_window(program, show, empty, secret):
    window = show(empty)
    program.asked(str(secret))
    dialog = asked(window)
    dialog.reject()
    assert program.shown is window
    assert window.office.path == empty.resolve()


def test_choosing_a_file_asks_too(page, secret, monkeypatch):
    monkeypatch.setattr(start_page.QFileDialog, "getOpenFileName", lambda *_: (str(secret), ""))
    page.on_open()
    asked(page).reject()


# --- wrong ones ---


def test_three_wrong_ones_wait_longer_each_time_and_the_right_one_opens(taken, started, knock, secret):
    gate = started.gate
    for failure, seconds in enumerate((1, 2, 4), 1):
        knock(gate, f"不是这个{failure}")
        assert "密码不对" in gate.sentence.text()
        assert gate.wait.text() == f"{seconds} 秒后可以再试"
        assert not gate.go.isEnabled()
        for _ in range(seconds):
            assert not gate.go.isEnabled()
            gate.seconds.timeout.emit()
        assert gate.go.isEnabled()
        assert not gate.wait.isVisible()
    knock(gate)
    assert taken == [secret.resolve()]


def test_while_waiting_enter_tries_nothing(started, knock, qtbot, monkeypatch):
    gate = started.gate
    knock(gate, "不是这个")
    tried = []
    gate.check = tried.append
    gate.field.line.setText(PASSWORD)
    qtbot.keyClick(gate.field.line, Qt.Key.Key_Return)
    assert not gate.reader.busy()
    assert not tried


def test_closing_the_dialog_does_not_shorten_the_wait(program, started, knock, secret):
    knock(started.gate, "不是这个")
    knock_again = started.gate.patience
    started.reject()
    program.shown.open_path(secret)
    gate = asked(program.shown).gate
    assert gate.patience is knock_again
    assert not gate.go.isEnabled()
    asked(program.shown).reject()


def test_an_empty_line_is_told_so_and_waits_for_nothing(started, knock):
    knock(started.gate, "")
    assert started.gate.sentence.text() == "请输入密码或恢复码"
    assert started.gate.go.isEnabled()


def test_a_slip_in_the_code_names_its_group_and_waits_for_nothing(started, key, knock):
    code = keys.code(key)
    knock(started.gate, code[:-1] + ("2" if code[-1] != "2" else "3"))
    assert "第 13 组有误" in started.gate.sentence.text()
    assert started.gate.go.isEnabled()


def test_damage_behind_the_right_password_leads_to_the_ways_out(program, started, secret, knock):
    data = bytearray(secret.read_bytes())
    data[4096:8192] = bytes(4096)
    secret.write_bytes(data)
    knock(started.gate)
    assert isinstance(program.shown, RescuePage)
    assert program.shown.trouble.kind is Kind.DAMAGED
    assert program.shown.trouble.door.key is not None


def test_an_office_open_elsewhere_is_told_after_the_password(program, started, secret, knock):
    with Office.open(secret, PASSWORD):
        knock(started.gate)
    assert isinstance(program.shown, StartPage)
    assert "已在另一个窗口中打开" in program.shown.bar.notes[0].what


def test_the_window_is_not_held_up_while_the_key_is_reckoned(started, monkeypatch, qtbot):
    from threading import Event

    gate, go_on = started.gate, Event()
    gate.check = lambda _text: go_on.wait(20)
    gate.field.line.setText("甲")
    gate.go.click()
    assert gate.reader.busy()  # and we are here already
    assert gate.go.toolTip() == "正在核对"
    assert gate.field.line.isReadOnly()
    gate.opened.disconnect()
    go_on.set()
    qtbot.waitUntil(lambda: not gate.reader.busy(), timeout=20000)
    assert not gate.field.line.isReadOnly()


# --- what is typed ---


def test_what_is_typed_is_hidden_until_it_is_asked_for(started):
    field = started.gate.field
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    field.eye.click()
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    assert field.eye.text().strip() == "隐藏"
    field.forget()
    assert field.line.echoMode() == QLineEdit.EchoMode.Password


def test_capitals_are_told_by_the_letters_they_make(started, qtbot):
    field = started.gate.field
    field.line.setFocus()
    qtbot.keyClick(field.line, "A")
    assert field.capitals.isVisible()
    qtbot.keyClick(field.line, "a")
    assert not field.capitals.isVisible()
    qtbot.keyClick(field.line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not field.capitals.isVisible()
    qtbot.keyClick(field.line, "a", Qt.KeyboardModifier.ShiftModifier)
    assert field.capitals.isVisible()


def test_what_was_typed_cannot_be_brought_back(started, qtbot):
    field = started.gate.field
    qtbot.keyClicks(field.line, "abc")
    field.forget()
    field.turn()
    field.line.undo()
    assert field.line.text() == ""


def test_the_password_stands_in_no_widget_preference_or_log_afterwards(
    program, started, knock, tmp_path, rest, monkeypatch
):
    knock(started.gate, "canary-wrong")
    started.gate.seconds.timeout.emit()
    knock(started.gate)
    rest(program.shown)
    for widget in QApplication.allWidgets():
        for name in ("text", "toolTip", "accessibleName", "windowTitle", "toPlainText", "placeholderText"):
            said = getattr(widget, name, lambda: "")
            assert PASSWORD not in str(said()), widget
            assert "canary-wrong" not in str(said()), widget
    kept = [one for one in tmp_path.rglob("*") if one.is_file()] + list(crash.log_folder().glob("*"))
    assert kept
    for file in kept:
        data = file.read_bytes()
        assert PASSWORD.encode() not in data
        assert b"canary-wrong" not in data
