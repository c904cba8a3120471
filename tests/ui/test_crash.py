import errno
import json
import shutil
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy
from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, Qt, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from partyoffice.core.errors import OfficeError
from partyoffice.members.records import Person
from partyoffice.store import keys
from partyoffice.store.engine import Door
from partyoffice.store.keys import Key
from partyoffice.store.office import Office
from partyoffice.ui import crash, tasks


@pytest.fixture
def hooked(qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(crash, "log_folder", lambda: tmp_path / "logs")
    monkeypatch.setattr(crash, "_reporters", [])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.install()
    yield crash.reporter()
    dialog = crash.reporter().dialog
    if dialog is not None:
        dialog.close()
        qtbot.waitUntil(lambda: crash.reporter().dialog is None)


def fail(message):
    error = ValueError(message)
    sys.excepthook(type(error), error, error.__traceback__)


def test_an_error_shows_one_dialog_that_says_data_are_safe(hooked, qtbot, tmp_path):
    fail("坏了")
    texts = "".join(
        found.text() for found in hooked.dialog.findChildren(crash.QWidget) if hasattr(found, "text")
    )
    assert "此前的数据已安全保存" in texts
    assert len(list((tmp_path / "logs").glob("*.log"))) == 1
    assert hooked.dialog.isVisible()


def test_more_errors_are_counted_in_the_same_dialog(hooked):
    fail("一")
    first = hooked.dialog
    fail("二")
    fail("三")
    assert hooked.dialog is first
    assert first.times == 3


def test_the_dialog_outlives_the_progress_that_was_up_when_it_was_shown(hooked, qtbot):
    progress = tasks.TaskDialog("正在改密码", None, lambda: None)
    progress.show()
    progress.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is progress)
    fail("坏了")
    progress.over = True
    progress.close()
    progress.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert hooked.dialog.isVisible()


def test_going_on_closes_the_dialog_and_the_next_error_shows_again(hooked, qtbot):
    fail("一")
    hooked.dialog.accept()
    qtbot.waitUntil(lambda: hooked.dialog is None)
    fail("二")
    assert hooked.dialog is not None


def test_names_and_numbers_reach_neither_log_nor_clipboard(hooked, tmp_path):
    fail("沈砚秋 330099198802034122 33009919880203412X 330099880203412 13900006204 in row 12")
    button = next(found for found in hooked.dialog.findChildren(QPushButton) if "复制详情" in found.text())
    button.click()
    log = next((tmp_path / "logs").glob("*.log")).read_text(encoding="utf-8")
    for text in (log, QGuiApplication.clipboard().text()):
        assert "沈砚秋" not in text
        assert not any(number in text for number in ("330099", "13900006204"))
        assert "ValueError" in text
        assert "row 12" in text


def test_a_key_in_an_error_reaches_no_log():
    key = Key(bytes(range(32)), bytes(16))

    def open_office(door, password):
        raise ValueError(f"{door} {vars_of(door)} near {key.pragma} or {keys.code(key).lower()}")

    def vars_of(door):
        return [getattr(door, name) for name in ("path", "key", "writing")]

    with pytest.raises(ValueError, match="Door") as caught:
        open_office(Door(Path("a.dangwu"), key), "青禾 2026")
    told = crash.describe(caught.value)
    assert "open_office" in told
    for secret in (key.secret.hex(), key.pragma, repr(key.secret), keys.code(key), "2026"):
        assert secret not in told


# --- a name, a number and a phone seeded into errors of every layer ---

NAME, LATIN, NUMBER, PHONE = "沈砚秋", "Shen Yanqiu", "330099198802034122", "13900006204"


def of_a_conflict(office):
    with office.change("新增") as session:
        session.add_all([Person(name=NAME, id_number=NUMBER), Person(name=LATIN, id_number=NUMBER)])


def of_a_statement(office):
    asked = "SELECT nothing FROM person WHERE name = :a AND phone = :b"
    with office.reading() as session:
        session.execute(sqlalchemy.text(asked), {"a": NAME, "b": PHONE})


def of_a_type(office):
    with office.change("新增") as session:
        session.add(Person(name=NAME, note={LATIN: NUMBER}, phone=PHONE))


def of_a_chain(_office):
    try:
        try:
            {}[f"{NAME}{NUMBER}"]
        except KeyError as error:
            raise ValueError(f"bad {LATIN!r} {PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}") from error
    except ValueError:
        int(f"{LATIN} {NUMBER}")


def of_bytes(_office):
    raise ValueError(NAME.encode(), NAME.encode("utf-16"))


def of_json(_office):
    raise ValueError(json.dumps({"name": NAME, "numbers": [f"{NUMBER}01", PHONE]}))


def of_a_path(_office):
    Path(f"/nowhere/{LATIN}/{NAME}_{NUMBER}.pdf").read_bytes()


@pytest.mark.parametrize(
    "layer", [of_a_conflict, of_a_statement, of_a_type, of_a_chain, of_bytes, of_json, of_a_path]
)
def test_nobody_of_whom_an_error_speaks_reaches_a_log(layer, hooked, blank, tmp_path):
    with (
        Office.open(shutil.copyfile(blank, tmp_path / "a.dangwu")) as office,
        pytest.raises(Exception) as caught,  # ruff: ignore[pytest-raises-too-broad] -- whatever the layer raises
    ):
        layer(office)
    crash.report(caught.value)
    crash.report(RuntimeError(str(caught.value)))
    canaries = NAME, NAME.encode("unicode_escape").decode(), "Yanqiu", NUMBER, PHONE, "6204", "8802", "\\xe6"
    for log in (tmp_path / "logs").glob("*.log"):
        told = log.read_text(encoding="utf-8")
        assert not [one for one in canaries if one in told], told


def test_what_helps_to_mend_the_program_stays_in_the_log():
    said = "no such column: nothing [SQL: SELECT x FROM person] in row 12, 'id_number', KeyError 'on'"
    assert crash.scrub(said) == said


def test_an_error_in_a_thread_is_shown_too(hooked, qtbot):
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: hooked.dialog is not None)
    assert "ZeroDivisionError" in hooked.dialog.detail


def test_the_cause_is_told_with_the_error():
    error = RuntimeError("y")
    error.__cause__ = KeyError("x")
    told = crash.describe(error)
    assert told.index("KeyError") < told.index("RuntimeError")


def test_only_the_newest_logs_are_kept(hooked, tmp_path):
    for number in range(25):
        crash.keep_log(f"E{number:03d}", "x")
    kept = sorted(path.stem for path in (tmp_path / "logs").glob("*.log"))
    assert kept == [f"E{number:03d}" for number in range(5, 25)]


def test_a_log_that_cannot_be_written_does_not_hide_the_error(hooked, monkeypatch, tmp_path, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(crash, "log_folder", lambda: blocked / "logs")
    fail("坏了")
    assert hooked.dialog is not None
    assert "ValueError" in capsys.readouterr().err


def test_an_error_in_a_slot_is_shown_and_the_program_goes_on(hooked, qtbot):
    button = QPushButton("办理")
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0)
    button.click()
    assert "ZeroDivisionError" in hooked.dialog.detail


class Broken(QWidget):
    """Fails wherever it is asked to."""

    def __init__(self, where):
        super().__init__()
        self.where = where

    def fail_in(self, place):
        if place == self.where:
            raise ZeroDivisionError(place)

    def paintEvent(self, _event):
        self.fail_in("paint")

    def showEvent(self, _event):
        self.fail_in("start")

    def closeEvent(self, _event):
        self.fail_in("close")

    def timerEvent(self, _event):
        self.fail_in("timer")


def later(window, *slots):
    """Let Qt itself call, as it does in the running program, with no Python above it."""
    for slot in slots:
        QMetaObject.invokeMethod(window, slot, Qt.ConnectionType.QueuedConnection)


WAYS = {
    "paint": lambda window: later(window, "repaint"),
    "start": lambda window: later(window, "hide", "show"),
    "close": lambda window: later(window, "show", "close"),
    "timer": lambda window: window.startTimer(0),
    "job": lambda window: tasks.run(window, "正在导入", lambda _progress: 1 / 0, print, print),
    "thread": lambda _window: threading.Thread(target=lambda: 1 / 0).start(),
}


@pytest.mark.parametrize("where", WAYS)
def test_wherever_an_error_happens_and_however_often_there_is_one_dialog_and_no_loop(hooked, qtbot, where):
    window = Broken(where)
    qtbot.addWidget(window)
    later(window, "show")
    qtbot.waitUntil(window.isVisible)
    level = QThread.currentThread().loopLevel()
    for _ in range(3):
        WAYS[where](window)
    qtbot.waitUntil(lambda: hooked.dialog is not None and hooked.dialog.times >= 3)
    window.where = ""
    assert len([one for one in QApplication.allWidgets() if isinstance(one, crash.CrashDialog)]) == 1
    assert QThread.currentThread().loopLevel() == level
    assert hooked.dialog.isVisible()
    assert "ZeroDivisionError" in hooked.dialog.detail
    hooked.dialog.accept()
    qtbot.waitUntil(lambda: hooked.dialog is None)


def test_both_ways_out_of_the_dialog_work(hooked, qtbot, monkeypatch):
    left = []
    monkeypatch.setattr(crash.QApplication, "quit", lambda: left.append(True))
    fail("坏了")
    ways = {found.text(): found for found in hooked.dialog.findChildren(QPushButton)}
    ways["退出"].click()
    assert left == [True]
    assert ways["继续使用"].isDefault()
    ways["继续使用"].click()
    qtbot.waitUntil(lambda: hooked.dialog is None)


def test_a_refusal_no_page_caught_is_told_as_one_and_is_no_crash(hooked):
    told = []
    crash.on_refusal(told.append)
    error = OfficeError("没有保存", remedy="再试一次")
    sys.excepthook(OfficeError, error, None)
    assert told == [error]
    assert hooked.dialog is None
    crash.on_refusal(None)
    sys.excepthook(OfficeError, error, None)
    assert hooked.dialog is not None


def test_what_the_disk_refuses_in_a_slot_is_told_as_a_refusal_and_logged(hooked, tmp_path):
    told = []
    crash.on_refusal(told.append)
    error = PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "沈砚秋"))
    sys.excepthook(type(error), error, None)
    assert [one.what for one in told] == ["读写文件时被拒绝"]
    assert hooked.dialog is None
    [log] = (tmp_path / "logs").glob("*.log")
    assert "PermissionError" in log.read_text(encoding="utf-8")
    crash.on_refusal(None)
