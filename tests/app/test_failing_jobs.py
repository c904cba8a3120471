"""Every job of the program fails in turn: its page tells why, can be used again, nothing is left of it."""

import ast
import errno
import os
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton

import partyoffice
from partyoffice.app import (
    import_errors,
    lists_out,
    moving,
    plain_copy,
    recovery,
    rekeying,
    reverting,
    start_page,
    storage_lost,
)
from partyoffice.app.first_run import Way
from partyoffice.app.new_office import NewOffice
from partyoffice.app.receiving import ReceiveDialog
from partyoffice.app.rescuing import RescuePage
from partyoffice.app.trouble import Kind, Trouble
from partyoffice.core.errors import OfficeError
from partyoffice.members.page import arrival, edit_writing
from partyoffice.organisation.records import SCHOOL
from partyoffice.reports.document import Document
from partyoffice.store import backup, encryption, engine, settings
from partyoffice.store.backup import Reason
from partyoffice.store.keys import Key
from partyoffice.ui import crash, tasks
from partyoffice.ui.calibrating import CalibrationDialog
from partyoffice.ui.message_bar import MessageBar
from partyoffice.ui.messages import Recorder
from partyoffice.ui.preview import Preview
from partyoffice.ui.tasks import TaskDialog

SOURCES = Path(partyoffice.__file__).parent
SAID = "名册正被别处使用"
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
FAULTS = (
    (OfficeError(SAID, remedy="请稍后再试"), SAID),
    (FULL, "磁盘空间不足"),
    (ZeroDivisionError("division by zero"), "程序出了问题"),
)
PASSING_ON = {"desk.run_task", "desk.wait"}  # hands on what pages start


def sites():
    """Return each place that starts a job, as module.function."""
    found = set()
    for path in SOURCES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not any(word in text for word in ("tasks.run(", "tasks.wait(", "run_task(")):
            continue
        for function in ast.walk(ast.parse(text)):
            if isinstance(function, ast.FunctionDef) and any(map(starts, ast.walk(function))):
                found.add(f"{path.stem}.{function.name}")
    return found - PASSING_ON


def starts(call):
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    of = getattr(call.func.value, "id", "")
    return (of == "tasks" and call.func.attr in {"run", "wait"}) or call.func.attr == "run_task"


class Failing:
    """Makes the next jobs fail with an error, once the gate is open, and notes who started them."""

    def __init__(self, patch):
        self.error, self.gate, self.started = None, threading.Event(), set()
        real, init = tasks.Task.run, tasks.Task.__init__

        def run(task):
            if self.error is not None:
                task.work = lambda _progress: self.fail()
            real(task)

        def begin(task, *given):
            frame = sys._getframe(1)
            while Path(frame.f_code.co_filename).stem in {"tasks", "desk"}:
                frame = frame.f_back
            if self.error is not None:
                self.started.add(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}")
            init(task, *given)

        patch.setattr(tasks.Task, "run", run)
        patch.setattr(tasks.Task, "__init__", begin)

    def fail(self):
        assert self.gate.wait(20)
        raise self.error

    @contextmanager
    def each(self, error):
        self.error = error
        self.gate.clear()
        try:
            yield
        finally:
            self.gate.set()


@pytest.fixture
def failing(monkeypatch):
    made = Failing(monkeypatch)
    yield made
    made.gate.set()


def note_of(messages):
    return messages.notes[-1] if isinstance(messages, Recorder) else messages.message_bar.notes[0]


def shown(kind):
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def buttons(page):
    """Return what can be pressed, and what says why it cannot; the bar of the note is another matter."""
    found = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    found = [one for one in found if not isinstance(one.parent(), MessageBar)]
    return {one: (one.isEnabled(), one.toolTip()) for one in found}


def left(folder):
    return {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def job(start, page, messages=None):
    """Return what a job is started with, the dialog or window it is of, and where that speaks."""
    return SimpleNamespace(start=start, page=page, messages=messages or page.messages)


# How each is started ---------------------------------------------------------------------------


def of_dialog(name, method, *given, **about):
    def open_it(window, _tmp):
        dialog = window.dialogs.open(name, **about)
        return job(lambda: getattr(dialog, method)(*given), dialog)

    return open_it


def of_window(begin):
    return lambda window, tmp: job(lambda: begin(window, tmp), window)


def export(window, tmp):
    dialog = window.dialogs.open("export")
    return job(lambda: dialog.write(dialog.wish(), tmp / "名册.xlsx"), dialog)


def word(window, tmp):
    dialog = window.dialogs.open("print", paper="mem-01", ids=[1])
    order = dialog.side.order(again=False)
    return job(lambda: dialog._write_word(dialog.chosen(), order, tmp / "表.docx"), dialog)


def handover(window, tmp):
    dialog = window.dialogs.open("handover")
    return job(lambda: dialog._make(tmp / "交接.zip", plainly=False), dialog)


def template(window, tmp):
    dialog = window.dialogs.open("template")
    one = next(iter(dialog.importers.values()))
    return job(lambda: dialog.write(one, tmp / "模板.xlsx"), dialog)


def chosen(name, method):
    """A dialog that has been given a file."""

    def open_it(window, tmp):
        dialog = window.dialogs.open(name)
        (tmp / "表.xlsx").write_bytes(b"")
        dialog.choose.set_path(tmp / "表.xlsx")
        return job(getattr(dialog, method), dialog)

    return open_it


def fill(window, tmp):
    made = chosen("fill", "look")(window, tmp)
    made.page.seen = SimpleNamespace(path=tmp / "表.xlsx")
    made.start = lambda: made.page.write(made.page.wishes.wish(), tmp / "填好.xlsx")
    return made


def copies(method, *given):
    def open_it(window, _tmp):
        window.office.back_up(Reason.HAND)
        dialog = window.dialogs.open("backups")
        return job(lambda: getattr(dialog, method)(*given), dialog)

    return open_it


def plainly(window, tmp):
    dialog = window.dialogs.open("backups")
    dialog.messages = Recorder(answers=["存成明文"] * len(FAULTS))
    return job(lambda: plain_copy.save_plain(dialog), dialog)


def sheet(window, _tmp):
    dialog = window.dialogs.open("backups")
    return job(lambda: recovery.show_sheet(window, dialog, Key(bytes(32), bytes(16)), print), dialog)


def lost(window, _tmp):
    dialog = storage_lost.StorageDialog(window, window)
    dialog.open()
    return job(dialog.on_save, dialog)


def begin_new(window, tmp):
    dialog = NewOffice(window.program, window)
    dialog.open()
    dialog.place.folder = tmp
    return job(lambda: dialog._begin(Way.EMPTY), dialog)


def invented(window, tmp):
    page = start_page.StartPage(window.program)
    page.show()
    return job(page.on_sample, page)


def package(method):
    def open_it(window, tmp):
        dialog = ReceiveDialog(window.program, window)
        dialog.open()
        found = SimpleNamespace(path=tmp / "交接.zip", encrypted=False, told={"name": "校"})
        given = {"read": (tmp / "交接.zip",), "_place": (found, None)}[method]
        if method == "_place":
            dialog.folder = tmp / "新"
        return job(lambda: getattr(dialog, method)(*given), dialog)

    return open_it


def trouble(method):
    def open_it(window, tmp):
        copy = window.office.back_up(Reason.HAND)
        door = window.office.door.at(tmp / "坏.dangwu")
        page = RescuePage(window.program, Trouble(Kind.DAMAGED, door, engine.damaged(door.path)))
        page.show()
        given = {"_restore": (copy.path.name, door.at(copy.path)), "_judge": (door.at(copy.path),)}.get(
            method, ()
        )
        return job(lambda: getattr(page, method)(*given), page)

    return open_it


def preview_of(window, tmp):
    lists_out.print_document(Document("表", ()), tmp / "表.pdf", None)
    made = Preview(tmp / "表.pdf", "表", lambda _name: None, window.prefs, parent=window)
    made.make_printer = lambda _order: QPrinter()
    made.open()
    return made


def printing(window, tmp):
    made = preview_of(window, tmp)
    return job(made.print_out, made)


def again(window, tmp):
    made = preview_of(window, tmp)
    return job(lambda: lists_out._lay_out(window.desk, Document("表", ()), "表", "", "", made), made)


def calibrating(window, _tmp):
    made = CalibrationDialog(window, 210.0, 297.0, "文印室", lambda _order: QPrinter())
    made.open()
    return job(made.print_sheet, made)


def errors(window, tmp):
    staged = SimpleNamespace(file="名单.xlsx")
    import_errors._write(window, staged, tmp / "有问题的行.xlsx", None)


def many(window, _tmp):
    change = lambda session, _step: session.execute(None)  # noqa: E731 -- never comes to it
    assert edit_writing.carry_out(window.desk, "更正 300 人", 300, change, pytest.fail)


def roster(method):
    def read(window, _tmp):
        made = arrival.Arrival(SimpleNamespace(desk=window.desk, columns=SimpleNamespace(keys=tuple)))
        made.page.fill = pytest.fail
        if method == "read":
            made.read()
        else:
            made.listing = SimpleNamespace(book=SimpleNamespace(names_without_keys=lambda: ["沈"] * 999))
            made._reckon_names()

    return read


def purge(window, _tmp):
    from partyoffice.members.page.erasing import Erasing

    Erasing(SimpleNamespace(desk=window.desk))._run([1])


JOBS = {
    "backups._make": copies("on_now"),
    "backups.on_rehearse": copies("on_rehearse"),
    "copy_checks.check_all": copies("on_check_all"),
    "comparing._run": chosen("compare", "hold"),
    "exporting.write": export,
    "filling.look": chosen("fill", "look"),
    "filling.write": fill,
    "importing._run": chosen("import", "restage"),
    "printing.on_preview": of_dialog("print", "on_preview", paper="members"),
    "printing._write_word": word,
    "sealing.on_seal": of_dialog("seal", "on_seal"),
    "template.write": template,
    "handing._make": handover,
    "plain_copy.save_plain": plainly,
    "recovery.show_sheet": sheet,
    "storage_lost.on_save": lost,
    "new_office._begin": begin_new,
    "start_page.open_sample": invented,
    "receiving.read": package("read"),
    "receiving._place": package("_place"),
    "rescuing._judge": trouble("_judge"),
    "rescuing._restore": trouble("_restore"),
    "rescuing.on_salvage": trouble("on_salvage"),
    "rescuing.on_aside": trouble("on_aside"),
    "preview.print_out": printing,
    "lists_out._lay_out": again,
    "calibrating.print_sheet": calibrating,
    "import_errors._write": of_window(errors),
    "lists_out.save_into": of_window(
        lambda window, tmp: lists_out.save_into(window.desk, Document("表", ()), "x", "表", tmp / "表.xlsx")
    ),
    "history_page.verify": of_window(lambda window, _tmp: window.pages["history"].verify()),
    "reverting.revert": of_window(lambda window, _tmp: reverting.revert(window, 1, partly=False)),
    "moving.move": of_window(lambda window, _tmp: moving.move(window)),
    "rekeying.go_on": of_window(lambda window, _tmp: rekeying.go_on(window, "已设置密码", None)),
    "edit_writing.carry_out": of_window(many),
    "erasing._run": of_window(purge),
    "arrival.read": of_window(roster("read")),
    "arrival._reckon_names": of_window(roster("names")),
}
WAITED_FOR = {"copy_checks.judge": copies("on_check"), "copy_checks.refuse_copy": copies("on_check")}
ELSEWHERE = {  # below, and in test_backups: the window itself goes
    "rekeying.rekey", "office_window._may_close", "restoring.restore", "looking.look_into",
}  # fmt: skip


def test_every_job_of_the_program_is_made_to_fail():
    assert sites() == JOBS.keys() | WAITED_FOR.keys() | ELSEWHERE


@pytest.fixture
def ready(walked, tmp_path, monkeypatch):
    """The window, with all that jobs ask about answered."""
    walked.show_page("history")
    saved = str(tmp_path / "另存.dangwu")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (saved, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    monkeypatch.setattr(moving.places, "proposed", lambda: tmp_path / "本机")
    monkeypatch.setattr(start_page, "sample_path", lambda: tmp_path / "示例.dangwu")
    monkeypatch.setattr(arrival, "MANY", 1)
    monkeypatch.setattr(arrival, "isValid", lambda _page: True)
    walked.messages.answers = ["搬过去"] * len(FAULTS)
    return walked


@pytest.mark.parametrize("site", JOBS)
def test_whatever_stops_a_job_its_page_tells_why_and_can_be_used_again(
    site, ready, failing, qtbot, rest, tmp_path
):
    made = JOBS[site](ready, tmp_path)
    rest(ready)
    wait_for_readers(qtbot, made.page)
    usable, seq, files, dialogs = buttons(made.page), ready.office.last_seq, left(tmp_path), shown(QDialog)
    for error, said in FAULTS:
        with failing.each(error):
            made.start()
            go_away(made, ready)
        qtbot.waitUntil(lambda: not tasks.running(), timeout=20000)
        assert failing.started == {site}
        assert_told(made, said, dialogs, qtbot, fault=isinstance(error, ZeroDivisionError))
        ready.show_page("history")
        assert buttons(made.page) == usable
        assert (ready.office.last_seq, left(tmp_path)) == (seq, files)
    failing.error = None
    if made.page is not ready:
        made.page.messages = Recorder()
        made.page.close()


@pytest.mark.parametrize("site", WAITED_FOR)
def test_whatever_stops_a_job_that_is_waited_for_is_told_and_the_page_can_be_used_again(
    site, ready, failing, qtbot, rest, tmp_path
):
    made = WAITED_FOR[site](ready, tmp_path)
    rest(ready)
    wait_for_readers(qtbot, made.page)
    usable, dialogs = buttons(made.page), shown(QDialog)
    for error, said in FAULTS:
        failing.error = error
        failing.gate.set()
        made.start()
        assert site in failing.started
        assert_told(made, said, dialogs, qtbot, fault=isinstance(error, ZeroDivisionError))
        assert buttons(made.page) == usable
    failing.error = None
    made.page.messages = Recorder()
    made.page.close()


def wait_for_readers(qtbot, page):
    reader = getattr(page, "reader", None)
    if reader is not None:
        qtbot.waitUntil(lambda: not reader.busy(), timeout=20000)


def go_away(made, window):
    """Try to close the dialog while its job runs, or turn to another page of the window."""
    if isinstance(made.page, QDialog):
        made.page.close()
        assert made.page.isVisible()
    elif made.page is window:
        window.show_page("check")


def assert_told(made, said, dialogs, qtbot, *, fault):
    note = note_of(made.messages)
    assert said in note.what
    assert ("ZeroDivisionError" in note.detail) is fault
    assert "没有改动" in note.sentence
    assert note.sentence.rstrip("。").count("。") >= 1  # and what to do
    assert made.page.isVisible()
    assert made.page.isEnabled()
    assert not shown(TaskDialog)
    crashed = shown(crash.CrashDialog)
    assert len(crashed) == fault
    assert {*shown(QDialog)} - {*crashed} == {*dialogs}
    for one in crashed:
        copied(one)
        one.accept()
        qtbot.waitUntil(lambda: crash.reporter().dialog is None)


def copied(dialog):
    next(one for one in dialog.findChildren(QPushButton) if "复制详情" in one.text()).click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()


def test_a_roster_that_could_not_be_read_is_read_with_the_next_change(ready, failing, qtbot):
    page = SimpleNamespace(desk=ready.desk, columns=SimpleNamespace(keys=tuple), fill=lambda: None)
    made = arrival.Arrival(page)
    with failing.each(FULL):
        made.read()
        assert made.busy
        made.catch_up()
        assert made.missed
    qtbot.waitUntil(lambda: not tasks.running(), timeout=20000)
    assert (made.busy, made.missed) == (False, False)


# Where the window itself goes ------------------------------------------------------------------


@pytest.fixture
def closing(show, sample, qtbot):
    """A window with something to copy, whose copy fails as it closes."""
    window = show(sample)
    with window.office.change("改名") as session:
        settings.put(session, SCHOOL, "第一中学")

    def close():
        window.close()
        qtbot.waitUntil(lambda: not tasks.running(), timeout=20000)
        return window

    return close


@pytest.mark.parametrize("error", [FAULTS[0][0], FULL])
def test_without_the_last_copy_the_window_asks_and_stays_by_default(closing, failing, error):
    with failing.each(error):
        failing.gate.set()
        window = closing()
    assert failing.started == {"office_window._may_close"}
    assert [one.title for one in window.messages.questions] == ["没有备份成功"]
    assert "数据已保存在原文件中" in window.messages.questions[0].sentence
    assert window.isVisible()
    assert window.isEnabled()
    assert not shown(crash.CrashDialog)


def test_a_fault_in_the_last_copy_is_one_dialog_and_the_next_close_leaves(closing, failing):
    with failing.each(ZeroDivisionError()):
        failing.gate.set()
        window = closing()
        [dialog] = shown(crash.CrashDialog)
        assert window.messages.questions == []
        assert window.messages.notes[-1].what == "没有备份成功"
        assert window.isEnabled()
        copied(dialog)
        dialog.accept()
        closing()
    assert not window.isVisible()
    assert not shown(QDialog)


def test_a_copy_that_cannot_be_looked_for_keeps_no_window_half_closed(closing, monkeypatch):
    def refuse(_door):
        raise OfficeError("读取时磁盘没有回应", remedy="请检查磁盘")

    monkeypatch.setattr(backup, "is_copied", refuse)
    assert not closing().isVisible()  # the attempt itself went well


@pytest.mark.parametrize(("error", "said"), FAULTS)
def test_whatever_stops_a_new_password_the_window_comes_back_as_it_was(
    window, program, failing, error, said, qtbot
):
    dialog = window.dialogs.open("encryption")
    dialog.new.first.line.setText("换过的密码 2027")
    dialog.new.second.line.setText("换过的密码 2027")
    with failing.each(error):
        dialog.go.click()
        dialog.close()
        assert dialog.isVisible()
    qtbot.waitUntil(lambda: program.shown is not window, timeout=20000)
    assert failing.started == {"rekeying.rekey"}
    fresh = program.shown
    assert said in fresh.dialogs.newest.bar.notes[0].what
    assert fresh.office.writing
    assert not fresh.office.encrypted
    crashed = shown(crash.CrashDialog)
    assert len(crashed) == isinstance(error, ZeroDivisionError)
    for one in (*crashed, fresh.dialogs.newest):
        one.close()


def test_a_fault_among_the_copies_leaves_the_office_open_under_its_new_password(
    window, program, monkeypatch, qtbot
):
    def stop(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(encryption, "convert_copies", stop)
    dialog = window.dialogs.open("encryption")
    dialog.new.first.line.setText("换过的密码 2027")
    dialog.new.second.line.setText("换过的密码 2027")
    dialog.go.click()
    qtbot.waitUntil(lambda: program.shown is not window and bool(shown(crash.CrashDialog)), timeout=20000)
    assert program.shown.office.encrypted
    assert program.shown.message_bar.notes[0].what == "已设置密码"
    for one in shown(QDialog):
        one.messages = Recorder(answers=["x"])
        one.close()
