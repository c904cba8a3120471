import errno
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from partyoffice.core.cancel import Cancelled
from partyoffice.core.errors import OfficeError
from partyoffice.ui import crash, tasks


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not tasks.running(), timeout=5000)


def answers():
    told = []
    return told, {
        "done": lambda result: told.append(("done", result)),
        "failed": lambda error: told.append(("failed", error.what)),
        "cancelled": lambda: told.append(("cancelled", None)),
    }


def test_work_runs_in_another_thread_and_answers_in_the_windows(window, qtbot):
    told, slots = answers()
    threads = []
    slots["done"] = lambda result: told.append((result, threading.get_ident()))
    tasks.run(window, "正在计算", lambda _progress: threads.append(threading.get_ident()) or 7, **slots)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [(7, threading.get_ident())]
    assert threads[0] != threading.get_ident()


def test_short_work_shows_no_dialog(window, qtbot):
    told, slots = answers()
    task = tasks.run(window, "正在计算", lambda _progress: 1, **slots)
    shown = []
    task.patience.timeout.connect(lambda: shown.append(1))
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert shown == []


def test_long_work_shows_its_item_and_stops_when_asked(window, qtbot):
    told, slots = answers()
    gate = threading.Event()

    def work(progress):
        step = 0
        while progress(step, 100, "沈砚秋"):
            step = min(step + 1, 99)
            gate.wait(0.01)
        raise Cancelled

    task = tasks.run(window, "正在导出", work, **slots)
    qtbot.waitUntil(task.dialog.isVisible, timeout=5000)
    qtbot.waitUntil(lambda: task.dialog.bar.value() > 0, timeout=5000)
    assert task.dialog.item.whole() == "沈砚秋"
    task.dialog.reject()
    assert not task.dialog.cancel.isEnabled()
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [("cancelled", None)]


def test_the_cross_of_the_dialog_means_cancel(window, qtbot):
    told, slots = answers()

    def work(progress):
        while progress(1, 2, ""):
            threading.Event().wait(0.01)
        raise Cancelled

    task = tasks.run(window, "正在导出", work, **slots)
    qtbot.waitUntil(task.dialog.isVisible, timeout=5000)
    task.dialog.close()
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [("cancelled", None)]


def test_the_bar_never_runs_backwards(window, qtbot):
    dialog = tasks.TaskDialog("正在导出", window, lambda: None)
    for done, wanted in ((30, 300), (10, 300), (60, 600), (0, 600), (100, 1000)):
        dialog.move_on(done, 100, "")
        assert dialog.bar.value() == wanted
    dialog.over = True
    dialog.close()


def test_a_refusal_comes_as_one(window, qtbot):
    told, slots = answers()

    def work(_progress):
        raise OfficeError("没有导出", remedy="换一个位置")

    tasks.run(window, "正在导出", work, **slots)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [("failed", "没有导出")]


def test_a_fault_of_the_program_is_told_to_the_page_and_in_the_crash_dialog(window, qtbot, monkeypatch):
    caught, (told, slots) = [], answers()
    monkeypatch.setattr(crash, "report", caught.append)
    tasks.run(window, "正在导出", lambda _progress: 1 / 0, **slots)
    qtbot.waitUntil(lambda: bool(caught), timeout=5000)
    assert isinstance(caught[0], ZeroDivisionError)
    assert told == [("failed", "这一步没有做完，程序出了问题")]


def test_a_page_that_errs_over_a_fault_does_not_hide_it(window, qtbot, monkeypatch):
    caught, (_told, slots) = [], answers()
    monkeypatch.setattr(crash, "report", caught.append)
    with qtbot.capture_exceptions() as others:
        tasks.run(window, "正在导出", lambda _progress: 1 / 0, slots["done"], lambda _error: {}["x"])
        qtbot.waitUntil(lambda: bool(caught), timeout=5000)
    assert isinstance(caught[0], ZeroDivisionError)
    assert others[0][0] is KeyError


@pytest.mark.parametrize(
    ("title", "said"), [("正在导出", "导出时磁盘空间不足"), ("正在写入 a.pdf", "写入 a.pdf 时磁盘空间不足")]
)
def test_what_the_disk_refuses_is_told_in_our_words_and_logged(window, qtbot, monkeypatch, title, said):
    logged, (told, slots) = [], answers()
    monkeypatch.setattr(crash, "note", logged.append)

    def work(_progress):
        raise OSError(errno.ENOSPC, "No space left on device")

    tasks.run(window, title, work, **slots)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [("failed", said)]
    assert [type(one) for one in logged] == [OSError]


def test_where_the_dialog_is_gone_by_then_the_window_is_told(window, qtbot, monkeypatch):
    heard, (told, slots) = [], answers()
    asked, gate = QWidget(), threading.Event()
    monkeypatch.setattr(crash, "_reporters", [crash.Reporter()])
    crash.on_refusal(heard.append)

    def work(_progress):
        gate.wait(5)
        raise OfficeError("没有导出", remedy="换一个位置")

    tasks.run(asked, "正在导出", work, **slots)
    delete(asked)
    gate.set()
    qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    assert [one.what for one in heard] == ["没有导出"]
    assert told == []


def test_pressed_twice_the_second_answer_finds_nobody_and_is_no_fault(window, qtbot, monkeypatch):
    caught, told = [], []
    monkeypatch.setattr(crash, "report", caught.append)
    asked = QWidget()

    def done(result):
        told.append(result)
        delete(asked)

    for number in range(2):
        tasks.run(asked, "正在导出", lambda _progress, number=number: number, done, told.append)
    qtbot.waitUntil(lambda: not tasks.running(), timeout=5000)
    assert (told, caught) == ([0], [])


def test_what_errs_while_the_program_is_left_is_logged_and_shown_nowhere(window, qtbot, monkeypatch):
    logged, shown, (told, slots) = [], [], answers()
    begun = threading.Event()
    monkeypatch.setattr(crash, "note", logged.append)
    monkeypatch.setattr(crash, "report", shown.append)

    def work(progress):
        begun.set()
        while progress(1, 2, ""):
            threading.Event().wait(0.01)
        raise ZeroDivisionError

    tasks.run(window, "正在导出", work, **slots)
    begun.wait(5)
    tasks.stop_all()
    qtbot.waitUntil(lambda: not tasks.running(), timeout=5000)
    assert [type(one) for one in logged] == [ZeroDivisionError]
    assert (told, shown) == ([], [])


def test_jobs_wait_for_each_other(window, qtbot):
    told, slots = answers()
    order = []
    for number in range(3):
        tasks.run(window, "正在计算", lambda _progress, number=number: order.append(number), **slots)
    qtbot.waitUntil(lambda: len(told) == 3, timeout=5000)
    assert order == [0, 1, 2]


def test_at_the_end_of_the_program_running_work_is_stopped_and_waited_for(window, qtbot):
    told, slots = answers()
    begun, left = threading.Event(), []

    def work(progress):
        begun.set()
        while progress(1, 2, ""):
            threading.Event().wait(0.01)
        left.append("clean")
        raise Cancelled

    tasks.run(window, "正在导出", work, **slots)
    tasks.run(window, "正在打印", lambda _progress: left.append("never"), **slots)
    begun.wait(5)
    tasks.stop_all()
    assert left == ["clean"]
    qtbot.waitUntil(lambda: not tasks.running(), timeout=5000)
    assert told == []


def test_work_of_one_step_shows_that_it_goes_on_and_work_of_many_how_far(window):
    dialog = tasks.TaskDialog("正在备份", window, lambda: None)
    assert (dialog.bar.minimum(), dialog.bar.maximum()) == (0, 0)
    dialog.move_on(1, 4, "第一份")
    assert dialog.bar.value() * 4 == dialog.bar.maximum()
    dialog.move_on(0, 0, "收尾")
    assert dialog.bar.value() * 4 == dialog.bar.maximum()
    dialog.over = True
    dialog.close()


# --- waiting for an answer ---


def test_who_waits_gets_the_answer_made_in_another_thread_and_the_window_lives(window):
    seen, gate = [], threading.Event()
    QTimer.singleShot(0, lambda: (seen.append(threading.get_ident()), gate.set()))

    def work(_progress):
        assert gate.wait(5)  # which only a living window opens
        return threading.get_ident()

    assert tasks.wait(window, "正在备份", work) != threading.get_ident()
    assert seen == [threading.get_ident()]


def test_who_waits_hears_a_refusal_a_stop_and_a_fault(window, monkeypatch):
    told = []
    monkeypatch.setattr(crash, "report", told.append)
    for error, heard in (
        (OfficeError("没有备份", remedy="换一个位置"), OfficeError),
        (Cancelled(), Cancelled),
        (ZeroDivisionError(), OfficeError),
    ):

        def work(_progress, error=error):
            raise error

        with pytest.raises(heard):
            tasks.wait(window, "正在备份", work)
    assert [type(one) for one in told] == [ZeroDivisionError]


def test_who_waits_longer_sees_the_dialog_and_may_stop_it(window):
    gate = threading.Event()

    def work(progress):
        while progress(0, 0, ""):
            gate.wait(0.01)
        raise Cancelled

    def stop():
        (shown,) = [one for one in window.findChildren(tasks.TaskDialog) if one.isVisible()]
        shown.reject()

    QTimer.singleShot(tasks.PATIENCE_MS + 100, stop)
    with pytest.raises(Cancelled):
        tasks.wait(window, "正在备份", work)


def test_nobody_waits_on_when_the_window_goes(window):
    gate = threading.Event()

    def work(progress):
        while progress(0, 0, ""):
            gate.wait(0.01)
        raise Cancelled

    QTimer.singleShot(0, tasks.stop_all)
    with pytest.raises(Cancelled):
        tasks.wait(window, "正在备份", work)
